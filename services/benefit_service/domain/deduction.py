"""Which days a sanction may take and what they amount to: the input and the output, nothing else.

Law: act on active social policy § 36 (absence from an offer: the days absent) and § 37 (missed
interview: each day from the interview until contact is restored, at least the interview day).
Only days that the hearing put before the citizen count. Money is in øre.
"""

from datetime import date, timedelta
from typing import Literal, TypeAlias

from msgspec import Struct

from services.benefit_service.domain.hearing_letter import Coverage
from shared.eventlog.decider import Code

Kind: TypeAlias = Literal[
    "interview_no_show",
    "offer_no_show",
    "job_refusal",
    "quit",
    "availability_test",
    "jobseeking_missing",
]
_ONE_DAY = timedelta(days=1)


class AttendanceDay(Struct, frozen=True):
    """What the supplier wrote for one day; `excused` is an absence for a lawful reason."""

    day: date
    scheduled: bool
    present: bool
    excused: bool = False


class DeductionInput(Struct, frozen=True):
    """Everything the days and the amount follow from.

    `known_until` is the day it is counted; `day_rate` is øre a day, or `rate_refused` says why
    there is none.
    """

    kind: Kind
    reported_day: date
    coverage: Coverage
    known_until: date
    attendance: tuple[AttendanceDay, ...] = ()
    contact_restored_on: date | None = None
    day_rate: int | None = None
    rate_refused: Code | None = None


class DeductionOutput(Struct, frozen=True):
    """The days, and the amount or why it cannot be known; `refused` when no day can be taken."""

    days: tuple[date, ...] = ()
    amount: int | None = None
    amount_refused: Code | None = None
    refused: Code | None = None


def calculate(given: DeductionInput) -> DeductionOutput:
    """Count the days a sanction may take, and their amount at the day rate."""
    match given.kind:
        case "offer_no_show":
            absent = _absent_days(given)
        case "interview_no_show":
            absent = _days_without_contact(given)
        case _:
            # No rule for these kinds is loaded; the engine never guesses one.
            return DeductionOutput(refused="rule_missing")
    if isinstance(absent, str):
        return DeductionOutput(refused=absent)
    days = tuple(day for day in absent if given.coverage.covers(day))
    if not days:
        return DeductionOutput(refused="absence_not_heard")
    if given.day_rate is None:
        return DeductionOutput(days, amount_refused=given.rate_refused or "rule_missing")
    return DeductionOutput(days, amount=len(days) * given.day_rate)


def _absent_days(given: DeductionInput) -> list[date] | Code:
    """Return the scheduled days of one uninterrupted absence, from the reported day on."""
    sheet = sorted(
        (one for one in given.attendance if given.reported_day <= one.day <= given.known_until),
        key=lambda one: one.day,
    )
    if not sheet or sheet[0].day != given.reported_day:
        return "not_known_yet"
    absent: list[date] = []
    for one in sheet:
        if one.present:
            break
        if one.scheduled and not one.excused:
            absent.append(one.day)
    return absent or "no_absence_recorded"


def _days_without_contact(given: DeductionInput) -> list[date] | Code:
    """Return the days from the missed interview until the day before contact was restored."""
    if given.contact_restored_on is None:
        return "contact_not_restored"
    gap = (given.contact_restored_on - given.reported_day).days
    return [given.reported_day + _ONE_DAY * ahead for ahead in range(max(1, gap))]
