"""Captions of screenshots."""

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import NormalCharField
from incidents.models import Screenshot


class CaptionForm(forms.ModelForm):
    """What a picture shows."""

    caption = NormalCharField(label=_("What does it show?"), max_length=200, required=False)

    class Meta:
        model = Screenshot
        fields = ("caption",)
