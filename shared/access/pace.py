"""How fast one person may search: all numbers of a birthday can be tried in minutes.

Law: databeskyttelsesforordningen art. 25 and 32. Nobody who meets citizens searches so fast;
whoever does has a list, or a stolen token. Counted for each person in each process, in real time.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from typing import TYPE_CHECKING, Final
from uuid import UUID

from msgspec.structs import fields

from shared.trouble import TooOften

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.access.table import AccessTable
    from shared.casework.declare import Query

SEARCHES: Final = 60
SECONDS: Final = 60.0
_PEOPLE: Final = 10_000


class Pace:
    """Counts the searches of the last minute, person by person."""

    def __init__(self, most: int = SEARCHES, *, now: Callable[[], float] = time.monotonic) -> None:
        """Let everybody search `most` times a minute."""
        self._most = most
        self._now = now
        self._lock = threading.Lock()
        self._searched: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, who: str) -> None:
        """Count a search, or ask whoever searches to come back; nothing is looked up then."""
        now = self._now()
        with self._lock:
            mine = self._searched.setdefault(who, deque())
            self._searched.move_to_end(who)
            while len(self._searched) > _PEOPLE:
                self._searched.popitem(last=False)
            while mine and now - mine[0] >= SECONDS:
                mine.popleft()
            if len(mine) >= self._most:
                wait = int(SECONDS - (now - mine[0])) + 1
                raise TooOften("too_many_searches", retry_after=wait)
            mine.append(now)


def is_paced(question: Query, access: AccessTable) -> bool:
    """Say whether a question is counted: a search that may be asked without naming a citizen."""
    names_one = any(
        each.name == "citizen" and each.required and each.type is UUID
        for each in fields(question.params)
    )
    return question.name in access.searches and not names_one
