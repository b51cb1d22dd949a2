"""Carries out orders and answers questions for one service; HTTP, RPC and the player all use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

import msgspec

from shared.access.relations import RelationRow, own_relations
from shared.access.ties import CONFLICT
from shared.actor import Actor
from shared.casework.call import Call, Done, Shown
from shared.casework.case_list import CaseRow, case_list_view, listed
from shared.casework.casebook import KEPT, Casebook, own_codec
from shared.casework.decision import Order, Refused, Thread, decided
from shared.casework.desk import OfficeDesk, pooled
from shared.casework.errand import Errand
from shared.casework.persons import PERSONS, Persons, cases_of
from shared.casework.show import known_by, may, shown_state, valid_on
from shared.casework.taken_names import of_person
from shared.eventlog.append import (
    Append,
    Appended,
    ClaimedBy,
    Conflict,
    Key,
    KeyReused,
    Outcome,
    Replayed,
)
from shared.eventlog.decider import Claim, Rejected
from shared.identity import new_id
from shared.trouble import Conflicted, Denied, Invalid, KeyReusedError, NotFound, Unavailable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from shared.access.table import AccessTable
    from shared.access.ties import TieBook
    from shared.casework.declare import Act, CaseType, Desk, Loaded, Service
    from shared.clock import Clock
    from shared.eventlog.codec import Seals
    from shared.eventlog.command import Command
    from shared.eventlog.database import Database
    from shared.eventlog.envelope import Cursor, Recorded
    from shared.eventlog.log import Log
    from shared.eventlog.row import Page
    from shared.law.rulebook import RuleBook

_MOVED_TRIES = 3
_REFUSALS = (Conflicted, Denied, Invalid, NotFound, Rejected)
_NOBODY = Actor(id="nobody", kind="machine")
_json = msgspec.json.Encoder(order="sorted")
_done = msgspec.json.Decoder(Done)


class Stores(Protocol):
    """Who stores what an office decides, and says what became of it."""

    def submit(self, command: Append, /) -> Outcome:
        """Store one decision."""
        ...


class Office:
    """One service at work."""

    def __init__(
        self,
        service: Service,
        *,
        log: Log,
        writer: Stores,
        rules: RuleBook,
        clock: Clock,
        access: AccessTable,
        database: Database | None = None,
        resources: Mapping[str, Any] | None = None,
        seals: Seals | None = None,
        ties: TieBook | None = None,
        remembers: int = KEPT,
    ) -> None:
        """Work for `service` on `log`; `database` has the views, `seals` open personal values.

        `ties` knows which citizens somebody may have nothing to do with; without it nobody has any.
        `remembers` is how many cases stay folded while they are used.
        """
        self.service = service
        self.log = log
        self.rules = rules
        self.clock = clock
        self.access = access
        self.codec = own_codec(service, seals)
        self.case_list = case_list_view(service)
        self.relations = own_relations(service)
        self.resources = dict(resources or {})
        self.ties = ties
        self._writer = writer
        self._database = database
        self._casebook = Casebook(service, log, self.codec, kept=remembers)

    # -- orders ---------------------------------------------------------------------------------

    def open(self, case: CaseType[Any], act: Act, command: Command, call: Call) -> Done:
        """Carry out an order that opens a case."""
        self._check_access(act, call.actor)
        case_id: str | None = None
        if act.prepare is not None:
            prepared = act.prepare(self.desk(call.actor), None, command)
            command, case_id = prepared.command, prepared.case_id
        if case_id is None and act.case_id is not None:
            case_id = act.case_id(command)
        fresh = case_id is None
        return self._carry_out(Errand(case, act, case_id or str(new_id()), command, call, fresh))

    def act(
        self, case: CaseType[Any], act: Act, case_id: str, command: Command, call: Call
    ) -> Done:
        """Carry out an order in a case that exists."""
        self._check_access(act, call.actor)
        if act.prepare is not None:
            command = act.prepare(self.desk(call.actor), case_id, command).command
        return self._carry_out(Errand(case, act, case_id, command, call))

    def _carry_out(self, errand: Errand) -> Done:
        """Decide and store; whatever would be refused is first looked for under its key.

        A wish that was carried out before meets its key in the one write, under the log's lock;
        what the domain refused was looked for before the refusal was recorded.
        """
        try:
            return self._tried(errand)
        except Refused as refused:
            raise refused.rejected from None
        except _REFUSALS:
            known = self._answered(errand)
            if known is None:
                raise
            return known

    def _tried(self, errand: Errand) -> Done:
        opening = errand.act.opens
        for attempt in range(_MOVED_TRIES):
            loaded = self._loaded(errand)
            last = attempt + 1 == _MOVED_TRIES
            try:
                append = self._decided(errand, loaded)
            except Refused as refused:
                known = self._answered(errand)
                if known is not None:
                    return known
                if self._left_behind(refused, last=last):
                    raise
                continue
            outcome = self._submit(append, errand)
            moved = outcome.stream if isinstance(outcome, Conflict) else None
            own = moved == append.stream
            if moved is None or (own and not opening) or last:
                break
        return self._answer(outcome, append, errand.case_id)

    def _loaded(self, errand: Errand) -> Loaded:
        """Return the case; under an id that was made this moment nothing can be stored."""
        decider, seen = errand.case.decider, errand.call.if_match
        if errand.fresh:
            return self._casebook.blank(decider, errand.case_id)
        loaded = self._casebook.load(decider, errand.case_id)
        if errand.act.opens:
            return loaded
        if not loaded.exists:
            raise NotFound
        if seen is not None and seen != loaded.version:
            raise Conflicted(loaded.stream, loaded.version)
        return loaded

    def _decided(self, errand: Errand, loaded: Loaded) -> Append:
        call, desk = errand.call, self.desk(errand.call.actor)
        thread = Thread(call.actor, call.correlation_id, call.traceparent)
        order = Order(errand.case, errand.case_id, errand.command)
        self._refuse_tied(call.actor, loaded.subjects or _named_in(errand.command))
        append = of_person(decided(desk, order, loaded, thread, self.codec), desk)
        if errand.act.opens and not errand.case.of_retired:
            _refuse_retired(append, desk)
        if errand.act.opens:
            about = {citizen for event in append.events for citizen in event.subjects}
            self._refuse_tied(call.actor, tuple(about))
        return append

    def _submit(
        self, append: Append, errand: Errand
    ) -> Appended | Replayed | KeyReused | Conflict | ClaimedBy:
        call, tags = errand.call, tuple(event.tag for event in append.events)
        answer = Done(errand.case_id, append.expected + len(append.events), tags)
        key = None
        if call.key is not None:
            key = Key(call.actor.id, call.key, errand.digest, _json.encode(answer))
        return self._writer.submit(msgspec.structs.replace(append, key=key))

    def _answer(
        self,
        outcome: Appended | Replayed | KeyReused | Conflict | ClaimedBy,
        append: Append,
        case_id: str,
    ) -> Done:
        match outcome:
            case Appended(_, version):
                return Done(case_id, version, tuple(event.tag for event in append.events))
            case Replayed(answer):
                return msgspec.structs.replace(_done.decode(answer), replayed=True)
            case KeyReused():
                raise KeyReusedError
            case Conflict(stream, actual) if stream == append.stream:
                raise Conflicted(stream, actual)
            case Conflict():
                # What the decision relied on moved at each try; the caller's version is still good.
                raise Unavailable("overloaded")
            case ClaimedBy(name, _):
                raise Rejected(refusal_of(append, name))

    def _answered(self, errand: Errand) -> Done | None:
        """Return the answer that this wish got before under its key."""
        call = errand.call
        known = self.log.answer(call.actor.id, call.key) if call.key is not None else None
        if known is None:
            return None
        if known[0] != errand.digest:
            raise KeyReusedError
        return msgspec.structs.replace(_done.decode(known[1]), replayed=True)

    def _left_behind(self, refused: Refused, *, last: bool) -> bool:
        """Store what a refusal leaves behind; say whether it may be answered now.

        It may not when the case moved on: then it is decided again, because a refusal that must be
        recorded is not answered unrecorded. The case also moves when the same wish is carried out
        meanwhile, so one look at its key before this is enough.
        """
        if refused.record is None:
            return True
        outcome = self._writer.submit(refused.record)
        if isinstance(outcome, Conflict) and last:
            raise Conflicted(outcome.stream, outcome.actual)
        return not isinstance(outcome, Conflict)

    def _check_access(self, act: Act, actor: Actor) -> None:
        if not self.access.allowed(actor, act.name):
            raise Denied

    def tied(self, actor: Actor, citizens: Collection[UUID]) -> frozenset[UUID]:
        """Return with which of these citizens somebody has a tie (forvaltningsloven § 3)."""
        if self.ties is None:
            return frozenset()
        return self.ties.tied(actor, citizens, self.desk(actor).persons)

    def _refuse_tied(self, actor: Actor, citizens: Collection[UUID]) -> None:
        """Let nobody take part in the case of somebody they have a tie with."""
        if self.tied(actor, citizens):
            raise Denied(CONFLICT)

    # -- questions ------------------------------------------------------------------------------

    def desk(self, actor: Actor) -> OfficeDesk:
        """Lay out a desk for one order or question of this actor."""
        return OfficeDesk(
            actor=actor,
            rules=self.rules,
            clock=self.clock,
            casebook=self._casebook,
            connect=pooled(self._database) if self._database else None,
            schema=self.service.name,
            resources=self.resources,
            follows_persons=PERSONS in self.service.views,
        )

    def show(
        self,
        case: CaseType[Any],
        case_id: str,
        actor: Actor,
        as_of_known: datetime | None = None,
    ) -> Shown:
        """Return a case as it stands, or stood, with what may be done now."""
        loaded = self.existing(case, case_id)
        state, version = loaded.state, loaded.version
        if as_of_known is not None:
            state, version = known_by(case, loaded, as_of_known)
        allowed = may(case, case_id, loaded, self.desk(actor), self.access)
        if self.tied(actor, loaded.subjects):
            allowed = {name: (CONFLICT, *codes) for name, codes in allowed.items()}
        plain = shown_state(case, state)
        return Shown(case_id, version, plain, loaded.subjects, allowed, loaded.history)

    def history(
        self,
        case: CaseType[Any],
        case_id: str,
        as_of_known: datetime | None = None,
        as_of_valid: date | None = None,
    ) -> list[Recorded[Any]]:
        """Return a case's facts: first those known by a moment, then those that hold on a day."""
        return valid_on(self.existing(case, case_id).history, as_of_known, as_of_valid)

    def list_cases(
        self,
        case: CaseType[Any],
        citizen: UUID | None = None,
        *,
        open_only: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> list[CaseRow]:
        """Return cases of one kind, oldest first, after the case that ended the page before."""
        return listed(
            self.desk(_NOBODY),
            self.case_list,
            self.service.name,
            case.name,
            citizen,
            open_only=open_only,
            after=after,
            limit=limit,
        )

    def feed(self, cursor: Cursor, limit: int) -> Page:
        """Return stored facts after a cursor."""
        return self.log.feed(cursor, limit)

    def case(self, case: CaseType[Any], case_id: str) -> Loaded:
        """Return a case as it stands, or the blank one when nothing was ever decided in it."""
        return self._casebook.load(case.decider, case_id)

    def existing(self, case: CaseType[Any], case_id: str) -> Loaded:
        """Return a case that must exist."""
        loaded = self.case(case, case_id)
        if not loaded.exists:
            raise NotFound
        return loaded

    def relations_of(self, citizens: Sequence[UUID]) -> list[RelationRow]:
        """Return the cases these citizens have, or had, with this service."""
        if not citizens or self._database is None:
            return []
        persons, rows = self.desk(_NOBODY).told_of(self.relations, citizens)
        return cases_of(rows, persons, citizens)


def refusal_of(append: Append, name: str) -> str:
    """Return the code of the answer when a claimed name is held by another case."""
    claims = (each for each in append.claims if isinstance(each, Claim) and each.name == name)
    return next((claim.refusal for claim in claims), "already_claimed")


def _named_in(command: Command) -> tuple[UUID, ...]:
    """Return whom an order that opens a case names, before anything is decided about them."""
    citizen = getattr(command, "citizen", None)
    return (citizen,) if isinstance(citizen, UUID) else ()


def _refuse_retired(append: Append, desk: Desk) -> None:
    """Open nothing about an id that was merged into another one, and say which one that is."""
    about = {citizen for event in append.events for citizen in event.subjects}
    persons = desk.persons(about) if about else Persons()
    retired = sorted(citizen for citizen in about if persons.is_retired(citizen))
    if retired:
        detail = {"citizen": str(persons.survivor(retired[0]))}
        raise Refused(Rejected("citizen_merged", detail=detail), None)
