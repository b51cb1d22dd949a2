"""A read model as data: one row type, one pure function from fact to row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct

from shared.eventlog.envelope import Recorded

R = TypeVar("R", bound=Struct)
RowKey: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class View(Generic[R]):
    """One read model.

    `touches` names the rows a fact changes; `project` gives such a row anew (None: no row).
    Neither asks a clock, a database or chance, so a rebuild gives the same bytes.
    `follows` lists the services whose facts it reads; empty means the own log. Which of two is
    heard first is chance, so no row may depend on it. `tags` names the only facts it reads, so
    that no other is even opened; None means that any may touch it.
    `version` grows with every change of row or meaning; the table is `<name>_v<version>`.
    Columns are the fields of `row`, `key` the ones that make it unique.
    """

    name: str
    version: int
    row: type[R]
    key: tuple[str, ...]
    touches: Callable[[Recorded[Any]], Sequence[RowKey]]
    project: Callable[[RowKey, R | None, Recorded[Any]], R | None]
    follows: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    append_only: bool = False
    tags: frozenset[str] | None = None

    @property
    def table(self) -> str:
        """Return the name of the table that holds this version's rows."""
        return f"{self.name}_v{self.version}"

    def reads(self, tag: str) -> bool:
        """Say whether a fact of this name may touch a row."""
        return self.tags is None or tag in self.tags
