"""The branches: one lane a channel, a sign for every communication on it, clusters where they stand too near."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from zoneinfo import ZoneInfo

from incidents.analysis.findings import Analysis
from incidents.analysis.marker import SHAPES, capsule_path, pencil_path, shape_path
from incidents.analysis.records import Channel, Communication, Incident
from incidents.analysis.timeline_parts import Dot, Ghost, Lane, Options, Stroke, Words
from incidents.analysis.timeline_scale import Scale
from incidents.analysis.timeline_text import ELLIPSIS, Anchor, Box, Label, place, text_width, wrap

COLOURS = 8
TEXT = 22
RADIUS = 13
APART = 3.0
BEND = 34.0
LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Posts:
    """What was sent on one channel, in order of time."""

    channel: Channel
    colour: int
    sent: tuple[Communication, ...]


def channels_in_order(incident: Incident) -> list[Posts]:
    """The channels as they are drawn from top to bottom: the last to begin first, so that no branch crosses another.

    Channels on which nothing was sent come last. Colours follow the order of ``incident.channels`` and stay.
    """
    sent: defaultdict[str, list[Communication]] = defaultdict(list)
    for post in sorted(incident.communications, key=lambda post: (post.posted_at, post.key)):
        sent[post.channel].append(post)
    known = {channel.key: channel for channel in incident.channels}
    known |= {key: Channel(key, key) for key in sent if key not in known}
    lanes = [
        Posts(channel, index % COLOURS + 1, tuple(sent[channel.key])) for index, channel in enumerate(known.values())
    ]
    used = [lane for lane in lanes if lane.sent]
    used.sort(key=lambda lane: lane.sent[0].posted_at, reverse=True)
    return used + [lane for lane in lanes if not lane.sent]


def lanes_of(
    posts: Sequence[Posts],
    analysis: Analysis,
    scale: Scale,
    *,
    main_y: float,
    first_y: float,
    pitch: float,
    names_right: float,
    names_room: float,
    frame: float,
    options: Options,
    words: Words,
    zone: ZoneInfo,
) -> tuple[Lane, ...]:
    """The lanes below the main line, ``pitch`` apart, their names ending at ``names_right``."""
    chain = analysis.chain if options.channel is None else analysis.by_channel.get(options.channel, analysis.chain)
    follow_ups = {post.key for each in (analysis.chain, chain) for post in each.follow_ups}
    resolution = {post.key for post in chain.resolution.communications} if chain.resolution else set()
    lanes = []
    for index, lane in enumerate(posts):
        y = round(first_y + index * pitch, 1)
        dots = _labelled(_dots(lane, y, scale, follow_ups, resolution, zone), zone, pitch, frame)
        sign_x = names_right - RADIUS
        empty = None if dots else place(words.nothing_sent, scale.left, y + TEXT * 0.36, TEXT)
        lanes.append(
            Lane(
                key=lane.channel.key,
                names=_names(lane.channel.name, sign_x - RADIUS - 10, y, names_room, pitch),
                name=lane.channel.name,
                colour=lane.colour,
                shape=SHAPES.get(lane.channel.kind, SHAPES["other"]),
                sign=shape_path(lane.channel.kind, sign_x, y, RADIUS),
                y=y,
                guides=_guides(dots, empty, y, scale),
                branch=_branch(dots, main_y, y, scale.left),
                leaves=_leaves(dots, scale.left),
                tail=_tail(dots, y),
                dots=dots,
                ghosts=_ghosts(lane, dots, y, scale),
                empty=empty,
                faded=options.channel is not None and lane.channel.key != options.channel,
            )
        )
    return tuple(lanes)


def gather(places: Iterable[float], radius: float, count_size: float) -> list[tuple[int, int]]:
    """Gather sorted ``places`` into groups that can be drawn side by side: ``(first, last)`` indices of each group."""
    groups: list[tuple[int, int, float, float]] = []
    for index, x in enumerate(places):
        groups.append((index, index, x - radius, x + radius))
        while len(groups) > 1 and groups[-1][2] - groups[-2][3] < APART:
            first, _, left, _ = groups[-2]
            _, last, _, right = groups.pop()
            right = max(right, groups[-1][3])
            short = text_width(str(last - first + 1), count_size, bold=True) + radius - (right - left)
            groups[-1] = (first, last, left - max(0.0, short / 2), right + max(0.0, short / 2))
    return [(first, last) for first, last, _, _ in groups]


def capsule(left: float, right: float, y: float, radius: float, count: int, size: float) -> Box:
    """The room of a cluster that reaches from ``left`` to ``right`` and has its count written inside."""
    short = max(0.0, text_width(str(count), size, bold=True) + radius - (right - left + 2 * radius))
    return Box(left - radius - short / 2, y - radius, right + radius + short / 2, y + radius)


def _dots(
    lane: Posts, y: float, scale: Scale, follow_ups: set[str], resolution: set[str], zone: ZoneInfo
) -> tuple[Dot, ...]:
    places = [scale.x(post.posted_at) for post in lane.sent]
    dots = []
    for first, last in gather(places, RADIUS, TEXT):
        members = lane.sent[first : last + 1]
        x = round((places[first] + places[last]) / 2, 1)
        alone = len(members) == 1
        box = Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)
        count = None
        if not alone:
            box = capsule(places[first], places[last], y, RADIUS + 1, len(members), TEXT)
            count = place(str(len(members)), box.middle, y + TEXT * 0.36, TEXT, Anchor.MIDDLE, bold=True)
        remembered = any(post.remembered for post in members)
        dots.append(
            Dot(
                posts=members,
                x=x,
                y=y,
                path=shape_path(lane.channel.kind, x, y, RADIUS) if alone else capsule_path(box),
                box=box,
                at=members[0].posted_at,
                ends_at=members[-1].posted_at,
                label=None,
                title=_title(members[0], lane.channel, zone),
                count=count,
                approximate=any(post.approximate for post in members),
                remembered=remembered,
                back_dated=any(post.back_dated for post in members),
                follow_up=all(post.key in follow_ups for post in members),
                resolution=any(post.key in resolution for post in members),
                pencil=pencil_path(box.right + 1, box.top - 1, 9) if remembered else "",
            )
        )
    return tuple(dots)


def _labelled(dots: tuple[Dot, ...], zone: ZoneInfo, pitch: float, frame: float) -> tuple[Dot, ...]:
    """Print times at the dots, below where the lanes are far apart, else to the right; where there is no room, none."""
    below = pitch >= 2 * RADIUS + 1.4 * TEXT
    taken: list[Box] = [] if below else [dot.box for dot in dots]
    labels: dict[int, Label] = {}
    order = sorted(range(len(dots)), key=lambda i: (not dots[i].resolution, i))
    for index in order:
        dot = dots[index]
        text = _times(dot, zone)
        x, y, anchor = dot.x, dot.y + RADIUS + TEXT * 0.98, Anchor.MIDDLE
        if not below:
            x, y, anchor = dot.box.right + 7, dot.y + TEXT * 0.36, Anchor.START
        label = place(text, x, y, TEXT, anchor)
        if below and label.box.right > frame:
            label = place(text, frame, y, TEXT, Anchor.END)
        if label.box.right <= frame and not any(label.box.overlaps(other, 5) for other in taken if other != dot.box):
            taken.append(label.box)
            labels[index] = label
    return tuple(replace(dot, label=labels.get(index)) for index, dot in enumerate(dots))


def _title(post: Communication, channel: Channel, zone: ZoneInfo) -> str:
    """Time, channel, sender and the beginning of the text."""
    said = " ".join(post.text.split())
    about = "~" if post.approximate else ""
    head = " · ".join(filter(None, (f"{about}{post.posted_at.astimezone(zone):%H:%M}", channel.name, post.sender)))
    return f"{head}: {said[:LONGEST_TITLE]}{ELLIPSIS * (len(said) > LONGEST_TITLE)}" if said else head


def _times(dot: Dot, zone: ZoneInfo) -> str:
    first, last = (f"{at.astimezone(zone):%H:%M}" for at in (dot.at, dot.ends_at))
    about = "~" if dot.approximate else ""
    return about + (first if first == last else f"{first}–{last}")


def _names(name: str, right: float, y: float, room: float, pitch: float) -> tuple[Label, ...]:
    """The channel's name, on two lines where the lanes are far enough apart."""
    rows = wrap(name, TEXT, room, 2 if pitch >= 2.6 * TEXT else 1, bold=True)
    line = TEXT * 1.18
    top = y + TEXT * 0.36 - line * (len(rows) - 1) / 2
    return tuple(
        place(row, right, top + index * line, TEXT, Anchor.END, bold=True, full=name) for index, row in enumerate(rows)
    )


