"""Stylesheets and scripts, each kind joined into one answer: a page asks for one file and the source stays many.

``{% bundle "site.css" %}`` (library ``bundles``) gives the address, which carries a digest of the content and may
therefore be kept by browsers for good. Nothing is built beforehand: files are read again when one of them changes.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.template import Library
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

BUNDLES: dict[str, tuple[str, ...]] = {
    "site.css": (
        "css/tokens.css",
        "css/base.css",
        "css/shell.css",
        "css/controls.css",
        "css/forms.css",
        "css/surfaces.css",
        "css/note.css",
        "css/board.css",
        "css/stage.css",
        "css/display.css",
        "css/plan.css",
        "css/pages.css",
        "css/incident.css",
        "css/timeline.css",
        "css/timeline-more.css",
        "css/twin.css",
        "css/figures.css",
    ),
    "site.js": ("js/theme.js", "js/copy.js", "js/dialog.js", "js/zone.js"),
    "incident.js": ("vendor/idiomorph.min.js", "js/morph.js", "js/autosave.js", "js/entry.js", "js/drop.js"),
    "board.js": (
        "vendor/idiomorph.min.js",
        "js/page.js",
        "js/status.js",
        "js/toasts.js",
        "js/apply.js",
        "js/snapshot.js",
        "js/live-board.js",
        "js/requests.js",
        "js/waiting.js",
        "js/outbox.js",
        "js/drafts.js",
        "js/desk.js",
        "js/editor.js",
        "js/mine.js",
        "js/clock.js",
        "js/keyboard.js",
        "js/drag.js",
        "js/circle.js",
        "js/look-closer.js",
    ),
}
"""Every bundle by name, its files in the order in which they are joined."""

KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
A_YEAR = 365 * 24 * 3600

register = Library()


@dataclass(frozen=True)
class Bundle:
    """The joined content of one bundle, plain and compressed."""

    content: bytes
    compressed: bytes
    digest: str


@lru_cache
def _paths(name: str) -> tuple[Path, ...]:
    paths = []
    for source in BUNDLES[name]:
        found = finders.find(source)
        if found is None:
            raise ImproperlyConfigured(f"The bundle {name} names {source}, which is in no static folder.")
        paths.append(Path(found))
    return tuple(paths)


def _slimmed(source: bytes, suffix: str) -> bytes:
    """The source without its comments and indentation, which weigh a fifth of it even when compressed.

    Only whole lines of a script are touched, so nothing within a string can be taken for a comment.
    """
    if suffix == ".css":
        return re.sub(rb"\s+", b" ", re.sub(rb"/\*.*?\*/", b"", source, flags=re.DOTALL))
    without_comments = re.sub(rb"^\s*(?://.*|/\*\*.*?\*/)$", b"", source, flags=re.MULTILINE)
    return re.sub(rb"^\s+", b"", without_comments, flags=re.MULTILINE)


@lru_cache(maxsize=32)
def _joined(name: str, changed_ns: tuple[int, ...]) -> Bundle:
    # Names written in a template are safe strings, which pathlib cannot take.
    suffix = f".{name.rpartition('.')[2]}"
    # A script may end without a semicolon; an empty statement between two of them does no harm.
    seam = b"\n;\n" if suffix == ".js" else b"\n"
    content = seam.join(_slimmed(path.read_bytes(), suffix) for path in _paths(name))
    return Bundle(content, gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest()[:16])


def joined(name: str) -> Bundle:
    """The bundle called ``name`` as its files are now; ``KeyError`` for a name that is not in ``BUNDLES``."""
    return _joined(name, tuple(path.stat().st_mtime_ns for path in _paths(name)))


@register.simple_tag
def bundle(name: str) -> str:
    """The address of a bundle."""
    return reverse("bundle", args=[joined(name).digest, name])


@require_safe
def serve(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """One bundle; an address of yesterday gets today's content, which is then not to be kept."""
    if name not in BUNDLES:
        raise Http404
    current = joined(name)
    wants_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        current.compressed if wants_gzip else current.content, content_type=KINDS[Path(name).suffix]
    )
    if wants_gzip:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if digest == current.digest else "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
