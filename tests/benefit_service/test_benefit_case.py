import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_events import (
    ApplicationCorrected,
    BenefitApplied,
    FirstContactCorrected,
    PaymentRaised,
    PaymentStopped,
    PaymentStopWithdrawn,
)
from services.benefit_service.domain.benefit_orders import (
    ApplyForBenefit,
    ChangePayment,
    CorrectApplication,
    CorrectFirstContact,
    DecideEligibility,
    NoteFirstContact,
    SetUpPayment,
    StopPayment,
    WithdrawStop,
)
from services.benefit_service.domain.benefit_states import (
    Applied,
    Contacted,
    Decided,
    Paying,
    StopHearing,
)
from services.benefit_service.views.payments import PaymentRow, project, rate_on
from shared.eventlog.command import Command
from tests.benefit_service.samples import (
    ANNA,
    APPLIED,
    BENEFIT,
    CITIZEN,
    CITIZEN_CASE,
    CONTACTED,
    ELIGIBLE,
    HEARING,
    NOTIFIED,
    PAYING,
    POLICY,
    ROBOT,
    SET_UP,
    STOP_GUIDED,
    benefit_facts,
    day,
    recorded,
)
from tests.support.scenario import Given, given

FACTS = benefit_facts()
NOTE = NoteFirstContact(CITIZEN, CITIZEN_CASE, "cash_benefit", day(2, 5))
DECIDE = DecideEligibility(
    eligible=True, benefit_basis="cash_benefit", from_=day(2, 5), reasons="Uden indtægt."
)


def test_the_first_contact_is_noted_once() -> None:
    given(BENEFIT_CASE).when(NOTE, benefit_facts(actor=POLICY)).then(CONTACTED)
    given(BENEFIT_CASE, CONTACTED).when(NOTE, FACTS).then_rejected("first_contact_already_noted")
    ahead = NoteFirstContact(CITIZEN, CITIZEN_CASE, "cash_benefit", day(6, 5))
    given(BENEFIT_CASE).when(ahead, FACTS).then_rejected("date_in_future")


def test_the_first_contact_is_corrected_at_any_stage() -> None:
    order = CorrectFirstContact(day(1, 5), "cash_benefit")
    corrected = FirstContactCorrected(CITIZEN, CITIZEN_CASE, "cash_benefit", day(1, 5))
    for stage in range(1, len(PAYING) + 1):
        case = given(BENEFIT_CASE, *PAYING[:stage])
        case.when(order, FACTS).then(corrected)
        case.and_then(order, FACTS).when(order, FACTS).then()
    given(BENEFIT_CASE).when(order, FACTS).then_rejected("not_allowed_now")
    given(BENEFIT_CASE, CONTACTED).when(
        CorrectFirstContact(day(6, 5), "cash_benefit"), FACTS
    ).then_rejected("date_in_future")


def test_a_citizen_applies() -> None:
    given(BENEFIT_CASE, CONTACTED).when(ApplyForBenefit(day(3, 5)), FACTS).then(APPLIED)
    given(BENEFIT_CASE, CONTACTED).when(ApplyForBenefit(day(6, 5)), FACTS).then_rejected(
        "date_in_future"
    )
    for stage in (PAYING[:2], PAYING[:4], PAYING):
        given(BENEFIT_CASE, *stage).when(ApplyForBenefit(day(3, 5)), FACTS).then_rejected(
            "already_applied"
        )


def test_the_day_of_an_application_is_corrected() -> None:
    order = CorrectApplication(day(4, 5))
    case = given(BENEFIT_CASE, CONTACTED, APPLIED)
    case.when(order, FACTS).then(ApplicationCorrected(CITIZEN, day(4, 5)))
    case.and_then(order, FACTS).when(order, FACTS).then()
    given(BENEFIT_CASE, CONTACTED).when(order, FACTS).then_rejected("application_missing")
    case.when(CorrectApplication(day(6, 5)), FACTS).then_rejected("date_in_future")


