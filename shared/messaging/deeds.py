"""What one consumer did with the facts it read, judged one deed after the other.

Nothing is kept for each fact but a single bit: what else is needed are the last place for each
citizen, and what is set aside now.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from shared.messaging import parking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from uuid import UUID

    from shared.eventlog.envelope import Cursor
    from shared.eventlog.log import Place

_BLOCK = 1 << 16


class Finding(msgspec.Struct, frozen=True):
    """A promise that is broken, and where."""

    invariant: int
    source: str
    text: str


class Waiting(msgspec.Struct, frozen=True):
    """A fact that was set aside."""

    place: int
    source: str
    position: int
    event_id: UUID
    subjects: frozenset[UUID]
    failed: bool


class Deed(NamedTuple):
    """A fact that was applied, and where it stands in its source."""

    event_id: UUID
    source: str
    position: int
    subjects: frozenset[UUID]


class KnownLog(Protocol):
    """A log that finds facts by their ids."""

    def places(self, event_ids: Collection[UUID]) -> list[Place]:
        """Return where these facts stand, as far as the log holds them."""
        ...


def found_in(logs: Mapping[str, KnownLog], event_ids: Collection[UUID]) -> dict[UUID, Deed]:
    """Look facts up in the logs they may come from."""
    found: dict[UUID, Deed] = {}
    for source, log in logs.items():
        left = [each for each in event_ids if each not in found]
        for place in log.places(left) if left else ():
            subjects = parking.waits_with(place)
            found[place.event_id] = Deed(place.event_id, source, place.position, subjects)
    return found


class Deeds:
    """Judges what was applied, in the order in which it was."""

    def __init__(
        self,
        waiting: Sequence[Waiting],
        skipped: frozenset[UUID],
        tracked: Mapping[str, Cursor],
        *,
        exact: bool,
    ) -> None:
        """Know what is set aside; `exact` says that each deed is told, not only its effects."""
        self.findings: list[Finding] = []
        self._tracked = tracked
        self._skipped = skipped
        self._parked = Counter(each.event_id for each in waiting)
        self._both: dict[UUID, Deed] = {}
        self._times: Counter[UUID] | None = Counter() if exact else None
        self._done = _Places()
        self._last: dict[tuple[str, UUID], int] = {}
        self._first: dict[tuple[str, UUID], int] = {}
        for each in waiting:
            for subject in each.subjects:
                key = (each.source, subject)
                self._first[key] = min(self._first.get(key, each.position), each.position)

    def take(self, deed: Deed) -> None:
        """Judge the next deed; an effect that was not the first of its fact says nothing new."""
        again = not self._done.add(deed.source, deed.position)
        if self._times is not None:
            self._times[deed.event_id] += 1
            if self._times[deed.event_id] == 2:  # noqa: PLR2004 - the second time is one too many
                self._find(3, deed, f"{deed.event_id} applied 2 times")
        elif again:
            return
        if deed.event_id in self._parked or deed.event_id in self._skipped:
            self._both[deed.event_id] = deed
        self._not_ahead(deed)
        self._in_order(deed)
        self._suffix(deed)

    def set_aside(self, places: Mapping[UUID, Deed]) -> None:
        """Judge what is set aside, when all deeds were told (3, 4, 7)."""
        for event_id in {*self._parked, *self._skipped}:
            times = self._parked[event_id] + (event_id in self._skipped) + (event_id in self._both)
            if times > 1:
                at = places.get(event_id)
                text = f"{event_id} both applied and set aside"
                self.findings.append(Finding(3, at.source if at else "?", text))
        for event_id in self._parked.elements():
            if event_id in places:
                self._not_ahead(places[event_id])

    def is_known(self, event_id: UUID) -> bool:
        """Say whether something became of a fact; asked only where each deed is told."""
        told = self._times is not None and event_id in self._times
        return told or event_id in self._parked or event_id in self._skipped

    def _not_ahead(self, deed: Deed) -> None:
        """Nothing beyond the tracking row is applied or parked (4)."""
        at = self._tracked.get(deed.source)
        if at is not None and deed.position > at.position:
            self._find(4, deed, f"{deed.position} lies beyond the tracking row")

    def _in_order(self, deed: Deed) -> None:
        """One citizen's facts of one source are applied in the order of its log (5)."""
        for subject in deed.subjects:
            key = (deed.source, subject)
            last = self._last.get(key, 0)
            if last > deed.position:
                self._find(5, deed, f"{deed.position} came after {last}")
            else:
                self._last[key] = deed.position

    def _suffix(self, deed: Deed) -> None:
        """Nothing was applied past a parked fact of the same citizen and source (6)."""
        if not self._first:
            return
        for subject in deed.subjects:
            parked = self._first.get((deed.source, subject))
            if parked is not None and deed.position > parked:
                self._find(6, deed, f"{deed.position} overtook parked {parked}")

    def _find(self, invariant: int, deed: Deed, text: str) -> None:
        self.findings.append(Finding(invariant, deed.source, text))


def wait_for_a_reason(
    waiting: Sequence[Waiting],
    draining: frozenset[UUID],
    listed: Mapping[int, frozenset[UUID]],
) -> Iterator[Finding]:
    """Check that whatever is parked failed, stands behind one, or is being taken up again (6)."""
    earlier: set[UUID] = set()
    last: dict[tuple[str, UUID], int] = defaultdict(int)
    for each in sorted(waiting, key=lambda one: one.place):
        if listed.get(each.place, frozenset()) != each.subjects:
            yield Finding(6, each.source, f"{each.position} is not filed under all its subjects")
        if not each.failed and (earlier | draining).isdisjoint(each.subjects):
            yield Finding(6, each.source, f"{each.position} waits behind nothing")
        earlier |= each.subjects
        for subject in each.subjects:
            if last[each.source, subject] > each.position:
                yield Finding(5, each.source, f"{each.position} is filed out of order")
            last[each.source, subject] = each.position


class _Places:
    """Which places of each log were named before; a bit for each."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[str, int], bytearray] = {}

    def add(self, source: str, position: int) -> bool:
        """Remember a place; say whether it is new."""
        block, within = divmod(position, _BLOCK)
        bits = self._blocks.setdefault((source, block), bytearray(_BLOCK // 8))
        at, mask = within >> 3, 1 << (within & 7)
        new = not bits[at] & mask
        bits[at] |= mask
        return new
