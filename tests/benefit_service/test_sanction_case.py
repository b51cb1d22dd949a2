import pytest
from msgspec.structs import replace

from services.benefit_service.domain.sanction_case import SANCTION_CASE
from services.benefit_service.domain.sanction_events import (
    EffectuationCorrected,
    JobcenterNotifiedOfSanction,
    NonComplianceCorrected,
    NonComplianceReported,
    NonComplianceWithdrawn,
    NoSanctionDecided,
    Outcome,
    RecommendationTakenBack,
    SanctionDecided,
    SanctionDropped,
    SanctionEffectuated,
    SanctionRefused,
)
from services.benefit_service.domain.sanction_orders import (
    CorrectEffectuation,
    CorrectReport,
    DecideNoSanction,
    DecideSanction,
    EffectuateSanction,
    NoteDropped,
    NoteRecommendation,
    NoteRecommendationTakenBack,
    ReportNonCompliance,
    ReverseSanction,
    WithdrawReport,
)
from services.benefit_service.domain.sanction_states import Closed
from shared.eventlog.command import Command
from shared.eventlog.decider import Claim, Release
from shared.period import Period
from shared.privacy.personal import Erased
from tests.benefit_service.samples import (
    ANNA,
    CITIZEN,
    HEARING,
    PLACEMENT,
    POLICY,
    READY,
    RECOMMENDATION,
    RECOMMENDED,
    REPORT_EVENT,
    REPORTED,
    ROBOT,
    SANCTION,
    day,
    ready,
)
from tests.support.scenario import Given, given

REPORT = ReportNonCompliance(
    citizen=CITIZEN,
    kind="offer_no_show",
    day=day(14),
    placement=PLACEMENT,
    continues=True,
    reported_from="offers",
    reported_by="sara",
    report_event=REPORT_EVENT,
)
NAME = f"absence:{CITIZEN}:offer_no_show:2011-06-14:{PLACEMENT}"
BECAUSE = "Fravær uden rimelig grund."
DECIDE = DecideSanction(BECAUSE)
DAYS = (day(14), day(15), day(16), day(17))


def told(outcome: Outcome) -> JobcenterNotifiedOfSanction:
    return JobcenterNotifiedOfSanction(
        citizen=CITIZEN,
        sanction_case=SANCTION,
        outcome=outcome,
        report_event=REPORT_EVENT,
        placement=PLACEMENT,
        day=day(14),
        reported_from="offers",
    )


def reported() -> Given:
    return given(SANCTION_CASE, REPORTED, RECOMMENDED)


def decided() -> Given:
    return reported().and_then(DECIDE, READY)


def effectuated() -> Given:
    return decided().and_then(EffectuateSanction("2011-07"), READY)


def refused(command: str, code: str, by: str = "bo") -> tuple[SanctionRefused, ...]:
    return (SanctionRefused(CITIZEN, command, code, by),)


# -- the report ---------------------------------------------------------------------------------


def test_a_report_opens_the_case_and_holds_the_absence() -> None:
    answered = given(SANCTION_CASE).when(REPORT, ready(actor=POLICY))
    answered.then(REPORTED)
    answered.then_claims(Claim(NAME, "absence_already_reported"))


def test_a_caseworker_reports_in_their_own_name_whatever_the_body_says() -> None:
    (told_,) = given(SANCTION_CASE).when(REPORT, ready(actor=ANNA)).events
    assert isinstance(told_, NonComplianceReported)
    assert (told_.reported_by, told_.reported_from) == ("anna", "jobcenter")
    assert told_.report_event is None


@pytest.mark.parametrize(
    ("order", "changes", "code"),
    [
        (replace(REPORT, day=day(24)), {}, "date_in_future"),
        (replace(REPORT, placement=None), {}, "placement_missing"),
        (REPORT, {"already_reported": True}, "absence_already_reported"),
    ],
)
def test_a_report_is_refused(
    order: ReportNonCompliance, changes: dict[str, object], code: str
) -> None:
    given(SANCTION_CASE).when(order, ready(**changes)).then_rejected(code)


