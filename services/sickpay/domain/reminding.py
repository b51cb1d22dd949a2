"""The rules of a form that did not come back: it is noted, and the citizen is reminded.

Law: SPA § 11 (8 days to answer); flow E3, step 3b: overdue, then a reminder, then a hearing.
The days to remind and to answer a reminder are local (`form.reminder`, `form.reminder_answer`).
Nothing is cut by any of this: an end needs a proposal, a hearing and a decision of a person.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.sickpay.domain import reminder_events as told
from services.sickpay.domain import reminder_orders as orders
from services.sickpay.domain.facts import SickPayFacts, refuse_future
from services.sickpay.domain.handling import Blocks, Handler, OpenCase, Stage
from services.sickpay.domain.sick_pay_history import (
    Form,
    FormDropped,
    FormReturned,
    FormSent,
    NoForm,
)
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected
from shared.law.arithmetic import reckon
from shared.law.rulebook import RuleBook

_ALWAYS: tuple[Stage, ...] = ("running", "recovered", "ended")


def answer_due(form: FormSent, book: RuleBook) -> date:
    """Return the last timely day of the answer: eight days after the form was sent."""
    return _last_day("form.return", form.sent_on, book)


def reminder_answer_due(reminded_on: date, book: RuleBook) -> date:
    """Return the last day on which a citizen who was reminded is waited for."""
    return _last_day("form.reminder_answer", reminded_on, book)


def _last_day(key: str, day: date, book: RuleBook) -> date:
    rule = book.rule(key, day)
    return reckon(day, rule.number, rule.time_unit, rule.roll).timely_until


def refuse_cooperation(case: OpenCase, facts: SickPayFacts) -> None:
    """Refuse an end for lack of cooperation where nothing of the kind is on record now."""
    if not case.course.missed and not _overdue(case, facts):
        raise Rejected("no_lack_of_cooperation")


def refuse_unreminded(case: OpenCase, facts: SickPayFacts) -> None:
    """Refuse to propose an end for a form alone before a reminder has run out (flow E3, 3b)."""
    if case.course.missed or not isinstance(case.form, FormSent):
        return
    reminded = case.form.reminded_on
    if reminded is None:
        raise Rejected("form_not_reminded")
    until = reminder_answer_due(reminded, facts.law)
    if facts.today <= until:
        raise Rejected("reminder_running", detail={"until": until.isoformat()})


def _overdue(case: OpenCase, facts: SickPayFacts) -> bool:
    return isinstance(case.form, FormSent) and facts.today > answer_due(case.form, facts.law)


def reminder_crossed(citizen: UUID, form: Form, returned_on: date) -> list[Decision]:
    """Tell that the citizen was reminded of a form that had come back before."""
    reminded: date | None = getattr(form, "reminded_on", None)
    if isinstance(form, NoForm) or form.form is None or reminded is None or returned_on >= reminded:
        return []
    return [told.FormReminderNotNeeded(citizen, form.form, returned_on)]


def _note_overdue(
    command: orders.NoteFormOverdue, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    """Note it; what came back, was sent anew since, or was reminded of, needs no note."""
    form = case.form
    if case.stage != "running" or not isinstance(form, FormSent) or form.reminded_on is not None:
        return []
    if command.timely_until < answer_due(form, facts.law):
        return []
    citizen = case.absence.citizen
    return [told.FormOverdueNoted(citizen, form.form, command.timely_until)]


def _remind(command: orders.RemindOfForm, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    refuse_future(command.on, facts)
    form = _sent(case)
    until = answer_due(form, facts.law)
    if command.on <= until:
        raise Rejected("form_not_overdue", detail={"until": until.isoformat()})
    return [told.FormReminderSent(case.absence.citizen, form.form, command.on)]


def _not_reminded(
    command: orders.WithdrawFormReminder, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    form = case.form
    if isinstance(form, NoForm | FormDropped) or form.form is None or form.reminded_on is None:
        raise Rejected("not_reminded")
    citizen = case.absence.citizen
    return [told.FormReminderWithdrawn(citizen, form.form, form.reminded_on, command.reason)]


def _sent(case: OpenCase) -> FormSent:
    if not isinstance(case.form, FormSent):
        raise Rejected("form_not_owed")
    return case.form


def _noted(case: OpenCase) -> Blocks:
    return ("form_not_noted",) if isinstance(case.form, NoForm) else ()


def _remindable(case: OpenCase) -> Blocks:
    match case.form:
        case NoForm():
            return ("form_not_noted",)
        case FormReturned():
            return ("form_already_returned",)
        case FormDropped():
            return ("form_not_owed",)
        case FormSent(reminded_on=None):
            return ()
        case FormSent():
            return ("already_reminded",)


def _reminded(case: OpenCase) -> Blocks:
    there = getattr(case.form, "reminded_on", None)
    return ("not_reminded",) if there is None else ()


REMINDERS: Mapping[type[Command], Handler] = {
    orders.NoteFormOverdue: Handler(_note_overdue, _noted, _ALWAYS),
    orders.RemindOfForm: Handler(_remind, _remindable),
    orders.WithdrawFormReminder: Handler(_not_reminded, _reminded, _ALWAYS),
}
