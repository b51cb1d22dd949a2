"""Small pieces of Markdown that every generated page is made of."""

from __future__ import annotations

from inspect import getdoc
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MARK: Final = "Written by `python -m jobcenter generate`; change what it is made from, not this."
NONE: Final = "–"  # noqa: RUF001 - the dash of an empty cell


def page(title: str, *parts: str) -> str:
    """Return a page with its title, the note where it comes from, and its parts."""
    return "\n\n".join((f"# {title}", MARK, *parts)) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; what would break a row is written so that it does not."""
    lines = [_row(heads), _row(["---"] * len(heads)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def code(text: str) -> str:
    """Write a name as it stands in code."""
    return f"`{text}`"


def listed(names: Iterable[str], nothing: str = NONE) -> str:
    """Write names beside each other."""
    return ", ".join(code(each) for each in names) or nothing


def meaning(kind: Any) -> str:
    """Return the first sentence that is said about a struct."""
    return (getdoc(kind) or kind.__name__).splitlines()[0]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(each.replace('|', chr(92) + '|') for each in cells)} |"
