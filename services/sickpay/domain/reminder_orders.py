"""What can be ordered about a form that did not come back in time."""

from datetime import date
from typing import TypeAlias

from services.sickpay.domain.sick_pay_orders import Reason
from shared.eventlog.command import Command


class NoteFormOverdue(Command, frozen=True):
    """Note that the form's last timely day passed; only a policy says so."""

    timely_until: date


class RemindOfForm(Command, frozen=True):
    """Remind the citizen of the form that is overdue; `on` is the day the reminder went out."""

    on: date


class WithdrawFormReminder(Command, frozen=True):
    """The citizen was not reminded; nothing adverse may rest on it."""

    reason: Reason


ReminderOrder: TypeAlias = NoteFormOverdue | RemindOfForm | WithdrawFormReminder
