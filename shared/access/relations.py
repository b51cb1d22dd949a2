"""Which citizens are whose: a view folded from the log, one row for each case and citizen.

Law: databeskyttelsesforordningen art. 5(1)(b) and (c): who has no case with a citizen has
no business with the citizen's data, unless a written reason is given.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from shared.access.terms import SUPPLIER
from shared.clock import local_date
from shared.eventlog.codec import Unread
from shared.eventlog.event import tag_of
from shared.eventlog.view import View

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from shared.access.terms import Relation
    from shared.casework.declare import Service
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.view import RowKey

NAME: Final = "relations"
_NO_CASE: Final = frozenset({"reaction"})


class RelationRow(Struct, frozen=True):
    """One case and one citizen it is about; `supplier` is who was last named to deliver in it."""

    source: str
    stream: str
    citizen: UUID
    supplier: str | None
    open: bool
    last_on: date

    @property
    def party(self) -> str:
        """Return the supplier's unit when the case has one."""
        return f"{SUPPLIER}:{self.supplier}"


def relations_view(
    closing: Collection[str], reopening: Collection[str], follows: tuple[str, ...] = ()
) -> View[RelationRow]:
    """Make the view from the facts that close a case and those that open it again."""

    def touches(fact: Recorded[Any]) -> Sequence[RowKey]:
        if fact.case_type in _NO_CASE:
            return []
        return [(fact.source, fact.stream, citizen) for citizen in fact.meta.subjects]

    def project(key: RowKey, row: RelationRow | None, fact: Recorded[Any]) -> RelationRow:
        day = local_date(fact.recorded_at)
        if row is None:
            row = RelationRow(key[0], key[1], key[2], None, open=True, last_on=day)
        return replace(
            row,
            supplier=_supplier(fact.event) or row.supplier,
            open=(row.open and fact.tag not in closing) or fact.tag in reopening,
            last_on=max(day, row.last_on),
        )

    return View(
        name=NAME,
        version=1,
        row=RelationRow,
        key=("source", "stream", "citizen"),
        touches=touches,
        project=project,
        follows=follows,
        indexes=(("citizen",),),
    )


def own_relations(service: Service) -> View[RelationRow]:
    """Return the service's own declared view of relations, or make one from its case types."""
    declared: list[View[Any]] = [view for view in service.views if view.name == NAME]
    if declared:
        return declared[0]
    closing = {tag_of(each) for case in service.cases for each in case.closes_on}
    reopening = {tag_of(each) for case in service.cases for each in case.reopens_on}
    return relations_view(closing, reopening)


def folded(view: View[RelationRow], facts: Iterable[Recorded[Any]]) -> list[RelationRow]:
    """Fold one case's facts into its rows, fresh from the log."""
    rows: dict[RowKey, RelationRow | None] = {}
    for fact in facts:
        for key in view.touches(fact):
            rows[key] = view.project(key, rows.get(key), fact)
    return [row for row in rows.values() if row is not None]


def relation(rows: Iterable[RelationRow], today: date, former_days: int) -> Relation | None:
    """Say what somebody who is party to these cases is to their citizen."""
    last: date | None = None
    for row in rows:
        if row.open:
            return "own"
        last = row.last_on if last is None else max(last, row.last_on)
    if last is not None and (today - last).days <= former_days:
        return "former"
    return None


def _supplier(event: Any) -> str | None:
    said = event.data.get(SUPPLIER) if isinstance(event, Unread) else getattr(event, SUPPLIER, None)
    return said if isinstance(said, str) else None
