"""The rows in which communications are entered, and the channels on which nothing was sent."""

import base64
import uuid
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import NormalCharField, TypedTimeField
from incidents.forms.sections import REMARKS
from incidents.models import Channel, ChannelUse, Communication, Incident, User
from incidents.models.identity import new_uid

KINDS = [("", _("Guess from the name")), *Channel.Kind.choices]


def new_request_id() -> str:
    """A name for one attempt to save something, so that repeating it saves nothing twice."""
    return str(uuid.uuid4())


def uid_of(request_id: str) -> str:
    """The public id of what an attempt makes; the same attempt makes the same id. Raises ``ValueError``."""
    return base64.urlsafe_b64encode(uuid.UUID(request_id).bytes).rstrip(b"=").decode()


class CommunicationForm(forms.Form):
    """One row. Without ``communication`` it is the empty one that waits for the next."""

    time = TypedTimeField(
        label=_("Time"), error_messages={"required": _("When could customers see it? For example 14:20 or +35m.")}
    )
    channel = NormalCharField(
        label=_("Channel"),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "channel-names", "autocomplete": "off"}),
        error_messages={"required": _("On which channel?")},
    )
    kind = forms.ChoiceField(label=_("Kind of channel"), choices=KINDS, required=False)
    who = NormalCharField(
        label=_("Who"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"list": "sender-names", "autocomplete": "off"}),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("State"), choices=Communication.Status.choices, initial=Communication.Status.UPDATE
    )
    text = NormalCharField(
        label=_("Text"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 1, "data-entry": ""})
    )
    shown = TypedTimeField(
        label=_("Time the page claims"), required=False,
        help_text=_("Only if the page shows another time than the one at which customers could really see it."),
    )  # fmt: skip
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    request_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, incident: Incident, communication: Communication | None = None) -> None:
        row = communication.uid if communication else "new"
        super().__init__(data, auto_id=f"{row}-%s", initial=self.values(communication))
        self.incident, self.communication, self.row = incident, communication, row
        for name in ("time", "shown"):
            field = self.fields[name]
            field.zone, field.begin, field.near = incident.zone, incident.counts_from, self.nearest_time()
            field.whole = False
            field.initial = self.initial.get(name)
        self.fields["shown"].widget.with_about = False
        self.fields["time"].widget.skip_about = communication is None

    @staticmethod
    def values(communication: Communication | None) -> dict[str, Any]:
        if communication is None:
            return {"request_id": new_request_id()}
        return {
            "time": (communication.posted_at, communication.approximate),
            "channel": communication.channel.name,
            "who": communication.sender,
            "state": communication.status,
            "text": communication.text,
            "shown": (communication.shown_at, False),
            "url": communication.url,
        }

    def nearest_time(self) -> Any:
        """What tells the day of a time without one while the beginning is unknown."""
        if self.communication:
            return self.communication.posted_at
        last = max((post.posted_at for post in self.incident.communications.all()), default=None)
        return last or self.incident.some_time

    @property
    def remarks(self) -> list[Any]:
        typed = getattr(self, "cleaned_data", {}).get("time")
        return [REMARKS[typed.doubt]] if typed and typed.doubt else []

    @property
    def details_open(self) -> bool:
        """Whether the second line of the row has something to show."""
        return bool(self["shown"].value()[0] or self["url"].value() or self["shown"].errors or self["url"].errors)

    @transaction.atomic
    def save(self, user: User) -> Communication:
        """Keep the row; a time that was corrected keeps its original, an attempt that is repeated changes nothing."""
        cleaned = self.cleaned_data
        post, is_new = self.communication, self.communication is None
        if post is None:
            uid = uid_of(str(cleaned["request_id"] or uuid.uuid4()))
            known = Communication.objects.filter(uid=uid).first()
            if known is not None and known.incident_id == self.incident.pk:
                return known
            post = Communication(incident=self.incident, uid=new_uid() if known else uid)
        left = None if is_new else post.channel
        post.channel = Channel.called(self.incident.team, cleaned["channel"], cleaned["kind"])
        post.sender, post.status = cleaned["who"], cleaned["state"]
        post.text, post.url = cleaned["text"], cleaned["url"]
        post.shown_at = cleaned["shown"].at if cleaned["shown"] else None
        if is_new:
            post.posted_at, post.approximate = cleaned["time"].at, cleaned["time"].approximate
            post.save()
        else:
            post.save(update_fields=["channel", "sender", "status", "text", "url", "shown_at"])
            post.correct(cleaned["time"].at, approximate=cleaned["time"].approximate, by_name=user.name, user=user)
        if left and left != post.channel:
            left.leave(self.incident)
        return post


class ChannelForm(forms.Form):
    """A channel that was used although nothing was sent on it."""

    name = NormalCharField(
        label=_("Channel"),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "channel-names", "autocomplete": "off"}),
        error_messages={"required": _("Which channel?")},
    )
    kind = forms.ChoiceField(label=_("Kind of channel"), choices=KINDS, required=False)

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        super().__init__(data, auto_id="channel-%s")
        self.incident = incident

    @transaction.atomic
    def save(self) -> Channel:
        """Note the channel as used; again changes nothing."""
        channel = Channel.called(self.incident.team, self.cleaned_data["name"], self.cleaned_data["kind"])
        ChannelUse.objects.get_or_create(incident=self.incident, channel=channel)
        return channel


class KindForm(forms.Form):
    """What kind of channel a channel is; its sign on the timeline follows."""

    kind = forms.ChoiceField(label=_("Kind of channel"), choices=Channel.Kind.choices)

    def __init__(self, data: Any = None, *, channel: Channel) -> None:
        super().__init__(data, auto_id=f"{channel.uid}-%s", initial={"kind": channel.kind})
        self.channel = channel

    def save(self) -> None:
        self.channel.kind = self.cleaned_data["kind"]
        self.channel.save(update_fields=["kind"])
