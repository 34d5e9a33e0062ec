"""Reads the house's own sources: modules with their imports, and texts without their comments."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("playbook", "incidents", "sessions")


@dataclass(frozen=True)
class Module:
    """One Python file; ``name`` is dotted, a package's ``__init__`` has the package's name."""

    name: str
    source: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def app(self) -> str:
        return self.name.partition(".")[0]

    @property
    def part(self) -> str:
        """The module or package right below the app: ``views`` for ``sessions.views.notes``."""
        return self.name.partition(".")[2].partition(".")[0]

    def imports(self, *, for_types: bool = True) -> set[str]:
        """Dotted names of all that is imported, names in ``from a import b`` as ``a.b``; also inside functions.

        ``for_types`` says whether to count what stands under ``if TYPE_CHECKING``.
        """
        skipped = set() if for_types else {id(node) for block in self._type_blocks() for node in ast.walk(block)}
        names: set[str] = set()
        for node in ast.walk(self.tree):
            if id(node) in skipped:
                continue
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                source = self._source_of(node)
                names |= {f"{source}.{alias.name}" for alias in node.names}
        return names

    def names_used(self) -> set[str]:
        """Every name and attribute that is mentioned or imported."""
        used = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}
        used |= {node.attr for node in ast.walk(self.tree) if isinstance(node, ast.Attribute)}
        return used | {name.rpartition(".")[2] for name in self.imports()}

    def calls(self) -> list[str]:
        """The last name of everything that is called: ``filter`` for ``Note.objects.filter(…)``."""
        called = [node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call)]
        names = [getattr(function, "attr", None) or getattr(function, "id", "") for function in called]
        return [name for name in names if name]

    def strings(self) -> list[str]:
        nodes = (node for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        return [node.value for node in nodes if isinstance(node.value, str)]

    def _type_blocks(self) -> Iterator[ast.If]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
                yield node

    def _source_of(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        base = package[: len(package) - node.level + 1]
        return ".".join([*base, *([node.module] if node.module else [])])


def modules() -> list[Module]:
    """Every Python file of the apps, migrations apart."""
    found = []
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        parts = list(path.relative_to(ROOT).with_suffix("").parts)
        if "migrations" in parts:
            continue
        is_package = parts[-1] == "__init__"
        found.append(Module(".".join(parts[:-1] if is_package else parts), path.read_text(), is_package))
    return found


def texts(*patterns: str) -> dict[str, str]:
    """Files by their path from the root, for glob ``patterns``; libraries of others are left out."""
    paths = sorted(path for pattern in patterns for path in ROOT.glob(pattern))
    return {str(path.relative_to(ROOT)): path.read_text() for path in paths if "vendor" not in path.parts}


def templates() -> dict[str, str]:
    """Every template without its comments."""
    return {path: without_comments(text) for path, text in texts("templates/**/*.*", "*/templates/**/*.*").items()}


def without_comments(template: str) -> str:
    """A template without the comments of Django and HTML."""
    return re.sub(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->", "", template, flags=re.DOTALL)


def markup(template: str) -> str:
    """A template's own markup: what stands in ``{% %}`` and ``{{ }}`` is left out."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", without_comments(template), flags=re.DOTALL)
