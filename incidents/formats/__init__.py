"""How others keep incidents, and how we read them: one module a format, all of them in ``FORMATS``."""

from incidents.formats import cstate, feed, google_cloud, own_json, pasted, slack, statuspage, table, x_links
from incidents.formats.faults import FormatError
from incidents.formats.reading import Doubt, Format, Found, Options, Reading, Source, Unread, Warned

__all__ = [
    "FORMATS",
    "Doubt",
    "Format",
    "FormatError",
    "Found",
    "Options",
    "Reading",
    "Source",
    "Unread",
    "Warned",
    "find_format",
    "read",
    "recognise",
]

FORMATS: tuple[Format, ...] = (
    own_json.FORMAT,
    statuspage.FORMAT,
    google_cloud.FORMAT,
    slack.FORMAT,
    feed.FORMAT,
    cstate.FORMAT,
    x_links.FORMAT,
    table.FORMAT,
    pasted.FORMAT,
)
"""In the order in which they are asked: what looks most like itself comes first."""


def find_format(key: str) -> Format:
    """The format of that key. Raises ``FormatError``."""
    for one in FORMATS:
        if one.key == key:
            return one
    raise FormatError("unknown_format")


def recognise(source: Source) -> Format:
    """The first format that ``source`` looks like. Raises ``FormatError``, saying what is wrong where that is plain."""
    for one in FORMATS:
        if one.detect(source):
            return one
    if not source.data.startswith(b"PK") and source.text.lstrip()[:1] == "{":
        source.json  # noqa: B018  a broken file says where it is broken
    raise FormatError("unknown_format")


def read(data: bytes, name: str = "", options: Options = Options(), *, key: str = "") -> Reading:  # noqa: B008  frozen
    """Everything in a file, by the format ``key`` or else the one it looks like.

    Raises ``FormatError`` when nothing in it can be read; what fails in part stands in ``Reading.unread``.
    """
    source = Source(data, name)
    one = find_format(key) if key else recognise(source)
    reading = one.read(source, options)
    if reading.unread and not reading.incidents:
        raise reading.unread[0].error
    return reading
