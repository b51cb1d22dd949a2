"""The two keys of the identity vault: one finds a number again, one opens it.

A bare hash of a CPR number is no protection, since all numbers can be tried in minutes;
so equality goes by HMAC-SHA256 with a secret key, and the number itself is AES-256-GCM.
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import msgspec

from shared.privacy import secret_file
from shared.privacy.cipher import KEY_BYTES, decrypt, encrypt, new_key
from shared.privacy.cpr import CprNumber
from shared.privacy.secret_file import KeysUnsafe


class VaultKeys(Protocol):
    """Whoever keeps the vault's keys: a file, later a key service."""

    @property
    def hash_key(self) -> bytes:
        """Return the key that finds a number again."""
        ...

    @property
    def cipher_key(self) -> bytes:
        """Return the key that opens a number."""
        ...


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both keys in memory; shown without their bytes."""

    hash_key: bytes = field(repr=False)
    cipher_key: bytes = field(repr=False)


def new_keys() -> KeyPair:
    """Return two fresh random keys."""
    return KeyPair(new_key(), new_key())


def create_key_file(path: Path) -> KeyPair:
    """Write a new key file that only its owner can read; refuse to touch one that is there.

    Done once, when the installation is created: new keys would make every number unfindable.
    """
    keys = new_keys()
    body = msgspec.json.encode(
        {"hash": b64encode(keys.hash_key).decode(), "cipher": b64encode(keys.cipher_key).decode()}
    )
    secret_file.create(path, body)
    return keys


def read_key_file(path: Path) -> KeyPair:
    """Return the keys of an installation; refuse a file that others may read."""
    body = secret_file.read(path)
    try:
        stored = msgspec.json.decode(body, type=dict[str, str])
        keys = KeyPair(b64decode(stored["hash"]), b64decode(stored["cipher"]))
    except (msgspec.DecodeError, KeyError, ValueError):
        raise KeysUnsafe(f"the key file {path.name} cannot be read") from None
    if {len(keys.hash_key), len(keys.cipher_key)} != {KEY_BYTES}:
        raise KeysUnsafe(f"the keys in {path.name} have the wrong length")
    return keys


def number_hash(keys: VaultKeys, number: CprNumber) -> bytes:
    """Return the keyed hash by which the same number is found again."""
    return keyed_hash(keys, f"cpr:{number.reveal()}")


def keyed_hash(keys: VaultKeys, text: str) -> bytes:
    """Return the HMAC-SHA256 of a text; without the key it tells nothing about it."""
    return hmac.new(keys.hash_key, text.encode(), hashlib.sha256).digest()


def seal(keys: VaultKeys, plain: str, *, place: str) -> bytes:
    """Encrypt a text for one place (such as `<citizen>|number`); it opens nowhere else."""
    return encrypt(keys.cipher_key, plain.encode(), place.encode())


def unseal(keys: VaultKeys, sealed: bytes, *, place: str) -> str:
    """Return the text that was sealed for this place."""
    return decrypt(keys.cipher_key, sealed, place.encode()).decode()
