"""How orders about companies and contacts are carried out: what is looked up before a decision."""

from dataclasses import replace
from typing import TypeVar

from services.company_contact.cases.agreements import AGREEMENTS
from services.company_contact.cases.concerns import CONCERNS
from services.company_contact.cases.enquiries import ENQUIRIES
from services.company_contact.cases.workplace_grants import WORKPLACE_GRANTS
from services.company_contact.domain import company as companies
from services.company_contact.domain import contact_events as told
from services.company_contact.domain import contact_orders as orders
from services.company_contact.domain.company import COMPANY, CompanyFacts
from services.company_contact.domain.contact_log import CONTACT_LOG, LogFacts
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.casework.mending import Mends, mended_by
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.identity import new_id

F = TypeVar("F")
_NAMED = ("contact", "with_unit")

_MENDED_IN_COMPANY: Mends = {
    companies.CorrectCompanyFacts: (
        "corrected",
        (companies.CompanyRegistered, companies.CompanyFactsCorrected),
    ),
    companies.WithdrawClosure: ("withdrawn", (companies.CompanyClosed,)),
}
_MENDED_IN_LOG: Mends = {
    orders.CorrectContact: ("corrected", (told.ContactPlanned, told.ContactCorrected)),
    orders.WithdrawCoordination: ("withdrawn", (told.ContactCoordinated,)),
    orders.WithdrawHeldContact: ("withdrawn", (told.ContactHeld,)),
    orders.WithdrawCancellation: ("withdrawn", (told.ContactCancelled,)),
    orders.WithdrawFollowUp: ("withdrawn", (told.ContactFollowedUp,)),
}
_GUARDED = (
    orders.PlanContact,
    orders.PlanAskedContact,
    orders.CorrectContact,
    orders.HoldContact,
    orders.WithdrawCoordination,
    orders.WithdrawHeldContact,
    orders.WithdrawCancellation,
)
COORDINATOR = "kvs_consultant"
CONFLICT_RULE = "visit.conflict"


def collect_company(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[CompanyFacts]:
    """Find the day, and the fact that a correction puts right."""
    collected = Collected(facts=CompanyFacts(today=desk.today))
    return _mending(collected, loaded, command, _MENDED_IN_COMPANY)


def collect_contact_log(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[LogFacts]:
    """Find who asks, how the company stands, and the days of the conflict guard."""
    company = desk.load(COMPANY, case_id)
    rule = desk.rules.rule(CONFLICT_RULE, desk.today) if isinstance(command, _GUARDED) else None
    facts = LogFacts(
        today=desk.today,
        unit=desk.actor.unit,
        new_contact=new_id(),
        conflict_days=rule.number if rule else 0,
        coordinates=COORDINATOR in desk.actor.roles,
        company_stage=companies.stage_of(company.state),
    )
    collected = Collected(
        facts=facts,
        rules=(rule.version,) if rule else (),
        guards=(Guard(company.stream, company.version),),
    )
    return _mending(collected, loaded, command, _MENDED_IN_LOG)


def _mending(
    collected: Collected[F], loaded: Loaded, command: Command | None, mends: Mends
) -> Collected[F]:
    """Let a correction name the fact that it puts right, and hold from that fact's day."""
    mended = mended_by(mends, _NAMED, loaded, command)
    if mended is None:
        return collected
    how, fact = mended
    meta = fact.meta
    return replace(collected, effective_on=meta.effective_on, corrects=meta.event_id, how=how)


_ENTRY = {
    "company_reg_no": "10000009",
    "unit_reg_no": "1000000001",
    "name": "Eksempel Tømrer ApS",
    "size": 12,
    "sector": "private",
    "industry": "carpentry",
}
_CONTACT = "01900000-0000-7000-8000-000000000001"

COMPANIES = CaseType(
    decider=COMPANY,
    path="companies",
    title="Virksomhed",
    collect=collect_company,
    commands=(
        Act(
            command=companies.RegisterCompany,
            opens=True,
            example={**_ENTRY, "on": "2011-06-01"},
        ),
        Act(
            command=companies.CorrectCompanyFacts,
            verb="correct-facts",
            example={**_ENTRY, "size": 14, "reason": "To lærlinge var ikke talt med"},
        ),
        Act(command=companies.CloseCompany, verb="close", example={"on": "2011-09-30"}),
        Act(command=companies.ReopenCompany, verb="reopen", example={"on": "2011-11-01"}),
        Act(
            command=companies.WithdrawClosure,
            verb="withdraw-closure",
            example={"reason": "Det var en anden af virksomhedens enheder, der lukkede"},
        ),
    ),
    closes_on=(companies.CompanyClosed,),
    reopens_on=(companies.CompanyReopened, companies.CompanyClosureWithdrawn),
    clocks=(),
)

CONTACT_LOGS = CaseType(
    decider=CONTACT_LOG,
    path="contact-logs",
    title="Kontaktlog",
    collect=collect_contact_log,
    commands=(
        Act(
            command=orders.OpenContactLog,
            opens=True,
            case_id=lambda command: str(command.company),
            example={"company": _CONTACT},
        ),
        Act(
            command=orders.PlanContact,
            verb="plan",
            example={"purpose": "recruitment", "planned_on": "2011-06-20", "person": "hr"},
        ),
        Act(command=orders.PlanAskedContact, verb="plan-asked"),
        Act(command=orders.CancelAskedContact, verb="cancel-asked"),
        Act(
            command=orders.CorrectContact,
            verb="correct",
            example={
                "contact": _CONTACT,
                "unit": "sickpay",
                "purpose": "retention",
                "planned_on": "2011-06-22",
            },
        ),
        Act(
            command=orders.CoordinateContact,
            verb="coordinate",
            example={
                "contact": _CONTACT,
                "with_unit": "jobcenter",
                "agreement": "Ét fælles besøg",
            },
        ),
        Act(
            command=orders.WithdrawCoordination,
            verb="withdraw-coordination",
            example={"contact": _CONTACT, "with_unit": "jobcenter", "reason": "Forkert enhed"},
        ),
        Act(
            command=orders.HoldContact,
            verb="hold",
            example={
                "contact": _CONTACT,
                "on": "2011-06-20",
                "result": "interested",
                "openings": 2,
            },
        ),
        Act(
            command=orders.WithdrawHeldContact,
            verb="withdraw-held",
            example={"contact": _CONTACT, "reason": "Noteret på en forkert virksomhed"},
        ),
        Act(
            command=orders.CancelContact,
            verb="cancel",
            example={"contact": _CONTACT, "reason": "company_declined"},
        ),
        Act(
            command=orders.WithdrawCancellation,
            verb="withdraw-cancellation",
            example={"contact": _CONTACT, "reason": "Virksomheden ringede tilbage"},
        ),
        Act(
            command=orders.FollowUpContact,
            verb="follow-up",
            example={"contact": _CONTACT, "on": "2011-07-04", "outcome": "openings_filled"},
        ),
        Act(
            command=orders.WithdrawFollowUp,
            verb="withdraw-follow-up",
            example={"contact": _CONTACT, "reason": "Noteret to gange"},
        ),
    ),
    clocks=(),
)

CASES = (COMPANIES, CONTACT_LOGS, WORKPLACE_GRANTS, AGREEMENTS, ENQUIRIES, CONCERNS)
