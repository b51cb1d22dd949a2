"""The keys of the identity vault: one finds a number again, one opens it; a pair can be changed.

A bare hash of a CPR number is no protection, since all numbers can be tried in minutes;
so equality goes by HMAC-SHA256 with a secret key, and the number itself is AES-256-GCM.
While a pair is changed both lie in the file: every row says by which pair it stands there.
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

import msgspec

from shared.identity import new_id
from shared.privacy import sealed_file, secret_file
from shared.privacy.cipher import KEY_BYTES, decrypt, encrypt, new_key
from shared.privacy.cpr import CprNumber
from shared.privacy.secret_file import KeysUnsafe

FIRST: Final = "first"
"""The id of the pair that an installation is created with."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both keys in memory; shown without their bytes."""

    hash_key: bytes = field(repr=False)
    cipher_key: bytes = field(repr=False)


class VaultKeys(Protocol):
    """Whoever keeps the vault's pairs of keys: a file, later a key service."""

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all pairs there are now, the oldest first."""
        ...

    def pair(self, key_set: str) -> KeyPair:
        """Return the pair with this id, or raise `KeysUnsafe`."""
        ...


class HeldKeys:
    """Pairs in memory; for tests, and for whoever got them from a key service."""

    def __init__(self, pairs: Mapping[str, KeyPair] | None = None) -> None:
        """Hold these pairs, or a first one."""
        self._pairs = dict(pairs or {FIRST: new_keys()})

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all pairs, the oldest first."""
        return tuple(self._pairs)

    def pair(self, key_set: str) -> KeyPair:
        """Return a pair."""
        if key_set not in self._pairs:
            raise KeysUnsafe(f"there is no pair of keys with the id {key_set}")
        return self._pairs[key_set]

    def add(self) -> str:
        """Make a new pair; the others stay for what stands by them."""
        new = str(new_id())
        self._pairs[new] = new_keys()
        return new


class VaultKeyFile:
    """Keeps the pairs in a file that only its owner can read; a change of the file is noticed."""

    def __init__(self, path: Path) -> None:
        """Know the file; it is read when the first key is asked for."""
        self._file = secret_file.Watched(path, _read)

    def create(self) -> None:
        """Write a new file with a first pair; refuse to touch one that is there.

        Done once, when the installation is created: other keys would make every number unfindable.
        """
        path = self._file.path
        secret_file.create(path, sealed_file.closed(path, _body({FIRST: new_keys()})))

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all pairs in the file, the oldest first."""
        return tuple(self._file.now())

    def pair(self, key_set: str) -> KeyPair:
        """Return a pair; one that is not there is never made anew."""
        found = self._file.now()
        if key_set not in found:
            raise KeysUnsafe(f"{self._file.path.name} holds no keys with the id {key_set}")
        return found[key_set]

    def add(self) -> str:
        """Put a new pair into the file; nothing stands by it until the vault is told."""
        new = str(new_id())
        self._put({**self._file.now(), new: new_keys()})
        return self.ids()[-1]

    def retire(self, unused: Iterable[str]) -> list[str]:
        """Remove pairs by which nothing stands any more, never the newest; return which."""
        pairs = self._file.now()
        gone = [each for each in tuple(pairs)[:-1] if each in set(unused)]
        if gone:
            left = {key_set: pair for key_set, pair in pairs.items() if key_set not in gone}
            self._put(left)
        return gone

    def _put(self, pairs: Mapping[str, KeyPair]) -> None:
        path = self._file.path
        secret_file.replace(path, sealed_file.closed(path, _body(pairs)))


def new_keys() -> KeyPair:
    """Return two fresh random keys."""
    return KeyPair(new_key(), new_key())


def number_hash(keys: KeyPair, number: CprNumber) -> bytes:
    """Return the keyed hash by which the same number is found again."""
    return keyed_hash(keys, f"cpr:{number.reveal()}")


def keyed_hash(keys: KeyPair, text: str) -> bytes:
    """Return the HMAC-SHA256 of a text; without the key it tells nothing about it."""
    return hmac.new(keys.hash_key, text.encode(), hashlib.sha256).digest()


def seal(keys: KeyPair, plain: str, *, place: str) -> bytes:
    """Encrypt a text for one place (such as `<citizen>|number`); it opens nowhere else."""
    return encrypt(keys.cipher_key, plain.encode(), place.encode())


def unseal(keys: KeyPair, sealed: bytes, *, place: str) -> str:
    """Return the text that was sealed for this place."""
    return decrypt(keys.cipher_key, sealed, place.encode()).decode()


def _body(pairs: Mapping[str, KeyPair]) -> bytes:
    return msgspec.json.encode({key_set: _told(pair) for key_set, pair in pairs.items()})


def _told(pair: KeyPair) -> dict[str, str]:
    return {
        "hash": b64encode(pair.hash_key).decode(),
        "cipher": b64encode(pair.cipher_key).decode(),
    }


def _read(path: Path) -> dict[str, KeyPair]:
    body = sealed_file.read(path)
    try:
        stored = msgspec.json.decode(body, type=dict[str, str | dict[str, str]])
        # A file from before pairs had ids holds the keys of the first one and nothing else.
        sets = {FIRST: stored} if "hash" in stored else stored
        pairs = {key_set: _pair(told) for key_set, told in sets.items()}
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        raise KeysUnsafe(f"the key file {path.name} cannot be read") from None
    lengths = {len(key) for pair in pairs.values() for key in (pair.hash_key, pair.cipher_key)}
    if lengths != {KEY_BYTES}:
        raise KeysUnsafe(f"the keys in {path.name} have the wrong length")
    return pairs


def _pair(told: object) -> KeyPair:
    both = msgspec.convert(told, dict[str, str])
    return KeyPair(b64decode(both["hash"]), b64decode(both["cipher"]))
