"""Whose case it is: the case worker, the team and the centre that answer for it from a day.

A case is worked on by whoever has the right to; the owner is who is asked. Owner, team and centre
are said together, so that figures of employees, teams and centres always add up.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.visitation.domain.codes import EmployeeId, Text
from services.visitation.domain.ground import Ground
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

PersonId: TypeAlias = EmployeeId
PlaceName: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_-]{1,60}$")]


class AssignCase(Order, frozen=True):
    """Give the case to a case worker of a team in a centre."""

    owner: PersonId
    team: PlaceName
    centre: PlaceName
    on: date | None = None


class WithdrawAssignment(Order, frozen=True):
    """Take back the latest assignment; the one before holds again."""

    reason: Text


class CaseAssigned(Fact, frozen=True, tag="visitation.case_assigned"):
    """This case worker answers for the case from that day."""

    citizen: UUID
    owner: str
    team: str
    centre: str
    from_owner: str | None
    assigned_on: date


class CaseAssignmentWithdrawn(Fact, frozen=True, tag="visitation.case_assignment_withdrawn"):
    """The assignment did not take place; `owner` is who answers for the case as before, if any."""

    citizen: UUID
    owner: str | None
    team: str | None
    centre: str | None
    reason: ContactData[str]


Command: TypeAlias = AssignCase | WithdrawAssignment
Event: TypeAlias = CaseAssigned | CaseAssignmentWithdrawn
Assignments: TypeAlias = tuple[CaseAssigned, ...]


def blocks(command_type: type[Order], assignments: Assignments) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    return () if assignments or command_type is not WithdrawAssignment else ("never_assigned",)


def decide(command: Order, assignments: Assignments, ground: Ground) -> Sequence[Fact]:
    """Answer an order about who answers for the case."""
    latest = assignments[-1] if assignments else None
    match command:
        case AssignCase(owner, team, centre, on):
            day = ground.happened(on)
            if latest and (owner, team, centre) == (latest.owner, latest.team, latest.centre):
                raise Rejected("nothing_to_correct")
            if latest and day < latest.assigned_on:
                raise Rejected("before_latest_assignment")
            before = latest.owner if latest else None
            return [CaseAssigned(ground.citizen, owner, team, centre, before, day)]
        case WithdrawAssignment(reason) if latest:
            before_it = assignments[-2] if len(assignments) > 1 else None
            return [
                CaseAssignmentWithdrawn(
                    citizen=ground.citizen,
                    owner=before_it.owner if before_it else None,
                    team=before_it.team if before_it else None,
                    centre=before_it.centre if before_it else None,
                    reason=reason,
                )
            ]
        case _:
            return not_allowed_now()


def evolve(assignments: Assignments, event: Fact) -> Assignments:
    """Return the assignments after a fact."""
    match event:
        case CaseAssigned():
            return (*assignments, event)
        case CaseAssignmentWithdrawn():
            return assignments[:-1]
        case _:
            return assignments
