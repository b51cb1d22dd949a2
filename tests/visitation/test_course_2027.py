"""The turn of 2026 to 2027: what is in force goes on, a draft starts nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from services.visitation.domain import match
from services.visitation.domain.case_file import Open
from services.visitation.domain.citizen_case import CloseCase, ReopenCase, citizen_case
from services.visitation.domain.contact_course import (
    RegisterInterviewNoShow,
    SummonCitizen,
    WithdrawInterview,
)
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected
from tests.support.database import make_service
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA
from tests.visitation.test_course_service import FIVE, duties, hold, register
from tests.visitation.test_rules import BOOK

LAST_OF_2026, FIRST_OF_2027 = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2026, 7, 6, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_k_an_interview_is_recorded_on_both_sides_of_the_new_year(service: OneService) -> None:
    case = register(service, "cash_benefit", "tg2_cash_ready", 40)
    hold(service, case, 2026, 7, 10)
    service.order(ANNA, match.AssessMatch("job_ready", FIVE), case)
    for day in ((2026, 12, 30), (2026, 12, 31), (2027, 1, 1), (2027, 1, 4)):
        hold(service, case, *day)
    file = service.office.desk(ANNA).load(citizen_case, case).state
    assert isinstance(file, Open)
    assert [one.held_on for one in file.course.interviews][-2:] == [
        FIRST_OF_2027,
        date(2027, 1, 4),
    ]
    # H 22: the clock of 2026 survives into the draft year and is met there.
    now = duties(service, case)
    assert now["interview.count_first_6m"] == [(date(2027, 1, 6), "met", 0)]
    assert "interview.interval" not in now, "no interval since 2014, and no draft brings one"


@pytest.mark.postgres
def test_k_the_match_is_said_anew_at_an_interview_of_2027(service: OneService) -> None:
    case = register(service, "cash_benefit", "tg3_cash_other_problems", 40)
    hold(service, case, 2026, 7, 10)
    service.order(ANNA, match.AssessMatch("activity_ready", FIVE), case)
    hold(service, case, 2027, 1, 4)
    service.order(ANNA, match.AssessMatch("job_ready", FIVE, "Bedre helbred"), case)
    now = duties(service, case)
    assert now["match.reassess"] == [(date(2027, 1, 4), "met", 0)]
    assert now["cv.register"][-1] == (date(2027, 1, 25), "running", 0)


@pytest.mark.postgres
def test_k_a_summons_a_no_show_and_a_withdrawal_go_on_in_2027(service: OneService) -> None:
    case = register(service, "cash_benefit", "tg2_cash_ready", 40)
    hold(service, case, 2027, 1, 4)
    service.order(ANNA, WithdrawInterview(date(2027, 1, 4), "Ikke holdt"), case)
    service.order(ANNA, SummonCitizen(datetime(2027, 1, 5, 9, tzinfo=UTC), "letter", True), case)
    service.at(2027, 1, 6)
    service.order(ANNA, RegisterInterviewNoShow(date(2027, 1, 5)), case)
    assert duties(service, case)["interview.first"] == [(date(2026, 7, 13), "missed", 0)]


@pytest.mark.postgres
@pytest.mark.parametrize("day", [(2027, 1, 1), (2027, 1, 4)])
def test_k_a_clock_that_only_a_draft_covers_is_refused_by_its_code(
    service: OneService, day: tuple[int, int, int]
) -> None:
    case = register(service, "cash_benefit", "tg2_cash_ready", 40)
    service.at(2026, 12, 30)
    service.order(ANNA, CloseCase("job"), case)
    service.at(2026, 12, 31)
    service.order(ANNA, ReopenCase("Ledig igen"), case)
    service.order(ANNA, CloseCase("job"), case)
    service.at(*day)
    with pytest.raises(Rejected, match="ruleset_draft") as refusal:
        service.order(ANNA, ReopenCase("Ledig igen"), case)
    assert refusal.value.detail["rule"] == "interview.first"
    assert refusal.value.detail["on"] == date(*day).isoformat()


@pytest.mark.parametrize(
    ("key", "profile"),
    [
        ("match.model", {}),
        ("match.reassess", {"matched": True}),
        ("cv.register", {"target_group": "tg2_cash_ready", "changed_group": "none"}),
        ("interview.standard", {"labour_market_ready": True}),
    ],
)
def test_k_what_goes_on_is_the_row_of_2026_and_never_a_draft(
    key: str, profile: dict[str, object]
) -> None:
    book = BOOK
    before, after = (book.rule(key, day, profile) for day in (LAST_OF_2026, FIRST_OF_2027))
    assert after.version == before.version
    assert after.status == "in_force"
