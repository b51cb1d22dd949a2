"""A small service with a small office, so that the counter can be tested without a database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import reduce
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

import msgspec
from msgspec import Meta as Limits
from msgspec import Struct

from shared.access.relations import RelationRow, own_relations
from shared.access.table import make_access
from shared.actor import Actor
from shared.casework.call import Call, Done, Shown
from shared.casework.case_list import CaseRow
from shared.casework.declare import Act, CaseType, Collected, Loaded, Policy, Query, Service
from shared.casework.persons import Persons
from shared.clock import FixedClock
from shared.eventlog.command import Command
from shared.eventlog.decider import Decider, Rejected, not_allowed_now, refuse_if_blocked
from shared.eventlog.envelope import Cursor, Meta, Recorded
from shared.eventlog.event import Event, tag_of
from shared.eventlog.row import Page, Row
from shared.law.duties import Clocks
from shared.period import Period
from shared.trouble import Conflicted, Invalid, KeyReusedError, NotFound
from tests.shared.http.sample_terms import TERMS

SPACE = UUID("3b1c2d3e-0000-4000-8000-000000000001")
CITIZEN = UUID("7d444840-9dc0-41d1-b245-5ffdce74fad2")
STRANGER = UUID("7d444840-9dc0-41d1-b245-5ffdce74fad3")
NOW = datetime(2011, 6, 14, 12, tzinfo=UTC)


class OpenPlan(Command, frozen=True):
    """Open a plan for a citizen."""

    citizen: UUID
    title: Annotated[str, Limits(min_length=1, max_length=200)]
    hours: Annotated[int, Limits(ge=1, le=37)] = 37
    kind: Literal["short", "long"] = "short"
    absences: tuple[Period, ...] = ()
    next_meeting: datetime | None = None


class ClosePlan(Command, frozen=True):
    """Close the plan, with a reason."""

    reason: str
    on: date


class RemindPlan(Command, frozen=True):
    """Remind of the plan; only a policy does that."""


class NoteVisit(Command, frozen=True):
    """Note a visit to a company."""

    company: Annotated[str, Limits(pattern=r"^\d{8}$")]


class PlanOpened(Event, frozen=True, tag="sample.plan_opened"):
    citizen: UUID
    title: str


class PlanClosed(Event, frozen=True, tag="sample.plan_closed"):
    reason: str


class VisitNoted(Event, frozen=True, tag="sample.visit_noted"):
    company: str


class NoPlan(Struct, frozen=True):
    pass


class Open(Struct, frozen=True):
    citizen: UUID
    title: str


class Closed(Struct, frozen=True):
    reason: str


def blocks(command: type[Command], state: Any, _facts: Any) -> tuple[str, ...]:
    if command is ClosePlan and isinstance(state, Closed):
        return ("plan_already_closed",)
    return ()


def decide(command: Command, state: Any, facts: Any) -> Sequence[Event]:
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case OpenPlan(citizen=citizen, title=title), NoPlan():
            return [PlanOpened(citizen, title)]
        case ClosePlan(reason="bug"), _:
            raise RuntimeError("secret inside")
        case ClosePlan(reason, on), Open():
            if on > facts:
                raise Rejected("date_in_future", detail={"latest": str(facts)})
            return [PlanClosed(reason)]
        case NoteVisit(company), _:
            return [VisitNoted(company)]
        case _:
            return not_allowed_now()


def evolve(state: Any, event: Event) -> Any:
    match event:
        case PlanOpened(citizen, title):
            return Open(citizen, title)
        case PlanClosed(reason):
            return Closed(reason)
        case _:
            return state


def collect(desk: Any, case_id: str, loaded: Loaded, command: Command | None) -> Collected[date]:
    return Collected(facts=NOW.date())


class PlansOf(Struct, frozen=True):
    """The plans of one citizen."""

    citizen: UUID
    kinds: tuple[str, ...] = ()
    since: date | None = None
    limit: Annotated[int, Limits(ge=1, le=10)] = 10


class FindPlans(Struct, frozen=True):
    """Find plans by words."""

    words: str


class Dated(Struct, frozen=True):
    """What is due."""

    overdue: bool = False


PLANS = CaseType(
    decider=Decider("plan", NoPlan(), blocks, decide, evolve),
    path="/plans",
    title="Plan",
    collect=collect,
    commands=(
        Act(
            command=OpenPlan,
            opens=True,
            example={"citizen": CITIZEN, "title": "Job på lager", "hours": 20},
        ),
        Act(command=ClosePlan, verb="close", example={"reason": "i job", "on": date(2011, 6, 1)}),
        Act(command=RemindPlan),
    ),
)
VISITS = CaseType(
    decider=Decider("visit_log", NoPlan(), blocks, decide, evolve),
    path="visit-logs",
    title="Besøgslog",
    collect=collect,
    commands=(Act(command=NoteVisit, opens=True, case_id=lambda order: order.company),),
)


def _react(message: Any, found: Any) -> Sequence[Any]:
    return []


SERVICE = Service(
    name="sample",
    title="Prøvetjenesten",
    cases=(PLANS, VISITS),
    events=PlanOpened | PlanClosed | VisitNoted,
    policies=(Policy(name="when_plan_opened", on=PlanOpened, react=_react),),
    queries=(
        Query(
            name="plans_of_citizen",
            path="/citizens/{citizen}/plans",
            params=PlansOf,
            answer=list[PlansOf],
            run=lambda desk, params: [params],
        ),
        Query(
            name="find_plans",
            path="/plans/search",
            params=FindPlans,
            answer=list[str],
            run=lambda desk, params: [desk.actor.id, params.words],
            method="POST",
        ),
    ),
)
DEADLINES = Query(
    name="deadlines",
    path="/deadlines",
    params=Dated,
    answer=list[str],
    run=lambda desk, params: ["overdue" if params.overdue else "all"],
)
ACCESS_ROWS = {
    "commands": {
        "open_plan": ["counsellor@jobcenter"],
        "close_plan": ["counsellor@jobcenter", "supplier@supplier"],
        "remind_plan": [],
        "note_visit": ["counsellor@*"],
    },
    "policies": {"when_plan_opened": ["remind_plan"]},
    "queries": {
        "plan": ["counsellor@jobcenter", "reader@jobcenter"],
        "visit_log": ["counsellor@*"],
        "plans_of_citizen": ["counsellor@jobcenter"],
        "find_plans": ["counsellor@jobcenter"],
    },
    "readers": {
        "counsellor@jobcenter": {"own": ["contact"], "former": []},
        "counsellor@*": {"own": []},
        "reader@jobcenter": {"own": []},
    },
}
ACCESS = make_access(ACCESS_ROWS, SERVICE, plumbing=["deadlines"], terms=TERMS)


class Desk:
    def __init__(self, actor: Actor) -> None:
        self.actor, self.persons = actor, lambda *_citizens: Persons()


class SmallOffice:
    """Keeps everything in memory, with keys and versions as the real one."""

    service = SERVICE
    access = ACCESS
    clock = FixedClock(NOW)
    relations = own_relations(SERVICE)
    tied = staticmethod(lambda *_asked: frozenset())

    def __init__(self) -> None:
        self.cases: dict[str, list[Recorded[Any]]] = {}
        self.answers: dict[tuple[str, str | None], tuple[bytes, Done]] = {}
        self.calls: list[Call] = []
        self.trouble: BaseException | None = None

    def open(self, case: Any, act: Act, command: Any, call: Call) -> Done:
        case_id = act.case_id(command) if act.case_id else str(uuid5(SPACE, call.key or ""))
        return self._carry_out(case, case_id, command, call, opening=True)

    def act(self, case: Any, act: Act, case_id: str, command: Any, call: Call) -> Done:
        return self._carry_out(case, case_id, command, call, opening=False)

    def _carry_out(
        self, case: Any, case_id: str, command: Any, call: Call, *, opening: bool
    ) -> Done:
        self.calls.append(call)
        if self.trouble is not None:
            raise self.trouble
        digest = msgspec.json.encode((case.name, "" if opening else case_id, repr(command)))
        known = self.answers.get((call.actor.id, call.key))
        if known is not None:
            if known[0] != digest:
                raise KeyReusedError
            return msgspec.structs.replace(known[1], replayed=True)
        stream = f"{case.name}-{case_id}"
        history = self.cases.get(stream, [])
        if not opening:
            if not history:
                raise NotFound
            if call.if_match != len(history):
                raise Conflicted(stream, len(history))
        events = case.decider.decide(command, self._state(case, history), NOW.date())
        self.cases[stream] = [*history, *self._recorded(stream, history, events, call)]
        done = Done(case_id, len(self.cases[stream]), tuple(tag_of(e) for e in events))
        self.answers[call.actor.id, call.key] = digest, done
        return done

    def _recorded(
        self, stream: str, history: list[Any], events: Sequence[Event], call: Call
    ) -> list[Recorded[Any]]:
        return [
            Recorded(
                source="sample",
                epoch=1,
                position=1,
                previous=0,
                stream=stream,
                version=len(history) + number,
                tag=tag_of(event),
                recorded_at=NOW,
                event=event,
                meta=Meta(
                    event_id=uuid5(SPACE, f"{stream}{len(history) + number}"),
                    occurred_at=NOW,
                    effective_on=NOW.date(),
                    actor=call.actor,
                    correlation_id=call.correlation_id,
                    subjects=(CITIZEN,),
                ),
            )
            for number, event in enumerate(events, 1)
        ]

    @staticmethod
    def _state(case: Any, history: Sequence[Recorded[Any]]) -> Any:
        return reduce(case.decider.evolve, (each.event for each in history), case.decider.initial)

    def _history(self, case: Any, case_id: str) -> list[Recorded[Any]]:
        if self.trouble is not None:
            raise self.trouble
        history = self.cases.get(f"{case.name}-{case_id}")
        if history is None:
            raise NotFound
        return history

    def show(
        self, case: Any, case_id: str, actor: Actor, as_of_known: datetime | None = None
    ) -> Shown:
        history = self._history(case, case_id)
        state = self._state(case, history)
        may = {
            act.name: (
                *(() if ACCESS.allowed(actor, act.name) else ("access_denied",)),
                *case.decider.blocks(act.command, state, NOW.date()),
            )
            for act in case.commands
            if not act.opens
        }
        plain = msgspec.to_builtins(state)
        return Shown(case_id, len(history), plain, (CITIZEN,), may, tuple(history))

    def existing(self, case: Any, case_id: str) -> Loaded:
        history = self._history(case, case_id)
        state = self._state(case, history)
        name = f"{case.name}-{case_id}"
        return Loaded(name, state, len(history), (CITIZEN,), tuple(history), Clocks())

    def relations_of(self, citizens: Sequence[UUID]) -> list[RelationRow]:
        own = [citizen for citizen in citizens if citizen != STRANGER]
        return [RelationRow("sample", "plan-1", c, None, True, NOW.date()) for c in own]

    def history(
        self, case: Any, case_id: str, known: datetime | None, valid: date | None
    ) -> list[Recorded[Any]]:
        return [
            each
            for each in self._history(case, case_id)
            if (known is None or each.recorded_at <= known)
            and (valid is None or each.meta.effective_on <= valid)
        ]

    def list_cases(
        self, case: Any, citizen: UUID | None, *, open_only: bool, after: str | None, limit: int
    ) -> list[CaseRow]:
        streams = sorted(s for s in self.cases if s.startswith(f"{case.name}-"))
        rows = [self._row(case, s) for s in streams if s > f"{case.name}-{after or ''}"]
        return [row for row in rows if row.open or not open_only][:limit]

    def _row(self, case: Any, stream: str) -> CaseRow:
        history = self.cases[stream]
        return CaseRow(
            stream=stream,
            case_type=case.name,
            case_id=history[0].case_id,
            subjects=(CITIZEN,),
            opened_on=NOW.date(),
            last_fact=history[-1].tag,
            last_recorded_at=NOW,
            version=len(history),
            open=history[-1].tag != "sample.plan_closed",
        )

    def feed(self, cursor: Cursor, limit: int) -> Page:
        if self.trouble is not None:
            raise self.trouble
        row = Row(
            position=cursor.position + 1,
            epoch=1,
            previous=cursor.position,
            event_id=SPACE,
            stream="plan-1",
            version=1,
            tag="sample.plan_opened",
            subjects=(),
            effective_on=NOW.date(),
            recorded_at=NOW,
            state=b'{"event":{}}',
            previous_hash=b"",
        )
        return Page((row,), row.cursor, row.cursor)

    def desk(self, actor: Actor) -> Desk:
        if actor.id == "invalid":
            raise Invalid("wrong_format", "words")
        return Desk(actor)
