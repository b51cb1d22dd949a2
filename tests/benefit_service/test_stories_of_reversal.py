"""Whole stories on a real log: given back, stopped, flagged, sent, and what stands in the way."""

from uuid import UUID

import pytest
from msgspec.structs import replace

from services.benefit_service import messages as told
from services.benefit_service.domain.benefit_appeal_events import (
    BenefitAppealCorrected,
    BenefitAppealRegistered,
)
from services.benefit_service.domain.benefit_appeal_orders import (
    CorrectBenefitAppeal,
    DecideBenefitAppeal,
    RegisterBenefitAppeal,
)
from services.benefit_service.domain.benefit_events import (
    BenefitEligibilityDecided,
    JobcenterNotifiedOfEligibility,
    PaymentStopped,
    PaymentStopWithdrawn,
    ReductionRefused,
    RefusalWithdrawn,
)
from services.benefit_service.domain.benefit_orders import (
    ApplyForBenefit,
    ChangePayment,
    DecideEligibility,
    SetUpPayment,
    StopPayment,
    WithdrawRefusal,
)
from services.benefit_service.domain.hearing_orders import (
    ServeHearing,
    WithdrawHearing,
)
from services.benefit_service.domain.information_form import (
    FormStatusNoted,
    InformationFormCancelled,
    InformationFormSent,
    SendInformationForm,
)
from services.benefit_service.domain.sanction_events import (
    DecisionNeedsReview,
    JobcenterNotifiedOfSanction,
    LateFactNoted,
    NonComplianceReported,
    SanctionDecided,
)
from services.benefit_service.domain.sanction_orders import (
    EffectuateSanction,
    RegisterAppeal,
    ReportNonCompliance,
    ReverseSanction,
    ReviewDecision,
)
from shared.law.deadline import (
    DeadlineMet,
    DeadlineRecomputed,
    DeadlineSet,
    DeadlineWithdrawn,
)
from shared.period import Period
from tests.benefit_service.conftest import Counter
from tests.benefit_service.samples import ANNA, BO, CITIZEN, CITIZEN_CASE, day
from tests.benefit_service.test_stories import (
    CONCLUDE,
    DECIDE,
    no_show,
    recommend,
    refused,
    register_and_guide,
    the_case,
    until_decided,
    week_24,
)

pytestmark = pytest.mark.postgres


def test_a_reversed_sanction_is_repaid_and_the_month_is_whole_again(counter: Counter) -> None:
    register_and_guide(counter)
    benefit = CITIZEN_CASE
    refused(counter, "jobcenter_not_notified", SetUpPayment(1_000_000, day(2, 5)), benefit)
    counter.order(ApplyForBenefit(day(2, 5)), benefit)
    counter.at(5, 5)
    counter.order(
        DecideEligibility(
            eligible=True, benefit_basis="cash_benefit", from_=day(2, 5), reasons="x"
        ),
        benefit,
    )
    assert counter.of(JobcenterNotifiedOfEligibility)[0].days_since_first_contact == 3
    counter.order(SetUpPayment(1_000_000, day(2, 5)), benefit)
    refused(counter, "reduction_needs_sanction_decision", ChangePayment(1, day(1)), benefit)
    stop = StopPayment("moved_abroad", day(1), "x")
    refused(counter, "hearing_not_concluded", stop, benefit)
    assert len(counter.of(ReductionRefused)) == 2
    counter.at(6, 14)
    no_show(counter, day(14))
    case = the_case(counter)
    counter.at(6, 15)
    hearing = counter.order(ServeHearing(CITIZEN)).case_id
    counter.at(6, 23)
    week_24(counter)
    counter.order(CONCLUDE, hearing)
    recommend(counter, case)
    counter.order(DECIDE, case)
    assert counter.ask("payments", citizen=CITIZEN, month="2011-07")[0].paid == 1_000_000
    counter.order(EffectuateSanction("2011-07"), case)
    assert counter.ask("payments", citizen=CITIZEN, month="2011-07")[0].paid == 840_000
    counter.order(ReverseSanction("own_initiative", "Barnet var sygt."), case)
    (july,) = counter.ask("payments", citizen=CITIZEN, month="2011-07")
    assert (july.taken, july.given_back, july.paid) == (160_000, 160_000, 1_000_000)
    seen = counter.ask("sanction_oversight")
    assert (seen.reversed, str(seen.reversed_percent)) == (1, "100.0")
    waits = counter.ask("eligibility_times")
    assert (waits.notified, str(waits.median_days), waits.limit_days) == (1, "3", 10)


