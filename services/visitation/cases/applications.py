"""Application cases, told to the wiring: orders, what they need to be decided, questions."""

from typing import Final

from services.visitation.cases.earlier import corrected, latest, taken_back
from services.visitation.domain import application_case_events as events
from services.visitation.domain import application_case_orders as orders
from services.visitation.domain.application_case import ApplicationFacts, application_case
from services.visitation.views.application_list import (
    APPLICATION_LIST,
    Applications,
    ApplicationShown,
    OwnApplication,
    OwnApplications,
    applications,
    own_applications,
)
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.command import Command

_OPENING: Final = (events.ApplicationReceived, events.ApplicationCorrected)


def collect_application(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[ApplicationFacts]:
    """Find out who acts, and which fact a correction is about."""
    facts = ApplicationFacts(today=desk.today, actor=desk.actor)
    match command:
        case orders.ReceiveApplication(citizen=citizen):
            return Collected(facts=facts, subjects=(citizen,))
        case orders.CorrectApplication(received_on=day):
            return corrected(facts, latest(loaded, _OPENING), day)
        case orders.WithdrawApplicationStep():
            return taken_back(facts, latest(loaded, events.STEPS))
        case _:
            return Collected(facts=facts)


APPLICATION_CASE: Final = CaseType[ApplicationFacts](
    decider=application_case,
    path="application-cases",
    title="Ansøgningssag",
    collect=collect_application,
    closes_on=(
        events.ApplicationDecided,
        events.ApplicationAppealSettled,
        events.ApplicationClosed,
    ),
    reopens_on=(
        events.ApplicationAppealed,
        events.ApplicationSentBack,
        events.ApplicationStepWithdrawn,
    ),
    clocks=("application.stale",),
    commands=(
        Act(
            command=orders.ReceiveApplication,
            opens=True,
            example={
                "citizen": "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11",
                "kind": "flex_job",
                "centre": "centre_a",
                "next_action_on": "2011-03-15",
                "on": "2011-03-01",
            },
        ),
        Act(
            command=orders.CorrectApplication,
            verb="correct",
            example={"reason": "Forkert sagstype", "kind": "rehabilitation"},
        ),
        Act(
            command=orders.TakeApplicationStep,
            verb="take-step",
            example={
                "stage": "awaiting_medical",
                "missing": ["medical_certificate"],
                "expected_on": "2011-06-01",
                "next_action_on": "2011-04-15",
                "on": "2011-03-15",
            },
        ),
        Act(
            command=orders.AssignToTaskForce,
            verb="assign-to-task-force",
            example={
                "task_force": "old_cases",
                "centre": "centre_b",
                "next_action_on": "2011-04-15",
            },
        ),
        Act(
            command=orders.DecideApplication,
            verb="decide",
            example={
                "outcome": "granted",
                "law_ref": "LAB § 69",
                "reasons": "Arbejdsevnen er varigt nedsat",
                "next_action_on": "2011-07-01",
            },
        ),
        Act(
            command=orders.AppealApplication,
            verb="appeal",
            example={"next_action_on": "2011-07-20", "on": "2011-07-10"},
        ),
        Act(
            command=orders.DecideApplicationAppeal,
            verb="decide-appeal",
            example={
                "outcome": "returned",
                "reasons": "Arbejdsprøvningen er for gammel",
                "next_action_on": "2011-10-15",
                "on": "2011-10-03",
            },
        ),
        Act(
            command=orders.CloseApplication,
            verb="close",
            example={"ground": "withdrawn_by_citizen"},
        ),
        Act(
            command=orders.WithdrawApplicationStep,
            verb="withdraw-step",
            example={"reason": "Hørte til en anden sag"},
        ),
    ),
)
CASES: Final = (APPLICATION_CASE,)
VIEWS: Final = (APPLICATION_LIST,)
QUERIES: Final = (
    Query(
        name="applications",
        path="lists/applications",
        params=Applications,
        answer=list[ApplicationShown],
        run=applications,
        ordered_by=("application.timely_until", "application.next_on", "application.application"),
    ),
    Query(
        name="own_applications",
        path="own/applications",
        params=OwnApplications,
        answer=list[OwnApplication],
        run=own_applications,
        of_person=True,
    ),
)
