"""Formality complaints, told to the wiring: orders, what they need to be decided, questions."""

from typing import Final

from services.visitation.cases.earlier import corrected, latest, taken_back
from services.visitation.domain import formality_complaint as orders
from services.visitation.domain import formality_complaint_events as events
from services.visitation.domain.formality_complaint import ComplaintFacts, formality_complaint
from services.visitation.views.formality_complaint_list import (
    FORMALITY_COMPLAINT_LIST,
    Complaints,
    ComplaintShown,
    UpheldComplaints,
    UpheldIn,
    complaints,
    upheld_complaints,
)
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.command import Command

_OPENING: Final = (events.ComplaintReceived, events.ComplaintCorrected)


def collect_complaint(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[ComplaintFacts]:
    """Find out who acts, and which fact a correction is about."""
    facts = ComplaintFacts(today=desk.today, actor=desk.actor)
    match command:
        case orders.ReceiveComplaint(citizen=citizen):
            return Collected(facts=facts, subjects=(citizen,))
        case orders.CorrectComplaint(received_on=day):
            return corrected(facts, latest(loaded, _OPENING), day)
        case orders.WithdrawComplaintStep():
            return taken_back(facts, latest(loaded, events.STEPS))
        case _:
            return Collected(facts=facts)


FORMALITY_COMPLAINT: Final = CaseType[ComplaintFacts](
    decider=formality_complaint,
    path="formality-complaints",
    title="Klage over formelle fejl",
    collect=collect_complaint,
    closes_on=(events.ComplaintDecided,),
    reopens_on=(events.ComplaintStepWithdrawn,),
    clocks=("complaint.target",),
    commands=(
        Act(
            command=orders.ReceiveComplaint,
            opens=True,
            example={
                "citizen": "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11",
                "about_service": "benefit_service",
                "channel": "letter",
                "text": "Jeg blev ikke hørt, før I trak mig i kontanthjælp",
                "on": "2011-06-24",
            },
        ),
        Act(
            command=orders.CorrectComplaint,
            verb="correct",
            example={"reason": "Brevet kom dagen før", "received_on": "2011-06-23"},
        ),
        Act(
            command=orders.ClassifyComplaint,
            verb="classify",
            example={"complaint_class": "party_hearing_missing_or_late"},
        ),
        Act(command=orders.AssignComplaint, verb="assign", example={"owner": "lars"}),
        Act(
            command=orders.DecideComplaint,
            verb="decide",
            example={
                "outcome": "upheld",
                "reasons": "Høringsbrevet blev ikke sendt",
                "cause_code": "hearing_letter_not_sent",
            },
        ),
        Act(
            command=orders.AssignComplaintReview,
            verb="assign-review",
            example={"owner": "marie"},
        ),
        Act(
            command=orders.SettleComplaintReview,
            verb="settle-review",
            example={"result": "workflow_changed", "note": "Brevet sendes nu samme dag"},
        ),
        Act(
            command=orders.WithdrawComplaintStep,
            verb="withdraw-step",
            example={"reason": "Hørte til en anden klage"},
        ),
    ),
)
CASES: Final = (FORMALITY_COMPLAINT,)
VIEWS: Final = (FORMALITY_COMPLAINT_LIST,)
QUERIES: Final = (
    Query(
        name="complaints",
        path="lists/formality-complaints",
        params=Complaints,
        answer=list[ComplaintShown],
        run=complaints,
        ordered_by=("complaint.timely_until", "complaint.received_on", "complaint.complaint"),
    ),
    Query(
        name="upheld_complaints",
        path="figures/upheld-complaints",
        params=UpheldIn,
        answer=UpheldComplaints,
        run=upheld_complaints,
    ),
)