def test_the_same_absence_is_reported_once() -> None:
    reported().when(REPORT, READY).then_rejected("absence_already_reported")


CORRECT = CorrectReport("offer_no_show", day(15), "Forkert dag.", PLACEMENT, continues=True)


def test_a_report_is_corrected_and_holds_the_right_absence() -> None:
    answered = reported().when(CORRECT, READY)
    answered.then(
        NonComplianceCorrected(
            CITIZEN, "offer_no_show", day(15), PLACEMENT, continues=True, reason="Forkert dag."
        )
    )
    answered.then_claims(
        Release(NAME),
        Claim(NAME.replace("2011-06-14", "2011-06-15"), "absence_already_reported"),
    )
    after = reported().and_then(CORRECT, READY)
    assert after.state.report == replace(REPORTED, day=day(15))
    after.when(CORRECT, READY).then()


def test_a_correction_that_leaves_the_absence_claims_nothing_new() -> None:
    order = CorrectReport("offer_no_show", day(14), "Fortsatte ikke.", PLACEMENT, continues=False)
    reported().when(order, READY).then_claims()


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (replace(CORRECT, day=day(24)), "date_in_future"),
        (replace(CORRECT, placement=None), "placement_missing"),
        (replace(CORRECT, reason=Erased()), "reasons_missing"),
    ],
)
def test_a_correction_is_refused(order: CorrectReport, code: str) -> None:
    reported().when(order, READY).then_rejected(code)


def test_a_withdrawn_report_closes_the_case_and_tells_its_sender() -> None:
    answered = reported().when(WithdrawReport("Borgeren var mødt."), READY)
    answered.then(NonComplianceWithdrawn(CITIZEN, "Borgeren var mødt."), told("withdrawn"))
    answered.then_claims(Release(NAME))
    after = reported().and_then(WithdrawReport("x"), READY)
    assert after.state == Closed(REPORTED, "withdrawn")
    after.when(WithdrawReport("x"), READY).then_rejected("case_closed")
    reported().when(WithdrawReport(""), READY).then_rejected("reasons_missing")


# -- the jobcenter's part -----------------------------------------------------------------------

NOTE = NoteRecommendation("point_sanction", "aktivloven § 36", "anna", day(21), RECOMMENDATION)


def test_a_recommendation_is_noted_once() -> None:
    given(SANCTION_CASE, REPORTED).when(NOTE, READY).then(RECOMMENDED)
    reported().when(NOTE, READY).then()


def test_a_recommendation_that_is_taken_back_no_longer_carries_a_decision() -> None:
    back = NoteRecommendationTakenBack()
    reported().when(back, READY).then(RecommendationTakenBack(CITIZEN))
    after = reported().and_then(back, READY)
    after.when(DECIDE, READY).then_rejected("recommendation_missing")
    after.when(back, READY).then()


def test_a_dropped_case_closes_with_its_outcome() -> None:
    given(SANCTION_CASE, REPORTED).when(NoteDropped("Ingen grund."), READY).then(
        SanctionDropped(CITIZEN, "Ingen grund."), told("dropped")
    )
    after = reported().and_then(NoteDropped("Ingen grund."), READY)
    assert after.state == Closed(REPORTED, "dropped")
    after.when(NoteDropped("x"), READY).then_rejected("case_closed")


@pytest.mark.parametrize("order", [NOTE, NoteRecommendationTakenBack(), NoteDropped("x")])
def test_what_the_jobcenter_says_after_the_decision_changes_nothing(order: Command) -> None:
    decided().when(order, READY).then_rejected("already_decided")


# -- the decision -------------------------------------------------------------------------------


