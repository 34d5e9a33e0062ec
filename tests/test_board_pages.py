"""What stands on the board: for each audience, at each place of the session, in both languages."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils import translation

from sessions import actions
from sessions.audience import AUDIENCES, Audience
from sessions.board import BoardState
from sessions.fragments import REGIONS, regions_for, render
from sessions.models import Seat
from sessions.moves import Move
from sessions.play import SAFE_SPACE, STEPS
from tests.lived import FINISHED, LOBBY, PLACES, SECRET, lived
from tests.room import Room

pytestmark = pytest.mark.django_db

ATTACK = '<img src=x onerror=alert(1)>" hx-get="/steal" hx-trigger="load'
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
WRITTEN = ("Nobody knew who may post", "고객은 아무 말도 듣지 못했어요", "상태 페이지를 못 찾았어요")
FACILITATOR, PARTICIPANT, DISPLAY = (Audience(role, "en") for role in ("facilitator", "participant", "display"))


class Outline(HTMLParser):
    """The elements of a piece of HTML: those at the top, and all with their attributes; complains about bad nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tops: list[dict[str, str | None]] = []
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _value in attrs}) == len(attrs), f"an attribute twice: {tag} {attrs}"
        if not self.open:
            self.tops.append(dict(attrs))
        self.all.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"{tag} closes nothing"
        assert self.open.pop() == tag, f"{tag} closes something else"


def drawn(room: Room, audience: Audience) -> dict[str, str]:
    """Every region of this audience."""
    state = BoardState.load(room.retrospective.pk)
    with translation.override(audience.language):
        return {region.name: render(region.name, state, audience) for region in regions_for(audience)}


def whole(room: Room, audience: Audience) -> str:
    return "\n".join(drawn(room, audience).values())


@pytest.mark.parametrize("place", PLACES)
def test_every_region_is_one_element_of_its_own_name_for_everybody(place: str) -> None:
    room = lived(place).room
    for audience in AUDIENCES:
        for name, html in drawn(room, audience).items():
            outline = Outline(html)
            assert [top.get("id") for top in outline.tops] == [name], (str(audience), name)


@pytest.mark.parametrize("place", PLACES)
def test_no_id_stands_twice_on_a_board(place: str) -> None:
    room = lived(place).room
    for audience in AUDIENCES:
        ids = [attributes["id"] for _tag, attributes in Outline(whole(room, audience)).all if "id" in attributes]
        assert len(ids) == len(set(ids)), str(audience)


@pytest.mark.parametrize("place", PLACES)
def test_a_region_is_the_same_bytes_whenever_it_is_rendered(place: str) -> None:
    room = lived(place).room
    again = [drawn(room, FACILITATOR) for _time in range(2)]
    still = {name: html for name, html in again[0].items() if name != "clock"}
    assert still == {name: again[1][name] for name in still}


@pytest.mark.parametrize("place", PLACES)
def test_the_script_never_reaches_anybody_but_the_facilitator(place: str) -> None:
    room = lived(place).room
    for audience in AUDIENCES:
        with translation.override(audience.language):
            page = whole(room, audience)
            found = [line for step in STEPS for line in step.script if str(translation.gettext(str(line))) in page]
        assert not found or audience.facilitates, str(audience)
    if place not in {LOBBY, FINISHED}:
        assert str(STEPS[[step.key for step in STEPS].index(room.fresh().step)].script[0]) in whole(room, FACILITATOR)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_can_be_pressed_on_the_display(place: str) -> None:
    room = lived(place).room
    for language in ("en", "ko"):
        for tag, attributes in Outline(whole(room, Audience(Seat.Role.DISPLAY, language))).all:
            assert not [name for name in attributes if name.startswith("hx-") and name != "hx-disable"], tag
            assert tag not in {"button", "form", "input", "select", "textarea"}


@pytest.mark.parametrize("place", PLACES)
def test_what_only_the_facilitator_may_press_is_shown_to_nobody_else(place: str) -> None:
    page = whole(lived(place).room, PARTICIPANT)
    for verb in (
        "/start",
        "/go/",
        "/pause",
        "/resume",
        "/extend/",
        "/reveal",
        "/circle",
        "/light",
        "/finish",
        "/doors/",
    ):
        assert verb not in page
    for verb in ("/choose", "/seats/", "/displays/", "/correct", "/prompt/"):
        assert verb not in page


def test_before_the_reveal_no_region_holds_a_word_of_any_note() -> None:
    room = lived(SECRET).room
    for audience in AUDIENCES:
        page = whole(room, audience)
        for text in WRITTEN:
            assert text not in page
        assert 'data-count="3"' in page


def test_after_the_reveal_everybody_reads_every_note_and_nobody_who_wrote_an_anonymous_one() -> None:
    found = lived("assess")
    for audience in AUDIENCES:
        page = drawn(found.room, audience)["panel"]
        for text in WRITTEN:
            assert text in page
        anonymous = re.search(rf'id="note-{found.theirs.uid}".*?</article>', page, re.DOTALL)
        assert anonymous
        assert found.room.korean.seat.name not in anonymous[0]


