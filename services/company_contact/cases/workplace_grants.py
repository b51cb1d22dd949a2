"""Grants at a workplace, told to the wiring: the case, what opens it, and what is looked up."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.company_contact.domain import workplace_grant as grants
from services.company_contact.domain.company import COMPANY, stage_of
from services.company_contact.domain.contact_log import CONTACT_LOG
from services.company_contact.domain.contact_orders import CancelAskedContact
from services.company_contact.domain.workplace_grant import WORKPLACE_GRANT, GrantFacts
from services.company_contact.messages import PlanStepWithdrawn, WorkplaceGrantAskedFor
from shared.casework.declare import Act, CaseType, Collected, Desk, Do, Loaded, Policy
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded

_SICK_PAY: Final = "sickpay"
_ANSWERS: Final = (grants.WorkplaceGrantGiven, grants.WorkplaceGrantDeclined)


def collect(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[GrantFacts]:
    """Find the day, how the company stands, and the answer that is taken back."""
    company = _company(loaded.state, command)
    if company is None:
        return Collected(facts=GrantFacts(desk.today))
    found = desk.load(COMPANY, str(company))
    collected = Collected(
        facts=GrantFacts(desk.today, stage_of(found.state)),
        guards=(Guard(found.stream, found.version),),
    )
    if not isinstance(command, grants.WithdrawAnswer):
        return collected
    answered = (one for one in reversed(loaded.history) if isinstance(one.event, _ANSWERS))
    answer = next(answered, None)
    if answer is None:
        return collected
    return replace(
        collected,
        effective_on=answer.meta.effective_on,
        corrects=answer.meta.event_id,
        how="withdrawn",
    )


def _company(state: grants.State, command: Command | None) -> UUID | None:
    if isinstance(command, grants.RequestGrant):
        return command.company
    return None if isinstance(state, grants.NotAskedFor) else state.request.company


def ask(message: Recorded[WorkplaceGrantAskedFor], _found: None) -> Sequence[Do]:
    """Open the request sick pay asks for, under the id it knows; what for is not told here."""
    asked = message.event
    case = UUID(message.case_id)
    order = grants.RequestGrant(asked.step, case, asked.company, _SICK_PAY, asked.wanted_from)
    return [Do(decider=WORKPLACE_GRANT, case_id=asked.step, command=order)]


def find_grant(desk: Desk, message: Recorded[PlanStepWithdrawn]) -> bool:
    """Say whether what sick pay asks for no more is a grant, and not a talk."""
    step = str(message.event.step)
    return not isinstance(desk.load(WORKPLACE_GRANT, step).state, grants.NotAskedFor)


def call_it_off(message: Recorded[PlanStepWithdrawn], is_grant: bool) -> Sequence[Do]:  # noqa: FBT001 - what was found is the policy's second argument
    """Call the talk or the grant off that sick pay asks for no more."""
    gone = message.event
    if gone.company is None:
        return []
    if is_grant:
        return [Do(decider=WORKPLACE_GRANT, case_id=gone.step, command=grants.CallGrantOff())]
    order = CancelAskedContact(gone.step)
    return [Do(decider=CONTACT_LOG, case_id=gone.company, command=order)]


WORKPLACE_GRANTS = CaseType(
    decider=WORKPLACE_GRANT,
    path="workplace-grants",
    title="Bevilling til en arbejdsplads",
    collect=collect,
    commands=(
        Act(
            command=grants.RequestGrant,
            opens=True,
            case_id=lambda command: str(command.grant),
        ),
        Act(
            command=grants.GiveGrant,
            verb="give",
            example={
                "on": "2011-10-10",
                "from_": "2011-10-17",
                "to": "2013-10-16",
                "bought": {
                    "amount": 450000,
                    "given_as": "loan",
                    "not_usual_there": True,
                    "beyond_employers_duty": True,
                },
            },
        ),
        Act(
            command=grants.RefuseGrant,
            verb="refuse",
            example={"on": "2011-10-10", "reason": "employer_declines"},
        ),
        Act(
            command=grants.WithdrawAnswer,
            verb="withdraw-answer",
            example={"reason": "employer_said_otherwise"},
        ),
        Act(
            command=grants.StopGrant,
            verb="stop",
            example={"on": "2012-03-31", "reason": "employment_over"},
        ),
        Act(command=grants.CallGrantOff, verb="call-off"),
    ),
    closes_on=(
        grants.WorkplaceGrantDeclined,
        grants.WorkplaceGrantStopped,
        grants.WorkplaceGrantCalledOff,
    ),
    reopens_on=(grants.WorkplaceGrantAnswerWithdrawn,),
    clocks=("workplace_grant.answer",),
)

GRANT_POLICIES = (
    Policy(name="when_workplace_grant_asked_for", on=WorkplaceGrantAskedFor, react=ask),
    Policy(
        name="when_plan_step_withdrawn", on=PlanStepWithdrawn, find=find_grant, react=call_it_off
    ),
)
