"""Reads cases from the log and folds them; what was folded once is only brought forward.

Folded cases hold personal values in clear, so all are thrown away when a citizen was erased.
"""

from __future__ import annotations

import operator
import threading
from collections import OrderedDict
from functools import reduce
from typing import TYPE_CHECKING, Any, get_args

from shared.casework.declare import Loaded
from shared.casework.reaction_refused import ReactionRefused
from shared.eventlog.codec import Codec, Seals
from shared.law.deadline import DeadlineEvent
from shared.law.duties import Clocks, fold
from shared.trouble import Unavailable

if TYPE_CHECKING:
    from uuid import UUID

    from shared.casework.declare import Service
    from shared.eventlog.decider import Decider
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.log import Log

PLUMBING = (*get_args(DeadlineEvent), ReactionRefused)
KEPT = 2000
"""Folded cases a running service remembers; a long one takes a hundred kilobytes."""
SEARCH_TAKES = 5
"""Seconds after which somebody is asked to come back who finds the log being gone through."""


def own_codec(service: Service, seals: Seals | None = None) -> Codec:
    """Return the codec of everything that stands in a service's own log."""
    domain = get_args(service.events) or (service.events,)
    return Codec(reduce(operator.or_, (*domain, *PLUMBING)), seals)


def stream_of(decider: Decider[Any, Any, Any], case_id: UUID | str) -> str:
    """Return the name of a case's stream."""
    return f"{decider.case_type}-{case_id}"


class Casebook:
    """Folded cases of one service, kept while they are used; never older than the log read last."""

    def __init__(
        self, service: Service, log: Log, codec: Codec | None = None, *, kept: int = KEPT
    ) -> None:
        """Read `service`'s cases from `log`; remember so many of them."""
        self._service = service.name
        self._log = log
        self._codec = codec or own_codec(service)
        self._most_kept = kept
        self._kept: OrderedDict[str, Loaded] = OrderedDict()
        self._age = 0
        self._searching = threading.Lock()

    def load(self, decider: Decider[Any, Any, Any], case_id: UUID | str) -> Loaded:
        """Return a case as it stands in the log now."""
        stream = stream_of(decider, case_id)
        self._forget_the_erased()
        known = self._kept.get(stream) or _untouched(decider, stream)
        loaded = self._brought_forward(decider, known)
        if loaded.exists:
            self._kept[stream] = loaded
            self._kept.move_to_end(stream)
            if len(self._kept) > self._most_kept:
                self._kept.popitem(last=False)
        return loaded

    def blank(self, decider: Decider[Any, Any, Any], case_id: UUID | str) -> Loaded:
        """Return a case in which nothing was ever decided."""
        return _untouched(decider, stream_of(decider, case_id))

    def about(self, citizen: UUID, after: int, limit: int) -> list[Recorded[Any]]:
        """Return the facts of all cases that are about a citizen or name it, opened.

        The whole log is gone through while a connection is held, so one at a time: whoever comes
        meanwhile is asked to come back, and everybody else goes on working.
        """
        if not self._searching.acquire(blocking=False):
            raise Unavailable("overloaded", retry_after=SEARCH_TAKES)
        try:
            rows = self._log.about(citizen, after, limit)
        finally:
            self._searching.release()
        return [self._codec.open(self._codec.read(self._service, row)) for row in rows]

    def _forget_the_erased(self) -> None:
        age = 0 if self._codec.seals is None else self._codec.seals.age()
        if age != self._age:
            self._kept.clear()
            self._age = age

    def _brought_forward(self, decider: Decider[Any, Any, Any], known: Loaded) -> Loaded:
        rows = self._log.read(known.stream, max(known.version - 1, 0))
        if known.exists:
            if not rows or rows[0].event_id != known.history[-1].meta.event_id:
                # The log was cut behind this case: what was folded is no longer so.
                return self._brought_forward(decider, _untouched(decider, known.stream))
            rows = rows[1:]
        if not rows:
            return known
        new = [self._codec.open(self._codec.read(self._service, row)) for row in rows]
        told = [each.event for each in new if not isinstance(each.event, PLUMBING)]
        return Loaded(
            stream=known.stream,
            state=reduce(decider.evolve, told, known.state),
            version=rows[-1].version,
            subjects=known.subjects or new[0].meta.subjects,
            history=(*known.history, *new),
            clocks=fold((each.event for each in new), known.clocks),
        )


def _untouched(decider: Decider[Any, Any, Any], stream: str) -> Loaded:
    return Loaded(stream, decider.initial, 0, (), (), Clocks())
