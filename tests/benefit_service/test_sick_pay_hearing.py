"""A hearing about the end of sick pay names the sick-pay case; sickpay then knows which it is."""

from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.benefit_service import messages as told
from services.benefit_service.domain.hearing_events import HearingServed
from services.benefit_service.domain.hearing_orders import AmendFacts, ServeHearing, WithdrawHearing
from services.benefit_service.domain.hearing_states import AboutSickPay, AboutStop
from services.benefit_service.domain.party_hearing import PARTY_HEARING
from shared.eventlog.decider import Claim, Rejected, Release
from tests.benefit_service.conftest import Counter
from tests.benefit_service.samples import BENEFIT, CITIZEN, CITIZEN_CASE, day, hearing_facts
from tests.support.scenario import given

CASE = UUID("0192f0a1-0000-7000-8000-0000000000aa")
SERVE = ServeHearing(
    CITIZEN,
    stop_ground="sick_pay_no_cooperation",
    sick_pay_case=CASE,
    facts="Du er udeblevet fra opfølgningen den 14. juni 2011.",
)
ABOUT = AboutSickPay(CASE, CITIZEN)
PAID = AboutStop(BENEFIT, CITIZEN, paying=True)
NAME = f"hearing_about_sick_pay:{CASE}:sick_pay_no_cooperation"


@pytest.mark.parametrize("ground", ["sick_pay_duration", "sick_pay_no_cooperation"])
def test_the_letter_names_the_sick_pay_case(ground: Any) -> None:
    answered = given(PARTY_HEARING).when(
        replace(SERVE, stop_ground=ground), hearing_facts(about=ABOUT)
    )
    (letter,) = answered.events
    assert isinstance(letter, HearingServed)
    assert (letter.sick_pay_case, letter.stop_ground) == (CASE, ground)
    assert (letter.sanction_case, letter.benefit_case) == (None, None)
    answered.then_claims(Claim(f"hearing_about_sick_pay:{CASE}:{ground}", "hearing_already_served"))


def test_where_a_benefit_pays_the_citizen_the_letter_names_it_too() -> None:
    (letter,) = (
        given(PARTY_HEARING)
        .when(
            replace(SERVE, benefit_case=BENEFIT), hearing_facts(about=replace(ABOUT, benefit=PAID))
        )
        .events
    )
    assert isinstance(letter, HearingServed)
    assert (letter.sick_pay_case, letter.benefit_case) == (CASE, BENEFIT)


@pytest.mark.parametrize(
    ("order", "about", "code"),
    [
        (replace(SERVE, sick_pay_case=None), ABOUT, "sick_pay_case_missing"),
        (
            replace(SERVE, sick_pay_case=None, benefit_case=BENEFIT),
            PAID,
            "sick_pay_case_missing",
        ),
        (replace(SERVE, stop_ground="moved_abroad"), ABOUT, "not_about_sick_pay"),
        (replace(SERVE, stop_ground=None), ABOUT, "not_about_sick_pay"),
        (SERVE, replace(ABOUT, citizen=CITIZEN_CASE), "other_citizen"),
        (
            SERVE,
            replace(ABOUT, benefit=replace(PAID, citizen=CITIZEN_CASE)),
            "other_citizen",
        ),
        (SERVE, replace(ABOUT, benefit=replace(PAID, paying=False)), "payment_not_set_up"),
        (replace(SERVE, facts=" "), ABOUT, "facts_missing"),
    ],
)
def test_such_a_letter_is_refused(order: ServeHearing, about: Any, code: str) -> None:
    given(PARTY_HEARING).when(order, hearing_facts(about=about)).then_rejected(code)


def test_a_new_letter_is_about_the_same_case_and_calling_it_off_frees_the_case() -> None:
    served = given(PARTY_HEARING).and_then(SERVE, hearing_facts(about=ABOUT))
    anew = AmendFacts("Du er også udeblevet den 16. juni 2011.", on=day(16))
    _, letter = served.when(anew, hearing_facts(day(16), about=ABOUT)).events
    assert isinstance(letter, HearingServed)
    assert letter.sick_pay_case == CASE
    off = served.when(WithdrawHearing("Forkert borger."), hearing_facts(day(16), about=ABOUT))
    off.then_claims(Release(NAME))


@pytest.mark.postgres
def test_only_a_sick_pay_case_that_was_told_of_can_be_heard_about_and_only_once(
    counter: Counter,
) -> None:
    for code, order in (
        ("case_to_hear_about_not_found", SERVE),
        ("sick_pay_case_missing", replace(SERVE, sick_pay_case=None)),
    ):
        with pytest.raises(Rejected, match=code):
            counter.order(order)
    counter.told(
        f"sick_pay_case-{CASE}", told.AbsenceNotified(CITIZEN, day(2, 5)), source="sickpay"
    )
    counter.order(SERVE)
    assert [one.sick_pay_case for one in counter.of(HearingServed)] == [CASE]
    with pytest.raises(Rejected, match="hearing_already_served"):
        counter.order(SERVE)


@pytest.mark.postgres
def test_a_notification_that_was_taken_back_leaves_nothing_to_hear_about(counter: Counter) -> None:
    counter.told(
        f"sick_pay_case-{CASE}", told.AbsenceNotified(CITIZEN, day(2, 5)), source="sickpay"
    )
    gone = told.AbsenceNotificationWithdrawn(CITIZEN)
    counter.told(f"sick_pay_case-{CASE}", gone, source="sickpay")
    with pytest.raises(Rejected, match="case_to_hear_about_not_found"):
        counter.order(SERVE)
