"""Accounts and teams."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import NormalCharField, ZoneField
from incidents.models import Team, User

BROWSER_ZONE = {"data-browser-zone": ""}
"""Asks the browser to fill in the zone its clock is in."""


class AccountForm(forms.ModelForm):
    """A new account with one password field, which can be read by its owner while typing."""

    name = NormalCharField(
        label=_("Your name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As the others in your team will see it."),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A short sentence is good."),
    )

    class Meta:
        model = User
        fields = ("name", "email")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise ValidationError(_("There is an account with this address already. Sign in with it."), code="taken")
        return email

    def _post_clean(self) -> None:
        super()._post_clean()
        if password := self.cleaned_data.get("password"):
            try:
                password_validation.validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("password", error)

    def save(self, commit: bool = True) -> User:
        self.instance.set_password(self.cleaned_data["password"])
        return super().save(commit)


class SignUpForm(AccountForm):
    """A new account together with its first team."""

    team_name = NormalCharField(label=_("Name of your team"), max_length=60)
    zone = ZoneField(
        label=_("The team's time zone"), initial="UTC",
        help_text=_("New incidents begin with this zone; each can have its own."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].widget.attrs.update(BROWSER_ZONE)

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        Team.found(self.cleaned_data["team_name"], user, self.cleaned_data["zone"])
        return user


class TeamForm(forms.ModelForm):
    """A new team."""

    name = NormalCharField(label=_("Name of the team"), max_length=60)
    zone = ZoneField(
        label=_("The team's time zone"), initial="UTC",
        help_text=_("New incidents begin with this zone; each can have its own."),
    )  # fmt: skip

    class Meta:
        model = Team
        fields = ("name", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["zone"].widget.attrs.update(BROWSER_ZONE)


class TeamSettingsForm(TeamForm):
    """A team's name, zone and what it calls a gap."""

    good_minutes = forms.IntegerField(
        label=_("A good interval lasts up to (minutes)"), min_value=1, max_value=1440,
        help_text=_("The play advises an update every 20 to 30 minutes."),
    )  # fmt: skip
    gap_minutes = forms.IntegerField(
        label=_("A silence is a gap above (minutes)"), min_value=1, max_value=1440,
        help_text=_("Between the two it is borderline."),
    )  # fmt: skip
    merge_minutes = forms.IntegerField(
        label=_("Posts on several channels are one moment within (minutes)"), min_value=0, max_value=60,
        help_text=_("The same news on two channels counts once."),
    )  # fmt: skip

    class Meta:
        model = Team
        fields = ("name", "zone", "good_minutes", "gap_minutes", "merge_minutes", "maintenance_counts")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        good, gap = cleaned.get("good_minutes"), cleaned.get("gap_minutes")
        if good is not None and gap is not None and gap < good:
            self.add_error("gap_minutes", _("This has to be at least as long as a good interval."))
        return cleaned


class SignInForm(AuthenticationForm):
    """Signs in. One refusal for an unknown address and a wrong password, in words of our own: Django's are stilted."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("E-mail address and password do not match. Capital letters matter in the password."),
    }


class ResetForm(PasswordResetForm):
    """Mails a link that begins with the address of this installation, whatever the request claims its host to be."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def save(self, *args: Any, **kwargs: Any) -> None:
        site = urlsplit(settings.SITE_URL)
        kwargs |= {"domain_override": site.netloc, "use_https": site.scheme == "https"}
        super().save(*args, **kwargs)
