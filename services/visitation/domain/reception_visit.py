"""A visit to the reception: it ends when every fixed element of its enquiry is handled.

Job before benefit: a newly unemployed citizen sees openings, is referred at once, or is told why
not, before the visit ends; that nothing matches is said after the openings known were shown. Which
elements are mandatory is a rule for each kind of enquiry (`reception.steps`), and so is the service
it leads to (`reception.service`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.put_right import put_right
from services.visitation.domain.reception_visit_events import (
    TIMED,
    GuideEntry,
    InterpreterBooked,
    JobBeforeBenefitRuledOut,
    JobsSuggested,
    MaterialDelivered,
    OpeningFound,
    OpeningsFound,
    ReceptionArrived,
    ReceptionServiceBegun,
    ReceptionStepHandled,
    ReceptionStepWithdrawn,
    ReceptionVisitAbandoned,
    ReceptionVisitCompleted,
    ReceptionVisitCorrected,
    ReferredAtVisit,
    ServiceGuideDelivered,
    Step,
)
from services.visitation.domain.reception_visit_orders import (
    BeginService,
    BookInterpreter,
    CompleteVisit,
    CorrectVisit,
    DeliverMaterial,
    DeliverServiceGuide,
    FindOpenings,
    HandleReceptionStep,
    LeaveVisit,
    ReferAtVisit,
    RegisterArrival,
    RuleOutJob,
    SuggestJobs,
    Timed,
    WithdrawReceptionStep,
)
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.eventlog.event import tag_of

VisitStatus: TypeAlias = Literal["arrived", "in_service", "completed", "left"]


class NotArrived(Struct, frozen=True):
    """Nobody came in."""


class Visit(Struct, frozen=True):
    """A visit with everything recorded since the citizen came in."""

    arrival: ReceptionArrived
    steps: tuple[Step, ...] = ()
    found: tuple[OpeningFound, ...] = ()

    @property
    def status(self) -> VisitStatus:
        """Return where the visit stands."""
        match self.steps[-1] if self.steps else None:
            case ReceptionVisitCompleted():
                return "completed"
            case ReceptionVisitAbandoned():
                return "left"
            case _:
                return "in_service" if self.began else "arrived"

    @property
    def began(self) -> ReceptionServiceBegun | None:
        """Return when the citizen's turn came."""
        return next((each for each in self.steps if isinstance(each, ReceptionServiceBegun)), None)

    @property
    def handled(self) -> frozenset[str]:
        """Return the elements that are handled, by themselves or by what was done."""
        return frozenset(each for step in self.steps if (each := element_of(step)) is not None)


State: TypeAlias = NotArrived | Visit


class VisitFacts(Struct, frozen=True):
    """What the visit cannot know itself.

    `mandatory`: the elements of this kind of enquiry; `service`: what it leads to;
    `law_refusal`: why the rule book could not tell either; `openings`: those the house knows of;
    `interpreter_ore`: what the interpreter asked for costs, where no price was agreed on;
    `guide_entries`: the educations of the guide with the version that holds today.
    """

    now: datetime
    mandatory: tuple[str, ...] = ()
    service: str = "reception"
    law_refusal: Code | None = None
    openings: tuple[OpeningFound, ...] = ()
    interpreter_ore: int | None = None
    guide_entries: frozenset[tuple[str, int]] = frozenset()


def element_of(step: Step) -> str | None:
    """Return the fixed element a step handles."""
    match step:
        case ReceptionStepHandled(step=element):
            return element
        case JobsSuggested() | JobBeforeBenefitRuledOut() | ReferredAtVisit():
            return "job_before_benefit"
        case ServiceGuideDelivered():
            return "service_guide"
        case _:
            return None


_IN_SERVICE: Final = frozenset(
    {HandleReceptionStep, FindOpenings, SuggestJobs, RuleOutJob, ReferAtVisit, CompleteVisit}
)


