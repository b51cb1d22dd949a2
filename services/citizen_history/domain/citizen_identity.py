"""Who a citizen is: which numbers stand for this random id, told by references only.

Law: CPR-loven; databeskyttelsesforordningen art. 5(1)(c). Number and name lie in the vault.
No fact here holds either: an order's number and name are put away and replaced by references
before anything is decided (`services.citizen_history.cases.identities`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from shared.eventlog.command import Command
from shared.eventlog.decider import Decider, Decision, Rejected, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event

NumberKind: TypeAlias = Literal["cpr", "replacement"]
NationalId: TypeAlias = Annotated[
    str,
    Meta(
        pattern="^[0-9]{6}-?[0-9]{4}$",
        description="CPR-nummer, ten digits with or without dash; kept in the vault only.",
        extra_json_schema={"x-personal": "contact"},
    ),
]
Name: TypeAlias = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=200,
        description="Full name; kept in the vault only.",
        extra_json_schema={"x-personal": "contact"},
    ),
]


class RegisterIdentity(Command, frozen=True):
    """Give a person a citizen id; the same number always gives the same id.

    `citizen` confirms an id that other services took on trust before the number was known.
    """

    national_id: NationalId
    name: Name | None = None
    citizen: UUID | None = None

    def __repr__(self) -> str:
        """Show neither number nor name."""
        return f"RegisterIdentity(citizen={self.citizen!r})"


class ChangeNumber(Command, frozen=True):
    """Note that the person has another number from this day; the old one still leads here.

    The reasons are kept wide on purpose: why somebody got a new number is nobody's business.
    """

    national_id: NationalId
    reason: Literal["replacement_to_cpr", "new_number_given", "corrected"]
    on: date

    def __repr__(self) -> str:
        """Show everything but the number."""
        return f"ChangeNumber(reason={self.reason!r}, on={self.on!r})"


class WithdrawNumber(Command, frozen=True):
    """Take the current number away because it never was this person's."""

    reason: Literal["entered_wrongly", "belongs_to_another"]


class RecordName(Command, frozen=True):
    """Note the person's name, new or put right."""

    name: Name

    def __repr__(self) -> str:
        """Show no name."""
        return "RecordName()"


class IdentityRegistered(Event, frozen=True, tag="citizen_history.identity_registered"):
    """This citizen id stands for a person whose number lies in the vault."""

    citizen: UUID
    number: UUID
    number_kind: NumberKind
    modulus_11: bool


class IdentityNumberChanged(Event, frozen=True, tag="citizen_history.identity_number_changed"):
    """The person has another number."""

    citizen: UUID
    number: UUID
    number_kind: NumberKind
    modulus_11: bool
    reason: str


class IdentityNumberWithdrawn(Event, frozen=True, tag="citizen_history.identity_number_withdrawn"):
    """The number never was this person's; the one before it counts again."""

    citizen: UUID
    number: UUID
    reason: str


class IdentityNameRecorded(Event, frozen=True, tag="citizen_history.identity_name_recorded"):
    """The person's name was put into the vault."""

    citizen: UUID
    name: UUID


class Number(Struct, frozen=True):
    """A number as the vault knows it, told without the number."""

    number: UUID
    citizen: UUID
    kind: NumberKind
    modulus_11: bool


class Facts(Struct, frozen=True):
    """The day, whose case it is, and what the vault says about the number and name stated.

    `erased` says that the citizen is, or is being, erased: nobody stands behind that id again.
    `merged` says that another id stands for this person, `same` are the ids merged into this one.
    """

    today: date
    citizen: UUID
    found: Number | None = None
    name: UUID | None = None
    erased: bool = False
    merged: bool = False
    same: tuple[UUID, ...] = ()

    @property
    def found_here(self) -> bool:
        """Say whether the number stated stands for this person under a merged id."""
        return self.found is not None and self.found.citizen in self.same


class NotRegistered(Struct, frozen=True):
    """Nobody stands behind this id yet."""