def test_fvl_19_a_benefit_is_stopped_after_a_hearing_about_it(counter: Counter) -> None:
    paid_from_may(counter)
    hearing = counter.order(
        ServeHearing(
            CITIZEN,
            benefit_case=CITIZEN_CASE,
            stop_ground="moved_abroad",
            facts="Du er meldt udrejst.",
        )
    ).case_id
    stop = StopPayment("moved_abroad", day(1), "Udrejst.")
    refused(counter, "hearing_not_concluded", stop, CITIZEN_CASE)
    counter.at(5, 11)
    counter.order(CONCLUDE, hearing)
    counter.order(stop, CITIZEN_CASE)
    assert [row.stage for row in counter.ask("benefit_list", citizen=CITIZEN)] == ["stopped"]


def test_rsl_67_a_stop_that_the_board_reverses_is_paid_and_names_what_it_annuls(
    counter: Counter,
) -> None:
    paid_from_may(counter)
    counter.order(StopPayment("citizen_withdrew", day(1), "Frasagt."), CITIZEN_CASE)
    stop = next(f for f in counter.facts() if isinstance(f.event, PaymentStopped))
    due = [one for one in counter.of(DeadlineSet) if one.rule_key == "appeal.deadline"]
    assert [one.timely_until for one in due] == [day(30, 5)]
    assert counter.ask("payments", citizen=CITIZEN, month="2011-06")[0].paid == 0
    counter.at(6, 6)
    register = RegisterBenefitAppeal("stop", day(2, 5), day(30, 5), "Jeg har intet frasagt mig.")
    counter.order(register, CITIZEN_CASE)
    met = [one for one in counter.of(DeadlineMet) if one.rule_key == "appeal.deadline"]
    assert [(one.on, one.late_by_days) for one in met] == [(day(30, 5), 0)]
    counter.order(CorrectBenefitAppeal("stop", day(2, 5), day(27, 5)), CITIZEN_CASE)
    counter.at(6, 20)
    answer = DecideBenefitAppeal("stop", day(2, 5), "reversed", "Underskriften er en andens.")
    counter.order(answer, CITIZEN_CASE)
    told = {type(one.event): one.meta for one in counter.facts()}
    assert told[PaymentStopWithdrawn].corrects == stop.meta.event_id
    assert told[PaymentStopWithdrawn].how == "annulled"
    registered = next(f for f in counter.facts() if isinstance(f.event, BenefitAppealRegistered))
    assert told[BenefitAppealCorrected].corrects == registered.meta.event_id
    assert counter.ask("payments", citizen=CITIZEN, month="2011-06")[0].paid == 1_000_000
    (row,) = counter.ask("benefit_list", citizen=CITIZEN)
    assert (row.stage, row.adverse[0].outcome) == ("paying", "reversed")


def test_a_refusal_taken_back_is_decided_anew(counter: Counter) -> None:
    register_and_guide(counter)
    counter.order(ApplyForBenefit(day(2, 5)), CITIZEN_CASE)
    no = DecideEligibility(
        eligible=False, benefit_basis="cash_benefit", from_=day(2, 5), reasons="Formue."
    )
    counter.order(no, CITIZEN_CASE)
    refusal = next(f for f in counter.facts() if isinstance(f.event, BenefitEligibilityDecided))
    counter.order(WithdrawRefusal("Formuen var en andens."), CITIZEN_CASE)
    told = next(f.meta for f in counter.facts() if isinstance(f.event, RefusalWithdrawn))
    assert (told.corrects, told.how) == (refusal.meta.event_id, "withdrawn")
    assert [one.rule_key for one in counter.of(DeadlineWithdrawn)] == ["appeal.deadline"]
    counter.order(replace(no, eligible=True), CITIZEN_CASE)
    assert [row.stage for row in counter.ask("benefit_list", citizen=CITIZEN)] == ["eligible"]


