"""What is counted for a person is counted under all the person's ids, once they are merged."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services.benefit_service.domain.sanction_orders import ReportNonCompliance
from services.benefit_service.findings.hearing import _only_open_case
from services.benefit_service.findings.lookups import find_relied
from services.benefit_service.views.decision_basis import DECISION_BASIS
from services.offers.cases.mediation import candidacy_of, collect_candidacy
from services.offers.domain.candidacy import ProposeCandidate, candidacy
from services.offers.domain.offer_duty import offer_duty
from services.offers.domain.offer_placement import EndOffer, GiveOffer, StartOffer
from services.offers.domain.supplier_contract import Price, SignSupplierContract
from services.offers.views.case_owners import owned
from services.offers.views.commitments import COST_LINES
from services.offers.views.next_steps import _last_offers
from services.sickpay.application import _others
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_orders import NotifyAbsence, ReportRecovery
from services.visitation.domain.assignment import AssignCase
from services.visitation.domain.citizen_case import CloseCase
from services.visitation.views.citizen_case_list import latest_case_of
from services.visitation.views.owners import owned as answered_for
from services.visitation.views.owners import owners_of
from shared.eventlog.envelope import Cursor
from tests.citizen_history.two_ids import ANNA, BO, SUSAN, TODAY, TwoIds

pytestmark = pytest.mark.postgres


def test_sick_pay_counts_the_days_paid_under_the_other_id(two: TwoIds) -> None:
    long_ago = NotifyAbsence(
        two.two, "employee", TODAY - timedelta(days=60), "employer", TODAY - timedelta(days=60)
    )
    ended = two.order("sickpay", long_ago, actor=SUSAN).case_id
    two.later()
    well = two.works("sickpay").office.desk(SUSAN).today
    two.order("sickpay", ReportRecovery(well), ended, actor=SUSAN)
    two.house.pump()
    two.merge()
    again = two.fall_ill(two.one)
    two.house.pump()
    desk = two.works("sickpay").office.desk(SUSAN)
    state = desk.load(SICK_PAY_CASE, again).state
    assert len(_others(desk, again, ReportRecovery(well), state)) == 1


def test_a_sanction_case_under_the_other_id_is_the_persons(two: TwoIds) -> None:
    two.register(two.two)
    two.house.pump()
    report = ReportNonCompliance(two.two, "interview_no_show", TODAY)
    case = two.order("benefit_service", report, actor=BO).case_id
    two.house.pump()

    def found() -> tuple[object, list[str]]:
        desk = two.works("benefit_service").office.desk(BO)
        rows = desk.rows_of(DECISION_BASIS, two.one, "stage = 'open'")
        return _only_open_case(desk, two.one), [str(row.sanction_case) for row in rows]

    assert found() == ((None, "no_open_sanction_case"), [])
    two.merge()
    assert found() == ((UUID(case), None), [case])


def test_a_sanction_case_that_was_found_to_be_anothers_counts_no_more(two: TwoIds) -> None:
    report = ReportNonCompliance(two.one, "interview_no_show", TODAY)
    case = two.order("benefit_service", report, actor=BO).case_id
    two.merge()
    two.split(f"benefit_service/sanction_case-{case}")
    desk = two.works("benefit_service").office.desk(BO)
    whose = {
        citizen: [str(row.sanction_case) for row in desk.rows_of(DECISION_BASIS, citizen)]
        for citizen in (two.one, two.two)
    }
    assert whose == {two.one: [], two.two: [case]}


def test_the_jobcenter_finds_the_open_case_of_the_other_id(two: TwoIds) -> None:
    case = two.register(two.two)
    two.house.pump()
    office = two.works("visitation").office
    assert latest_case_of(office.desk(ANNA), two.one) is None
    two.merge()
    found = latest_case_of(office.desk(ANNA), two.one)
    assert found is not None
    assert str(found.citizen_case) == case
    two.order("visitation", CloseCase("job"), case)
    two.house.pump()


def test_an_offer_to_the_person_counts_for_the_duty_that_runs_under_the_other_id(
    two: TwoIds,
) -> None:
    two.register(two.two)
    two.merge()
    given = GiveOffer(
        two.one, "guidance_qualification", TODAY, TODAY + timedelta(days=90), on=TODAY
    )
    placement = two.order("offers", given).case_id
    two.order("offers", StartOffer(on=TODAY), placement)
    two.house.pump()
    desk = two.works("offers").office.desk(ANNA)
    assert UUID(placement) in desk.load(offer_duty, two.two).state.counted
    assert not desk.load(offer_duty, two.one).exists


def test_the_person_is_proposed_for_a_job_while_the_duty_runs_under_the_other_id(
    two: TwoIds,
) -> None:
    two.register(two.two)
    two.merge()
    desk = two.works("offers").office.desk(ANNA)
    proposing = ProposeCandidate(two.one, uuid4(), "valby")
    case_id = candidacy_of(proposing)
    found = collect_candidacy(desk, case_id, desk.load(candidacy, case_id), proposing)
    assert (found.facts.case_open, found.facts.away) == (True, False)
    assert f"offer_duty-{two.two}" in {guard.stream for guard in found.guards}


def test_what_an_offer_costs_stands_with_the_centre_of_the_person(two: TwoIds) -> None:
    """A case goes on under the id that was merged; what is bought since names the other one."""
    case = two.register(two.two)
    two.merge()
    signed = SignSupplierContract("4711", TODAY, (Price("guidance_qualification", 240_000),))
    two.order("offers", signed)

    def bought(after: int) -> str:
        days = (TODAY + timedelta(weeks=each) for each in (after, after + 3))
        order = GiveOffer(two.one, "guidance_qualification", *days, supplier="4711", on=TODAY)
        placement = two.order("offers", order).case_id
        two.house.pump()
        return placement

    first, second = bought(4), bought(8)

    def centres() -> dict[str, str | None]:
        rows = two.works("offers").office.desk(ANNA).rows_of(COST_LINES, two.one)
        return {str(row.of_case): row.centre for row in rows}

    assert centres() == {first: None, second: None}
    two.order("visitation", AssignCase("anna", "team_a", "valby"), case)
    two.house.pump()
    assert centres() == {first: "valby", second: "valby"}
    third = bought(12)
    assert centres()[third] == "valby"
    desk = two.works("offers").office.desk(ANNA)
    assert set(owned(desk, "anna", None) or ()) >= {two.one, two.two}


def test_a_late_fact_about_one_id_reaches_the_cases_of_the_other(two: TwoIds) -> None:
    report = ReportNonCompliance(two.one, "interview_no_show", TODAY)
    case = two.order("benefit_service", report, actor=BO).case_id
    two.fall_ill(two.two)
    two.merge()
    works = two.works("benefit_service")
    rows = works.producers["sickpay"].feed(Cursor(), 1000).rows
    told = [works.reactions.codec.read("sickpay", row) for row in rows]
    of_two = [each for each in told if two.two in each.meta.subjects]
    (ill,) = [each for each in of_two if each.tag == "sickpay.absence_notified"]
    found = find_relied(works.office.desk(BO), ill)
    assert case in {str(each.sanction_case) for each in found}


def test_who_answers_for_a_case_answers_for_all_ids_of_the_person(two: TwoIds) -> None:
    case = two.register(two.one)
    two.order("visitation", AssignCase("anna", "team_1", "valby"), case)
    two.house.pump()
    two.merge()
    desk = two.works("visitation").office.desk(ANNA)
    assert {one.owner for one in owners_of(desk, (two.one, two.two)).values()} == {"anna"}
    theirs = answered_for(desk, "anna", None)
    assert theirs is not None
    assert {two.one, two.two} <= set(theirs)


def test_l4_who_has_an_offer_under_the_other_id_is_not_idle(two: TwoIds) -> None:
    over = GiveOffer(two.one, "guidance_qualification", TODAY, TODAY, "1")
    runs = GiveOffer(two.two, "guidance_qualification", TODAY, TODAY + timedelta(days=90), "1")
    for order in (over, runs):
        placement = two.order("offers", order).case_id
        two.order("offers", StartOffer(TODAY), placement)
        if order is over:
            two.order("offers", EndOffer("completed", TODAY), placement)
    two.house.pump()
    desk = two.works("offers").office.desk(ANNA)
    assert [one.placement.citizen for one in _last_offers(desk, (two.one,))] == [two.one]
    two.merge()
    desk = two.works("offers").office.desk(ANNA)
    assert [*_last_offers(desk, (two.one, two.two))] == []
