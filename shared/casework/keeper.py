"""The deadline keeper: when a day has passed, it writes down which deadlines were missed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import psycopg
import structlog

from shared.actor import Actor
from shared.clock import local_date
from shared.eventlog.append import Append, Appended, NewEvent
from shared.eventlog.envelope import Meta
from shared.eventlog.event import tag_of
from shared.identity import new_id
from shared.law.deadline import holds_on
from shared.law.deadline_list import DEADLINES
from shared.law.keeper import followed, kept, recounting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from shared.casework.declare import CaseType, Loaded
    from shared.casework.office import Office
    from shared.law.deadline import DeadlineEvent
    from shared.law.deadline_list import DeadlineRow

_LOOK_SECONDS = 2.0
_SOON_SECONDS = 0.1
_AT_ONCE = 500
_log = structlog.get_logger()


class DeadlineKeeper:
    """Looks at the day again and again; it states what passed and decides nothing.

    It reads the list of running deadlines to know where to look, and the case itself to know what
    is so. Two keepers at once do no harm: the case's version lets one of them through.
    A case that cannot be kept is said in the log once a day and keeps nobody else waiting, but the
    day is not done before it is.
    """

    def __init__(self, office: Office, level: Callable[[], bool]) -> None:
        """Keep the deadlines of `office`; `level` says whether its views have followed its log."""
        self._office = office
        self._level = level
        self._actor = Actor(id=f"keeper:{office.service.name}", kind="machine", roles=("keeper",))
        self._cases: dict[str, CaseType[Any]] = {case.name: case for case in office.service.cases}
        self.wake = threading.Event()
        """Set by whoever moves the clock, so that nobody waits for the next look."""
        self.kept_on: date | None = None
        """The last day whose passing has been written down whole."""
        self._broken: dict[str, date] = {}
        """The cases that could not be kept, and the day on which that was said."""

    def run(self, stop: threading.Event) -> None:
        """Keep until told to stop."""
        while not stop.is_set():
            self.wake.wait(self._look())
            self.wake.clear()

    def _look(self) -> float:
        """Keep once, and say how long nothing need be done unless somebody wakes us."""
        try:
            kept = self.keep()
            done = self.kept_on == local_date(self._office.clock.now())
        except Exception:  # noqa: BLE001 - the next look tries again
            _log.exception("keeper_stumbled")
            return _LOOK_SECONDS
        in_vain = bool(self._broken) and not kept
        return _LOOK_SECONDS if done or in_vain else _SOON_SECONDS

    def keep(self) -> int:
        """Write down what has passed by today; return how many cases that was."""
        today = local_date(self._office.clock.now())
        level = self._level()
        rows = [*self._passed(today), *self._moved_by_new_law(today)]
        cases = dict.fromkeys((row.case_type, row.case_id) for row in rows)
        self._broken = {case: day for case, day in self._broken.items() if day == today}
        kept = sum(self._kept(case_type, case_id, today) for case_type, case_id in cases)
        if level and not cases:
            self.kept_on = today
        return kept

    def _passed(self, today: date) -> list[DeadlineRow]:
        """Find the oldest that have passed, and as many more as those that cannot be kept."""
        return self._office.desk(self._actor).rows(
            DEADLINES,
            "status = 'running' AND timely_until < %(today)s ORDER BY timely_until LIMIT %(most)s",
            {"today": today, "most": _AT_ONCE + len(self._broken)},
        )

    def _moved_by_new_law(self, today: date) -> list[DeadlineRow]:
        """Find running deadlines whose rule was followed by another that counts them anew."""
        desk, rules = self._office.desk(self._actor), self._office.rules
        return [
            row
            for begun in recounting(rules, today)
            for row in desk.rows(
                DEADLINES,
                "status = 'running' AND rule = ANY(%(rules)s) "
                "AND trigger_day < %(begun)s AND timely_until >= %(begun)s LIMIT %(most)s",
                {
                    "rules": followed(rules, begun),
                    "begun": begun.valid_from,
                    "most": _AT_ONCE,
                },
            )
        ]

    def _kept(self, case_type: str, case_id: str, today: date) -> bool:
        try:
            kept = self._keep(case_type, case_id, today)
        except psycopg.Error:
            raise
        except Exception:  # noqa: BLE001 - one broken case must not hide what others have missed
            if case_id not in self._broken:
                _log.exception("deadline_not_kept", case_type=case_type)
            self._broken[case_id] = today
            return False
        self._broken.pop(case_id, None)
        return kept

    def _keep(self, case_type: str, case_id: str, today: date) -> bool:
        case = self._cases[case_type]
        loaded = self._office.desk(self._actor).load(case.decider, case_id)
        told = kept(self._office.rules, loaded.clocks, today)
        if not told:
            return False
        events = tuple(self._wrapped(event, loaded) for event in told)
        outcome = self._office.log.append([Append(loaded.stream, loaded.version, events)])[0]
        return isinstance(outcome, Appended)

    def _wrapped(self, event: DeadlineEvent, loaded: Loaded) -> NewEvent:
        now, event_id = self._office.clock.now(), new_id()
        meta = Meta(
            event_id=event_id,
            occurred_at=now,
            effective_on=holds_on(event),
            actor=self._actor,
            correlation_id=f"keeper-{event_id}",
            subjects=loaded.subjects,
        )
        state = self._office.codec.encode(event, meta, loaded.stream)
        return NewEvent(event_id, tag_of(event), state, meta.subjects, meta.effective_on)
