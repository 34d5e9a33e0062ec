"""The addresses people are given: to join a session, to open its display; and a QR code of one."""

from functools import lru_cache
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sessions.keys import display_link
from sessions.models import Retrospective

HERE_ONLY = {"localhost", "127.0.0.1", "::1"}
"""Hosts that only this machine itself can reach; a phone that scans them finds nothing."""


def is_here_only(address: str) -> bool:
    """Whether this address is of use on this very machine only."""
    return urlsplit(address).hostname in HERE_ONLY


def site(request: HttpRequest | None = None) -> str:
    """Where others reach this installation, without a slash at the end.

    ``SITE_URL``, unless it names this machine to itself only and the browser came by a better address.
    """
    configured = settings.SITE_URL.rstrip("/")
    if request is not None and (not configured or is_here_only(configured)):
        return f"{request.scheme}://{request.get_host()}"
    return configured


def join_url(retrospective: Retrospective, request: HttpRequest | None = None) -> str:
    """The address by which anybody joins with just a name."""
    return site(request) + reverse("retro:join_link", args=[retrospective.join_token])


def code_url(request: HttpRequest | None = None) -> str:
    """The address where the short code is typed."""
    return site(request) + reverse("retro:join")


def display_url(retrospective: Retrospective, request: HttpRequest | None = None) -> str:
    """The address that opens the projector's board; void once displays are revoked."""
    return site(request) + reverse("retro:display", args=[display_link(retrospective)])


@lru_cache(maxsize=256)
def qr_data_uri(text: str) -> str:
    """A QR code as the ``src`` of an ``<img>``: an SVG without a size of its own."""
    return segno.make(text, error="m", micro=False).svg_data_uri(omitsize=True, border=2)
