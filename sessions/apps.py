from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    """The live retrospectives. The label differs from the folder: Django's own app is called ``sessions`` too."""

    name = "sessions"
    label = "retro"
    verbose_name = _("Sessions")

    def ready(self) -> None:
        """Keep open boards in step with incidents that are edited elsewhere."""
        from incidents.signals import timeline_changed
        from sessions.actions.outside import incident_changed

        timeline_changed.connect(incident_changed, dispatch_uid="retro")
