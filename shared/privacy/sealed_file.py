"""Key files that open only with the token: where the KEK lies in one, it seals the others too.

The vault's pairs of keys and the installation's key are used in the process, so they lie in files;
sealed, a copy of the data folder opens nothing. Without a token a file lies as it always did.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Final

from shared.privacy import secret_file
from shared.privacy.cipher import SealBroken
from shared.privacy.kek import Wrapped
from shared.privacy.keks import Keks
from shared.privacy.secret_file import KeysUnsafe

if TYPE_CHECKING:
    from pathlib import Path

_MARK: Final = b"jobcenter-sealed-file-1"


def read(path: Path) -> bytes:
    """Return what a key file holds; one that was sealed is opened by the KEK it names."""
    found = _wrapped(path)
    if isinstance(found, bytes):
        return found
    try:
        return Keks(path.parent).unwrap(found, _place(path))
    except SealBroken:
        raise KeysUnsafe(f"the key file {path.name} was changed, or is another's") from None


def closed(path: Path, body: bytes) -> bytes:
    """Return what is to lie in a key file: sealed where the KEK lies in a token."""
    keks = Keks(path.parent)
    if not keks.in_token():
        return body
    wrapped = keks.wrap(body, _place(path))
    return b" ".join((_MARK, wrapped.kek.encode(), b64encode(wrapped.body)))


def reseal(path: Path) -> bool:
    """Seal a key file by the current KEK; say whether that was to be done."""
    keks = Keks(path.parent)
    if not path.exists() or not keks.in_token() or sealed_by(path) == keks.current():
        return False
    secret_file.replace(path, closed(path, read(path)))
    return True


def sealed_by(path: Path) -> str | None:
    """Return the id of the KEK that sealed a key file; None when it lies open, or not at all."""
    found = _wrapped(path) if path.exists() else b""
    return None if isinstance(found, bytes) else found.kek


def _wrapped(path: Path) -> Wrapped | bytes:
    body = secret_file.read(path)
    mark, _, rest = body.partition(b" ")
    if mark != _MARK:
        return body
    kek, _, sealed = rest.partition(b" ")
    try:
        return Wrapped(kek.decode(), b64decode(sealed, validate=True))
    except ValueError:
        raise KeysUnsafe(f"the key file {path.name} cannot be read") from None


def _place(path: Path) -> str:
    return f"file|{path.name}"
