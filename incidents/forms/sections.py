"""The questions about an incident (P4), each a small form that is saved as soon as it is answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.analysis.times import TypedTime
from incidents.forms.fields import NormalCharField, TypedTimeField
from incidents.models import Incident, Phase, User

REMARKS: dict[str, str | Promise] = {
    "twice": _("The clocks showed this time twice that night; the first was taken."),
    "season": _("That zone is not in force on this day; the time was taken literally."),
}
"""What is said of a time that was understood, with a doubt."""


class SectionForm(forms.Form):
    """One question. ``plain`` are the incident's fields that are taken as they are, ``times`` those that are times."""

    key: ClassVar[str]
    plain: ClassVar[tuple[str, ...]] = ()
    times: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        super().__init__(data, auto_id=f"{self.key}-%s")
        self.incident = incident
        for name in self.plain:
            self.fields[name].initial = getattr(incident, name)
        for field in self.time_fields():
            field.zone, field.begin, field.near = incident.zone, incident.counts_from, incident.some_time
        for name in self.times:
            self.fields[name].initial = getattr(incident, name), name in incident.approximate_times

    def time_fields(self) -> Iterator[TypedTimeField]:
        return (field for field in self.fields.values() if isinstance(field, TypedTimeField))

    @property
    def incomplete(self) -> bool:
        """True while something is missing that the rest cannot be saved without; no error yet."""
        return False

    @property
    def remarks(self) -> list[str | Promise]:
        """What the person should know about how a time was taken."""
        values = getattr(self, "cleaned_data", {}).values()
        doubts = [value.doubt for value in values if isinstance(value, TypedTime) and value.doubt]
        return [REMARKS[doubt] for doubt in doubts]

    @transaction.atomic
    def save(self, user: User) -> bool:
        """Keep the answers, and corrected times with their originals; True if something changed."""
        changed = [name for name in self.plain if getattr(self.incident, name) != self.cleaned_data[name]]
        for name in changed:
            setattr(self.incident, name, self.cleaned_data[name])
        about = {name for name in self.times if (typed := self.cleaned_data[name]) and typed.approximate}
        approximate = sorted((set(self.incident.approximate_times) - set(self.times)) | about)
        if approximate != sorted(self.incident.approximate_times):
            self.incident.approximate_times = approximate
            changed.append("approximate_times")
        if changed:
            self.incident.save(update_fields=changed)
        moved = [
            self.incident.correct(name, moment(self.cleaned_data[name]), by_name=user.name, user=user)
            for name in self.times
        ]
        return bool(changed) or any(moved)

    def refuse_order(self, name: str, message: Any) -> None:
        self.add_error(name, forms.ValidationError(message, code="order"))


def moment(typed: TypedTime | None) -> datetime | None:
    return typed.at if typed else None