def test_b_02_the_jobcenter_is_told_in_the_same_append_as_the_decision() -> None:
    given(BENEFIT_CASE, CONTACTED, APPLIED).when(DECIDE, FACTS).then(ELIGIBLE, NOTIFIED)


def test_eligibility_is_decided_by_a_person_of_the_benefit_service_on_an_application() -> None:
    applied = given(BENEFIT_CASE, CONTACTED, APPLIED)
    applied.when(DECIDE, benefit_facts(actor=ROBOT)).then_rejected("human_must_decide")
    applied.when(DECIDE, benefit_facts(actor=ANNA)).then_rejected("wrong_unit")
    given(BENEFIT_CASE, CONTACTED).when(DECIDE, FACTS).then_rejected("application_missing")
    given(BENEFIT_CASE, *PAYING[:4]).when(DECIDE, FACTS).then_rejected("already_decided")
    given(BENEFIT_CASE, *PAYING).when(DECIDE, FACTS).then_rejected("already_decided")


def test_fvl_24_a_refusal_of_the_benefit_gives_reasons() -> None:
    no = DecideEligibility(eligible=False, benefit_basis="cash_benefit", from_=day(2, 5))
    given(BENEFIT_CASE, CONTACTED, APPLIED).when(no, FACTS).then_rejected("reasons_missing")


def test_fvl_25_a_refusal_tells_how_to_complain_and_a_grant_need_not() -> None:
    applied = given(BENEFIT_CASE, CONTACTED, APPLIED)
    *_, told = applied.when(replace(DECIDE, eligible=False), FACTS).events
    assert told == replace(STOP_GUIDED, about="refusal")
    assert "senest den 02.06.2011" in STOP_GUIDED.appeal_text


def test_fvl_25_nothing_adverse_is_decided_without_a_last_day_to_complain() -> None:
    unknown = benefit_facts(appeal_by=None)
    no = replace(DECIDE, eligible=False)
    given(BENEFIT_CASE, CONTACTED, APPLIED).when(no, unknown).then_rejected("rule_missing")
    given(BENEFIT_CASE, CONTACTED, APPLIED).when(DECIDE, unknown).then(ELIGIBLE, NOTIFIED)
    stop = StopPayment("died", day(1), "x")
    given(BENEFIT_CASE, *PAYING).when(stop, unknown).then_rejected("rule_missing")


def test_a_citizen_who_was_refused_may_apply_again() -> None:
    no = DecideEligibility(
        eligible=False, benefit_basis="cash_benefit", from_=day(2, 5), reasons="Formue."
    )
    refused = given(BENEFIT_CASE, CONTACTED, APPLIED).and_then(no, FACTS)
    refused.when(SetUpPayment(1, day(2, 5)), FACTS).then_rejected("not_eligible")
    again = refused.and_then(ApplyForBenefit(day(5, 5)), FACTS)
    assert isinstance(again.state, Applied)


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_b_02_nothing_is_paid_before_the_jobcenter_was_told(stage: int) -> None:
    given(BENEFIT_CASE, *PAYING[:stage]).when(SetUpPayment(1, day(2, 5)), FACTS).then_rejected(
        "jobcenter_not_notified"
    )


def test_payment_is_set_up_once() -> None:
    order = SetUpPayment(1_000_000, day(2, 5))
    given(BENEFIT_CASE, *PAYING[:4]).when(order, FACTS).then(SET_UP)
    same = given(BENEFIT_CASE, *PAYING).when(order, FACTS).then_rejected("payment_already_set_up")
    assert same.record == ()


def test_payment_is_raised_and_never_set_to_the_same() -> None:
    case = given(BENEFIT_CASE, *PAYING)
    order = ChangePayment(1_100_000, day(1))
    case.when(order, FACTS).then(PaymentRaised(CITIZEN, 1_100_000, day(1)))
    refusal = case.and_then(order, FACTS).when(order, FACTS).then_rejected("amount_unchanged")
    assert refusal.record == ()
    given(BENEFIT_CASE, *PAYING[:4]).when(order, FACTS).then_rejected("payment_not_set_up")


