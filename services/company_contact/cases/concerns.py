"""Concerns about companies, told to the wiring, and whether one stands in the way of placements."""

from dataclasses import replace
from typing import Final

from services.company_contact.domain import ethical_concern as concerns
from services.company_contact.domain.company import COMPANY, stage_of
from services.company_contact.domain.ethical_concern import ETHICAL_CONCERN, ConcernFacts
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.casework.mending import Mends, mended_by
from shared.eventlog.append import Guard
from shared.eventlog.command import Command

_STEPS: Final = (concerns.PlacementsApproved, concerns.EthicalConcernResolved)
_MENDED: Final[Mends] = {concerns.WithdrawConcernStep: ("withdrawn", _STEPS)}


def collect(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[ConcernFacts]:
    """Find who acts, whether the company is in the register, and the step that is taken back."""
    facts = ConcernFacts(desk.today, desk.actor.id)
    if isinstance(command, concerns.RaiseConcern):
        found = desk.load(COMPANY, str(command.company))
        facts = ConcernFacts(desk.today, desk.actor.id, stage_of(found.state))
        return Collected(facts=facts, guards=(Guard(found.stream, found.version),))
    collected = Collected(facts=facts)
    mended = mended_by(_MENDED, (), loaded, command)
    if mended is None:
        return collected
    how, fact = mended
    day, gone = fact.meta.effective_on, fact.meta.event_id
    return replace(collected, effective_on=day, corrects=gone, how=how)


CONCERNS = CaseType(
    decider=ETHICAL_CONCERN,
    path="ethical-concerns",
    title="Etisk bekymring om en virksomhed",
    collect=collect,
    commands=(
        Act(
            command=concerns.RaiseConcern,
            opens=True,
            example={
                "company": "01900000-0000-7000-8000-000000000001",
                "kind": "misuse_of_support",
                "on": "2011-06-01",
            },
        ),
        Act(
            command=concerns.ApproveDespiteConcern,
            verb="approve-placements",
            example={"on": "2011-06-01"},
        ),
        Act(
            command=concerns.ResolveConcern,
            verb="resolve",
            example={"on": "2011-06-01", "finding": "put_right"},
        ),
        Act(
            command=concerns.WithdrawConcernStep,
            verb="withdraw-step",
            example={"reason": "new_facts"},
        ),
    ),
    closes_on=(concerns.EthicalConcernResolved,),
    reopens_on=(concerns.ConcernStepWithdrawn,),
    clocks=(),
)
