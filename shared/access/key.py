"""The installation's key for made-up ids, ties, marks of pages, and hashes of what is searched.

It lies in the data folder, readable by its owner only, and is made at the first start.
"""

import os
import secrets
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from functools import cached_property
from hmac import digest
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from shared.privacy import sealed_file
from shared.privacy.cipher import SealBroken, decrypt, encrypt

FILE: Final = "access.key"
UNREADABLE: Final = "?"
"""Stands for words that were changed or moved, or sealed with another key."""
_BYTES: Final = 32
_SEALED: Final = "sealed:"


class AccessKey:
    """Makes ids and hashes that tell nothing without the key."""

    def __init__(self, folder: Path | None) -> None:
        """Keep the key in a folder; without one it lasts as long as this object."""
        self._folder = folder

    @cached_property
    def _key(self) -> bytes:
        if self._folder is None:
            return secrets.token_bytes(_BYTES)
        return _read_or_make(self._folder / FILE)

    def pseudonym(self, text: str) -> str:
        """Return the made-up id that stands for an id in statistics."""
        return _as_id(self._hash(f"pseudonym|{text}"))

    def criterion(self, text: str) -> bytes:
        """Return the hash under which a search is logged."""
        return self._hash(f"criterion|{text}")

    def tie(self, worker: str, citizen: UUID) -> UUID:
        """Return the reference of a tie between somebody who works here and a citizen."""
        return UUID(bytes=self._hash(f"tie|{worker}|{citizen}")[:16], version=4)

    def holder(self, worker: str) -> UUID:
        """Return the reference under which somebody's ties are held."""
        return UUID(bytes=self._hash(f"holder|{worker}")[:16], version=4)

    def colleague(self, citizen: UUID) -> UUID:
        """Return the reference of a citizen who works here."""
        return UUID(bytes=self._hash(f"colleague|{citizen}")[:16], version=4)

    def sealed(self, text: str, place: str) -> str:
        """Seal free words of the look-up log for their place; a person may stand in them."""
        if not text:
            return ""
        return _SEALED + b64encode(encrypt(self._sealing, text.encode(), place.encode())).decode()

    def opened(self, text: str, place: str) -> str:
        """Open such words; those from before they were sealed are returned as they stand."""
        if not text.startswith(_SEALED):
            return text
        try:
            return decrypt(self._sealing, b64decode(text[len(_SEALED) :]), place.encode()).decode()
        except (SealBroken, ValueError):
            return UNREADABLE

    def page_mark(self, case_id: str, place: str) -> str:
        """Return where a page of cases ended, as words that tell nothing and hold for one place."""
        sealed = encrypt(self._marking, case_id.encode(), place.encode())
        return urlsafe_b64encode(sealed).decode().rstrip("=")

    def marked(self, mark: str, place: str) -> str | None:
        """Return the case a mark stands for; None when it was made up, or for another place."""
        try:
            sealed = urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
            return decrypt(self._marking, sealed, place.encode()).decode()
        except (SealBroken, ValueError):
            return None

    @cached_property
    def _marking(self) -> bytes:
        return self._hash("marks of pages")

    @cached_property
    def _sealing(self) -> bytes:
        return self._hash("words of the look-up log")

    def _hash(self, text: str) -> bytes:
        return digest(self._key, text.encode(), "sha256")


def _as_id(found: bytes) -> str:
    """Write a hash in the form of a random id; one such text is made for every id told of."""
    text = found.hex()
    variant = "89ab"[found[8] >> 4 & 3]
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"


def _read_or_make(path: Path) -> bytes:
    """Read the key; two starts at once agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{uuid4().hex}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(sealed_file.closed(path, secrets.token_bytes(_BYTES)))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return sealed_file.read(path)
