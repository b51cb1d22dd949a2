"""Puts numbers and names into the vault, so that orders and facts carry references only.

The vault is written before the log: a process that dies in between leaves a row that no fact names,
which counts for nothing, and the same order repeated finds it again. So each preparation first
asks the case, and writes only what the case would take. It never refuses for the case: a repeated
order must reach the answer that is kept under its key, and gets the same references for that.
"""

from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.citizen_history.cases.erasing import Eraser
from services.citizen_history.domain.citizen_identity import (
    IDENTITY,
    ChangeNumber,
    Facts,
    IdentityNumberChanged,
    IdentityRegistered,
    NationalId,
    Number,
    NumberKind,
    RecordName,
    Registered,
    RegisterIdentity,
    State,
    WithdrawNumber,
)
from services.citizen_history.domain.erasure import ERASURE, Approved, Gone
from services.citizen_history.vault.vault import Held, Vault
from shared.casework.declare import Collected, Desk, Loaded, Prepared
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import How
from shared.identity import new_citizen_id, new_id
from shared.privacy.cpr import CprNumber, NotACprNumber
from shared.trouble import NotFound


def vault_of(desk: Desk) -> Vault:
    """Return the identity vault that lies on the desk."""
    vault: Vault = desk.resources["vault"]
    return vault


def identity_of(desk: Desk, citizen: UUID) -> State:
    """Return what the log says about who a citizen is."""
    state: State = desk.load(IDENTITY, citizen).state
    return state


def known_number(desk: Desk, number: CprNumber) -> Held | None:
    """Return who a number stands for, when a fact confirms what the vault holds."""
    held = vault_of(desk).find(number)
    if held is None:
        return None
    state = identity_of(desk, held.citizen)
    return held if isinstance(state, Registered) and state.knows(held.number) else None


def found_by_number(desk: Desk, command: RegisterIdentity | ChangeNumber) -> tuple[UUID, ...]:
    """Say whom an order finds by the number it states, as looking the number up would."""
    try:
        held = known_number(desk, CprNumber(command.national_id))
    except NotACprNumber:
        return ()
    return () if held is None else (survivor_of(desk, held.citizen),)


def prepare_registration(desk: Desk, _case_id: str | None, command: RegisterIdentity) -> Prepared:
    """Find or choose the citizen's id, and put number and name away."""
    number = _read(desk, command.national_id)
    held = _rightful(desk, number)
    known = survivor_of(desk, held.citizen) if held else new_citizen_id()
    citizen = command.citizen or known
    kept = _put_away(desk, command, citizen, number)
    if command.citizen is None:
        citizen = survivor_of(desk, kept.citizen)  # also when two registered it at once
    name = None
    if command.name is not None:
        facts = Facts(desk.today, citizen, _as_number(kept), same=_same(desk, citizen))
        name = str(_put_name_away(desk, command, facts, command.name))
    ready = replace(command, national_id=str(kept.number), name=name)
    return Prepared(command=ready, case_id=str(citizen))


def prepare_change(desk: Desk, case_id: str | None, command: ChangeNumber) -> Prepared:
    """Put the new number away."""
    kept = _put_away(desk, command, citizen_of(case_id), _read(desk, command.national_id))
    return Prepared(command=replace(command, national_id=str(kept.number)), case_id=case_id)


def prepare_name(desk: Desk, case_id: str | None, command: RecordName) -> Prepared:
    """Put the name away."""
    facts = Facts(desk.today, citizen_of(case_id))
    reference = _put_name_away(desk, command, facts, command.name)
    return Prepared(command=replace(command, name=str(reference)), case_id=case_id)


class LookUp(Struct, frozen=True, forbid_unknown_fields=True):
    """The number a citizen is looked up by; asked by POST so that it stands in no path."""

    national_id: NationalId

    def __post_init__(self) -> None:
        """Refuse what is no number, without repeating it."""
        CprNumber(self.national_id)

    def __repr__(self) -> str:
        """Show no number."""
        return "LookUp()"


class LookedUp(Struct, frozen=True):
    """Who was found; `current` is false for a number the person no longer has."""

    citizen: UUID | None = None
    current: bool = False
    number_kind: NumberKind | None = None
    modulus_11: bool | None = None
    name: Annotated[str | None, Meta(extra_json_schema={"x-personal": "contact"})] = None


def look_up(desk: Desk, params: LookUp) -> LookedUp:
    """Answer which citizen a number stands for; old numbers and merged ids lead there too."""
    held = known_number(desk, CprNumber(params.national_id))
    if held is None:
        return LookedUp()
    persons = desk.persons((held.citizen,))
    states = [identity_of(desk, each) for each in persons.ids(held.citizen)]
    registered = [state for state in states if isinstance(state, Registered)]
    current = registered[0].current if registered else None
    names = [state.name for state in registered if state.name is not None]
    return LookedUp(
        citizen=persons.survivor(held.citizen),
        current=current is not None and current.number == held.number,
        number_kind=held.kind,
        modulus_11=held.modulus_11,
        name=vault_of(desk).text("name", names[0]) if names else None,
    )


