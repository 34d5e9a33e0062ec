"""Whatever the incident, the picture is sound: random incidents are thrown at `check_layout`."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.analysis.gaps import analyse
from incidents.analysis.marker import SHAPES
from incidents.analysis.records import Channel, Communication, Incident, Phase, PhaseKind, Status, Targets
from incidents.analysis.timeline import Options, Style, Words, check_layout, lay_out

BASE = datetime(2024, 3, 30, 22, 15, tzinfo=UTC)
ZONES = ("UTC", "Asia/Seoul", "Europe/Paris", "America/St_Johns", "America/Sao_Paulo", "Australia/Lord_Howe")
NAMES = (
    "Status page",
    "회사 트위터 계정",
    "Twitter, the photo product’s communications account",
    "é" * 60,
    "W" * 60,
    "x",
)
SPANS = st.one_of(
    st.integers(0, 90).map(lambda n: timedelta(minutes=n)),
    st.integers(0, 12 * 3600).map(lambda n: timedelta(seconds=n)),
    st.integers(0, 40).map(lambda n: timedelta(days=n)),
)
WORDS = (
    Words(),
    Words(
        duration=lambda length: f"{length.total_seconds() // 60:.0f} min",
        silence=lambda length: f"{length.total_seconds() // 60:.0f} min of silence",
        begin=lambda _: "Trouble began, said the first alert",
        started="Trouble began",
        resolved="Resolved",
        now="Now",
        never_told="Customers were never told",
        nothing_sent="used, nothing sent",
        follow_ups="Follow-ups",
        phase=lambda _: "Escalation & decision",
    ),
    Words(silence=lambda _: "2시간 47분 동안 침묵", never_told="고객은 끝내 안내받지 못함", resolved="해결"),
)


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    channels = tuple(
        Channel(f"ch{index}", draw(st.sampled_from(NAMES)), draw(st.sampled_from(sorted(SHAPES))))
        for index in range(draw(st.integers(0, 9)))
    )
    at, posts = BASE + draw(st.sampled_from((-1, 1))) * draw(SPANS), []
    for index in range(draw(st.integers(0, 44)) if channels else 0):
        at += draw(SPANS)
        posts.append(
            Communication(
                key=f"post{index}",
                channel=draw(st.sampled_from(channels)).key,
                posted_at=at,
                shown_at=at - draw(SPANS) if draw(st.integers(0, 6)) == 0 else None,
                status=draw(st.sampled_from((None, None, None, *Status))),
                text="words",
                approximate=draw(st.booleans()),
                remembered=draw(st.booleans()),
            )
        )
    alert = BASE + draw(SPANS) if draw(st.booleans()) else None
    started = BASE - draw(SPANS) + draw(SPANS) if draw(st.booleans()) else None
    resolved = max([BASE, at, *filter(None, (alert,))]) + draw(SPANS) - draw(SPANS) if draw(st.booleans()) else None
    phases = tuple(
        Phase(kind, BASE + begins, BASE + begins + lasts)
        for kind, begins, lasts in draw(st.lists(st.tuples(st.sampled_from(PhaseKind), SPANS, SPANS), max_size=4))
    )
    return Incident(
        title="Random",
        started_at=started,
        first_alert_at=alert,
        resolved_at=resolved,
        zone=draw(st.sampled_from(ZONES)),
        phases=phases,
        channels=channels,
        communications=tuple(posts),
        approximate=frozenset({"resolved_at", "first_alert_at"}) if draw(st.booleans()) else frozenset(),
    )


def now_after(incident: Incident) -> datetime:
    known = [post.posted_at for post in incident.communications]
    known += [at for at in (incident.first_alert_at, incident.started_at, incident.resolved_at) if at is not None]
    return max(known, default=BASE) + timedelta(minutes=7)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(incident=incidents(), words=st.sampled_from(WORDS), data=st.data())
def test_the_board_of_any_incident_is_sound(incident: Incident, words: Words, data: st.DataObject):
    analysis = analyse(incident, Targets(), now_after(incident))
    gaps = [None, *(gap.key for gap in analysis.chain.gaps)]
    options = Options(
        circled=data.draw(st.booleans()),
        lit_gap=data.draw(st.sampled_from(gaps)),
        channel=data.draw(st.sampled_from([None, *analysis.by_channel])),
    )
    width = data.draw(st.sampled_from((900, 1280, 1520)))
    layout = lay_out(incident, analysis, width=width, height=620, options=options, words=words)
    assert check_layout(layout) == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    incident=incidents(),
    words=st.sampled_from(WORDS),
    style=st.sampled_from((Style.COMPACT, Style.STRIP)),
    width=st.integers(280, 1500),
    scale_to=st.one_of(st.none(), SPANS),
)
def test_the_small_pictures_of_any_incident_are_sound(
    incident: Incident, words: Words, style: Style, width: int, scale_to: timedelta | None
):
    analysis = analyse(incident, Targets(), now_after(incident))
    options = Options(style=style, scale_to=scale_to)
    assert check_layout(lay_out(incident, analysis, width=width, options=options, words=words)) == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(incident=incidents())
def test_the_same_incident_gives_the_same_picture(incident: Incident):
    analysis = analyse(incident, Targets(), now_after(incident))
    assert lay_out(incident, analysis, width=1520) == lay_out(incident, analysis, width=1520)
