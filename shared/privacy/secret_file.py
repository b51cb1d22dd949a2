"""A file with keys: only its owner may read it, and it is written whole or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


class KeysUnsafe(RuntimeError):  # noqa: N818 - it says what is wrong with the keys
    """The key file is missing, spoilt or readable by others."""


class Watched(Generic[T]):
    """What stands in a key file; it is read again when the file was replaced."""

    def __init__(self, path: Path, read_it: Callable[[Path], T]) -> None:
        """Know the file; nothing is read before somebody asks."""
        self.path = path
        self._read_it = read_it
        self._seen: tuple[tuple[int, int], T] | None = None

    def now(self) -> T:
        """Return what the file holds now; a missing or spoilt one raises `KeysUnsafe`."""
        stamp = self._stamp()
        if self._seen is None or self._seen[0] != stamp:
            self._seen = stamp, self._read_it(self.path)
        return self._seen[1]

    def _stamp(self) -> tuple[int, int]:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return 0, 0
        return found.st_ino, found.st_mtime_ns


def create(path: Path, body: bytes) -> None:
    """Write a new file; refuse to touch one that is there."""
    _write(path, body, os.O_EXCL)


def replace(path: Path, body: bytes) -> None:
    """Put a new content in the place of the old one, in one step."""
    beside = path.with_name(f"{path.name}.new")
    _write(beside, body, os.O_TRUNC)
    beside.replace(path)
    _sync_folder(path)


def read(path: Path) -> bytes:
    """Return the content; refuse a file that is missing or that others may read."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        raise KeysUnsafe(
            f"the key file {path.name} is missing; restore it from its backup"
        ) from None
    if mode & 0o077:
        raise KeysUnsafe(f"others may read the key file {path.name}; set its mode to 0600")
    return path.read_bytes()


def _write(path: Path, body: bytes, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path)


def _sync_folder(path: Path) -> None:
    """Make sure that the name, too, survives a power cut."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
