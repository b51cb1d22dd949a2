"""An excuse of the citizen moves the measured day, fourteen days at most, and never the law's."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from types import SimpleNamespace

import pytest
from msgspec import Struct

from services.visitation.domain.cancellation import CancelInterview, WithdrawCancellation
from services.visitation.domain.contact_course import SummonCitizen
from services.visitation.views.excuses import as_measured
from services.visitation.wiring import SERVICE
from tests.support.database import make_service
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA
from tests.visitation.test_contact_course import BEFORE, WAITING
from tests.visitation.test_course_service import duties, hold, register

DUE = date(2011, 2, 10)


class Row(Struct, frozen=True):
    case_id: str = "1"
    trigger_day: date = date(2011, 1, 10)
    timely_until: date = DUE
    met_on: date | None = None
    late_by_days: int = 0


def measured(*excuses: tuple[date, date], met_on: date | None = None) -> tuple[date, int]:
    late = max(0, (met_on - DUE).days) if met_on else 0
    told = {"1": [SimpleNamespace(day=day, agreed_on=agreed) for day, agreed in excuses]}
    [row] = as_measured([Row(met_on=met_on, late_by_days=late)], told, 14)  # type: ignore[list-item, arg-type]  # only these fields are read
    return row.timely_until, row.late_by_days


@pytest.mark.parametrize(
    ("agreed", "falls_due"),
    [
        (date(2011, 2, 10), DUE),
        (date(2011, 2, 11), date(2011, 2, 11)),
        (date(2011, 2, 23), date(2011, 2, 23)),
        (date(2011, 2, 24), date(2011, 2, 24)),
        (date(2011, 2, 25), date(2011, 2, 24)),
    ],
)
def test_t8_the_measured_day_is_the_one_agreed_on_but_at_most_fourteen_days_later(
    agreed: date, falls_due: date
) -> None:
    assert measured((date(2011, 2, 9), agreed)) == (falls_due, 0)


def test_t8_held_on_the_day_agreed_is_in_time_and_the_day_after_the_limit_is_late() -> None:
    called_off = (date(2011, 2, 9), date(2011, 2, 21))
    assert measured(called_off, met_on=date(2011, 2, 21)) == (date(2011, 2, 21), 0)
    assert measured(called_off, met_on=date(2011, 2, 23)) == (date(2011, 2, 21), 2)
    assert measured(met_on=date(2011, 2, 21)) == (DUE, 11)


def test_t8_an_interview_that_would_have_been_late_anyhow_excuses_nothing() -> None:
    assert measured((date(2011, 2, 11), date(2011, 2, 20))) == (DUE, 0)
    assert measured((date(2011, 1, 9), date(2011, 2, 20))) == (DUE, 0)


def test_t8_several_excuses_count_fourteen_days_together() -> None:
    first = (date(2011, 2, 9), date(2011, 2, 18))
    second = (date(2011, 2, 18), date(2011, 3, 1))
    assert measured(first, second) == (date(2011, 2, 24), 0)


def test_t8_no_history_of_excuses_moves_a_day_back_or_more_than_fourteen_days() -> None:
    chance = Random(20110210)
    for _ in range(2000):
        told = [
            (day, day + timedelta(chance.randint(1, 40)))
            for day in (date(2011, 1, 5) + timedelta(chance.randint(0, 60)) for _ in range(3))
        ]
        falls_due, _ = measured(*told)
        assert DUE <= falls_due <= DUE + timedelta(14)
        # Written a second time: day by day, whatever is agreed on while the measured day lasts.
        day = DUE
        for called_off, agreed in sorted(told):
            if date(2011, 1, 10) <= called_off <= day:
                day = max(day, min(agreed, DUE + timedelta(14)))
        assert falls_due == day


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (CancelInterview("jobcenter", None, True), "excuse_is_the_citizens"),
        (CancelInterview("citizen", None, False, date(2011, 6, 14)), "agreed_without_excuse"),
        (CancelInterview("citizen", None, True, date(2011, 6, 7)), "agreed_before_the_interview"),
    ],
)
def test_an_excuse_is_the_citizens_and_names_a_later_day(order: CancelInterview, code: str) -> None:
    WAITING.when(order, BEFORE).then_rejected(code)


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 1, 3, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_t8_the_figure_follows_the_agreement_and_the_deadline_of_the_law_stays(
    service: OneService,
) -> None:
    service.at(2011, 1, 10)
    case = register(service, "ui_benefit", "tg1_insured", 24)
    service.order(ANNA, SummonCitizen(datetime(2011, 2, 9, 9, tzinfo=UTC), "letter", True), case)
    service.at(2011, 2, 8)
    excused = CancelInterview("citizen", None, True, date(2011, 3, 1))
    service.order(ANNA, excused, case)
    hold(service, case, 2011, 2, 24)
    assert duties(service, case)["interview.first"] == [(DUE, "met", 14)]
    asked = {"from_day": date(2011, 2, 11), "to_day": date(2011, 2, 28)}
    shown = service.ask("interview_timeliness", ANNA, **asked)
    assert [(m.month, m.on_time, m.late) for m in shown.months] == [("2011-02", 1, 0)]
    before = {"from_day": date(2011, 2, 1), "to_day": DUE}
    assert service.ask("interview_timeliness", ANNA, **before).months == ()
    # No excuse after all: the interview was late, measured from the day of the law.
    service.order(ANNA, WithdrawCancellation(date(2011, 2, 9), "En anden borger"), case)
    late = service.ask("interview_timeliness", ANNA, **before).months
    assert [(m.month, m.on_time, m.late) for m in late] == [("2011-02", 0, 1)]
    assert duties(service, case)["interview.first"] == [(DUE, "met", 14)]
