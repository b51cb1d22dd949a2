"""The notice of eligibility is owed while the case is open and the benefit is ours (C.1, C.8)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.benefit_service import messages as told
from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_events import (
    EligibilityNoticeCalledOff,
    EligibilityNoticeOwedAgain,
    FirstContactCorrected,
    FirstContactNoted,
    JobcenterNotifiedOfEligibility,
)
from services.benefit_service.domain.benefit_orders import (
    ApplyForBenefit,
    CorrectFirstContact,
    DecideEligibility,
    NoteCaseClosed,
    NoteCaseReopened,
    NoteFirstContact,
)
from services.benefit_service.domain.benefit_states import Applied
from services.benefit_service.views.benefit_list import BENEFIT_LIST
from shared.law.deadline import DeadlineEvent
from shared.law.duties import Duty, fold
from tests.benefit_service.conftest import Counter
from tests.benefit_service.samples import (
    APPLIED,
    BENEFIT,
    CITIZEN,
    CITIZEN_CASE,
    CONTACTED,
    PAYING,
    benefit_facts,
    day,
)
from tests.benefit_service.test_views import show
from tests.support.scenario import given

SINCE = day(2, 5)
FACTS = benefit_facts(day(20, 5))
CLOSE = NoteCaseClosed(day(4, 5))
CLOSED = EligibilityNoticeCalledOff(CITIZEN, "case_closed")
NOT_OURS = EligibilityNoticeCalledOff(CITIZEN, "other_benefit")
BACK = NoteCaseReopened(day(16, 5))
OWED_AGAIN = EligibilityNoticeOwedAgain(CITIZEN, day(16, 5))
BY_MISTAKE = NoteCaseReopened(day(4, 5), by_mistake=True)
NEVER_CLOSED = EligibilityNoticeOwedAgain(CITIZEN, day(2, 5), by_mistake=True)
TO_FUND = CorrectFirstContact(day(2, 5), "ui_benefit")
CHANGED = NoteFirstContact(CITIZEN, CITIZEN_CASE, "cash_benefit", day(12, 5), by_change=True)
DECIDE = DecideEligibility(
    eligible=True, benefit_basis="cash_benefit", from_=day(2, 5), reasons="Uden indtægt."
)


def corrected(basis: str, on: date = SINCE) -> FirstContactCorrected:
    return FirstContactCorrected(CITIZEN, CITIZEN_CASE, basis, on)


def test_c_1_a_closing_calls_off_the_notice_that_nobody_has_given() -> None:
    for stage in (PAYING[:1], PAYING[:2]):
        given(BENEFIT_CASE, *stage).when(CLOSE, FACTS).then(CLOSED)
    given(BENEFIT_CASE).when(CLOSE, FACTS).then_rejected("not_allowed_now")
    # Told twice, or when the notice went out in between: nothing is called off.
    for told_before in (CLOSED, NOT_OURS):
        given(BENEFIT_CASE, CONTACTED, told_before).when(CLOSE, FACTS).then()
    for notified in (PAYING[:4], PAYING):
        given(BENEFIT_CASE, *notified).when(CLOSE, FACTS).then()


def test_c_1_a_case_opened_again_owes_the_notice_from_the_new_contact() -> None:
    case = given(BENEFIT_CASE, CONTACTED, CLOSED)
    case.when(BACK, FACTS).then(OWED_AGAIN)
    case.and_then(BACK, FACTS).when(BACK, FACTS).then()
    given(BENEFIT_CASE).when(BACK, FACTS).then_rejected("not_allowed_now")
    given(BENEFIT_CASE, CONTACTED, NOT_OURS).when(BACK, FACTS).then()
    given(BENEFIT_CASE, *PAYING).when(BACK, FACTS).then()
    applied = given(BENEFIT_CASE, CONTACTED, APPLIED, CLOSED, OWED_AGAIN)
    notice = applied.when(DECIDE, FACTS).events[1]
    assert isinstance(notice, JobcenterNotifiedOfEligibility)
    assert notice.days_since_first_contact == 4
    # Closed and opened again once more.
    again = given(BENEFIT_CASE, CONTACTED, CLOSED, OWED_AGAIN, CLOSED)
    again.when(BY_MISTAKE, FACTS).then(
        EligibilityNoticeOwedAgain(CITIZEN, day(16, 5), by_mistake=True)
    )


def test_x_22_a_closing_by_mistake_leaves_the_days_as_they_were() -> None:
    case = given(BENEFIT_CASE, CONTACTED, CLOSED)
    case.when(BY_MISTAKE, FACTS).then(NEVER_CLOSED)
    back = case.and_then(BY_MISTAKE, FACTS)
    assert back.state == given(BENEFIT_CASE, CONTACTED).state
    back.when(BY_MISTAKE, FACTS).then()
    # What was given while it stood closed: the days are as they were, and met.
    given_meanwhile = given(BENEFIT_CASE, CONTACTED, APPLIED, CLOSED).and_then(DECIDE, FACTS)
    given_meanwhile.when(BY_MISTAKE, FACTS).then(NEVER_CLOSED)
    given_meanwhile.when(BACK, FACTS).then()


def test_a_registration_put_right_to_a_benefit_that_others_pay_calls_off_the_notice() -> None:
    case = given(BENEFIT_CASE, CONTACTED)
    case.when(TO_FUND, FACTS).then(corrected("ui_benefit"), NOT_OURS)
    other = case.and_then(TO_FUND, FACTS)
    other.when(TO_FUND, FACTS).then()
    on = CorrectFirstContact(day(3, 5), "sick_pay")
    other.when(on, FACTS).then(corrected("sick_pay", day(3, 5)), NOT_OURS)
    ours = CorrectFirstContact(day(2, 5), "cash_benefit")
    other.when(ours, FACTS).then(corrected("cash_benefit"))
    assert other.and_then(ours, FACTS).state == case.state
    # A notice that was given stays given.
    given(BENEFIT_CASE, *PAYING).when(TO_FUND, FACTS).then(corrected("ui_benefit"))


def test_a_correction_owes_no_notice_in_a_closed_case_and_keeps_the_day_of_a_reopened_one() -> None:
    order = CorrectFirstContact(day(2, 5), "education_benefit")
    now = corrected("education_benefit")
    given(BENEFIT_CASE, CONTACTED, CLOSED).when(order, FACTS).then(now, CLOSED)
    anew = EligibilityNoticeCalledOff(CITIZEN, "counted_anew")
    reopened = given(BENEFIT_CASE, CONTACTED, CLOSED, OWED_AGAIN)
    reopened.when(order, FACTS).then(now, anew, OWED_AGAIN)
    reopened.when(TO_FUND, FACTS).then(corrected("ui_benefit"), NOT_OURS)
    told_meanwhile = given(BENEFIT_CASE, CONTACTED, APPLIED, CLOSED).and_then(DECIDE, FACTS)
    told_meanwhile.when(order, FACTS).then(now, CLOSED)


def test_who_comes_back_to_our_benefit_by_a_change_is_owed_the_notice_from_then() -> None:
    noted = FirstContactNoted(CITIZEN, CITIZEN_CASE, "cash_benefit", day(12, 5), by_change=True)
    case = given(BENEFIT_CASE, CONTACTED, corrected("ui_benefit"), NOT_OURS)
    case.when(CHANGED, FACTS).then(noted)
    case.and_then(CHANGED, FACTS).when(CHANGED, FACTS).then_rejected("first_contact_already_noted")
    applied = given(BENEFIT_CASE, CONTACTED, APPLIED, corrected("ui_benefit"), NOT_OURS, noted)
    assert isinstance(applied.state, Applied)
    facts = [(one, f"benefit_case-{BENEFIT}") for one in applied.history]
    assert show(BENEFIT_LIST, *facts)[BENEFIT,].stage == "applied"
    # What the registration should have been changes nothing for who came by a change.
    given(BENEFIT_CASE, noted).when(TO_FUND, FACTS).then()


# -- with the clocks and the list ---------------------------------------------------------------


def hear(counter: Counter, event: Any, **more: Any) -> UUID:
    return counter.told(f"citizen_case-{CITIZEN_CASE}", event, **more)


def register(counter: Counter) -> UUID:
    return hear(counter, told.CitizenRegistered(CITIZEN, "cash_benefit", day(2, 5)))


def close(counter: Counter, on: int) -> UUID:
    counter.at(5, on)
    return hear(counter, told.CaseClosed(CITIZEN, day(on, 5)))


def duties(counter: Counter) -> list[Duty]:
    facts = [one.event for one in counter.facts() if isinstance(one.event, DeadlineEvent)]
    return [each for each in fold(facts).duties if each.key == "eligibility.notice"]


def waiting(counter: Counter) -> tuple[int, int]:
    waits = counter.ask("eligibility_times")
    return waits.notified, waits.waiting


@pytest.mark.postgres
def test_c_8_the_days_to_a_notice_stop_when_the_case_closes_and_begin_with_the_new_contact(
    counter: Counter,
) -> None:
    register(counter)
    assert [each.timely_until for each in duties(counter)] == [day(12, 5)]
    close(counter, 4)
    assert duties(counter) == []
    assert waiting(counter) == (0, 0)
    counter.at(5, 16)
    hear(counter, told.CaseReopened(CITIZEN, day(16, 5)))
    assert [each.timely_until for each in duties(counter)] == [day(26, 5)]
    assert waiting(counter) == (0, 1)
    counter.at(5, 18)
    counter.order(ApplyForBenefit(day(18, 5)), CITIZEN_CASE)
    counter.order(DECIDE, CITIZEN_CASE)
    assert [each.state for each in duties(counter)] == ["met"]
    waits = counter.ask("eligibility_times")
    assert (waits.notified, waits.waiting, waits.median_days) == (1, 0, 2)
    assert counter.refusals() == []


@pytest.mark.postgres
def test_x_22_the_days_run_on_when_the_closing_was_a_mistake(counter: Counter) -> None:
    register(counter)
    closing = close(counter, 4)
    counter.at(5, 6)
    back = told.CaseReopened(CITIZEN, day(4, 5), by_mistake=True)
    hear(counter, back, corrects=closing, how="annulled")
    (duty,) = duties(counter)
    assert (duty.state, duty.timely_until) == ("running", day(12, 5))
    assert waiting(counter) == (0, 1)


@pytest.mark.postgres
def test_x_22_a_notice_given_while_the_case_stood_closed_by_mistake_was_in_time(
    counter: Counter,
) -> None:
    register(counter)
    counter.order(ApplyForBenefit(day(2, 5)), CITIZEN_CASE)
    closing = close(counter, 4)
    counter.order(DECIDE, CITIZEN_CASE)
    counter.at(5, 20)
    back = told.CaseReopened(CITIZEN, day(4, 5), by_mistake=True)
    hear(counter, back, corrects=closing, how="annulled")
    (duty,) = duties(counter)
    assert duty.state == "met"
    assert duty.met is not None
    assert (duty.met.on, duty.met.late_by_days) == (day(4, 5), 0)


@pytest.mark.postgres
def test_the_days_follow_what_the_registration_should_have_been(counter: Counter) -> None:
    registered = register(counter)
    counter.at(5, 4)
    to_fund = told.RegistrationCorrected(CITIZEN, "ui_benefit", day(2, 5))
    first = hear(counter, to_fund, corrects=registered, how="corrected")
    assert duties(counter) == []
    assert waiting(counter) == (0, 0)
    counter.at(5, 5)
    sick = told.RegistrationCorrected(CITIZEN, "sick_pay", day(1, 5))
    second = hear(counter, sick, corrects=first, how="corrected")
    assert duties(counter) == []
    ours = told.RegistrationCorrected(CITIZEN, "cash_benefit", day(1, 5))
    hear(counter, ours, corrects=second, how="corrected")
    assert [each.timely_until for each in duties(counter)] == [day(11, 5)]
    assert waiting(counter) == (0, 1)


@pytest.mark.postgres
def test_a_change_back_to_our_benefit_starts_the_days_from_the_change(counter: Counter) -> None:
    registered = register(counter)
    to_fund = told.RegistrationCorrected(CITIZEN, "ui_benefit", day(2, 5))
    first = hear(counter, to_fund, corrects=registered, how="corrected")
    counter.at(5, 16)
    hear(counter, told.BenefitChanged(CITIZEN, "cash_benefit", day(16, 5)))
    assert [each.timely_until for each in duties(counter)] == [day(26, 5)]
    # The registration is put right once more; the citizen lives on cash benefit all the same.
    again = told.RegistrationCorrected(CITIZEN, "ui_benefit", day(1, 5))
    hear(counter, again, corrects=first, how="corrected")
    assert [each.timely_until for each in duties(counter)] == [day(26, 5)]


@pytest.mark.postgres
def test_a_registration_put_right_after_the_case_was_reopened_leaves_the_new_days(
    counter: Counter,
) -> None:
    registered = register(counter)
    close(counter, 4)
    counter.at(5, 16)
    hear(counter, told.CaseReopened(CITIZEN, day(16, 5)))
    student = told.RegistrationCorrected(CITIZEN, "education_benefit", day(2, 5))
    hear(counter, student, corrects=registered, how="corrected")
    assert [(each.state, each.timely_until) for each in duties(counter)] == [
        ("running", day(26, 5))
    ]
    assert waiting(counter) == (0, 1)
