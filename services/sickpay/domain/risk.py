"""The risk of a long course, assessed by rules that are data: the same facts, the same score.

S-04: the score explains itself by its factors. S-05: a high risk found early goes to a
specialist; short cases keep a track of their own. Every factor is a table `risk.<factor>`
with dates, and what nobody has told counts nothing and is listed.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from services.sickpay.domain.course import Course
from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.follow_up_events import Factor, RiskAssessed, RiskLevel, Track
from services.sickpay.domain.sick_pay_history import Absence, FormReturned
from shared.eventlog.decider import Rejected
from shared.law.arithmetic import reckon
from shared.law.rulebook import RuleBook
from shared.privacy.personal import Erased

FACTORS = (
    "expected_weeks",
    "complaint",
    "own_prognosis",
    "workplace_conflict",
    "employed",
    "earlier_absences",
    "days_late",
    "missed_follow_ups",
    "partial_return",
)
_LEVELS: Mapping[int, RiskLevel] = {1: "low", 2: "medium", 3: "high"}


def known_facts(
    absence: Absence, form: FormReturned, course: Course, facts: SickPayFacts
) -> Mapping[str, Any]:
    """Return what is known about each factor; None where nobody has told or it was erased."""
    answers = form.answers
    told: dict[str, Any] = {
        "expected_weeks": answers.expected_weeks,
        "complaint": answers.complaint,
        "own_prognosis": answers.own_prognosis,
        "workplace_conflict": answers.workplace_conflict,
        "employed": absence.notified_by in {"employer", "self_employed"},
        "earlier_absences": sum(one.was_paid for one in facts.others),
        "days_late": _days_late(form, facts.law),
        "missed_follow_ups": len(course.missed),
        "partial_return": course.partial_from is not None,
    }
    return {name: None if isinstance(value, Erased) else value for name, value in told.items()}


def _days_late(form: FormReturned, book: RuleBook) -> int | None:
    if form.sent_on is None:
        return None
    rule = book.rule("form.return", form.sent_on)
    until = reckon(form.sent_on, rule.number, rule.time_unit, rule.roll).timely_until
    return max(0, (form.returned_on - until).days)


def scored(
    book: RuleBook, on: date, known: Mapping[str, Any]
) -> tuple[int, tuple[Factor, ...], tuple[str, ...]]:
    """Return the score, the factors that made it, and those nobody has told anything about."""
    factors: list[Factor] = []
    unknown: list[str] = []
    for name in FACTORS:
        if known[name] is None:
            unknown.append(name)
            continue
        rule = book.rule(f"risk.{name}", on)
        points = book.table_value(f"risk.{name}", on, **{name: known[name]})
        if points:
            factors.append(Factor(name, points, rule.version))
    return max(0, sum(one.points for one in factors)), tuple(factors), tuple(unknown)


def risk_of(
    absence: Absence, form: FormReturned, course: Course, facts: SickPayFacts
) -> RiskAssessed | None:
    """Assess the risk today; None where the law of the day has no rules for it."""
    on = facts.today
    try:
        book = facts.law
        score, factors, unknown = scored(book, on, known_facts(absence, form, course, facts))
        level = _LEVELS[book.table_value("risk.level", on, score=score)]
        weeks = book.rule("risk.early_weeks", on).number
    except Rejected:
        return None
    early = on < absence.first_absence_day + timedelta(weeks=weeks)
    return RiskAssessed(
        absence.citizen,
        absence.first_absence_day,
        level,
        _track(level, course.risk, early=early),
        score,
        factors,
        unknown,
    )


def _track(level: RiskLevel, before: RiskAssessed | None, *, early: bool) -> Track:
    """Say who takes the case: specialists are kept for high risks that are found early.

    Who has a specialist keeps that one while the risk is high, however long it lasts.
    """
    has_specialist = before is not None and before.track == "specialist"
    if level == "high" and (early or has_specialist):
        return "specialist"
    return "early_short" if level == "low" and early else "standard"
