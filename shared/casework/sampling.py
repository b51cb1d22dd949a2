"""Figures that are looked up when Prometheus asks: deadlines and views."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from psycopg.sql import SQL, Identifier

from shared.actor import Actor
from shared.eventlog import epoch
from shared.law.deadline_list import DEADLINES

if TYPE_CHECKING:
    from shared.casework.works import Works

_SOON = timedelta(days=7)
_COUNTED: Final = SQL("""
SELECT rule_key, status = 'missed' OR timely_until < %(today)s AS passed, count(*) FROM {deadlines}
WHERE status = 'missed' OR status = 'running' AND timely_until <= %(soon)s GROUP BY 1, 2
""")
"""Counted where they lie: what was missed years ago is missed still, and there is much of it."""
_SAMPLER = Actor(id="sampler", kind="machine")


def sample(works: Works) -> None:
    """Set the gauges that stand for how things are now."""
    _sample_standstills(works)
    head = works.log.head().position
    for view, position in works.follower.positions().items():
        works.metrics.view_lag(view, max(head - position, 0))
    heard = _Worst()
    for witness in works.witnesses:
        witness.measure(heard)
    works.metrics.checkpoint(heard.age, heard.refused)
    _sample_deadlines(works)
    if works.service.sample is not None:
        works.service.sample(works.office.desk(_SAMPLER), works.metrics)


class _Worst:
    """Hears of every log that is signed, and tells of the one that stands worst."""

    def __init__(self) -> None:
        self.age = self.refused = 0.0

    def checkpoint(self, age: float, refused: float) -> None:
        self.age, self.refused = max(age, self.age), max(refused, self.refused)


def _sample_standstills(works: Works) -> None:
    with works.database.connection() as conn:
        works.metrics.log_closed(closed=not epoch.begun(conn, works.service.name))
    for view in works.follower.views:
        works.metrics.view_halted(view.name, stands_still=view.name in works.follower.halted)


def _sample_deadlines(works: Works) -> None:
    """Count, by rule, the running deadlines that are near and the open ones that have passed."""
    today = works.office.desk(_SAMPLER).today
    soon: Counter[str] = Counter()
    overdue: Counter[str] = Counter()
    counted = _COUNTED.format(deadlines=Identifier(works.service.name, DEADLINES.table))
    with works.database.connection() as conn:
        found = conn.execute(counted, {"today": today, "soon": today + _SOON}).fetchall()
    for key, passed, number in found:
        (overdue if passed else soon)[key] = number
    for key in works.rules.keys():  # noqa: SIM118 - the book's own question
        works.metrics.deadlines(key, soon=soon[key], overdue=overdue[key])
