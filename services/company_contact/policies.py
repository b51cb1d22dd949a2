"""When a company is registered, its one contact log is opened."""

from collections.abc import Sequence
from uuid import UUID

from services.company_contact.domain.company import CompanyRegistered
from services.company_contact.domain.contact_log import CONTACT_LOG
from services.company_contact.domain.contact_orders import OpenContactLog
from shared.casework.declare import Do, Policy
from shared.eventlog.envelope import Recorded


def open_its_log(message: Recorded[CompanyRegistered], _found: None) -> Sequence[Do]:
    """Open the log under the company's own id, so that it can never have two."""
    company = UUID(message.case_id)
    return [Do(decider=CONTACT_LOG, case_id=company, command=OpenContactLog(company=company))]


POLICIES = (Policy(name="when_company_registered", on=CompanyRegistered, react=open_its_log),)
