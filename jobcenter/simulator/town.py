"""The town: its day, its staff, and the orders that its lives give."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from uuid import UUID

from jobcenter.scenario.house import Refused
from jobcenter.scenario.orders import find_order
from jobcenter.scenario.story import Person
from jobcenter.simulator.rates import Rates, copenhagen
from shared.clock import COPENHAGEN
from shared.law.calendar import first_working_day_on_or_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jobcenter.scenario.orders import Ordered
    from jobcenter.simulator.door import Door

T = TypeVar("T")
STAFF = {
    "reception": Person(roles=["reception"], unit="reception"),
    "counsellor": Person(roles=["counsellor_muni"], unit="jobcenter"),
    "special_unit": Person(roles=["counsellor_muni"], unit="special_unit"),
    "language_unit": Person(roles=["counsellor_muni"], unit="language_unit"),
    "officer": Person(roles=["benefit_officer"], unit="benefit_service"),
    "sickpay": Person(roles=["sickpay_officer"], unit="sickpay"),
    "company": Person(roles=["company_consultant"], unit="company_service"),
    "kvs": Person(roles=["kvs_consultant"], unit="kvs"),
    "importer": Person(roles=["importer"], unit="citizen_history"),
    **{
        f"supplier_{n}": Person(roles=["supplier"], unit=f"supplier:{n}", authority="external")
        for n in range(1, 6)
    },
}
MORNING = time(8, 0)


class _Order(NamedTuple):
    """An order with the names of its fields as they travel: `from_` may be called `from` there."""

    ordered: Ordered
    fields: Mapping[str, str]


@cache
def _order(what: str) -> _Order:
    ordered = find_order(what)
    return _Order(ordered, {f"{name}_": name for name in ordered.fields})


class Town:
    """One simulated jobcenter: it moves the day and carries orders to the services."""

    def __init__(self, door: Door, first_day: date, rates: Rates | None = None) -> None:
        """Begin on a day; it lives by the figures of Copenhagen."""
        self.today = first_day
        self.rates = rates or copenhagen()
        self.orders: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._door = door

    def begin_day(self, day: date) -> None:
        """Let it be morning; yesterday's messages have arrived."""
        self._door.begin_day(datetime.combine(day, MORNING, COPENHAGEN))
        self.today = day

    def together(self, steps: Sequence[Callable[[], T]]) -> list[T]:
        """Let several lives act."""
        return self._door.together(steps)

    def case(self, citizen: str, case_type: str) -> str | None:
        """Return the citizen's newest case of a kind, as it was known this morning."""
        return self._door.case(UUID(citizen), case_type)

    def state(self, by: str, what: str, case_id: str) -> Mapping[str, Any]:
        """Return the state of the case that an order is for, as a member of staff sees it."""
        return self._door.state((by, STAFF[by]), _order(what).ordered, case_id)

    def order(self, by: str, what: str, case_id: str | None = None, /, **body: Any) -> str | None:
        """Give an order as a member of staff; return the case's id, None when it was refused."""
        self.orders[what] += 1
        order = _order(what)
        said = {order.fields.get(name, name): it for name, it in body.items() if it is not None}
        try:
            return self._door.order((by, STAFF[by]), order.ordered, case_id, said)
        except Refused as refused:
            self.refused[f"{what}: {refused.code}"] += 1
            return None

    def in_days(self, days: int) -> date:
        """Return the first day that many days from now or later on which anybody works."""
        return self.workday(self.today + timedelta(days=days))

    def workday(self, day: date) -> date:
        """Return a day, or the first one after it that is no weekend and no public holiday."""
        return first_working_day_on_or_after(day)
