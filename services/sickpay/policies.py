"""What sick pay does when it hears of the information form, or that it did not come back."""

from collections.abc import Sequence
from uuid import UUID

from services.sickpay.domain.reminder_orders import NoteFormOverdue
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_orders import (
    CorrectFormSent,
    NoteFormSent,
)
from services.sickpay.messages import DeadlineMissed, FormSendingCorrected, InformationFormSent
from shared.casework.declare import Do, Policy
from shared.eventlog.envelope import Recorded


def note_it(message: Recorded[InformationFormSent], _found: None) -> Sequence[Do]:
    """Note the form in the case it was sent for; the clock of its return starts with it."""
    sent = message.event
    order = NoteFormSent(form=UUID(message.case_id), sent_on=sent.sent_on)
    return [Do(decider=SICK_PAY_CASE, case_id=sent.sick_pay_case, command=order)]


def correct_it(message: Recorded[FormSendingCorrected], _found: None) -> Sequence[Do]:
    """Follow a corrected day of sending; the clock of the return is counted anew with it."""
    sent = message.event
    order = CorrectFormSent(form=UUID(message.case_id), sent_on=sent.sent_on)
    return [Do(decider=SICK_PAY_CASE, case_id=sent.sick_pay_case, command=order)]


def note_overdue(message: Recorded[DeadlineMissed], _found: None) -> Sequence[Do]:
    """Note that the form did not come back, so that somebody reminds the citizen (E3, 3b)."""
    missed = message.event
    if message.source != "sickpay" or missed.rule_key != "form.return":
        return []
    order = NoteFormOverdue(missed.timely_until)
    return [Do(decider=SICK_PAY_CASE, case_id=message.case_id, command=order)]


POLICIES = (
    Policy(name="when_information_form_sent", on=InformationFormSent, react=note_it),
    Policy(name="when_form_sending_corrected", on=FormSendingCorrected, react=correct_it),
    Policy(name="when_form_missed", on=DeadlineMissed, react=note_overdue),
)
