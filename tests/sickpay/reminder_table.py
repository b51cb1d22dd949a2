"""Every order about a form that did not come back, with what its four tests need."""

from datetime import date

from services.sickpay.domain import reminder_orders as reminder
from services.sickpay.domain import sick_pay_orders as orders
from tests.sickpay.course_story import GONE, OTHER, Told

NOTED = orders.NoteFormSent(OTHER, date(2010, 2, 1))
OVERDUE = reminder.NoteFormOverdue(date(2010, 2, 9))
REMIND = reminder.RemindOfForm(date(2010, 2, 15))
NOT_REMINDED = reminder.WithdrawFormReminder("The letter came back unopened")

REMINDERS = (
    Told(
        OVERDUE,
        "form_overdue_noted",
        ((), OVERDUE, "form_not_noted"),
        None,
        (NOTED,),
        GONE,
    ),
    Told(
        REMIND,
        "form_reminder_sent",
        ((NOTED,), reminder.RemindOfForm(date(2010, 2, 9)), "form_not_overdue"),
        "already_reminded",
        (NOTED, OVERDUE),
    ),
    Told(
        NOT_REMINDED,
        "form_reminder_withdrawn",
        ((NOTED, OVERDUE), NOT_REMINDED, "not_reminded"),
        "not_reminded",
        (NOTED, OVERDUE, REMIND),
        GONE,
    ),
)