class Registered(Struct, frozen=True):
    """A person stands behind this id; the last of `numbers` is the current one."""

    numbers: tuple[Number, ...]
    withdrawn: tuple[UUID, ...] = ()
    name: UUID | None = None

    @property
    def current(self) -> Number | None:
        """Return the number that counts now."""
        return self.numbers[-1] if self.numbers else None

    def knows(self, number: UUID) -> bool:
        """Say whether the number stands, or stood, for this person."""
        return any(known.number == number for known in self.numbers)


State: TypeAlias = NotRegistered | Registered


def blocks(command: type[Command], state: State, facts: Facts) -> tuple[str, ...]:
    """List why an order about an identity is not allowed now."""
    if facts.erased:
        return ("citizen_erased",)
    if facts.merged:
        return ("citizen_merged",)
    if command is not RegisterIdentity and isinstance(state, NotRegistered):
        return ("identity_not_registered", *_of_another(facts))
    if not isinstance(state, Registered):
        return _of_another(facts)
    return (*_without_number(command, state), *_of_another(facts), *_known(command, state, facts))


def _of_another(facts: Facts) -> tuple[str, ...]:
    found = facts.found
    another = found is not None and found.citizen != facts.citizen and not facts.found_here
    return ("number_of_another_citizen",) if another else ()


def _without_number(command: type[Command], state: Registered) -> tuple[str, ...]:
    """Say what is wrong whatever number the order states, so that `may` can say it before."""
    changes = command in {ChangeNumber, WithdrawNumber}
    return ("no_current_number",) if changes and state.current is None else ()


def _known(command: type[Command], state: Registered, facts: Facts) -> tuple[str, ...]:
    current, found = state.current, facts.found
    known = facts.found_here or (found is not None and state.knows(found.number))
    if command is ChangeNumber and facts.found_here:
        return ("number_of_merged_id",)
    if command is RegisterIdentity and current is not None and not known:
        return ("already_registered",)
    if command is ChangeNumber and found is not None and found == current:
        return ("same_number",)
    return ()


def decide(command: Command, state: State, facts: Facts) -> Sequence[Decision]:
    """Register a person, change or withdraw a number, note a name; nothing new gives no facts."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state, facts.found:
        case RegisterIdentity(), Registered() as registered, Number() as found if (
            facts.found_here or registered.knows(found.number)
        ):
            return []
        case RegisterIdentity(), _, Number(number, citizen, kind, modulus_11):
            return [
                IdentityRegistered(citizen, number, kind, modulus_11),
                *_name_recorded(state, facts),
            ]
        case ChangeNumber(on=on), _, _ if on > facts.today:
            raise Rejected("date_in_future")
        case ChangeNumber(reason=reason), _, Number(number, citizen, kind, modulus_11):
            return [IdentityNumberChanged(citizen, number, kind, modulus_11, reason)]
        case WithdrawNumber(reason), Registered(numbers=(*_, current)), _:
            return [IdentityNumberWithdrawn(facts.citizen, current.number, reason)]
        case RecordName(), _, _:
            return _name_recorded(state, facts)
        case _:
            return not_allowed_now()


def _name_recorded(state: State, facts: Facts) -> list[IdentityNameRecorded]:
    """Note a name that is not the one noted already."""
    known = state.name if isinstance(state, Registered) else None
    if facts.name is None or facts.name == known:
        return []
    return [IdentityNameRecorded(facts.citizen, facts.name)]


def evolve(state: State, event: Event) -> State:
    """Give what is known about the person after a fact."""
    before = state if isinstance(state, Registered) else Registered(())
    match event:
        case IdentityRegistered(citizen, number, kind, modulus_11) | IdentityNumberChanged(
            citizen, number, kind, modulus_11
        ):
            others = tuple(known for known in before.numbers if known.number != number)
            return replace(before, numbers=(*others, Number(number, citizen, kind, modulus_11)))
        case IdentityNumberWithdrawn(number=number):
            left = tuple(known for known in before.numbers if known.number != number)
            return replace(before, numbers=left, withdrawn=(*before.withdrawn, number))
        case IdentityNameRecorded(name=name):
            return replace(before, name=name)
        case _:
            return state


IDENTITY: Decider[Command, State, Facts] = Decider(
    case_type="citizen_identity",
    initial=NotRegistered(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
