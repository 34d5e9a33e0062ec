"""Screenshots: checked before they are decoded, drawn anew without what they carry along, served as pictures only."""

import io
import warnings
from threading import BoundedSemaphore

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from incidents.models import Incident, Screenshot

KEPT_AS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "png"}
"""Formats taken, and how each is kept; of an animation the first frame."""

TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)

_one_at_a_time = BoundedSemaphore(1)


def redraw(upload: UploadedFile) -> tuple[ContentFile, str]:
    """The picture without metadata, turned upright, and its extension. Raises ``ValidationError`` for what is none."""
    if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise ValidationError(_("This picture is larger than %(limit)s MB."), code="size", params={"limit": limit})
    # One picture in memory at a time: 40 megapixels are 160 MB while they are drawn.
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            return _redraw(upload)
        except BROKEN:
            raise ValidationError(
                _("We cannot read this picture. Please use PNG, JPEG, WebP or GIF."), code="no_picture"
            ) from None


def _redraw(upload: UploadedFile) -> tuple[ContentFile, str]:
    with Image.open(upload, formats=list(KEPT_AS)) as picture:
        width, height = picture.size
        if width * height > settings.UPLOAD_MAX_PIXELS:
            limit = settings.UPLOAD_MAX_PIXELS // 1_000_000
            raise ValidationError(
                _("This picture has more than %(limit)s million pixels."), code="pixels", params={"limit": limit}
            )
        extension = KEPT_AS[picture.format or ""]
        picture.seek(0)
        upright = ImageOps.exif_transpose(picture)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        bare = upright.convert("RGBA" if has_alpha and extension != "jpg" else "RGB")
    bare.info.clear()
    drawn = io.BytesIO()
    if extension == "png":
        bare.save(drawn, "PNG")
    else:
        bare.save(drawn, "JPEG" if extension == "jpg" else "WEBP", quality=90)
    # Without a name Django takes the picture for none, and does not measure it.
    return ContentFile(drawn.getvalue(), f"picture.{extension}"), extension


def keep(incident: Incident, upload: UploadedFile) -> Screenshot:
    """Add a screenshot to an incident under a random name. Raises ``ValidationError`` for what is no picture."""
    content, extension = redraw(upload)
    screenshot = Screenshot(incident=incident, extension=extension)
    screenshot.file.save("", content, save=False)
    screenshot.save()
    return screenshot


def serve_screenshot(screenshot: Screenshot) -> HttpResponse:
    """The picture itself, of a fixed type, that nothing may run in and nobody else may show.

    The caller has made sure that the viewer may see it: a member of the team, or a seat of a session about it.
    Raises ``Http404`` when the file is gone.
    """
    try:
        with screenshot.file.open("rb") as file:
            response = HttpResponse(file.read(), content_type=TYPES[screenshot.extension])
    except FileNotFoundError:
        raise Http404 from None
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, no-store"
    return response
