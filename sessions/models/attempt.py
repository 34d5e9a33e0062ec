"""Wrong codes are counted in the database, so that every process counts alike."""

import ipaddress
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PER_ADDRESS = 10
IN_ALL = 100
WINDOW = timedelta(minutes=10)


def neighbourhood(address: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 of an IPv6 one; odd addresses count as they are."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:50]
    if parsed.version == 4 or parsed.ipv4_mapped:
        return str(getattr(parsed, "ipv4_mapped", None) or parsed)
    return str(ipaddress.ip_network((int(parsed), 64), strict=False))


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def recent(self) -> "AttemptQuerySet":
        return self.filter(at__gt=timezone.now() - WINDOW)

    def too_many_from(self, address: str) -> bool:
        """Whether this client, or everybody together, has guessed too often in the last ten minutes."""
        recent = self.recent()
        return recent.filter(client=neighbourhood(address)).count() >= PER_ADDRESS or recent.count() >= IN_ALL

    def note_wrong(self, address: str) -> None:
        """Count one wrong code, and forget those long past."""
        self.filter(at__lt=timezone.now() - WINDOW).delete()
        self.create(client=neighbourhood(address))


class Attempt(models.Model):
    """One wrong code from one client; kept for ten minutes."""

    client = models.CharField(max_length=50, db_index=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("wrong code")
        verbose_name_plural = _("wrong codes")

    def __str__(self) -> str:
        return f"{self.client} {self.at:%H:%M:%S}"
