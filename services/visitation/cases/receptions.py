"""Reception visits, told to the wiring: orders, what they need to be decided, questions."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from services.visitation.cases.earlier import corrected, latest, taken_back
from services.visitation.domain import reception_visit as visit
from services.visitation.domain import reception_visit_events as events
from services.visitation.domain import reception_visit_orders as orders
from services.visitation.domain.reception_visit import VisitFacts, reception_visit
from services.visitation.views.competence_search import PersonFound
from services.visitation.views.education_guide import in_guide_on
from services.visitation.views.interpreter_costs import (
    INTERPRETER_LIST,
    InterpreterCost,
    InterpreterDays,
    interpreter_costs,
)
from services.visitation.views.opening_match import (
    OpeningForCitizen,
    OpeningsForCitizen,
    PersonsForOpening,
    competences_of,
    matched,
    openings_for_citizen,
    persons_for_opening,
)
from services.visitation.views.openings import (
    OPENINGS,
    WORKPLACES,
    Openings,
    OpeningShown,
    fresh_openings,
    openings,
)
from services.visitation.views.reception_list import (
    RECEPTION_LIST,
    Visits,
    VisitShown,
    WaitingDays,
    WaitingTime,
    visits,
    waiting_times,
)
from services.visitation.views.step_times import StepTime, step_times
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.clock import local_date
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected

_OPENING: Final = (events.ReceptionArrived, events.ReceptionVisitCorrected)
_ASK_THE_BOOK: Final = (orders.RegisterArrival, orders.CorrectVisit, orders.CompleteVisit)
_ABOUT_OPENINGS: Final = (
    orders.FindOpenings,
    orders.SuggestJobs,
    orders.RuleOutJob,
    orders.ReferAtVisit,
)
# As many as fit on a screen in the reception.
_SHOWN_AT_ONCE: Final = 10


def collect_visit(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[VisitFacts]:
    """Find out what this kind of enquiry asks for, when it was, and what is corrected."""
    facts, rules = _facts(desk, loaded, command)
    if isinstance(command, _ABOUT_OPENINGS):
        has = competences_of(desk, loaded.state.arrival.citizen) if loaded.exists else frozenset()
        known = matched(fresh_openings(desk), has)
        shown = known[:_SHOWN_AT_ONCE] if isinstance(command, orders.FindOpenings) else known
        facts = replace(facts, openings=tuple(map(_found, shown)))
        return Collected(facts=facts, effective_on=_day_of(desk, command))
    facts, rules = _with_price(desk, command, facts, rules)
    match command:
        case orders.RegisterArrival(citizen=citizen, at=at):
            day = local_date(at or desk.now)
            return Collected(facts=facts, subjects=(citizen,), rules=rules, effective_on=day)
        case orders.BookInterpreter():
            return Collected(facts=facts, rules=rules)
        case orders.DeliverMaterial(entries=entries) if entries:
            return Collected(facts=replace(facts, guide_entries=in_guide_on(desk, desk.today)))
        case orders.CorrectVisit(arrived_at=at):
            day_of_arrival = local_date(at) if at else None
            return corrected(facts, latest(loaded, _OPENING), day_of_arrival)
        case orders.WithdrawReceptionStep():
            return taken_back(facts, latest(loaded, events.STEPS))
        case (
            orders.BeginService(at=at)
            | orders.HandleReceptionStep(handled_at=at)
            | orders.DeliverServiceGuide(handled_at=at)
            | orders.CompleteVisit(at=at)
            | orders.LeaveVisit(at=at)
        ):
            return Collected(facts=facts, rules=rules, effective_on=local_date(at or desk.now))
        case _:
            return Collected(facts=facts)


def _with_price(
    desk: Desk, command: Command | None, facts: VisitFacts, rules: tuple[str, ...]
) -> tuple[VisitFacts, tuple[str, ...]]:
    """Ask what the interpreter costs, where an order asks for one and names no price."""
    match command:
        case orders.RegisterArrival(interpreter_language=language) if language:
            on_duty = True
        case orders.BookInterpreter(on_duty=on_duty, price_ore=None):
            pass
        case _:
            return facts, rules
    try:
        rule = desk.rules.rule("interpreter.price", desk.today, {"on_duty": on_duty})
    except Rejected:
        # A price nobody knows is unknown; the citizen gets an interpreter all the same.
        return facts, rules
    return replace(facts, interpreter_ore=rule.number), (*rules, rule.version)


def _day_of(desk: Desk, command: Command) -> date:
    """Return the day an element was handled."""
    return local_date(getattr(command, "handled_at", None) or desk.now)


def _found(shown: OpeningForCitizen) -> events.OpeningFound:
    return events.OpeningFound(shown.opening, shown.kind, shown.title, shown.missing)


def _facts(
    desk: Desk, loaded: Loaded, command: Command | None
) -> tuple[VisitFacts, tuple[str, ...]]:
    """Ask the book where the answer matters; what it cannot tell refuses, it is never guessed."""
    enquiry = _enquiry(loaded, command)
    if enquiry is None or not (command is None or isinstance(command, _ASK_THE_BOOK)):
        return VisitFacts(now=desk.now), ()
    profile = {"enquiry_type": enquiry}
    try:
        steps = desk.rules.rule("reception.steps", desk.today, profile)
        service = desk.rules.rule("reception.service", desk.today, profile)
    except Rejected as refusal:
        return VisitFacts(now=desk.now, law_refusal=refusal.code), ()
    facts = VisitFacts(
        now=desk.now,
        mandatory=tuple(str(steps.value).split(",")),
        service=str(service.value),
    )
    return facts, (steps.version, service.version)


def _enquiry(loaded: Loaded, command: Command | None) -> str | None:
    said = getattr(command, "enquiry_type", None)
    known = loaded.state.arrival.enquiry_type if isinstance(loaded.state, visit.Visit) else None
    return said or known


RECEPTION_VISIT: Final = CaseType[VisitFacts](
    decider=reception_visit,
    path="reception-visits",
    title="Receptionsbesøg",
    collect=collect_visit,
    closes_on=(events.ReceptionVisitCompleted, events.ReceptionVisitAbandoned),
    reopens_on=(events.ReceptionStepWithdrawn,),
    clocks=(),
    commands=(
        Act(
            command=orders.RegisterArrival,
            opens=True,
            example={
                "citizen": "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11",
                "enquiry_type": "new_unemployed",
                "interpreter_language": "somali",
                "at": "2011-05-02T09:00:00+02:00",
            },
        ),
        Act(
            command=orders.CorrectVisit,
            verb="correct",
            example={"reason": "Forkert valgt", "enquiry_type": "job_search"},
        ),
        Act(
            command=orders.BeginService,
            verb="begin-service",
            example={"at": "2011-05-02T09:12:00+02:00"},
        ),
        Act(
            command=orders.HandleReceptionStep,
            verb="handle-step",
            example={
                "step": "job_meeting",
                "outcome": "done",
                "began_at": "2011-05-02T09:12:00+02:00",
                "handled_at": "2011-05-02T09:20:00+02:00",
            },
        ),
        Act(command=orders.FindOpenings, verb="find-openings"),
        Act(
            command=orders.SuggestJobs,
            verb="suggest-jobs",
            example={
                "suggestions": [{"job_order": "order-77", "title": "Butiksassistent"}],
                "began_at": "2011-05-02T09:13:00+02:00",
                "handled_at": "2011-05-02T09:18:00+02:00",
            },
        ),
        Act(
            command=orders.RuleOutJob,
            verb="rule-out-job",
            example={"reason": "no_matching_opening"},
        ),
        Act(
            command=orders.ReferAtVisit,
            verb="refer",
            example={
                "kind": "job",
                "to_unit": "job_service",
                "purpose": "Kan begynde mandag",
                "job_order": "order-77",
            },
        ),
        Act(
            command=orders.DeliverServiceGuide,
            verb="deliver-service-guide",
            example={"version": "2011-1", "form": "printed"},
        ),
        Act(
            command=orders.DeliverMaterial,
            verb="deliver-material",
            example={"material": "education_guide", "version": "2011-1", "form": "printed"},
        ),
        Act(
            command=orders.BookInterpreter,
            verb="book-interpreter",
            example={
                "language": "arabic",
                "at": "2011-06-07T10:00:00+02:00",
                "price_ore": 90000,
            },
        ),
        Act(command=orders.CompleteVisit, verb="complete", example={}),
        Act(command=orders.LeaveVisit, verb="leave", example={}),
        Act(
            command=orders.WithdrawReceptionStep,
            verb="withdraw-step",
            example={"reason": "Hørte til en anden borger"},
        ),
    ),
)
CASES: Final = (RECEPTION_VISIT,)
VIEWS: Final = (RECEPTION_LIST, OPENINGS, WORKPLACES, INTERPRETER_LIST)
QUERIES: Final = (
    Query(
        name="reception_visits",
        path="lists/reception-visits",
        params=Visits,
        answer=list[VisitShown],
        run=visits,
        ordered_by=("visit.arrived_at", "visit.visit"),
    ),
    Query(
        name="openings",
        path="lists/openings",
        params=Openings,
        answer=list[OpeningShown],
        run=openings,
    ),
    Query(
        name="openings_for_citizen",
        path="lists/openings-for-citizen",
        params=OpeningsForCitizen,
        answer=list[OpeningForCitizen],
        run=openings_for_citizen,
        of_person=True,
    ),
    Query(
        name="persons_for_opening",
        path="lists/persons-for-opening",
        params=PersonsForOpening,
        answer=list[PersonFound],
        run=persons_for_opening,
    ),
    Query(
        name="interpreter_costs",
        path="figures/interpreter-costs",
        params=InterpreterDays,
        answer=list[InterpreterCost],
        run=interpreter_costs,
    ),
    Query(
        name="waiting_times",
        path="figures/waiting-times",
        params=WaitingDays,
        answer=list[WaitingTime],
        run=waiting_times,
    ),
    Query(
        name="step_times",
        path="figures/reception-step-times",
        params=WaitingDays,
        answer=list[StepTime],
        run=step_times,
    ),
)