def test_scenario_6_decided_and_told_in_one_append() -> None:
    answered = reported().when(DECIDE, READY)
    decision, notice = answered.events
    assert notice == told("decided")
    assert isinstance(decision, SanctionDecided)
    assert decision.days == DAYS
    assert (decision.day_rate, decision.amount, decision.amount_refused) == (40000, 160_000, None)
    assert (decision.decided_by, decision.recommended_by) == ("bo", "anna")
    assert decision.appeal_by == day(21, 7)
    assert "21.07.2011" in decision.appeal_text
    assert decision.effectuate_by == day(30, 9)
    assert decision.relied_on == READY.relied_on
    assert decision.basis_period == Period(day(14), day(18))
    assert decision.reasons == BECAUSE
    answered.then_claims(
        *(Claim(f"deducted_day:{CITIZEN}:{one}", "day_already_deducted") for one in DAYS)
    )


def test_every_conclusion_of_a_decision_names_its_rule_its_input_and_its_output() -> None:
    (decision, _) = reported().when(DECIDE, READY).events
    assert isinstance(decision, SanctionDecided)
    said = {
        one.outcome: (one.rule.partition("@")[0], one.input, one.output)
        for one in decision.assessments
    }
    assert said == {
        "party_was_heard": (
            "hearing.required",
            {"served_on": "2011-06-15", "finding": "excuse_not_accepted"},
            {},
        ),
        "guided_in_writing_before": (
            "guidance.written",
            {"guidance_given_on": "2011-05-02", "day": "2011-06-14"},
            {},
        ),
        "days_taken": (
            "sanction.offer_no_show",
            {
                "day": "2011-06-14",
                "absence_from": "2011-06-14",
                "served_on": "2011-06-15",
                "covers_continuing_absence": True,
            },
            {
                "days": 4,
                "first_day": "2011-06-14",
                "last_day": "2011-06-17",
                "amount_ore": 160_000,
                "amount_refused": None,
            },
        ),
        "still_in_time": (
            "sanction.effectuate_within",
            {"day": "2011-06-14"},
            {"effectuate_by": "2011-09-30"},
        ),
        "can_be_appealed": ("appeal.deadline", {}, {"appeal_by": "2011-07-21"}),
    }


def test_a_decision_names_what_it_is_about_and_what_it_rests_on() -> None:
    (decision, _) = reported().when(DECIDE, READY).events
    assert isinstance(decision, SanctionDecided)
    assert (decision.kind, decision.day, decision.placement) == (
        "offer_no_show",
        day(14),
        PLACEMENT,
    )
    assert (decision.sanction_type, decision.law_ref) == ("point_sanction", "aktivloven § 36")
    assert (decision.hearing, decision.guidance_given_on) == (HEARING, day(2, 5))
    assert decision.decided_on == day(23)


def test_without_a_rate_the_days_are_decided_and_the_amount_is_a_coded_refusal() -> None:
    facts = ready(day_rate=None, rate_refused="rule_missing")
    (decision, _) = reported().when(DECIDE, facts).events
    assert isinstance(decision, SanctionDecided)
    assert (len(decision.days), decision.amount, decision.amount_refused) == (
        4,
        None,
        "rule_missing",
    )


def test_a_decision_is_taken_once() -> None:
    again = decided().when(DECIDE, READY).then_rejected("already_decided")
    assert again.record == refused("decide_sanction", "already_decided")


def test_a_decision_without_reasons_is_refused_and_the_attempt_recorded() -> None:
    for reasons in ("", "  ", Erased()):
        refusal = reported().when(DecideSanction(reasons), READY).then_rejected("reasons_missing")
        assert refusal.record == refused("decide_sanction", "reasons_missing")


def test_a_recorded_refusal_changes_nothing() -> None:
    refusal = reported().when(DecideSanction(""), READY).refusal
    assert refusal is not None
    after = given(SANCTION_CASE, REPORTED, RECOMMENDED, *refusal.record)
    assert after.state == reported().state
    assert after.when(DECIDE, READY).refusal is None


