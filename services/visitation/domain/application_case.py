"""An application for disability pension, rehabilitation or a flex job, until it is decided.

Every step says when something happens next, so no case lies still unseen; a task force may take
old ones over across centres. A manager or a lawyer decides, and the citizen may appeal.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.application_case_events import (
    AppealSentBack,
    ApplicationAppealed,
    ApplicationAppealSettled,
    ApplicationClosed,
    ApplicationCorrected,
    ApplicationDecided,
    ApplicationOutcome,
    ApplicationReceived,
    ApplicationSentBack,
    ApplicationStage,
    ApplicationStepTaken,
    ApplicationStepWithdrawn,
    AssignedToTaskForce,
    Step,
)
from services.visitation.domain.application_case_orders import (
    AppealApplication,
    AssignToTaskForce,
    CloseApplication,
    CorrectApplication,
    DecideApplication,
    DecideApplicationAppeal,
    ReceiveApplication,
    TakeApplicationStep,
    WithdrawApplicationStep,
)
from services.visitation.domain.put_right import put_right
from services.visitation.domain.registration import past
from shared.actor import Actor
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

ApplicationStatus: TypeAlias = Literal[
    "received", "clarifying", "awaiting_medical", "ready", "decided", "appealed", "closed"
]


class NotReceived(Struct, frozen=True):
    """Nobody has applied."""


class Application(Struct, frozen=True):
    """An application with the steps taken since it came in."""

    received: ApplicationReceived
    steps: tuple[Step, ...] = ()

    @property
    def status(self) -> ApplicationStatus:
        """Return how far the case has come; that a task force takes it changes nothing."""
        for step in reversed(self.steps):
            match step:
                case ApplicationStepTaken(stage=stage) | ApplicationSentBack(stage=stage):
                    return stage
                case ApplicationDecided() | ApplicationAppealSettled():
                    return "decided"
                case ApplicationAppealed():
                    return "appealed"
                case ApplicationClosed():
                    return "closed"
                case AssignedToTaskForce():
                    continue
        return "received"

    @property
    def outcome(self) -> ApplicationOutcome | None:
        """Return the decision that holds now; the appeals board may change it or take it away."""
        for step in reversed(self.steps):
            match step:
                case ApplicationDecided(outcome=outcome):
                    return outcome
                case ApplicationAppealSettled(decision=outcome):
                    return outcome
                case ApplicationSentBack():
                    return None
                case _:
                    continue
        return None

    @property
    def appeal_settled(self) -> bool:
        """Say whether the appeals board has had the last word on the decision that holds."""
        weighty = ApplicationDecided | ApplicationAppealSettled
        last = next((each for each in reversed(self.steps) if isinstance(each, weighty)), None)
        return isinstance(last, ApplicationAppealSettled)

    @property
    def centre(self) -> str:
        """Return the centre the case lies in."""
        moves = (each for each in reversed(self.steps) if isinstance(each, AssignedToTaskForce))
        return next((each.centre for each in moves), self.received.centre)

    @property
    def task_force(self) -> str | None:
        """Return the task force that has the case."""
        moves = (each for each in reversed(self.steps) if isinstance(each, AssignedToTaskForce))
        return next((each.task_force for each in moves), None)

    @property
    def latest_on(self) -> date:
        """Return the day of the latest step."""
        return day_of(self.steps[-1]) if self.steps else self.received.received_on


State: TypeAlias = NotReceived | Application


class ApplicationFacts(Struct, frozen=True):
    """What the case cannot know itself: the day, and who acts."""

    today: date
    actor: Actor


_STAGE_AFTER: Final[Mapping[AppealSentBack, ApplicationStage]] = {
    "repealed": "ready",
    "returned": "clarifying",
}
_OTHER: Final[Mapping[ApplicationOutcome, ApplicationOutcome]] = {
    "granted": "refused",
    "refused": "granted",
}
_DECIDERS: Final = frozenset({"manager", "legal"})


def blocks(command_type: type[Order], state: State, facts: ApplicationFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotReceived():
            return () if command_type is ReceiveApplication else ("application_not_received",)
        case Application() if command_type is ReceiveApplication:
            return ("application_already_received",)
        case Application() if command_type is WithdrawApplicationStep:
            return () if state.steps else ("no_step_to_withdraw",)
        case Application() if command_type is CorrectApplication:
            return ()
        case Application():
            return _blocks_by_status(command_type, state, facts)


def _blocks_by_status(
    command_type: type[Order], state: Application, facts: ApplicationFacts
) -> tuple[Code, ...]:
    decided = state.status in {"decided", "appealed"}
    appeals, decides = command_type is AppealApplication, command_type is DecideApplication
    settles = command_type is DecideApplicationAppeal
    rules = {
        "application_closed": state.status == "closed",
        "application_already_decided": decided and not appeals and not settles,
        "application_already_appealed": appeals and state.status == "appealed",
        "application_not_decided": appeals and not decided and state.status != "closed",
        "application_appeal_already_settled": (appeals or settles)
        and state.status == "decided"
        and state.appeal_settled,
        "application_not_appealed": settles and state.status != "appealed",
        "application_not_ready": decides
        and state.status in {"received", "clarifying", "awaiting_medical"},
        "decider_not_manager_or_legal": decides and not _DECIDERS & set(facts.actor.roles),
    }
    return tuple(code for code, is_broken in rules.items() if is_broken)


def decide(command: Order, state: State, facts: ApplicationFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case ReceiveApplication(citizen, kind, centre, next_on, taken_over, on), NotReceived():
            day = past(on, facts.today)
            _not_before(next_on, day)
            return [ApplicationReceived(citizen, kind, centre, taken_over, next_on, day)]
        case CorrectApplication(), Application():
            return [_corrected(command, state, facts)]
        case WithdrawApplicationStep(reason), Application(received, steps) if steps:
            step = tag_of(steps[-1]).partition(".")[2]
            return [ApplicationStepWithdrawn(received.citizen, step, reason)]
        case _, Application():
            return [_step(command, state, facts)]
        case _:
            return not_allowed_now()


def _step(command: Order, state: Application, facts: ApplicationFacts) -> Step:
    citizen, kind = state.received.citizen, state.received.kind
    day = past(getattr(command, "on", None), facts.today)
    if day < state.latest_on:
        raise Rejected("before_latest_step")
    _not_before(getattr(command, "next_action_on", day), day)
    match command:
        case TakeApplicationStep(stage, next_on, missing, note, expected_on):
            taken = ApplicationStepTaken(citizen, stage, missing, note, expected_on, next_on, day)
            if state.steps and state.steps[-1] == taken:
                raise Rejected("step_already_recorded")
            return taken
        case AssignToTaskForce(task_force, centre, next_on):
            if (task_force, centre) == (state.task_force, state.centre):
                raise Rejected("task_force_has_it_already")
            return AssignedToTaskForce(citizen, task_force, state.centre, centre, next_on, day)
        case DecideApplication(outcome, law_ref, reasons, next_on):
            decider = facts.actor.id
            return ApplicationDecided(
                citizen, kind, outcome, law_ref, reasons, decider, next_on, day
            )
        case AppealApplication(next_on):
            return ApplicationAppealed(citizen, next_on, day)
        case DecideApplicationAppeal():
            return _appeal_answered(command, state, day)
        case CloseApplication(ground):
            return ApplicationClosed(citizen, ground, day)
        case _:
            return not_allowed_now()


def _appeal_answered(command: DecideApplicationAppeal, state: Application, day: date) -> Step:
    citizen, reasons, next_on = state.received.citizen, command.reasons, command.next_action_on
    match command.outcome, state.outcome:
        case "repealed" | "returned" as outcome, _:
            return ApplicationSentBack(
                citizen, outcome, _STAGE_AFTER[outcome], reasons, next_on, day
            )
        case "upheld" | "changed" as outcome, "granted" | "refused" as was:
            holds = was if outcome == "upheld" else _OTHER[was]
            return ApplicationAppealSettled(citizen, outcome, holds, reasons, next_on, day)
        case _:
            return not_allowed_now()


def _corrected(
    command: CorrectApplication, state: Application, facts: ApplicationFacts
) -> ApplicationCorrected:
    names = ("kind", "centre", "taken_over", "received_on")
    stated = {name: value for name in names if (value := getattr(command, name)) is not None}
    right = replace(state.received, **stated)
    past(right.received_on, facts.today)
    if right == state.received:
        raise Rejected("nothing_to_correct")
    if state.steps and right.received_on > day_of(state.steps[0]):
        raise Rejected("after_first_step")
    _not_before(right.next_action_on, right.received_on)
    return ApplicationCorrected(
        citizen=right.citizen,
        kind=right.kind,
        centre=right.centre,
        taken_over=right.taken_over,
        next_action_on=right.next_action_on,
        received_on=right.received_on,
        reason=command.reason,
    )


def evolve(state: State, event: Fact) -> State:
    """Return the case after a fact."""
    match event, state:
        case ApplicationReceived(), _:
            return Application(event)
        case ApplicationCorrected(), Application():
            return replace(state, received=put_right(ApplicationReceived, event))
        case ApplicationStepWithdrawn(), Application(_, steps):
            return replace(state, steps=steps[:-1])
        case _, Application(_, steps):
            return replace(state, steps=(*steps, event))
        case _:
            return state


def day_of(step: Step) -> date:
    """Return the day a step was taken."""
    match step:
        case ApplicationStepTaken(taken_on=day):
            return day
        case AssignedToTaskForce(assigned_on=day):
            return day
        case ApplicationDecided(decided_on=day):
            return day
        case ApplicationAppealed(appealed_on=day):
            return day
        case ApplicationAppealSettled(settled_on=day) | ApplicationSentBack(sent_back_on=day):
            return day
        case ApplicationClosed(closed_on=day):
            return day


def _not_before(next_on: date, day: date) -> None:
    if next_on < day:
        raise Rejected("next_action_in_the_past")


application_case: Final = Decider[Order, State, ApplicationFacts](
    case_type="application_case",
    initial=NotReceived(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
