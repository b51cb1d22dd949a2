"""What a service does when it is told something: its foreign views first, then its policies."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.actor import policy_actor
from shared.casework.casebook import Casebook, own_codec
from shared.casework.decision import Order, Refused, Thread, decided
from shared.casework.desk import OfficeDesk, bound
from shared.casework.office import refusal_of
from shared.casework.persons import PERSONS
from shared.casework.reaction_refused import ReactionRefused
from shared.casework.taken_names import of_person
from shared.eventlog.append import Append, Appended, ClaimedBy, NewEvent
from shared.eventlog.codec import Codec
from shared.eventlog.envelope import Meta
from shared.eventlog.event import tag_of
from shared.eventlog.view_state import shared_states
from shared.eventlog.view_table import apply, table_of
from shared.identity import derived_id
from shared.trouble import Conflicted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from uuid import UUID

    from shared.access.table import AccessTable
    from shared.casework.declare import CaseType, Do, Policy, Service
    from shared.clock import Clock
    from shared.eventlog.codec import Seals
    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.event import Event
    from shared.eventlog.log import PostgresLog
    from shared.eventlog.view import View
    from shared.eventlog.view_table import ViewTable
    from shared.law.rulebook import RuleBook

_TRIES_WHEN_MOVED = 5


class Reactions:
    """Carries out what a service's policies order, inside the inbox's one transaction."""

    def __init__(
        self,
        service: Service,
        *,
        log: PostgresLog,
        rules: RuleBook,
        clock: Clock,
        access: AccessTable,
        resources: Mapping[str, Any] | None = None,
        on_refused: Callable[[str, str], None] | None = None,
        seals: Seals | None = None,
    ) -> None:
        """React for `service`; `on_refused` hears policy and code of what the domain rejected."""
        self.service = service
        self.codec = Codec(service.messages, seals)
        self._own = own_codec(service, seals)
        self._log = log
        self._rules = rules
        self._clock = clock
        self._access = access
        self._resources = dict(resources or {})
        self._on_refused = on_refused or (lambda _policy, _code: None)
        self._views = service.foreign_views
        self._cases = {case.name: case for case in service.cases}
        self._answering: dict[type[Event], tuple[Policy, ...]] = {}
        self._told: list[Recorded[Any]] = []
        self._tables: list[ViewTable] = []

    def prepare(self, conn: Connection, batch: Sequence[Recorded[Any]]) -> None:
        """Hold the tables of the foreign views: they are not swapped before the commit."""
        del batch
        self._told = []
        held = shared_states(conn, self._views) if self._views else ()
        self._tables = [table_of(view, self.service.name, s.generation) for view, s in held]

    def react(self, conn: Connection, recorded: Recorded[Any]) -> None:
        """Let one message have its effects: rows of foreign views, then orders of policies.

        Only policies see personal values, those of the classes that this service has keys for.
        """
        policies = self._policies_on(type(recorded.event))
        if not policies:
            self._told.append(recorded)
            return
        self._show(conn, [*self._told, recorded])
        self._told = []
        opened = self.codec.open(recorded)
        for policy in policies:
            self._follow(conn, policy, opened)

    def _policies_on(self, kind: type[Event]) -> tuple[Policy, ...]:
        """Return who answers a kind of message; most kinds nobody does."""
        if kind not in self._answering:
            found = (policy for policy in self.service.policies if issubclass(kind, policy.on))
            self._answering[kind] = tuple(found)
        return self._answering[kind]

    def finish(self, conn: Connection) -> None:
        """Write the view rows that are left."""
        self._show(conn, self._told)
        self._told = []

    # -- views ----------------------------------------------------------------------------------

    def _show(self, conn: Connection, told: Sequence[Recorded[Any]]) -> None:
        if not told:
            return
        with conn.pipeline():
            apply(conn, [(table, _followed(table.view, told)) for table in self._tables])

    # -- policies -------------------------------------------------------------------------------

    def _follow(self, conn: Connection, policy: Policy, recorded: Recorded[Any]) -> None:
        log = self._log.bound(conn)
        casebook = Casebook(self.service, log, self._own)
        desk = OfficeDesk(
            actor=policy_actor(self.service.name, policy.name, recorded.meta.actor),
            rules=self._rules,
            clock=self._clock,
            casebook=casebook,
            connect=bound(conn),
            schema=self.service.name,
            resources=self._resources,
            cause=recorded,
            follows_persons=PERSONS in self.service.views,
        )
        reaction = _Reaction(policy, recorded, desk, log)
        if policy.effect is not None:
            policy.effect(desk, recorded)
        found = policy.find(desk, recorded) if policy.find else None
        for index, do in enumerate(policy.react(recorded, found)):
            case, name = self._case(do)
            allowed = self._access.policy_may(policy.name, name)
            code = self._carry_out(reaction, case, do, index) if allowed else "access_denied"
            if code is not None:
                self._on_refused(policy.name, code)
                self._record_refusal(reaction, do, code, index)

    def _carry_out(
        self, reaction: _Reaction, case: CaseType[Any], do: Do, index: int
    ) -> str | None:
        """Give one order; return the code when the domain refuses it."""
        order = Order(case, str(do.case_id), do.command)
        for _ in range(_TRIES_WHEN_MOVED):
            loaded = reaction.desk.load(do.decider, order.case_id)
            try:
                append = decided(reaction.desk, order, loaded, reaction.thread(index), self._own)
            except Refused as refused:
                record = refused.record
                if record is None or isinstance(reaction.log.append([record])[0], Appended):
                    return refused.rejected.code
                continue
            if not append.events and not append.claims:
                return None
            outcome = reaction.log.append([of_person(append, reaction.desk)])[0]
            match outcome:
                case Appended():
                    return None
                case ClaimedBy(name, _):
                    return refusal_of(append, name)
                case _:
                    continue
        raise Conflicted(loaded.stream, loaded.version)

    def _case(self, do: Do) -> tuple[CaseType[Any], str]:
        case = self._cases[do.decider.case_type]
        for act in case.commands:
            if isinstance(do.command, act.command):
                return case, act.name
        msg = f"{case.name} has no order {type(do.command).__name__}"
        raise LookupError(msg)

    def _record_refusal(self, reaction: _Reaction, do: Do, code: str, index: int) -> None:
        recorded = reaction.recorded
        event = ReactionRefused(
            message=recorded.meta.event_id,
            source=recorded.source,
            policy=reaction.policy.name,
            command=self._case(do)[1],
            case=f"{do.decider.case_type}-{do.case_id}",
            code=code,
        )
        event_id = next(reaction.ids(f"{index}/refused"))
        meta = Meta(
            event_id=event_id,
            occurred_at=reaction.desk.now,
            effective_on=reaction.desk.today,
            actor=reaction.desk.actor,
            correlation_id=recorded.meta.correlation_id,
            subjects=recorded.meta.subjects,
            causation_id=recorded.meta.event_id,
            causation_depth=recorded.meta.causation_depth + 1,
        )
        stream = f"reaction-{event_id}"
        state = self._own.encode(event, meta, stream)
        new = NewEvent(event_id, tag_of(event), state, meta.subjects, meta.effective_on)
        reaction.log.append([Append(stream, 0, (new,))])


def _followed(view: View[Any], told: Sequence[Recorded[Any]]) -> Sequence[Recorded[Any]]:
    return [each for each in told if each.source in view.follows]


@dataclass(frozen=True)
class _Reaction:
    """One policy at work on one message."""

    policy: Policy
    recorded: Recorded[Any]
    desk: OfficeDesk
    log: PostgresLog

    def thread(self, index: int) -> Thread:
        """Tie what this order brings to the message."""
        return Thread(
            self.desk.actor,
            self.recorded.meta.correlation_id,
            self.recorded.meta.traceparent,
            self.recorded,
            self.ids(str(index)).__next__,
        )

    def ids(self, part: str) -> Iterator[UUID]:
        """Give facts the ids that the same message will always give them."""
        message = self.recorded.meta.event_id
        for nth in itertools.count():
            yield derived_id(message, self.desk.actor.id, part, str(nth))
