"""The town: its day, its staff, and the door through which every life gives its orders."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from jobcenter.scenario.house import House, Refused
from jobcenter.scenario.orders import find_order
from jobcenter.scenario.story import Person
from shared.clock import COPENHAGEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.eventlog.codec import Unread
    from shared.eventlog.envelope import Recorded

STAFF = {
    "reception": Person(roles=["reception"], unit="reception"),
    "counsellor": Person(roles=["counsellor_muni"], unit="jobcenter"),
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


class Town:
    """One simulated jobcenter: it moves the day and carries orders to the services."""

    def __init__(self, house: House, first_day: date) -> None:
        """Begin on a day."""
        self.today = first_day
        self.orders = 0
        self.facts = 0
        self.refused: Counter[str] = Counter()
        self.tell: Callable[[list[Recorded[Unread]]], None] | None = None
        """Who is told of the new facts of each day."""
        self._house = house
        self._cases: dict[tuple[UUID, str], list[str]] = defaultdict(list)

    def begin_day(self, day: date) -> None:
        """Let it be morning; yesterday's messages have arrived."""
        self._house.wait_for_quiet()
        self._house.move_clock(datetime.combine(day, time(8, 0), COPENHAGEN))
        self.today = day
        self.read_mail()

    def read_mail(self) -> list[Recorded[Unread]]:
        """Read the facts that are new since the last look, and return them."""
        mail = self._house.read_logs()
        self._house.facts.clear()
        self.facts += len(mail)
        if self.tell is not None:
            self.tell(mail)
        for fact in mail:
            for subject in fact.meta.subjects:
                cases = self._cases[subject, fact.case_type]
                if fact.case_id not in cases:
                    cases.append(fact.case_id)
        return mail

    def case(self, citizen: str, case_type: str) -> str | None:
        """Return the citizen's newest case of a kind, as far as the mail has brought news of it."""
        found = self._cases.get((UUID(citizen), case_type))
        return found[-1] if found else None

    def order(self, by: str, what: str, case_id: str | None = None, **body: Any) -> str | None:
        """Give an order as a member of staff; return the case's id, None when it was refused."""
        order = find_order(what)
        self.orders += 1
        fields = {name.rstrip("_"): value for name, value in body.items()}
        try:
            done = self._house.post(
                order.service.name,
                order.path(case_id),
                msgspec.to_builtins(fields),
                self._house.token(by, STAFF[by]),
                None if order.act.opens else 1,
            )
        except Refused as refused:
            self.refused[f"{what}: {refused.code}"] += 1
            return None
        return str(done["case_id"])

    def in_days(self, days: int) -> date:
        """Return the first weekday that many days from now or later."""
        day = self.today + timedelta(days=days)
        while day.weekday() > 4:  # noqa: PLR2004 - Friday
            day += timedelta(days=1)
        return day
