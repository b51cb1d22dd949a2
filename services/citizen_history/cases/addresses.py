"""Puts addresses into the vault, and answers where a citizen lives to whoever may know.

A protected address stands in a field of its own class: only a role it is assigned to sees it, of
its own citizen, with a purpose named and a reason written; everybody else gets the mark and a code.
"""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.citizen_history.cases.identities import citizen_of, identity_of, is_erased, vault_of
from services.citizen_history.domain.citizen_address import (
    ADDRESS,
    AddressProtected,
    AddressRecorded,
    Facts,
    LiftProtection,
    ProtectAddress,
    RecordAddress,
    Residence,
    WithdrawAddress,
)
from services.citizen_history.domain.citizen_identity import Registered
from shared.access.masking import ADDRESS as PROTECTED
from shared.access.masking import CONTACT
from shared.casework.declare import Collected, Desk, Loaded, Prepared
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import How
from shared.identity import new_id


def case_of_resident(command: RecordAddress | ProtectAddress) -> str:
    """Name the case by its citizen: there is one for each."""
    return str(command.citizen)


def prepare_address(desk: Desk, _case_id: str | None, command: RecordAddress) -> Prepared:
    """Put the address away when the case will take it; one that is held has one reference."""
    vault, citizen = vault_of(desk), command.citizen
    reference = vault.reference("address", command.address, citizen) or new_id()
    facts, _ = _facts(desk, citizen)
    state = desk.load(ADDRESS, citizen).state
    try:
        takes = ADDRESS.decide(command, state, replace(facts, address=reference))
    except Rejected:
        takes = ()
    if takes:
        reference = vault.keep("address", command.address, citizen, reference)
    return Prepared(command=replace(command, address=str(reference)), case_id=str(citizen))


def collect_address(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[Facts]:
    """Find out who is meant, how long a protection lasts, and which fact is taken back."""
    citizen = citizen_of(case_id)
    facts, version = _facts(desk, citizen)
    reference = UUID(command.address) if isinstance(command, RecordAddress) else None
    corrects, how = _taken_back(loaded, command)
    return Collected(
        facts=replace(facts, address=reference),
        rules=(version,),
        subjects=(citizen,),
        effective_on=command.starts_on if isinstance(command, ProtectAddress) else None,
        corrects=corrects,
        how=how,
    )


def _facts(desk: Desk, citizen: UUID) -> tuple[Facts, str]:
    rule = desk.rules.rule("address.protection", desk.today)
    identity = identity_of(desk, citizen)
    facts = Facts(
        today=desk.today,
        citizen=citizen,
        months=rule.number,
        registered=isinstance(identity, Registered),
        erased=is_erased(desk, citizen),
    )
    return facts, rule.version


def _taken_back(loaded: Loaded, command: Command | None) -> tuple[UUID | None, How | None]:
    """Return the fact that an order says was never right."""
    gave: Any = None
    if isinstance(command, WithdrawAddress):
        gave = AddressRecorded
    elif isinstance(command, LiftProtection) and command.reason == "entered_wrongly":
        gave = AddressProtected
    told = [each.meta.event_id for each in loaded.history if gave and isinstance(each.event, gave)]
    return (told[-1], "withdrawn") if told else (None, None)


class AddressOf(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose address is asked for."""

    citizen: UUID


class AddressShown(Struct, frozen=True):
    """Where a citizen lives: in `address`, or in `protected_address` while it is protected.

    `code` marks a protected address to everybody; `protected_until` is the last day.
    """

    citizen: UUID
    code: str | None = None
    protected_until: date | None = None
    address: Annotated[str | None, CONTACT] = None
    protected_address: Annotated[str | None, PROTECTED] = None

    def open_fields(self) -> tuple[str, ...]:
        """Cover nothing as protected that is not."""
        return () if self.code else ("protected_address",)


def ask_address(desk: Desk, params: AddressOf) -> AddressShown:
    """Answer where a citizen lives, protected or not as of today."""
    state: Residence = desk.load(ADDRESS, params.citizen).state
    text = None if state.address is None else vault_of(desk).text("address", state.address)
    protection = state.protected(desk.today)
    if protection is None:
        return AddressShown(params.citizen, address=text)
    return AddressShown(
        params.citizen,
        code="address_protected",
        protected_until=protection.until,
        protected_address=text,
    )
