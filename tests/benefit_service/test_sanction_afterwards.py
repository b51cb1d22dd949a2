from msgspec.structs import replace

from services.benefit_service.application import SANCTION_CASES
from services.benefit_service.domain.benefit_appeal_events import CaseSettled
from services.benefit_service.domain.late_fact import LateFact
from services.benefit_service.domain.officer import SPECIALIST
from services.benefit_service.domain.sanction_case import SANCTION_CASE
from services.benefit_service.domain.sanction_events import (
    AppealCorrected,
    AppealDecided,
    AppealRegistered,
    DecisionNeedsReview,
    DecisionReviewed,
    LateFactNoted,
    RepaymentOrdered,
    SanctionReversed,
)
from services.benefit_service.domain.sanction_orders import (
    CorrectAppeal,
    DecideAppeal,
    EffectuateSanction,
    FlagForReview,
    NoteDropped,
    RegisterAppeal,
    ReverseSanction,
    ReviewDecision,
)
from services.benefit_service.domain.sanction_states import Closed, Decided, Reported
from shared.eventlog.decider import Release
from shared.period import Period
from tests.benefit_service.samples import (
    BO,
    CITIZEN,
    DECISION,
    MESSAGE,
    POLICY,
    READY,
    RECOMMENDATION,
    REPORTED,
    ROBOT,
    SANCTION,
    day,
    ready,
)
from tests.benefit_service.test_sanction_case import (
    DAYS,
    decided,
    effectuated,
    refused,
    reported,
    told,
)
from tests.support.scenario import given

# -- giving back --------------------------------------------------------------------------------


def test_a_reversed_sanction_that_was_taken_is_repaid_and_told() -> None:
    answered = effectuated().when(ReverseSanction("own_initiative", "Syg."), READY)
    answered.then(
        SanctionReversed(CITIZEN, "own_initiative", "Syg.", "bo"),
        RepaymentOrdered(CITIZEN, 160_000, "2011-07"),
        told("reversed"),
    )
    answered.then_claims(*(Release(f"deducted_day:{CITIZEN}:{one}") for one in DAYS))


def test_a_reversed_sanction_that_was_not_taken_is_only_told() -> None:
    order = ReverseSanction("procedural_error", "Ikke hørt.")
    decided().when(order, READY).then(
        SanctionReversed(CITIZEN, "procedural_error", "Ikke hørt.", "bo"), told("reversed")
    )
    after = decided().and_then(order, READY)
    assert after.state == Closed(REPORTED, "reversed")
    after.when(order, READY).then_rejected("case_closed")
    after.when(EffectuateSanction("2011-07"), READY).then_rejected("case_closed")
    reported().when(order, READY).then_rejected("sanction_not_decided")
    decided().when(ReverseSanction("appeal", ""), READY).then_rejected("reasons_missing")


# -- appeal -------------------------------------------------------------------------------------

APPEAL = RegisterAppeal(day(1, 7), "Jeg var syg.")
LATER = ready(today=day(1, 8))


def test_law_67_an_appeal_within_four_weeks_is_in_time() -> None:
    decided().when(APPEAL, LATER).then(
        AppealRegistered(CITIZEN, day(1, 7), in_time=True, grounds="Jeg var syg.")
    )


def test_law_67_a_late_appeal_is_registered_and_marked() -> None:
    (appeal,) = decided().when(RegisterAppeal(day(22, 7), "x"), LATER).events
    assert isinstance(appeal, AppealRegistered)
    assert not appeal.in_time


def test_an_appeal_is_refused_before_the_decision_ahead_of_time_or_twice() -> None:
    reported().when(APPEAL, LATER).then_rejected("sanction_not_decided")
    decided().when(RegisterAppeal(day(22), "x"), LATER).then_rejected("appealed_before_decision")
    decided().when(RegisterAppeal(day(2, 8), "x"), LATER).then_rejected("date_in_future")
    decided().and_then(APPEAL, LATER).when(APPEAL, LATER).then_rejected("already_appealed")


def test_the_day_of_an_appeal_is_corrected() -> None:
    appealed = decided().and_then(APPEAL, LATER)
    appealed.when(CorrectAppeal(day(22, 7)), LATER).then(
        AppealCorrected(CITIZEN, day(22, 7), in_time=False)
    )
    appealed.when(CorrectAppeal(day(1, 7)), LATER).then()
    decided().when(CorrectAppeal(day(1, 7)), LATER).then_rejected("not_appealed")
    appealed.when(CorrectAppeal(day(2, 8)), LATER).then_rejected("date_in_future")
    after = appealed.and_then(CorrectAppeal(day(22, 7)), LATER)
    assert after.state.appeal.registered_on == day(22, 7)


def test_a_board_that_upholds_changes_nothing() -> None:
    appealed = decided().and_then(APPEAL, LATER)
    appealed.when(DecideAppeal("upheld", "Rigtig."), LATER).then(
        AppealDecided(CITIZEN, "upheld", "Rigtig.")
    )
    after = appealed.and_then(DecideAppeal("upheld", "Rigtig."), LATER)
    after.when(DecideAppeal("upheld", "x"), LATER).then_rejected("appeal_already_decided")
    assert isinstance(after.state, Decided)