class AboutForm(SectionForm):
    """What the incident is called, how bad it was, and the window of a maintenance."""

    key = "about"
    plain = ("title", "severity", "kind", "summary")
    windows = ("window_begins_at", "window_ends_at")

    title = NormalCharField(label=_("Title"), max_length=120)
    severity = forms.ChoiceField(
        label=_("Severity"), required=False, choices=[("", _("Not set")), *Incident.Severity.choices]
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Incident.Kind.choices)
    window_begins_at = TypedTimeField(label=_("The window begins"), required=False)
    window_ends_at = TypedTimeField(label=_("The window ends"), required=False)
    summary = NormalCharField(
        label=_("What happened, in two sentences"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        super().__init__(data, incident=incident)
        if (data or {}).get("kind", incident.kind) == Incident.Kind.MAINTENANCE:
            self.times = self.windows
            for name in self.windows:
                self.fields[name].initial = getattr(incident, name), name in incident.approximate_times
        else:
            for name in self.windows:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        begins, ends = (moment(self.cleaned_data.get(name)) for name in self.windows)
        if begins and ends and ends < begins:
            self.refuse_order("window_ends_at", _("The window ends before it begins."))
        return self.cleaned_data


class BeganForm(SectionForm):
    """The start of the trouble and the first alert, apart."""

    key = "began"
    times = ("started_at", "first_alert_at")

    started_at = TypedTimeField(
        label=_("Trouble began"),
        required=False,
        help_text=_("When customers were first affected, as far as you know now."),
    )
    first_alert_at = TypedTimeField(
        label=_("First alert"), required=False, help_text=_("When the team could first know of it.")
    )

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        super().__init__(data, incident=incident)
        start, alert = incident.started_at, incident.first_alert_at
        for name, own, other in (("started_at", start, alert), ("first_alert_at", alert, start)):
            self.fields[name].near = own or other or incident.some_time
            self.fields[name].begin = other or own
            self.fields[name].nearest = True

    def clean(self) -> dict[str, Any]:
        end = self.incident.resolved_at
        for name in self.times:
            at = moment(self.cleaned_data.get(name))
            if at and end and at > end:
                self.refuse_order(name, _("This is after the end of the incident. Which one is right?"))
        return self.cleaned_data


class EndedForm(SectionForm):
    """The end, empty while the incident goes on."""

    key = "ended"
    times = ("resolved_at",)

    resolved_at = TypedTimeField(
        label=_("Resolved"),
        required=False,
        help_text=_("Leave it empty while it goes on. +6h counts from the first alert."),
    )

    def clean_resolved_at(self) -> TypedTime | None:
        typed: TypedTime | None = self.cleaned_data["resolved_at"]
        begins = [at for at in (self.incident.first_alert_at, self.incident.started_at) if at]
        if typed and any(typed.at < begin for begin in begins):
            raise forms.ValidationError(_("The end is before the beginning. Which one is right?"), code="order")
        return typed


class PhaseForm(SectionForm):
    """The span of one phase; empty when there was none."""

    kind: ClassVar[str]

    begins_at = TypedTimeField(label=_("From"), required=False)
    ends_at = TypedTimeField(label=_("Until"), required=False, help_text=_("A time, or how long it took: +45m, +2h."))

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        super().__init__(data, incident=incident)
        self.phase = next((phase for phase in incident.phases.all() if phase.kind == self.kind), None)
        for name in ("begins_at", "ends_at"):
            self.fields[name].initial = (getattr(self.phase, name), False) if self.phase else None
            self.fields[name].widget.with_about = False

    def clean_begins_at(self) -> TypedTime | None:
        typed: TypedTime | None = self.cleaned_data["begins_at"]
        if typed:
            self.fields["ends_at"].begin = typed.at
        return typed

    def clean(self) -> dict[str, Any]:
        begins, ends = (moment(self.cleaned_data.get(name)) for name in ("begins_at", "ends_at"))
        if begins and ends and ends < begins:
            self.refuse_order("ends_at", _("The phase ends before it begins."))
        return self.cleaned_data

    @property
    def incomplete(self) -> bool:
        return not self.errors and bool(self.cleaned_data["begins_at"]) != bool(self.cleaned_data["ends_at"])

    @transaction.atomic
    def save(self, user: User) -> bool:
        begins, ends = moment(self.cleaned_data["begins_at"]), moment(self.cleaned_data["ends_at"])
        if begins is None or ends is None:
            removed, _rows = self.incident.phases.filter(kind=self.kind).delete()
            return bool(removed)
        if self.phase and (self.phase.begins_at, self.phase.ends_at) == (begins, ends):
            return False
        span = {"begins_at": begins, "ends_at": ends}
        self.phase, _made = self.incident.phases.update_or_create(kind=self.kind, defaults=span)
        return True


class InvestigationForm(PhaseForm):
    key = "investigation"
    kind = Phase.Kind.INVESTIGATION


class EscalationForm(PhaseForm):
    key = "escalation"
    kind = Phase.Kind.ESCALATION


class SawForm(SectionForm):
    """What customers saw in the product, and whether it hurt them."""

    key = "saw"
    plain = ("customers_saw", "inconvenienced_customers")

    customers_saw = NormalCharField(
        label=_("What in the product told customers that something was wrong?"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    inconvenienced_customers = forms.TypedChoiceField(
        label=_("Did it inconvenience customers?"), required=False, empty_value=None,
        coerce=lambda value: value == "True",
        choices=[("", _("Not answered yet")), ("True", _("Yes")), ("False", _("No"))],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """One question of the page; ``number`` is its number in the play's list of nine (P4), empty beside it."""

    number: str
    title: str | Promise
    why: str | Promise
    form: type[SectionForm]

    @property
    def key(self) -> str:
        return self.form.key


SECTIONS = (
    Section("", _("The incident"), "", AboutForm),
    Section(
        "1",
        _("When did it begin?"),
        _("Trouble and first alert may be far apart; what lies between them is a finding of its own."),
        BeganForm,
    ),
    Section("2", _("When did it end?"), "", EndedForm),
    Section("3", _("How long was it investigated?"), "", InvestigationForm),
    Section("4", _("How long did escalation, decision and change take?"), "", EscalationForm),
    Section("5", _("What did customers see?"), "", SawForm),
)
"""Questions 6 to 9 (which messages, on which medium, by whom, when) are the rows of ``forms.communications``."""


def section_called(key: str) -> Section | None:
    """The section of this key, if there is one."""
    return next((section for section in SECTIONS if section.key == key), None)
