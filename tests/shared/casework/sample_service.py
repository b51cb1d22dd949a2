"""What the sample service hears and shows, and all it declares about itself."""

from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from shared.access.table import make_access
from shared.casework.declare import Act, CaseType, Desk, Do, Policy, Service
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event
from shared.eventlog.view import View
from shared.identity import derived_id
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook
from shared.law.rulefile import make_rule
from tests.shared.casework.sample import (
    PLAN,
    TALK,
    ClosePlan,
    CutRefused,
    CutSupport,
    HintNoted,
    HoldTalk,
    MoveTalk,
    NoteHint,
    OpenPlan,
    OpenTalk,
    PlanClosed,
    PlanOpened,
    ReplaceStep,
    StepReplaced,
    StepTaken,
    SupportCut,
    TakeStep,
    TalkHeld,
    TalkMoved,
    TalkOpened,
    collect_plan,
    collect_talk,
)
from tests.shared.http.sample_terms import TERMS


class HintTold(Event, frozen=True, tag="teller.hint_told"):
    """Another service tells something about a citizen with a plan."""

    citizen: UUID
    text: str


class CitizenCame(Event, frozen=True, tag="teller.citizen_came"):
    """Another service tells of a new citizen."""

    citizen: UUID


class Tempted(Event, frozen=True, tag="teller.tempted"):
    """Another service would like us to do what no policy may."""

    citizen: UUID


class HeardRow(Struct, frozen=True):
    """What was heard of a citizen."""

    citizen: UUID
    times: int
    last: str


class PlanRow(Struct, frozen=True):
    """Which plan a citizen has."""

    citizen: UUID
    plan: UUID


def _heard(_key: tuple[Any, ...], row: HeardRow | None, told: Recorded[Any]) -> HeardRow:
    times = row.times if row else 0
    return HeardRow(told.event.citizen, times + 1, getattr(told.event, "text", told.tag))


def _plan(_key: tuple[Any, ...], _row: PlanRow | None, fact: Recorded[Any]) -> PlanRow:
    return PlanRow(fact.event.citizen, UUID(fact.case_id))


HEARD: Final = View(
    name="heard",
    version=1,
    row=HeardRow,
    key=("citizen",),
    touches=lambda told: [(told.event.citizen,)],
    project=_heard,
    follows=("teller",),
)
PLANS: Final = View(
    name="plans",
    version=1,
    row=PlanRow,
    key=("citizen",),
    touches=lambda f: [(f.event.citizen,)] if isinstance(f.event, PlanOpened) else [],
    project=_plan,
)


def _find_plan(desk: Desk, told: Recorded[HintTold]) -> tuple[UUID | None, int]:
    """Find the citizen's plan, and how often the citizen was heard of by now."""
    citizen = {"citizen": told.event.citizen}
    plans = desk.rows(PLANS, "citizen = %(citizen)s", citizen)
    heard = desk.rows(HEARD, "citizen = %(citizen)s", citizen)
    return (plans[0].plan if plans else None), (heard[0].times if heard else 0)


def _when_hint_told(told: Recorded[HintTold], found: tuple[UUID | None, int]) -> list[Do]:
    plan, times = found
    if plan is None:
        return []
    return [Do(decider=PLAN, case_id=plan, command=NoteHint(f"{times}: {told.event.text}"))]


def _when_citizen_came(told: Recorded[CitizenCame], _found: None) -> list[Do]:
    plan = derived_id(told.meta.event_id, "when_citizen_came")
    return [
        Do(decider=PLAN, case_id=plan, command=OpenPlan(told.event.citizen)),
        Do(decider=PLAN, case_id=plan, command=TakeStep("velkommen")),
    ]


def _when_tempted(told: Recorded[Tempted], _found: None) -> list[Do]:
    return [Do(decider=PLAN, case_id=told.event.citizen, command=CutSupport("1"))]


SERVICE: Final = Service(
    name="sample",
    title="Prøvetjenesten",
    cases=(
        CaseType(
            decider=PLAN,
            path="plans",
            title="Plan",
            collect=collect_plan,
            commands=(
                Act(command=OpenPlan, opens=True),
                Act(command=TakeStep),
                Act(command=ReplaceStep),
                Act(command=CutSupport),
                Act(command=NoteHint),
                Act(command=ClosePlan),
            ),
            closes_on=(PlanClosed,),
        ),
        CaseType(
            decider=TALK,
            path="talks",
            title="Samtale",
            collect=collect_talk,
            commands=(
                Act(command=OpenTalk, opens=True, case_id=lambda order: order.number),
                Act(command=HoldTalk),
                Act(command=MoveTalk),
            ),
        ),
    ),
    events=PlanOpened
    | StepTaken
    | StepReplaced
    | SupportCut
    | CutRefused
    | HintNoted
    | PlanClosed
    | TalkOpened
    | TalkHeld
    | TalkMoved,
    messages=HintTold | CitizenCame | Tempted,
    sources=("teller",),
    policies=(
        Policy(name="when_hint_told", on=HintTold, react=_when_hint_told, find=_find_plan),
        Policy(name="when_citizen_came", on=CitizenCame, react=_when_citizen_came),
        Policy(name="when_tempted", on=Tempted, react=_when_tempted),
    ),
    views=(PLANS, HEARD),
)
_STAFF: Final = ["counsellor@jobcenter"]
ACCESS: Final = make_access(
    {
        "commands": {
            act.name: [] if act.command is NoteHint else _STAFF
            for case in SERVICE.cases
            for act in case.commands
        },
        "policies": {
            "when_hint_told": ["note_hint"],
            "when_citizen_came": ["open_plan", "take_step"],
            "when_tempted": [],
        },
        "queries": {"plan": _STAFF, "talk": _STAFF},
        "readers": {who: {"own": ["contact"]} for who in _STAFF},
    },
    SERVICE,
    terms=TERMS,
)


def first_step_rule(key: str = "interview.first", **changes: Any) -> Rule:
    """Two weeks from a plan's opening to its first step."""
    row = {
        "value": 14,
        "unit": "days",
        "kind": "authority_duty",
        "roll": "none",
        "starts_on": {"event": "sample.plan_opened", "date": "effective_on"},
        "stops_on": ["sample.step_taken"],
        "withdrawn_by": ["sample.plan_closed"],
        "valid_from": "2007-01-01",
        "law_ref": "LAB § 16",
        "evidence": "A",
        "warn_days": [3],
    }
    return make_rule({"key": key, "owner": "visitation"}, {**row, **changes})


RULES: Final = RuleBook.of([first_step_rule()])
