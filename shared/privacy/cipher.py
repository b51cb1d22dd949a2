"""Sealing, bound to a place: what is sealed for one place opens nowhere else.

The first byte of what is sealed says by which cipher. What was sealed by another one still opens,
so the cipher can be changed from one day to the next, and what is sealed anew with a new key
(`jobcenter keys vault rotate`, `jobcenter keys rotate`) is sealed by the cipher of that day.
"""

import secrets
from typing import Final, NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class SealBroken(RuntimeError):  # noqa: N818 - it says what happened to the seal
    """What was sealed was changed, moved to another place or sealed with another key."""


class _Aead(Protocol):
    """What every cipher here does: seal and open, and notice every change."""

    def __init__(self, key: bytes, /) -> None: ...

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


class Cipher(NamedTuple):
    """A cipher and the byte by which it is known for ever."""

    mark: bytes
    make: type[_Aead]


AES_256_GCM: Final = Cipher(b"\x01", AESGCM)
CHACHA20_POLY1305: Final = Cipher(b"\x02", ChaCha20Poly1305)
IN_USE: Final = AES_256_GCM
"""What is sealed from now on is sealed by this one; the other is there for the day it breaks."""
_KNOWN: Final = {each.mark: each for each in (AES_256_GCM, CHACHA20_POLY1305)}


def new_key() -> bytes:
    """Return a fresh random key."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(key: bytes, plain: bytes, place: bytes, cipher: Cipher = IN_USE) -> bytes:
    """Seal bytes for one place; the same bytes never look the same twice."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return cipher.mark + nonce + cipher.make(key).encrypt(nonce, plain, _bound(cipher, place))


def decrypt(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """Return the bytes that were sealed for this place, by whichever cipher."""
    nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    cipher = _KNOWN.get(sealed[:1])
    if cipher is None or len(nonce) != _NONCE_BYTES:
        raise SealBroken("sealed in an unknown format")
    try:
        return cipher.make(key).decrypt(nonce, body, _bound(cipher, place))
    except InvalidTag:
        raise SealBroken("changed, moved or sealed with another key") from None


def _bound(cipher: Cipher, place: bytes) -> bytes:
    """Bind what is sealed to its place, and to its cipher: the first byte cannot be exchanged.

    The first cipher was bound to the place alone, and what it sealed is there for ever.
    """
    return place if cipher is AES_256_GCM else cipher.mark + place