@pytest.mark.parametrize("place", PLACES)
def test_what_people_write_is_never_read_as_markup(place: str) -> None:
    room = lived(place).room
    incident, board = room.incident, room.retrospective
    type(incident).objects.update(title=ATTACK, summary=ATTACK, customers_saw=ATTACK)
    incident.screenshots.update(caption=ATTACK)
    incident.communications.update(text=ATTACK, sender=ATTACK, remembered_by=ATTACK[:40])
    for number, channel in enumerate(incident.team.channels.all()):
        incident.team.channels.filter(pk=channel.pk).update(name=f"{number}{ATTACK}"[:60])
    board.seats.update(name=ATTACK[:40])
    board.notes.update(text=ATTACK)
    board.commitments.update(text=ATTACK, owner_name=ATTACK[:60])
    for note in board.notes.all():
        note.causes.update(text=ATTACK)
    for audience in AUDIENCES:
        for tag, attributes in Outline(whole(room, audience)).all:
            assert tag != "img" or attributes["src"] != "x"
            assert not [name for name in attributes if name.startswith("on")]
            assert attributes.get("hx-get") != "/steal"


@pytest.mark.parametrize("place", PLACES)
def test_htmx_is_switched_off_around_what_people_write(place: str) -> None:
    room = lived(place).room
    type(room.incident).objects.update(title="Words of people", summary="Words of people")
    page = whole(room, FACILITATOR)
    texts = "|".join(("Words of people", *WRITTEN, "The runbook names nobody", "Name one communicator per shift"))
    around = re.findall(rf"<([^<>]*)>(?:{texts})</(?:p|h1|h4|span)>", page)
    assert around
    assert [tag for tag in around if "hx-disable" not in tag] == []


@pytest.mark.parametrize("place", PLACES)
def test_no_style_no_script_and_no_positive_tabindex_stands_in_a_region(place: str) -> None:
    room = lived(place).room
    for audience in AUDIENCES:
        for tag, attributes in Outline(whole(room, audience)).all:
            assert tag not in {"script", "style"}
            assert "style" not in attributes
            assert int(attributes.get("tabindex") or 0) <= 0


@pytest.mark.parametrize("place", PLACES)
def test_every_picture_has_words_and_every_button_a_name(place: str) -> None:
    html = whole(lived(place).room, FACILITATOR)
    for tag, attributes in Outline(html).all:
        assert tag != "img" or "alt" in attributes
    for button in re.findall(r"<button[^>]*>(.*?)</button>", html, re.DOTALL):
        assert re.sub(r"<[^>]*>|\s", "", button)


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (LOBBY, "start"),
        ("stage", "next"),
        ("gap", "next"),
        (SECRET, "reveal"),
        ("assess", "next"),
        ("causes", "next"),
        ("plan", "choose"),
        (FINISHED, ""),
    ],
)
def test_the_next_thing_to_do_is_the_largest_button(place: str, key: str) -> None:
    room = lived(place).room
    assert BoardState.load(room.retrospective.pk).next_move.key == key
    assert drawn(room, FACILITATOR)["panel"].count("button primary") == (1 if key else 0)


def test_gap_by_gap_then_the_circle_and_then_the_group_goes_on() -> None:
    room = lived("stage").room
    pk, dana = room.retrospective.pk, room.facilitator
    dana.does(actions.steps.go_to_step, step="gap", came_from="stage")
    for walked in BoardState.load(pk).walk:
        assert BoardState.load(pk).next_move == Move("gap", walked.gap.key)
        assert "tl-circle" not in "".join(whole(room, audience) for audience in AUDIENCES)
        dana.does(actions.timeline.light_gap, key=walked.gap.key)
    assert BoardState.load(pk).next_move == Move("circle")
    dana.does(actions.timeline.circle_largest)
    assert BoardState.load(pk).next_move == Move("next")
    assert "tl-circle" in drawn(room, DISPLAY)["figure"]


def test_the_gap_in_the_light_is_said_with_its_length_and_its_share_of_the_target() -> None:
    card = drawn(lived("gap").room, DISPLAY)["panel"]
    assert "38 min" in card
    assert "1.3 × the target" in card


def test_the_facilitator_says_that_it_is_a_safe_space_and_everybody_reads_it() -> None:
    room = lived("stage").room
    for audience in (FACILITATOR, PARTICIPANT, DISPLAY):
        assert str(SAFE_SPACE[0]) in drawn(room, audience)["panel"]


def test_a_lit_screenshot_fills_the_display_and_no_other_screen() -> None:
    room = lived("stage").room
    assert "full-picture" in whole(room, DISPLAY)
    assert "full-picture" not in whole(room, PARTICIPANT)
    room.facilitator.does(actions.timeline.light_screenshot, item=None)
    assert "full-picture" not in whole(room, DISPLAY)


def test_a_fourth_problem_warns_and_says_why() -> None:
    room = lived("plan").room
    for number in range(3):
        room.retrospective.notes.create(text=f"More {number}", chosen_at=room.fresh().started_at)
    assert "More than three problems" in drawn(room, DISPLAY)["panel"]


def test_the_board_is_read_in_the_same_number_of_queries_however_many_notes_it_has(
    django_assert_max_num_queries: Any,
) -> None:
    room = lived("plan").room
    page = room.incident.communications.first()
    for number in range(40):
        room.retrospective.notes.create(
            text=f"Note {number}", anchor="message", anchor_communication=page, anchor_at=page.posted_at
        )
    with django_assert_max_num_queries(20):
        state = BoardState.load(room.retrospective.pk)
        for audience in AUDIENCES:
            with translation.override(audience.language):
                for region in REGIONS:
                    render(region.name, state, audience)
