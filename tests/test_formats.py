"""Every format: it has a sample, knows its own files and no others, and what it reads is fit to be analysed."""

import dataclasses
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.analysis.gaps import analyse
from incidents.analysis.records import (
    Channel,
    Communication,
    Incident,
    IncidentKind,
    Phase,
    PhaseKind,
    Status,
    Targets,
)
from incidents.formats import (
    FORMATS,
    Format,
    FormatError,
    Found,
    Options,
    Source,
    Warned,
    find_format,
    own_json,
    read,
    recognise,
)
from incidents.formats.faults import Place

SAMPLES = Path(__file__).parent / "samples"
README = (Path(__file__).parent.parent / "README.md").read_text()
NOW = datetime(2026, 6, 1, tzinfo=UTC)

each_format = pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.key)
each_writer = pytest.mark.parametrize("one", [one for one in FORMATS if one.write], ids=lambda one: one.key)
each_sample = pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)


def samples_of(one: Format) -> list[Path]:
    """The samples of a format are named after its key: ``csv.csv``, ``csv-korean.csv``."""
    return [path for path in sorted(SAMPLES.iterdir()) if re.match(rf"{one.key}(?:-\w+)?\.", path.name)]


@each_format
def test_every_format_has_a_sample_that_it_knows_and_reads(one: Format):
    samples = samples_of(one)
    assert samples, f"put {one.key}.* into tests/samples"
    for path in samples:
        assert recognise(Source(path.read_bytes(), path.name)) is one
        reading = read(path.read_bytes(), path.name, Options(now=NOW))
        assert reading.format == one.key
        assert reading.incidents
        assert reading.unread == ()


@each_format
def test_every_format_is_named_in_the_readme(one: Format):
    assert f"| {one.label} (`{one.key}`) |" in README


@each_sample
def test_every_sample_belongs_to_one_format_only(path: Path):
    source = Source(path.read_bytes(), path.name)
    first = next(one for one in FORMATS if one.detect(source))
    assert path in samples_of(first)


@each_sample
def test_what_is_read_is_fit_to_be_analysed(path: Path):
    for found in read(path.read_bytes(), path.name, Options(now=NOW)).incidents:
        incident = found.incident
        posts = incident.communications
        assert [post.posted_at for post in posts] == sorted(post.posted_at for post in posts)
        assert len({post.key for post in posts}) == len(posts)
        assert {post.channel for post in posts} <= {channel.key for channel in incident.channels}
        assert {warned.key for warned in found.warnings} <= {"", *(post.key for post in posts)}
        assert all(post.posted_at.utcoffset() == timedelta(0) for post in posts)
        chain = analyse(incident, Targets(), NOW).chain
        assert all(gap.length >= timedelta(0) for gap in chain.gaps)


@each_format
@pytest.mark.parametrize("data", [b"", b"  \n ", b"\x00\x01\x02", b"\xff\xfe\x00", b"{", b'{"a": ', b"[" * 100_000])
def test_rubbish_is_refused_by_every_format_with_a_message(one: Format, data: bytes):
    with pytest.raises(FormatError) as refused:
        read(data, key=one.key)
    assert str(refused.value)


@each_sample
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_file_that_is_cut_off_harms_nothing(path: Path, part: float):
    data = path.read_bytes()
    try:
        reading = read(data[: int(len(data) * part)], path.name)
    except FormatError:
        return
    assert reading.incidents


@each_format
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_make_a_format_stumble(one: Format, data: bytes):
    with suppress(FormatError):
        one.detect(Source(data))
        read(data, key=one.key)


def test_a_file_that_nobody_knows_is_refused():
    with pytest.raises(FormatError, match="no known format"):
        read(b"Just some words,\nwithout any times.\n", "a.md")


def test_a_broken_file_says_in_which_line():
    with pytest.raises(FormatError, match="line 3: not JSON"):
        read(b'{\n "incidents": [\n  oops]}', "incidents.json")


def test_a_file_is_refused_above_ten_megabytes_before_it_is_looked_at():
    with pytest.raises(FormatError, match="larger than 10 MB"):
        read(b" " * 11_000_000 + b"x")


@pytest.mark.parametrize("levels", [60, 1_000, 100_000])
def test_deep_json_is_refused(levels: int):
    deep = b'{"incidents": ' + b"[" * levels + b"]" * levels + b"}"
    with pytest.raises(FormatError, match="nested more than 50"):
        read(deep)


def test_a_fault_can_be_said_in_another_language():
    error = FormatError("bad_time", "x").at(Place.ENTRY, 3)
    assert error.words(lambda text: text.upper().replace("%(NUMBER)S", "%(number)s").replace("%(FAULT)S", "%(fault)s")
                       .replace("%(DETAIL)S", "%(detail)s")) == "ENTRY 3: NOT A TIME: x"  # fmt: skip


