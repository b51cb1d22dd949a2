"""What is paid to a citizen month by month, after deductions and repayments.

Only three kinds of facts move an amount: a payment set up, raised or stopped; an effectuated
sanction; a repayment. Nothing else is read here. A month that is paid for only some of its days
is paid by the day, rounded up to a whole øre in the citizen's favour.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.benefit_service.domain.benefit_events import (
    PaymentRaised,
    PaymentSetUp,
    PaymentStopped,
    PaymentStopWithdrawn,
)
from services.benefit_service.domain.sanction_events import (
    EffectuationCorrected,
    RepaymentOrdered,
    SanctionEffectuated,
)
from shared.access.masking import ECONOMY
from shared.casework.declare import Desk, Query
from shared.casework.persons import Persons
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

_ONE_DAY = timedelta(days=1)


class Rate(Struct, frozen=True):
    """An amount (øre a month) from a day on, and the day it stops; None: it goes on."""

    benefit_case: str
    monthly_amount: int
    from_: date
    stopped_on: date | None = None


class Moved(Struct, frozen=True):
    """Money taken from a month or given back for it (øre), and the case that did it."""

    sanction_case: str
    month: str
    amount: int


class PaymentRow(Struct, frozen=True):
    """Everything that decides what one citizen is paid."""

    citizen: UUID
    rates: tuple[Rate, ...] = ()
    taken: tuple[Moved, ...] = ()
    given_back: tuple[Moved, ...] = ()


_PAYS = (
    PaymentSetUp
    | PaymentRaised
    | PaymentStopped
    | PaymentStopWithdrawn
    | SanctionEffectuated
    | EffectuationCorrected
    | RepaymentOrdered
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the citizen whose money a fact moves."""
    return [(recorded.event.citizen,)] if isinstance(recorded.event, _PAYS) else []


def project(key: RowKey, row: PaymentRow | None, recorded: Recorded[Any]) -> PaymentRow | None:
    """Give the citizen's row after a fact."""
    now = row or PaymentRow(key[0])
    case = recorded.case_id
    match recorded.event:
        case PaymentSetUp(_, amount, from_) | PaymentRaised(_, amount, from_):
            return replace(now, rates=(*now.rates, Rate(case, amount, from_)))
        case PaymentStopped(stopped_on=on):
            return replace(now, rates=_stopped(now.rates, case, on))
        case PaymentStopWithdrawn(stopped_on=on):
            return replace(now, rates=_resumed(now.rates, case, on))
        case SanctionEffectuated(amount=amount, month=month):
            return replace(now, taken=(*now.taken, Moved(case, month, amount)))
        case EffectuationCorrected(amount=amount, month=month):
            others = tuple(one for one in now.taken if one.sanction_case != case)
            return replace(now, taken=(*others, Moved(case, month, amount)))
        case RepaymentOrdered(amount=amount, month=month):
            return replace(now, given_back=(*now.given_back, Moved(case, month, amount)))
        case _:
            return now


def _stopped(rates: tuple[Rate, ...], case: str, on: date) -> tuple[Rate, ...]:
    running = [one.benefit_case == case and one.stopped_on is None for one in rates]
    return tuple(
        replace(one, stopped_on=on) if runs else one
        for one, runs in zip(rates, running, strict=True)
    )


def _resumed(rates: tuple[Rate, ...], case: str, on: date | None) -> tuple[Rate, ...]:
    """Pay on what was stopped on a day (facts of before name none: the last), to the next stop."""
    days = [one.stopped_on for one in rates if one.benefit_case == case and one.stopped_on]
    meant = on or max(days, default=None)
    until = min((day for day in days if meant is not None and day > meant), default=None)
    return tuple(
        replace(one, stopped_on=until)
        if one.benefit_case == case and one.stopped_on == meant
        else one
        for one in rates
    )


class PaymentParams(Struct, frozen=True):
    """Whose payments, from which month (`2011-06`) and for how many months."""

    citizen: UUID
    month: Annotated[str, Meta(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$")]
    months: Annotated[int, Meta(ge=1, le=120)] = 1


class MonthPaid(Struct, frozen=True):
    """One month in øre: the full benefit, what was taken, what was given back, what is paid."""

    month: str
    full: Annotated[int, ECONOMY]
    taken: Annotated[int, ECONOMY]
    given_back: Annotated[int, ECONOMY]
    paid: Annotated[int, ECONOMY]


def month_paid(row: PaymentRow, month: str) -> MonthPaid:
    """Add up one month."""
    first = date.fromisoformat(f"{month}-01")
    length = monthrange(first.year, first.month)[1]
    days = (first + _ONE_DAY * ahead for ahead in range(length))
    full = ceil(sum((Fraction(rate_on(row, day), length) for day in days), Fraction(0)))
    taken = sum(one.amount for one in row.taken if one.month == month)
    back = sum(one.amount for one in row.given_back if one.month == month)
    return MonthPaid(month, full, taken, back, full - taken + back)


def rate_on(row: PaymentRow, day: date) -> int:
    """Return the monthly amount (øre) in force on a day.

    Amounts are only ever raised, so the highest that has begun is the one in force.
    """
    in_force = [
        one.monthly_amount
        for one in row.rates
        if one.from_ <= day and (one.stopped_on is None or day < one.stopped_on)
    ]
    return max(in_force, default=0)


def ask(desk: Desk, params: PaymentParams) -> list[MonthPaid]:
    """Show what a person is paid, month by month, under all the person's ids together."""
    persons, rows = desk.told_of(PAYMENTS, (params.citizen,))
    own = [_own_part(row, persons, params.citizen) for row in rows] or [PaymentRow(params.citizen)]
    return [_added(own, month) for month in months_from(params.month, params.months)]


def _added(rows: Sequence[PaymentRow], month: str) -> MonthPaid:
    """Add up what one person was paid under several ids."""
    paid = [month_paid(row, month) for row in rows]
    return MonthPaid(
        month,
        sum(each.full for each in paid),
        sum(each.taken for each in paid),
        sum(each.given_back for each in paid),
        sum(each.paid for each in paid),
    )


def _own_part(row: PaymentRow, persons: Persons, citizen: UUID) -> PaymentRow:
    """Leave what came of this person's cases, whoever they were first thought to be about."""
    me = persons.survivor(citizen)

    def mine(case: str) -> bool:
        return persons.owner(f"benefit_service/{case}", row.citizen) == me

    return replace(
        row,
        rates=tuple(each for each in row.rates if mine(f"benefit_case-{each.benefit_case}")),
        taken=tuple(each for each in row.taken if mine(f"sanction_case-{each.sanction_case}")),
        given_back=tuple(
            each for each in row.given_back if mine(f"sanction_case-{each.sanction_case}")
        ),
    )


def months_from(first: str, count: int) -> list[str]:
    """Name `count` months from the first on."""
    year, month = (int(part) for part in first.split("-"))
    counted = (year * 12 + month - 1 + ahead for ahead in range(count))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in counted]


PAYMENTS = View(
    name="payments",
    version=1,
    row=PaymentRow,
    key=("citizen",),
    touches=touches,
    project=project,
)
PAYMENT_MONTHS = Query(
    name="payments",
    path="/payments",
    params=PaymentParams,
    answer=list[MonthPaid],
    run=ask,
    of_person=True,
)
