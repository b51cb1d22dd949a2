"""Movements between match groups, the time spent in each, and whether raters agree (F.4, V-04)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.match import (
    MatchAssessed,
    MatchDowngraded,
    MatchModelConverted,
    MatchRated,
    MatchUpgraded,
    MatchWithdrawn,
)
from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class Move(Struct, frozen=True):
    """One step; only a movement of the citizen counts, a new model is none (`moved` false)."""

    model: str
    from_value: str | None
    value: str
    on: date
    days_before: int
    moved: bool


class Rating(Struct, frozen=True):
    """One calibration: what stood, what the second rater said, and who they are.

    `step` is which match of the case was rated: how many steps it had taken by then.
    """

    model: str
    step: int
    assessed_by: str
    standing: str
    rated_by: str
    value: str
    on: date

    @property
    def agrees(self) -> bool:
        """Say whether both said the same."""
        return self.value == self.standing


class MatchRow(Struct, frozen=True):
    """The match of one case through time."""

    citizen_case: UUID
    citizen: UUID
    moves: tuple[Move, ...] = ()
    ratings: tuple[Rating, ...] = ()


_MOVES: Final = (MatchAssessed, MatchUpgraded, MatchDowngraded, MatchModelConverted)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the case a fact about a match is about."""
    read = isinstance(recorded.event, (*_MOVES, MatchWithdrawn, MatchRated))
    return [(UUID(recorded.case_id),)] if read else []


def project(key: RowKey, row: MatchRow | None, recorded: Recorded[Any]) -> MatchRow | None:
    """Return the case's row after a fact."""
    event = recorded.event
    row = row or MatchRow(key[0], event.citizen)
    match event:
        case MatchWithdrawn(assessed_on=day):
            # A confirmation that is withdrawn was no step.
            latest = row.moves[-1] if row.moves else None
            undone = latest is not None and latest.on == day and latest.value != event.value
            return replace(row, moves=row.moves[:-1]) if undone else row
        case MatchRated():
            rated = Rating(
                model=event.model,
                step=len(row.moves),
                assessed_by=event.assessed_by,
                standing=event.standing,
                rated_by=event.rated_by,
                value=event.value,
                on=event.rated_on,
            )
            return replace(row, ratings=(*row.ratings, rated))
        case _:
            return replace(row, moves=(*row.moves, _move(row, event)))


def _move(row: MatchRow, event: Any) -> Move:
    on = event.converted_on if isinstance(event, MatchModelConverted) else event.assessed_on
    since = row.moves[-1].on if row.moves else on
    return Move(
        model=event.model,
        from_value=getattr(event, "from_value", None),
        value=event.value,
        on=on,
        days_before=(on - since).days,
        moved=isinstance(event, MatchUpgraded | MatchDowngraded),
    )


MATCH_MOVES: Final = View[MatchRow](
    name="match_moves",
    version=2,
    row=MatchRow,
    key=("citizen_case",),
    touches=touches,
    project=project,
    indexes=(("citizen",),),
)


class MatchFlow(Struct, frozen=True, forbid_unknown_fields=True):
    """Movements from the first to the last day, both counted."""

    from_day: date
    to_day: date


class FlowCell(Struct, frozen=True):
    """How many moved from one value to another in a month; `days_before` are theirs summed."""

    month: str
    model: str
    from_value: str
    value: str
    citizens: int
    days_before: int


def match_flow(desk: Desk, params: MatchFlow) -> list[FlowCell]:
    """Return the flow matrix, month by month; its sum is the number of changes."""
    moves = [
        move
        for row in desk.rows(MATCH_MOVES)
        for move in row.moves
        if move.moved and params.from_day <= move.on <= params.to_day
    ]
    return cells(moves)


def cells(moves: Sequence[Move]) -> list[FlowCell]:
    """Count the movements by month, model, from and to."""
    citizens: Counter[tuple[str, str, str, str]] = Counter()
    days: Counter[tuple[str, str, str, str]] = Counter()
    for move in moves:
        cell = (f"{move.on:%Y-%m}", move.model, move.from_value or "", move.value)
        citizens[cell] += 1
        days[cell] += move.days_before
    return [FlowCell(*cell, citizens[cell], days[cell]) for cell in sorted(citizens)]


class MatchGroups(Struct, frozen=True, forbid_unknown_fields=True):
    """The match groups as they were at the end of a day."""

    on: date


class MatchGroup(Struct, frozen=True):
    """One group: how many are in it, and how many days half and nine tenths have been at most."""

    model: str
    value: str
    citizens: int
    p50_days: int
    p90_days: int


def match_groups(desk: Desk, params: MatchGroups) -> list[MatchGroup]:
    """Return how long citizens with an open case have been in their match group (V-04)."""
    was_open = "registered_on <= %(day)s AND coalesce(closed_on > %(day)s, true)"
    cases = desk.rows(CITIZEN_CASE_LIST, was_open, {"day": params.on})
    return groups(desk.rows(MATCH_MOVES), {row.citizen_case for row in cases}, params.on)


def groups(rows: Sequence[MatchRow], cases: set[UUID], day: date) -> list[MatchGroup]:
    """Sort the cases into the groups they were in that day, each since its latest step."""
    found: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        steps = [move for move in row.moves if move.on <= day]
        if steps and row.citizen_case in cases:
            latest = steps[-1]
            place = found.setdefault((latest.model, latest.value), [])
            place.append((day - latest.on).days)
    return [
        MatchGroup(model, value, len(spent), _at_most(spent, 50), _at_most(spent, 90))
        for (model, value), spent in sorted(found.items())
    ]


def _at_most(spent: Sequence[int], percent: int) -> int:
    """Return the days that so many percent do not exceed (nearest rank)."""
    return sorted(spent)[-(-len(spent) * percent // 100) - 1]


class MatchCalibration(Struct, frozen=True, forbid_unknown_fields=True):
    """Calibrations from the first to the last day, both counted."""

    from_day: date
    to_day: date


class RaterShown(Struct, frozen=True):
    """One person who matched: how many of the matches were rated again, and agreed with."""

    assessed_by: str
    rated: int
    agreed: int


def match_calibration(desk: Desk, params: MatchCalibration) -> list[RaterShown]:
    """Return the agreement of raters."""
    rated: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    for row in desk.rows(MATCH_MOVES):
        for each in row.ratings:
            if params.from_day <= each.on <= params.to_day:
                rated[each.assessed_by] += 1
                agreed[each.assessed_by] += each.agrees
    return [RaterShown(name, rated[name], agreed[name]) for name in sorted(rated)]
