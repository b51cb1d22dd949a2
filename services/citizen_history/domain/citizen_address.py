"""Where a citizen lives, told by a reference only, and until when nobody may be told.

Law: CPR-loven § 28 (navne- og adressebeskyttelse). The address lies in the vault. A protection ends
by its date alone: nobody has to do anything, and nobody can forget to.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from shared.eventlog.command import Command
from shared.eventlog.decider import Decider, Decision, Rejected, not_allowed_now, refuse_if_blocked
from shared.eventlog.event import Event
from shared.law.arithmetic import add_months

AddressText: TypeAlias = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=300,
        description="Street, number, postal code and town; kept in the vault only.",
        extra_json_schema={"x-personal": "address"},
    ),
]
SpecialGrounds: TypeAlias = Annotated[
    bool, Meta(description="Why it may run for longer than it normally does is on the case.")
]


class RecordAddress(Command, frozen=True):
    """Note where the citizen lives, new or put right."""

    citizen: UUID
    address: AddressText

    def __repr__(self) -> str:
        """Show no address."""
        return f"RecordAddress(citizen={self.citizen!r})"


class WithdrawAddress(Command, frozen=True):
    """Take the address away because it never was this person's."""

    reason: Literal["entered_wrongly", "belongs_to_another"]


class ProtectAddress(Command, frozen=True):
    """Protect name and address from a day; `until` is the last day, by law's length if left out.

    It may come before any address: what is recorded later is protected from the first moment.
    """

    citizen: UUID
    starts_on: date
    until: date | None = None
    special_grounds: SpecialGrounds = False


class ProlongProtection(Command, frozen=True):
    """Let a protection that runs go on, to a later last day."""

    until: date | None = None
    special_grounds: SpecialGrounds = False


class LiftProtection(Command, frozen=True):
    """End a protection before its time, at the citizen's wish or because it was a mistake."""

    reason: Literal["citizens_wish", "entered_wrongly"]


class AddressRecorded(Event, frozen=True, tag="citizen_history.address_recorded"):
    """The citizen's address was put into the vault."""

    citizen: UUID
    address: UUID


class AddressWithdrawn(Event, frozen=True, tag="citizen_history.address_withdrawn"):
    """The address never was this person's."""

    citizen: UUID
    address: UUID
    reason: str


class AddressProtected(Event, frozen=True, tag="citizen_history.address_protected"):
    """The address is protected; `until` is the last day."""

    citizen: UUID
    starts_on: date
    until: date


class AddressProtectionProlonged(
    Event, frozen=True, tag="citizen_history.address_protection_prolonged"
):
    """The protection goes on to a later last day."""

    citizen: UUID
    until: date


class AddressProtectionLifted(Event, frozen=True, tag="citizen_history.address_protection_lifted"):
    """The protection ended before its time."""

    citizen: UUID
    reason: str


class Protection(Struct, frozen=True):
    """From which day to which, both with."""

    starts_on: date
    until: date


class Residence(Struct, frozen=True):
    """What is known about where a citizen lives."""

    address: UUID | None = None
    protection: Protection | None = None

    def protected(self, day: date) -> Protection | None:
        """Return the protection that runs on a day."""
        found = self.protection
        return found if found and found.starts_on <= day <= found.until else None

    def lies_ahead(self, day: date) -> bool:
        """Say whether a protection runs on a day, or will."""
        return self.protection is not None and day <= self.protection.until


class Facts(Struct, frozen=True):
    """The day, whose address it is, where it was put away, and how long a protection may last.

    `erased` says that the citizen is, or is being, erased.
    """

    today: date
    citizen: UUID
    months: int
    registered: bool = True
    address: UUID | None = None
    erased: bool = False


def blocks(command: type[Command], state: Residence, facts: Facts) -> tuple[str, ...]:
    """List why an order about an address is not allowed now."""
    if facts.erased:
        return ("citizen_erased",)
    if not facts.registered:
        return ("identity_not_registered",)
    ahead = state.lies_ahead(facts.today)
    if command is ProtectAddress and ahead:
        return ("address_already_protected",)
    if command in {ProlongProtection, LiftProtection} and not ahead:
        return ("no_protection_runs",)
    if command is WithdrawAddress and state.address is None:
        return ("no_address",)
    return ()


def decide(command: Command, state: Residence, facts: Facts) -> Sequence[Decision]:
    """Record or withdraw an address; protect it, prolong or lift the protection."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case RecordAddress(), _ if facts.address in {None, state.address}:
            return []
        case RecordAddress(), _ if facts.address is not None:
            return [AddressRecorded(facts.citizen, facts.address)]
        case WithdrawAddress(reason), Residence(address=UUID() as address):
            return [AddressWithdrawn(facts.citizen, address, reason)]
        case ProtectAddress(starts_on=starts_on), _:
            until = _last_day(command, starts_on, facts)
            return [AddressProtected(facts.citizen, starts_on, until)]
        case ProlongProtection(), Residence(protection=Protection(until=so_far)):
            until = _last_day(command, so_far + timedelta(days=1), facts)
            return [AddressProtectionProlonged(facts.citizen, until)]
        case LiftProtection(reason), _:
            return [AddressProtectionLifted(facts.citizen, reason)]
        case _:
            return not_allowed_now()


def _last_day(command: ProtectAddress | ProlongProtection, first: date, facts: Facts) -> date:
    """Return the last day of a protection that begins, or goes on, on `first`."""
    longest = add_months(first, facts.months) - timedelta(days=1)
    until = longest if command.until is None else command.until
    if until < first:
        raise Rejected("protection_ends_before_it_begins")
    if until > longest and not command.special_grounds:
        raise Rejected("protection_too_long")
    return until


def evolve(state: Residence, event: Event) -> Residence:
    """Give what is known about where a citizen lives after a fact."""
    match event:
        case AddressRecorded(address=address):
            return replace(state, address=address)
        case AddressWithdrawn():
            return replace(state, address=None)
        case AddressProtected(starts_on=starts_on, until=until):
            return replace(state, protection=Protection(starts_on, until))
        case AddressProtectionProlonged(until=until) if state.protection is not None:
            return replace(state, protection=replace(state.protection, until=until))
        case AddressProtectionLifted():
            return replace(state, protection=None)
        case _:
            return state


ADDRESS: Decider[Command, Residence, Facts] = Decider(
    case_type="citizen_address",
    initial=Residence(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
