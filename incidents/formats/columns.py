"""Which column of a table is what: headings in English and Korean, and what each field means."""

import unicodedata
from collections.abc import Mapping, Sequence

from incidents.formats.faults import FormatError

HEADINGS: dict[str, tuple[str, ...]] = {
    "incident": (
        "incident", "incident title", "incident name", "title", "name", "인시던트", "장애", "사고", "인시던트 제목",
        "장애명", "제목",
    ),
    "incident_reference": (
        "incident reference", "incident id", "incident key", "인시던트 번호", "인시던트 id", "장애번호",
    ),
    "event": ("event", "kind", "what", "type", "종류", "구분", "유형"),
    "date": ("date", "day", "날짜", "일자", "일"),
    "time": (
        "time", "sent at", "posted at", "posted", "timestamp", "datetime", "date time", "date/time", "date and time",
        "created at", "when", "at", "published at", "시각", "시간", "보낸 시각", "게시 시각", "게시 시간", "발송 시각",
        "발송 시간", "일시", "게시일시", "발송일시", "등록일시", "작성일시",
    ),
    "until": ("until", "ends at", "end", "종료", "종료 시각", "까지"),
    "shown_at": ("shown at", "shown time", "display at", "claimed time", "표시 시각"),
    "channel": ("channel", "medium", "via", "where", "branch", "채널", "매체", "경로", "브랜치"),
    "channel_kind": ("channel kind", "channel type", "채널 종류", "채널 유형"),
    "sender": ("sender", "sent by", "from", "author", "who", "by", "보낸 사람", "발신자", "작성자", "담당자", "보낸이"),
    "status": ("status", "state", "상태", "진행 상태"),
    "text": (
        "text", "message", "body", "content", "update", "words", "description", "communication", "내용", "메시지",
        "본문", "문구", "업데이트", "공지 내용",
    ),
    "url": ("url", "link", "address", "링크", "주소"),
    "reference": ("reference", "id", "ref", "message id", "번호", "참조"),
    "edited_at": ("edited at", "edited", "changed at", "수정 시각", "수정일시"),
    "zone": ("zone", "time zone", "timezone", "tz", "시간대", "표준시"),
}  # fmt: skip
"""The headings under which each field of a row is found, in lower case."""

_FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings}


def find_columns(headings: Sequence[str], told: Mapping[str, str] | None = None) -> dict[str, int]:
    """Field to column, by what was ``told`` (heading to field) and else by the headings.

    Raises ``FormatError`` when no column has times.
    """
    columns: dict[str, int] = {}
    for number, heading in enumerate(headings):
        field = (told or {}).get(heading) or _FIELD_OF.get(bare(heading))
        if field in HEADINGS and field not in columns:
            columns[field] = number
    if "time" not in columns and "date" in columns:
        columns["time"] = columns.pop("date")
    if "time" not in columns:
        raise FormatError("no_columns", ", ".join(headings))
    return columns


def bare(heading: str) -> str:
    """A heading in lower case, without units in brackets: ``"Sent_at (UTC)"`` is ``"sent at"``."""
    text = unicodedata.normalize("NFKC", heading).casefold().replace("_", " ").partition("(")[0]
    return " ".join(text.split())


def zone_in(heading: str) -> str:
    """What stands in brackets in a heading, as in ``"time (KST)"``: it names the zone of the column."""
    return unicodedata.normalize("NFKC", heading).partition("(")[2].partition(")")[0].strip()
