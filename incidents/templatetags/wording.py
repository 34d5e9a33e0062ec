"""Findings of the analysis in words: ``{{ gap.times_target|times_target }}``, ``{{ share.kind|phase_name }}``."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format

from incidents import wording
from incidents.analysis.findings import BeginIs
from incidents.analysis.records import PhaseKind, Status
from incidents.analysis.timeline_scale import zone_name, zone_of
from incidents.models import Communication

register = template.Library()


@register.filter
def times_target(share: float) -> str:
    """How many times the target a silence lasted."""
    return wording.times_target(share)


@register.filter
def phase_name(kind: PhaseKind) -> str:
    """A phase in words."""
    return wording.phase_name(kind)


@register.filter
def begin_name(kind: BeginIs) -> str:
    """What the chain begins with, in words."""
    return wording.begin_name(kind)


@register.filter
def status_name(status: Status | None) -> str:
    """What a communication claims, in words; nothing when it claims nothing."""
    return "" if status is None else str(Communication.Status(status.value).label)


@register.filter
def day_of(at: datetime, zone: str) -> str:
    """The day of ``at`` in ``zone``, as the language writes it."""
    return date_format(at.astimezone(ZoneInfo(zone)), "DATE_FORMAT")


@register.filter
def zone_letters(at: datetime, zone: str) -> str:
    """The zone as clocks in it are labelled at ``at``: "KST", or its IANA name where it has no letters."""
    return zone_name(at, zone_of(zone))
