from uuid import UUID

import pytest

from services.benefit_service.domain.information_form import (
    INFORMATION_FORM,
    CancelInformationForm,
    CorrectFormSending,
    FormFacts,
    FormSendingCorrected,
    FormStatusNoted,
    InformationFormCancelled,
    InformationFormRequested,
    InformationFormSent,
    NoteFormStatus,
    RequestInformationForm,
    SendInformationForm,
)
from shared.eventlog.command import Command
from tests.benefit_service.samples import CITIZEN, day
from tests.support.scenario import given

CASE = UUID("0192f0a1-0000-7000-8000-0000000000f1")
FACTS = FormFacts(day(20))
DUE = InformationFormRequested(CITIZEN, CASE)
SENT = InformationFormSent(CITIZEN, CASE, day(18))
CANCELLED = InformationFormCancelled(CITIZEN, CASE)


def test_s_07_a_form_is_due_once_when_a_citizen_is_reported_ill() -> None:
    order = RequestInformationForm(CITIZEN, CASE)
    given(INFORMATION_FORM).when(order, FACTS).then(DUE)
    given(INFORMATION_FORM, DUE).when(order, FACTS).then_rejected("form_already_requested")


def test_s_07_a_form_is_sent_once() -> None:
    order = SendInformationForm(day(18))
    given(INFORMATION_FORM, DUE).when(order, FACTS).then(SENT)
    given(INFORMATION_FORM, DUE, SENT).when(order, FACTS).then_rejected("form_already_sent")
    given(INFORMATION_FORM, DUE).when(SendInformationForm(day(21)), FACTS).then_rejected(
        "date_in_future"
    )


def test_the_day_of_sending_is_corrected() -> None:
    order = CorrectFormSending(day(19))
    sent = given(INFORMATION_FORM, DUE, SENT)
    sent.when(order, FACTS).then(FormSendingCorrected(CITIZEN, CASE, day(19)))
    sent.and_then(order, FACTS).when(order, FACTS).then()
    sent.when(CorrectFormSending(day(21)), FACTS).then_rejected("date_in_future")
    given(INFORMATION_FORM, DUE).when(order, FACTS).then_rejected("form_not_sent")


def test_s_07_only_the_status_comes_here() -> None:
    sent = given(INFORMATION_FORM, DUE, SENT)
    sent.when(NoteFormStatus("overdue"), FACTS).then(FormStatusNoted(CITIZEN, CASE, "overdue"))
    late = sent.and_then(NoteFormStatus("overdue"), FACTS)
    late.when(NoteFormStatus("overdue"), FACTS).then()
    late.when(NoteFormStatus("returned"), FACTS).then(FormStatusNoted(CITIZEN, CASE, "returned"))
    given(INFORMATION_FORM, DUE).when(NoteFormStatus("returned"), FACTS).then_rejected(
        "form_not_sent"
    )


def test_a_status_survives_a_corrected_day() -> None:
    late = given(INFORMATION_FORM, DUE, SENT).and_then(NoteFormStatus("overdue"), FACTS)
    corrected = late.and_then(CorrectFormSending(day(19)), FACTS)
    corrected.when(NoteFormStatus("overdue"), FACTS).then()


def test_nobody_ill_no_form() -> None:
    for history in ((DUE,), (DUE, SENT)):
        case = given(INFORMATION_FORM, *history)
        case.when(CancelInformationForm(), FACTS).then(CANCELLED)
    given(INFORMATION_FORM).when(CancelInformationForm(), FACTS).then_rejected("not_allowed_now")


@pytest.mark.parametrize(
    "order",
    [
        SendInformationForm(day(18)),
        CorrectFormSending(day(18)),
        NoteFormStatus("returned"),
        CancelInformationForm(),
    ],
)
def test_nothing_happens_with_a_cancelled_form(order: Command) -> None:
    given(INFORMATION_FORM, DUE, CANCELLED).when(order, FACTS).then_rejected("form_cancelled")
