"""Nobody falls between sick pay and what comes next: awaited, taken over, or settled (E4)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import get_args
from uuid import UUID

import pytest

from services.visitation.cases import handovers as cases
from services.visitation.domain.citizen_case import CaseReopened, CloseCase
from services.visitation.domain.registration import CitizenRegistered, RegisterCitizen
from services.visitation.domain.sick_pay_handover import (
    CitizenTakenOver,
    Command,
    CorrectHandover,
    HandoverCorrected,
    HandoverFacts,
    HandoverOpened,
    HandoverSettled,
    HandoverSettlementWithdrawn,
    HandoverWithdrawn,
    NoteTakenOver,
    OpenHandover,
    SettleHandover,
    WithdrawHandover,
    WithdrawSettlement,
    sick_pay_handover,
)
from services.visitation.messages import NextBasisCorrected, SickPayEnded, SickPayEndWithdrawn
from services.visitation.wiring import SERVICE
from shared.actor import Actor
from tests.support.database import make_service
from tests.support.scenario import given
from tests.visitation.cases import CASE, P6
from tests.visitation.four import Four
from tests.visitation.further import told_by_itself
from tests.visitation.house import OneService, recorded

SICK, OTHER = UUID(int=77), UUID(int=78)
FROM, EARLIER = date(2024, 8, 1), date(2024, 7, 31)
FACTS = HandoverFacts(date(2024, 7, 2))
OPEN = OpenHandover(P6, SICK, "job_clarification", FROM)
OPENED = HandoverOpened(P6, SICK, "job_clarification", FROM)
NOBODY, WAITING = given(sick_pay_handover), given(sick_pay_handover, OPENED)
TAKEN = CitizenTakenOver(P6, CASE, FROM)
SETTLED = HandoverSettled(P6, "Flyttet")
GONE = WithdrawHandover()
TABLE = (
    Four(OPEN, NOBODY, FACTS, (OPENED,), WAITING, "handover_already_opened",
         "handover_already_opened", OPEN, "handover_already_opened"),
    Four(CorrectHandover("resource_course", EARLIER), WAITING, FACTS,
         (HandoverCorrected(P6, "resource_course", EARLIER),), NOBODY, "handover_not_opened",
         "nothing_to_correct", GONE, "handover_withdrawn"),
    Four(GONE, WAITING, FACTS, (HandoverWithdrawn(P6),), NOBODY, "handover_not_opened",
         "handover_withdrawn", NoteTakenOver(CASE, FROM), "citizen_already_taken_over"),
    Four(NoteTakenOver(CASE, FROM), WAITING, FACTS, (TAKEN,), NOBODY, "handover_not_opened",
         "citizen_already_taken_over", GONE, "handover_withdrawn"),
    Four(SettleHandover("Flyttet"), WAITING, FACTS, (SETTLED,), NOBODY, "handover_not_opened",
         "handover_settled", NoteTakenOver(CASE, FROM), "citizen_already_taken_over"),
    Four(WithdrawSettlement("Blev"), given(sick_pay_handover, OPENED, SETTLED), FACTS,
         (HandoverSettlementWithdrawn(P6, FROM, "Blev"),), WAITING, "handover_not_settled",
         "handover_not_settled", WithdrawSettlement("Også"), "handover_not_settled"),
)  # fmt: skip
ROWS = pytest.mark.parametrize("row", TABLE, ids=str)


def test_every_order_stands_in_the_table():
    assert {type(row.command) for row in TABLE} == set(get_args(Command))


@ROWS
def test_it_happens(row):
    row.happens()


@ROWS
def test_it_is_refused(row):
    row.is_refused()


@ROWS
def test_it_is_repeated(row):
    row.is_repeated()


@ROWS
def test_it_collides(row):
    row.collides()


def test_a_citizen_with_an_open_case_is_taken_over_at_once():
    order = OpenHandover(P6, SICK, "cash_benefit", FROM, CASE)
    opened = HandoverOpened(P6, SICK, "cash_benefit", FROM)
    NOBODY.when(order, FACTS).then(opened, CitizenTakenOver(P6, CASE, FROM))


@pytest.mark.parametrize("seen_to", [HandoverWithdrawn(P6), TAKEN, SETTLED])
def test_sick_pay_that_ends_again_awaits_the_citizen_again(seen_to):
    given(sick_pay_handover, OPENED, seen_to).when(OPEN, FACTS).then(OPENED)


NOW = datetime(2024, 7, 2, 10, tzinfo=UTC)
STREAM = f"sick_pay_case-{SICK}"
ENDED = SickPayEnded(P6, "job_clarification", FROM)
NONE, AWAITED = cases.Found(None, awaited=False), cases.Found(None, awaited=True)


@pytest.mark.parametrize(
    ("next_basis", "awaited_as"),
    [
        ("job_clarification", "job_clarification"),
        ("cash_benefit", "cash_benefit"),
        ("flex_job", "flex_unemployment_benefit"),
        ("resource_course", "resource_course"),
        ("pension", None),
        ("work", None),
        ("own_means", None),
        (None, None),
    ],
)
def test_who_needs_a_case_next_is_awaited(next_basis, awaited_as):
    told = SickPayEnded(P6, next_basis, FROM if next_basis else None)
    orders = cases.when_sick_pay_ended(recorded(STREAM, told, NOW), NONE)
    assert [do.command.benefit_basis for do in orders] == ([awaited_as] if awaited_as else [])


def test_every_message_about_a_sick_pay_case_means_the_same_handover():
    ended = cases.when_sick_pay_ended(recorded(STREAM, ENDED, NOW), NONE)
    back = cases.when_sick_pay_end_withdrawn(
        recorded(STREAM, SickPayEndWithdrawn(P6), NOW), AWAITED
    )
    assert {do.case_id for do in (*ended, *back)} == {cases.handover_of(str(SICK))}
    assert [do.command for do in back] == [GONE]
    assert cases.handover_of(str(OTHER)) != cases.handover_of(str(SICK))


def test_an_end_taken_back_after_the_citizen_was_taken_over_changes_nothing():
    message = recorded(STREAM, SickPayEndWithdrawn(P6), NOW)
    assert cases.when_sick_pay_end_withdrawn(message, NONE) == []


def test_what_comes_next_is_followed_when_it_is_put_right_after_the_end():
    def orders(basis, found, ended_on=EARLIER):
        told = NextBasisCorrected(P6, basis, FROM, ended_on)
        made = cases.when_next_basis_corrected(recorded(STREAM, told, NOW), found)
        return [do.command for do in made]

    assert orders("flex_job", AWAITED) == [CorrectHandover("flex_unemployment_benefit", FROM)]
    assert orders("pension", AWAITED) == [GONE]
    assert orders("cash_benefit", NONE) == [OpenHandover(P6, SICK, "cash_benefit", FROM)]
    assert orders("pension", NONE) == []
    assert orders("flex_job", NONE, None) == []


def test_a_case_that_opens_ends_the_waiting():
    told = CaseReopened(P6, FROM, "Tilbage")
    message = recorded(f"citizen_case-{CASE}", told, NOW, effective_on=FROM)
    (do,) = cases.when_case_opened(message, (OTHER,))
    assert (do.case_id, do.command) == (OTHER, NoteTakenOver(CASE, FROM))
    assert list(cases.when_case_opened(message, ())) == []


RITA = Actor(id="rita", unit="reception", roles=("reception",))
ANNA = Actor(id="anna", unit="jobcenter", roles=("counsellor_muni",))
REGISTER = RegisterCitizen(P6, "job_clarification", "tg5_sick_pay", 45)


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    house = OneService(SERVICE, make_service(database_url, "visitation"), NOW)
    yield house
    house.close()


def rows(service: OneService) -> list[tuple[str, date, int]]:
    shown = service.ask("sick_pay_handovers", RITA)
    return [(row.stage, row.from_, row.days_left) for row in shown]


def clocks(service: OneService) -> list[tuple[str, date]]:
    handover = cases.handover_of(str(SICK))
    duties = service.office.desk(ANNA).load(sick_pay_handover, handover).clocks.duties
    return [(duty.state, duty.timely_until) for duty in duties]


@pytest.mark.postgres
def test_e4_the_citizen_is_awaited_until_registered(service):
    service.told(STREAM, ENDED)
    assert rows(service) == [("waiting", FROM, 30)]
    assert clocks(service) == [("running", FROM)]
    service.told(STREAM, NextBasisCorrected(P6, "job_clarification", EARLIER, date(2024, 7, 30)))
    assert clocks(service) == [("running", EARLIER)]
    service.at(2024, 7, 31)
    case = service.order(RITA, REGISTER).case_id
    registered = service.facts(f"citizen_case-{case}")[0]
    assert isinstance(registered.event, CitizenRegistered)
    told_by_itself(service, f"citizen_case-{case}", registered.event)
    assert rows(service) == [("taken_over", EARLIER, 0)]
    assert [state for state, _ in clocks(service)] == ["met"]
    service.told(STREAM, SickPayEndWithdrawn(P6))
    assert rows(service) == [("taken_over", EARLIER, 0)]
    assert service.refusals() == []


@pytest.mark.postgres
def test_e4_an_end_taken_back_awaits_nobody_and_an_open_case_takes_over_at_once(service):
    service.told(STREAM, ENDED)
    service.told(STREAM, SickPayEndWithdrawn(P6))
    assert rows(service) == [("withdrawn", FROM, 30)]
    assert clocks(service) == []
    case = service.order(RITA, REGISTER).case_id
    service.told(STREAM, ENDED)
    (shown,) = service.ask("sick_pay_handovers", RITA, citizen=P6, stage="taken_over")
    assert str(shown.citizen_case) == case
    assert clocks(service) == [("met", FROM)]
    service.order(ANNA, CloseCase("moved"), case)
    assert service.ask("sick_pay_handovers", RITA, stage="waiting") == []


@pytest.mark.postgres
def test_a_settled_handover_waits_for_nobody_until_that_is_taken_back(service):
    service.told(STREAM, ENDED)
    handover = str(cases.handover_of(str(SICK)))
    service.order(RITA, SettleHandover("Flyttet til en anden kommune"), handover)
    assert (rows(service), clocks(service)) == ([("settled", FROM, 30)], [("met", FROM)])
    service.order(RITA, WithdrawSettlement("Blev boende"), handover)
    assert (rows(service), clocks(service)) == ([("waiting", FROM, 30)], [("running", FROM)])


@pytest.mark.postgres
def test_a_citizen_registered_before_the_day_is_taken_over_in_time(service):
    service.told(STREAM, ENDED)
    case = service.order(RITA, REGISTER).case_id
    told_by_itself(service, f"citizen_case-{case}", service.facts(f"citizen_case-{case}")[0].event)
    assert (rows(service), clocks(service)) == ([("taken_over", FROM, 30)], [("met", FROM)])


@pytest.mark.postgres
def test_e4_a_draft_of_2027_leaves_nobody_unawaited(service):
    service.at(2026, 12, 14)
    service.told(STREAM, SickPayEnded(P6, "cash_benefit", date(2027, 1, 1)))
    assert clocks(service) == [("running", date(2027, 1, 1))]
    assert service.refusals() == []
