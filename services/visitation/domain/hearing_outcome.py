"""What the jobcenter knows of the party hearing: how it ended, and whether it still counts.

Law: forvaltningsloven § 19; the hearing is benefit_service's, its outcome is only noted here.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.eventlog.command import Command as Order
from shared.eventlog.decider import not_allowed_now
from shared.eventlog.event import Event as Fact

Finding: TypeAlias = Literal["excuse_accepted", "excuse_not_accepted"]


class NoteHearingOutcome(Order, frozen=True):
    """Take note of how the party hearing ended."""

    hearing: str
    finding: Finding
    answered: bool


class NoteHearingWithdrawn(Order, frozen=True):
    """Take note that a hearing no longer counts."""

    hearing: str


Command: TypeAlias = NoteHearingOutcome | NoteHearingWithdrawn


class HearingOutcomeNoted(Fact, frozen=True, tag="visitation.hearing_outcome_noted"):
    """The jobcenter knows how the hearing ended."""

    citizen: UUID
    sanction_case: UUID
    hearing: str
    finding: Finding
    answered: bool


class HearingOutcomeVoided(Fact, frozen=True, tag="visitation.hearing_outcome_voided"):
    """The hearing whose outcome was noted no longer counts."""

    citizen: UUID
    sanction_case: UUID
    hearing: str


Event: TypeAlias = HearingOutcomeNoted | HearingOutcomeVoided


class Outcome(Struct, frozen=True):
    """How a hearing ended."""

    hearing: str
    finding: Finding
    answered: bool


def decide(
    command: Order, known: Outcome | None, citizen: UUID, sanction_case: UUID
) -> Sequence[Fact]:
    """Take note of a hearing; what is known already gives nothing new."""
    match command:
        case NoteHearingOutcome(hearing, finding, answered):
            if known == Outcome(hearing, finding, answered):
                return []
            return [HearingOutcomeNoted(citizen, sanction_case, hearing, finding, answered)]
        case NoteHearingWithdrawn(hearing):
            if known is None or known.hearing != hearing:
                return []
            return [HearingOutcomeVoided(citizen, sanction_case, hearing)]
        case _:
            return not_allowed_now()


def evolve(known: Outcome | None, event: Fact) -> Outcome | None:
    """Return what is known after a fact; the latest concluded hearing counts."""
    match event:
        case HearingOutcomeNoted(hearing=hearing, finding=finding, answered=answered):
            return Outcome(hearing, finding, answered)
        case HearingOutcomeVoided():
            return None
        case _:
            return known
