"""What can happen with a form that did not come back in time."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from shared.eventlog.event import Event
from shared.privacy.personal import HealthData


class FormOverdueNoted(Event, frozen=True, tag="sickpay.form_overdue_noted"):
    """The form did not come back by its last timely day; the citizen is to be reminded."""

    citizen: UUID
    form: UUID
    timely_until: date


class FormReminderSent(Event, frozen=True, tag="sickpay.form_reminder_sent"):
    """The citizen was reminded of the form on a day; nothing is cut by that."""

    citizen: UUID
    form: UUID
    sent_on: date


class FormReminderNotNeeded(Event, frozen=True, tag="sickpay.form_reminder_not_needed"):
    """The form had come back before the citizen was reminded; no second answer is awaited."""

    citizen: UUID
    form: UUID
    returned_on: date


class FormReminderWithdrawn(Event, frozen=True, tag="sickpay.form_reminder_withdrawn"):
    """The citizen was not reminded on that day."""

    citizen: UUID
    form: UUID
    sent_on: date
    reason: HealthData[str]


ReminderEvent: TypeAlias = (
    FormOverdueNoted | FormReminderSent | FormReminderNotNeeded | FormReminderWithdrawn
)
