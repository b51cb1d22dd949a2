"""The parts of a citizen's case beside the summonses: match, exemptions, counts, follow-up."""

from datetime import date
from typing import get_args

import pytest
from msgspec.structs import replace

from services.visitation.domain import (
    assignment,
    benefit_right,
    competences,
    cv,
    exemptions,
    follow_up,
    interview_counts,
    match,
    standing,
)
from services.visitation.domain.benefit_right import (
    EligibilityConfirmed,
    SelfSupportingRegistered,
)
from services.visitation.domain.citizen_case import CloseCase
from services.visitation.domain.contact_course import (
    HoldInterview,
    InterviewHeld,
    SummonCitizen,
    WithdrawInterview,
)
from services.visitation.domain.ground import CaseLaw, CountDuty
from tests.visitation.cases import (
    CASE,
    CV,
    HELD,
    JUNE_7,
    JUNE_7_AT_10,
    MAY_2,
    P6,
    REGISTERED,
    TRANSFERRED,
    case,
    on,
)
from tests.visitation.four import Four

JUNE_20, JULY_1 = date(2011, 6, 20), date(2011, 7, 1)
FIVE = match.Elements("Lager", "Truckkort", "Stabil", "Ingen gæld", "God")
FOUR_OF_THEM = ("Lager", "Truckkort", "Stabil", "Ingen gæld")
M3 = CaseLaw(match_model="m3", conversion={"m5:4": "2", "m5:2": "1"})
NOW = replace(on(2011, 9, 5), case_id=CASE, actor="anna", law=M3)
BO_NOW = replace(NOW, actor="bo")
NOBODY, OPEN = case(), case(REGISTERED)
CLOSE = CloseCase("job", date(2011, 9, 1))
TEXT = "Ny oplysning"


def said(made, value, *, day=JUNE_7, reason=None, **more):
    return made(
        citizen=P6,
        model="m3",
        value=value,
        ready=value == "1",
        elements=FOUR_OF_THEM,
        health="God",
        reason=reason,
        assessed_on=day,
        assessed_by="anna",
        **more,
    )


SECOND = said(match.MatchAssessed, "2")
M5_FOURTH = replace(SECOND, model="m5", value="4")
AGAIN = InterviewHeld(P6, JUNE_20, "personal")
MATCHED = case(REGISTERED, HELD, SECOND)
EXEMPT = exemptions.ExemptionGranted(P6, "maternity", JUNE_7, None, TEXT)
SICK = exemptions.SickReported(P6, CASE, JUNE_7, REGISTERED.benefit_basis)
FUND = interview_counts.FundInterviewHeld(P6, JUNE_7)
INTENSIVE = interview_counts.IntensiveContactStarted(P6, JUNE_7)
REACHED = interview_counts.FirstSixMonthsCovered(P6, 4, JUNE_7)
SESSION = follow_up.JointSessionAttended(P6, "info-1", JUNE_7, individual_part=False)
BY_PHONE = follow_up.FollowUpModelChosen(P6, "telephone", None, None, None)
AT_HOME = follow_up.FollowUpModelChosen(P6, "home_visit", None, None, None)
ASKED = interview_counts.InterviewRequested(P6, JUNE_7, by_right=False)
SUGGESTS_GROUP = replace(NOW, law=CaseLaw(suggested_model="group", suggested_by="rule@1"))
AFTER_HALF_A_YEAR = replace(NOW, law=CaseLaw(request_after_months=6))
ASSESS = match.AssessMatch("2", FIVE, on=JUNE_7)


def four(command, before, gives, refused, repeated, **more):
    """Refused where nobody is registered, unless said otherwise; a closing comes first."""
    told = {"facts": NOW, "refused_in": NOBODY, "refused": refused, "rival": CLOSE} | more
    return Four(
        command=command,
        before=before,
        gives=gives,
        repeated=repeated,
        lost="case_closed",
        **told,
    )


