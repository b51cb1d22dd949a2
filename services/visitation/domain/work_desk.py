"""A case worker's own desk: which cases were looked at when, and the filters kept there.

Only its own worker uses it. A look says when a case was last seen, so that what changed since is
shown; it tells nobody else anything, and no figure is made of it. A filter is kept as the few words
that were chosen, never as a whole form, so it still works when questions gain or lose a field.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain.codes import EmployeeId
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.identity import derived_id

WorkerId: TypeAlias = EmployeeId
# One word, and no long number in it: neither a person's name nor a number of a person fits.
FilterName: TypeAlias = Annotated[
    str, Meta(pattern=r"^(?!.*\d{6})[A-Za-zÆØÅæøå][A-Za-zÆØÅæøå0-9_-]{0,29}$")
]
Word: TypeAlias = Annotated[str, Meta(pattern=r"^(?!\d{6}-?\d{4}$)[A-Za-z0-9_.:-]{1,100}$")]
Words: TypeAlias = Annotated[dict[Word, Word], Meta(min_length=1, max_length=30)]
_DESKS: Final = UUID("5b0a4d6e-6c0c-4f3e-9a51-1d0a7c0f3a92")


class OpenWorkDesk(Order, frozen=True):
    """Set up the desk of the case worker who asks."""

    worker: WorkerId


class NoteLook(Order, frozen=True):
    """Say that the case has been seen as it stands now."""

    citizen_case: UUID


class SaveFilter(Order, frozen=True):
    """Keep a filter under a name; the same name keeps the new one."""

    name: FilterName
    words: Words


class DropFilter(Order, frozen=True):
    """Throw a kept filter away."""

    name: FilterName


class WorkDeskOpened(Fact, frozen=True, tag="visitation.work_desk_opened"):
    """This case worker has a desk."""

    worker: str


class LookNoted(Fact, frozen=True, tag="visitation.look_noted"):
    """The worker had seen the case as it stood at that moment."""

    citizen_case: UUID
    seen_at: datetime


class FilterSaved(Fact, frozen=True, tag="visitation.filter_saved"):
    """The worker keeps these words under this name."""

    name: str
    words: dict[str, str]


class FilterDropped(Fact, frozen=True, tag="visitation.filter_dropped"):
    """The filter is gone."""

    name: str


Command: TypeAlias = OpenWorkDesk | NoteLook | SaveFilter | DropFilter
Event: TypeAlias = WorkDeskOpened | LookNoted | FilterSaved | FilterDropped


class NoDesk(Struct, frozen=True):
    """The worker has not set up a desk."""


class WorkDesk(Struct, frozen=True):
    """What lies on a worker's desk."""

    worker: str
    looks: Mapping[UUID, datetime] = {}
    filters: Mapping[str, Mapping[str, str]] = {}


State: TypeAlias = NoDesk | WorkDesk


class DeskFacts(Struct, frozen=True):
    """What the desk cannot know itself: the moment, and who acts."""

    now: datetime
    actor: str


def desk_of(worker: str) -> UUID:
    """Return the id of a worker's desk, which is always the same."""
    return derived_id(_DESKS, "work_desk", worker)


def blocks(command_type: type[Order], state: State, facts: DeskFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    match state:
        case NoDesk():
            return () if command_type is OpenWorkDesk else ("no_work_desk",)
        case WorkDesk() if command_type is OpenWorkDesk:
            return ("work_desk_already_open",)
        case WorkDesk(worker=worker):
            return () if worker == facts.actor else ("not_your_desk",)


def decide(command: Order, state: State, facts: DeskFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case OpenWorkDesk(worker), NoDesk():
            if worker != facts.actor:
                raise Rejected("not_your_desk")
            return [WorkDeskOpened(worker)]
        case NoteLook(citizen_case), WorkDesk(looks=looks):
            seen = looks.get(citizen_case) == facts.now
            return [] if seen else [LookNoted(citizen_case, facts.now)]
        case SaveFilter(name, words), WorkDesk(filters=filters):
            if filters.get(name) == words:
                raise Rejected("nothing_to_correct")
            return [FilterSaved(name, words)]
        case DropFilter(name), WorkDesk(filters=filters):
            if name not in filters:
                raise Rejected("no_such_filter")
            return [FilterDropped(name)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Fact) -> State:
    """Return the desk after a fact."""
    match event, state:
        case WorkDeskOpened(worker), _:
            return WorkDesk(worker)
        case LookNoted(case, seen_at), WorkDesk(looks=looks):
            return replace(state, looks={**looks, case: seen_at})
        case FilterSaved(name, words), WorkDesk(filters=filters):
            return replace(state, filters={**filters, name: words})
        case FilterDropped(name), WorkDesk(filters=filters):
            left = {each: words for each, words in filters.items() if each != name}
            return replace(state, filters=left)
        case _:
            return state


work_desk: Final = Decider[Order, State, DeskFacts](
    case_type="work_desk",
    initial=NoDesk(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
