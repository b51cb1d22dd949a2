"""A complaint over a refused or stopped benefit: registered, put right, answered, given back."""

from datetime import date

import pytest

from services.benefit_service.application import BENEFIT_CASES
from services.benefit_service.domain.benefit_appeal_events import (
    BenefitAppealCorrected,
    BenefitAppealDecided,
    BenefitAppealRegistered,
    CaseSettled,
)
from services.benefit_service.domain.benefit_appeal_orders import (
    CorrectBenefitAppeal,
    DecideBenefitAppeal,
    RegisterBenefitAppeal,
)
from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_events import (
    PaymentRaised,
    PaymentSetUp,
    PaymentStopped,
    PaymentStopWithdrawn,
    RefusalWithdrawn,
)
from services.benefit_service.domain.benefit_orders import (
    ApplyForBenefit,
    ChangePayment,
    DecideEligibility,
    SetUpPayment,
    StopPayment,
    WithdrawRefusal,
    WithdrawStop,
)
from services.benefit_service.domain.benefit_states import Applied, Decided, Paying, Stopped
from services.benefit_service.views.benefit_list import BenefitRow
from services.benefit_service.views.benefit_list import project as listed
from services.benefit_service.views.payments import PaymentRow, month_paid, project
from tests.benefit_service.samples import (
    APPEAL_BY,
    APPLIED,
    BENEFIT,
    CITIZEN,
    CITIZEN_CASE,
    CONTACTED,
    PAYING,
    ROBOT,
    benefit_facts,
    day,
    recorded,
)
from tests.support.scenario import Given, given

DECIDED = day(5, 5)
FACTS = benefit_facts()
LATER = benefit_facts(today=day(10, 6))
STOP = StopPayment("died", day(1), "Fejl i registeret.")
REFUSE = DecideEligibility(
    eligible=False, benefit_basis="cash_benefit", from_=day(2, 5), reasons="Formue."
)
REGISTER = RegisterBenefitAppeal("stop", DECIDED, day(1), "Jeg lever.")
CORRECT = CorrectBenefitAppeal("stop", DECIDED, day(30, 5))
UPHELD = DecideBenefitAppeal("stop", DECIDED, "upheld", "Rigtig.")
REVERSED = DecideBenefitAppeal("stop", DECIDED, "reversed", "Hun lever.")


def stopped() -> Given:
    return given(BENEFIT_CASE, *PAYING).and_then(STOP, FACTS)


def appealed() -> Given:
    return stopped().and_then(REGISTER, LATER)


def refused() -> Given:
    return given(BENEFIT_CASE, CONTACTED, APPLIED).and_then(REFUSE, FACTS)


def refusal_appealed() -> Given:
    return refused().and_then(RegisterBenefitAppeal("refusal", DECIDED, day(1), "x"), LATER)


def paid_again(case: Given) -> Given:
    """Apply, be granted and be paid 11,000 kr. from 8 June on."""
    for order in (
        ApplyForBenefit(day(7)),
        DecideEligibility(eligible=True, benefit_basis="cash_benefit", from_=day(8), reasons="x"),
        SetUpPayment(1_100_000, day(8)),
    ):
        case = case.and_then(order, LATER)
    return case


def paid(case: Given, month: str) -> int:
    row: PaymentRow | None = None
    for event in case.history:
        row = project((CITIZEN,), row, recorded(event, f"benefit_case-{BENEFIT}"))
    return 0 if row is None else month_paid(row, month).paid


def shown(case: Given) -> BenefitRow:
    row: BenefitRow | None = None
    for event in case.history:
        row = listed((BENEFIT,), row, recorded(event, f"benefit_case-{BENEFIT}"))
    assert row is not None
    return row


# -- a complaint is registered --------------------------------------------------------------------


@pytest.mark.parametrize(("on", "in_time"), [(APPEAL_BY, True), (day(3, 6), False)])
def test_rsl_67_a_late_complaint_is_registered_as_late(on: date, in_time: bool) -> None:
    assert day(2, 6) == APPEAL_BY
    told = stopped().when(RegisterBenefitAppeal("stop", DECIDED, on, "x"), LATER)
    told.then(BenefitAppealRegistered(CITIZEN, "stop", DECIDED, on, in_time, "x"))


def test_a_complaint_names_a_decision_that_was_made_and_stands() -> None:
    given(BENEFIT_CASE, *PAYING).when(REGISTER, LATER).then_rejected("nothing_to_appeal")
    given(BENEFIT_CASE).when(REGISTER, LATER).then_rejected("not_allowed_now")
    case = stopped()
    other = RegisterBenefitAppeal("refusal", DECIDED, day(1), "x")
    case.when(other, LATER).then_rejected("no_such_decision")
    early = RegisterBenefitAppeal("stop", DECIDED, day(4, 5), "x")
    case.when(early, LATER).then_rejected("appealed_before_decision")
    ahead = RegisterBenefitAppeal("stop", DECIDED, day(11), "x")
    case.when(ahead, LATER).then_rejected("date_in_future")
    back = case.and_then(WithdrawStop("Fejl."), LATER)
    back.when(REGISTER, LATER).then_rejected("decision_taken_back")


