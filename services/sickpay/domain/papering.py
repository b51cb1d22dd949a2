"""The rules of the possibility statement, the employer's interview, contacts and who has the case.

Law: SPA § 36a (possibility statement); § 7a (employer interview, 2010 to 2025).
"""

from collections.abc import Mapping
from uuid import UUID

from services.sickpay.domain import paper_events as told
from services.sickpay.domain import paper_orders as orders
from services.sickpay.domain.certifying import CERTIFICATES
from services.sickpay.domain.course import Contact
from services.sickpay.domain.facts import SickPayFacts, refuse_future
from services.sickpay.domain.handling import Blocks, Handler, OpenCase, Stage
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected

_ALWAYS: tuple[Stage, ...] = ("running", "recovered", "ended")


def _statement(
    command: orders.ReceivePossibilityStatement, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    facts.law.rule("possibility_statement", command.on)
    citizen = case.absence.citizen
    return [told.PossibilityStatementReceived(citizen, command.on, command.says)]


def _interview(
    command: orders.HoldEmployerInterview, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    if command.on < case.absence.first_absence_day:
        raise Rejected("before_absence")
    return [told.EmployerInterviewHeld(case.absence.citizen, command.on)]


def _no_interview(
    command: orders.WithdrawEmployerInterview, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    held_on = case.course.employer_interview_on
    if held_on is None:
        raise Rejected("interview_not_held")
    citizen = case.absence.citizen
    return [told.EmployerInterviewWithdrawn(citizen, held_on, command.reason)]


def _took_back_statement(
    command: orders.WithdrawPossibilityStatement, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    return [told.PossibilityStatementWithdrawn(case.absence.citizen, command.reason)]


def _contact(command: orders.RecordContact, case: OpenCase, facts: SickPayFacts) -> list[Decision]:
    refuse_future(command.on, facts)
    if command.next_on < command.on:
        raise Rejected("next_action_in_the_past")
    return [
        told.ContactRecorded(
            case.absence.citizen,
            command.party,
            command.on,
            command.next_action,
            command.next_on,
            facts.new_id,
        )
    ]


def _contact_otherwise(
    command: orders.CorrectContact, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    if command.next_on < command.on:
        raise Rejected("next_action_in_the_past")
    was = _named(command.contact, case)
    right = Contact(was.contact, command.party, command.on, command.next_action, command.next_on)
    if right == was:
        raise Rejected("nothing_to_correct")
    return [
        told.ContactCorrected(
            case.absence.citizen,
            command.contact,
            command.party,
            command.on,
            command.next_action,
            command.next_on,
            was.party,
            was.on,
        )
    ]


def _no_contact(
    command: orders.WithdrawContact, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    was = _named(command.contact, case)
    citizen = case.absence.citizen
    return [told.ContactWithdrawn(citizen, command.contact, was.party, was.on, command.reason)]


def _named(contact: UUID, case: OpenCase) -> Contact:
    found = next((one for one in case.course.contacts if one.contact == contact), None)
    if found is None:
        raise Rejected("contact_unknown")
    return found


def _assign(command: orders.AssignCase, case: OpenCase, _facts: SickPayFacts) -> list[Decision]:
    risk = case.course.risk
    if command.specialist and (risk is None or risk.track != "specialist"):
        raise Rejected("specialist_reserved")
    if (command.officer, command.team) == case.course.assigned:
        raise Rejected("already_assigned")
    citizen = case.absence.citizen
    return [told.CaseAssigned(citizen, command.officer, command.team, command.specialist)]


def _anyhow(_case: OpenCase) -> Blocks:
    return ()


def _some_contact(case: OpenCase) -> Blocks:
    return () if case.course.contacts else ("contact_unknown",)


def _no_statement(case: OpenCase) -> Blocks:
    return ("statement_already_received",) if case.course.statement else ()


def _of_an_employer(case: OpenCase) -> Blocks:
    if case.absence.notified_by != "employer":
        return ("no_employer",)
    return ("interview_already_held",) if case.course.employer_interview_on is not None else ()


def _interview_held(case: OpenCase) -> Blocks:
    return ("interview_not_held",) if case.course.employer_interview_on is None else ()


def _has_statement(case: OpenCase) -> Blocks:
    return () if case.course.statement else ("statement_not_received",)


PAPERS: Mapping[type[Command], Handler] = {
    **CERTIFICATES,
    orders.AssignCase: Handler(_assign, _anyhow, _ALWAYS),
    orders.ReceivePossibilityStatement: Handler(_statement, _no_statement),
    orders.HoldEmployerInterview: Handler(_interview, _of_an_employer, ("running", "recovered")),
    orders.WithdrawEmployerInterview: Handler(
        _no_interview, _interview_held, ("running", "recovered")
    ),
    orders.WithdrawPossibilityStatement: Handler(_took_back_statement, _has_statement),
    orders.RecordContact: Handler(_contact, _anyhow, _ALWAYS),
    orders.CorrectContact: Handler(_contact_otherwise, _some_contact, _ALWAYS),
    orders.WithdrawContact: Handler(_no_contact, _some_contact, _ALWAYS),
}
