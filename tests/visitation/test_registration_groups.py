"""A registration whose target group contradicts the benefit, the age or the law is refused."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import get_args
from uuid import UUID

import pytest

from services.visitation.domain.codes import GROUP_OF, BenefitBasis, TargetGroup
from services.visitation.domain.registration import CorrectRegistration, RegisterCitizen
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA
from tests.visitation.test_rules import BOOK

# Written down a second time from the domain paper (section B): what each group lives on.
_CASH = {"cash_benefit", "start_assistance"}
_LIVES_ON = {
    "tg1_insured": {"ui_benefit"},
    "tg2_cash_ready": _CASH,
    "tg3_cash_other_problems": _CASH,
    "tg4_rehabilitation": {"rehabilitation"},
    "tg5_sick_pay": {"sick_pay", "job_clarification"},
    "tg6_disability_pension": {"disability_pension"},
    "tg8_self_supporting": {"self_supporting"},
    "tg11_resource_course": {"resource_course"},
    "tg12_education_ready": {"education_benefit"},
    "tg13_activity_ready_under_30": {"education_benefit"},
}
DAY = date(2021, 3, 1)


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def test_every_benefit_and_group_agrees_with_the_paper() -> None:
    table = BOOK.rule("target_groups.by_benefit", DAY).figures["lives_on"]
    for group in get_args(TargetGroup):
        for basis in get_args(BenefitBasis):
            allowed = basis in _LIVES_ON.get(group, {basis})
            assert (basis in table.get(group, [basis])) is allowed, (group, basis)


def test_a_group_that_follows_of_the_benefit_never_contradicts_it() -> None:
    for day in (date(2007, 1, 1), date(2012, 12, 31), date(2013, 1, 1), date(2014, 1, 1)):
        known = BOOK.rule("target_groups.of_the_law", day).figures["groups"]
        table = BOOK.rule("target_groups.by_benefit", day).figures["lives_on"]
        assert set(table) <= set(known)
        for basis, group in GROUP_OF.items():
            assert basis in table.get(group, [basis])


# In the order of time: the clock of an installation only moves forward.
REGISTRATIONS = [
    (date(2011, 5, 2), "ui_benefit", "tg2_cash_ready", 40, "group_contradicts_benefit"),
    (date(2011, 5, 2), "cash_benefit", "tg1_insured", 40, "group_contradicts_benefit"),
    (date(2011, 5, 2), "sick_pay", "tg4_rehabilitation", 40, "group_contradicts_benefit"),
    (date(2012, 12, 31), "resource_course", None, 40, "group_not_in_the_law"),
    (date(2013, 1, 1), "resource_course", None, 40, None),
    (date(2013, 12, 31), "education_benefit", "tg12_education_ready", 22, "group_not_in_the_law"),
    (date(2014, 1, 1), "education_benefit", "tg12_education_ready", 29, None),
    (DAY, "cash_benefit", "tg12_education_ready", 22, "group_contradicts_benefit"),
    (DAY, "education_benefit", "tg2_cash_ready", 22, "group_contradicts_benefit"),
    (DAY, "education_benefit", "tg12_education_ready", 30, "group_contradicts_age"),
    (DAY, "education_benefit", "tg13_activity_ready_under_30", None, None),
    (DAY, "self_supporting", "tg9_under_18", 18, "group_contradicts_age"),
    (DAY, "self_supporting", "tg9_under_18", 17, None),
    (DAY, "ui_benefit", "tg7_flex_job", 50, None),
    (DAY, "job_clarification", "tg5_sick_pay", 50, None),
]


@pytest.mark.postgres
def test_a_contradiction_is_refused_with_its_code_and_what_agrees_is_registered(
    service: OneService,
) -> None:
    answers = []
    for number, (day, basis, group, age, _) in enumerate(REGISTRATIONS):
        service.at(day.year, day.month, day.day)
        order = RegisterCitizen(UUID(int=number + 1), basis, group, age)  # type: ignore[arg-type]  # words of the tests
        try:
            service.order(ANNA, order)
        except Rejected as refusal:
            answers.append(refusal.code)
        else:
            answers.append(None)
    assert answers == [code for *_, code in REGISTRATIONS]


@pytest.mark.postgres
def test_a_correction_contradicts_nothing_either_and_is_judged_by_the_law_of_its_day(
    service: OneService,
) -> None:
    service.at(2013, 12, 30)
    case = service.order(ANNA, RegisterCitizen(P6, "cash_benefit", "tg2_cash_ready", 22)).case_id
    service.at(2014, 1, 6)
    wrong = CorrectRegistration("Lever af dagpenge", benefit_basis="ui_benefit")
    with pytest.raises(Rejected, match="group_contradicts_benefit"):
        service.order(ANNA, wrong, case)
    early = CorrectRegistration(
        "Uddannelseshjælp", benefit_basis="education_benefit", target_group="tg12_education_ready"
    )
    with pytest.raises(Rejected, match="group_not_in_the_law"):
        service.order(ANNA, early, case)
    right = CorrectRegistration(
        "Lever af dagpenge", benefit_basis="ui_benefit", target_group="tg1_insured"
    )
    service.order(ANNA, right, case)
    with pytest.raises(Rejected, match="nothing_to_correct"):
        service.order(ANNA, right, case)
