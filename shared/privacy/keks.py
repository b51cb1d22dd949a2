"""Where an installation keeps its KEKs: in the key file, in a token, or on the way to the token.

A token is used once its address lies in the data folder (`citizen-keys.pkcs11`). From then on it
wraps; the key file, as long as it is there, still opens what it wrapped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from shared.privacy import secret_file
from shared.privacy.kek import KEK_FILE, KekFile, KeyWrap
from shared.privacy.kek_token import KekToken
from shared.privacy.key_token import address_of, token_at

if TYPE_CHECKING:
    from pathlib import Path

    from shared.privacy.kek import Wrapped

ADDRESS_FILE: Final = "citizen-keys.pkcs11"
"""Its name in the data folder: the address of the token, no secret."""


class Keeper(KeyWrap, Protocol):
    """Keeps KEKs, wherever: makes a new one, and drops those that nothing names."""

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all KEKs, the oldest first."""
        ...

    def add(self) -> str:
        """Make a new KEK the current one; the others stay for what they wrapped."""
        ...

    def retire(self, unused: set[str]) -> list[str]:
        """Remove KEKs that no key names any more, never the current one; return which."""
        ...


class Keks:
    """The KEKs of one installation."""

    def __init__(self, data: Path) -> None:
        """Look in this data folder; a token that is named later is noticed."""
        self._data = data
        self._file = KekFile(data / KEK_FILE)

    @property
    def place(self) -> str:
        """Name where the current KEK is kept, for people."""
        token = self._token()
        return KEK_FILE if token is None else token.name

    def in_token(self) -> bool:
        """Say whether a token keeps the current KEK."""
        return self._token() is not None

    def current(self) -> str:
        """Return the id of the KEK by which new keys are wrapped."""
        return self._first().current()

    def wrap(self, key: bytes, place: str) -> Wrapped:
        """Wrap a key by the current KEK."""
        return self._first().wrap(key, place)

    def unwrap(self, wrapped: Wrapped, place: str) -> bytes:
        """Unwrap a key where the KEK is kept that it names."""
        if self._token() is not None and wrapped.kek in self._in_file():
            return self._file.unwrap(wrapped, place)
        return self._first().unwrap(wrapped, place)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all KEKs, the oldest first."""
        token = self._token()
        return self._file.ids() if token is None else (*self._in_file(), *token.ids())

    def create(self) -> None:
        """Make the first KEK of an installation, in the token when its address lies there."""
        token = self._token()
        if token is None:
            self._file.create()
        elif not token.ids():
            token.add()

    def add(self) -> str:
        """Make a new KEK the current one; the others stay for what they wrapped."""
        return self._first().add()

    def move(self, address: str) -> str:
        """Keep the KEKs in a token from now on; what the file wrapped it still opens."""
        address_of(address)
        self.ids()  # what is there can be read before anything is changed
        path = self._data / ADDRESS_FILE
        before = path.read_bytes() if path.exists() else None
        secret_file.replace(path, address.encode())
        try:
            return self.add()
        except BaseException:
            if before is None:
                path.unlink()
            else:
                secret_file.replace(path, before)
            raise

    def retire(self, unused: set[str]) -> list[str]:
        """Remove KEKs that nothing names any more; a key file that is left without use goes."""
        token = self._token()
        if token is None:
            return self._file.retire(unused)
        held = self._in_file()
        if held and set(held) <= unused:
            (self._data / KEK_FILE).unlink()
            return sorted((*held, *token.retire(unused)))
        return sorted((*(self._file.retire(unused) if held else ()), *token.retire(unused)))

    def _first(self) -> Keeper:
        return self._token() or self._file

    def _token(self) -> KekToken | None:
        token = token_at(self._data / ADDRESS_FILE)
        return None if token is None else KekToken(token)

    def _in_file(self) -> tuple[str, ...]:
        """Return the ids of the key file; one that is no more holds none."""
        return self._file.ids() if (self._data / KEK_FILE).exists() else ()
