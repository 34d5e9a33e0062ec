"""The figures beside the board, worded for the language that is active."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.analysis.findings import Analysis, BeginIs, Chain, Figures
from incidents.analysis.records import Incident, Targets
from incidents.templatetags.durations import duration
from incidents.wording import percent, rate, target


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is, the figure itself, what it is held against. ``bad``: it misses the target."""

    key: str
    label: str
    value: str
    note: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """One row of the table of channels. Empty texts where there is nothing to say.

    ``follow_ups``: what the channel carried came after the resolution update.
    """

    key: str
    name: str
    kind: str
    colour: int
    updates: int
    first_use: str
    longest: str
    longest_bad: bool
    follow_ups: bool


def figures_for(chain: Chain, figures: Figures, targets: Targets) -> tuple[Figure, ...]:
    """The figures of one chain, the ones that matter most first. Figures that cannot be known say so."""
    found = [_first_update(chain, figures, targets)]
    if figures.first_update_after_other is not None and figures.first_update_after is not None:
        found.append(
            Figure(
                "first_update_other",
                _("… counted from the start of the trouble")
                if chain.begin_is is BeginIs.FIRST_ALERT
                else _("… counted from the first alert"),
                duration(figures.first_update_after_other),
                bad=figures.first_update_after_other > targets.gap,
            )
        )
    if figures.longest_silence is not None:
        found.append(
            Figure(
                "longest_silence",
                _("Longest silence"),
                duration(figures.longest_silence),
                target(targets.gap),
                bad=figures.longest_silence > targets.gap,
            )
        )
    if figures.dark_share is not None:
        found.append(Figure("dark", _("Customers in the dark"), percent(figures.dark_share), _("of the incident")))
    found.append(
        Figure(
            "updates",
            ngettext("Update", "Updates", figures.updates),
            str(figures.updates),
            rate(figures.updates_per_hour) if figures.updates_per_hour is not None else "",
        )
    )
    if figures.median_interval is not None:
        found.append(Figure("median", _("Median interval"), duration(figures.median_interval)))
    return tuple(found)


def channel_figures(incident: Incident, analysis: Analysis, targets: Targets) -> tuple[ChannelFigures, ...]:
    """Every channel with the chain of somebody who reads only that one, in the order of the incident."""
    channels = {channel.key: channel for channel in incident.channels}
    rows = []
    for index, (key, figures) in enumerate(analysis.figures_by_channel.items()):
        channel = channels.get(key)
        longest = figures.longest_silence if figures.updates else None
        rows.append(
            ChannelFigures(
                key=key,
                name=channel.name if channel else key,
                kind=channel.kind if channel else "other",
                colour=index % 8 + 1,
                updates=figures.updates,
                first_use=duration(figures.first_update_after),
                longest=duration(longest),
                longest_bad=longest is not None and longest > targets.gap,
                follow_ups=bool(analysis.by_channel[key].follow_ups),
            )
        )
    return tuple(rows)


def _first_update(chain: Chain, figures: Figures, targets: Targets) -> Figure:
    label, key = _("First update after"), "first_update"
    if not figures.updates:
        return Figure(key, label, _("never"), bad=True)
    if figures.first_update_after is None:
        return Figure(key, label, _("unknown"), _("When did the trouble begin?"))
    early = chain.gaps[0].before_begin if chain.gaps else None
    if early is not None:
        value = _("%(duration)s before") % {"duration": duration(early)}
        return Figure(key, label, value, _("counted from the beginning"))
    first = figures.first_update_after
    return Figure(key, label, duration(first), target(targets.gap), bad=first > targets.gap)
