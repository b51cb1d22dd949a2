"""The identity vault in memory, sealed the same way as in the database; for tests."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from msgspec.structs import replace

from services.citizen_history.vault.vault import (
    KINDS,
    Held,
    Kind,
    Opened,
    opened_number,
    opened_text,
    sealed_number,
    sealed_text,
)
from shared.privacy.cpr import CprNumber
from shared.privacy.keys import VaultKeys, number_hash


class _Number(NamedTuple):
    held: Held
    key_set: str
    sealed: bytes


class _Text(NamedTuple):
    citizen: UUID
    key_set: str
    sealed: bytes


class MemoryVault:
    """Keeps the promises of the vault; the newest pair of keys is the one in use."""

    def __init__(self, keys: VaultKeys) -> None:
        """Start empty."""
        self._keys = keys
        self.numbers: dict[bytes, _Number] = {}
        self.texts: dict[Kind, dict[UUID, _Text]] = {kind: {} for kind in KINDS}

    def keep_number(self, number: CprNumber, citizen: UUID, reference: UUID) -> Held:
        """Put a number away, or return how it is held already."""
        kept = self.find(number)
        if kept is None:
            kept = Held(reference, citizen, number.kind, number.modulus_11)
            self._put(number, kept)
        return kept

    def hand_over(self, withdrawn: UUID, citizen: UUID, reference: UUID) -> Held | None:
        """Seal the number anew for its right citizen."""
        for digest, (held, key_set, sealed) in self.numbers.items():
            if held.number == withdrawn:
                number = opened_number(self._keys.pair(key_set), sealed, held.citizen)
                del self.numbers[digest]
                moved = replace(held, number=reference, citizen=citizen)
                self._put(number, moved)
                return moved
        return None

    def find(self, number: CprNumber) -> Held | None:
        """Look a number up by its keyed hash, under every pair of keys."""
        digests = (number_hash(self._keys.pair(each), number) for each in self._keys.ids())
        found = next((self.numbers[each] for each in digests if each in self.numbers), None)
        return found and found.held

    def held(self, reference: UUID) -> Held | None:
        """Look a reference up."""
        found = (each.held for each in self.numbers.values())
        return next((held for held in found if held.number == reference), None)

    def reference(self, kind: Kind, text: str, citizen: UUID) -> UUID | None:
        """Open what is held for the citizen, and find the text among it."""
        mine = (ref for ref, each in self.texts[kind].items() if each.citizen == citizen)
        return next((ref for ref in mine if self.text(kind, ref) == text), None)

    def keep(self, kind: Kind, text: str, citizen: UUID, reference: UUID) -> UUID:
        """Put a text away, once."""
        kept = self.reference(kind, text, citizen)
        if kept is not None:
            return kept
        newest = self._keys.ids()[-1]
        sealed = sealed_text(self._keys.pair(newest), kind, text, citizen, reference)
        self.texts[kind][reference] = _Text(citizen, newest, sealed)
        return reference

    def text(self, kind: Kind, reference: UUID) -> str | None:
        """Open a text."""
        kept = self.texts[kind].get(reference)
        if kept is None:
            return None
        return opened_text(
            self._keys.pair(kept.key_set), kind, kept.sealed, kept.citizen, reference
        )

    def opened(self, citizen: UUID) -> Opened:
        """Open everything held for a citizen."""
        numbers = [each for each in self.numbers.values() if each.held.citizen == citizen]
        return Opened(
            tuple(
                opened_number(self._keys.pair(each.key_set), each.sealed, citizen).reveal()
                for each in numbers
            ),
            self._all("name", citizen),
            self._all("address", citizen),
        )

    def erase(self, citizens: Collection[UUID]) -> None:
        """Forget their numbers, names and addresses."""
        left = {d: kept for d, kept in self.numbers.items() if kept.held.citizen not in citizens}
        self.numbers = left
        for kind, texts in self.texts.items():
            self.texts[kind] = {r: t for r, t in texts.items() if t.citizen not in citizens}

    def _put(self, number: CprNumber, held: Held) -> None:
        newest = self._keys.ids()[-1]
        pair = self._keys.pair(newest)
        sealed = sealed_number(pair, number, held.citizen)
        self.numbers[number_hash(pair, number)] = _Number(held, newest, sealed)

    def _all(self, kind: Kind, citizen: UUID) -> tuple[str, ...]:
        mine = (ref for ref, each in self.texts[kind].items() if each.citizen == citizen)
        return tuple(text for ref in mine if (text := self.text(kind, ref)) is not None)
