"""Pictures of what customers saw: only pictures, without what they carry along, for the team only."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, PngImagePlugin

from incidents.models import Incident, Screenshot
from sessions.models import Retrospective

pytestmark = pytest.mark.django_db

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def drawn(kind: str, size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A picture with its left half red and its right half blue."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def upload(client: Client, incident: Incident, *contents: bytes, name: str = "Dana at home.png") -> Any:
    files = [SimpleUploadedFile(name, content) for content in contents]
    return client.post(f"/incidents/{incident.uid}/screenshots/", {"pictures": files}, headers={"HX-Request": "true"})


def kept() -> Image.Image:
    return Image.open(Screenshot.objects.get().file)


@pytest.mark.parametrize(("kind", "becomes"), [("PNG", "PNG"), ("JPEG", "JPEG"), ("WEBP", "WEBP"), ("GIF", "PNG")])
def test_the_four_formats_are_kept(as_facilitator: Client, incident_a: Incident, kind: str, becomes: str):
    assert upload(as_facilitator, incident_a, drawn(kind)).status_code == 200
    assert (kept().format, kept().size) == (becomes, (60, 40))


def test_several_pictures_come_at_once(as_facilitator: Client, incident_a: Incident):
    upload(as_facilitator, incident_a, drawn("PNG"), drawn("JPEG"))
    assert incident_a.screenshots.count() == 2


def test_a_picture_loses_its_metadata_and_its_name(as_facilitator: Client, incident_a: Incident):
    exif = Image.Exif()
    exif[MAKE] = "Secret Phone"
    exif[GPS] = {1: "N", 2: (37.0, 33.0, 0.0)}
    comment = PngImagePlugin.PngInfo()
    comment.add_text("Author", "Dana Reyes")
    upload(as_facilitator, incident_a, drawn("JPEG", exif=exif), drawn("PNG", pnginfo=comment))
    screenshots = Screenshot.objects.all()
    assert len(screenshots) == 2
    for screenshot in screenshots:
        content = screenshot.file.read()
        assert b"Secret Phone" not in content
        assert b"Dana" not in content
        assert "Dana" not in screenshot.file.name
        assert not Image.open(io.BytesIO(content)).getexif()


def test_a_picture_taken_sideways_is_turned_upright(as_facilitator: Client, incident_a: Incident):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    upload(as_facilitator, incident_a, drawn("JPEG", exif=exif))
    assert kept().size == (40, 60)
    red, _green, blue = kept().getpixel((20, 5))
    assert red > blue


def test_of_an_animation_the_first_frame_is_kept(as_facilitator: Client, incident_a: Incident):
    upload(as_facilitator, incident_a, drawn("GIF", save_all=True, append_images=[Image.new("RGB", (60, 40))]))
    assert getattr(kept(), "n_frames", 1) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"nope",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html>",
        b"",
        drawn("BMP"),
        drawn("PNG")[:60],
        drawn("JPEG")[:200],
    ],
    ids=["text", "svg", "html", "nothing", "bmp", "cut png", "cut jpeg"],
)
def test_what_is_no_picture_is_refused_kindly(as_facilitator: Client, incident_a: Incident, content: bytes):
    answer = upload(as_facilitator, incident_a, content)
    assert answer.status_code == 422
    assert "PNG, JPEG, WebP" in answer.content.decode()
    assert not Screenshot.objects.exists()


def test_the_good_picture_beside_a_bad_one_is_kept(as_facilitator: Client, incident_a: Incident):
    assert upload(as_facilitator, incident_a, drawn("PNG"), b"nope").status_code == 422
    assert incident_a.screenshots.count() == 1


def test_a_picture_too_large_is_refused(as_facilitator: Client, incident_a: Incident, settings: Any):
    settings.UPLOAD_MAX_BYTES = 50
    assert upload(as_facilitator, incident_a, drawn("PNG")).status_code == 422
    settings.UPLOAD_MAX_BYTES = 10**6
    settings.UPLOAD_MAX_PIXELS = 60 * 40 - 1
    assert "pixels" in upload(as_facilitator, incident_a, drawn("PNG")).content.decode()
    assert not Screenshot.objects.exists()


def test_nothing_chosen_is_said(as_facilitator: Client, incident_a: Incident):
    assert upload(as_facilitator, incident_a).status_code == 422


def test_a_picture_is_served_to_the_team_as_a_picture_only(
    as_facilitator: Client, as_stranger: Client, incident_a: Incident
):
    upload(as_facilitator, incident_a, drawn("PNG"))
    path = f"/incidents/screenshots/{Screenshot.objects.get().uid}/"
    answer = as_facilitator.get(path)
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-store"
    assert as_stranger.get(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_a_caption_is_kept_and_an_overlong_one_refused(as_facilitator: Client, incident_a: Incident):
    upload(as_facilitator, incident_a, drawn("PNG"))
    path = f"/incidents/screenshots/{Screenshot.objects.get().uid}/caption/"
    as_facilitator.post(path, {"caption": "The error page"})
    assert as_facilitator.post(path, {"caption": "x" * 201}, headers={"HX-Request": "true"}).status_code == 422
    assert Screenshot.objects.get().caption == "The error page"


@pytest.mark.parametrize("way", ["the picture", "the incident"])
@pytest.mark.django_db(transaction=True)
def test_a_deleted_picture_leaves_no_file(as_facilitator: Client, incident_a: Incident, tmp_path: Any, way: str):
    upload(as_facilitator, incident_a, drawn("PNG"))
    assert len(list((tmp_path / "media").rglob("*.png"))) == 1
    if way == "the picture":
        as_facilitator.post(f"/incidents/screenshots/{Screenshot.objects.get().uid}/delete/")
    else:
        as_facilitator.post(f"/incidents/{incident_a.uid}/delete/", {"title": incident_a.title})
    assert list((tmp_path / "media").rglob("*.png")) == []


def test_open_boards_follow_the_pictures(
    as_facilitator: Client, incident_a: Incident, django_capture_on_commit_callbacks: Any
):
    session = Retrospective.objects.create(incident=incident_a)
    with django_capture_on_commit_callbacks(execute=True):
        upload(as_facilitator, incident_a, drawn("PNG"))
    path = f"/incidents/screenshots/{Screenshot.objects.get().uid}"
    for change, typed in (("caption/", {"caption": "The error page"}), ("delete/", {})):
        with django_capture_on_commit_callbacks(execute=True):
            as_facilitator.post(f"{path}/{change}", typed)
    session.refresh_from_db()
    assert session.revision == 3


@pytest.mark.parametrize("path", ["", "caption/", "delete/"])
def test_a_picture_is_nobody_elses_to_change(
    as_facilitator: Client, as_stranger: Client, incident_a: Incident, path: str
):
    upload(as_facilitator, incident_a, drawn("PNG"))
    where = f"/incidents/screenshots/{Screenshot.objects.get().uid}/{path}"
    assert (as_stranger.post if path else as_stranger.get)(where).status_code == 404
    assert Screenshot.objects.count() == 1