def _leaves(dots: tuple[Dot, ...], left: float) -> float:
    """Where the branch leaves the main line: a little before its first dot."""
    return round(max(left, dots[0].box.left + RADIUS - BEND), 1) if dots else left


def _branch(dots: tuple[Dot, ...], main_y: float, y: float, left: float) -> str:
    """From the main line in a curve to the first dot, and on to the last that belongs to the incident.

    Where a time is printed beside its dot the line makes way.
    """
    if not dots:
        return ""
    leaves, first = _leaves(dots, left), dots[0].box.left + RADIUS
    pieces = [f"M{leaves:.1f},{main_y:.1f} Q{leaves:.1f},{y:.1f} {first:.1f},{y:.1f}"]
    own = [dot for dot in dots if not dot.follow_up]
    pieces += [
        f"M{_after(dot, y):.1f},{y:.1f} H{after.x:.1f}" for dot, after in pairwise(own) if after.x > _after(dot, y)
    ]
    return " ".join(pieces)


def _after(dot: Dot, y: float) -> float:
    """Where the lane's line goes on behind a dot: after its time, if that is printed beside it."""
    beside = dot.label is not None and dot.label.box.top < y < dot.label.box.bottom
    return round(dot.label.box.right + 4, 1) if beside and dot.label else dot.x


