"""When a company is registered, its log is opened; a talk sick pay asks for is planned in it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from services.company_contact.domain.company import CompanyRegistered
from services.company_contact.domain.contact_log import CONTACT_LOG
from services.company_contact.domain.contact_orders import OpenContactLog, PlanAskedContact
from services.company_contact.messages import WorkplaceContactAskedFor
from shared.casework.declare import Do, Policy
from shared.eventlog.envelope import Recorded

_SICK_PAY: Final = "sickpay"


def open_its_log(message: Recorded[CompanyRegistered], _found: None) -> Sequence[Do]:
    """Open the log under the company's own id, so that it can never have two."""
    company = UUID(message.case_id)
    return [Do(decider=CONTACT_LOG, case_id=company, command=OpenContactLog(company=company))]


def plan_it(message: Recorded[WorkplaceContactAskedFor], _found: None) -> Sequence[Do]:
    """Plan the talk for sick pay; the log says that it is about keeping a job, and no more."""
    asked = message.event
    order = PlanAskedContact(asked.step, _SICK_PAY, "retention", asked.planned_on)
    return [Do(decider=CONTACT_LOG, case_id=asked.company, command=order)]


POLICIES = (
    Policy(name="when_company_registered", on=CompanyRegistered, react=open_its_log),
    Policy(name="when_workplace_contact_asked_for", on=WorkplaceContactAskedFor, react=plan_it),
)
