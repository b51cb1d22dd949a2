"""Referrals: checklists, the language template, returns, barriers, right place first time."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest
import yaml
from msgspec.structs import replace

from services.visitation import messages
from services.visitation.cases.reacting import when_own_deadline_missed
from services.visitation.domain.referral import SENDING_UNITS, ReferralFacts, referral
from services.visitation.domain.referral_events import (
    ChecklistItemDocumented,
    LanguageTemplateFilled,
    ReferralAccepted,
    ReferralBlocked,
    ReferralCancelled,
    ReferralCorrected,
    ReferralDrafted,
    ReferralExpired,
    ReferralIssued,
    ReferralKind,
    ReferralReceived,
    ReferralReturned,
    ReferralStepWithdrawn,
    ReferralToLanguageUnitIssued,
)
from services.visitation.domain.referral_orders import (
    AcceptReferral,
    BlockReferral,
    CancelReferral,
    CorrectReferral,
    DocumentChecklistItem,
    DraftReferral,
    ExpireReferral,
    FillLanguageTemplate,
    IssueReferral,
    ReceiveReferral,
    ReturnReferral,
    WithdrawReferralStep,
)
from shared.actor import Actor
from shared.law.arithmetic import reckon
from shared.law.rulebook import RuleBook
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.four import Four
from tests.visitation.further import (
    CASE,
    REX,
)
from tests.visitation.house import ROOM, recorded
from tests.visitation.recommendations import ANNA

BOOK = RuleBook.load([ROOM / "visitation" / "rules"])
MAR_1, MAR_2, MAR_9 = date(2011, 3, 1), date(2011, 3, 2), date(2011, 3, 9)
UNA = Actor(id="una", unit="youth_unit", roles=("counsellor_muni",))
LIV = Actor(id="liv", unit="language_unit", roles=("counsellor_muni",))
SUPPLIER = Actor(id="sara", unit="supplier:1", roles=("supplier",), authority="external")
SENDER = ReferralFacts(MAR_9, ANNA, required=("interview_record",))
RECEIVER = ReferralFacts(MAR_9, UNA)
DRAFT = DraftReferral(P6, "unit", "youth_unit", "Ung uden uddannelse", on=MAR_1)
DRAFTED = ReferralDrafted(P6, "unit", "youth_unit", "Ung uden uddannelse", "need", None, MAR_1)
ITEM = ChecklistItemDocumented(P6, "interview_record", MAR_1)
ISSUED = ReferralIssued(P6, "unit", "youth_unit", "need", None, ("interview_record",), MAR_2)
RECEIVED = ReferralReceived(P6, MAR_9)
ACCEPTED = ReferralAccepted(P6, "unit", "youth_unit", MAR_9)
RETURNED = ReferralReturned(P6, "unit", "wrong_place", None, MAR_9)
CANCELLED = ReferralCancelled(P6, "I job", MAR_9)
BLOCKED = ReferralBlocked(P6, "unit", "system_split", None, MAR_9)
TO_LANGUAGE = replace(DRAFTED, kind="language_unit", to_unit="language_unit")
FILL = FillLanguageTemplate(
    "Dansk 2", "Prøvebevis", "2010-1", ("Bolig",), "Fag og netværk, men ikke sproget"
)
FILLED = LanguageTemplateFilled(
    P6, "Dansk 2", "Prøvebevis", ("Bolig",), "Fag og netværk, men ikke sproget", "2010-1", MAR_9
)
READY = (DRAFTED, ITEM)


def ref(*history):
    return given(referral, *history)


ORDERS = [
    Four(
        command=DRAFT,
        before=ref(),
        facts=SENDER,
        gives=(DRAFTED,),
        refused_in=ref(),
        refused_facts=ReferralFacts(date(2011, 2, 1), ANNA),
        refused="date_in_future",
        repeated="referral_already_drafted",
        rival=replace(DRAFT, kind="offer"),
        lost="referral_already_drafted",
    ),
    Four(
        command=CorrectReferral("Forkert enhed", to_unit="adult_unit"),
        before=ref(DRAFTED),
        facts=SENDER,
        gives=(
            ReferralCorrected(
                P6, "unit", "adult_unit", DRAFTED.purpose, "need", None, MAR_1, "Forkert enhed"
            ),
        ),
        refused_in=ref(*READY, ISSUED),
        refused="referral_has_left",
        repeated="nothing_to_correct",
        rival=CancelReferral("I job"),
        lost="referral_cancelled",
    ),
    Four(
        command=DocumentChecklistItem("interview_record", MAR_1),
        before=ref(DRAFTED),
        facts=SENDER,
        gives=(ITEM,),
        refused_in=ref(DRAFTED, CANCELLED),
        refused="referral_cancelled",
        repeated="item_already_documented",
        rival=DocumentChecklistItem("interview_record", MAR_1),
        lost="item_already_documented",
    ),
    Four(
        command=FILL,
        before=ref(TO_LANGUAGE),
        facts=SENDER,
        gives=(FILLED,),
        refused_in=ref(DRAFTED),
        refused="no_language_referral",
        repeated="nothing_to_correct",
        rival=CancelReferral("I job"),
        lost="referral_cancelled",
    ),
    Four(
        command=BlockReferral("system_split"),
        before=ref(DRAFTED),
        facts=SENDER,
        gives=(BLOCKED,),
        refused_in=ref(*READY, ISSUED),
        refused="referral_has_left",
        repeated="referral_blocked",
        rival=BlockReferral("other"),
        lost="referral_blocked",
    ),
    Four(
        command=IssueReferral(MAR_2),
        before=ref(*READY),
        facts=SENDER,
        gives=(ISSUED,),
        refused_in=ref(DRAFTED),
        refused="checklist_incomplete",
        repeated="referral_has_left",
        rival=CancelReferral("I job"),
        lost="referral_cancelled",
    ),
    Four(
        command=ReceiveReferral(),
        before=ref(*READY, ISSUED),
        facts=RECEIVER,
        gives=(RECEIVED,),
        refused_in=ref(DRAFTED),
        refused="referral_not_issued",
        repeated="referral_has_left",
        rival=AcceptReferral(),
        lost="referral_accepted",
    ),
    Four(
        command=AcceptReferral(),
        before=ref(*READY, ISSUED, RECEIVED),
        facts=RECEIVER,
        gives=(ACCEPTED,),
        refused_in=ref(*READY, ISSUED),
        refused_facts=SENDER,
        refused="not_the_receiving_unit",
        repeated="referral_accepted",
        rival=ReturnReferral("no_capacity"),
        lost="referral_returned",
    ),
    Four(
        command=ReturnReferral("wrong_place"),
        before=ref(*READY, ISSUED),
        facts=RECEIVER,
        gives=(RETURNED,),
        refused_in=ref(*READY, ISSUED, ACCEPTED),
        refused="referral_accepted",
        repeated="referral_returned",
        rival=AcceptReferral(),
        lost="referral_accepted",
    ),
    Four(
        command=ExpireReferral(MAR_9),
        before=ref(*READY, ISSUED),
        facts=SENDER,
        gives=(ReferralExpired(P6, MAR_9),),
        refused_in=ref(),
        refused="referral_not_drafted",
        repeated=None,
    ),
    Four(
        command=CancelReferral("I job"),
        before=ref(*READY, ISSUED, RETURNED),
        facts=SENDER,
        gives=(CANCELLED,),
        refused_in=ref(*READY, ISSUED, ACCEPTED),
        refused="referral_accepted",
        repeated="referral_cancelled",
        rival=CancelReferral("Flyttet"),
        lost="referral_cancelled",
    ),
    Four(
        command=WithdrawReferralStep("Fejl"),
        before=ref(DRAFTED, ITEM),
        facts=SENDER,
        gives=(ReferralStepWithdrawn(P6, "checklist_item_documented", "Fejl"),),
        refused_in=ref(DRAFTED),
        refused="no_step_to_withdraw",
        repeated="no_step_to_withdraw",
        rival=WithdrawReferralStep("Forkert"),
        lost="no_step_to_withdraw",
    ),
]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", [each for each in ORDERS if each.rival], ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


@pytest.mark.parametrize("answer", [RECEIVED, ACCEPTED, RETURNED])
@pytest.mark.parametrize("actor", [ANNA, LIV, SUPPLIER])
def test_an_answer_is_taken_back_by_the_unit_that_gave_it_and_nobody_else(answer, actor):
    """Before, a supplier could open again what another unit had accepted."""
    answered = ref(*READY, ISSUED, answer)
    withdraw = WithdrawReferralStep("Fejl")
    answered.when(withdraw, ReferralFacts(MAR_9, actor)).then_rejected("not_the_receiving_unit")
    [taken] = answered.when(withdraw, RECEIVER).events
    assert isinstance(taken, ReferralStepWithdrawn)


@pytest.mark.parametrize("steps", [(ITEM,), (ITEM, ISSUED), (BLOCKED,), (ITEM, CANCELLED)])
def test_a_step_of_the_sending_side_is_taken_back_by_that_side(steps):
    sent = ref(DRAFTED, *steps)
    withdraw = WithdrawReferralStep("Fejl")
    for actor in (UNA, LIV, SUPPLIER):
        sent.when(withdraw, ReferralFacts(MAR_9, actor)).then_rejected("not_the_sending_unit")
    for actor in (ANNA, REX):
        assert sent.when(withdraw, ReferralFacts(MAR_9, actor)).events


def test_the_sending_side_is_whoever_may_draft_a_referral():
    access = yaml.safe_load((ROOM / "visitation" / "access.yaml").read_text("utf-8"))
    drafters = {right.partition("@")[2] for right in access["commands"]["draft_referral"]}
    assert drafters == SENDING_UNITS


def test_v01_without_the_reason_for_the_main_barrier_nothing_happens():
    ref(TO_LANGUAGE).when(replace(FILL, main_barrier_reason=None), SENDER).then_rejected(
        "main_barrier_reason_missing"
    )
    ref(TO_LANGUAGE, ITEM).when(IssueReferral(), SENDER).then_rejected("language_template_missing")


def test_v01_the_referral_to_the_language_unit_carries_the_whole_template():
    ref(TO_LANGUAGE, ITEM, FILLED).when(IssueReferral(), SENDER).then(
        ReferralToLanguageUnitIssued(
            citizen=P6,
            to_unit="language_unit",
            because="need",
            documented=("interview_record",),
            language_test="Dansk 2",
            test_evidence="Prøvebevis",
            other_barriers=("Bolig",),
            main_barrier_reason="Fag og netværk, men ikke sproget",
            criteria_version="2010-1",
            issued_on=MAR_9,
        )
    )


@pytest.mark.parametrize(
    ("stage", "held", "actor", "code"),
    [
        ("reception", False, REX, None),
        ("after_first_interview", False, ANNA, "language_referral_after_first_interview"),
        ("after_first_interview", True, ANNA, None),
        ("after_first_interview", True, REX, "language_referral_after_first_interview"),
    ],
)
def test_v03_the_centre_says_where_the_language_referral_is_decided(stage, held, actor, code):
    facts = ReferralFacts(MAR_9, actor, ("interview_record",), stage, held)
    answer = ref(TO_LANGUAGE, ITEM, FILLED).when(IssueReferral(), facts)
    if code:
        answer.then_rejected(code)
    else:
        assert [type(each) for each in answer.events] == [ReferralToLanguageUnitIssued]


def test_v13_a_refused_referral_names_what_is_missing():
    facts = replace(SENDER, required=("interview_record", "cv"))
    refusal = ref(*READY).when(IssueReferral(), facts).then_rejected("checklist_incomplete")
    assert refusal.detail == {"missing": ["cv"]}


def test_a_referral_to_a_job_names_its_order():
    to_job = replace(DRAFTED, kind="job", to_unit="company")
    ref(to_job, ITEM).when(IssueReferral(), SENDER).then_rejected("job_order_missing")
    named = ref(to_job, ITEM).and_then(CorrectReferral("Glemt", job_order="o1"), SENDER)
    assert named.when(IssueReferral(), SENDER).events[0].job_order == "o1"


def test_c1_a_referral_to_an_opening_that_is_gone_does_not_leave():
    to_job = replace(DRAFTED, kind="job", to_unit="company", job_order="o1")
    gone = replace(SENDER, opening_gone=True)
    ref(to_job, ITEM).when(IssueReferral(), gone).then_rejected("opening_not_open")
    (left,) = ref(to_job, ITEM).when(IssueReferral(), SENDER).events
    assert left.job_order == "o1"


def test_reception_begins_first_line_referrals_only():
    facts = ReferralFacts(MAR_9, REX)
    ref().when(replace(DRAFT, kind="cjf"), facts).then_rejected("not_a_first_line_kind")
    assert ref().when(replace(DRAFT, kind="job"), facts).events


def test_a_returned_referral_is_mended_and_sent_again():
    back = ref(*READY, ISSUED, RETURNED).and_then(DocumentChecklistItem("cv"), SENDER)
    again = back.and_then(IssueReferral(), SENDER)
    assert again.state.status == "issued"
    assert again.state.documented == ("interview_record", "cv")


def test_an_expired_referral_may_still_be_accepted_and_an_accepted_one_does_not_expire():
    late = ref(*READY, ISSUED, ReferralExpired(P6, MAR_9))
    late.when(AcceptReferral(), RECEIVER).then(ACCEPTED)
    ref(*READY, ISSUED, ACCEPTED).when(ExpireReferral(MAR_9), SENDER).then()


def test_no_step_lies_before_the_one_before_it():
    order = AcceptReferral(MAR_1)
    ref(*READY, ISSUED).when(order, RECEIVER).then_rejected("before_latest_step")


def test_a_book_that_cannot_tell_the_checklist_refuses():
    facts = ReferralFacts(MAR_9, ANNA, law_refusal="rule_missing")
    ref(*READY).when(IssueReferral(), facts).then_rejected("rule_missing")


@pytest.mark.parametrize("kind", get_args(ReferralKind))
def test_v13_every_kind_has_a_checklist(kind):
    rule = BOOK.rule("referral.checklist", date(2027, 1, 4), {"referral_kind": kind})
    assert all(item.isidentifier() for item in str(rule.value).split(","))


def test_c8_a_referral_is_accepted_within_five_working_days():
    rule = BOOK.rule("referral.accept", date(2011, 4, 18), {})
    dates = reckon(date(2011, 4, 18), rule.number, rule.time_unit, rule.roll)
    # Tuesday, Wednesday; then Easter until Monday the 25th; 26, 27 and 28 April.
    assert dates.timely_until == date(2011, 4, 28)


def test_the_sender_hears_that_nobody_took_a_referral():
    told = messages.DeadlineMissed("referral.accept", MAR_9)
    at = datetime(2011, 3, 10, 1, tzinfo=UTC)
    own = replace(recorded(f"referral-{CASE}", told, at), source="visitation")
    assert [do.command for do in when_own_deadline_missed(own, None)] == [ExpireReferral(MAR_9)]


@pytest.mark.parametrize(
    "key",
    [
        "application.stale",
        "complaint.target",
        "job_plan.revision",
        "referral.accept",
        "rereferral.window",
        "social.ack",
        "social.answer",
    ],
)
def test_k_local_figures_continue_in_2027(key):
    assert BOOK.rule(key, date(2027, 1, 4), {}).number == BOOK.rule(key, MAR_1, {}).number
