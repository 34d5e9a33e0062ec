"""Slack's exports: messages to pick from, names instead of ids, and ZIP files that mean harm."""

import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from incidents.formats import FormatError, Found, read
from incidents.formats.slack import plain

SAMPLES = Path(__file__).parent / "samples"


def export(**files: Any) -> bytes:
    """A ZIP with users and these files, ``/`` written as two underscores."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", "[]")
        for name, content in files.items():
            archive.writestr(
                name.replace("__", "/") + ".json", content if isinstance(content, str) else json.dumps(content)
            )
    return out.getvalue()


def with_member(name: str, data: bytes = b"[]", mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", "[]")
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = mode << 16
        archive.writestr(info, data)
    return out.getvalue()


def sample() -> Found:
    [found] = read((SAMPLES / "slack.zip").read_bytes(), "slack.zip").incidents
    return found


def test_messages_are_offered_and_none_is_taken():
    found = sample()
    assert found.incident.title == "#incidents"
    assert found.incident.communications == ()
    assert [(post.sender, post.text) for post in found.candidates] == [
        ("pager", "First alert\nerrors > 5 %"),
        ("Ana", "@Ben B. payments fail, see the board (https://dash.example/a) & look"),
        ("Ben B.", "Posted to the status page in #incidents."),
    ]


def test_an_edit_is_kept():
    assert [post.edited_at is not None for post in sample().candidates] == [False, False, True]


def test_one_day_alone_is_read_without_names():
    [found] = read((SAMPLES / "slack-day.json").read_bytes(), "2025-03-04.json").incidents
    assert [post.sender for post in found.candidates] == ["pager", "U1", "U2"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@U1> <@U9|zed> <@U8>", "@Ana @zed @U8"),
        ("<!here> <!subteam^S1|@oncall>", "@here @oncall"),
        ("<https://a.example> <https://a.example|a.example>", "https://a.example a.example (https://a.example)"),
        ("*bold* ~gone~ 2*3*4 a_b_c", "bold gone 2*3*4 a_b_c"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
    ],
)
def test_mark_up_is_undone(text: str, words: str):
    assert plain(text, {"U1": "Ana"}) == words


def test_a_message_without_a_time_is_named_with_its_file():
    good = {"type": "message", "ts": "1741082400.1", "text": "a", "user": "U1"}
    reading = read(
        export(room__day=[good, {"type": "message", "text": "b"}, 5, {**good, "ts": "soon"}], room__other={})
    )
    assert len(reading.incidents[0].candidates) == 1
    assert [(one.title, str(one.error)) for one in reading.unread] == [
        ("room/day.json", "entry 2: a time is missing: ts"),
        ("room/day.json", "entry 3: int is not as expected"),
        ("room/day.json", "entry 4: not a time: soon"),
        ("room/other.json", "room/other.json is not as expected"),
    ]


@pytest.mark.parametrize("name", ["/etc/x.json", "../x.json", "a/../../x.json", "..\\x.json", "C:\\x.json"])
def test_names_that_lead_out_are_refused(name: str):
    with pytest.raises(FormatError, match="this ZIP is refused"):
        read(with_member(name))


def test_links_are_refused():
    with pytest.raises(FormatError, match=r"this ZIP is refused: a/x\.json"):
        read(with_member("a/x.json", b"/etc/passwd", stat.S_IFLNK | 0o777))


def test_what_was_packed_too_well_is_refused_unpacked():
    with pytest.raises(FormatError, match="this ZIP is refused"):
        read(with_member("a/x.json", b" " * 4_000_000))
    with pytest.raises(FormatError, match="> 50 MB"):
        read(with_member("a/x.json", b" " * 60_000_000))


def test_too_many_entries_are_refused():
    with pytest.raises(FormatError, match="2002 > 2000"):
        read(export(**{f"a__{number}": "[]" for number in range(2001)}))


def test_a_size_that_lies_is_not_believed():
    data = with_member("a/x.json", json.dumps(list(range(300_000))).encode())
    real = (2_288_890).to_bytes(4, "little")
    assert data.count(real) >= 1
    with pytest.raises(FormatError):
        read(data.replace(real, (1000).to_bytes(4, "little")))


def test_a_file_in_it_that_is_no_json_is_refused():
    with pytest.raises(FormatError, match="not JSON"):
        read(export(room__day="[oops"))


def test_a_broken_zip_is_refused():
    data = bytearray((SAMPLES / "slack.zip").read_bytes())
    data[40:60] = b"x" * 20
    with pytest.raises(FormatError):
        read(bytes(data), key="slack")