NR = "not_registered"
ASSIGNED = assignment.CaseAssigned(P6, "anna", "unge", "valby", None, JUNE_7)
CONFIRMED = benefit_right.EligibilityConfirmed(P6, "cash_benefit", JUNE_7)
REFUSED = benefit_right.EligibilityDenied(P6, "cash_benefit", JUNE_7)
ALONE = benefit_right.SelfSupportingRegistered(P6, "tg8_self_supporting", JUNE_20)
ORDERS = [
    four(benefit_right.NoteEligibility(False, "cash_benefit", JUNE_7), OPEN, (REFUSED,), NR, None),
    four(benefit_right.RegisterSelfSupporting(JUNE_20), case(REGISTERED, REFUSED), (ALONE,),
         NR, "already_self_supporting"),
    four(benefit_right.WithdrawSelfSupporting(TEXT), case(REGISTERED, REFUSED, ALONE),
         (benefit_right.SelfSupportingWithdrawn(P6, JUNE_20, TEXT),),
         "not_self_supporting", "not_self_supporting", refused_in=OPEN),
    four(competences.NoteCompetences(("welding", "english", "welding"), JUNE_7), OPEN,
         (competences.CompetencesNoted(P6, ("english", "welding"), JUNE_7),),
         NR, "nothing_to_correct"),
    four(assignment.AssignCase("anna", "unge", "valby", JUNE_7), OPEN, (ASSIGNED,),
         NR, "nothing_to_correct"),
    four(assignment.WithdrawAssignment(TEXT), case(REGISTERED, ASSIGNED),
         (assignment.CaseAssignmentWithdrawn(P6, None, None, None, TEXT),),
         "never_assigned", "never_assigned", refused_in=OPEN),
    four(cv.ApproveCv(JUNE_7), case(REGISTERED, CV), (cv.CvApproved(P6, JUNE_7),),
         "cv_not_registered", "cv_already_approved", refused_in=OPEN),
    four(ASSESS, case(REGISTERED, HELD), (SECOND,), "no_such_interview", "match_already_said",
         refused_in=OPEN),
    four(match.ConvertMatchModel(JUNE_20), case(REGISTERED, HELD, M5_FOURTH),
         (match.MatchModelConverted(P6, "m5", "4", "m3", "2", ready=False, converted_on=JUNE_20),),
         "not_matched", "model_still_holds", refused_in=OPEN),
    four(match.WithdrawMatch(TEXT), MATCHED,
         (match.MatchWithdrawn(P6, None, None, ready=False, assessed_on=JUNE_7, reason=TEXT),),
         "not_matched", "not_matched", refused_in=OPEN),
    four(match.RateForCalibration("1", JUNE_20), MATCHED,
         (match.MatchRated(P6, "m3", "2", "anna", "1", "bo", JUNE_20),),
         "own_match", "", facts=BO_NOW, refused_in=MATCHED, refused_facts=NOW),
    four(follow_up.ChooseFollowUpModel("telephone", "Bor langt væk"), OPEN,
         (follow_up.FollowUpModelChosen(P6, "telephone", "group", "rule@1", "Bor langt væk"),),
         NR, "nothing_to_correct", facts=SUGGESTS_GROUP),
    four(follow_up.WithdrawFollowUpChoice(TEXT), case(REGISTERED, BY_PHONE),
         (follow_up.FollowUpChoiceWithdrawn(P6, None, TEXT),),
         "follow_up_not_chosen", "follow_up_not_chosen", refused_in=OPEN),
    four(follow_up.AttendJointSession("info-1", individual_part=False, on=JUNE_7), OPEN,
         (SESSION,), NR, "session_already_recorded"),
    four(follow_up.WithdrawJointSession("info-1", JUNE_7, TEXT), case(REGISTERED, SESSION),
         (follow_up.JointSessionWithdrawn(P6, "info-1", JUNE_7, TEXT),),
         "no_such_session", "no_such_session", refused_in=OPEN),
    four(exemptions.GrantExemption("maternity", TEXT, on=JUNE_7), OPEN, (EXEMPT,),
         NR, "already_exempt"),
    four(exemptions.EndExemption(JUNE_20), case(REGISTERED, EXEMPT),
         (exemptions.ExemptionEnded(P6, "maternity", JUNE_20),), "not_exempt", "not_exempt",
         refused_in=OPEN),
    four(exemptions.WithdrawExemption(TEXT), case(REGISTERED, EXEMPT),
         (exemptions.ExemptionWithdrawn(P6, "maternity", JUNE_7, TEXT),),
         "not_exempt", "not_exempt", refused_in=OPEN),
    four(exemptions.ReportSick(JUNE_7), OPEN, (SICK,), NR, "already_sick"),
    four(exemptions.WithdrawSickReport(TEXT), case(REGISTERED, SICK),
         (exemptions.SickReportWithdrawn(P6, CASE, JUNE_7, TEXT),), "not_sick", "not_sick",
         refused_in=OPEN),
    four(exemptions.NoteRecovery(JUNE_20), case(REGISTERED, SICK),
         (exemptions.RecoveryNoted(P6, JUNE_20),), "not_sick", "not_sick", refused_in=OPEN),
    four(interview_counts.NoteFundInterview(JUNE_7), OPEN, (FUND,), NR, "interview_already_held"),
    four(interview_counts.WithdrawFundInterview(JUNE_7, TEXT), case(REGISTERED, FUND),
         (interview_counts.FundInterviewWithdrawn(P6, JUNE_7, TEXT),),
         "no_such_interview", "no_such_interview", refused_in=OPEN),
    four(interview_counts.WithdrawCount("first_six_months", TEXT), case(REGISTERED, REACHED),
         (interview_counts.InterviewCountWithdrawn(P6, "first_six_months", TEXT),),
         "count_not_reached", "count_not_reached", refused_in=OPEN),
    four(interview_counts.StartIntensiveContact(JUNE_7), OPEN, (INTENSIVE,),
         NR, "contact_already_intensive"),
    four(interview_counts.WithdrawIntensiveContact(TEXT), case(REGISTERED, INTENSIVE),
         (interview_counts.IntensiveContactWithdrawn(P6, TEXT),),
         "contact_not_intensive", "contact_not_intensive", refused_in=OPEN),
    four(interview_counts.RequestInterview(JUNE_7), OPEN,
         (interview_counts.InterviewRequested(P6, JUNE_7, by_right=False),), NR, ""),
    four(interview_counts.WithdrawInterviewRequest(JUNE_7, TEXT), case(REGISTERED, ASKED),
         (interview_counts.InterviewRequestWithdrawn(P6, JUNE_7, TEXT),),
         "interview_not_requested", "interview_not_requested", refused_in=OPEN),
    four(standing.SetTargetGroup("tg3_cash_other_problems", TEXT, JUNE_7), OPEN,
         (standing.TargetGroupSet(P6, "tg2_cash_ready", "tg3_cash_other_problems", JUNE_7, TEXT),),
         NR, "nothing_to_correct"),
    four(standing.NoteHousingArea("vest", "cpr_register", JUNE_7), OPEN,
         (standing.HousingAreaNoted(P6, "vest", "cpr_register", JUNE_7),),
         NR, "nothing_to_correct"),
    four(standing.NoteOriginGroup("western", "statistics_denmark", JUNE_7), OPEN,
         (standing.OriginGroupNoted(P6, "western", "statistics_denmark", JUNE_7),),
         NR, "nothing_to_correct"),
    four(standing.NoteBarriers(("debt", "debt"), ("licence",), JUNE_7), OPEN,
         (standing.BarriersNoted(P6, ("debt",), ("licence",), 4, JUNE_7),),
         NR, "nothing_to_correct", facts=replace(NOW, law=CaseLaw(segment=4))),
]  # fmt: skip
# Asked or rated twice is two facts: a citizen may ask again, and raters may rate again.
EACH_COUNTS = (interview_counts.RequestInterview, match.RateForCalibration)


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_happens(four):
    four.happens()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_it_is_refused(four):
    four.is_refused()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_repeated_it_does_nothing_twice(four):
    if isinstance(four.command, EACH_COUNTS):
        twice = four.before.and_then(four.command, four.facts)
        assert len(twice.when(four.command, four.facts).events) == 1
    else:
        four.is_repeated()


