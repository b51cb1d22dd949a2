"""E1: what benefit_service decides reaches the case at once, and a refusal must be settled."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.visitation import messages
from services.visitation.domain.benefit_right import (
    RegisterSelfSupporting,
    WithdrawSelfSupporting,
)
from services.visitation.domain.citizen_case import CloseCase, citizen_case
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.wiring import SERVICE
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA

SETTLE = "case.without_benefit"
MARCH_26 = date(2008, 3, 26)


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2008, 3, 12, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def register(service: OneService, basis: str = "cash_benefit") -> str:
    group = "tg2_cash_ready" if basis == "cash_benefit" else None
    order = RegisterCitizen(citizen=P6, benefit_basis=basis, target_group=group, age=27)
    return service.order(ANNA, order).case_id


def decided(service: OneService, case: str, eligible: bool, basis: str = "cash_benefit") -> None:
    told = messages.JobcenterNotifiedOfEligibility(P6, UUID(case), eligible, basis)
    service.told(f"benefit_case-{case}", told)


def settling(service: OneService, case: str) -> list[tuple[date, str]]:
    clocks = service.office.desk(ANNA).load(citizen_case, case).clocks
    return [(each.timely_until, each.state) for each in clocks.of_key(SETTLE)]


def line(service: OneService, **asked: object):
    lines = service.ask("portfolio", ANNA, unassigned=True, **asked)
    return lines[0] if lines else None


@pytest.mark.postgres
def test_e1_a_refusal_is_settled_in_fourteen_days_by_own_means_or_by_closing(service):
    case = register(service)
    decided(service, case, eligible=False)
    assert settling(service, case) == [(MARCH_26, "running")]
    assert line(service, show="not_eligible").eligible is False
    service.at(2008, 3, 20)
    service.order(ANNA, RegisterSelfSupporting(), case)
    assert settling(service, case) == [(MARCH_26, "met")]
    assert line(service, show="not_eligible") is None
    assert line(service).self_supporting_from == date(2008, 3, 20)
    service.order(ANNA, WithdrawSelfSupporting("Borgeren går i stedet"), case)
    assert settling(service, case) == [(MARCH_26, "running")]
    taken_back = service.facts(f"citizen_case-{case}")[-2]
    assert (taken_back.tag, taken_back.meta.how) == (
        "visitation.self_supporting_withdrawn", "withdrawn",
    )  # fmt: skip
    service.order(ANNA, CloseCase("other"), case)
    assert settling(service, case) == []


@pytest.mark.postgres
def test_e1_a_right_to_the_benefit_settles_it_and_another_benefit_is_seen(service):
    case = register(service)
    decided(service, case, eligible=False)
    decided(service, case, eligible=True)
    assert settling(service, case) == []
    assert line(service, show="other_benefit") is None
    decided(service, case, eligible=True, basis="education_benefit")
    assert line(service, show="other_benefit").eligible_for == "education_benefit"
    # The same again is nothing new.
    before = len(service.facts(f"citizen_case-{case}"))
    decided(service, case, eligible=True, basis="education_benefit")
    assert len(service.facts(f"citizen_case-{case}")) == before


@pytest.mark.postgres
def test_who_lives_on_own_means_already_has_nothing_to_settle(service):
    case = register(service, "self_supporting")
    decided(service, case, eligible=False)
    assert settling(service, case) == []


@pytest.mark.postgres
def test_a_closed_case_hears_nothing_and_refuses_nothing(service):
    case = register(service)
    service.order(ANNA, CloseCase("job"), case)
    decided(service, case, eligible=False)
    assert settling(service, case) == []
    assert service.refusals() == []


@pytest.mark.postgres
@pytest.mark.parametrize(("day", "counted"), [(7, 0), (8, 1)])
def test_f2_the_stock_of_interviews_leaves_out_who_lives_on_own_means_by_then(
    service, day, counted
):
    case = register(service)
    decided(service, case, eligible=False)
    service.at(2008, 4, day)
    service.order(ANNA, RegisterSelfSupporting(), case)
    service.at(2008, 4, 30)
    # The Monday of the week that holds the 8th is 7 April.
    assert service.ask("stock_of_interviews", ANNA, month=date(2008, 4, 1)).on_benefit == counted


@pytest.mark.postgres
def test_k_a_refusal_is_noted_in_2027_too(service):
    service.at(2026, 12, 1)
    case = register(service)
    service.at(2027, 1, 4)
    decided(service, case, eligible=False)
    assert settling(service, case) == [(date(2027, 1, 18), "running")]
    assert service.refusals() == []
