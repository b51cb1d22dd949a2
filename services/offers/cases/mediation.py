"""Orders for people and candidates: what their decisions need to know, and their declaration."""

from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from services.offers.cases.duties import duty_of
from services.offers.domain import candidacy as candidacies
from services.offers.domain import job_order as job_orders
from services.offers.domain import job_order_events as told
from services.offers.domain import job_order_orders as orders
from services.offers.domain.job_order_state import (
    CandidacyStage,
    Filled,
    Known,
    NotReceived,
    Open,
    OrderFacts,
    Withdrawn,
)
from services.offers.domain.offer_duty import Duty
from services.offers.views.job_order_list import same_order
from services.offers.views.workplaces import workplaces_of
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Recorded
from shared.identity import derived_id
from shared.law.ratios import most_by_ratio
from shared.law.rule import Rule

_STATED: Final = (told.JobOrderReceived, told.JobOrderCorrected)
_ASKS_THE_REGISTER: Final = (
    orders.ReceiveJobOrder,
    orders.ValidateJobOrder,
    orders.PublishJobOrder,
    orders.ReopenJobOrder,
)


def collect_order(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[OrderFacts]:
    """Find the company, what must be agreed, who is asked, and the candidate who is hired."""
    facts = OrderFacts(today=desk.today, job_order=UUID(case_id), unit=_unit(desk))
    if command is None or isinstance(command, _ASKS_THE_REGISTER):
        facts = _with_workplace(desk, facts, _company(loaded, command))
    match command:
        case orders.ReceiveJobOrder(company=company, title=title):
            same = same_order(desk, company, title)
            return Collected(facts=replace(facts, same=same))
        case orders.CorrectJobOrder():
            return _correcting(facts, loaded)
        case orders.ValidateJobOrder():
            return _agreeing(desk, facts, loaded)
        case orders.PublishJobOrder():
            return _opening(desk, facts, loaded)
        case orders.FillPosition(candidacy=UUID() as candidacy):
            return _hiring(desk, facts, candidacy)
        case orders.WithdrawFill(position=position):
            wrong = _last(loaded, told.PositionFilled, position=position)
            return _withdrawing(facts, wrong)
        case orders.ReopenJobOrder():
            closings = (told.JobOrderWithdrawn, told.JobOrderExpired)
            gone = isinstance(loaded.state, Withdrawn)
            wrong = next(
                (e for e in reversed(loaded.history) if isinstance(e.event, closings)), None
            )
            return _withdrawing(facts, wrong) if gone else Collected(facts=facts)
        case _:
            return Collected(facts=facts)


def _unit(desk: Desk) -> str:
    return desk.actor.unit.replace(":", "_")


def _company(loaded: Loaded, command: Command | None) -> UUID | None:
    if isinstance(command, orders.ReceiveJobOrder):
        return command.company
    return None if isinstance(loaded.state, NotReceived) else loaded.state.order.wanted.company


def _with_workplace(desk: Desk, facts: OrderFacts, company: UUID | None) -> OrderFacts:
    at = workplaces_of(desk, [company]).get(company) if company else None
    return replace(facts, workplace_open=at.open if at else None)


def _correcting(facts: OrderFacts, loaded: Loaded) -> Collected[OrderFacts]:
    wrong = next(
        (each for each in reversed(loaded.history) if isinstance(each.event, _STATED)), None
    )
    return Collected(
        facts=facts,
        effective_on=wrong.meta.effective_on if wrong else None,
        corrects=wrong.meta.event_id if wrong else None,
        how="corrected" if wrong else None,
    )


def _agreeing(desk: Desk, facts: OrderFacts, loaded: Loaded) -> Collected[OrderFacts]:
    """Ask what must be agreed, and how many supported persons such a company may have."""
    if not isinstance(loaded.state, Known):
        return Collected(facts=facts)
    wanted = loaded.state.order.wanted
    profile = {"support_form": wanted.support_form}
    terms = desk.rules.rule("order.terms", desk.today, profile)
    ratio = _rule(desk, "order.support_ratio", profile)
    at = workplaces_of(desk, [wanted.company]).get(wanted.company)
    most = most_by_ratio(ratio, at.size) if ratio and at else None
    facts = replace(facts, terms=tuple(str(terms.value).split(",")), most_supported=most)
    return Collected(facts=facts, rules=tuple(each.version for each in (terms, ratio) if each))


def _opening(desk: Desk, facts: OrderFacts, loaded: Loaded) -> Collected[OrderFacts]:
    """Ask which centres must answer, and at which receptions such an order is shown."""
    form = loaded.state.order.wanted.support_form if isinstance(loaded.state, Known) else None
    centres = desk.rules.rule("order.centres", desk.today)
    receptions = _rule(desk, "order.receptions", {"support_form": form})
    return Collected(
        facts=replace(
            facts,
            centres=tuple(str(centres.value).split(",")),
            receptions=tuple(str(receptions.value).split(",")) if receptions else (),
        ),
        rules=tuple(each.version for each in (centres, receptions) if each),
    )


def _hiring(desk: Desk, facts: OrderFacts, candidacy: UUID) -> Collected[OrderFacts]:
    """Find the candidate; the candidacy must still stand so when the position is filled."""
    found = desk.load(candidacies.candidacy, candidacy)
    stage, centre = _stage(found.state, facts.job_order)
    return Collected(
        facts=replace(facts, candidacy=stage, candidacy_centre=centre),
        guards=(Guard(found.stream, found.version),),
    )


def _stage(state: candidacies.State, job_order: UUID) -> tuple[CandidacyStage, str | None]:
    if isinstance(state, candidacies.NotProposed):
        return "unknown", None
    if state.proposed.job_order != job_order:
        return "of_another_order", None
    stands = isinstance(state, candidacies.Candidate)
    return ("open" if stands else "over"), state.proposed.centre


def _withdrawing(facts: OrderFacts, wrong: Recorded[Any] | None) -> Collected[OrderFacts]:
    return Collected(
        facts=facts,
        effective_on=wrong.meta.effective_on if wrong else None,
        corrects=wrong.meta.event_id if wrong else None,
        how="withdrawn" if wrong else None,
    )


def _last(loaded: Loaded, *kinds: type[Any], position: int | None = None) -> Recorded[Any] | None:
    """Return the last fact of these kinds, about one position where one is named."""
    found = (
        each
        for each in reversed(loaded.history)
        if isinstance(each.event, kinds)
        and position in {None, getattr(each.event, "position", None)}
    )
    return next(found, None)


def _rule(desk: Desk, key: str, profile: dict[str, Any]) -> Rule | None:
    try:
        return desk.rules.rule(key, desk.today, profile)
    except Rejected as refusal:
        if refusal.code == "not_applicable":
            return None
        raise


def collect_candidacy(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[candidacies.CandidacyFacts]:
    """Find out whether the order is open and the citizen can take work; both must still hold."""
    known = loaded.state if isinstance(loaded.state, candidacies.Known) else None
    proposing = command if isinstance(command, candidacies.ProposeCandidate) else None
    proposed = proposing or (known.proposed if known else None)
    if proposed is None:
        return Collected(facts=candidacies.CandidacyFacts(desk.today))
    order = desk.load(job_orders.job_order, proposed.job_order)
    duty = duty_of(desk, proposed.citizen)
    facts = candidacies.CandidacyFacts(
        today=desk.today,
        order_open=isinstance(order.state, Open),
        order_refusal=_closed(order.state),
        case_open=isinstance(duty.state, Duty) and duty.state.open,
        away=isinstance(duty.state, Duty) and bool(duty.state.paused),
    )
    steps = isinstance(command, candidacies.WithdrawCandidacyStep) and known and known.steps
    wrong = _of(loaded, known.steps[-1]) if steps and known else None
    return Collected(
        facts=facts,
        guards=tuple(Guard(each.stream, each.version) for each in (order, duty))
        if proposing
        else (Guard(order.stream, order.version),),
        subjects=(proposed.citizen,) if proposing else (),
        effective_on=wrong.meta.effective_on if wrong else None,
        corrects=wrong.meta.event_id if wrong else None,
        how="withdrawn" if wrong else None,
    )


def _closed(state: Any) -> str:
    match state:
        case Filled():
            return "job_order_filled"
        case _:
            return "job_order_not_open"


def _of(loaded: Loaded, event: object) -> Recorded[Any] | None:
    return next((each for each in reversed(loaded.history) if each.event == event), None)


_COMPANY: Final = "01900000-0000-7000-8000-000000000001"
_CITIZEN: Final = "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11"
_ORDER: Final = "01900000-0000-7000-8000-000000000002"
JOB_ORDER: Final = CaseType[OrderFacts](
    decider=job_orders.job_order,
    path="job-orders",
    title="Jobordre fra en virksomhed",
    collect=collect_order,
    closes_on=(told.JobOrderFilled, told.JobOrderWithdrawn, told.JobOrderExpired),
    reopens_on=(told.JobOrderReopened,),
    clocks=("order.answer", "order.freshness", "order.closes"),
    item="request",
    commands=(
        Act(
            command=orders.ReceiveJobOrder,
            opens=True,
            example={
                "company": _COMPANY,
                "title": "Butiksassistent, 37 timer",
                "positions": 3,
                "apply_by": "2011-07-31",
                "competences": ["danish", "sales"],
                "obtained_by": "kvs",
                "on": "2011-06-14",
            },
        ),
        Act(command=orders.CorrectJobOrder, verb="correct", example={"positions": 2}),
        Act(
            command=orders.ValidateJobOrder,
            verb="validate",
            example={"terms": ["agreed_pay", "staff_heard", "extra_position"], "on": "2011-06-14"},
        ),
        Act(
            command=orders.PublishJobOrder,
            verb="publish",
            example={"channels": ["receptions", "jobnet"], "on": "2011-06-14"},
        ),
        Act(
            command=orders.AnswerJobOrder,
            verb="answer",
            example={"centre": "valby", "answer": "candidates", "candidates": 2},
        ),
        Act(
            command=orders.ConfirmJobOrderOpen,
            verb="confirm-open",
            example={"on": "2011-06-20"},
        ),
        Act(
            command=orders.NoteToldAgain,
            verb="note-told-again",
            example={"unit": "norrebro", "on": "2011-06-15"},
        ),
        Act(
            command=orders.FillPosition,
            verb="fill-position",
            example={"candidacy": _ORDER, "on": "2011-06-17"},
        ),
        Act(
            command=orders.WithdrawFill,
            verb="withdraw-fill",
            example={"position": 1, "reason": "did_not_begin"},
        ),
        Act(
            command=orders.WithdrawJobOrder,
            verb="withdraw",
            example={"reason": "no_longer_needed"},
        ),
        Act(command=orders.ReopenJobOrder, verb="reopen", example={"apply_by": "2011-08-31"}),
        Act(command=orders.ExpireJobOrder, verb="expire"),
        Act(command=orders.NoteCandidate, verb="note-candidate"),
        Act(command=orders.NoteCandidateDropped, verb="note-candidate-dropped"),
    ),
)


def candidacy_of(command: candidacies.ProposeCandidate) -> str:
    """Return the id of a candidacy: one for each order and citizen."""
    return str(derived_id(command.job_order, str(command.citizen)))


CANDIDACY: Final = CaseType[candidacies.CandidacyFacts](
    decider=candidacies.candidacy,
    path="candidacies",
    title="Kandidat til et job",
    collect=collect_candidacy,
    closes_on=(
        candidacies.CandidateHired,
        candidacies.CandidateRejected,
        candidacies.CandidacyWithdrawn,
        candidacies.CandidacyClosed,
    ),
    reopens_on=(
        candidacies.CandidateProposed,
        candidacies.CandidacyStepWithdrawn,
        candidacies.HireWithdrawn,
    ),
    clocks=(),
    commands=(
        Act(
            command=candidacies.ProposeCandidate,
            opens=True,
            case_id=candidacy_of,
            example={
                "citizen": _CITIZEN,
                "job_order": _ORDER,
                "centre": "valby",
                "on": "2011-06-15",
            },
        ),
        Act(command=candidacies.PresentCandidate, verb="present", example={"on": "2011-06-15"}),
        Act(
            command=candidacies.HoldCompanyInterview,
            verb="hold-interview",
            example={"on": "2011-06-16"},
        ),
        Act(
            command=candidacies.RejectCandidate,
            verb="reject",
            example={"reason": "other_chosen", "on": "2011-06-17"},
        ),
        Act(command=candidacies.WithdrawCandidacy, verb="withdraw", example={"by": "citizen"}),
        Act(command=candidacies.WithdrawCandidacyStep, verb="withdraw-step", example={}),
        Act(command=candidacies.NoteHired, verb="note-hired"),
        Act(command=candidacies.NoteHireWithdrawn, verb="note-hire-withdrawn"),
        Act(command=candidacies.CloseByOrder, verb="close-by-order"),
    ),
)
