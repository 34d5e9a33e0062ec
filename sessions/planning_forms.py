"""Planning a session: who leads it, when, in which language, and how its hour is divided."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.analysis.zones import moments_of
from incidents.models import User
from sessions.forms import LONGEST_PLAN
from sessions.models import Retrospective
from sessions.play import STEPS

SHORTEST, LONGEST = 1, 60
"""Minutes a step may last."""
MOST_VOTES = 10


class PlanForm(forms.ModelForm):
    """A session as it is planned. Date and time stand in the incident's zone; both may stay empty.

    Cleans to the fields of ``Retrospective`` in ``planned``.
    """

    on = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    at = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    votes_each = forms.IntegerField(
        label=_("Votes per person"), initial=3, min_value=1, max_value=MOST_VOTES,
        help_text=_("To choose the problems that matter most."),
    )  # fmt: skip
    anonymous_allowed = forms.BooleanField(
        label=_("Notes may be anonymous"), required=False, initial=True,
        help_text=_("Nobody can find out who wrote an anonymous note, not even the facilitator."),
    )  # fmt: skip

    class Meta:
        model = Retrospective
        fields = ("facilitator", "language", "votes_each", "anonymous_allowed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incident = self.instance.incident
        self.zone = ZoneInfo(self.incident.zone)
        self._choose_people()
        self._divide_the_hour()
        self.fields["on"].help_text = _("In the incident's time zone: %(zone)s") % {"zone": self.incident.zone}
        if planned := self.instance.planned_for:
            local = planned.astimezone(self.zone)
            self.initial |= {"on": local.date(), "at": local.time().replace(second=0, microsecond=0)}

    def _choose_people(self) -> None:
        facilitator = self.fields["facilitator"]
        facilitator.queryset = User.objects.filter(memberships__team=self.incident.team, is_active=True)
        facilitator.label, facilitator.required, facilitator.empty_label = _("Facilitator"), True, None
        facilitator.help_text = _("Leads through the steps and keeps the time.")
        self.fields["language"].help_text = _("Of the display. Everybody else can choose their own.")

    def _divide_the_hour(self) -> None:
        for step, minutes in zip(STEPS, self.instance.minutes, strict=True):
            self.fields[f"box_{step.key}"] = forms.IntegerField(
                label=step.title, min_value=SHORTEST, max_value=LONGEST, initial=minutes
            )

    @property
    def box_fields(self) -> list[forms.BoundField]:
        """The time boxes, in the order of the steps."""
        return [self[f"box_{step.key}"] for step in STEPS]

    @property
    def minutes_in_all(self) -> int:
        """What the boxes that stand in the form now sum up to, as far as they are numbers."""
        values = (str(field.value() or "") for field in self.box_fields)
        return sum(int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 4)

    def clean_on(self) -> date | None:
        """Refuse a year that cannot be meant, and that some zones could not even show."""
        day: date | None = self.cleaned_data["on"]
        if day and abs(day - timezone.localdate()) > LONGEST_PLAN:
            raise ValidationError(_("This date is very far away. Is the year right?"), code="far")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, clock = cleaned.get("on"), cleaned.get("at")
        if day and not clock and "at" not in self.errors:
            self.add_error("at", _("At what time of this day?"))
        elif clock and not day and "on" not in self.errors:
            self.add_error("on", _("On which day?"))
        elif day and clock:
            try:
                cleaned["planned_for"] = self._moment(day, clock)
            except ValidationError as error:
                self.add_error("at", error)
        return cleaned

    def _moment(self, day: date, clock: time) -> datetime:
        found = moments_of(datetime.combine(day, clock), self.zone)
        if not found:
            raise ValidationError(
                _("This time does not exist in %(zone)s: the clocks are put forward over it."),
                params={"zone": self.incident.zone},
            )
        return found[0]

    @property
    def planned(self) -> dict[str, Any]:
        """The fields of the session, once the form is valid."""
        kept = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return kept | {
            "planned_for": self.cleaned_data.get("planned_for"),
            "boxes": [self.cleaned_data[f"box_{step.key}"] for step in STEPS],
        }
