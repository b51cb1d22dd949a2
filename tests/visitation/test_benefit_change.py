"""E2: another benefit moves the case to its law, and loses neither a clock nor a line."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from msgspec.structs import replace

from services.visitation.domain import benefit_change as change
from services.visitation.domain.authority import (
    AuthorityTransferred,
    TransferAuthority,
    TransferWithdrawn,
    WithdrawTransfer,
)
from services.visitation.domain.benefit_right import (
    EligibilityConfirmed,
    RegisterSelfSupporting,
    SelfSupportingRegistered,
)
from services.visitation.domain.citizen_case import CloseCase, citizen_case
from services.visitation.domain.contact_course import HoldInterview
from services.visitation.domain.cv import RegisterCv
from services.visitation.domain.ground import CaseLaw
from services.visitation.domain.interview_counts import NoteFundInterview
from services.visitation.domain.registration import CorrectRegistration, RegisterCitizen
from services.visitation.domain.standing import SetTargetGroup, TargetGroupSet
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected
from tests.support.database import make_service
from tests.visitation.cases import CASE, JUNE_7, MAY_2, P6, REGISTERED, STATE_CASE, case, on
from tests.visitation.four import Four
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA

TEXT = "Dagpengeretten er brugt op"
FEB_4 = date(2008, 2, 4)
NOW = replace(on(2011, 9, 5), case_id=CASE, actor="anna")
THEN = replace(on(2008, 3, 3), case_id=CASE, actor="anna")
ANEW = replace(NOW, law=CaseLaw(counted_anew=True))
TO_EDUCATION = change.ChangeBenefit("education_benefit", TEXT, "tg12_education_ready", on=JUNE_7)
TO_CASH = change.ChangeBenefit("cash_benefit", TEXT, "tg2_cash_ready", on=FEB_4)
CHANGED = change.BenefitChanged(
    citizen=P6,
    from_basis="cash_benefit",
    from_group="tg2_cash_ready",
    benefit_basis="education_benefit",
    target_group="tg12_education_ready",
    age=27,
    holds_from=JUNE_7,
    reason=TEXT,
)
LEFT_INSURANCE = replace(
    CHANGED,
    from_basis="ui_benefit",
    from_group="tg1_insured",
    benefit_basis="cash_benefit",
    target_group="tg2_cash_ready",
    age=45,
    holds_from=FEB_4,
)
TAKEN_BACK = change.BenefitChangeWithdrawn(
    P6, "cash_benefit", "tg2_cash_ready", 27, JUNE_7, "Forkert sag"
)
OPEN, WAS_CHANGED = case(REGISTERED), case(REGISTERED, CHANGED)
CLOSE = CloseCase("job", date(2011, 9, 1))
TAKE_BACK = change.WithdrawBenefitChange("Forkert sag")

ORDERS = [
    Four(TO_EDUCATION, OPEN, NOW, (CHANGED,), case(), "not_registered", "same_benefit",
         CLOSE, "case_closed"),
    Four(TAKE_BACK, WAS_CHANGED, NOW, (TAKEN_BACK,), OPEN, "benefit_not_changed",
         "benefit_not_changed", CLOSE, "case_closed"),
]  # fmt: skip


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_happens(four):
    four.happens()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_refused(four):
    four.is_refused()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_repeated_it_is_refused(four):
    four.is_repeated()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_the_later_of_two_is_refused(four):
    four.collides()


def test_every_order_is_tried():
    assert {type(each.command) for each in ORDERS} == set(get_args(change.Command))


def test_e2_who_is_no_longer_insured_leaves_the_state_half_the_same_day():
    moved = AuthorityTransferred(P6, "state", "municipal", FEB_4)
    told = case(STATE_CASE).when(TO_CASH, THEN)
    told.then(LEFT_INSURANCE, moved)
    # Who becomes insured stays with the municipal half.
    to_fund = change.ChangeBenefit("ui_benefit", TEXT, on=JUNE_7)
    (only,) = OPEN.when(to_fund, NOW).events
    assert (only.target_group, only.from_basis) == ("tg1_insured", "cash_benefit")


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (replace(TO_EDUCATION, benefit_basis="cash_benefit"), "same_benefit"),
        (replace(TO_EDUCATION, benefit_basis="self_supporting"), "self_supporting_is_no_benefit"),
        (replace(TO_EDUCATION, target_group=None), "target_group_missing"),
        (replace(TO_EDUCATION, on=date(2011, 5, 1)), "before_registration"),
        (replace(TO_EDUCATION, on=date(2011, 9, 6)), "date_in_future"),
    ],
)
def test_a_change_must_be_one(order, code):
    OPEN.when(order, NOW).then_rejected(code)


def test_a_group_the_law_of_the_day_does_not_know_is_refused():
    law = CaseLaw(groups=("tg1_insured", "tg2_cash_ready"))
    OPEN.when(TO_EDUCATION, replace(NOW, law=law)).then_rejected("group_not_in_the_law")


def test_changes_come_in_their_order():
    earlier = change.ChangeBenefit("cash_benefit", TEXT, "tg2_cash_ready", on=MAY_2)
    WAS_CHANGED.when(earlier, NOW).then_rejected("before_latest_step")
    later = replace(earlier, on=JUNE_7)
    assert WAS_CHANGED.and_then(later, NOW).state.stated.benefit_basis == "cash_benefit"


def test_who_lives_on_own_means_gets_a_benefit_by_its_decision_first():
    alone = SelfSupportingRegistered(P6, "tg8_self_supporting", JUNE_7)
    case(REGISTERED, alone).when(TO_EDUCATION, NOW).then_rejected("citizen_is_self_supporting")
    confirmed = EligibilityConfirmed(P6, "education_benefit", JUNE_7)
    case(REGISTERED, alone, confirmed).when(TO_EDUCATION, NOW).then(CHANGED)


def test_interviews_are_counted_anew_only_where_the_law_differs():
    counted = change.ContactCountedAnew(P6, JUNE_7)
    OPEN.when(TO_EDUCATION, ANEW).then(CHANGED, counted)
    # Taken back they are counted from where they were before.
    WAS_CHANGED.when(TAKE_BACK, ANEW).then(TAKEN_BACK, change.ContactCountedAnew(P6, MAY_2))


def test_a_group_that_was_set_belonged_to_the_benefit_before_and_comes_back_with_it():
    group = TargetGroupSet(P6, "tg2_cash_ready", "tg3_cash_other_problems", JUNE_7, "Helbred")
    told = case(REGISTERED, group).and_then(TO_EDUCATION, NOW)
    assert told.state.target_group == "tg12_education_ready"
    assert told.and_then(TAKE_BACK, NOW).state.target_group == "tg3_cash_other_problems"


def test_c1_the_state_half_has_the_insured_only_whatever_the_order():
    refused = "state_only_for_insured"
    group = SetTargetGroup("tg3_cash_other_problems", "Helbred", FEB_4)
    case(STATE_CASE).when(group, THEN).then_rejected(refused)
    case(STATE_CASE).when(RegisterSelfSupporting(FEB_4), THEN).then_rejected(refused)
    moved = AuthorityTransferred(P6, "state", "municipal", FEB_4)
    municipal = case(STATE_CASE, LEFT_INSURANCE, moved)
    municipal.when(TransferAuthority("state", FEB_4), THEN).then_rejected(refused)
    municipal.when(WithdrawTransfer("Forkert sag"), THEN).then_rejected(refused)
    # Insured again the mistake can be put right, the change first.
    insured = municipal.and_then(TAKE_BACK, THEN)
    insured.when(WithdrawTransfer("Forkert sag"), THEN).then(
        TransferWithdrawn(P6, "state", "Forkert sag")
    )


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2007, 9, 3, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def clocks(service: OneService, case_id: str) -> dict[str, list[tuple[date, str]]]:
    found: dict[str, list[tuple[date, str]]] = {}
    for each in service.office.desk(ANNA).load(citizen_case, case_id).clocks.duties:
        found.setdefault(each.key, []).append((each.timely_until, each.state))
    return found


def insured(service: OneService, authority: str = "municipal") -> str:
    order = RegisterCitizen(citizen=P6, benefit_basis="ui_benefit", age=40, authority=authority)
    return service.order(ANNA, order).case_id


@pytest.mark.postgres
def test_e2_the_contact_interval_is_not_restarted_by_another_benefit(service):
    mine = insured(service, "state")
    service.order(ANNA, RegisterCv(), mine)
    service.at(2007, 12, 3)
    service.order(ANNA, HoldInterview("personal"), mine)
    before = clocks(service, mine)
    assert before["interview.interval"] == [(date(2008, 3, 3), "running")]
    service.at(2008, 2, 4)
    service.order(ANNA, TO_CASH, mine)
    assert clocks(service, mine) == before
    (row,) = service.ask("citizen_cases", ANNA)
    assert (row.benefit_basis, row.target_group, row.authority) == (
        "cash_benefit", "tg2_cash_ready", "municipal",
    )  # fmt: skip
    # What was registered can be put right without touching what the citizen lives on since.
    service.order(ANNA, CorrectRegistration("Forkert alder", age=41), mine)
    (row,) = service.ask("citizen_cases", ANNA)
    assert (row.benefit_basis, row.benefit_changes) == ("cash_benefit", (FEB_4,))


@pytest.mark.postgres
def test_lab_31_who_leaves_the_fund_is_met_within_a_week_and_counted_anew(service):
    service.at(2024, 2, 5)
    mine = insured(service)
    service.order(ANNA, RegisterCv(), mine)
    service.order(ANNA, NoteFundInterview(), mine)
    fund = clocks(service, mine)
    assert fund["interview.count_first_3m.fund"] == [(date(2024, 5, 5), "running")]
    assert fund["interview.count_m4_6.jobcenter"] == [(date(2024, 8, 5), "running")]
    service.at(2024, 4, 8)
    service.order(ANNA, replace(TO_CASH, on=date(2024, 4, 8)), mine)
    now = clocks(service, mine)
    assert now == {
        "cv.register": [(date(2024, 2, 19), "met")],
        "interview.first.fund": [(date(2024, 2, 19), "met")],
        "interview.first": [(date(2024, 4, 15), "running")],
        "interview.count_first_6m": [(date(2024, 10, 8), "running")],
    }
    service.order(ANNA, TAKE_BACK, mine)
    back = clocks(service, mine)
    assert back["interview.count_first_3m.fund"] == fund["interview.count_first_3m.fund"]
    assert back["interview.count_m4_6.jobcenter"] == fund["interview.count_m4_6.jobcenter"]
    assert back["interview.intensive"] == fund["interview.intensive"]
    assert not {"interview.first", "interview.count_first_6m"} & set(back)


@pytest.mark.postgres
def test_from_cash_to_education_benefit_nothing_begins_anew(service):
    service.at(2021, 1, 4)
    order = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=25
    )
    mine = service.order(ANNA, order).case_id
    before = clocks(service, mine)
    service.at(2021, 2, 1)
    service.order(ANNA, replace(TO_EDUCATION, on=date(2021, 2, 1)), mine)
    after = clocks(service, mine)
    assert after["interview.count_first_6m"] == before["interview.count_first_6m"]
    assert len(after["interview.first"]) == 1


@pytest.mark.postgres
def test_who_comes_into_a_group_that_owes_a_cv_owes_it_from_that_day(service):
    service.at(2024, 2, 5)
    order = RegisterCitizen(citizen=P6, benefit_basis="sick_pay", age=40)
    mine = service.order(ANNA, order).case_id
    assert "cv.register" not in clocks(service, mine)
    service.at(2024, 4, 8)
    service.order(ANNA, replace(TO_CASH, on=date(2024, 4, 8)), mine)
    assert clocks(service, mine)["cv.register"] == [(date(2024, 4, 29), "running")]


@pytest.mark.postgres
def test_another_benefit_than_registered_is_settled_by_the_change(service):
    service.at(2024, 2, 5)
    mine = insured(service)
    with pytest.raises(Rejected, match="same_benefit"):
        service.order(ANNA, change.ChangeBenefit("ui_benefit", TEXT), mine)
    assert service.ask("portfolio", ANNA, unassigned=True)[0].benefit_basis == "ui_benefit"
    service.order(ANNA, replace(TO_CASH, on=None), mine)
    assert service.ask("portfolio", ANNA, unassigned=True)[0].benefit_basis == "cash_benefit"
