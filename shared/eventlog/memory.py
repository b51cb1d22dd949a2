"""The log in memory, for tests and trials: the same answers as in PostgreSQL."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from eventsourcing.persistence import StoredEvent
from eventsourcing.popo import POPOApplicationRecorder

from shared.eventlog.append import (
    Append,
    Appended,
    ClaimedBy,
    Conflict,
    KeyReused,
    Outcome,
    Replayed,
)
from shared.eventlog.chain import hash_of
from shared.eventlog.decider import Claim, Release
from shared.eventlog.envelope import Cursor
from shared.eventlog.row import LogDiverged, Page, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from shared.clock import Clock
    from shared.eventlog.append import NewEvent


class MemoryLog:
    """Keeps facts in the library's in-memory recorder and the envelope columns beside them."""

    def __init__(self, clock: Clock) -> None:
        """Start empty; time comes from the clock."""
        self._clock = clock
        self._recorder = POPOApplicationRecorder()
        self._rows: list[Row] = []
        self._answers: dict[tuple[str, str], tuple[bytes, bytes]] = {}
        self._claims: dict[str, str] = {}
        self._lock = threading.Lock()

    def read(self, stream: str, after: int = 0) -> list[Row]:
        """Return a stream's facts after a version, oldest first."""
        stored = self._recorder.select_events(stream, gt=after)
        wanted = {each.originator_version for each in stored}
        return [row for row in self._rows if row.stream == stream and row.version in wanted]

    def answer(self, client: str, key: str) -> tuple[bytes, bytes] | None:
        """Return digest and answer of an order that was carried out under this key."""
        return self._answers.get((client, key))

    def feed(self, after: Cursor, limit: int) -> Page:
        """Return the facts after a cursor; raise `LogDiverged` if the log does not know it."""
        if after.position and not any(row.cursor == after for row in self._rows):
            raise LogDiverged(str(after))
        found = [row for row in self._rows if row.position > after.position][:limit]
        return Page(tuple(found), found[-1].cursor if found else after, self.head())

    def about(self, citizen: UUID, after: int, limit: int) -> list[Row]:
        """Return the facts after a position that are about a citizen or name it, oldest first."""
        named = str(citizen).encode()
        return [
            row
            for row in self._rows
            if row.position > after and (citizen in row.subjects or named in row.state)
        ][:limit]

    def head(self) -> Cursor:
        """Return where the log ends."""
        return self._rows[-1].cursor if self._rows else Cursor()

    def append(self, commands: Sequence[Append]) -> list[Outcome]:
        """Write decisions; each gets its own answer."""
        with self._lock:
            return [self._one(command) for command in commands]

    def _one(self, command: Append) -> Outcome:
        refused = self._refusal(command)
        if refused is not None:
            return refused
        position = len(self._rows) + 1
        for offset, event in enumerate(command.events, start=1):
            self._store(command.stream, command.expected + offset, event)
        for each in command.claims:
            if isinstance(each, Claim):
                self._claims[each.name] = command.stream
            elif self._claims.get(each.name) == command.stream:
                del self._claims[each.name]
        if command.key:
            key = command.key
            self._answers[key.client, key.key] = (key.digest, key.answer)
        return Appended(position, command.expected + len(command.events))

    def _refusal(self, command: Append) -> Outcome | None:
        if command.key:
            kept = self._answers.get((command.key.client, command.key.key))
            if kept:
                return Replayed(kept[1]) if kept[0] == command.key.digest else KeyReused()
        actual = self._version(command.stream)
        if actual != command.expected:
            return Conflict(command.stream, actual)
        for guard in command.guards:
            actual = self._version(guard.stream)
            if actual != guard.version:
                return Conflict(guard.stream, actual)
        for each in command.claims:
            holder = self._claims.get(each.name, command.stream)
            if not isinstance(each, Release) and holder != command.stream:
                return ClaimedBy(each.name, holder)
        return None

    def _version(self, stream: str) -> int:
        found = self._recorder.select_events(stream, desc=True, limit=1)
        return found[0].originator_version if found else 0

    def _store(self, stream: str, version: int, event: NewEvent) -> None:
        self._recorder.insert_events([StoredEvent(stream, version, event.tag, event.state)])
        last = self._rows[-1] if self._rows else None
        moment = self._clock.now()
        self._rows.append(
            Row(
                position=len(self._rows) + 1,
                epoch=1,
                previous=last.position if last else 0,
                event_id=event.event_id,
                stream=stream,
                version=version,
                tag=event.tag,
                subjects=event.subjects,
                effective_on=event.effective_on,
                recorded_at=max(moment, last.recorded_at) if last else moment,
                state=event.state,
                previous_hash=hash_of(last) if last else b"",
            )
        )
