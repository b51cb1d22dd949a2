"""What a unit covers: which target groups of the law, and which tasks; the evaluation's two tables.

Each cell is none, partial or full, and holds until it is said anew.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from msgspec import Struct

from services.visitation.domain.assignment import PlaceName
from services.visitation.domain.codes import TargetGroup
from services.visitation.domain.registration import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Decider, Decision, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact

Task: TypeAlias = Literal[
    "allocation_and_payment", "case_documentation", "effort_and_activation", "company_effort"
]
ITEMS: Final = (*get_args(TargetGroup), *get_args(Task))
Covered: TypeAlias = Literal["none", "partial", "full"]


class StateCoverage(Order, frozen=True):
    """Say how far a unit covers a target group or a task."""

    unit: PlaceName
    item: PlaceName
    covered: Covered
    on: date | None = None


class RestateCoverage(Order, frozen=True):
    """Say another cell of the unit that has a table already."""

    item: PlaceName
    covered: Covered
    on: date | None = None


class CoverageStated(Fact, frozen=True, tag="visitation.coverage_stated"):
    """The unit covers this so far from that day."""

    unit: str
    item: str
    covered: Covered
    holds_from: date


Command: TypeAlias = StateCoverage | RestateCoverage
Event: TypeAlias = CoverageStated


class Coverage(Struct, frozen=True):
    """A unit's cells; the unit is None while nothing was said."""

    unit: str | None = None
    cells: Mapping[str, str] = {}


class CoverageFacts(Struct, frozen=True):
    """What the table cannot know itself: the day."""

    today: date


def blocks(command_type: type[Order], state: Coverage, _facts: CoverageFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    known = state.unit is not None
    if command_type is StateCoverage:
        return ("coverage_already_stated",) if known else ()
    return () if known else ("coverage_not_stated",)


def decide(command: Order, state: Coverage, facts: CoverageFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    codes = blocks(type(command), state, facts)
    if codes:
        raise Rejected(codes[0])
    if getattr(command, "item", None) not in ITEMS:
        raise Rejected("no_such_coverage_item")
    match command, state:
        case StateCoverage(unit, item, covered, on), _:
            return [CoverageStated(unit, item, covered, past(on, facts.today))]
        case RestateCoverage(item, covered, on), Coverage(str() as unit, cells):
            if cells.get(item) == covered:
                raise Rejected("nothing_to_correct")
            return [CoverageStated(unit, item, covered, past(on, facts.today))]
        case _:
            return not_allowed_now()


def evolve(state: Coverage, event: Fact) -> Coverage:
    """Return the table after a fact."""
    if isinstance(event, CoverageStated):
        return Coverage(event.unit, {**state.cells, event.item: event.covered})
    return state


coverage: Final = Decider[Order, Coverage, CoverageFacts](
    case_type="coverage",
    initial=Coverage(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
