"""The Korean catalogue without gettext's programs: ``python -m playbook.messages``.

Finds every text of the apps and templates, merges them into the catalogue (what is translated stays, what is gone
goes) and compiles it. The files depend on the sources alone: no dates, no names, no line numbers. Needs Babel, which
the ``test`` extra brings.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("incidents", "playbook", "sessions")
LOCALE = "ko"
PO = ROOT / "playbook" / "locale" / LOCALE / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
COMMENT = "Korean of Mind the Gap. Made by python -m playbook.messages; fill in the empty translations."
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class KoreanCatalog(Catalog):
    """A catalogue whose header says nothing of when, where and by whom it was written."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", LOCALE),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
        ]


def empty() -> KoreanCatalog:
    """A Korean catalogue without a message."""
    return KoreanCatalog(locale=LOCALE, header_comment=f"# {COMMENT}", fuzzy=False)


def sources() -> Iterator[Path]:
    """Every file that may hold a text for people: the apps' modules without migrations, and the templates."""
    for app in APPS:
        yield from (path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    yield from (path for path in (ROOT / "templates").rglob("*.*") if path.is_file())


def python_of(path: Path) -> str:
    """The file as Python source with calls of gettext, templates translated to such."""
    source = path.read_text()
    if path.suffix == ".py":
        return source
    # A template's indents mean nothing, but Babel's tokenizer takes them for blocks.
    return re.sub(r"^[ \t]+", "", templatize(source), flags=re.MULTILINE)


def extracted() -> KoreanCatalog:
    """Every text found in the sources, untranslated, in the order of files."""
    catalog = empty()
    for path in sorted(sources()):
        file = io.BytesIO(python_of(path).encode())
        for _line, ids, comments, context in extract(
            "python", file, KEYWORDS, ["Translators:"], {"encoding": "utf-8"}, strip_comment_tags=True
        ):
            where = [(str(path.relative_to(ROOT)), 0)]
            catalog.add(ids, locations=where, auto_comments=comments, context=context)
    return catalog


def stored() -> Catalog:
    """The catalogue as it was committed; empty when there is none."""
    if not PO.exists():
        return empty()
    with PO.open("rb") as file:
        return read_po(file, locale=LOCALE)


def merged(old: Catalog) -> KoreanCatalog:
    """The texts found now with the translations of ``old``; a text that got or lost its plural starts afresh."""
    catalog = extracted()
    for message in catalog:
        known = old.get(message.id, context=message.context) if message.id else None
        if known is not None and known.pluralizable == message.pluralizable:
            message.string = known.string
            message.user_comments = known.user_comments
            message.flags |= known.flags & {"fuzzy"}
    return catalog


def po_text(catalog: Catalog) -> bytes:
    """The catalogue as the text file that people edit, without line numbers, sorted by file."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return buffer.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as the file that Django reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """The texts that have no translation, or a doubtful one."""
    return [
        str(message.id) for message in catalog if message.id and (message.fuzzy or not any(strings(message.string)))
    ]


def strings(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """All forms of a text: none, one, or one for each plural form."""
    return (value,) if isinstance(value, str) else tuple(value or ())


def main() -> int:
    """Bring both files up to date. Answers 1 when texts are untranslated, and names them."""
    catalog = merged(stored())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_text(catalog))
    MO.write_bytes(mo_bytes(catalog))
    missing = untranslated(catalog)
    sys.stdout.write("".join(f"untranslated: {text}\n" for text in missing))
    sys.stdout.write(f"{len(catalog)} texts, {len(missing)} of them untranslated\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
