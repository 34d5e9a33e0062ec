"""Nobody can tell who wrote an anonymous note, or that two have one author: not by database, boards or frames."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.utils import timezone

from sessions import fragments
from sessions.actions import notes, plan, seats, steps
from sessions.actions.undo import undo
from sessions.audience import AUDIENCES
from sessions.models import LogEntry, Note
from sessions.models.seat import author_mac
from tests.doors import address, browser_of
from tests.lived import one_more
from tests.room import Person, Room, make_room

pytestmark = pytest.mark.django_db
SMALL = 100
"""Whole numbers below this are counts and places in a list, which everybody shares."""


def spread_numbers() -> None:
    """Let every table count from another number, so that equal numbers of two tables mean something."""
    with connection.cursor() as cursor:
        for number, model in enumerate(apps.get_models(), start=1):
            table = model._meta.db_table
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number * 100_000])


@dataclass
class Played:
    """A session of four in which everybody wrote two anonymous notes and a named one, and did things with them."""

    room: Room
    people: list[Person]
    anonymous: dict[int, list[Note]] = field(default_factory=dict)
    """Each person's own notes, as only this test can know, by the number of the seat."""


@pytest.fixture
def played(request: pytest.FixtureRequest) -> Played:
    """Played on to the step that the test asks for (``assess``, ``plan`` or ``finished``)."""
    if connection.vendor == "sqlite":
        spread_numbers()
    room = make_room().at_step("assess")
    people = [room.facilitator, room.participant, room.korean, one_more(room)]
    played = Played(room, people, {person.seat.pk: [] for person in people})
    for turn in range(2):
        for person in people[turn:] + people[:turn]:
            note = room.note(person, f"Note {turn} at {len(people)}", anonymous=True)
            played.anonymous[person.seat.pk].append(note)
    for person in people:
        room.note(person, "With my name on it")
        first = played.anonymous[person.seat.pk][0]
        change = {"item": first.uid, "text": "Said better", "kind": "idea", "version": 1}
        person.does(notes.edit_note, **change)
        person.does(seats.be_done, done=True)
    until = getattr(request, "param", "finished")
    if until == "assess":
        return played
    room.facilitator.does(notes.reveal)
    room.facilitator.does(steps.go_to_step, step="causes", came_from="assess")
    for person, other in zip(people, people[1:] + people[:1], strict=True):
        theirs = played.anonymous[other.seat.pk][0]
        person.does(notes.pin_note, item=theirs.uid, anchor="gap", key="begin")
    room.facilitator.does(steps.go_to_step, step="plan", came_from="causes")
    for person, other in zip(people, people[2:] + people[:2], strict=True):
        person.does(plan.vote, note=played.anonymous[other.seat.pk][1].uid)
    if until == "finished":
        room.facilitator.does(steps.finish)
    return played


