"""The list of the erased, outside the database: a restored backup does not bring anybody back.

One line for each erasure, only ever added to. It names a random citizen id and a decision; whom the
id stood for is known nowhere any more. Keep a copy elsewhere, and never restore it from a backup.
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path

ERASED_FILE: Final = "erased-citizens.jsonl"


class ErasedLine(Struct, frozen=True):
    """Who was erased, by which decision, and when it was carried out (UTC)."""

    citizen: UUID
    decision: UUID
    at: datetime


_write = msgspec.json.Encoder()
_read = msgspec.json.Decoder(ErasedLine)


class ErasedList:
    """The file; a line that a crash left half-written is passed over: its erasure is repeated."""

    def __init__(self, path: Path) -> None:
        """Know the file; it is made by the first erasure."""
        self._path = path

    def lines(self) -> list[ErasedLine]:
        """Return all lines, the oldest first."""
        if not self._path.exists():
            return []
        *whole, _half = self._path.read_bytes().split(b"\n")
        return [line for each in whole if (line := _whole(each)) is not None]

    def add(self, line: ErasedLine) -> None:
        """Add a line that survives a power cut; a citizen stands in the list once."""
        if any(each.citizen == line.citizen for each in self.lines()):
            return
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as file:
            if self._path.stat().st_size and not self._path.read_bytes().endswith(b"\n"):
                file.write(b"\n")
            file.write(_write.encode(line) + b"\n")
            file.flush()
            os.fsync(file.fileno())


def _whole(line: bytes) -> ErasedLine | None:
    try:
        return _read.decode(line)
    except msgspec.MsgspecError:
        return None