def survivor_of(desk: Desk, citizen: UUID) -> UUID:
    """Return the id that stands for a person now."""
    return desk.persons((citizen,)).survivor(citizen)


def _same(desk: Desk, citizen: UUID) -> tuple[UUID, ...]:
    """Return the ids that were merged into this one."""
    persons = desk.persons((citizen,))
    mine = persons.ids(citizen)
    return mine[1:] if mine[0] == citizen else ()


def collect_identity(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[Facts]:
    """Find out what the vault says about the references an order carries."""
    citizen = citizen_of(case_id)
    corrects, how = _corrected_by(loaded, command)
    return Collected(
        facts=Facts(
            today=desk.today,
            citizen=citizen,
            found=_found(desk, command),
            name=_name_reference(command),
            erased=is_erased(desk, citizen),
            merged=survivor_of(desk, citizen) != citizen,
            same=_same(desk, citizen),
        ),
        subjects=(citizen,),
        corrects=corrects,
        how=how,
    )


def citizen_of(case_id: str | None) -> UUID:
    """Read the citizen's id from the case's id."""
    try:
        return UUID(case_id or "")
    except ValueError:
        raise NotFound from None


def _read(desk: Desk, text: str) -> CprNumber:
    """Read the number an order states; nobody is registered before birth."""
    try:
        number = CprNumber(text)
    except NotACprNumber:
        raise Rejected("national_id_not_valid") from None
    if number.birth_date > desk.today:
        raise Rejected("national_id_not_valid")
    return number


def _rightful(desk: Desk, number: CprNumber) -> Held | None:
    """Return who the number is held for, unless the log says it was withdrawn from them."""
    held = vault_of(desk).find(number)
    return None if held is None or _withdrawn(desk, held) else held


def _withdrawn(desk: Desk, held: Held) -> bool:
    state = identity_of(desk, held.citizen)
    return isinstance(state, Registered) and held.number in state.withdrawn


def _put_away(desk: Desk, command: Command, citizen: UUID, number: CprNumber) -> Held:
    """Keep the number for this citizen when the case will take it; else only say how it stands."""
    vault, reference = vault_of(desk), new_id()
    held = vault.find(number)
    given_back = held is not None and _withdrawn(desk, held)
    if held is None or given_back:
        stands = Held(reference, citizen, number.kind, number.modulus_11)
    else:
        stands = held
    if not _decides(desk, command, Facts(desk.today, citizen, _as_number(stands))):
        return stands
    moved = vault.hand_over(held.number, citizen, reference) if held and given_back else None
    return moved or vault.keep_number(number, citizen, reference)


def _put_name_away(desk: Desk, command: Command, facts: Facts, name: str) -> UUID:
    """Keep a name when the case will take it; a name that is held has one reference."""
    vault = vault_of(desk)
    reference = vault.reference("name", name, facts.citizen) or new_id()
    if _decides(desk, command, replace(facts, name=reference)):
        return vault.keep("name", name, facts.citizen, reference)
    return reference


def _decides(desk: Desk, command: Command, facts: Facts) -> bool:
    """Say whether the case would take the order now; a refusal is given later, where all are."""
    facts = replace(
        facts,
        erased=is_erased(desk, facts.citizen),
        merged=survivor_of(desk, facts.citizen) != facts.citizen,
        same=_same(desk, facts.citizen),
    )
    try:
        return bool(IDENTITY.decide(command, identity_of(desk, facts.citizen), facts))
    except Rejected:
        return False


def is_erased(desk: Desk, citizen: UUID) -> bool:
    """Say whether the citizen is, or is being, erased; a person who comes back gets a new id."""
    if isinstance(desk.load(ERASURE, citizen).state, Approved | Gone):
        return True
    eraser: Eraser | None = desk.resources.get("eraser")
    return eraser is not None and eraser.is_erased(citizen)


def _found(desk: Desk, command: Command | None) -> Number | None:
    """Return what the vault says about the number reference of a prepared order."""
    if not isinstance(command, RegisterIdentity | ChangeNumber):
        return None
    held = vault_of(desk).held(UUID(command.national_id))
    return None if held is None else _as_number(held)


def _as_number(held: Held) -> Number:
    return Number(held.number, held.citizen, held.kind, held.modulus_11)


def _name_reference(command: Command | None) -> UUID | None:
    """Return the name reference of a prepared order."""
    if isinstance(command, RegisterIdentity | RecordName) and command.name is not None:
        return UUID(command.name)
    return None


def _corrected_by(loaded: Loaded, command: Command | None) -> tuple[UUID | None, How | None]:
    """Return the fact that gave the current number, when an order replaces or withdraws it."""
    current = loaded.state.current if isinstance(loaded.state, Registered) else None
    if current is None or not isinstance(command, ChangeNumber | WithdrawNumber):
        return None, None
    how: How = "superseded"
    if isinstance(command, WithdrawNumber):
        how = "withdrawn"
    elif command.reason == "corrected":
        how = "corrected"
    gave = [each.meta.event_id for each in loaded.history if _gives(each.event, current)]
    return gave[-1], how


def _gives(event: Any, number: Number) -> bool:
    return isinstance(event, IdentityRegistered | IdentityNumberChanged) and (
        event.number == number.number
    )