def blocks(command_type: type[Order], state: State, facts: VisitFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    unknown = () if facts.law_refusal is None else (facts.law_refusal,)
    match state:
        case NotArrived() if command_type is RegisterArrival:
            return unknown
        case NotArrived():
            return ("visit_not_registered",)
        case Visit() if command_type is RegisterArrival:
            return ("visit_already_registered",)
        case Visit() if command_type is WithdrawReceptionStep:
            return () if state.steps else ("no_step_to_withdraw",)
        case Visit() if command_type is CorrectVisit:
            return unknown
        case Visit():
            broken = _blocks_by_status(command_type, state, facts)
            return (*broken, *unknown) if command_type is CompleteVisit else broken


def _blocks_by_status(
    command_type: type[Order], state: Visit, facts: VisitFacts
) -> tuple[Code, ...]:
    rules = {
        "visit_ended": state.status in {"completed", "left"},
        "service_already_begun": command_type is BeginService and state.status == "in_service",
        "service_not_begun": command_type in _IN_SERVICE and state.status == "arrived",
        "mandatory_step_open": command_type is CompleteVisit
        and state.status == "in_service"
        and bool(still_open(state, facts)),
    }
    return tuple(code for code, is_broken in rules.items() if is_broken)


def still_open(state: Visit, facts: VisitFacts) -> tuple[str, ...]:
    """Return the mandatory elements nobody has handled."""
    return tuple(element for element in facts.mandatory if element not in state.handled)


def decide(command: Order, state: State, facts: VisitFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code; a refusal names what is still open."""
    codes = blocks(type(command), state, facts)
    if codes[:1] == ("mandatory_step_open",) and isinstance(state, Visit):
        raise Rejected("mandatory_step_open", detail={"open": list(still_open(state, facts))})
    refuse_if_blocked(codes)
    match command, state:
        case RegisterArrival(), NotArrived():
            return _arrived(command, facts)
        case CorrectVisit(), Visit():
            return [_corrected(command, state, facts)]
        case WithdrawReceptionStep(reason), Visit(arrival, steps) if steps:
            step = tag_of(steps[-1]).partition(".")[2]
            return [ReceptionStepWithdrawn(arrival.citizen, step, reason)]
        case ((BeginService() | CompleteVisit() | LeaveVisit()), Visit()):
            return [_turn(command, state, facts)]
        case FindOpenings(), Visit(arrival, found=found):
            new = facts.openings and facts.openings != found
            return [OpeningsFound(arrival.citizen, facts.openings)] if new else []
        case _, Visit():
            _refuse_what_openings_contradict(command, state, facts)
            return [_done(command, state, facts)]
        case _:
            return not_allowed_now()


def _arrived(command: RegisterArrival, facts: VisitFacts) -> Sequence[Decision]:
    at, citizen, language = (
        _past(command.at, facts),
        command.citizen,
        command.interpreter_language,
    )
    arrived = ReceptionArrived(citizen, command.enquiry_type, facts.service, language, at)
    if language is None:
        return [arrived]
    price = facts.interpreter_ore
    return [arrived, InterpreterBooked(citizen, language, at, on_duty=True, price_ore=price)]


def _turn(command: Order, state: Visit, facts: VisitFacts) -> Step:
    citizen, arrived_at = state.arrival.citizen, state.arrival.arrived_at
    at = _past(getattr(command, "at", None), facts)
    if at < (state.began.began_at if state.began else arrived_at):
        raise Rejected("before_arrival")
    match command:
        case BeginService():
            return ReceptionServiceBegun(citizen, at, int((at - arrived_at).total_seconds()))
        case CompleteVisit():
            return ReceptionVisitCompleted(citizen, at)
        case LeaveVisit():
            return ReceptionVisitAbandoned(citizen, at)
        case _:
            return not_allowed_now()


def _done(command: Order, state: Visit, facts: VisitFacts) -> Step:
    citizen = state.arrival.citizen
    match command:
        case HandleReceptionStep(step, outcome, note):
            when = _timing(command, state, facts)
            done: Step = ReceptionStepHandled(citizen, step, outcome, note, *when)
        case SuggestJobs(suggestions):
            done = JobsSuggested(citizen, suggestions, *_timing(command, state, facts))
        case RuleOutJob(reason, note):
            when = _timing(command, state, facts)
            done = JobBeforeBenefitRuledOut(citizen, reason, note, *when)
        case ReferAtVisit(kind, to_unit, purpose, job_order, opening):
            if kind == "job" and job_order is None and opening is None:
                raise Rejected("job_order_missing")
            when = _timing(command, state, facts)
            done = ReferredAtVisit(citizen, kind, to_unit, purpose, job_order, opening, *when)
        case DeliverServiceGuide(version, form):
            when = _timing(command, state, facts)
            done = ServiceGuideDelivered(citizen, version, form, *when)
        case DeliverMaterial(material, version, form):
            entries = _entries_of(command, facts)
            done = MaterialDelivered(citizen, material, version, form, entries)
        case BookInterpreter(language, at, on_duty, price_ore):
            price = facts.interpreter_ore if price_ore is None else price_ore
            done = InterpreterBooked(citizen, language, at, on_duty, price)
        case _:
            return not_allowed_now()
    if _untimed(done) in map(_untimed, state.steps):
        raise Rejected("step_already_recorded")
    return done


def _timing(
    command: Timed, state: Visit, facts: VisitFacts
) -> tuple[datetime | None, datetime | None]:
    """Return from when to when an element was handled: between the citizen's turn and now."""
    began, at = command.began_at, _past(command.handled_at, facts)
    turn = state.began.began_at if state.began else state.arrival.arrived_at
    if (began or at) < turn or at < turn:
        raise Rejected("before_arrival")
    if began is not None and began > at:
        raise Rejected("step_ended_before_it_began")
    return began, at


def _untimed(step: Step) -> Step:
    """Return what was recorded without when, for the same thing is recorded once."""
    return replace(step, began_at=None, handled_at=None) if isinstance(step, TIMED) else step


def _refuse_what_openings_contradict(command: Order, state: Visit, facts: VisitFacts) -> None:
    """Refuse an opening that is gone, and to say there is none before those known were shown."""
    match command:
        case SuggestJobs(suggestions):
            named = {each.opening for each in suggestions} - {None}
        case ReferAtVisit(opening=opening):
            named = {opening} - {None}
        case RuleOutJob("no_matching_opening"):
            if facts.openings and not any(isinstance(s, JobsSuggested) for s in state.steps):
                open_ones = [str(each.opening) for each in facts.openings]
                raise Rejected("openings_not_shown", detail={"openings": open_ones})
            return
        case _:
            return
    if gone := named - {each.opening for each in facts.openings}:
        raise Rejected("opening_not_open", detail={"openings": sorted(map(str, gone))})
    asked = next((each for each in facts.openings if each.opening in named), None)
    if isinstance(command, ReferAtVisit) and asked is not None and asked.missing:
        raise Rejected("competences_missing", detail={"missing": list(asked.missing)})


def _entries_of(command: DeliverMaterial, facts: VisitFacts) -> tuple[GuideEntry, ...]:
    """Return the educations that were handed over; the guide must word them so today."""
    if command.entries and command.material != "education_guide":
        raise Rejected("entries_only_of_the_guide")
    named = {(each.education, each.version) for each in command.entries}
    if gone := named - facts.guide_entries:
        names = sorted(f"{code} {version}" for code, version in gone)
        raise Rejected("education_not_in_guide", detail={"entries": names})
    return tuple(GuideEntry(each.education, each.version) for each in command.entries)


def _corrected(command: CorrectVisit, state: Visit, facts: VisitFacts) -> ReceptionVisitCorrected:
    names = ("enquiry_type", "interpreter_language", "arrived_at")
    stated = {name: value for name in names if (value := getattr(command, name)) is not None}
    right = replace(state.arrival, service=facts.service, **stated)
    _past(right.arrived_at, facts)
    if right == state.arrival:
        raise Rejected("nothing_to_correct")
    if state.began and right.arrived_at > state.began.began_at:
        raise Rejected("after_first_step")
    return ReceptionVisitCorrected(
        citizen=right.citizen,
        enquiry_type=right.enquiry_type,
        service=right.service,
        interpreter_language=right.interpreter_language,
        arrived_at=right.arrived_at,
        reason=command.reason,
    )


def evolve(state: State, event: Fact) -> State:
    """Return the visit after a fact."""
    match event, state:
        case ReceptionArrived(), _:
            return Visit(event)
        case ReceptionVisitCorrected(), Visit():
            return replace(state, arrival=put_right(ReceptionArrived, event))
        case ReceptionStepWithdrawn(), Visit(_, steps):
            return replace(state, steps=steps[:-1])
        case OpeningsFound(openings=found), Visit():
            return replace(state, found=found)
        case _, Visit(_, steps):
            return replace(state, steps=(*steps, event))
        case _:
            return state


def _past(at: datetime | None, facts: VisitFacts) -> datetime:
    moment = at or facts.now
    if moment > facts.now:
        raise Rejected("date_in_future")
    return moment


reception_visit: Final = Decider[Order, State, VisitFacts](
    case_type="reception_visit",
    initial=NotArrived(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
