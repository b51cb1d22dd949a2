"""A small service for tests of casework: a citizen's plan, and the talk that must come first."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from shared.casework.declare import Collected, Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.decider import (
    Claim,
    Decider,
    Decision,
    Rejected,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.envelope import How
from shared.eventlog.event import Event

# -- facts and orders ---------------------------------------------------------------------------


class PlanOpened(Event, frozen=True, tag="sample.plan_opened"):
    """A plan was opened."""

    citizen: UUID
    title: str


class StepTaken(Event, frozen=True, tag="sample.step_taken"):
    """A step was taken."""

    text: str


class StepReplaced(Event, frozen=True, tag="sample.step_replaced"):
    """Another step took the place of one, or one was never taken."""

    text: str


class SupportCut(Event, frozen=True, tag="sample.support_cut"):
    """Support was cut."""


class CutRefused(Event, frozen=True, tag="sample.cut_refused"):
    """Somebody wanted to cut support without a talk."""

    code: str


class HintNoted(Event, frozen=True, tag="sample.hint_noted"):
    """Another service's hint was noted."""

    text: str


class PlanClosed(Event, frozen=True, tag="sample.plan_closed"):
    """The plan is closed."""


class TalkOpened(Event, frozen=True, tag="sample.talk_opened"):
    """A talk was agreed."""

    citizen: UUID


class TalkHeld(Event, frozen=True, tag="sample.talk_held"):
    """The talk was held."""


class TalkMoved(Event, frozen=True, tag="sample.talk_moved"):
    """The talk was moved; nothing else changes."""


class OpenPlan(Command, frozen=True):
    """Open a plan; a citizen has one at a time."""

    citizen: UUID
    title: str = "arbejde"


class TakeStep(Command, frozen=True):
    """Take a step."""

    text: str
    on: date | None = None


class ReplaceStep(Command, frozen=True):
    """Say what should stand instead of a step."""

    step: UUID
    how: How
    text: str
    on: date


class CutSupport(Command, frozen=True):
    """Cut support; only after a talk."""

    talk: str


class NoteHint(Command, frozen=True):
    """Note a hint; a policy does that."""

    text: str


class ClosePlan(Command, frozen=True):
    """Close the plan."""


class OpenTalk(Command, frozen=True):
    """Agree on a talk; its number is the case's id."""

    number: str
    citizen: UUID


class HoldTalk(Command, frozen=True):
    """Hold the talk."""


class MoveTalk(Command, frozen=True):
    """Move the talk."""


# -- the plan -----------------------------------------------------------------------------------


class NoPlan(Struct, frozen=True):
    """Nothing was decided yet."""


class Running(Struct, frozen=True):
    """The plan runs."""

    citizen: UUID
    steps: int = 0
    cut: bool = False
    hints: tuple[str, ...] = ()


class Closed(Struct, frozen=True):
    """The plan is closed."""

    citizen: UUID


class Found(Struct, frozen=True):
    """What is known for a decision about a plan."""

    today: date
    talk_held: bool = False


def _name(citizen: UUID) -> str:
    return f"open_plan:{citizen}"


def plan_blocks(command: type[Command], state: Any, _facts: Found) -> tuple[str, ...]:
    if isinstance(state, Closed):
        return ("plan_closed",)
    if command is OpenPlan and isinstance(state, Running):
        return ("plan_exists",)
    if command is not OpenPlan and isinstance(state, NoPlan):
        return ("plan_not_open",)
    return ()


def plan_decide(command: Command, state: Any, facts: Found) -> Sequence[Decision]:
    refuse_if_blocked(plan_blocks(type(command), state, facts))
    match command, state:
        case OpenPlan(citizen, title), NoPlan():
            return [PlanOpened(citizen, title), Claim(_name(citizen), "plan_already_open")]
        case TakeStep(_, on), Running() if on is not None and on > facts.today:
            raise Rejected("date_in_future")
        case TakeStep(text), Running():
            return [StepTaken(text)]
        case ReplaceStep(text=text), Running():
            return [StepReplaced(text)]
        case CutSupport(), Running() if not facts.talk_held:
            raise Rejected("talk_not_held", record=[CutRefused("talk_not_held")])
        case CutSupport(), Running(cut=False):
            return [SupportCut()]
        case NoteHint(text), Running():
            return [HintNoted(text)]
        case ClosePlan(), Running(citizen=citizen):
            return [PlanClosed(), Release(_name(citizen))]
        case _:
            return not_allowed_now()


def plan_evolve(state: Any, event: Event) -> Any:
    match event, state:
        case PlanOpened(citizen), _:
            return Running(citizen)
        case StepTaken(), Running():
            return replace(state, steps=state.steps + 1)
        case SupportCut(), Running():
            return replace(state, cut=True)
        case HintNoted(text), Running():
            return replace(state, hints=(*state.hints, text))
        case PlanClosed(), Running():
            return Closed(state.citizen)
        case StepReplaced() | CutRefused(), _:
            return state
        case _:
            raise AssertionError(event)


PLAN: Final = Decider("plan", NoPlan(), plan_blocks, plan_decide, plan_evolve)


def collect_plan(
    desk: Desk, _case_id: str, _loaded: Loaded, command: Command | None
) -> Collected[Found]:
    found = Found(desk.today)
    match command:
        case OpenPlan(citizen):
            return Collected(facts=found, subjects=(citizen,))
        case CutSupport(number):
            talk = desk.load(TALK, number)
            held = Found(desk.today, talk_held=isinstance(talk.state, Held))
            return Collected(facts=held, guards=(Guard(talk.stream, talk.version),))
        case ReplaceStep(step=step, how=how):
            return Collected(facts=found, corrects=step, how=how)
        case _:
            return Collected(facts=found)


# -- the talk -----------------------------------------------------------------------------------


class NoTalk(Struct, frozen=True):
    """Nothing was agreed."""


class Agreed(Struct, frozen=True):
    """The talk is agreed."""


class Held(Struct, frozen=True):
    """The talk was held."""


def talk_blocks(command: type[Command], state: Any, _facts: None) -> tuple[str, ...]:
    return ("talk_exists",) if command is OpenTalk and not isinstance(state, NoTalk) else ()


def talk_decide(command: Command, state: Any, facts: None) -> Sequence[Decision]:
    refuse_if_blocked(talk_blocks(type(command), state, facts))
    match command, state:
        case OpenTalk(_, citizen), NoTalk():
            return [TalkOpened(citizen)]
        case HoldTalk(), Agreed():
            return [TalkHeld()]
        case MoveTalk(), Agreed() | Held():
            return [TalkMoved()]
        case _:
            return not_allowed_now()


def talk_evolve(state: Any, event: Event) -> Any:
    match event:
        case TalkOpened():
            return Agreed()
        case TalkHeld():
            return Held()
        case _:
            return state


TALK: Final = Decider("talk", NoTalk(), talk_blocks, talk_decide, talk_evolve)


def collect_talk(
    _desk: Desk, _case_id: str, _loaded: Loaded, command: Command | None
) -> Collected[None]:
    subjects = (command.citizen,) if isinstance(command, OpenTalk) else ()
    return Collected(facts=None, subjects=subjects)