def paid_from_may(counter: Counter) -> None:
    """Register a citizen who is paid 10,000 kr. a month from 2 May."""
    register_and_guide(counter)
    granted = DecideEligibility(
        eligible=True, benefit_basis="cash_benefit", from_=day(2, 5), reasons="x"
    )
    for order in (ApplyForBenefit(day(2, 5)), granted, SetUpPayment(1_000_000, day(2, 5))):
        counter.order(order, CITIZEN_CASE)


def test_the_recommender_and_a_late_conclusion_of_the_letter_stand_in_the_way(
    counter: Counter,
) -> None:
    register_and_guide(counter)
    counter.at(6, 14)
    no_show(counter, day(14))
    case = the_case(counter)
    counter.at(6, 15)
    hearing = counter.order(ServeHearing(CITIZEN)).case_id
    counter.at(6, 23)
    week_24(counter)
    counter.order(CONCLUDE, hearing)
    recommend(counter, case, by=BO.id)
    refused(counter, "recommender_may_not_decide", DECIDE, case)
    event = told.RecommendationWithdrawn(CITIZEN, case)
    counter.told("sanction_recommendation-1", event)
    refused(counter, "recommendation_missing", DECIDE, case)
    recommend(counter, case)
    counter.order(DECIDE, case)
    refused(counter, "already_decided", WithdrawHearing("x"), hearing)


def test_without_written_guidance_before_the_event_nothing_is_decided(counter: Counter) -> None:
    guidance = register_and_guide(counter)
    counter.at(6, 14)
    no_show(counter, day(14))
    case = the_case(counter)
    counter.at(6, 15)
    hearing = counter.order(ServeHearing(CITIZEN)).case_id
    counter.at(6, 23)
    week_24(counter)
    counter.order(CONCLUDE, hearing)
    recommend(counter, case)
    oral = told.DutyGuidanceCorrected(CITIZEN, day(2, 5), "oral", day(2, 5))
    counter.told(f"citizen_case-{CITIZEN_CASE}", oral, corrects=guidance)
    refused(counter, "written_guidance_missing", DECIDE, case)


def test_illness_on_record_stands_in_the_way(counter: Counter) -> None:
    register_and_guide(counter)
    counter.at(6, 14)
    no_show(counter, day(14))
    case = the_case(counter)
    counter.at(6, 15)
    hearing = counter.order(ServeHearing(CITIZEN)).case_id
    counter.at(6, 23)
    week_24(counter)
    counter.order(CONCLUDE, hearing)
    recommend(counter, case)
    sick_pay = UUID("0192f0a1-0000-7000-8000-0000000000f1")
    counter.told(f"sick_pay_case-{sick_pay}", told.AbsenceNotified(CITIZEN, day(13)))
    assert len(counter.of(LateFactNoted)) == 1
    refused(counter, "excuse_on_record", DECIDE, case)


def test_rsl_67_a_complaint_written_down_later_counts_from_the_day_it_came_in(
    counter: Counter,
) -> None:
    case = until_decided(counter)
    counter.at(8, 1)
    counter.order(RegisterAppeal(day(20, 7), "Mit barn var sygt."), case)
    (met,) = [one for one in counter.of(DeadlineMet) if one.rule_key == "appeal.deadline"]
    assert (met.on, met.late_by_days) == (day(20, 7), 0)


