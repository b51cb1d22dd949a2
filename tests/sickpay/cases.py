"""A sick-pay case of 2007 for tests: its orders and facts, and how to begin one."""

from datetime import date
from typing import Any
from uuid import UUID

from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_history import (
    Recovered,
    Running,
)
from shared.eventlog.decider import Claim, Release
from shared.eventlog.event import Event as AnyEvent
from tests.support.scenario import Given, given

CITIZEN = UUID("7f3d9c52-6a0e-4c9b-8d3b-0f6f3a3c2b11")
FORM, SECOND = UUID(int=1), UUID(int=2)
FACTS = SickPayFacts(today=date(2007, 12, 31))
NAME = f"open_sick_pay_case:{CITIZEN}:10000009"
CLAIM, RELEASE = Claim(NAME, refusal="open_case_exists"), Release(NAME)
NOTIFY = orders.NotifyAbsence(
    citizen=CITIZEN,
    employment="10000009",
    first_absence_day=date(2007, 10, 1),
    notified_by="employer",
    on=date(2007, 10, 15),
)
NOTIFIED = told.AbsenceNotified(
    citizen=CITIZEN,
    employment="10000009",
    first_absence_day=date(2007, 10, 1),
    notified_by="employer",
    notified_on=date(2007, 10, 15),
)
NOTE = orders.NoteFormSent(form=FORM, sent_on=date(2007, 10, 18))
NOTED = told.FormSentNoted(CITIZEN, FORM, date(2007, 10, 18))
REGISTER = orders.RegisterFormReturn(on=date(2007, 10, 25), health="Back pain")
RETURNED = told.InformationFormReturned(CITIZEN, date(2007, 10, 25), "Back pain", FORM)
EARLY = told.InformationFormReturned(CITIZEN, date(2007, 10, 25), "Back pain")
WELL = told.RecoveryReported(CITIZEN, date(2007, 12, 3))
WITHDRAWN = told.AbsenceNotificationWithdrawn(CITIZEN, "Wrong employee")


def case(*history: AnyEvent) -> Given:
    return given(SICK_PAY_CASE, NOTIFIED, *history)


def form_of(case: Given) -> Any:
    assert isinstance(case.state, Running | Recovered)
    return case.state.form
