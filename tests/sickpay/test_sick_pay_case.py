from datetime import date

import pytest
from msgspec.structs import replace

from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_history import (
    FormDropped,
    FormReturned,
    FormSent,
    NoForm,
    Running,
)
from shared.eventlog.decider import Claim
from shared.privacy.personal import Erased
from tests.sickpay.cases import (
    CITIZEN,
    CLAIM,
    EARLY,
    FACTS,
    FORM,
    NOTE,
    NOTED,
    NOTIFIED,
    NOTIFY,
    REGISTER,
    RELEASE,
    RETURNED,
    SECOND,
    WELL,
    WITHDRAWN,
    case,
    form_of,
)
from tests.support.scenario import given

# -- the absence ---------------------------------------------------------------------------------


def test_an_absence_is_notified_and_holds_the_name_of_its_employment() -> None:
    answered = given(SICK_PAY_CASE).when(NOTIFY, FACTS)
    answered.then(NOTIFIED)
    answered.then_claims(CLAIM)


@pytest.mark.parametrize(
    ("first_day", "on", "code"),
    [
        (date(2007, 10, 1), date(2008, 1, 1), "date_in_future"),
        (date(2007, 10, 16), date(2007, 10, 15), "notified_before_absence"),
    ],
)
def test_an_absence_begins_before_it_is_notified(first_day: date, on: date, code: str) -> None:
    order = replace(NOTIFY, first_absence_day=first_day, on=on)
    given(SICK_PAY_CASE).when(order, FACTS).then_rejected(code)


def test_an_absence_notified_twice_in_a_case_is_refused() -> None:
    case().when(NOTIFY, FACTS).then_rejected("absence_already_notified")


def test_two_cases_of_one_employment_collide_on_the_claim() -> None:
    other = replace(NOTIFY, notified_by="ui_fund", on=date(2007, 10, 16))
    given(SICK_PAY_CASE).when(other, FACTS).then_claims(CLAIM)


def test_another_employment_may_have_a_case_of_its_own() -> None:
    other = given(SICK_PAY_CASE).when(replace(NOTIFY, employment="10000017"), FACTS)
    other.then_claims(Claim(f"open_sick_pay_case:{CITIZEN}:10000017", refusal="open_case_exists"))


DAY_2 = orders.CorrectFirstAbsenceDay(first_absence_day=date(2007, 10, 2), reason="Worked Monday")
DAY_CORRECTED = told.FirstAbsenceDayCorrected(
    CITIZEN, date(2007, 10, 2), date(2007, 10, 1), "Worked Monday"
)


def test_the_first_day_of_absence_is_corrected() -> None:
    case().when(DAY_2, FACTS).then(DAY_CORRECTED)
    after = case(DAY_CORRECTED).state
    assert isinstance(after, Running)
    assert after.absence.first_absence_day == date(2007, 10, 2)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2008, 1, 1), "date_in_future"),
        (date(2007, 10, 16), "notified_before_absence"),
    ],
)
def test_a_wrong_first_day_is_refused(day: date, code: str) -> None:
    case().when(replace(DAY_2, first_absence_day=day), FACTS).then_rejected(code)


def test_a_first_day_after_the_recovery_is_refused() -> None:
    well = told.RecoveryReported(CITIZEN, date(2007, 10, 5))
    late = replace(DAY_2, first_absence_day=date(2007, 10, 5))
    case(well).when(late, FACTS).then_rejected("recovered_before_absence")


def test_the_same_correction_twice_is_refused() -> None:
    case(DAY_CORRECTED).when(DAY_2, FACTS).then_rejected("nothing_to_correct")


def test_correcting_the_first_day_collides_with_withdrawing_the_case() -> None:
    case(WITHDRAWN).when(DAY_2, FACTS).then_rejected("notification_withdrawn")


WITHDRAW = orders.WithdrawNotification(reason="Wrong employee")


def test_a_notification_is_taken_back_and_frees_its_name() -> None:
    answered = case().when(WITHDRAW, FACTS)
    answered.then(WITHDRAWN)
    answered.then_claims(RELEASE)


def test_a_notification_nobody_gave_is_not_taken_back() -> None:
    given(SICK_PAY_CASE).when(WITHDRAW, FACTS).then_rejected("absence_not_notified")


def test_a_notification_is_taken_back_once() -> None:
    case(WITHDRAWN).when(WITHDRAW, FACTS).then_rejected("notification_withdrawn")


def test_taking_a_notification_back_collides_with_a_recovery() -> None:
    case(WELL).when(WITHDRAW, FACTS).then_rejected("already_recovered")


