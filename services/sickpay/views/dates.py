"""The dates of a case, each explained: what it is, by which paragraph, and how sure the rule is.

Nothing is stored: the dates are found anew from the case as it stands and the law of its days, the
way the orders find them. Deadlines that run stand in `waiting-on`; these are the days they hang on.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Struct

from services.sickpay.domain.course import Limit
from services.sickpay.domain.duration import limit_rule
from services.sickpay.domain.refunding import notification_duty, refund_from
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_history import Absence, Ended, Recovered, Running
from shared.casework.declare import Desk, Query
from shared.eventlog.decider import Rejected
from shared.law.arithmetic import add_months, add_weeks
from shared.law.assessment import day_in_words
from shared.law.figures import WindowFigures
from shared.law.rule import BANNER_TEXTS, Evidence, Language, Rule
from shared.law.rulebook import RuleBook

DateName: TypeAlias = Literal[
    "employer_period_ends",
    "notification_due",
    "refund_begins",
    "fast_track_until",
    "whole_field_from",
    "limit_counted_from",
    "limit_reached",
    "reassessment_from",
    "sick_pay_ends",
    "extended_until",
]
_DAY = timedelta(days=1)
_LANGUAGES: Final[tuple[Language, ...]] = ("da", "en")


class ExplainedDate(Struct, frozen=True):
    """One date of a case, and the rule it was found by.

    `rule` is the rule's version. Whether the rule is sure says `evidence`; where it is not, the
    words end with a warning.
    """

    citizen: UUID
    name: DateName
    day: date
    law_ref: str
    da: str
    en: str
    rule: str | None = None
    evidence: Evidence | None = None


class DateSearch(Struct, frozen=True):
    """Which case."""

    sick_pay_case: UUID


def dates(desk: Desk, params: DateSearch) -> list[ExplainedDate]:
    """Explain the dates of a case, the earliest first."""
    state: Any = desk.load(SICK_PAY_CASE, params.sick_pay_case).state
    if not isinstance(state, Running | Recovered | Ended):
        return []
    return sorted(_explained(state, desk.rules), key=lambda one: one.day)


def _explained(state: Running | Recovered | Ended, book: RuleBook) -> Iterator[ExplainedDate]:
    absence, course = state.absence, state.course
    if absence.legal_basis != "sick_pay":
        return
    yield from _notified(absence, book)
    yield from _from_the_first_day(absence, book)
    if course.limit is not None:
        yield from _limit(absence, course.limit, book)
    if course.extension is not None and course.extension.until is not None:
        until = course.extension.until
        # Which of the seven grounds it is tells of an illness, so its rule is not named here.
        words = _both(
            until, "Sygedagpengene er forlænget til og med {}", "Sick pay is extended to {}"
        )
        yield _stated(absence, "extended_until", until, "SPA § 27", words)


def _notified(absence: Absence, book: RuleBook) -> Iterator[ExplainedDate]:
    """Explain the days that others pay, the notification, and the first refund."""
    first = absence.first_absence_day
    period = _rule("employer_period", first, book, notified_by=absence.notified_by)
    if period is None:
        return
    if period.number:
        last = first + period.number * _DAY - _DAY
        words = _both(
            last,
            f"De første {period.number} dage betales af andre end kommunen, til og med {{}}",
            f"The first {period.number} days are paid by others than the municipality, to {{}}",
        )
        yield _found(absence, "employer_period_ends", last, period, words)
    duty = notification_duty(book, absence)
    late = duty is not None and absence.notified_on > duty.until
    if duty is not None:
        told = day_in_words(absence.notified_on), day_in_words(absence.notified_on, "en")
        words = _both(
            duty.until,
            f"Fraværet skulle anmeldes senest {{}}; det blev anmeldt {told[0]}"
            + (", for sent" if late else ""),
            f"The absence had to be notified by {{}}; it was notified on {told[1]}"
            + (", too late" if late else ""),
        )
        yield _found(absence, "notification_due", duty.until, duty.rule, words)
    if absence.notified_by == "employer":
        begins = refund_from(book, absence)
        by = duty.rule if duty is not None and begins == absence.notified_on and late else period
        words = _both(
            begins,
            "Uden en § 56-aftale kan der gives refusion fra {}",
            "Without a § 56 agreement a refund can be given from {}",
        )
        yield _found(absence, "refund_begins", begins, by, words)


def _from_the_first_day(absence: Absence, book: RuleBook) -> Iterator[ExplainedDate]:
    first = absence.first_absence_day
    fast = _rule("fasttrack.request", first, book)
    if fast is not None:
        until = add_weeks(first, fast.number)
        words = _both(
            until, "Der kan bedes om fast track til {}", "A fast track can be asked for until {}"
        )
        yield _found(absence, "fast_track_until", until, fast, words)
    broad = _rule("work_ability.broad", first, book)
    if broad is not None:
        begins = add_months(first, broad.number)
        words = _both(
            begins,
            "Arbejdsevnen vurderes efter hele arbejdsmarkedet fra {}",
            "The ability to work is measured by the whole field of work from {}",
        )
        yield _found(absence, "whole_field_from", begins, broad, words)


def _limit(absence: Absence, limit: Limit, book: RuleBook) -> Iterator[ExplainedDate]:
    rule = limit_rule(book, limit.ends_after, pensioner=absence.pensioner)
    figures = msgspec.convert(rule.figures, WindowFigures)
    weeks, months = figures.limit_weeks, figures.window.calendar_months
    told: tuple[tuple[DateName, date, str, str], ...] = (
        (
            "limit_counted_from",
            limit.counted_from,
            "Varigheden tælles fra {}",
            "The duration is counted from {}",
        ),
        (
            "reassessment_from",
            limit.approaching_from,
            "Varigheden kan revurderes fra {}",
            "The duration can be reassessed from {}",
        ),
        (
            "limit_reached",
            limit.reached_on,
            f"Mere end {weeks} uger i {months} kalendermåneder er nået {{}}",
            f"More than {weeks} weeks in {months} calendar months are reached on {{}}",
        ),
        (
            "sick_pay_ends",
            limit.ends_after,
            "Uden forlængelse ophører sygedagpengene efter {}",
            "Without an extension sick pay ends after {}",
        ),
    )
    for name, day, da, en in told:
        yield _found(absence, name, day, rule, _both(day, da, en))


def _rule(key: str, day: date, book: RuleBook, **profile: str) -> Rule | None:
    """Return the rule of a day; None where the law of that day has none, or only a draft."""
    try:
        return book.rule(key, day, profile)
    except Rejected:
        return None


def _both(day: date, da: str, en: str) -> tuple[str, str]:
    return da.format(day_in_words(day)), en.format(day_in_words(day, "en"))


def _stated(
    absence: Absence, name: DateName, day: date, law_ref: str, words: tuple[str, str]
) -> ExplainedDate:
    da, en = (f"{said} ({law_ref})." for said in words)
    return ExplainedDate(absence.citizen, name, day, law_ref, da, en)


def _found(
    absence: Absence, name: DateName, day: date, rule: Rule, words: tuple[str, str]
) -> ExplainedDate:
    said = (f"{each} ({rule.law_ref})." for each in words)
    da, en = (
        " ".join((text, *(BANNER_TEXTS[banner][language] for banner in rule.banners)))
        for text, language in zip(said, _LANGUAGES, strict=True)
    )
    return ExplainedDate(
        absence.citizen, name, day, rule.law_ref, da, en, rule.version, rule.evidence
    )


DATES_QUERY = Query(
    name="case_dates",
    path="/case-dates",
    params=DateSearch,
    answer=list[ExplainedDate],
    run=dates,
)
