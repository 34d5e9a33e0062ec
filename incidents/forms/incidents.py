"""Making an incident, giving it another zone, and deleting it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import NormalCharField, ZoneField, normal
from incidents.models import Incident, Team, User
from incidents.models.zones import change_zone


class NewIncidentForm(forms.ModelForm):
    """Title, team and time zone; everything else is asked on the page that follows."""

    title = NormalCharField(
        label=_("Title"), max_length=120, help_text=_("What broke, and where. For example: checkout outage, EU region.")
    )
    zone = ZoneField(help_text=_("All times of this incident are typed and shown in this one zone."))

    class Meta:
        model = Incident
        fields = ("title", "team", "zone")

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        teams = Team.objects.of(user)
        first = teams.first()
        self.fields["team"].queryset = teams
        self.fields["team"].initial = first
        self.fields["team"].empty_label = None
        if teams.count() < 2:
            self.fields["team"].widget = forms.HiddenInput()
        self.fields["zone"].initial = first.zone if first else "UTC"
        self.instance.created_by = user


class ZoneForm(forms.Form):
    """Another zone for an incident that has times already."""

    KEEP = (
        ("clock", _("Keep the clock times: they were meant in the new zone. 14:20 stays 14:20.")),
        ("moments", _("Keep the moments: only show them in the new zone. 14:20 in London becomes 23:20 in Seoul.")),
    )

    zone = ZoneField()
    keep = forms.ChoiceField(
        label=_("What happens to the times?"), choices=KEEP, widget=forms.RadioSelect, initial="clock"
    )

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        super().__init__(data, auto_id="zone-%s", initial={"zone": incident.zone})
        self.incident = incident

    def save(self, user: User) -> bool:
        """Change the zone; False, with the reason at the field, when a time would not exist there."""
        keep_clock = self.cleaned_data["keep"] == "clock"
        try:
            change_zone(self.incident, self.cleaned_data["zone"], keep_clock=keep_clock, user=user)
        except ValidationError as error:
            self.add_error("zone", error)
            return False
        return True


class DeleteForm(forms.Form):
    """The incident's title, typed, so that nothing is deleted by a slip."""

    title = NormalCharField(label=_("Type the title of the incident"), max_length=200)

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        super().__init__(data)
        self.incident = incident

    def clean_title(self) -> str:
        typed: str = self.cleaned_data["title"]
        if typed.split() != normal(self.incident.title).split():
            raise ValidationError(_("This is not the title. Nothing was deleted."), code="mismatch")
        return typed