# -- the form is sent ----------------------------------------------------------------------------


def test_spa_11_sick_pay_notes_that_the_form_was_sent() -> None:
    case().when(NOTE, FACTS).then(NOTED)
    assert form_of(case(NOTED)) == FormSent(FORM, date(2007, 10, 18))


def test_a_form_for_a_withdrawn_case_is_not_noted() -> None:
    case(WITHDRAWN).when(NOTE, FACTS).then_rejected("notification_withdrawn")


def test_a_form_is_noted_once() -> None:
    case(NOTED).when(NOTE, FACTS).then_rejected("form_already_noted")
    case(NOTED, RETURNED).when(NOTE, FACTS).then_rejected("form_already_noted")


def test_a_second_form_takes_the_place_of_the_first() -> None:
    second = orders.NoteFormSent(form=SECOND, sent_on=date(2007, 11, 1))
    after = case(NOTED, RETURNED).and_then(second, FACTS)
    assert form_of(after) == FormSent(SECOND, date(2007, 11, 1))


def test_s07_a_note_that_arrives_after_the_answer_is_matched_with_it() -> None:
    case(EARLY).when(NOTE, FACTS).then(
        NOTED, told.FormReturnMatched(CITIZEN, FORM, date(2007, 10, 25))
    )
    after = form_of(case(EARLY).and_then(NOTE, FACTS))
    assert after == FormReturned(date(2007, 10, 25), "Back pain", FORM, date(2007, 10, 18))


def test_a_note_that_arrives_after_the_recovery_asks_for_nothing() -> None:
    case(WELL).when(NOTE, FACTS).then(NOTED, told.FormNotNeeded(CITIZEN, FORM, date(2007, 12, 3)))


SENT_19 = orders.CorrectFormSent(form=FORM, sent_on=date(2007, 10, 19))


def test_a_corrected_day_of_sending_is_followed() -> None:
    case(NOTED).when(SENT_19, FACTS).then(told.FormSentCorrected(CITIZEN, FORM, date(2007, 10, 19)))
    assert form_of(case(NOTED).and_then(SENT_19, FACTS)) == FormSent(FORM, date(2007, 10, 19))
    after = form_of(case(NOTED, RETURNED).and_then(SENT_19, FACTS))
    assert after == FormReturned(date(2007, 10, 25), "Back pain", FORM, date(2007, 10, 19))


def test_a_form_corrected_to_a_day_after_the_recovery_asks_for_nothing() -> None:
    well = told.RecoveryReported(CITIZEN, date(2007, 10, 18))
    case(NOTED, well).when(SENT_19, FACTS).then(
        told.FormSentCorrected(CITIZEN, FORM, date(2007, 10, 19)),
        told.FormNotNeeded(CITIZEN, FORM, date(2007, 10, 18)),
    )


def test_the_day_of_a_form_nobody_noted_is_not_corrected() -> None:
    case().when(SENT_19, FACTS).then_rejected("form_not_noted")
    other = orders.CorrectFormSent(form=SECOND, sent_on=date(2007, 10, 19))
    case(NOTED).when(other, FACTS).then_rejected("form_not_noted")


def test_the_day_of_sending_is_corrected_once() -> None:
    once = case(NOTED).and_then(SENT_19, FACTS)
    once.when(SENT_19, FACTS).then_rejected("nothing_to_correct")


def test_correcting_the_day_of_sending_collides_with_a_second_form() -> None:
    second = told.FormSentNoted(CITIZEN, SECOND, date(2007, 11, 1))
    case(NOTED, second).when(SENT_19, FACTS).then_rejected("form_not_noted")


# -- the form comes back -------------------------------------------------------------------------


def test_spa_11_the_answer_is_registered_in_sick_pay() -> None:
    case(NOTED).when(REGISTER, FACTS).then(RETURNED)


def test_s07_an_answer_before_the_note_of_sending_is_accepted() -> None:
    case().when(REGISTER, FACTS).then(EARLY)


def test_s07_an_answer_dated_before_the_notification_is_accepted() -> None:
    order = replace(REGISTER, on=date(2007, 10, 10))
    case(NOTED).when(order, FACTS).then(replace(RETURNED, returned_on=date(2007, 10, 10)))


def test_an_answer_can_still_come_after_the_recovery() -> None:
    case(NOTED, WELL).when(REGISTER, FACTS).then(RETURNED)


def test_an_answer_does_not_come_back_tomorrow() -> None:
    order = replace(REGISTER, on=date(2008, 1, 1))
    case(NOTED).when(order, FACTS).then_rejected("date_in_future")


