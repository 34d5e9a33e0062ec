"""Lays the picture of a timeline out: one line from begin to resolution, gaps above, a branch per channel below.

Pure numbers: the same incident gives the same picture, in every process and for every viewer. Lengths are in layout
units, drawn 1:1 on a board of 1920 × 1080.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from incidents.analysis.findings import Analysis, Chain
from incidents.analysis.records import Incident
from incidents.analysis.timeline_captions import Room, Run, Sizes
from incidents.analysis.timeline_check import check_layout
from incidents.analysis.timeline_gaps import brackets_of, runs_of
from incidents.analysis.timeline_lanes import RADIUS, TEXT, channels_in_order, lanes_of
from incidents.analysis.timeline_line import chain_of, end_of, main_line, rise
from incidents.analysis.timeline_marks import NEAR_END, Frame, end_word, marks_of
from incidents.analysis.timeline_parts import Bracket, Lane, Layout, Options, Stroke, Style, Words
from incidents.analysis.timeline_phases import phases_of
from incidents.analysis.timeline_scale import Scale, build_scale, ticks_of, zone_name, zone_of
from incidents.analysis.timeline_small import lay_out_small
from incidents.analysis.timeline_text import Anchor, Box, Label, place, shorten, text_width

__all__ = ["Layout", "Options", "Style", "Words", "check_layout", "lay_out"]

MARGIN = 8
HEIGHT = 620
CLEAR = 48
"""From the end of the axis to the texts beside it: room for the begin's ring and for the marker."""
FIRST_LANE, PITCH_MOST, PITCH_LEAST = 92, 68, 33
NAMES_SHARE = 0.25
"""The part of the width that the names of channels may take."""


def lay_out(
    incident: Incident,
    analysis: Analysis,
    *,
    width: int,
    height: int | None = None,
    options: Options | None = None,
    words: Words | None = None,
) -> Layout:
    """The picture of ``incident`` on ``width`` units.

    ``height`` is wished for, not promised: lanes spread to fill it as far as that helps, and many channels grow beyond.
    ``words`` gives the texts in the reader's language: what is measured here is what is printed.
    """
    options, words = options or Options(), words or Words()
    if options.style is not Style.FULL:
        return lay_out_small(incident, analysis, width=width, options=options, words=words)
    chain, zone = chain_of(analysis, options), zone_of(incident.zone)
    return _Board(incident, analysis, chain, zone, width, height or HEIGHT, options, words).layout()


