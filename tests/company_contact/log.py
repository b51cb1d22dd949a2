"""Sample data and the facts of a contact log, for its tests."""

from datetime import date
from uuid import UUID

from services.company_contact.domain.contact_events import (
    ContactLogOpened,
    ContactPlanned,
    CoordinationRequired,
)
from services.company_contact.domain.contact_history import Opened
from services.company_contact.domain.contact_log import CONTACT_LOG, LogFacts
from services.company_contact.domain.contact_orders import PlanContact
from shared.eventlog.event import Event
from tests.support.scenario import Given, given

COMPANY = UUID(int=100)
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)
OPENED = ContactLogOpened(company=COMPANY)
JUNE_20 = date(2011, 6, 20)
JULY_1 = date(2011, 7, 1)
A_PLANNED = ContactPlanned(COMPANY, A, "jobcenter", "recruitment", JUNE_20, "hr")
B_PLANNED = ContactPlanned(COMPANY, B, "sickpay", "retention", JULY_1)
B_MUST_AGREE = CoordinationRequired(COMPANY, B, "sickpay", A, "jobcenter", 30)


def facts(unit: str = "jobcenter", **more: object) -> LogFacts:
    said = {"today": date(2011, 9, 1), "unit": unit, "new_contact": A, "conflict_days": 30, **more}
    return LogFacts(**said)  # type: ignore[arg-type]  # a table of plain values


def plan(case: Given, unit: str, on: date, contact: UUID) -> Given:
    order = PlanContact(purpose="recruitment", planned_on=on)
    return case.and_then(order, facts(unit, new_contact=contact))


def log(*history: Event) -> Given:
    return given(CONTACT_LOG, OPENED, *history)


def opened(case: Given) -> Opened:
    assert isinstance(case.state, Opened)
    return case.state


BOTH = (A_PLANNED, B_PLANNED, B_MUST_AGREE)
