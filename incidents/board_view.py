"""From an analysis to what the templates of the board print: the picture, its list, and the figures beside it."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.analysis.findings import Analysis, Chain
from incidents.analysis.records import Incident, Targets
from incidents.analysis.timeline import Layout, Options, Style, lay_out
from incidents.board_figures import channel_figures, figures_for
from incidents.templatetags.durations import duration
from incidents.twin import twin_of
from incidents.wording import words

BOARD_WIDTH, BOARD_HEIGHT, PHONE_WIDTH, STRIP_WIDTH = 1520, 620, 340, 600


def picture(
    incident: Incident,
    analysis: Analysis,
    *,
    targets: Targets | None = None,
    width: int = BOARD_WIDTH,
    height: int = BOARD_HEIGHT,
    lit_gap: str | None = None,
    circled: bool = True,
    channel: str | None = None,
    figure_id: str = "figure",
) -> dict[str, Any]:
    """The context of ``incidents/_timeline.html``, ``_timeline_compact.html``, ``_twin.html`` and ``_figures.html``.

    ``channel`` draws that channel's own chain; a key nobody knows draws the chain over all channels.
    """
    targets = targets or Targets()
    channel = channel if channel in analysis.by_channel else None
    chain = analysis.chain if channel is None else analysis.by_channel[channel]
    figures = analysis.figures if channel is None else analysis.figures_by_channel[channel]
    options = Options(lit_gap=lit_gap, circled=circled, channel=channel, target=targets.gap)
    return {
        "figure_id": figure_id,
        "layout": lay_out(incident, analysis, width=width, height=height, options=options, words=words(incident.kind)),
        "compact": compact(incident, analysis, options),
        "summary": summary(chain),
        "zone": incident.zone,
        "chain": chain,
        "twin": twin_of(incident, chain),
        "circled": circled,
        "figures": figures_for(chain, figures, targets),
        "channel_figures": channel_figures(incident, analysis, targets),
        "targets": targets,
        "shown_channel": next((c for c in incident.channels if c.key == channel), None),
    }


def compact(incident: Incident, analysis: Analysis, options: Options, *, width: int = PHONE_WIDTH) -> Layout:
    """The small picture of the same, for phones."""
    small = Options(Style.COMPACT, None, options.lit_gap, options.circled, options.channel, options.target)
    return lay_out(incident, analysis, width=width, options=small, words=words(incident.kind))


def strip(
    incident: Incident,
    analysis: Analysis,
    *,
    scale_to: timedelta | None = None,
    targets: Targets | None = None,
    width: int = STRIP_WIDTH,
) -> dict[str, Any]:
    """The context of ``incidents/_strip.html``: one line for a list, its whole width lasting ``scale_to``."""
    options = Options(Style.STRIP, scale_to, circled=False, target=(targets or Targets()).gap)
    return {
        "layout": lay_out(incident, analysis, width=width, options=options, words=words(incident.kind)),
        "summary": summary(analysis.chain),
    }


def summary(chain: Chain) -> str:
    """The picture in one or two sentences, for whoever does not see it."""
    updates = sum(len(moment.communications) for moment in chain.moments)
    said = [ngettext("%(count)d update.", "%(count)d updates.", updates) % {"count": updates}]
    longest = max((gap.length for gap in chain.gaps), default=None)
    if longest is not None:
        said.append(_("The longest silence is %(duration)s.") % {"duration": duration(longest)})
    if chain.never_told:
        said.append(_("Customers were never told that it was over."))
    if chain.open:
        said.append(_("The incident is still open."))
    return " ".join(said)
