"""What keeps foreign files from doing harm: sizes, depths and characters are checked before anything is believed."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from incidents.formats.faults import FormatError, Place

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest file that is read."""

DEEPEST = 50
"""Levels of nesting in JSON and XML."""

LONGEST_TEXT = 20_000
"""Characters of one message; no status page lets anybody write more."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")


def check_size(data: bytes) -> None:
    """Raise ``FormatError`` for nothing and for too much."""
    if not data.strip():
        raise FormatError("empty")
    if len(data) > LARGEST:
        raise FormatError("too_large", f"{LARGEST // 1024 // 1024} MB")


def decode(data: bytes) -> str:
    """The text of ``data``: UTF-8 with or without BOM, UTF-16 with BOM, else cp949. Raises ``FormatError``."""
    for bom, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "cp949")):
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\x00" in text:
                break
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise FormatError("not_text")


def read_json(text: str) -> Any:
    """``text`` as JSON, at most ``DEEPEST`` levels deep. Raises ``FormatError``, with the line."""
    try:
        found = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise FormatError("not_json", error.msg, place=Place.LINE, number=error.lineno) from None
    except RecursionError:
        raise FormatError("too_deep", DEEPEST) from None
    except ValueError as error:
        raise FormatError("not_json", error) from None
    level = [found]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return found
    raise FormatError("too_deep", DEEPEST)


def _inside(value: Any) -> Iterator[Any]:
    """What stands in a list or an object and can itself hold something; the container of it counts as its level."""
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (inner for inner in values if isinstance(inner, dict | list))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def read_xml(text: str) -> Element:
    """``text`` as XML, without entities of its own. Raises ``FormatError``, with the line."""
    builder, depth = TreeBuilder(), 0
    parser = expat.ParserCreate(namespace_separator="}")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise FormatError("too_deep", DEEPEST)
        builder.start(tag.rpartition("}")[2], attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag.rpartition("}")[2])

    def declared(*declaration: Any) -> NoReturn:
        raise FormatError("entities")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = declared
    parser.buffer_text = True
    try:
        parser.Parse(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise FormatError("not_xml", reason, place=Place.LINE, number=error.lineno) from None
    return builder.close()


def clean(value: Any, longest: int = LONGEST_TEXT) -> str:
    """A text as it can be stored and shown: ``storable``, no blanks around it, not endless."""
    return storable(value).strip()[:longest]


def storable(value: Any) -> str:
    """A text without what no database takes: control characters and half characters."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
