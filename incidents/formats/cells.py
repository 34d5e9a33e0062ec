"""Cells of a table that spreadsheets would take for a formula: guarded when written, freed when read."""

import re

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """``text`` behind an apostrophe when a spreadsheet could take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def freed(text: str) -> str:
    """``text`` without the apostrophe of ``guarded``."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text[1:]) else text
