"""The key that wraps the citizens' keys (KEK); it never lies in the database with them.

Whoever keeps it is a `KeyWrap`: here a file, in a larger house a key service that wraps and unwraps
without giving the key away. Every wrapped key says by which KEK, so that it can be changed.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Final, Protocol

import msgspec
from msgspec import Struct

from shared.identity import new_id
from shared.privacy import secret_file
from shared.privacy.cipher import KEY_BYTES, decrypt, encrypt, new_key
from shared.privacy.secret_file import KeysUnsafe

if TYPE_CHECKING:
    from pathlib import Path


KEK_FILE: Final = "citizen-keys.kek"
"""Its name in the data folder; keep a copy elsewhere, never beside the database's copies."""


class Wrapped(Struct, frozen=True):
    """A citizen's key as it lies in the database, and the id of the KEK that opens it."""

    kek: str
    body: bytes


class KeyWrap(Protocol):
    """Wraps keys for one place (`<citizen>|<class>`) and unwraps them there only."""

    def current(self) -> str:
        """Return the id of the KEK by which new keys are wrapped."""
        ...

    def wrap(self, key: bytes, place: str) -> Wrapped:
        """Wrap a key by the current KEK."""
        ...

    def unwrap(self, wrapped: Wrapped, place: str) -> bytes:
        """Unwrap a key by the KEK it names."""
        ...


class _Stored(Struct, frozen=True, forbid_unknown_fields=True):
    """The file: which KEK is the current one, and all of them that some key may still name."""

    current: str
    keys: dict[str, str]


class KekFile:
    """Keeps KEKs in a file that only its owner can read; a change of the file is noticed."""

    def __init__(self, path: Path) -> None:
        """Know the file; it is read when the first key is wrapped or unwrapped."""
        self._file = secret_file.Watched(path, _read)
        self._known: dict[str, bytes] = {}

    def create(self) -> None:
        """Make the file with a first KEK; refuse to touch one that is there."""
        first = str(new_id())
        secret_file.create(self._file.path, _body(first, {first: new_key()}))

    def current(self) -> str:
        """Return the id of the KEK by which new keys are wrapped."""
        return self._look()[0]

    def wrap(self, key: bytes, place: str) -> Wrapped:
        """Wrap a key by the current KEK."""
        kek, keys = self._look()
        return Wrapped(kek, encrypt(keys[kek], key, place.encode()))

    def unwrap(self, wrapped: Wrapped, place: str) -> bytes:
        """Unwrap a key; a KEK that is not known may have come since the file was read."""
        if wrapped.kek not in self._known:
            self._look()
        if wrapped.kek not in self._known:
            raise KeysUnsafe(f"{self._file.path.name} holds no key with the id {wrapped.kek}")
        return decrypt(self._known[wrapped.kek], wrapped.body, place.encode())

    def add(self) -> str:
        """Make a new KEK the current one; the others stay for what they wrapped."""
        _, keys = self._look()
        new = str(new_id())
        secret_file.replace(self._file.path, _body(new, {**keys, new: new_key()}))
        return self.current()

    def retire(self, unused: set[str]) -> list[str]:
        """Remove KEKs that no key names any more, never the current one; return which."""
        current, keys = self._look()
        gone = sorted(unused & (keys.keys() - {current}))
        left = {kek: key for kek, key in keys.items() if kek not in gone}
        if gone:
            secret_file.replace(self._file.path, _body(current, left))
            self._look()
        return gone

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all KEKs in the file, the oldest first."""
        return tuple(self._look()[1])

    def _look(self) -> tuple[str, dict[str, bytes]]:
        """Read the file unless it is the one read last."""
        current, self._known = self._file.now()
        return current, self._known


def _body(current: str, keys: dict[str, bytes]) -> bytes:
    told = {kek: b64encode(key).decode() for kek, key in keys.items()}
    return msgspec.json.encode(_Stored(current, told))


def _read(path: Path) -> tuple[str, dict[str, bytes]]:
    body = secret_file.read(path)
    try:
        stored = msgspec.json.decode(body, type=_Stored)
        keys = {kek: b64decode(key) for kek, key in stored.keys.items()}
    except (msgspec.MsgspecError, ValueError):
        raise KeysUnsafe(f"the key file {path.name} cannot be read") from None
    if stored.current not in keys or {len(key) for key in keys.values()} != {KEY_BYTES}:
        raise KeysUnsafe(f"the keys in {path.name} are not whole")
    return stored.current, keys
