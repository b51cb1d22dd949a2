"""Moving many cases at once, told to the wiring: the order, which cases need it, and the moving."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from services.visitation.domain.assignment import AssignCase
from services.visitation.domain.authority import TransferAuthority
from services.visitation.domain.bulk_move import (
    BulkMoveOrdered,
    MoveFacts,
    OrderMove,
    bulk_move,
)
from services.visitation.domain.citizen_case import citizen_case
from services.visitation.domain.match import ConvertMatchModel
from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST
from shared.casework.declare import Act, CaseType, Collected, Desk, Do, Loaded, Policy
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded

_NEEDS: Final = {
    "authority": "authority = 'state' and registered_on <= %(day)s",
    "match_model": "match_model <> %(model)s",
    "owner": "owner = %(from_owner)s",
}


def collect_move(
    desk: Desk, _case_id: str, _loaded: Loaded, command: Command | None
) -> Collected[MoveFacts]:
    """Find the open cases that need the move, those registered first before others."""
    if not isinstance(command, OrderMove):
        return Collected(facts=MoveFacts(desk.today, desk.actor.id))
    rules: tuple[str, ...] = ()
    asked: dict[str, Any] = {"from_owner": command.from_owner, "day": command.on or desk.today}
    if command.kind == "match_model":
        rule = desk.rules.rule("match.model", asked["day"])
        asked["model"], rules = rule.value, (rule.version,)
    where = f"status = 'open' and {_NEEDS[command.kind]} order by registered_on, citizen_case"
    needing = tuple(row.citizen_case for row in desk.rows(CITIZEN_CASE_LIST, where, asked))
    return Collected(facts=MoveFacts(desk.today, desk.actor.id, needing), rules=rules)


def when_move_ordered(message: Recorded[BulkMoveOrdered], _: object) -> Sequence[Do]:
    """Move each case the order names; each says for itself what became of it."""
    said = message.event
    return [
        Do(decider=citizen_case, case_id=case, command=_move(said, said.moves_on))
        for case in said.citizen_cases
    ]


def _move(said: BulkMoveOrdered, day: date) -> Command:
    match said:
        case BulkMoveOrdered(kind="authority"):
            return TransferAuthority("municipal", day)
        case BulkMoveOrdered(owner=str() as owner, team=str() as team, centre=str() as centre):
            return AssignCase(owner, team, centre, day)
        case _:
            return ConvertMatchModel(day)


BULK_MOVE: Final = CaseType[MoveFacts](
    decider=bulk_move,
    path="bulk-moves",
    title="Flytning af mange sager",
    collect=collect_move,
    closes_on=(BulkMoveOrdered,),
    clocks=(),
    commands=(
        Act(
            command=OrderMove,
            opens=True,
            example={
                "kind": "owner",
                "from_owner": "anna",
                "owner": "bo",
                "team": "team_2",
                "centre": "valby",
                "on": "2011-05-03",
            },
        ),
    ),
)
CASES: Final = (BULK_MOVE,)
POLICIES: Final = (Policy(name="when_move_ordered", on=BulkMoveOrdered, react=when_move_ordered),)
