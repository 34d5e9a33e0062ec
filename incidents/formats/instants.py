"""Times as machines write them: ISO 8601, seconds since 1970, the numbers of spreadsheets and of posts."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incidents.analysis.typed_parts import YEARS
from incidents.analysis.zones import Clock, find_clock, moments_of
from incidents.formats.faults import FormatError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHEET_EPOCH = datetime(1899, 12, 30)
SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
DATE_ONLY = len("2021-10-04")
FIRST_SNOWFLAKE = 1 << 34
"""Ids below this were counted up and hold no time."""

_SPACED_OFFSET = re.compile(r"\s+([+-]\d{2}:?\d{2})$")
_UTC_WORD = re.compile(r"\s?(?:UTC|GMT|z)$")


class Instant(NamedTuple):
    """A moment in UTC; ``zoned`` is False when its text named no zone and the source's was taken."""

    at: datetime
    zoned: bool = True


def known_zone(name: Any, otherwise: str = "UTC") -> str:
    """``name`` when it is an IANA time zone, else ``otherwise``."""
    try:
        zone = str(ZoneInfo(name)) if isinstance(name, str) and name else otherwise
        return "UTC" if zone == "Etc/UTC" else zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return otherwise


def instant(value: Any, zone: str = "UTC") -> Instant:
    """The moment an ISO 8601 text means, in ``zone`` where it names none. Raises ``FormatError``."""
    if not isinstance(value, str) or not value.strip():
        raise FormatError("bad_time", value)
    text = _SPACED_OFFSET.sub(r"\1", _UTC_WORD.sub("Z", value.strip()))
    try:
        if len(text) <= DATE_ONLY:
            raise ValueError
        at = datetime.fromisoformat(text)
    except ValueError:
        raise FormatError("bad_time", value) from None
    return placed(at, zone, value)


def placed(at: datetime, zone: str, written: Any) -> Instant:
    """A parsed time as a moment in UTC; a time that the clocks of ``zone`` skip or lies far off is refused."""
    if at.year not in YEARS:
        raise FormatError("bad_time", written)
    if at.tzinfo is not None:
        return Instant(at.astimezone(UTC))
    found = moments_of(at, ZoneInfo(zone))
    if not found:
        raise FormatError("bad_time", written)
    return Instant(found[0], zoned=False)


def moment(value: Any, zone: str = "UTC") -> datetime | None:
    """As ``instant``, without the remark; ``None`` for an empty value."""
    return None if value is None or value == "" else instant(value, zone).at


def since_epoch(value: Any) -> datetime:
    """The moment of seconds since 1970, as number or text ("1633363670.000200"). Raises ``FormatError``."""
    try:
        seconds, _, fraction = str(value).partition(".")
        at = EPOCH + timedelta(seconds=int(seconds), microseconds=int(fraction[:6].ljust(6, "0") or 0))
    except (ValueError, OverflowError):
        raise FormatError("bad_time", value) from None
    return placed(at, "UTC", value).at


def from_sheet(value: float, zone: str) -> Instant:
    """The moment of a spreadsheet's day number, to the second. Raises ``FormatError``."""
    try:
        at = SHEET_EPOCH + timedelta(seconds=round(value * 86_400))
    except (OverflowError, ValueError):
        raise FormatError("bad_time", value) from None
    return placed(at, zone, value)


def from_post_id(number: Any) -> datetime | None:
    """When a post on X was sent, which its id holds; ``None`` for ids without a time."""
    try:
        post = int(number)
    except (TypeError, ValueError):
        return None
    if not FIRST_SNOWFLAKE <= post < 1 << 63:
        return None
    return EPOCH + timedelta(milliseconds=(post >> 22) + SNOWFLAKE_EPOCH_MS)


def region_of(words: str) -> str:
    """The IANA name of the zone that ``words`` mean ("KST", "Europe/Berlin"), nothing when they mean none."""
    clock = find_clock(words.strip().lower(), ZoneInfo("UTC"), 2000) if words.strip() else None
    if clock is not None and clock.region is not None:
        return str(clock.region)
    return known_zone(words.strip(), "")


def zone_of_words(words: str, home: str, year: int) -> Clock:
    """The clock that the words behind a time mean ("UTC", "PDT"); without any, home's. Raises ``FormatError``."""
    if not words.strip():
        return Clock(ZoneInfo(home))
    clock = find_clock(words.strip().lower(), ZoneInfo(home), year)
    if clock is None:
        raise FormatError("bad_time", words)
    return clock
