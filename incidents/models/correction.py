"""The history of corrected times: what stood there, who changed it, and when."""

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from incidents.models.communication import Communication
from incidents.models.incident import Incident
from incidents.models.people import User


class Correction(models.Model):
    """One time that somebody corrected; ``before`` is the original (UTC), ``None`` where nothing was known."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="corrections")
    communication = models.ForeignKey(
        Communication, on_delete=models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    field = models.CharField(max_length=20)
    before = models.DateTimeField(null=True, blank=True)
    after = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=40)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"

    @property
    def what(self) -> str:
        """Which time it was, in words."""
        if self.communication is not None:
            return str(_("Message on %(channel)s") % {"channel": self.communication.channel})
        return capfirst(str(Incident._meta.get_field(self.field).verbose_name))