def test_a_case_that_was_opened_again_is_over_when_nobody_waits_any_more() -> None:
    upheld, stands = DecideAppeal("upheld", "Rigtig."), ReviewDecision("stands", "Uændret.")
    told_of_board = AppealDecided(CITIZEN, "upheld", "Rigtig.")
    looked = DecisionReviewed(CITIZEN, "stands", "Uændret.", "bo")
    appealed = effectuated().and_then(APPEAL, LATER)
    appealed.when(upheld, LATER).then(told_of_board, CaseSettled(CITIZEN))
    both = appealed.and_then(FlagForReview(WORK_IN_JUNE), LATER)
    both.when(upheld, LATER).then(told_of_board)
    both.when(stands, LATER).then(looked)
    both.and_then(upheld, LATER).when(stands, LATER).then(looked, CaseSettled(CITIZEN))
    assert CaseSettled in SANCTION_CASES.closes_on


def test_a_board_that_reverses_gives_the_money_back_at_once() -> None:
    appealed = effectuated().and_then(APPEAL, LATER)
    appealed.when(DecideAppeal("reversed", "Syg."), LATER).then(
        AppealDecided(CITIZEN, "reversed", "Syg."),
        SanctionReversed(CITIZEN, "appeal", "Syg.", "bo"),
        RepaymentOrdered(CITIZEN, 160_000, "2011-07"),
        told("reversed"),
    )
    effectuated().when(DecideAppeal("reversed", "x"), LATER).then_rejected("not_appealed")
    appealed.when(DecideAppeal("reversed", " "), LATER).then_rejected("reasons_missing")


# -- late facts ---------------------------------------------------------------------------------

WORK_IN_JUNE = LateFact("employment_recorded", MESSAGE, Period(day(1), day(30)))
WORK_IN_MAY = replace(WORK_IN_JUNE, period=Period(day(1, 5), day(1)))


def test_e16_a_late_fact_within_the_basis_calls_for_a_second_look() -> None:
    flagged = decided().when(FlagForReview(WORK_IN_JUNE), ready(actor=POLICY))
    flagged.then(DecisionNeedsReview(CITIZEN, DECISION, "employment_recorded", SPECIALIST, MESSAGE))
    after = decided().and_then(FlagForReview(WORK_IN_JUNE), READY)
    after.when(FlagForReview(WORK_IN_JUNE), READY).then()


def test_e16_a_late_fact_outside_the_basis_calls_for_nothing() -> None:
    decided().when(FlagForReview(WORK_IN_MAY), READY).then()


def test_e16_a_corrected_fact_the_decision_relied_on_calls_for_a_second_look() -> None:
    fact = LateFact("relied_on_fact_corrected", MESSAGE, corrects=RECOMMENDATION)
    assert len(decided().when(FlagForReview(fact), READY).events) == 1
    other = LateFact("relied_on_fact_corrected", MESSAGE, corrects=DECISION)
    decided().when(FlagForReview(other), READY).then()


def test_e16_a_fact_about_another_placement_calls_for_nothing() -> None:
    fact = replace(WORK_IN_JUNE, placement=SANCTION)
    decided().when(FlagForReview(fact), READY).then()
    reported().when(FlagForReview(fact), READY).then()


def test_e16_an_open_case_notes_the_fact_so_that_a_decision_at_the_same_moment_collides() -> None:
    reported().when(FlagForReview(WORK_IN_JUNE), READY).then(
        LateFactNoted(CITIZEN, "employment_recorded", MESSAGE)
    )
    after = reported().and_then(FlagForReview(WORK_IN_JUNE), READY)
    after.when(FlagForReview(WORK_IN_JUNE), READY).then()
    assert isinstance(after.state, Reported)
    reported().when(FlagForReview(WORK_IN_MAY), READY).then()


def test_a_closed_case_has_nothing_to_review() -> None:
    closed = reported().and_then(NoteDropped("x"), READY)
    closed.when(FlagForReview(WORK_IN_JUNE), READY).then()
    given(SANCTION_CASE).when(FlagForReview(WORK_IN_JUNE), READY).then_rejected("not_allowed_now")


def test_nothing_is_taken_while_a_decision_waits_for_review() -> None:
    flagged = decided().and_then(FlagForReview(WORK_IN_JUNE), READY)
    refusal = flagged.when(EffectuateSanction("2011-07"), READY).then_rejected("review_open")
    assert refusal.record == refused("effectuate_sanction", "review_open")


def test_a_decision_that_stands_after_review_may_be_effectuated() -> None:
    flagged = decided().and_then(FlagForReview(WORK_IN_JUNE), READY)
    order = ReviewDecision("stands", "Arbejdet begyndte bagefter.")
    flagged.when(order, READY).then(
        DecisionReviewed(CITIZEN, "stands", "Arbejdet begyndte bagefter.", "bo")
    )
    after = flagged.and_then(order, READY)
    assert after.when(EffectuateSanction("2011-07"), READY).refusal is None
    after.when(order, READY).then_rejected("nothing_to_review")


def test_a_decision_that_does_not_stand_after_review_is_given_back() -> None:
    flagged = effectuated().and_then(FlagForReview(WORK_IN_JUNE), READY)
    flagged.when(ReviewDecision("reversed", "I arbejde."), READY).then(
        DecisionReviewed(CITIZEN, "reversed", "I arbejde.", "bo"),
        SanctionReversed(CITIZEN, "late_fact", "I arbejde.", "bo"),
        RepaymentOrdered(CITIZEN, 160_000, "2011-07"),
        told("reversed"),
    )
    flagged.when(ReviewDecision("stands", "x"), ready(actor=ROBOT)).then_rejected(
        "human_must_decide"
    )
    reported().when(ReviewDecision("stands", "x"), READY).then_rejected("sanction_not_decided")


def test_the_one_who_decides_is_the_one_who_acts() -> None:
    assert decided().state.decision.decided_by == BO.id
