"""Sums of a view's rows: two sets of any size are held against each other and neither is kept.

Each row is hashed with a key that is drawn anew for every look, so that nobody can lay rows in a
table whose hashes come to the same. The sums lie in buckets by the rows' keys: whoever looks for
the row that is wrong need only keep those of one bucket.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import msgspec
from msgspec.structs import astuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.eventlog.view import RowKey, View

BUCKETS: Final = 1024
KEY_BYTES: Final = 32

# In one order, so that what came from a jsonb column and what was just folded are the same bytes.
_json = msgspec.json.Encoder(order="sorted")


class Sums:
    """What the rows of one view come to; rows may be added in any order."""

    def __init__(self, view: View[Any], key: bytes) -> None:
        """Begin with no rows; only sums under the same `key` can be compared."""
        names = view.row.__struct_fields__
        self._places = [names.index(name) for name in view.key]
        self._key = key
        self._buckets = [0] * BUCKETS

    def add(self, values: Sequence[Any]) -> None:
        """Add a row, given as the values of its columns; the same row twice counts twice."""
        hashed = blake2b(_json.encode(values), digest_size=16, key=self._key).digest()
        bucket = bucket_of(tuple([values[place] for place in self._places]))
        self._buckets[bucket] += int.from_bytes(hashed, "big")

    def add_row(self, row: Any) -> None:
        """Add a row that was folded."""
        self.add(astuple(row))

    def differing(self, other: Sums) -> list[int]:
        """Name the buckets in which the two hold different rows."""
        pairs = enumerate(zip(self._buckets, other._buckets, strict=True))
        return [bucket for bucket, (mine, theirs) in pairs if mine != theirs]


def bucket_of(key: RowKey) -> int:
    """Return where a row is added up, by its key alone."""
    return crc32(_json.encode(key)) % BUCKETS
