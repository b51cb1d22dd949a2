"""Each stop of a benefit has its own hearing: one that was decided on is spent (fvl 19)."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.benefit_service.domain.benefit_events import (
    AppealGuidanceGiven,
    PaymentStopped,
    ReductionRefused,
)
from services.benefit_service.domain.benefit_orders import (
    ApplyForBenefit,
    DecideEligibility,
    SetUpPayment,
    StopPayment,
    WithdrawStop,
)
from services.benefit_service.domain.hearing_events import HearingServed
from services.benefit_service.domain.hearing_orders import (
    AmendFacts,
    ServeHearing,
    WithdrawHearing,
)
from services.benefit_service.domain.hearing_states import AboutSickPay, AboutStop
from services.benefit_service.domain.party_hearing import PARTY_HEARING
from shared.eventlog.decider import Claim, Release
from shared.law.deadline import DeadlineSet, DeadlineWithdrawn
from tests.benefit_service.conftest import Counter
from tests.benefit_service.samples import (
    BENEFIT,
    CITIZEN,
    CITIZEN_CASE,
    HEARING,
    MESSAGE,
    day,
    hearing_facts,
)
from tests.benefit_service.test_stories import CONCLUDE, refused, register_and_guide
from tests.support.scenario import given

SERVE = ServeHearing(
    CITIZEN, benefit_case=CITIZEN_CASE, stop_ground="employment", facts="Du er i arbejde."
)
STOP = StopPayment("employment", day(1), "Borgeren er i arbejde.")
PAID = AboutStop(CITIZEN_CASE, CITIZEN, paying=True, payment=MESSAGE)
LATER = replace(PAID, payment=HEARING)
NAME = f"hearing_about_stop:{CITIZEN_CASE}:employment"


def test_the_letter_names_the_payment_it_is_about_and_keeps_others_from_hearing_about_it() -> None:
    answered = given(PARTY_HEARING).when(SERVE, hearing_facts(about=PAID))
    (letter,) = answered.events
    assert isinstance(letter, HearingServed)
    assert letter.payment == MESSAGE
    answered.then_claims(Claim(f"{NAME}:{MESSAGE}", "hearing_already_served"))


def test_a_letter_about_a_payment_that_is_heard_about_already_is_refused() -> None:
    facts = hearing_facts(about=replace(PAID, hearing_standing=True))
    given(PARTY_HEARING).when(SERVE, facts).then_rejected("hearing_already_served")


def test_calling_it_off_frees_the_payment_it_was_about_though_another_is_paid_now() -> None:
    served = given(PARTY_HEARING).and_then(SERVE, hearing_facts(about=PAID))
    off = served.when(WithdrawHearing("Forkert."), hearing_facts(day(16), about=LATER))
    off.then_claims(Release(f"{NAME}:{MESSAGE}"))


def test_a_new_letter_is_about_the_payment_that_runs_when_it_is_served() -> None:
    served = given(PARTY_HEARING).and_then(SERVE, hearing_facts(about=PAID))
    anew = AmendFacts("Du har fået et nyt arbejde.", on=day(16))
    answered = served.when(anew, hearing_facts(day(16), about=LATER))
    (_, letter) = answered.events
    assert isinstance(letter, HearingServed)
    assert letter.payment == HEARING
    answered.then_claims(
        Release(f"{NAME}:{MESSAGE}"), Claim(f"{NAME}:{HEARING}", "hearing_already_served")
    )
    served.when(anew, hearing_facts(day(16), about=PAID)).then_claims()


def test_a_letter_from_before_letters_named_a_payment_keeps_the_name_it_took() -> None:
    (letter,) = given(PARTY_HEARING).when(SERVE, hearing_facts(about=PAID)).events
    assert isinstance(letter, HearingServed)
    old = given(PARTY_HEARING, replace(letter, payment=None))
    off = old.when(WithdrawHearing("Forkert."), hearing_facts(day(16), about=PAID))
    off.then_claims(Release(NAME))


def test_a_letter_about_sick_pay_names_the_benefit_payment_too() -> None:
    order = ServeHearing(
        CITIZEN,
        benefit_case=BENEFIT,
        stop_ground="sick_pay_duration",
        sick_pay_case=CITIZEN_CASE,
        facts="x",
    )
    about = AboutSickPay(CITIZEN_CASE, CITIZEN, PAID)
    (letter,) = given(PARTY_HEARING).when(order, hearing_facts(about=about)).events
    assert isinstance(letter, HearingServed)
    assert letter.payment == MESSAGE


def pay(counter: Counter, on: date) -> None:
    counter.order(ApplyForBenefit(on), CITIZEN_CASE)
    yes = DecideEligibility(eligible=True, benefit_basis="cash_benefit", from_=on, reasons="x")
    counter.order(yes, CITIZEN_CASE)
    counter.order(SetUpPayment(1_000_000, on), CITIZEN_CASE)


@pytest.mark.postgres
def test_law_67_the_time_to_complain_runs_from_a_stop_and_a_refusal(counter: Counter) -> None:
    register_and_guide(counter)
    counter.at(5, 5)
    counter.order(ApplyForBenefit(day(5, 5)), CITIZEN_CASE)
    no = DecideEligibility(
        eligible=False, benefit_basis="cash_benefit", from_=day(5, 5), reasons="Formue."
    )
    counter.order(no, CITIZEN_CASE)
    pay(counter, day(5, 5))
    counter.order(replace(STOP, ground="died"), CITIZEN_CASE)
    counter.order(WithdrawStop("Borgeren lever."), CITIZEN_CASE)
    given_on = [(one.about, one.decided_on) for one in counter.of(AppealGuidanceGiven)]
    assert given_on == [("refusal", day(5, 5)), ("stop", day(5, 5))]
    running = [one for one in counter.of(DeadlineSet) if one.rule_key == "appeal.deadline"]
    # Four weeks end on Ascension Day, so Friday is in time.
    assert [one.timely_until for one in running] == [day(3), day(3)]
    assert [one.appeal_by for one in counter.of(AppealGuidanceGiven)] == [day(3), day(3)]
    gone = [one.deadline for one in counter.of(DeadlineWithdrawn)]
    assert running[1].deadline in gone


def heard(counter: Counter, month: int) -> UUID:
    """Serve a letter on the first of a month and conclude it on the twelfth."""
    counter.at(month, 1)
    hearing = counter.order(SERVE).case_id
    counter.at(month, 12)
    counter.order(CONCLUDE, hearing)
    return UUID(str(hearing))


@pytest.mark.postgres
def test_fvl_19_the_hearing_of_an_earlier_payment_stops_no_later_one(counter: Counter) -> None:
    register_and_guide(counter)
    pay(counter, day(2, 5))
    first = heard(counter, 6)
    counter.order(STOP, CITIZEN_CASE)
    counter.at(8, 1)
    pay(counter, day(1, 8))
    refused(counter, "hearing_not_concluded", STOP, CITIZEN_CASE)
    assert [one.code for one in counter.of(ReductionRefused)] == ["hearing_not_concluded"]
    second = heard(counter, 9)
    counter.order(STOP, CITIZEN_CASE)
    assert [one.hearing for one in counter.of(PaymentStopped)] == [first, second]


@pytest.mark.postgres
def test_fvl_19_a_hearing_that_was_not_decided_on_ends_with_its_payment(counter: Counter) -> None:
    register_and_guide(counter)
    pay(counter, day(2, 5))
    hearing = heard(counter, 6)
    counter.order(replace(STOP, ground="citizen_withdrew"), CITIZEN_CASE)
    counter.at(8, 1)
    pay(counter, day(1, 8))
    refused(counter, "hearing_not_concluded", STOP, CITIZEN_CASE)
    # A new letter in the same hearing has a deadline of its own, and counts.
    counter.order(AmendFacts("Du er i arbejde igen.", on=day(1, 8)), hearing)
    refused(counter, "hearing_not_concluded", STOP, CITIZEN_CASE)
    counter.at(8, 12)
    counter.order(CONCLUDE, hearing)
    counter.order(STOP, CITIZEN_CASE)
    assert counter.of(PaymentStopped)[-1].hearing == hearing


@pytest.mark.postgres
def test_fvl_19_a_stop_that_was_taken_back_has_spent_its_hearing_and_no_other(
    counter: Counter,
) -> None:
    register_and_guide(counter)
    pay(counter, day(2, 5))
    about_moving = replace(SERVE, stop_ground="moved_abroad", facts="Du er udrejst.")
    moving = counter.order(about_moving).case_id
    heard(counter, 6)
    counter.order(CONCLUDE, moving)
    counter.order(STOP, CITIZEN_CASE)
    counter.order(WithdrawStop("Arbejdet begyndte aldrig."), CITIZEN_CASE)
    refused(counter, "hearing_not_concluded", STOP, CITIZEN_CASE)
    counter.order(replace(STOP, ground="moved_abroad"), CITIZEN_CASE)
    counter.order(WithdrawStop("Borgeren er her."), CITIZEN_CASE)
    again = heard(counter, 8)
    counter.order(STOP, CITIZEN_CASE)
    assert counter.of(PaymentStopped)[-1].hearing == again


@pytest.mark.postgres
def test_two_letters_about_one_payment_and_one_ground_are_refused(counter: Counter) -> None:
    register_and_guide(counter)
    pay(counter, day(2, 5))
    counter.order(SERVE)
    refused(counter, "hearing_already_served", SERVE)
    counter.order(replace(SERVE, stop_ground="education"))


@pytest.mark.postgres
def test_a_letter_from_before_letters_named_a_payment_counts_for_the_one_it_was_served_in(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    register_and_guide(counter)
    pay(counter, day(2, 5))
    with monkeypatch.context() as before:
        before.setattr(
            "services.benefit_service.findings.hearing.began_the_payment",
            lambda *_: None,
        )
        counter.at(6, 1)
        old = counter.order(SERVE).case_id
    assert counter.of(HearingServed)[0].payment is None
    refused(counter, "hearing_already_served", SERVE)
    counter.at(6, 12)
    counter.order(CONCLUDE, old)
    counter.order(STOP, CITIZEN_CASE)
    counter.at(8, 1)
    pay(counter, day(1, 8))
    refused(counter, "hearing_not_concluded", STOP, CITIZEN_CASE)
    heard(counter, 9)
    counter.order(STOP, CITIZEN_CASE)