@pytest.mark.parametrize("ground", ["citizen_withdrew", "died"])
def test_the_citizens_own_wish_and_death_need_no_hearing(ground: str) -> None:
    order = StopPayment(ground, day(1), "Skriftligt frasagt.")  # type: ignore[arg-type]  # a table of grounds
    stopped = given(BENEFIT_CASE, *PAYING)
    stopped.when(order, FACTS).then(
        PaymentStopped(CITIZEN, ground, day(1), "Skriftligt frasagt."),  # type: ignore[arg-type]  # the same
        STOP_GUIDED,
    )
    again = stopped.and_then(order, FACTS).when(order, FACTS)
    again.then_rejected("payment_not_set_up")


def test_fvl_19_an_adverse_stop_names_the_concluded_hearing_it_rests_on() -> None:
    facts = benefit_facts(
        stop_hearings=(StopHearing(HEARING, "moved_abroad", objection_accepted=False),)
    )
    given(BENEFIT_CASE, *PAYING).when(
        StopPayment("moved_abroad", day(1), "Fraflyttet."), facts
    ).then(PaymentStopped(CITIZEN, "moved_abroad", day(1), "Fraflyttet.", HEARING), STOP_GUIDED)


def test_a_stop_by_mistake_is_taken_back() -> None:
    stop = PaymentStopped(CITIZEN, "died", day(1), "Fejl i registeret.")
    stopped = given(BENEFIT_CASE, *PAYING, stop)
    order = WithdrawStop("Borgeren lever.")
    stopped.when(order, FACTS).then(PaymentStopWithdrawn(CITIZEN, "Borgeren lever.", day(1)))
    back = stopped.and_then(order, FACTS)
    assert back.state == given(BENEFIT_CASE, *PAYING).state
    back.when(order, FACTS).then_rejected("payment_not_stopped")
    stopped.when(WithdrawStop(" "), FACTS).then_rejected("reasons_missing")


def test_a_citizen_whose_benefit_was_stopped_applies_anew() -> None:
    stop = PaymentStopped(CITIZEN, "citizen_withdrew", day(1), "x")
    stopped = given(BENEFIT_CASE, *PAYING, stop)
    stopped.when(SetUpPayment(1, day(1)), FACTS).then_rejected("payment_stopped")
    again = stopped.when(ApplyForBenefit(day(5, 5)), FACTS)
    again.then(BenefitApplied(CITIZEN, day(5, 5)))


def test_each_stage_is_its_own_state() -> None:
    stages = [type(given(BENEFIT_CASE, *PAYING[:n]).state) for n in range(1, 6)]
    assert stages == [Contacted, Applied, Decided, Decided, Paying]


orders: st.SearchStrategy[Command] = st.one_of(
    st.builds(SetUpPayment, st.integers(1, 10**6), from_=st.dates(day(1, 1), day(31, 12))),
    st.builds(ChangePayment, st.integers(1, 10**6), from_=st.dates(day(1, 1), day(31, 12))),
    st.builds(
        StopPayment,
        st.sampled_from(["moved_abroad", "employment", "education", "case_closed"]),
        st.dates(day(1, 1), day(31, 12)),
        st.just("x"),
    ),
)


@for_all(st.lists(orders, max_size=12), st.dates(day(1, 1), day(31, 12)))
def test_without_a_hearing_no_order_ever_lowers_what_is_paid_on_any_day(
    given_orders: list[Command], on: object
) -> None:
    case = Given(BENEFIT_CASE, PAYING[:4])
    before = 0
    for order in given_orders:
        answered = case.when(order, FACTS)
        case = Given(BENEFIT_CASE, (*case.history, *answered.events))
        row: PaymentRow | None = PaymentRow(CITIZEN)
        for event in case.history:
            row = project((CITIZEN,), row, recorded(event, f"benefit_case-{BENEFIT}"))
        assert row is not None
        paid = rate_on(row, on)  # type: ignore[arg-type]  # dates() gives dates
        assert paid >= before
        before = paid