@dataclass(frozen=True, slots=True)
class _Board:
    """One full picture in the making."""

    incident: Incident
    analysis: Analysis
    chain: Chain
    zone: ZoneInfo
    width: int
    height: int
    options: Options
    words: Words

    def layout(self) -> Layout:
        """Gaps first, over a line at height 0: how high they reach says where the line can be."""
        posts, right = channels_in_order(self.incident), self.width - MARGIN
        column = self._column([lane.channel.name for lane in posts])
        scale, beside = self._scale(column)
        phases, phases_end = phases_of(self.incident.phases, scale, self.words, top=MARGIN, frame=right)
        runs = runs_of(self.chain, scale)
        y = round(phases_end + MARGIN + rise(self._brackets(runs, 0, 0)), 1)
        lanes = lanes_of(
            posts,
            self.analysis,
            scale,
            main_y=y,
            first_y=y + FIRST_LANE,
            pitch=self._pitch(y, len(posts)),
            names_right=column,
            names_room=self.width * NAMES_SHARE,
            frame=right,
            options=self.options,
            words=self.words,
            zone=self.zone,
        )
        bottom = round(max([y + FIRST_LANE, *_ends(lanes)]) + MARGIN, 1)
        tick_y = round(bottom + TEXT * 1.1, 1)
        zone = self._zone_label(scale, column, tick_y)
        ticks = ticks_of(scale, self.zone, self.words.date, y=tick_y, size=TEXT, frame=right, beside=zone)
        deepest = max([tick_y, *(tick.date.y for tick in ticks if tick.date is not None)])
        taken = tuple(part.box for lane in lanes for part in (*lane.names, *lane.dots))
        branches = tuple(lane.leaves for lane in lanes if lane.dots)
        frame = Frame(MARGIN, right, column, beside, branches, taken)
        marks = marks_of(self.incident, self.chain, scale, self.words, y=y, frame=frame)
        main = main_line(self.chain, scale, end_of(self.incident, self.chain), self.options, y)
        return Layout(
            style=Style.FULL,
            width=self.width,
            height=round(deepest + TEXT * 0.24 + MARGIN, 1),
            main=main,
            begin=marks.begin,
            begin_known=self.chain.begin_at is not None,
            end=marks.end,
            start=marks.start,
            phases=phases,
            ticks=ticks,
            grid=Stroke(0, y, 0, bottom),
            zone=zone,
            spans=scale.spans,
            axis=Box(scale.left, bottom, scale.right, deepest + MARGIN),
            brackets=self._brackets(runs, y, bottom),
            lanes=lanes,
            notes=marks.notes,
            never_told=marks.never_told,
            channel=self.options.channel,
            signs=_signs(lanes, broken=bool(main.breaks), dark=bool(main.dark)),
        )

    def _brackets(self, runs: tuple[Run, ...], y: float, bottom: float) -> tuple[Bracket, ...]:
        return brackets_of(
            runs,
            y=y,
            bottom=bottom,
            room=Room(Box(MARGIN, 0, self.width - MARGIN, 0)),
            options=self.options,
            words=self.words,
            zone=self.zone,
            sizes=Sizes(),
        )

    def _zone_label(self, scale: Scale, column: float, y: float) -> Label:
        name = zone_name(scale.begin, self.zone)
        short = shorten(name, TEXT, column - MARGIN, bold=True)
        return place(short, column, y, TEXT, Anchor.END, bold=True, full=name)

    def _column(self, names: list[str]) -> float:
        """Where the texts left of the axis end."""
        texts = (self.words.begin(self.chain.begin_is), self.words.started, "~00:00")
        widest = max(text_width(text, TEXT, bold=True) for text in texts)
        wanted = max((text_width(name, TEXT, bold=True) for name in names), default=0.0)
        return round(MARGIN + max(widest, min(wanted, self.width * NAMES_SHARE) + 2 * RADIUS + 12), 1)

    def _scale(self, column: float) -> tuple[Scale, float | None]:
        """The scale, and where the end's label begins when the picture ends with it: room is left for it then."""
        label = max(text_width(text, TEXT, bold=True) for text in (end_word(self.chain, self.words), "~00:00"))
        beside, end = self.width - MARGIN - label, end_of(self.incident, self.chain)
        scale = self._scale_to(column, beside - CLEAR)
        if end is not None and scale.right - scale.x(end) < NEAR_END:
            return scale, beside
        return self._scale_to(column, self.width - MARGIN - CLEAR), None

    def _scale_to(self, column: float, right: float) -> Scale:
        return build_scale(self.incident, self.chain, self.analysis.now, column + CLEAR, right)

    def _pitch(self, y: float, lanes: int) -> float:
        room = self.height - y - FIRST_LANE - 4.6 * TEXT - 3 * MARGIN
        return min(PITCH_MOST, max(PITCH_LEAST, room / max(1, lanes - 1)))


def _ends(lanes: tuple[Lane, ...]) -> list[float]:
    labels = [dot.label for lane in lanes for dot in lane.dots] + [name for lane in lanes for name in lane.names]
    return [lane.y + RADIUS + 4 for lane in lanes] + [label.box.bottom for label in labels if label is not None]


def _signs(lanes: tuple[Lane, ...], *, broken: bool, dark: bool) -> frozenset[str]:
    dots = [dot for lane in lanes for dot in lane.dots]
    found = {
        "approximate": any(dot.approximate for dot in dots),
        "remembered": any(dot.remembered for dot in dots),
        "back_dated": any(dot.back_dated for dot in dots),
        "follow_up": any(dot.follow_up for dot in dots),
        "cluster": any(dot.cluster for dot in dots),
        "broken": broken,
        "dark": dark,
    }
    return frozenset(sign for sign, occurs in found.items() if occurs)
