"""The small pictures: one line with its moments for a phone, and a strip for lists."""

from datetime import datetime, timedelta

from incidents.analysis.findings import Analysis, Chain
from incidents.analysis.marker import capsule_path, end_path
from incidents.analysis.records import Incident
from incidents.analysis.timeline_captions import Room, Sizes
from incidents.analysis.timeline_gaps import brackets_of, runs_of
from incidents.analysis.timeline_lanes import capsule, gather
from incidents.analysis.timeline_line import chain_of, end_of, main_line, rise
from incidents.analysis.timeline_parts import Bracket, Dot, Lane, Layout, Mark, Options, Span, Stroke, Style, Words
from incidents.analysis.timeline_scale import SHORTEST, Scale, bounds, zone_of
from incidents.analysis.timeline_text import Anchor, Box, Label, place

TEXT, RADIUS, MARGIN = 15, 7.0, 6.0
PHONE = Sizes(
    text=17,
    lit=19,
    badge=15,
    row=26,
    rows=1,
    shouts=(21, 19, 17),
    numbered=False,
    sparing=True,
    feet=6,
    back=10,
    reach=7,
)
STRIP_HEIGHT, STRIP_RADIUS = 28.0, 6.5


def lay_out_small(incident: Incident, analysis: Analysis, *, width: int, options: Options, words: Words) -> Layout:
    """The compact picture or the strip, as ``options.style`` says. Its dots are moments, its one lane has no name."""
    chain, strip = chain_of(analysis, options), options.style is Style.STRIP
    radius = STRIP_RADIUS if strip else RADIUS
    inset = MARGIN + radius if strip else max(MARGIN + 3 * radius, 15 + 0.022 * width)
    scale = _scale(incident, chain, analysis, inset, width - inset, options.scale_to if strip else None)
    end = end_of(incident, chain)
    brackets: tuple[Bracket, ...] = ()
    y, height, labels = STRIP_HEIGHT / 2, STRIP_HEIGHT, ()
    if not strip:
        frame = Box(MARGIN, 0, width - MARGIN, 0)
        runs, zone = runs_of(chain, scale), zone_of(incident.zone)

        def brackets_at(y: float) -> tuple[Bracket, ...]:
            room = Room(frame)
            return brackets_of(
                runs, y=y, bottom=y + 24, room=room, options=options, words=words, zone=zone, sizes=PHONE
            )

        y = round(MARGIN + rise(brackets_at(0)), 1)
        brackets, height = brackets_at(y), round(y + 36 + TEXT * 1.4 + MARGIN, 1)
        labels = _ends(incident, chain, scale, y + 36 + TEXT, frame)
    main = main_line(chain, scale, end, options, y)
    dots = _dots(chain, scale, y, radius)
    return Layout(
        style=options.style,
        width=width,
        height=height,
        main=main,
        begin=Mark("begin", main.left, y, scale.begin, (), "first_alert_at" in incident.approximate),
        begin_known=chain.begin_at is not None,
        end=_end(chain, end, main.right, y, radius) if end is not None else None,
        start=None,
        phases=(),
        ticks=(),
        grid=Stroke(0, 0, 0, 0),
        zone=None,
        spans=scale.spans,
        axis=Box(scale.left, y, scale.right, y),
        brackets=brackets,
        lanes=(_lane(dots, scale, y),) if dots else (),
        notes=labels,
        channel=options.channel,
    )


def _scale(
    incident: Incident, chain: Chain, analysis: Analysis, left: float, right: float, scale_to: timedelta | None
) -> Scale:
    """A plain scale over the incident itself; on a common one, a shorter incident ends before ``right``."""
    begin, end = bounds(incident, chain, analysis.now)
    end = max(end, begin + SHORTEST)
    if scale_to is not None and scale_to > end - begin:
        right = left + (right - left) * ((end - begin) / scale_to)
    return Scale((Span(round(left, 2), round(right, 2), begin, end),), begin, end)


def _dots(chain: Chain, scale: Scale, y: float, radius: float) -> tuple[Dot, ...]:
    places = [scale.x(moment.at) for moment in chain.moments]
    dots = []
    for first, last in gather(places, radius, 0):
        moments = chain.moments[first : last + 1]
        box = capsule(places[first], places[last], y, radius, len(moments), 0)
        posts = tuple(post for moment in moments for post in moment.communications)
        dots.append(
            Dot(
                posts=posts,
                x=round(box.middle, 1),
                y=y,
                path=capsule_path(box),
                box=box,
                at=moments[0].at,
                ends_at=moments[-1].at,
                label=None,
                approximate=any(post.approximate for post in posts),
                remembered=any(post.remembered for post in posts),
                resolution=moments[-1].is_resolution,
            )
        )
    return tuple(dots)


def _end(chain: Chain, at: datetime, x: float, y: float, radius: float) -> Mark:
    kind = "now" if chain.open else "end"
    return Mark(kind, x, y, at, (), path=end_path(kind, x, y, radius * 0.9))


def _lane(dots: tuple[Dot, ...], scale: Scale, y: float) -> Lane:
    guide = Stroke(round(scale.left, 1), y, round(scale.right, 1), y)
    return Lane("", (), "", 1, "circle", "", y, (guide,), "", scale.left, None, dots, (), None)


def _ends(incident: Incident, chain: Chain, scale: Scale, y: float, frame: Box) -> tuple[Label, ...]:
    """The clock times of both ends, below the line."""
    zone = zone_of(incident.zone)
    begin, end = (f"{at.astimezone(zone):%H:%M}" for at in (scale.begin, scale.end))
    first = place(begin, frame.left, y, TEXT)
    last = place(end, frame.right, y, TEXT, Anchor.END)
    return (first, last) if chain.begin_at is not None else (last,)