def _guides(dots: tuple[Dot, ...], empty: Label | None, y: float, scale: Scale) -> tuple[Stroke, ...]:
    """The faint line that leads the eye from the name to the first dot, and from the last to the end."""
    left, right = round(scale.left, 1), round(scale.right, 1)
    if not dots:
        return (Stroke(round(empty.box.right + 8, 1) if empty else left, y, right, y),)
    ends = ((left, round(dots[0].box.left, 1)), (_after(dots[-1], y), right))
    return tuple(Stroke(a, y, b, y) for a, b in ends if b > a)


def _tail(dots: tuple[Dot, ...], y: float) -> Stroke | None:
    """From the last dot of the incident to the last follow-up."""
    own = [dot for dot in dots if not dot.follow_up]
    if not dots or not dots[-1].follow_up or not own:
        return None
    return Stroke(_after(own[-1], y), y, dots[-1].x, y)


def _ghosts(lane: Posts, dots: tuple[Dot, ...], y: float, scale: Scale) -> tuple[Ghost, ...]:
    """Where back-dated communications claim to stand; left out where a dot stands or the post is in a cluster."""
    single = {dot.key: dot for dot in dots if not dot.cluster}
    taken = [dot.box for dot in dots]
    ghosts = []
    for post in lane.sent:
        dot = single.get(post.key)
        if dot is None or post.shown_at is None or not post.back_dated:
            continue
        x, radius = round(scale.x(post.shown_at), 1), RADIUS * 0.7
        box = Box(x - radius, y - radius, x + radius, y + radius)
        if any(box.overlaps(other, 2) for other in taken):
            continue
        taken.append(box)
        arc = f"M{x:.1f},{box.top:.1f} Q{(x + dot.x) / 2:.1f},{y - 34:.1f} {dot.x:.1f},{dot.box.top:.1f}"
        ghosts.append(Ghost(post.key, shape_path(lane.channel.kind, x, y, radius), box, arc))
    return tuple(ghosts)
