"""Names the row of a view that is not what the logs say; only where sums have shown there is one.

The table is looked at anew and the logs are read once more, but only rows of one bucket are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from shared.eventlog.hearing import FedLog
from shared.eventlog.sums import Sums, bucket_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shared.eventlog.rebuild import Feed
    from shared.eventlog.verify import Look, Read, Stand
    from shared.eventlog.view import RowKey, View

_MENDED = "its rows were not what the log says when they were first looked at, and now they are"


def wrong_row(
    view: View[Any],
    look: Look,
    feeds: Mapping[str, Feed],
    read: Read,
    buckets: Iterable[int],
) -> str | None:
    """Say which row is wrong, looking into one bucket after the other.

    Rows may be equal and still come to other sums where the server writes a number in another way.
    """
    for bucket in buckets:
        said = _Said(view, bucket)
        stand = look(view, said.see)
        if stand is None:
            return "was never built"
        folded = _folded(view, stand, feeds, read, bucket)
        if fault := said.differs(folded):
            return fault
        if said.sums_up_to(folded):
            return _MENDED
    return None


class _Said:
    """The rows of one bucket that answer now."""

    def __init__(self, view: View[Any], bucket: int) -> None:
        self._view = view
        self._bucket = bucket
        self._names = view.row.__struct_fields__
        self._places = [self._names.index(name) for name in view.key]
        self._values: dict[RowKey, Sequence[Any]] = {}
        self._twice: RowKey | None = None

    def see(self, values: Sequence[Any]) -> None:
        """Keep a row if it lies in the bucket."""
        key = tuple([values[place] for place in self._places])
        if bucket_of(key) == self._bucket:
            self._twice = key if key in self._values else self._twice
            self._values[key] = values

    def differs(self, folded: Mapping[RowKey, Any]) -> str | None:
        """Name a row that is not what was folded."""
        if self._twice is not None:
            return f"the row {self._twice} stands there twice"
        said = {key: self._row(values) for key, values in self._values.items()}
        for key in said.keys() | folded.keys():
            if said.get(key) != folded.get(key):
                return f"the row {key} is not what the log says"
        return None

    def _row(self, values: Sequence[Any]) -> Any:
        return msgspec.convert(dict(zip(self._names, values, strict=True)), self._view.row)

    def sums_up_to(self, folded: Mapping[RowKey, Any]) -> bool:
        """Say whether these rows and what was folded also come to the same sums."""
        mine, theirs = Sums(self._view, b"\0"), Sums(self._view, b"\0")
        for values in self._values.values():
            mine.add(values)
        for row in folded.values():
            theirs.add_row(row)
        return not mine.differing(theirs)


def _folded(
    view: View[Any], stand: Stand, feeds: Mapping[str, Feed], read: Read, bucket: int
) -> dict[RowKey, Any]:
    rows: dict[RowKey, Any] = {}
    for source, cursor in stand.upto.items():
        for heard in FedLog(feeds[source]).heard(cursor.position):
            for row in heard.rows:
                if not view.reads(row.tag) or row.event_id in stand.left_out:
                    continue
                fact = read(source, row)
                for key in view.touches(fact):
                    if bucket_of(key) == bucket:
                        rows[key] = view.project(key, rows.get(key), fact)
    return {key: row for key, row in rows.items() if row is not None}
