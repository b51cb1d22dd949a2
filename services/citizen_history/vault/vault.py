"""The identity vault: ties a citizen's random id to number, name and address; nothing else does.

Law: databeskyttelsesforordningen art. 5(1)(c) and 32; the log itself holds none of the three.
What is put away here counts only once a fact names its reference, so a row without
a fact (the process died in between) changes nothing, and the same order repeated finds it again.
When a number was valid is told by the facts, not here.
Every row says by which pair of keys it stands here, so that the keys can be changed.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import Any, Final, Literal, Protocol, TypeAlias, get_args
from uuid import UUID

import psycopg
from msgspec import Struct

from shared.privacy.cpr import CprNumber, NumberKind
from shared.privacy.keys import KeyPair, seal, unseal

Kind: TypeAlias = Literal["name", "address"]
Connect: TypeAlias = Callable[[], AbstractContextManager[psycopg.Connection[tuple[Any, ...]]]]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


class Held(Struct, frozen=True):
    """A number in the vault, told without the number."""

    number: UUID
    citizen: UUID
    kind: NumberKind
    modulus_11: bool


class Opened(Struct, frozen=True):
    """All that the vault holds for one citizen, in clear: for its file only."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    addresses: tuple[str, ...]


class Vault(Protocol):
    """Where numbers, names and addresses are kept; on PostgreSQL, and in memory for tests.

    References are random: whoever has a key, and a guess at a name, finds it in no fact.
    """

    def keep_number(self, number: CprNumber, citizen: UUID, reference: UUID) -> Held:
        """Put a number away, or return how it is held already (perhaps for somebody else)."""
        ...

    def hand_over(self, withdrawn: UUID, citizen: UUID, reference: UUID) -> Held | None:
        """Give a number that the log says was withdrawn to the citizen it belongs to."""
        ...

    def find(self, number: CprNumber) -> Held | None:
        """Return who a number stands for."""
        ...

    def held(self, reference: UUID) -> Held | None:
        """Return what a reference stands for."""
        ...

    def reference(self, kind: Kind, text: str, citizen: UUID) -> UUID | None:
        """Return the reference under which this citizen's name or address is held already."""
        ...

    def keep(self, kind: Kind, text: str, citizen: UUID, reference: UUID) -> UUID:
        """Put a name or an address away; return its reference, an earlier one if it was held."""
        ...

    def text(self, kind: Kind, reference: UUID) -> str | None:
        """Return the name or address under a reference; None when it was erased."""
        ...

    def opened(self, citizen: UUID) -> Opened:
        """Return everything held for a citizen, in clear."""
        ...

    def erase(self, citizens: Collection[UUID]) -> None:
        """Forget every number, name and address of some citizens."""
        ...


def sealed_number(keys: KeyPair, number: CprNumber, citizen: UUID) -> bytes:
    """Seal a number so that it opens only as this citizen's."""
    return seal(keys, number.reveal(), place=_number_place(citizen))


def opened_number(keys: KeyPair, sealed: bytes, citizen: UUID) -> CprNumber:
    """Open a number that was sealed as this citizen's."""
    return CprNumber(unseal(keys, sealed, place=_number_place(citizen)))


def sealed_text(keys: KeyPair, kind: Kind, text: str, citizen: UUID, reference: UUID) -> bytes:
    """Seal a name or an address so that it opens only as this citizen's, under this reference."""
    return seal(keys, text, place=_place(kind, citizen, reference))


def opened_text(keys: KeyPair, kind: Kind, sealed: bytes, citizen: UUID, reference: UUID) -> str:
    """Open a name or an address."""
    return unseal(keys, sealed, place=_place(kind, citizen, reference))


def _number_place(citizen: UUID) -> str:
    return f"{citizen}|number"


def _place(kind: Kind, citizen: UUID, reference: UUID) -> str:
    return f"{citizen}|{reference}|{kind}"
