"""What people type in a session, checked at the field."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import NormalCharField, TypedTimeField
from incidents.models import Channel, Communication, Incident
from sessions.models import Commitment, Note, Retrospective, Seat
from sessions.models.note import TEXT_LIMIT
from sessions.play import CATALOGUE

LONGEST_PLAN = timedelta(days=5 * 365)


class CodeForm(forms.Form):
    """The short code somebody read aloud."""

    code = NormalCharField(label=_("Code"), max_length=20)

    def refuse(self) -> None:
        """Say that no session can be joined with this code, whatever the reason is."""
        self.add_error(
            "code",
            _("No session can be joined with this code. Check the code, or ask whether the session is still open."),
        )


class NameForm(forms.Form):
    """Just a name."""

    name = NormalCharField(label=_("Your name"), max_length=40)


class JoinForm(NameForm):
    """Taking a seat. ``request_id`` names this attempt, so that a double tap takes one seat only."""

    request_id = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class NoteForm(forms.Form):
    """A sticky note."""

    text = NormalCharField(
        label=_("Note"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("The note is empty. What was troublesome or confusing?")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Note.Kind.choices, initial=Note.Kind.PROBLEM)
    anonymous = forms.BooleanField(label=_("Anonymous"), required=False)


class EditNoteForm(forms.Form):
    """One's own note, changed; ``version`` is the one that was read."""

    text = NormalCharField(label=_("Note"), max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 5}))
    kind = forms.ChoiceField(label=_("Kind"), choices=Note.Kind.choices)
    version = forms.IntegerField(widget=forms.HiddenInput)


class IncidentTimeForm(forms.Form):
    """A form with times of an incident, in the incident's zone."""

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incident = incident
        for field in self.fields.values():
            if isinstance(field, TypedTimeField):
                field.zone = incident.zone
                field.begin = incident.counts_from
                field.near = incident.some_time or timezone.now()


class CommunicationForm(IncidentTimeForm):
    """A message that somebody remembers: when, where, who, what."""

    posted_at = TypedTimeField(label=_("About when?"))
    channel = forms.CharField(label=_("Channel"), required=False, widget=forms.Select)
    channel_name = NormalCharField(label=_("Name of the new channel"), max_length=60, required=False)
    channel_kind = forms.ChoiceField(
        label=_("Kind of channel"), choices=Channel.Kind.choices, required=False, initial=Channel.Kind.OTHER
    )
    sender = NormalCharField(label=_("Who sent it?"), max_length=80, required=False)
    status = forms.ChoiceField(
        label=_("State"), choices=Communication.Status.choices, required=False, initial=Communication.Status.UPDATE
    )
    text = NormalCharField(
        label=_("What did it say?"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, incident=incident, **kwargs)
        self.channels = {use.channel.uid: use.channel for use in incident.channel_uses.select_related("channel")}
        choices = [(uid, channel.name) for uid, channel in self.channels.items()]
        self.fields["channel"].widget.choices = [*choices, ("", _("Another channel…"))]
        if choices:
            self.fields["channel"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """A message needs a channel: a known one, or the name of a new one."""
        cleaned = super().clean() or {}
        found = self.channels.get(cleaned.get("channel", ""))
        if found is None and not cleaned.get("channel_name"):
            self.add_error("channel_name", _("On which channel? Choose one, or name it."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What ``add_communication`` wants."""
        cleaned = self.cleaned_data
        return {
            "posted_at": cleaned["posted_at"].at,
            "approximate": cleaned["posted_at"].approximate,
            "channel": self.channels.get(cleaned["channel"]),
            "channel_name": cleaned["channel_name"],
            "channel_kind": cleaned["channel_kind"] or Channel.Kind.OTHER,
            "sender": cleaned["sender"],
            "text": cleaned["text"],
            "status": cleaned["status"] or Communication.Status.UPDATE,
        }


class TimeForm(IncidentTimeForm):
    """One time, corrected."""

    at = TypedTimeField(label=_("Correct time"))


class ChannelForm(forms.Form):
    """A channel that was used."""

    name = NormalCharField(label=_("Channel"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind of channel"), choices=Channel.Kind.choices, initial=Channel.Kind.OTHER)


class PinForm(forms.Form):
    """Where a note goes: ``gap:KEY``, ``message:UID``, ``time:SECONDS`` (UTC, since 1970), ``note:UID`` or nowhere."""

    anchor = forms.RegexField(r"^(?:|(?:gap|message|note):[\w-]{1,22}|time:\d{1,11})$", required=False)

    @property
    def place(self) -> tuple[str, str]:
        """Kind and key of the place."""
        kind, _colon, key = self.cleaned_data["anchor"].partition(":")
        return kind, key


class WhyForm(forms.Form):
    """An answer to "why did this happen?"."""

    text = NormalCharField(label=_("Why did this happen?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class CommitmentForm(forms.Form):
    """An action: what, who, until when."""

    text = NormalCharField(
        label=_("What will be done?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("What will be done?")},
    )
    owner = forms.ChoiceField(label=_("Who owns it?"), required=False)
    owner_name = NormalCharField(label=_("Somebody who is not here"), max_length=60, required=False)
    due = forms.DateField(
        label=_("Due date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("An action needs a due date: by when?"),
            "invalid": _("This is not a date. Type it as 2026-12-31."),
        },
    )
    note = forms.ChoiceField(label=_("For which problem?"), required=False)
    recommendation = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[("", ""), *((known.key, known.cause) for known in CATALOGUE)],
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, retrospective: Retrospective, seat: Seat | None = None, **kwargs: Any) -> None:
        """Who writes an action down usually means to own it: ``seat`` is proposed as its owner."""
        super().__init__(*args, **kwargs)
        people = Seat.objects.people().of(retrospective)
        problems = retrospective.notes.chosen()
        self.fields["owner"].choices = [*((seat.uid, seat.name) for seat in people), ("", _("Somebody else…"))]
        self.fields["owner"].initial = seat.uid if seat else ""
        self.fields["note"].choices = [*((note.uid, note.text[:80]) for note in problems), ("", _("None of these"))]

    @classmethod
    def of(cls, commitment: Commitment, data: Any = None) -> "CommitmentForm":
        """The form to change an action."""
        initial = {
            "text": commitment.text,
            "owner": commitment.owner_seat.uid if commitment.owner_seat else "",
            "owner_name": "" if commitment.owner_seat else commitment.owner_name,
            "due": commitment.due,
            "version": commitment.version,
        }
        form = cls(data, retrospective=commitment.retrospective, initial=initial)
        del form.fields["note"], form.fields["recommendation"]
        return form

    def clean_due(self) -> Any:
        """Refuse a date that is past, or too far away to be meant."""
        due = self.cleaned_data["due"]
        today = timezone.localdate()
        if due < today - timedelta(days=1):
            raise forms.ValidationError(_("This date is past. By when will it be done?"), code="past")
        if due > today + LONGEST_PLAN:
            raise forms.ValidationError(_("This date is very far away. Is the year right?"), code="far")
        return due

    def clean(self) -> dict[str, Any]:
        """An action needs an owner: somebody here, or the name of somebody absent."""
        cleaned = super().clean() or {}
        if not cleaned.get("owner") and not cleaned.get("owner_name"):
            self.add_error("owner", _("An action needs an owner: who will see to it?"))
        return cleaned
