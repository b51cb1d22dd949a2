"""Ties between who works here and citizens: declared in citizen_history, respected everywhere.

Law: forvaltningsloven § 3 (whoever is disqualified takes no part in the case) and § 6. A tie stands
nowhere in clear: its facts hold references made with the installation's key, and a tie is found by
making the reference again for the person who asks and the citizen it is about.
"""

from __future__ import annotations

import threading
import time
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from shared.eventlog.codec import fields_of
from shared.eventlog.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from shared.access.key import AccessKey
    from shared.actor import Actor
    from shared.casework.persons import Persons
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.view import RowKey

DECLARED: Final = "citizen_history.tie_declared"
MARKED: Final = "citizen_history.colleague_marked"
ENDED: Final = "citizen_history.tie_ended"
CONFLICT: Final = "impartiality_conflict"
FRESH_SECONDS: Final = 2.0


class TieRow(Struct, frozen=True):
    """A tie, or the mark of a colleague (who is nobody's in particular: `holder` is None).

    `since` and `until` are days; a tie that ended is kept, for whoever asks about looks of then.
    """

    tie: UUID
    holder: UUID | None
    since: date
    until: date | None


def _touches(fact: Recorded[Any]) -> Sequence[RowKey]:
    return [(msgspec.convert(fields_of(fact.event)["tie"], UUID),)]


def _project(key: RowKey, row: TieRow | None, fact: Recorded[Any]) -> TieRow | None:
    on = fact.meta.effective_on
    if fact.tag == ENDED:
        return None if row is None else msgspec.structs.replace(row, until=on)
    said = fields_of(fact.event).get("holder")
    holder = None if said is None else msgspec.convert(said, UUID)
    return TieRow(tie=key[0], holder=holder, since=on, until=None)


TIES: Final = View(
    name="ties",
    version=1,
    row=TieRow,
    key=("tie",),
    touches=_touches,
    project=_project,
    follows=("citizen_history",),
    tags=frozenset({DECLARED, MARKED, ENDED}),
)


class TieBook:
    """The ties that stand, as one process knows them; looked at again every two seconds.

    Most people have none: that is known by one reference for each person, and costs no question.
    """

    def __init__(
        self,
        key: AccessKey,
        rows: Callable[[], Iterable[TieRow]],
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Find ties with the installation's key among these rows."""
        self._key = key
        self._rows = rows
        self._now = now
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._ties: frozenset[UUID] = frozenset()
        self._holders: frozenset[UUID] = frozenset()

    def tied(
        self,
        actor: Actor,
        citizens: Collection[UUID],
        persons: Callable[[Collection[UUID]], Persons],
    ) -> frozenset[UUID]:
        """Return those citizens with whom a person has a tie, under whichever of their ids."""
        if not citizens or actor.kind != "person" or not self._holds(actor.id):
            return frozenset()
        who = persons(citizens)
        return frozenset(
            citizen
            for citizen in citizens
            if any(self._key.tie(actor.id, one) in self._ties for one in who.ids(citizen))
        )

    def refresh(self) -> None:
        """Look at the rows again."""
        with self._lock:
            standing = [row for row in self._rows() if row.until is None]
            self._ties = frozenset(row.tie for row in standing)
            self._holders = frozenset(row.holder for row in standing if row.holder is not None)
            self._looked_at = self._now()

    def _holds(self, worker: str) -> bool:
        if self._now() - self._looked_at > FRESH_SECONDS:
            self.refresh()
        return bool(self._holders) and self._key.holder(worker) in self._holders
