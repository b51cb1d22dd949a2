"""How much one visitor sees of which citizen: the relation, and the classes of field it opens.

A protected address is opened by no relation and no role alone: whoever it is assigned to also names
the purpose and writes down why, each time. The citizen sees the own one without.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from shared.access.relations import relation
from shared.access.terms import PROTECTED, SUPPLIER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from uuid import UUID

    from shared.access.readers import Classes
    from shared.access.relations import RelationRow
    from shared.access.table import AccessTable
    from shared.access.terms import Relation
    from shared.access.visitor import Entry, Visitor

Sight = tuple["Relation", "Classes"]


class Lens:
    """Made for one question; tells of each citizen what the visitor is to it, and what is shown."""

    def __init__(
        self,
        access: AccessTable,
        entry: Entry,
        visitor: Visitor,
        today: date,
        rows: Iterable[RelationRow],
        *,
        me: Collection[UUID] = (),
        tied: Collection[UUID] = (),
    ) -> None:
        """Look through the rows of the citizens concerned; only cases of one's own party count.

        `me` are all ids of a citizen who looks at what is told about themselves; `tied` are
        citizens with whom the visitor has a tie (forvaltningsloven § 3): a guest to them at most.
        """
        self._access = access
        self._entry = entry
        self._visitor = visitor
        self._today = today
        self._me = me
        self.tied = tied
        self._mine: dict[UUID, list[RelationRow]] = defaultdict(list)
        self._by_case = visitor.actor.unit.partition(":")[0] == SUPPLIER
        for row in rows:
            if self._is_mine(row):
                self._mine[row.citizen].append(row)
        self.relations: set[Relation] = set()

    def sight(self, citizens: Collection[UUID], stream: str | None = None) -> Sight | None:
        """Return what is shown of something about these citizens; None when nothing may be.

        A supplier sees a case only when it is its own, whoever the citizen is to it elsewhere.
        """
        sights = [self._of(citizen, stream) for citizen in citizens]
        if not sights or None in sights:
            return None
        found = [sight for sight in sights if sight is not None]
        self.relations |= {one for one, _ in found}
        return found[0][0], frozenset.intersection(*(classes for _, classes in found))

    def about_nobody(self) -> Classes:
        """Return what is shown where no citizen is concerned."""
        shown = [reader.shown("own", self._entry.name) for reader in self._entry.readers]
        return self._opened("any", frozenset(each for classes in shown for each in classes or ()))

    def _of(self, citizen: UUID, stream: str | None) -> Sight | None:
        rows = self._mine.get(citizen, [])
        if self._by_case and stream is not None:
            rows = [row for row in rows if row.stream == stream]
        if self._visitor.actor.id == str(citizen) or citizen in self._me:
            sight = self._shown("self")
            if sight is not None:
                return sight
        if citizen in self.tied:
            return self._as_guest()
        found = relation(rows, self._today, self._access.relation.former_days)
        sight = self._shown(found) if found is not None else None
        return sight or self._shown("any") or self._as_guest()

    def _as_guest(self) -> Sight | None:
        return None if self._visitor.reason is None else self._shown("guest")

    def _shown(self, kind: Relation) -> Sight | None:
        shown = [reader.shown(kind, self._entry.name) for reader in self._entry.readers]
        rows = [classes for classes in shown if classes is not None]
        return (kind, self._opened(kind, frozenset().union(*rows))) if rows else None

    def _opened(self, kind: Relation, classes: Classes) -> Classes:
        asked = self._visitor.purpose is not None and self._visitor.reason is not None
        return classes if asked or kind == "self" else classes - {PROTECTED}

    def _is_mine(self, row: RelationRow) -> bool:
        if self._by_case:
            return row.party == self._visitor.actor.unit
        parties = self._access.parties(self._visitor.actor.unit)
        return parties is None or row.source in parties
