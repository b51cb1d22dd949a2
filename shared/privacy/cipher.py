"""AES-256-GCM, bound to a place: what is sealed for one place opens nowhere else."""

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_FORMAT: Final = b"\x01"  # first byte of what is sealed, so that another cipher can follow one day


class SealBroken(RuntimeError):  # noqa: N818 - it says what happened to the seal
    """What was sealed was changed, moved to another place or sealed with another key."""


def new_key() -> bytes:
    """Return a fresh random key."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(key: bytes, plain: bytes, place: bytes) -> bytes:
    """Seal bytes for one place; the same bytes never look the same twice."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, place)


def decrypt(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """Return the bytes that were sealed for this place."""
    nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if sealed[:1] != _FORMAT or len(nonce) != _NONCE_BYTES:
        raise SealBroken("sealed in an unknown format")
    try:
        return AESGCM(key).decrypt(nonce, body, place)
    except InvalidTag:
        raise SealBroken("changed, moved or sealed with another key") from None
