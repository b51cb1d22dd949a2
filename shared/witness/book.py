"""The file in which one service's checkpoints stand: a line each, only ever added to."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK = 65536
_ENDS = 2  # the end of the line before, and its own


class BookTaken(RuntimeError):  # noqa: N818 - it says how the book is
    """Somebody else is writing in the book."""


class Book:
    """The checkpoints of one service, oldest first."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`; it is made with the first line."""
        self.path = path

    def lines(self) -> list[bytes]:
        """Return every whole line, also a damaged one; a crash may have left half of a last one."""
        try:
            return self.path.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return []

    def last(self) -> bytes | None:
        """Return the last whole line without reading those before it."""
        try:
            with self.path.open("rb") as file:
                at = file.seek(0, os.SEEK_END)
                text = b""
                while at > 0 and text.count(b"\n") < _ENDS:
                    size = min(_BLOCK, at)
                    at = file.seek(at - size)
                    text = file.read(size) + text
        except FileNotFoundError:
            return None
        whole = text.rpartition(b"\n")[0]
        return whole.rpartition(b"\n")[2] or None

    @contextmanager
    def writing(self, *, wait: bool) -> Iterator[None]:
        """Be the only one who writes; without `wait` raise `BookTaken` when somebody does."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise BookTaken(self.path.name) from None
            yield

    def add(self, line: bytes) -> None:
        """Add a line and have it on the disk; half a line that a crash left is dropped first.

        Half a line was never told to anybody; a whole one is never touched.
        """
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o640)
        with os.fdopen(handle, "r+b") as file:
            file.truncate(_end_of_whole_lines(file))
            file.seek(0, os.SEEK_END)
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())


def _end_of_whole_lines(file: BinaryIO) -> int:
    at = file.seek(0, os.SEEK_END)
    while at > 0:
        size = min(_BLOCK, at)
        at = file.seek(at - size)
        ended = file.read(size).rfind(b"\n")
        if ended >= 0:
            return at + ended + 1
    return 0
