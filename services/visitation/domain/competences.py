"""What the citizen can: codes of competences, said as a whole set, so that a search is exact."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.visitation.domain.ground import Ground
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact

Competence: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_-]{1,60}$")]
Competences: TypeAlias = tuple[str, ...]


class NoteCompetences(Order, frozen=True):
    """Say all that the citizen can; what is left out is no longer said."""

    competences: Annotated[tuple[Competence, ...], Meta(max_length=100)]
    on: date | None = None


class CompetencesNoted(Fact, frozen=True, tag="visitation.competences_noted"):
    """The citizen can this, and nothing else is said; sorted, each once."""

    citizen: UUID
    competences: tuple[str, ...]
    noted_on: date


Command: TypeAlias = NoteCompetences
Event: TypeAlias = CompetencesNoted


def blocks(command_type: type[Order], competences: Competences) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now: nothing stands in its way."""
    del command_type, competences
    return ()


def decide(command: Order, competences: Competences, ground: Ground) -> Sequence[Fact]:
    """Answer an order about what the citizen can."""
    if not isinstance(command, NoteCompetences):
        return not_allowed_now()
    said = tuple(sorted(set(command.competences)))
    if said == competences:
        raise Rejected("nothing_to_correct")
    return [CompetencesNoted(ground.citizen, said, ground.happened(command.on))]


def evolve(competences: Competences, event: Fact) -> Competences:
    """Return what the citizen can after a fact."""
    return event.competences if isinstance(event, CompetencesNoted) else competences
