"""A change of the identity vault's own keys: begun, carried through, and the earlier keys gone.

Law: databeskyttelsesforordningen art. 32(1)(a) and 5(2). No key and no citizen stands in these
facts: they name a pair of keys by its id, and are told before the vault is touched, so that a
change that was killed half-way is known and can be finished.
"""

from collections.abc import Sequence
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Claim,
    Decider,
    Decision,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event

KeySet: TypeAlias = Annotated[
    str, Meta(pattern=r"\A[a-z0-9-]{1,64}\Z", description="The id of a pair of keys.")
]
ChangeGround: TypeAlias = Literal["yearly", "person_left", "copy_lost", "misuse_suspected"]
ONE_AT_A_TIME: Final = "vault_key_change"


class BeginVaultKeyChange(Command, frozen=True):
    """Say that the vault goes over to a new pair of keys, and why."""

    key_set: KeySet
    ground: ChangeGround


class FinishVaultKeyChange(Command, frozen=True):
    """Say that everything in the vault stands by the new pair."""


class RetireVaultKeys(Command, frozen=True):
    """Say that the earlier pairs are destroyed; copies of the vault from before open no more."""


class VaultKeyChangeBegun(Event, frozen=True, tag="citizen_history.vault_key_change_begun"):
    """The vault goes over to a new pair of keys."""

    key_set: str
    ground: ChangeGround


class VaultKeyChangeFinished(Event, frozen=True, tag="citizen_history.vault_key_change_finished"):
    """Everything in the vault stands by the new pair; `rows` says how much that is."""

    key_set: str
    rows: int


class VaultKeysRetired(Event, frozen=True, tag="citizen_history.vault_keys_retired"):
    """The pairs before this one are destroyed."""

    key_set: str


class NotBegun(Struct, frozen=True):
    """Nobody asked for a change to this pair."""


class Running(Struct, frozen=True):
    """Some of the vault stands by the new pair, the rest by earlier ones."""

    key_set: str


class Finished(Struct, frozen=True):
    """All of the vault stands by the new pair; the earlier ones are still there."""

    key_set: str


class Over(Struct, frozen=True):
    """The earlier pairs are destroyed."""

    key_set: str


State: TypeAlias = NotBegun | Running | Finished | Over


class Facts(Struct, frozen=True):
    """What the key file of this service and its vault say of the pair."""

    in_file: bool
    in_use: bool = False
    rows: int = 0
    left: int = 0


def blocks(command: type[Command], state: State, facts: Facts) -> tuple[str, ...]:
    """List why a step of a change is not allowed now."""
    out_of_turn = _out_of_turn(command, state, facts)
    if facts.in_file:
        return out_of_turn
    return ("key_set_unknown", *out_of_turn)


def _out_of_turn(command: type[Command], state: State, facts: Facts) -> tuple[str, ...]:
    """Say why it is not this step's turn: begun once, finished and retired when all rows moved."""
    if command is BeginVaultKeyChange and not isinstance(state, NotBegun):
        return ("key_change_begun",)
    if command is FinishVaultKeyChange and not isinstance(state, Running):
        return ("key_change_not_running",)
    if command is RetireVaultKeys and not isinstance(state, Finished):
        return ("key_change_not_finished",)
    if command is not BeginVaultKeyChange and (facts.left or not facts.in_use):
        return ("rows_under_earlier_keys",)
    return ()


def decide(command: Command, state: State, facts: Facts) -> Sequence[Decision]:
    """Begin a change, finish it, or retire what was before."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case BeginVaultKeyChange(key_set, ground), _:
            claim = Claim(ONE_AT_A_TIME, refusal="key_change_running")
            return [VaultKeyChangeBegun(key_set, ground), claim]
        case FinishVaultKeyChange(), Running(key_set):
            return [VaultKeyChangeFinished(key_set, facts.rows), Release(ONE_AT_A_TIME)]
        case RetireVaultKeys(), Finished(key_set):
            return [VaultKeysRetired(key_set)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Event) -> State:
    """Say how far a change has come after a fact."""
    match event:
        case VaultKeyChangeBegun(key_set):
            return Running(key_set)
        case VaultKeyChangeFinished(key_set):
            return Finished(key_set)
        case VaultKeysRetired(key_set):
            return Over(key_set)
        case _:
            return state


KEY_CHANGE: Decider[Command, State, Facts] = Decider(
    case_type="vault_key_change",
    initial=NotBegun(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