def test_e16_a_late_fact_flags_the_decision_and_holds_the_money_back(counter: Counter) -> None:
    case = until_decided(counter)
    counter.at(6, 24)
    work = told.ExternalRecordImported(CITIZEN, "employment", Period(day(1), day(30)))
    counter.told("external_record-fund-1", work)
    (flag,) = counter.of(DecisionNeedsReview)
    decision = next(f for f in counter.facts() if isinstance(f.event, SanctionDecided))
    assert flag.decision == decision.meta.event_id
    refused(counter, "review_open", EffectuateSanction("2011-07"), case)
    later = told.ExternalRecordImported(CITIZEN, "employment", Period(day(18)))
    counter.told("external_record-fund-2", later)
    assert len(counter.of(DecisionNeedsReview)) == 1
    counter.order(ReviewDecision("reversed", "Borgeren var i arbejde."), case)
    assert [one.outcome for one in counter.of(JobcenterNotifiedOfSanction)] == [
        "decided",
        "reversed",
    ]


def test_e16_a_corrected_guidance_flags_the_decision_that_relied_on_it(counter: Counter) -> None:
    until_decided(counter)
    guidance = counter.of(SanctionDecided)[0].relied_on
    oral = told.DutyGuidanceCorrected(CITIZEN, day(2, 5), "oral", day(2, 5))
    counter.told(f"citizen_case-{CITIZEN_CASE}", oral, corrects=guidance[-1])
    assert [one.because for one in counter.of(DecisionNeedsReview)] == ["guidance_corrected"]


def test_s_07_the_form_is_sent_here_and_its_status_noted(counter: Counter) -> None:
    form = "0192f0a1-0000-7000-8000-0000000000f1"
    stream = f"sick_pay_case-{form}"
    counter.told(stream, told.AbsenceNotified(CITIZEN, day(1, 5)))
    counter.order(SendInformationForm(day(2, 5)), form)
    assert counter.of(InformationFormSent)[0].sick_pay_case == UUID(form)
    counter.at(5, 11)
    counter.told(stream, told.DeadlineMissed("form.return"), "sickpay")
    counter.told(stream, told.InformationFormReturned(CITIZEN))
    assert [one.status for one in counter.of(FormStatusNoted)] == ["overdue", "returned"]
    counter.told(stream, told.AbsenceNotificationWithdrawn(CITIZEN))
    assert len(counter.of(InformationFormCancelled)) == 1
    assert counter.refusals() == []


def test_the_eligibility_clock_follows_a_corrected_first_contact(counter: Counter) -> None:
    stream = f"citizen_case-{CITIZEN_CASE}"
    first = counter.told(stream, told.CitizenRegistered(CITIZEN, "cash_benefit", day(2, 5)))
    assert counter.of(DeadlineSet)[0].timely_until == day(12, 5)
    moved = told.RegistrationCorrected(CITIZEN, "cash_benefit", day(1, 5))
    counter.told(stream, moved, corrects=first, how="corrected")
    assert counter.of(DeadlineRecomputed)[0].timely_until == day(11, 5)


def test_a_report_over_http_is_the_counsellors_own(counter: Counter) -> None:
    counter.order(ReportNonCompliance(CITIZEN, "job_refusal", day(1, 5)), by=ANNA)
    (report,) = counter.of(NonComplianceReported)
    assert (report.reported_by, report.reported_from) == ("anna", "jobcenter")
    refused(
        counter,
        "absence_already_reported",
        ReportNonCompliance(CITIZEN, "job_refusal", day(1, 5)),
        by=ANNA,
    )


def test_may_lists_every_reason_in_the_way(counter: Counter) -> None:
    counter.at(6, 14)
    no_show(counter, day(14))
    shown = counter.office.show(
        next(case for case in counter.office.service.cases if case.name == "sanction_case"),
        str(the_case(counter)),
        BO,
    )
    assert shown.may["decide_sanction"][:2] == ("hearing_missing", "recommendation_missing")
    assert shown.may["effectuate_sanction"] == ("sanction_not_decided",)
