"""Wall clocks and moments: zones people name, hours that a clock change skips or repeats."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+-])(\d{1,2})(?::?([0-5]\d))?")
_FIXED = {
    "z": (0, ""),
    "utc": (0, ""),
    "gmt": (0, ""),
    "kst": (9, "Asia/Seoul"),
    "jst": (9, "Asia/Tokyo"),
    "sgt": (8, "Asia/Singapore"),
    "hkt": (8, "Asia/Hong_Kong"),
    "pst": (-8, "America/Los_Angeles"),
    "pdt": (-7, "America/Los_Angeles"),
    "mst": (-7, ""),
    "mdt": (-6, "America/Denver"),
    "cdt": (-5, "America/Chicago"),
    "est": (-5, "America/New_York"),
    "edt": (-4, "America/New_York"),
    "wet": (0, "Europe/Lisbon"),
    "west": (1, "Europe/Lisbon"),
    "cet": (1, "Europe/Paris"),
    "cest": (2, "Europe/Paris"),
    "eet": (2, "Europe/Athens"),
    "eest": (3, "Europe/Athens"),
    "aest": (10, ""),
    "aedt": (11, "Australia/Sydney"),
    "nzst": (12, "Pacific/Auckland"),
    "nzdt": (13, "Pacific/Auckland"),
}
"""Abbreviations with one meaning: hours from UTC and the region that keeps them, to tell when one is out of season."""

_REGIONS = {
    "pt": "America/Los_Angeles",
    "mt": "America/Denver",
    "ct": "America/Chicago",
    "et": "America/New_York",
    "한국시간": "Asia/Seoul",
    "한국 시간": "Asia/Seoul",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A zone as somebody named it. ``region`` is where its abbreviation is at home, ``None`` when that is all year."""

    zone: tzinfo
    region: ZoneInfo | None = None

    def out_of_season(self, at: datetime) -> bool:
        """True when the region keeps another time at ``at``, as with "PST" in July: an hour may be meant."""
        return (
            self.region is not None and at.astimezone(self.region).utcoffset() != at.astimezone(self.zone).utcoffset()
        )


def find_clock(name: str, home: ZoneInfo, year: int) -> Clock | None:
    """The clock that ``name`` (lower case) means for an incident whose zone is ``home``; ``None`` when unclear.

    An abbreviation that ``home`` itself uses in ``year`` means that one ("CST" in Shanghai or in Chicago).
    """
    if offset := _OFFSET.fullmatch(name):
        size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return Clock(timezone(-size if offset[1] == "-" else size)) if size <= timedelta(hours=14) else None
    for month in (1, 7):
        at = datetime(year, month, 1, tzinfo=home)
        shift = at.utcoffset()
        if shift is not None and (at.tzname() or "").lower() == name:
            return Clock(timezone(shift), home)
    if name in _FIXED:
        hours, region = _FIXED[name]
        return Clock(timezone(timedelta(hours=hours)), ZoneInfo(region) if region else None)
    return Clock(ZoneInfo(_REGIONS[name])) if name in _REGIONS else None


def moments_of(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """The moments (UTC) at which clocks in ``zone`` show the naive ``local``: none when skipped, two when repeated."""
    found = []
    for fold in (0, 1):
        at = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if at not in found and at.astimezone(zone).replace(tzinfo=None) == local:
            found.append(at)
    return tuple(sorted(found))