def rows() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Every row of the database: model, primary key, fields."""
    for model in apps.get_models():
        for row in json.loads(serializers.serialize("json", model._base_manager.order_by("pk"))):
            yield row["model"], row["pk"], row["fields"]


def values(thing: Any) -> Iterator[Any]:
    """Everything that could tie rows together in a field: long enough to mean something."""
    if isinstance(thing, dict):
        for inner in thing.values():
            yield from values(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from values(inner)
    elif isinstance(thing, str) and len(thing) > 5:
        yield thing
        if thing[:1] in "[{":
            yield from values(json.loads(thing))
    elif isinstance(thing, int) and not isinstance(thing, bool) and thing >= SMALL:
        yield thing


def mentions(fields: dict[str, Any], *keys: Any) -> bool:
    return bool(set(values(fields)) & set(keys))


def said_of(person: Person) -> set[Any]:
    """All values in rows that are about a person: the seat, and everything that names it."""
    keys = {person.seat.pk, person.seat.uid, person.seat.name}
    found: set[Any] = set(keys)
    for model, pk, fields in rows():
        if (model == "retro.seat" and pk == person.seat.pk) or mentions(fields, *keys):
            found |= {pk, *values(fields)}
    return found


def said_of_note(note: Note) -> set[Any]:
    """All values in rows about a note, and in what anonymous changes of it left in the log."""
    keys = {note.pk, note.uid}
    found: set[Any] = set(keys)
    for model, pk, fields in rows():
        if (model == "retro.note" and pk == note.pk) or (
            model == "retro.logentry" and fields["seat"] is None and mentions(fields, *keys)
        ):
            found |= {pk, *values(fields)}
    return found


def betrayals(played: Played) -> dict[str, set[Any]]:
    """Values in rows about a person and about his anonymous note, and neither in others' rows nor their notes'."""
    of_people = {person.seat.pk: said_of(person) for person in played.people}
    of_notes = {pk: [said_of_note(note) for note in own] for pk, own in played.anonymous.items()}
    found = {}
    for pk, own in played.anonymous.items():
        others = set.union(*(said for other, said in of_people.items() if other != pk))
        others |= set.union(*(said for other, some in of_notes.items() if other != pk for said in some))
        for note, said in zip(own, of_notes[pk], strict=True):
            if tells := said & of_people[pk] - others:
                found[note.uid] = tells
    return found


@pytest.mark.parametrize("played", ["assess", "plan", "finished"], indirect=True)
def test_no_value_ties_an_anonymous_note_to_its_author_alone(played: Played):
    assert betrayals(played) == {}


def test_a_value_that_gave_somebody_away_would_be_noticed(played: Played):
    person = played.people[1]
    note = played.anonymous[person.seat.pk][0]
    Note.objects.filter(pk=note.pk).update(author_mac=person.seat.keys.get().token_hash)
    assert list(betrayals(played)) == [note.uid]


@pytest.mark.parametrize("played", ["assess", "plan", "finished"], indirect=True)
def test_no_value_ties_two_anonymous_notes_of_one_author(played: Played):
    of_notes = {note.pk: said_of_note(note) for own in played.anonymous.values() for note in own}
    for first, second in played.anonymous.values():
        rest = set.union(*(found for pk, found in of_notes.items() if pk not in (first.pk, second.pk)))
        assert of_notes[first.pk] & of_notes[second.pk] - rest == set()


@pytest.mark.parametrize("played", ["assess"], indirect=True)
def test_the_log_of_anonymous_notes_names_nobody_and_knows_no_moment(played: Played):
    entered = LogEntry.objects.filter(verb="step.go").last().at
    anonymous = {note.pk for own in played.anonymous.values() for note in own}
    entries = [
        entry
        for entry in LogEntry.objects.filter(verb__in=("note.write", "note.edit"))
        if entry.changes[0]["pk"] in anonymous
    ]
    assert len(entries) == 12
    assert {(entry.seat, entry.at) for entry in entries} == {(None, entered)}


def test_of_a_finished_session_no_words_and_ids_are_kept_that_prove_an_author(played: Played):
    assert not LogEntry.objects.exclude(changes=[]).exists()
    assert not LogEntry.objects.exclude(author_mac="").exists()


@pytest.mark.parametrize("played", ["assess"], indirect=True)
def test_only_the_authors_browser_can_tell_that_a_note_is_its_own(played: Played):
    for person in played.people:
        own = {note.pk for note in played.room.retrospective.notes.written_by(person.seat, person.token)}
        for pk, anonymous in played.anonymous.items():
            expected = set() if pk != person.seat.pk else {note.pk for note in anonymous}
            assert own & {note.pk for note in anonymous} == expected


def test_a_key_that_is_new_does_not_know_the_notes_of_the_old_one(played: Played):
    """Whoever takes over the seat, by account or by database, learns nothing about its anonymous notes."""
    seat = played.people[1].seat
    note = played.anonymous[seat.pk][0]
    note.refresh_from_db()
    assert note.is_by(seat, played.people[1].token)
    assert not note.is_by(seat, seat.new_key())
    assert note.author_mac != author_mac(seat.keys.first().token_hash, note.uid)


@pytest.mark.parametrize("played", ["assess", "plan", "finished"], indirect=True)
def test_two_participants_are_sent_the_same_board_byte_for_byte(played: Played, monkeypatch: pytest.MonkeyPatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    boards = [
        browser_of(person).get(address(played.room, "snapshot")).content
        for person in (played.room.participant, played.people[3])
    ]
    assert boards[0] == boards[1]


@pytest.mark.parametrize("played", ["assess", "plan"], indirect=True)
def test_nothing_on_a_page_but_ones_own_part_says_whose_a_note_is(played: Played):
    for person in played.people:
        page = browser_of(person).get(address(played.room, "board")).content.decode()
        shared, _mine, private = page.partition('<div id="mine"')
        private = private.partition('data-votes="')[0]
        own = {note.uid for note in played.anonymous[person.seat.pk]}
        others = {note.uid for pk, some in played.anonymous.items() if pk != person.seat.pk for note in some}
        assert all(uid in private for uid in own)
        assert not any(uid in private for uid in others)
        if not played.room.fresh().revealed:
            assert not any(uid in shared for uid in own | others)


def test_frames_about_an_anonymous_note_do_not_say_who_acts(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
):
    """The same act by two people makes frames of which nothing but the note's own random id differs."""
    room = make_room().at_step("causes")
    sent: list[str] = []
    monkeypatch.setattr(fragments, "audiences_listening", lambda _pk: list(AUDIENCES))
    monkeypatch.setattr(fragments, "send", lambda _group, message: sent.append(message["text"]))

    def frames_of(person: Person) -> list[str]:
        sent.clear()
        with django_capture_on_commit_callbacks(execute=True):
            note = room.note(person, "The same words", anonymous=True)
        written = [json.loads(text)["html"].replace(note.uid, "UID") for text in sent]
        entry = LogEntry.objects.filter(verb="note.write").last()
        person.does(undo, undone=entry.request_id)
        return written

    with monkeypatch.context() as still:
        now = room.fresh().started_at
        still.setattr("django.utils.timezone.now", lambda: now)
        first, second = frames_of(room.participant), frames_of(room.korean)
    assert first == second
    assert len(first) == len(AUDIENCES)
