"""The coverage tables: target groups of the law and tasks by unit, and how far they are covered."""

from collections.abc import Sequence
from typing import Any, Final, Literal, TypeAlias, get_args

from msgspec import Struct

from services.visitation.domain.codes import TargetGroup
from services.visitation.domain.coverage import CoverageStated, Task
from services.visitation.views.standing import permille
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Table: TypeAlias = Literal["target_groups", "tasks"]
ITEMS: Final[dict[str, tuple[str, ...]]] = {
    "target_groups": get_args(TargetGroup),
    "tasks": get_args(Task),
}
_HALVES: Final = {"none": 0, "partial": 1, "full": 2}


class CoverageRow(Struct, frozen=True):
    """One cell."""

    unit: str
    item: str
    covered: str


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the cell a fact is about."""
    event = recorded.event
    return [(event.unit, event.item)] if isinstance(event, CoverageStated) else []


def project(key: RowKey, _row: CoverageRow | None, recorded: Recorded[Any]) -> CoverageRow:
    """Return the cell after a fact."""
    return CoverageRow(key[0], key[1], recorded.event.covered)


COVERAGE: Final = View[CoverageRow](
    name="coverage_table",
    version=1,
    row=CoverageRow,
    key=("unit", "item"),
    touches=touches,
    project=project,
)


class CoverageAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Which of the two tables."""

    table: Table


class CoverageShown(Struct, frozen=True):
    """The cells that were said, and how far they are covered: full is one, partial a half."""

    cells: tuple[CoverageRow, ...]
    share_permille: int | None


def coverage_of(desk: Desk, params: CoverageAsked) -> CoverageShown:
    """Return one table; a cell nobody has said is left out, never taken for none."""
    asked = {"items": list(ITEMS[params.table])}
    return shown(desk.rows(COVERAGE, "item = any(%(items)s) order by unit, item", asked))


def shown(rows: Sequence[CoverageRow]) -> CoverageShown:
    """Sum the cells of a table."""
    halves = sum(_HALVES[row.covered] for row in rows)
    return CoverageShown(tuple(rows), permille(halves, 2 * len(rows)))