def test_no_sanction_is_decided_with_reasons_and_told() -> None:
    order = DecideNoSanction("Rimelig grund.")
    given(SANCTION_CASE, REPORTED).when(order, READY).then(
        NoSanctionDecided(CITIZEN, "Rimelig grund.", "bo"), told("no_sanction")
    )
    after = reported().and_then(order, READY)
    assert after.state == Closed(REPORTED, "no_sanction")
    after.when(order, READY).then_rejected("case_closed")
    reported().when(DecideNoSanction(" "), READY).then_rejected("reasons_missing")
    reported().when(order, ready(actor=ROBOT)).then_rejected("human_must_decide")
    reported().when(order, ready(actor=ANNA)).then_rejected("wrong_unit")
    decided().when(order, READY).then_rejected("already_decided")


# -- effectuating -------------------------------------------------------------------------------


def test_the_days_are_taken_from_a_month_once() -> None:
    decided().when(EffectuateSanction("2011-07"), READY).then(
        SanctionEffectuated(CITIZEN, DAYS, 160_000, "2011-07")
    )
    refusal = (
        effectuated()
        .when(EffectuateSanction("2011-08"), READY)
        .then_rejected("already_effectuated")
    )
    assert refusal.record == refused("effectuate_sanction", "already_effectuated")


def test_nothing_is_effectuated_before_it_is_decided() -> None:
    refusal = (
        reported().when(EffectuateSanction("2011-07"), READY).then_rejected("sanction_not_decided")
    )
    assert refusal.record == refused("effectuate_sanction", "sanction_not_decided")
    given(SANCTION_CASE).when(EffectuateSanction("2011-07"), READY).then_rejected("not_allowed_now")


@pytest.mark.parametrize(
    ("month", "changes", "code"),
    [
        ("2011-07", {"today": day(1, 10)}, "effectuation_deadline_passed"),
        ("2011-10", {}, "effectuation_deadline_passed"),
        ("2011-05", {}, "month_before_the_absence"),
        ("2011-07", {"actor": ROBOT}, "human_must_decide"),
        ("2011-07", {"actor": POLICY}, "human_must_decide"),
        ("2011-07", {"actor": ANNA}, "wrong_unit"),
    ],
)
def test_effectuating_is_refused_and_recorded(
    month: str, changes: dict[str, object], code: str
) -> None:
    facts = ready(**changes)
    refusal = decided().when(EffectuateSanction(month), facts).then_rejected(code)
    assert refusal.record == refused("effectuate_sanction", code, facts.actor.id)


@pytest.mark.parametrize("month", ["2011-06", "2011-07", "2011-09"])
def test_law_35_3_on_the_last_day_of_the_third_whole_month_it_is_still_in_time(month: str) -> None:
    late = ready(today=day(30, 9))
    assert decided().when(EffectuateSanction(month), late).refusal is None


def test_an_amount_that_is_not_known_is_never_taken() -> None:
    without = reported().and_then(DECIDE, ready(day_rate=None, rate_refused="rule_missing"))
    without.when(EffectuateSanction("2011-07"), READY).then_rejected("amount_not_known")


def test_a_wrong_month_is_corrected() -> None:
    effectuated().when(CorrectEffectuation("2011-08"), READY).then(
        EffectuationCorrected(CITIZEN, 160_000, "2011-07", "2011-08")
    )
    after = effectuated().and_then(CorrectEffectuation("2011-08"), READY)
    after.when(CorrectEffectuation("2011-08"), READY).then()
    after.when(ReverseSanction("own_initiative", "x"), READY)
    assert after.state.effectuated.month == "2011-08"
    after.when(CorrectEffectuation("2011-10"), READY).then_rejected("effectuation_deadline_passed")
    decided().when(CorrectEffectuation("2011-08"), READY).then_rejected("not_effectuated")
