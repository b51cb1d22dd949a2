"""Referrals on a real database: checklist, return, right place first time, the stage."""

import shutil
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from services.visitation import messages
from services.visitation.domain.assignment import AssignCase
from services.visitation.domain.contact_course import HoldInterview
from services.visitation.domain.referral_orders import (
    AcceptReferral,
    BlockReferral,
    CancelReferral,
    DocumentChecklistItem,
    IssueReferral,
    ReturnReferral,
    WithdrawReferralStep,
)
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected
from shared.law.rulebook import RuleBook
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.further import (
    CASE,
    REX,
    clocks_of,
    told_by_itself,
)
from tests.visitation.house import ROOM, OneService
from tests.visitation.recommendations import ANNA
from tests.visitation.test_referral import DRAFT, FILL, LIV, MAR_1, MAR_9, UNA


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def send(service, draft, *items):
    case = service.order(ANNA, draft).case_id
    for item in items:
        service.order(ANNA, DocumentChecklistItem(item), case)
    service.order(ANNA, IssueReferral(), case)
    return case


@pytest.mark.postgres
def test_v13_a_referral_leaves_when_its_checklist_is_complete_and_comes_back_to_the_sender(service):
    service.at(2011, 3, 1)
    draft = replace(DRAFT, on=None)
    case = service.order(ANNA, draft).case_id
    with pytest.raises(Rejected, match="checklist_incomplete") as caught:
        service.order(ANNA, IssueReferral(), case)
    assert caught.value.detail == {"missing": ["interview_record"]}
    service.order(ANNA, DocumentChecklistItem("interview_record"), case)
    service.order(ANNA, IssueReferral(), case)
    assert clocks_of(service, f"referral-{case}") == [
        ("deadline.set", "referral.accept", date(2011, 3, 8))
    ]
    [waiting] = service.ask("referrals", UNA, to_unit="youth_unit", status="issued", kind="unit")
    assert (waiting.referral.rule_key, bool(waiting.law_ref)) == ("referral.accept", True)
    assert waiting.days_left == 7
    service.at(2011, 3, 9)
    told_by_itself(
        service, f"referral-{case}", messages.DeadlineMissed("referral.accept", date(2011, 3, 8))
    )
    assert [each.referral.status for each in service.ask("referrals", ANNA)] == ["expired"]
    service.order(UNA, ReturnReferral("wrong_place"), case)
    [returned] = service.ask("referrals", ANNA, status="returned", citizen=P6)
    assert (returned.days_left, returned.law_ref) == (None, None)
    assert returned.referral.return_reason == "wrong_place"
    assert clocks_of(service, f"referral-{case}")[-1][0] == "deadline.met"
    service.order(UNA, WithdrawReferralStep("Fejl"), case)
    taken, returned = service.facts(f"referral-{case}"), None
    returned = next(each for each in taken if each.tag == "visitation.referral_returned")
    withdrawn = next(each for each in taken if each.tag == "visitation.referral_step_withdrawn")
    assert withdrawn.meta.corrects == returned.meta.event_id


@pytest.mark.postgres
def test_f4_right_place_first_time_counts_referrals_for_a_wrong_place_within_30_days(service):
    service.at(2011, 3, 1)
    draft = replace(DRAFT, on=None)
    first = send(service, draft, "interview_record")
    service.order(UNA, AcceptReferral(), first)
    other = send(service, replace(draft, citizen=CASE), "interview_record")
    service.order(UNA, AcceptReferral(), other)
    service.at(2011, 3, 31)
    onward = replace(draft, kind="offer", to_unit="language_unit", because="wrong_place")
    again = send(service, onward, "interview_record", "job_plan")
    march = {"from_day": MAR_1, "to_day": MAR_1}
    figure = service.ask("right_first_time", ANNA, **march)
    assert (figure.accepted, figure.rereferred, figure.share_permille) == (2, 1, 500)
    service.order(ANNA, CancelReferral("Fejl"), again)
    service.order(ANNA, BlockReferral("system_split"), service.order(ANNA, draft).case_id)
    service.at(2011, 4, 1)
    send(service, replace(onward, citizen=CASE), "interview_record", "job_plan")
    assert service.ask("right_first_time", ANNA, **march).rereferred == 1
    [barrier] = service.ask("referral_barriers", ANNA, from_day=MAR_1, to_day=date(2011, 3, 31))
    assert (barrier.barrier, barrier.kind, barrier.referrals) == ("system_split", "unit", 1)
    empty = service.ask("right_first_time", ANNA, from_day=MAR_9, to_day=MAR_9)
    assert empty.share_permille is None


@pytest.mark.postgres
def test_v03_the_stage_of_the_language_referral_is_set_by_the_installation(service):
    book = RuleBook.load(
        [ROOM / "visitation" / "rules"], {"language_referral.stage": "after_first_interview"}
    )
    service.office.rules = book
    service.at(2011, 3, 1)
    citizen_case = service.order(
        ANNA,
        RegisterCitizen(
            citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27
        ),
    ).case_id
    draft = replace(DRAFT, kind="language_unit", to_unit="language_unit", on=None)
    case = service.order(REX, draft).case_id
    for item in ("language_test", "interview_record"):
        service.order(REX, DocumentChecklistItem(item), case)
    service.order(REX, FILL, case)
    for actor in (REX, ANNA):
        with pytest.raises(Rejected, match="language_referral_after_first_interview"):
            service.order(actor, IssueReferral(), case)
    service.order(ANNA, HoldInterview("personal"), citizen_case)
    done = service.order(ANNA, IssueReferral(), case)
    assert done.events[0] == "visitation.referral_to_language_unit_issued"
    service.order(LIV, AcceptReferral(), case)
    service.order(LIV, WithdrawReferralStep("Fejl"), case)


@pytest.mark.postgres
def test_v03_each_centre_may_have_a_stage_of_its_own(service, tmp_path):
    rules = tmp_path / "rules"
    shutil.copytree(ROOM / "visitation" / "rules", rules)
    common = (rules / "language_referral.stage.yaml").read_text("utf-8")
    row = common.partition("rows:\n")[2].replace("value: reception", "value: after_first_interview")
    own = row.replace("applies_to: {}", "applies_to: {centre: [valby]}")
    (rules / "language_referral.stage.yaml").write_text(common + own, "utf-8")
    service.office.rules = RuleBook.load([rules])
    service.at(2011, 3, 1)
    order = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27
    )
    citizen_case = service.order(ANNA, order).case_id
    draft = replace(DRAFT, kind="language_unit", to_unit="language_unit", on=None)
    case = service.order(REX, draft).case_id
    for item in ("language_test", "interview_record"):
        service.order(REX, DocumentChecklistItem(item), case)
    service.order(REX, FILL, case)
    service.order(ANNA, AssignCase("anna", "team_1", "valby"), citizen_case)
    with pytest.raises(Rejected, match="language_referral_after_first_interview"):
        service.order(REX, IssueReferral(), case)
    service.order(ANNA, AssignCase("bo", "team_2", "noerrebro"), citizen_case)
    service.order(REX, IssueReferral(), case)
