"""How large the timeline is drawn on each surface."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from incidents.analysis.timeline import Options
from incidents.board_view import compact, picture
from sessions.audience import Audience

if TYPE_CHECKING:
    from sessions.board import BoardState

DESK_WIDTH, DESK_HEIGHT = 1240, 520
"""Drawn at about three quarters of this on a laptop: texts of 22 units are 16 to 17 pixels there."""
BESIDE_FIGURES, ALONE = 1488, 1840
"""The display's width (of 1920) with the figures beside the timeline, and without them."""
HEIGHTS = {"stage": 470, "gap": 540, "assess": 540, "causes": 400}
FEW_CHANNELS = 4
SMALL_WIDTH = 1150
"""The small picture of the display, drawn enlarged so that it is read from the back of the room."""
WITH_FIGURES = {"stage", "gap", "assess"}
HALF_HOUR, MOST_TIMES = timedelta(minutes=30), 40


def drawing_of(board: "BoardState", audience: Audience) -> dict[str, Any]:
    """The context of the templates ``incidents/_timeline.html``, ``_twin.html`` and ``_figures.html``."""
    retrospective, incident = board.retrospective, board.incident
    channel = retrospective.shown_channel.uid if retrospective.shown_channel else None
    width, height = DESK_WIDTH, DESK_HEIGHT
    if audience.displays:
        width = BESIDE_FIGURES if board.place in WITH_FIGURES else ALONE
        height = HEIGHTS.get(board.place, HEIGHTS["stage"])
    targets = incident.team.targets()
    drawn = picture(
        incident.record,
        board.analysis,
        targets=targets,
        width=width,
        height=height,
        lit_gap=retrospective.lit_gap or None,
        circled=board.circled,
        channel=channel,
        figure_id="timeline",
    )
    if audience.displays:
        options = Options(
            lit_gap=retrospective.lit_gap or None, circled=board.circled, channel=channel, target=targets.gap
        )
        drawn["compact"] = compact(incident.record, board.analysis, options, width=SMALL_WIDTH)
    return drawn


def is_small(board: "BoardState") -> bool:
    """Whether the notes or the plan need the display's room more than the channels do."""
    if board.place in {"plan", "finished"}:
        return True
    if board.place == "causes" or (board.place == "assess" and board.retrospective.revealed):
        return board.crowd != "few" or len(board.incident.record.channels) > FEW_CHANNELS
    return False


def times_of(board: "BoardState") -> list[datetime]:
    """Times (UTC) along the incident that a note can be placed at from a menu: every half hour or rarer."""
    chain = board.analysis.chain
    known = [gap.begins_at for gap in chain.gaps] + [gap.ends_at for gap in chain.gaps]
    if not known:
        return []
    begin, end = min(known), max(known)
    pitch = HALF_HOUR * max(1, -(-(end - begin) // (HALF_HOUR * MOST_TIMES)))
    first = begin.replace(minute=0, second=0, microsecond=0)
    times = [first + pitch * index for index in range(MOST_TIMES + 3)]
    return [at for at in times if begin <= at <= end]
