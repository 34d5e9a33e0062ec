"""The templates of the picture, of its list and of its figures, printed by Django."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from incidents.analysis.findings import Band
from incidents.analysis.gaps import analyse
from incidents.analysis.records import Channel, Communication, Incident, Targets
from incidents.board_figures import figures_for
from incidents.board_view import picture, strip
from incidents.twin import twin_of
from incidents.wording import percent, times_target
from tests.story import RESOLVED, at, incident, network_outage, post

ATTACK = '<img src=x onerror="alert(1)">'
PICTURES = ("_timeline.html", "_timeline_compact.html", "_twin.html", "_figures.html")


def context(subject: Incident, **more: Any) -> dict[str, Any]:
    return picture(subject, analyse(subject, Targets(), at("00:00", day=30)), **more)


def printed(template: str, subject: Incident, **more: Any) -> str:
    return render_to_string(f"incidents/{template}", context(subject, **more))


def crowded() -> Incident:
    posts = [post(f"09:{10 + 3 * index}", key=f"p{index}", sender="Ops") for index in range(8)]
    return incident(
        *posts,
        post("12:00", key="m", approximate=True, remembered=True, shown_at=at("11:00")),
        post("13:00", key="end", status=RESOLVED),
        channels=(Channel("status page", "Status page", "status_page"), Channel("mail", "E-mail", "email")),
        first_alert_at=at("09:00"),
        started_at=at("08:30"),
        resolved_at=at("12:50"),
    )


def attacked() -> Incident:
    channel = Channel(ATTACK, ATTACK, ATTACK)
    posts = (
        Communication(f"a{ATTACK}", ATTACK, at("09:30"), sender=ATTACK, text=ATTACK),
        Communication("b", ATTACK, at("09:31"), sender=ATTACK, text=ATTACK),
        Communication("c", ATTACK, at("12:00"), sender=ATTACK, text=ATTACK, status=RESOLVED),
    )
    return incident(*posts, channels=(channel,), first_alert_at=at("09:00"), resolved_at=at("12:00"))


@pytest.mark.parametrize("template", PICTURES)
@pytest.mark.parametrize("channel", [None, ATTACK])
def test_what_users_typed_is_never_markup(template: str, channel: str | None):
    html = printed(template, attacked(), channel=channel)
    assert "<img" not in html
    assert not re.search(r'<[^>]*\sonerror="?alert', html.replace("&quot;", "'").replace("&lt;", ""))


@pytest.mark.parametrize("template", [*PICTURES, "_strip.html"])
def test_pictures_obey_the_content_security_policy_and_know_no_colour(template: str):
    subject = crowded()
    analysis = analyse(subject, Targets(), at("00:00", day=30))
    drawn = strip(subject, analysis) if template == "_strip.html" else context(subject)
    html = render_to_string(f"incidents/{template}", drawn)
    assert "style=" not in html
    assert "<script" not in html
    assert not re.search(r'(fill|stroke)="(?!none)', html)
    assert not re.search(r"=\"#[0-9a-fA-F]{3,8}\"", html)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("template", ["_timeline.html", "_timeline_compact.html"])
def test_the_svg_is_well_formed_in_both_languages(template: str, language: str):
    with translation.override(language):
        html = printed(template, crowded())
    [svg] = re.findall(r"<svg viewBox.*?</svg>", html, re.DOTALL)[:1]
    ElementTree.fromstring(svg.replace("hx-disable", 'hx-disable=""'))  # noqa: S314 (our own output)


def test_numbers_are_printed_for_svg_whatever_the_language():
    with translation.override("de"):
        html = printed("_timeline.html", crowded())
    assert not re.search(r'\b(?:x|y|x1|x2|cx|width)="\d+,\d', html)


def test_every_gap_and_communication_can_be_found_and_dropped_on():
    html = printed("_timeline.html", crowded())
    keys = {key for group in re.findall(r'data-gap="([^"]+)"', html) for key in group.split()}
    assert keys == {"begin", *(f"p{index}" for index in range(8)), "m"}
    assert 'data-anchor-kind="gap" data-anchor-key="begin"' in html
    assert 'data-anchor-kind="communication" data-anchor-key="m"' in html
    assert re.search(r'data-anchor-kind="time" data-begins="2021-10-04T\S+" data-ends="2021-10-04T\S+"', html)


def test_a_cluster_links_to_the_list_of_what_it_holds():
    html = printed("_timeline.html", crowded())
    [(target, keys)] = re.findall(r'<a class="tl-cluster[^>]* href="#([^"]+)" data-cluster="([^"]+)"', html)[:1]
    assert f'<section id="{target}"' in html
    assert f'data-cluster-list="{keys}"' in html


def test_ids_are_unique_on_a_page_with_picture_list_and_figures():
    drawn = context(crowded())
    html = "".join(render_to_string(f"incidents/{template}", drawn) for template in PICTURES)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_picture_says_in_words_what_it_shows():
    html = printed("_timeline.html", network_outage())
    assert "6 updates. The longest silence is 3 h 27 min." in html
    assert 'aria-describedby="figure-summary"' in html


def test_the_twin_tells_the_story_in_order():
    subject = network_outage()
    kinds = [row.kind for row in twin_of(subject, analyse(subject, Targets(), at("00:00", day=30)).chain)]
    assert kinds == ["begin", *["gap", "moment"] * 4, "gap", "end", "moment"]


def test_the_twin_shows_a_post_from_before_the_alert_before_it_with_its_number():
    subject = incident(
        post("08:48"), post("12:00", status=RESOLVED), first_alert_at=at("09:00"), resolved_at=at("12:00")
    )
    rows = twin_of(subject, analyse(subject, Targets(), at("00:00", day=30)).chain)
    assert [row.kind for row in rows] == ["moment", "begin", "gap", "end", "moment"]
    assert rows[0].before == timedelta(minutes=12)
    assert rows[0].gap is not None
    assert rows[0].gap.number == 1


def test_every_gap_of_the_chain_is_in_the_twin_once():
    for subject in (network_outage(), crowded(), attacked()):
        chain = analyse(subject, Targets(), at("00:00", day=30)).chain
        shown = [row.gap for row in twin_of(subject, chain) if row.gap is not None]
        assert [gap.number for gap in shown] == [gap.number for gap in chain.gaps]


def test_the_twin_names_each_new_day_once():
    subject = incident(
        post("23:30"), post("01:00", day=1), post("02:00", day=1, status=RESOLVED), first_alert_at=at("22:00")
    )
    rows = twin_of(subject, analyse(subject, Targets(), at("00:00", day=30)).chain)
    assert [row.at for row in rows if row.day] == [at("22:00"), at("01:00", day=1)]


def test_the_twin_has_room_for_buttons_at_gaps_and_communications():
    drawn = context(network_outage()) | {
        "gap_slot": "incidents/_label.html",
        "communication_slot": "incidents/_label.html",
    }
    html = render_to_string("incidents/_twin.html", drawn)
    assert html.count('<text class="tl-text"') == 5 + 6


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (incident(post("09:30"), first_alert_at=at("09:00"), resolved_at=at("12:00")), "Customers were never told"),
        (incident(post("09:30"), first_alert_at=at("09:00")), "still open"),
        (incident(post("09:30"), post("12:00", status=RESOLVED)), "Start unknown"),
    ],
)
def test_the_twin_says_what_is_missing(subject: Incident, words: str):
    assert words in printed("_twin.html", subject)


def test_the_figures_show_both_begins_when_both_are_known():
    subject = crowded()
    analysis = analyse(subject, Targets(), at("00:00", day=30))
    figures = {figure.key: figure for figure in figures_for(analysis.chain, analysis.figures, Targets())}
    assert figures["first_update"].value == "10 min"
    assert figures["first_update_other"].value == "40 min"
    assert figures["first_update_other"].bad
    assert figures["longest_silence"].note == "target 30 min"


def test_the_figures_do_not_invent_what_is_unknown():
    subject = incident(post("09:30"), post("12:00", status=RESOLVED))
    analysis = analyse(subject, Targets(), at("00:00", day=30))
    assert figures_for(analysis.chain, analysis.figures, Targets())[0].value == "unknown"
    subject = incident(first_alert_at=at("09:00"), resolved_at=at("12:00"))
    analysis = analyse(subject, Targets(), at("00:00", day=30))
    assert figures_for(analysis.chain, analysis.figures, Targets())[0].value == "never"


def test_a_channel_that_carried_only_follow_ups_is_not_said_to_have_sent_nothing():
    channels = (Channel("status page", "Status page"), Channel("blog", "Blog"), Channel("mail", "E-mail"))
    subject = incident(
        post("12:00", status=RESOLVED), post("18:00", "blog"), channels=channels, first_alert_at=at("09:00")
    )
    rows = {row.key: row for row in context(subject)["channel_figures"]}
    assert (rows["blog"].updates, rows["blog"].follow_ups) == (0, True)
    assert (rows["mail"].updates, rows["mail"].follow_ups) == (0, False)


def test_a_share_says_all_only_of_everything_and_none_only_of_nothing():
    assert [percent(share) for share in (0, 0.001, 0.5, 0.999, 1)] == ["0 %", "1 %", "50 %", "99 %", "100 %"]
    assert times_target(5.62) == "5.6 × the target"
    assert times_target(16.3) == "16 × the target"


def test_bands_reach_the_picture_as_classes():
    html = printed("_timeline.html", crowded())
    assert {band for band in Band if f"tl-gap is-{band}" in html} >= {Band.GOOD, Band.GAP}


def test_a_channel_nobody_knows_is_drawn_as_all_channels():
    assert context(crowded(), channel="nowhere")["layout"].channel is None


def test_a_strip_says_in_words_what_it_shows():
    subject = network_outage()
    html = render_to_string("incidents/_strip.html", strip(subject, analyse(subject, Targets(), at("23:00", day=1))))
    assert 'role="img" aria-label="6 updates.' in html
