from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from services.visitation.domain import (
    Event,
    assignment,
    authority,
    benefit_change,
    benefit_right,
    benefit_weeks,
    cancellation,
    citizen_case,
    competences,
    contact_attempts,
    contact_course,
    cv,
    duty_guidance,
    exemptions,
    follow_up,
    hearing_outcome,
    interview_counts,
    match,
    registration,
    report_corrected,
    sanction_recommendation,
    standing,
    summons_move,
)
from services.visitation.domain.ground import CaseLaw, CountDuty
from services.visitation.domain.recommendation_events import SanctionRecommended
from shared.actor import Actor
from shared.eventlog.codec import Codec
from shared.eventlog.decider import Decider, Rejected
from shared.eventlog.envelope import Meta
from shared.eventlog.event import Event as Fact
from shared.eventlog.event import tag_of
from shared.eventlog.row import Row
from tests.visitation.cases import CASE, P6
from tests.visitation.recommendations import ANNA, BO, SANCTION

FIRST = date(2009, 7, 28)
CODEC = Codec(Event)
days = st.integers(0, 8).map(lambda n: FIRST + timedelta(n))
maybe_day = st.none() | days
moments = days.map(lambda day: datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
text = st.sampled_from(["Fejl", "Ny oplysning"])
forms = st.sampled_from(get_args(contact_course.SummonsForm))
authorities = st.sampled_from(["state", "municipal"])
bases = st.sampled_from(["cash_benefit", "ui_benefit"])
groups = st.sampled_from([None, "tg1_insured", "tg3_cash_other_problems"])
guidance_forms = st.sampled_from(["written", "oral"])
channels = st.sampled_from(["phone", "letter"])

kinds = st.sampled_from(get_args(interview_counts.CountKind))
values = st.sampled_from(["1", "2", "5", "job_ready"])
sessions = st.sampled_from(["info-1", "info-2"])
ELEMENTS = match.Elements("Lager", "Truckkort", "Stabil", "Ingen gæld", "God")

CASE_ORDERS = {
    registration.RegisterCitizen: st.builds(
        registration.RegisterCitizen,
        citizen=st.just(P6),
        benefit_basis=bases,
        target_group=groups,
        authority=authorities,
        on=maybe_day,
    ),
    registration.CorrectRegistration: st.builds(
        registration.CorrectRegistration,
        reason=text,
        target_group=groups,
        authority=st.none() | authorities,
        registered_on=maybe_day,
    ),
    benefit_right.NoteEligibility: st.builds(
        benefit_right.NoteEligibility,
        st.booleans(),
        st.sampled_from(["cash_benefit", "sick_pay"]),
        days,
    ),
    benefit_right.RegisterSelfSupporting: st.builds(
        benefit_right.RegisterSelfSupporting, maybe_day
    ),
    benefit_right.WithdrawSelfSupporting: st.builds(benefit_right.WithdrawSelfSupporting, text),
    benefit_change.ChangeBenefit: st.builds(
        benefit_change.ChangeBenefit, bases, text, st.none() | groups, st.none(), maybe_day
    ),
    benefit_change.WithdrawBenefitChange: st.builds(benefit_change.WithdrawBenefitChange, text),
    benefit_weeks.NoteWeeksWithoutBenefit: st.builds(
        benefit_weeks.NoteWeeksWithoutBenefit,
        st.just("dp:77"),
        st.sampled_from([(), ("2011-W24",)]),
    ),
    cv.RegisterCv: st.builds(cv.RegisterCv, maybe_day),
    cv.WithdrawCv: st.builds(cv.WithdrawCv, text),
    authority.TransferAuthority: st.builds(authority.TransferAuthority, authorities, maybe_day),
    authority.WithdrawTransfer: st.builds(authority.WithdrawTransfer, text),
    assignment.AssignCase: st.builds(
        assignment.AssignCase,
        st.sampled_from(["anna", "bo"]),
        st.just("unge"),
        st.just("valby"),
        maybe_day,
    ),
    competences.NoteCompetences: st.builds(
        competences.NoteCompetences, st.sampled_from([(), ("welding",)]), maybe_day
    ),
    assignment.WithdrawAssignment: st.builds(assignment.WithdrawAssignment, text),
    citizen_case.CloseCase: st.builds(
        citizen_case.CloseCase, st.sampled_from(["job", "death"]), maybe_day
    ),
    citizen_case.CloseOnExternalRecord: st.builds(
        citizen_case.CloseOnExternalRecord, days, st.just("dp"), st.just("77")
    ),
    citizen_case.ReopenCase: st.builds(citizen_case.ReopenCase, text, maybe_day),
    citizen_case.WithdrawClosing: st.builds(citizen_case.WithdrawClosing, text),
    duty_guidance.GiveDutyGuidance: st.builds(
        duty_guidance.GiveDutyGuidance, guidance_forms, text, maybe_day
    ),
    duty_guidance.CorrectDutyGuidance: st.builds(
        duty_guidance.CorrectDutyGuidance, days, guidance_forms, text, text, maybe_day
    ),
    duty_guidance.WithdrawDutyGuidance: st.builds(duty_guidance.WithdrawDutyGuidance, days, text),
    contact_course.SummonCitizen: st.builds(
        contact_course.SummonCitizen, moments, forms, st.booleans(), maybe_day
    ),
    contact_course.CorrectSummons: st.builds(
        contact_course.CorrectSummons, days, moments, forms, st.booleans(), text
    ),
    summons_move.MoveSummons: st.builds(summons_move.MoveSummons, moments, moments, st.just(CASE)),
    contact_course.HoldInterview: st.builds(
        contact_course.HoldInterview, st.just("personal"), maybe_day
    ),
    contact_course.WithdrawInterview: st.builds(contact_course.WithdrawInterview, days, text),
    contact_course.RegisterInterviewNoShow: st.builds(contact_course.RegisterInterviewNoShow, days),
    contact_course.WithdrawNoShow: st.builds(contact_course.WithdrawNoShow, days, text),
    cancellation.CancelInterview: st.builds(
        cancellation.CancelInterview,
        st.sampled_from(["citizen", "jobcenter"]),
        maybe_day,
        st.booleans(),
        maybe_day,
    ),
    cancellation.WithdrawCancellation: st.builds(cancellation.WithdrawCancellation, days, text),
    cv.ApproveCv: st.builds(cv.ApproveCv, maybe_day),
    interview_counts.NoteFundInterview: st.builds(interview_counts.NoteFundInterview, maybe_day),
    interview_counts.WithdrawFundInterview: st.builds(
        interview_counts.WithdrawFundInterview, days, text
    ),
    interview_counts.WithdrawCount: st.builds(interview_counts.WithdrawCount, kinds, text),
    interview_counts.StartIntensiveContact: st.builds(
        interview_counts.StartIntensiveContact, maybe_day
    ),
    interview_counts.WithdrawIntensiveContact: st.builds(
        interview_counts.WithdrawIntensiveContact, text
    ),
    interview_counts.WithdrawInterviewRequest: st.builds(
        interview_counts.WithdrawInterviewRequest, days, text
    ),
    interview_counts.RequestInterview: st.builds(interview_counts.RequestInterview, maybe_day),
    match.AssessMatch: st.builds(
        match.AssessMatch, values, st.just(ELEMENTS), st.none() | text, maybe_day
    ),
    match.ConvertMatchModel: st.builds(match.ConvertMatchModel, maybe_day),
    match.WithdrawMatch: st.builds(match.WithdrawMatch, text),
    match.RateForCalibration: st.builds(match.RateForCalibration, values, maybe_day),
    follow_up.ChooseFollowUpModel: st.builds(
        follow_up.ChooseFollowUpModel,
        st.sampled_from(get_args(follow_up.FollowUpModel)),
        st.none() | text,
    ),
    follow_up.WithdrawFollowUpChoice: st.builds(follow_up.WithdrawFollowUpChoice, text),
    follow_up.AttendJointSession: st.builds(
        follow_up.AttendJointSession, sessions, st.booleans(), maybe_day
    ),
    follow_up.WithdrawJointSession: st.builds(follow_up.WithdrawJointSession, sessions, days, text),
    exemptions.GrantExemption: st.builds(
        exemptions.GrantExemption, st.just("maternity"), text, maybe_day, maybe_day
    ),
    exemptions.EndExemption: st.builds(exemptions.EndExemption, maybe_day),
    exemptions.WithdrawExemption: st.builds(exemptions.WithdrawExemption, text),
    exemptions.ReportSick: st.builds(exemptions.ReportSick, maybe_day),
    exemptions.WithdrawSickReport: st.builds(exemptions.WithdrawSickReport, text),
    exemptions.NoteRecovery: st.builds(exemptions.NoteRecovery, days),
    standing.SetTargetGroup: st.builds(
        standing.SetTargetGroup,
        st.sampled_from(["tg1_insured", "tg3_cash_other_problems", "tg12_education_ready"]),
        text,
        maybe_day,
    ),
    standing.NoteHousingArea: st.builds(
        standing.NoteHousingArea, st.sampled_from([None, "vest"]), st.just("staff"), maybe_day
    ),
    standing.NoteOriginGroup: st.builds(
        standing.NoteOriginGroup, st.just("western"), st.just("citizen"), maybe_day
    ),
    standing.NoteBarriers: st.builds(
        standing.NoteBarriers, st.sampled_from([(), ("debt",)]), st.just(("licence",)), maybe_day
    ),
}
CASE_FACTS = st.builds(
    citizen_case.CaseFacts,
    now=moments.map(lambda at: at + timedelta(hours=5)),
    hearing_open=st.booleans(),
    case_id=st.just(CASE),
    actor=st.sampled_from(["anna", "bo"]),
    law=st.builds(
        CaseLaw,
        counts=st.lists(
            st.builds(CountDuty, kinds, st.integers(1, 2), st.just(FIRST), st.booleans()),
            max_size=2,
        ).map(tuple),
        standard=st.sampled_from([(), ("job_aim",)]),
        suggested_model=st.sampled_from([None, "group"]),
        request_after_months=st.sampled_from([None, 0]),
        match_model=st.sampled_from(["m5", "m5", "m3", None]),
        conversion=st.just({"m5:1": "1", "m5:2": "1", "m5:5": "3", "m3:1": "1"}),
        groups=st.sampled_from([(), ("tg1_insured", "tg3_cash_other_problems")]),
    ),
)
words = st.sampled_from(["decided", "dropped", "reversed"])
hearings = st.sampled_from(["h1", "h2"])
RECOMMENDATION_ORDERS = {
    sanction_recommendation.OpenRecommendation: st.builds(
        sanction_recommendation.OpenRecommendation,
        st.just(P6),
        st.just(SANCTION),
        st.just("offer_no_show"),
        st.just(FIRST),
        st.just("offers"),
    ),
    contact_attempts.RecordContactAttempt: st.builds(
        contact_attempts.RecordContactAttempt, channels, maybe_day
    ),
    contact_attempts.WithdrawContactAttempt: st.builds(
        contact_attempts.WithdrawContactAttempt, channels, days, text
    ),
    contact_attempts.RecordContactRestored: st.builds(
        contact_attempts.RecordContactRestored, maybe_day
    ),
    contact_attempts.CorrectContactRestored: st.builds(
        contact_attempts.CorrectContactRestored, days, text
    ),
    hearing_outcome.NoteHearingOutcome: st.builds(
        hearing_outcome.NoteHearingOutcome,
        hearings,
        st.sampled_from(get_args(hearing_outcome.Finding)),
        st.booleans(),
    ),
    hearing_outcome.NoteHearingWithdrawn: st.builds(hearing_outcome.NoteHearingWithdrawn, hearings),
    report_corrected.NoteReportCorrected: st.builds(
        report_corrected.NoteReportCorrected,
        st.sampled_from(["offer_no_show", "interview_no_show"]),
        days,
    ),
    sanction_recommendation.RecommendSanction: st.builds(
        sanction_recommendation.RecommendSanction,
        st.just("offer_no_show"),
        text,
        text,
        maybe_day,
    ),
    sanction_recommendation.WithdrawRecommendation: st.builds(
        sanction_recommendation.WithdrawRecommendation, text
    ),
    sanction_recommendation.DropRecommendation: st.builds(
        sanction_recommendation.DropRecommendation, text, maybe_day
    ),
    sanction_recommendation.CloseOnWithdrawal: st.just(sanction_recommendation.CloseOnWithdrawal()),
    sanction_recommendation.NoteDecision: st.builds(sanction_recommendation.NoteDecision, words),
}
RECOMMENDATION_FACTS = st.builds(
    sanction_recommendation.RecommendationFacts,
    today=days,
    actor=st.sampled_from([ANNA, BO]),
    ways_required=st.sampled_from([(), (("phone", "visit"),), (("sms",), ("letter", "visit"))]),
    consequences_in_writing=st.sampled_from([None, True, False]),
    law_refusal=st.sampled_from([None, None, "ruleset_draft"]),
)


def stories(opening, orders, facts):
    told = st.lists(st.tuples(st.one_of(*orders.values()), facts), max_size=25)
    return st.tuples(st.tuples(orders[opening], facts), told).map(lambda two: [two[0], *two[1]])


def play(decider: Decider, story) -> list[Fact]:
    """Give the orders in turn; check `blocks` against `decide`; return what happened."""
    state, told = decider.initial, []
    for order, facts in story:
        codes = decider.blocks(type(order), state, facts)
        decisions = answer(decider, order, state, facts)
        if isinstance(decisions, str):
            assert decisions == codes[0] if codes else decisions != "not_allowed_now", order
            continue
        assert not codes, f"{order} was blocked by {codes} and done all the same"
        facts_told = [each for each in decisions if isinstance(each, Fact)]
        told += facts_told
        state = reduce(decider.evolve, facts_told, state)
    assert reduce(decider.evolve, [stored(each) for each in told], decider.initial) == state
    return told


def answer(decider: Decider, order, state, facts):
    """Return what was decided, or the code of the refusal."""
    try:
        return decider.decide(order, state, facts)
    except Rejected as refusal:
        return refusal.code


def stored(event: Fact) -> Fact:
    """Return a fact as it comes back from the log."""
    meta = Meta(
        event_id=CASE,
        occurred_at=datetime(2011, 6, 14, tzinfo=UTC),
        effective_on=FIRST,
        actor=Actor(id="anna"),
        correlation_id="c",
    )
    row = Row(
        epoch=1,
        position=1,
        previous=0,
        event_id=CASE,
        stream="x-1",
        version=1,
        tag=tag_of(event),
        subjects=(),
        effective_on=FIRST,
        recorded_at=meta.occurred_at,
        state=CODEC.encode(event, meta),
        previous_hash=b"",
    )
    return CODEC.read("visitation", row).event


@settings(max_examples=150, deadline=None)
@for_all(stories(registration.RegisterCitizen, CASE_ORDERS, CASE_FACTS))
def test_what_a_case_blocks_is_refused_and_what_it_allows_is_replayed(story):
    play(citizen_case.citizen_case, story)


@settings(max_examples=150, deadline=None)
@for_all(
    stories(sanction_recommendation.OpenRecommendation, RECOMMENDATION_ORDERS, RECOMMENDATION_FACTS)
)
def test_what_a_recommendation_blocks_is_refused_and_what_it_allows_is_replayed(story):
    told = play(sanction_recommendation.sanction_recommendation, story)
    outcome = None
    for event in told:
        if isinstance(event, SanctionRecommended):
            assert outcome == "excuse_not_accepted"
        outcome = getattr(event, "finding", outcome)
        if isinstance(event, hearing_outcome.HearingOutcomeVoided):
            outcome = None


@pytest.mark.parametrize(
    ("case", "orders"),
    [(citizen_case, CASE_ORDERS), (sanction_recommendation, RECOMMENDATION_ORDERS)],
    ids=["citizen_case", "sanction_recommendation"],
)
def test_every_order_of_the_case_type_takes_part(case, orders):
    assert set(orders) == set(get_args(case.Command))