def test_one_decision_is_complained_about_once() -> None:
    appealed().when(REGISTER, LATER).then_rejected("already_appealed")
    settled = appealed().and_then(UPHELD, LATER)
    settled.when(REGISTER, LATER).then_rejected("already_appealed")


def test_the_day_of_a_complaint_is_put_right() -> None:
    corrected = appealed().when(CORRECT, LATER)
    corrected.then(BenefitAppealCorrected(CITIZEN, "stop", DECIDED, day(30, 5), True, day(1)))
    appealed().and_then(CORRECT, LATER).when(CORRECT, LATER).then()
    stopped().when(CORRECT, LATER).then_rejected("not_appealed")
    settled = appealed().and_then(UPHELD, LATER)
    settled.when(CORRECT, LATER).then_rejected("appeal_already_decided")


# -- the board's answer ---------------------------------------------------------------------------


def test_a_stop_upheld_stands_and_the_case_is_over_again() -> None:
    appealed().when(UPHELD, LATER).then(
        BenefitAppealDecided(CITIZEN, "stop", DECIDED, "upheld", "Rigtig."),
        CaseSettled(CITIZEN),
    )
    settled = appealed().and_then(UPHELD, LATER)
    assert isinstance(settled.state, Stopped)
    settled.when(REVERSED, LATER).then_rejected("appeal_already_decided")
    assert {CaseSettled, PaymentStopped} == set(BENEFIT_CASES.closes_on)
    assert BenefitAppealRegistered in BENEFIT_CASES.reopens_on


def test_a_stop_reversed_is_paid_as_if_it_had_not_happened() -> None:
    """Stopped from 1 June with 10,000 kr. a month: nothing in June, all of it when reversed."""
    assert (paid(stopped(), "2011-05"), paid(stopped(), "2011-06")) == (967_742, 0)
    appealed().when(REVERSED, LATER).then(
        PaymentStopWithdrawn(CITIZEN, "Hun lever.", day(1)),
        BenefitAppealDecided(CITIZEN, "stop", DECIDED, "reversed", "Hun lever."),
    )
    back = appealed().and_then(REVERSED, LATER)
    assert isinstance(back.state, Paying)
    assert (back.state.monthly_amount, back.state.since) == (1_000_000, day(2, 5))
    assert paid(back, "2011-06") == 1_000_000
    assert shown(back).stage == "paying"
    back.when(REVERSED, LATER).then_rejected("decision_taken_back")


def test_only_a_person_writes_down_the_boards_answer_with_reasons() -> None:
    machine = benefit_facts(actor=ROBOT, today=day(10))
    appealed().when(REVERSED, machine).then_rejected("human_must_decide")
    silent = DecideBenefitAppeal("stop", DECIDED, "reversed", " ")
    appealed().when(silent, LATER).then_rejected("reasons_missing")
    stopped().when(REVERSED, LATER).then_rejected("not_appealed")


def test_a_stop_taken_back_by_the_office_leaves_nothing_to_the_board() -> None:
    back = appealed().and_then(WithdrawStop("Vurderet igen."), LATER)
    assert isinstance(back.state, Paying)
    back.when(REVERSED, LATER).then_rejected("decision_taken_back")


def test_a_refusal_reversed_waits_for_a_decision_again() -> None:
    order = DecideBenefitAppeal("refusal", DECIDED, "reversed", "Ingen formue.")
    refusal_appealed().when(order, LATER).then(
        RefusalWithdrawn(CITIZEN, "Ingen formue.", DECIDED),
        BenefitAppealDecided(CITIZEN, "refusal", DECIDED, "reversed", "Ingen formue."),
    )
    back = refusal_appealed().and_then(order, LATER)
    assert isinstance(back.state, Applied)
    assert back.state.applied_on == day(3, 5)
    assert shown(back).stage == "applied"


def test_a_refusal_upheld_stands_and_closes_nothing() -> None:
    order = DecideBenefitAppeal("refusal", DECIDED, "upheld", "Formue.")
    told = refusal_appealed().when(order, LATER)
    told.then(BenefitAppealDecided(CITIZEN, "refusal", DECIDED, "upheld", "Formue."))
    assert shown(refusal_appealed().and_then(order, LATER)).stage == "not_eligible"


# -- a complaint outlives what comes after its decision -------------------------------------------