@pytest.mark.parametrize("four", ORDERS, ids=str)
def test_the_later_of_two_is_refused(four):
    four.collides()


def test_every_order_of_the_parts_is_tried():
    parts = (assignment, benefit_right, match, exemptions, interview_counts, follow_up, standing)
    every = {order for part in parts for order in get_args(part.Command)} | {cv.ApproveCv}
    every |= {competences.Command}
    assert {type(each.command) for each in ORDERS} == every


def test_the_same_match_at_the_next_interview_confirms():
    again = replace(ASSESS, on=JUNE_20)
    case(REGISTERED, HELD, SECOND, AGAIN).when(again, NOW).then(
        said(match.MatchConfirmed, "2", day=JUNE_20)
    )


@pytest.mark.parametrize(
    ("value", "made"), [("1", match.MatchUpgraded), ("3", match.MatchDowngraded)]
)
def test_a_change_needs_a_reason_and_says_which_way(value, made):
    told = case(REGISTERED, HELD, SECOND, AGAIN)
    change = match.AssessMatch(value, FIVE, on=JUNE_20)
    told.when(change, NOW).then_rejected("change_needs_reason")
    told.when(replace(change, reason=TEXT), NOW).then(
        said(made, value, day=JUNE_20, reason=TEXT, from_value="2")
    )


