"""Who signs checkpoints: a key in a file, later a key service."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

if TYPE_CHECKING:
    from pathlib import Path


class Signer(Protocol):
    """Signs, and shows the key by which its signatures are known."""

    @property
    def public_key(self) -> Ed25519PublicKey:
        """Return the public key."""
        ...

    def sign(self, body: bytes) -> bytes:
        """Return the signature of `body`."""
        ...


class SigningKeyUnsafe(RuntimeError):  # noqa: N818 - it says what is wrong with the key
    """The signing key is missing, spoilt or readable by others."""


class FileSigner:
    """Signs with a key that lies in a file only its owner can read."""

    def __init__(self, path: Path) -> None:
        """Read the key."""
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
        except FileNotFoundError:
            raise SigningKeyUnsafe(
                f"the key {path.name} is missing; restore it from its backup"
            ) from None
        if mode & 0o077:
            raise SigningKeyUnsafe(f"others may read the key {path.name}; set its mode to 0600")
        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except ValueError:
            raise SigningKeyUnsafe(f"the key {path.name} cannot be read") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise SigningKeyUnsafe(f"the key {path.name} is of another kind")
        self._key = key

    @property
    def public_key(self) -> Ed25519PublicKey:
        """Return the public key."""
        return self._key.public_key()

    def sign(self, body: bytes) -> bytes:
        """Return the signature of `body`."""
        return self._key.sign(body)


def make_key(path: Path) -> None:
    """Write a new key that only its owner can read; one that is there stays.

    Done once, before the first checkpoint: what the old key signed, a new one cannot prove.
    """
    body = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def publish(path: Path, key: Ed25519PublicKey) -> None:
    """Lay the public key beside the checkpoints, for whoever checks a copy of them."""
    if not path.exists():
        path.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def read_public(path: Path) -> Ed25519PublicKey:
    """Return the public key that lies in a file."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError):
        raise SigningKeyUnsafe(f"the public key {path.name} cannot be read") from None
    if not isinstance(key, Ed25519PublicKey):
        raise SigningKeyUnsafe(f"the public key {path.name} is of another kind")
    return key