def test_a_stop_reversed_while_a_new_application_waits_is_paid_again() -> None:
    waiting = appealed().and_then(ApplyForBenefit(day(7)), LATER)
    back = waiting.and_then(REVERSED, LATER)
    assert isinstance(back.state, Paying)
    assert paid(back, "2011-06") == 1_000_000
    assert shown(back).stage == "paying"


def test_a_stop_reversed_after_a_new_payment_pays_the_days_between_and_lowers_nothing() -> None:
    """10,000 kr. until 7 June and 11,000 kr. from 8 June: 7/30 and 23/30 of them."""
    again = paid_again(appealed())
    assert paid(again, "2011-06") == 843_334
    back = again.and_then(REVERSED, LATER)
    assert isinstance(back.state, Paying)
    assert (back.state.monthly_amount, back.state.since) == (1_100_000, day(8))
    assert paid(back, "2011-06") == 1_076_667


def test_an_earlier_stop_reversed_is_paid_until_the_next_stop() -> None:
    """Stopped from 1 June, paid again from 8 June, stopped from 20 June: 19 days are paid."""
    twice = paid_again(appealed()).and_then(StopPayment("died", day(20), "x"), LATER)
    case = twice.when(REVERSED, LATER)
    case.then(
        PaymentStopWithdrawn(CITIZEN, "Hun lever.", day(1)),
        BenefitAppealDecided(CITIZEN, "stop", DECIDED, "reversed", "Hun lever."),
        CaseSettled(CITIZEN),
    )
    back = twice.and_then(REVERSED, LATER)
    assert isinstance(back.state, Stopped)
    assert paid(back, "2011-06") == 673_334
    assert shown(back).stage == "stopped"


def test_a_case_is_not_over_while_another_complaint_waits() -> None:
    first = paid_again(refusal_appealed()).and_then(StopPayment("died", day(20), "x"), LATER)
    both = first.and_then(RegisterBenefitAppeal("stop", day(10), day(10), "x"), LATER)
    upheld = DecideBenefitAppeal("refusal", DECIDED, "upheld", "Formue.")
    both.when(upheld, LATER).then(
        BenefitAppealDecided(CITIZEN, "refusal", DECIDED, "upheld", "Formue.")
    )


def test_an_earlier_refusal_reversed_leaves_a_later_one() -> None:
    again = refusal_appealed().and_then(ApplyForBenefit(day(7)), LATER).and_then(REFUSE, LATER)
    back = again.and_then(DecideBenefitAppeal("refusal", DECIDED, "reversed", "x"), LATER)
    assert isinstance(back.state, Decided)
    assert shown(back).stage == "not_eligible"
    assert [one.outcome for one in shown(back).adverse] == ["reversed", None]


# -- taken back by the office ---------------------------------------------------------------------


def test_a_refusal_by_mistake_is_taken_back() -> None:
    order = WithdrawRefusal("Forkert formue.")
    refused().when(order, FACTS).then(RefusalWithdrawn(CITIZEN, "Forkert formue.", DECIDED))
    back = refused().and_then(order, FACTS)
    assert isinstance(back.state, Applied)
    back.when(order, FACTS).then_rejected("benefit_not_refused")
    refused().when(WithdrawRefusal(" "), FACTS).then_rejected("reasons_missing")
    given(BENEFIT_CASE, *PAYING).when(order, FACTS).then_rejected("benefit_not_refused")


def test_a_payment_that_began_too_late_is_paid_from_an_earlier_day() -> None:
    late = given(BENEFIT_CASE, *PAYING[:4], PaymentSetUp(CITIZEN, 1_000_000, day(8, 5)))
    order = ChangePayment(1_000_000, day(2, 5))
    late.when(order, FACTS).then(PaymentRaised(CITIZEN, 1_000_000, day(2, 5)))
    back = late.and_then(order, FACTS)
    assert (paid(late, "2011-05"), paid(back, "2011-05")) == (774_194, 967_742)
    back.when(order, FACTS).then_rejected("amount_unchanged")
    back.when(ChangePayment(1_000_000, day(9, 5)), FACTS).then_rejected("amount_unchanged")


# -- what is shown --------------------------------------------------------------------------------


def test_the_list_shows_what_may_be_complained_about_and_what_came_of_it() -> None:
    (told,) = shown(stopped()).adverse
    assert (told.about, told.decided_on, told.appeal_by) == ("stop", DECIDED, APPEAL_BY)
    assert (told.appealed_on, told.in_time, told.outcome) == (None, None, None)
    (told,) = shown(appealed().and_then(CORRECT, LATER)).adverse
    assert (told.appealed_on, told.in_time, told.outcome) == (day(30, 5), True, None)
    (told,) = shown(appealed().and_then(UPHELD, LATER)).adverse
    assert told.outcome == "upheld"
    assert shown(appealed()).citizen_case == CITIZEN_CASE