def test_after_the_switch_the_old_match_is_converted_before_it_is_said_anew():
    told = case(REGISTERED, HELD, M5_FOURTH, AGAIN)
    first, second = told.when(replace(ASSESS, on=JUNE_20), NOW).events
    assert (first.model, first.value) == ("m3", "2")
    assert isinstance(second, match.MatchConfirmed)


def test_a_value_of_another_model_or_without_a_known_model_is_refused():
    told = case(REGISTERED, HELD)
    told.when(replace(ASSESS, value="5"), NOW).then_rejected("value_not_in_model")
    told.when(ASSESS, replace(NOW, law=CaseLaw())).then_rejected("rule_missing")


def test_e1_who_gets_the_benefit_after_all_no_longer_lives_on_own_means():
    told = benefit_right.NoteEligibility(True, "cash_benefit", JULY_1)
    after = case(REGISTERED, REFUSED, ALONE).and_then(told, NOW)
    assert not after.state.self_supporting
    assert after.state.right == benefit_right.BenefitRight(True, "cash_benefit")
    # Refused again it is the same matter: what was registered stands.
    again = benefit_right.NoteEligibility(False, "sick_pay", JULY_1)
    assert case(REGISTERED, REFUSED, ALONE).and_then(again, NOW).state.self_supporting


def test_an_older_interview_does_not_bring_an_older_match():
    old = InterviewHeld(P6, MAY_2, "personal")
    told = case(REGISTERED, HELD, SECOND, old)
    told.when(replace(ASSESS, on=MAY_2), NOW).then_rejected("before_latest_match")


def test_another_follow_up_model_than_suggested_needs_a_reason():
    other = follow_up.ChooseFollowUpModel("telephone")
    OPEN.when(other, SUGGESTS_GROUP).then_rejected("other_model_needs_reason")
    suggested = follow_up.ChooseFollowUpModel("group")
    OPEN.when(suggested, SUGGESTS_GROUP).then(
        follow_up.FollowUpModelChosen(P6, "group", "group", "rule@1", None)
    )


def test_v31_a_joint_session_counts_only_for_its_part_alone():
    alone = follow_up.AttendJointSession("info-1", individual_part=True, on=JUNE_7)
    OPEN.when(alone, NOW).then(
        replace(SESSION, individual_part=True), InterviewHeld(P6, JUNE_7, "group_part")
    )


def test_v33_what_an_interview_did_not_go_through_is_told():
    asks = replace(NOW, law=CaseLaw(standard=("job_aim", "cv", "next_contact")))
    (held,) = OPEN.when(HoldInterview("personal", JUNE_7, ("job_aim",)), asks).events
    assert held.missing_items == ("cv", "next_contact")


def test_nobody_is_summoned_while_exempt_or_ill():
    summon = SummonCitizen(JUNE_7_AT_10, "letter", legal_consequence_text=True)
    for absence in (EXEMPT, SICK):
        case(REGISTERED, absence).when(summon, NOW).then_rejected("citizen_is_exempt")


def test_s06_a_sick_report_says_what_the_citizen_lives_on():
    """Who is insured is told of by the fund; after a change of halves nobody here knows."""
    insured = replace(REGISTERED, benefit_basis="ui_benefit")
    confirmed = EligibilityConfirmed(P6, "rehabilitation", MAY_2)
    alone = SelfSupportingRegistered(P6, "tg8_self_supporting", MAY_2)
    for history, basis in (
        ((insured,), "ui_benefit"),
        ((insured, TRANSFERRED), None),
        ((REGISTERED, confirmed), "rehabilitation"),
        ((REGISTERED, alone), "self_supporting"),
    ):
        (told,) = case(*history).when(exemptions.ReportSick(JUNE_7), NOW).events
        assert told.benefit_basis == basis


