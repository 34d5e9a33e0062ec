from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    """The live retrospectives. The label differs from the folder: Django's own app is called ``sessions`` too."""

    name = "sessions"
    label = "retro"
    verbose_name = _("Sessions")
