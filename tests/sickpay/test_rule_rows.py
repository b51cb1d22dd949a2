"""Part D.4, row by row: on which day which figure holds, and where none does."""

from datetime import date
from typing import Any

import pytest

from shared.eventlog.decider import Rejected
from tests.sickpay.house import BOOK

EMPLOYER = {"notified_by": "employer"}


@pytest.mark.parametrize(
    ("key", "day", "profile", "value"),
    [
        ("employer_period", date(2008, 6, 1), EMPLOYER, 14),
        ("employer_period", date(2008, 6, 2), EMPLOYER, 21),
        ("employer_period", date(2012, 1, 1), EMPLOYER, 21),
        ("employer_period", date(2012, 1, 2), EMPLOYER, 30),
        ("employer_period", date(2020, 1, 1), {"notified_by": "self_employed"}, 14),
        ("extension.2", date(2009, 12, 31), {}, 26),
        ("extension.2", date(2010, 1, 1), {}, 39),
        ("extension.2", date(2014, 7, 1), {}, 69),
        ("extension.3", date(2014, 6, 30), {}, 104),
        ("extension.3", date(2014, 7, 1), {}, 134),
        ("followup.count_6m", date(2020, 1, 1), {"category": 2}, 4),
        ("followup.count_6m", date(2026, 7, 1), {"category": 0}, 1),
        ("followup.none", date(2025, 1, 1), {"employed": True}, 13),
        ("followup.none", date(2026, 7, 1), {"employed": True}, 26),
        ("followup.interval", date(2008, 1, 1), {"model": "2006", "category": 2}, 4),
        ("followup.interval", date(2008, 1, 1), {"model": "2006", "category": 3}, 8),
        ("followup.interval", date(2015, 1, 5), {"model": "2015", "category": 3}, 4),
    ],
)
def test_this_figure_holds(key: str, day: date, profile: dict[str, Any], value: int) -> None:
    assert BOOK.rule(key, day, profile).value == value


@pytest.mark.parametrize(
    ("key", "day", "profile", "code"),
    [
        ("category.1", date(2015, 1, 1), {}, "rule_missing"),
        ("category.2", date(2015, 1, 4), {}, "rule_missing"),
        ("category.3", date(2025, 1, 1), {}, "not_applicable"),
        ("category.1", date(2026, 7, 1), {}, "not_applicable"),
        ("employer_interview", date(2010, 1, 3), EMPLOYER, "not_applicable"),
        ("employer_interview", date(2026, 1, 1), EMPLOYER, "not_applicable"),
        ("extension.4", date(2014, 6, 30), {}, "not_applicable"),
        ("followup.interval", date(2015, 2, 1), {"model": "2015", "category": 1}, "not_applicable"),
        ("duration.limit", date(2027, 1, 31), {}, "ruleset_draft"),
        ("after_limit.job_clarification", date(2014, 6, 30), {}, "not_applicable"),
        ("after_limit.job_clarification", date(2027, 1, 1), {}, "ruleset_draft"),
        ("form.return", date(2027, 1, 1), {}, "ruleset_draft"),
    ],
)
def test_here_no_figure_holds(key: str, day: date, profile: dict[str, Any], code: str) -> None:
    with pytest.raises(Rejected, match=code):
        BOOK.rule(key, day, profile)


@pytest.mark.parametrize(
    ("day", "weeks", "months"), [(date(2014, 6, 30), 52, 18), (date(2014, 7, 31), 22, 9)]
)
def test_spa_24_the_limit_by_month_end(day: date, weeks: int, months: int) -> None:
    figures = BOOK.rule("duration.limit", day).figures
    assert figures["limit_weeks"] == weeks
    assert figures["window"]["calendar_months"] == months