words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30
).map(lambda text: " ".join(normalize("NFC", text).split())).filter(bool)  # fmt: skip
texts = (st.sampled_from(["=1+1", "'=1", "-5", "@x", "''+2", 'a,b\nc"d', "＝A1"]) | words).map(str.strip)
times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
maybe = st.none() | times


@st.composite
def incidents(draw: st.DrawFn) -> Found:
    names = draw(st.lists(words, min_size=1, max_size=3, unique_by=lambda name: "-".join(name.casefold().split())))
    channels = tuple(Channel(f"c{n}", name, draw(st.sampled_from(["other", "email"]))) for n, name in enumerate(names))
    posts = sorted(draw(st.lists(times, max_size=5)))
    return Found(
        Incident(
            title=draw(words),
            started_at=draw(maybe),
            first_alert_at=draw(maybe),
            resolved_at=draw(maybe),
            kind=draw(st.sampled_from(IncidentKind)),
            zone=draw(st.sampled_from(["UTC", "Asia/Seoul", "America/New_York"])),
            phases=tuple(Phase(kind, draw(times), draw(times)) for kind in draw(st.lists(st.sampled_from(PhaseKind)))),
            channels=channels,
            communications=tuple(
                Communication(
                    key=f"{number:05}",
                    channel=draw(st.sampled_from(channels)).key,
                    posted_at=at,
                    shown_at=draw(maybe),
                    sender=draw(words),
                    status=draw(st.none() | st.sampled_from(Status)),
                    text=draw(texts),
                    reference=draw(words),
                    approximate=draw(st.booleans()),
                )
                for number, at in enumerate(posts, start=1)
            ),
            window_begins_at=draw(maybe),
            window_ends_at=draw(maybe),
        ),
        reference=draw(words),
        url="https://status.example/1",
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(incidents(), max_size=3))
def test_our_own_json_is_read_back_as_it_was_written(found: list[Found]):
    assert own_json.FORMAT.write
    assert read(own_json.FORMAT.write(found)).incidents == tuple(found)


@each_writer
@settings(max_examples=30, deadline=None)
@given(found=incidents())
def test_what_was_written_and_read_is_written_the_same_again(one: Format, found: Found):
    assert one.write
    again = read(one.write([found]), key=one.key).incidents
    assert read(one.write(again), key=one.key).incidents == again


@settings(max_examples=60, deadline=None)
@given(found=incidents())
def test_a_table_keeps_every_time_and_every_word(found: Found):
    table = find_format("csv")
    assert table.write
    [again] = read(table.write([found]), key="csv").incidents
    names = {channel.key: channel.name for channel in found.incident.channels}
    later = {channel.key: channel.name for channel in again.incident.channels}
    fields = ("title", "started_at", "first_alert_at", "resolved_at", "kind", "zone", "phases", "window_begins_at")
    for name in fields:
        assert getattr(again.incident, name) == getattr(found.incident, name), name
    assert (again.reference, again.url) == (found.reference, found.url)
    assert len(again.incident.communications) == len(found.incident.communications)
    for new, old in zip(again.incident.communications, found.incident.communications, strict=True):
        assert later[new.channel] == names[old.channel]
        shown_at = old.shown_at if old.back_dated else None
        assert new == dataclasses.replace(old, channel=new.channel, shown_at=shown_at)


def test_our_own_json_knows_every_field_of_the_records():
    for kind, readers in own_json.READERS.items():
        assert set(readers) == {field.name for field in dataclasses.fields(kind)}, kind


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ('{"incident": {"title": 5}}', "entry 1: title is not as expected"),
        ('{"incident": {"title": "x", "kind": "war"}}', "entry 1: unknown value: war"),
        ('{"incident": {"title": "x", "started_at": "yesterday"}}', "entry 1: not a time: yesterday"),
        ('{"incident": {"title": "x", "started_at": "9999-12-31T23:59:59-23:59"}}', "entry 1: not a time"),
        ('{"incident": {"title": "x", "zone": "Mars/One"}}', "entry 1: unknown value: Mars/One"),
        ('{"incident": {"title": "x", "channels": {}}}', "entry 1: channels is not as expected"),
        ('{"incident": {"title": "x", "communications": [{"key": "1"}]}}', "entry 1: Communication"),
        ("[]", "entry 1: Found is not as expected"),
    ],
)
def test_own_json_that_was_changed_by_hand_names_entry_and_field(broken: str, message: str):
    good = '{"incident": {"title": "Good", "later_version": 1}}'
    data = f'{{"format": "mind-the-gap", "version": 1, "incidents": [{broken}, {good}]}}'
    reading = read(data.encode())
    assert [found.incident.title for found in reading.incidents] == ["Good"]
    assert str(reading.unread[0].error).startswith(message)


def test_warnings_survive_in_our_own_json():
    found = read((SAMPLES / "statuspage.json").read_bytes()).incidents
    assert any(isinstance(one, Warned) for one in found[0].warnings)
    assert read(find_format("json").write(found)).incidents == found