def test_an_answer_is_registered_once() -> None:
    case(NOTED, RETURNED).when(REGISTER, FACTS).then_rejected("form_already_returned")


def test_registering_an_answer_collides_with_withdrawing_the_case() -> None:
    case(NOTED, WITHDRAWN).when(REGISTER, FACTS).then_rejected("notification_withdrawn")


RETURN_26 = orders.CorrectFormReturn(on=date(2007, 10, 26))


def test_the_day_of_the_answer_is_corrected() -> None:
    corrected = told.FormReturnCorrected(CITIZEN, date(2007, 10, 26))
    case(NOTED, RETURNED).when(RETURN_26, FACTS).then(corrected)
    after = form_of(case(NOTED, RETURNED, corrected))
    assert after == FormReturned(date(2007, 10, 26), "Back pain", FORM, date(2007, 10, 18))


def test_the_day_of_an_answer_that_has_not_come_is_not_corrected() -> None:
    case(NOTED).when(RETURN_26, FACTS).then_rejected("form_not_returned")
    late = orders.CorrectFormReturn(on=date(2008, 1, 1))
    case(NOTED, RETURNED).when(late, FACTS).then_rejected("date_in_future")


def test_the_day_of_the_answer_is_corrected_once() -> None:
    once = case(NOTED, RETURNED).and_then(RETURN_26, FACTS)
    once.when(RETURN_26, FACTS).then_rejected("nothing_to_correct")


def test_correcting_the_day_collides_with_taking_the_answer_back() -> None:
    back = told.FormReturnWithdrawn(CITIZEN, "Another case")
    case(NOTED, RETURNED, back).when(RETURN_26, FACTS).then_rejected("form_not_returned")


ANSWER = orders.CorrectFormAnswer(health="Broken leg")


def test_the_answer_itself_is_corrected() -> None:
    corrected = told.FormAnswerCorrected(CITIZEN, "Broken leg")
    case(NOTED, RETURNED).when(ANSWER, FACTS).then(corrected)
    assert form_of(case(NOTED, RETURNED, corrected)).health == "Broken leg"


def test_an_answer_that_has_not_come_is_not_corrected() -> None:
    case(NOTED).when(ANSWER, FACTS).then_rejected("form_not_returned")


def test_an_answer_may_be_corrected_again() -> None:
    once = case(NOTED, RETURNED).and_then(ANSWER, FACTS)
    assert once.and_then(ANSWER, FACTS).state == once.state


def test_correcting_the_answer_collides_with_taking_it_back() -> None:
    back = told.FormReturnWithdrawn(CITIZEN, "Another case")
    case(NOTED, RETURNED, back).when(ANSWER, FACTS).then_rejected("form_not_returned")


BACK = orders.WithdrawFormReturn(reason="Another case")


def test_an_answer_of_another_case_is_taken_back_and_the_form_is_awaited_again() -> None:
    case(NOTED, RETURNED).when(BACK, FACTS).then(told.FormReturnWithdrawn(CITIZEN, "Another case"))
    after = case(NOTED, RETURNED).and_then(BACK, FACTS)
    assert form_of(after) == FormSent(FORM, date(2007, 10, 18))
    assert form_of(case(EARLY).and_then(BACK, FACTS)) == NoForm()


def test_whoever_is_well_again_need_not_answer_after_an_answer_was_taken_back() -> None:
    after = case(NOTED, RETURNED, WELL).and_then(BACK, FACTS)
    assert form_of(after) == FormDropped(FORM, date(2007, 10, 18))


def test_an_answer_that_has_not_come_is_not_taken_back() -> None:
    case(NOTED).when(BACK, FACTS).then_rejected("form_not_returned")


def test_an_answer_is_taken_back_once() -> None:
    once = case(NOTED, RETURNED).and_then(BACK, FACTS)
    once.when(BACK, FACTS).then_rejected("form_not_returned")


def test_taking_an_answer_back_collides_with_withdrawing_the_case() -> None:
    case(NOTED, RETURNED, WITHDRAWN).when(BACK, FACTS).then_rejected("notification_withdrawn")


def test_an_erased_answer_leaves_the_case_as_it_stands() -> None:
    erased = replace(RETURNED, health=Erased())
    corrected = told.FormReturnCorrected(CITIZEN, date(2007, 10, 26))
    assert form_of(case(NOTED, erased, corrected)).health == Erased()
    case(NOTED, erased).when(REGISTER, FACTS).then_rejected("form_already_returned")