def counts(kind, needed, *, met=False, since=MAY_2):
    return replace(NOW, law=CaseLaw(counts=(CountDuty(kind, needed, since, met),)))


def test_lab_31_the_interview_that_makes_the_number_full_says_so():
    held = case(REGISTERED, HELD)
    order = HoldInterview("personal", JUNE_20)
    assert len(held.when(order, counts("first_six_months", 3)).events) == 1
    _, full = held.when(order, counts("first_six_months", 2)).events
    assert full == interview_counts.FirstSixMonthsCovered(P6, 2, JUNE_20)
    # Only interviews from the first day that counts on are counted.
    late = counts("second_quarter", 2, since=JUNE_20)
    assert len(held.when(order, late).events) == 1


def test_lab_16_the_next_twelve_months_follow_the_former():
    _, full = OPEN.when(HoldInterview("personal", JUNE_20), counts("year", 1)).events
    assert full.next_from == date(2012, 5, 2)


@pytest.mark.parametrize("kind", ["first_six_months", "second_quarter", "year"])
@pytest.mark.parametrize(
    "order",
    [HoldInterview("personal", JUNE_20), follow_up.AttendJointSession("i", True, JUNE_20)],
    ids=["alone", "joint"],
)
def test_every_number_is_made_full_alone_or_in_a_joint_session(kind, order):
    full = OPEN.when(order, counts(kind, 1)).events[-1]
    assert isinstance(full, interview_counts.COVERED[kind])
    assert full.reached_on == JUNE_20


def test_lab_31_the_fund_counts_its_own_interviews():
    order = interview_counts.NoteFundInterview(JUNE_20)
    _, full = case(REGISTERED, FUND).when(order, counts("fund_quarter", 2)).events
    assert full == interview_counts.FundQuarterCovered(P6, 2, JUNE_20)
    own = HoldInterview("personal", JUNE_20)
    assert len(OPEN.when(own, counts("fund_quarter", 1)).events) == 1


def test_an_interview_that_a_reached_number_rests_on_is_not_withdrawn_before_the_number():
    order = WithdrawInterview(JUNE_7, TEXT)
    held = case(REGISTERED, HELD, REACHED)
    held.when(order, counts("first_six_months", 1, met=True)).then_rejected("count_rests_on_it")
    assert case(REGISTERED, HELD, AGAIN).when(order, counts("first_six_months", 1, met=True)).events
    fund = interview_counts.WithdrawFundInterview(JUNE_7, TEXT)
    case(REGISTERED, FUND).when(fund, counts("fund_quarter", 1, met=True)).then_rejected(
        "count_rests_on_it"
    )


@pytest.mark.parametrize(("day", "by_right"), [((2011, 11, 1), False), ((2011, 11, 2), True)])
def test_lab_32_after_six_months_an_interview_is_asked_for_by_right(day, by_right):
    order = interview_counts.RequestInterview(date(*day))
    (asked,) = OPEN.when(order, replace(AFTER_HALF_A_YEAR, now=on(2012, 1, 2).now)).events
    assert asked.by_right is by_right


def test_lab_32_of_two_requests_one_is_taken_back_and_only_on_its_day():
    order = interview_counts.WithdrawInterviewRequest(JUNE_7, TEXT)
    twice = case(REGISTERED, ASKED, ASKED).and_then(order, NOW)
    assert twice.state.counts.requested == (JUNE_7,)
    case(REGISTERED, ASKED).when(replace(order, day=JUNE_20), NOW).then_rejected(
        "interview_not_requested"
    )


def test_a_follow_up_taken_back_leaves_the_one_before_it():
    chosen = case(REGISTERED, BY_PHONE, AT_HOME)
    chosen.when(follow_up.WithdrawFollowUpChoice(TEXT), NOW).then(
        follow_up.FollowUpChoiceWithdrawn(P6, "telephone", TEXT)
    )
    assert chosen.and_then(follow_up.WithdrawFollowUpChoice(TEXT), NOW).state.follow_up.model == (
        "telephone"
    )


def test_a_group_the_law_of_the_day_does_not_know_is_refused():
    order = standing.SetTargetGroup("tg12_education_ready", TEXT, JUNE_7)
    knows = replace(NOW, law=CaseLaw(groups=("tg1_insured", "tg2_cash_ready")))
    OPEN.when(order, knows).then_rejected("group_not_in_the_law")
