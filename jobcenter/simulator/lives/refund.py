"""The employer asks its refund month by month; the municipality fetches and pays.

Law: SPA § 40 and § 54; the order of the requests is that of the national reporting portal.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from jobcenter.simulator.lives.diary import Diary
    from jobcenter.simulator.town import Town

_EMPLOYER_DAYS: Final = 30
_MONTH: Final = timedelta(days=30)
_A_DAY: Final = 54_000


class Refunds:
    """The requests of one case, each following the one before without a hole."""

    def __init__(self, town: Town, chance: Random, case: str, first: date, well: date) -> None:
        """Begin after the employer's own period; the last request goes to the last day away."""
        self._town, self._chance, self._case = town, chance, case
        self._next = first + timedelta(days=_EMPLOYER_DAYS)
        self._last = well - timedelta(days=1)

    def plan(self, diary: Diary) -> None:
        """Write the next request down, if there is anything left to ask for."""
        to = min(self._next + _MONTH, self._last)
        if self._next <= to:
            days = self._chance.randint(1, 4)
            diary.add(to + timedelta(days=days), lambda: self._request(diary, to), lasting=True)

    def _request(self, diary: Diary, to: date) -> None:
        request = str(UUID(int=self._chance.getrandbits(128), version=4))
        order = self._town.order
        done = order(
            "sickpay",
            "sickpay.request_refund",
            self._case,
            request=request,
            from_=self._next,
            to=to,
            amount=_A_DAY * ((to - self._next).days + 1),
            on=self._town.today,
        )
        if done is None:
            return
        order("sickpay", "sickpay.fetch_refund", self._case, request=request, version=1)
        self._next = to + timedelta(days=1)
        diary.add(self._town.in_days(5), lambda: self._paid(request), lasting=True)
        self.plan(diary)

    def _paid(self, request: str) -> None:
        body = {"request": request, "version": 2, "on": self._town.today}
        self._town.order("sickpay", "sickpay.pay_refund", self._case, **body)
