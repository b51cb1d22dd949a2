"""From an order to what will be written: collect, decide, set the clocks, wrap."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.clock import local_date
from shared.eventlog.append import Append, NewEvent
from shared.eventlog.codec import CitizenErased
from shared.eventlog.decider import Claim, Rejected, Release
from shared.eventlog.envelope import Meta
from shared.eventlog.event import Event, tag_of
from shared.identity import new_id
from shared.law import clocks as law_clocks
from shared.law.deadline import DeadlineWithdrawn, holds_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shared.actor import Actor
    from shared.casework.declare import CaseType, Collected, Desk, Loaded
    from shared.eventlog.codec import Codec
    from shared.eventlog.command import Command
    from shared.eventlog.envelope import Recorded
    from shared.law.deadline import DeadlineEvent


Told: TypeAlias = tuple[Event, Meta]


class Thread(Struct, frozen=True):
    """What ties facts together: who acts, what it belongs to, what caused it."""

    actor: Actor
    correlation_id: str
    traceparent: str | None = None
    cause: Recorded[Any] | None = None
    next_id: Callable[[], UUID] = new_id


class Refused(Exception):  # noqa: N818 - carries the facts that a refusal leaves behind
    """The domain refused; `record` is what must be stored all the same."""

    def __init__(self, rejected: Rejected, record: Append | None) -> None:
        """Keep the refusal and what it leaves behind."""
        super().__init__(rejected.code)
        self.rejected = rejected
        self.record = record


class Order(NamedTuple):
    """A command for one case of one type."""

    case: CaseType[Any]
    case_id: str
    command: Command


def decided(desk: Desk, order: Order, loaded: Loaded, thread: Thread, codec: Codec) -> Append:
    """Return what an order comes to; raise `Refused` when the domain says no."""
    case, command = order.case, order.command
    try:
        collected = case.collect(desk, order.case_id, loaded, command)
    except Rejected as rejected:
        raise Refused(rejected, None) from rejected
    on = getattr(command, "on", None)
    effective_on = collected.effective_on or (on if isinstance(on, date) else desk.today)
    envelope = _Envelope(desk.now, loaded, collected, thread, codec)
    try:
        decisions = case.decider.decide(command, loaded.state, collected.facts)
        told = [each for each in decisions if isinstance(each, Event)]
        facts = [envelope.about(e, effective_on, corrects=not nth) for nth, e in enumerate(told)]
        triggers = _triggers(case, facts, thread, desk.today)
        deadlines = _deadlines(desk, case, loaded, collected, triggers)
    except Rejected as rejected:
        record = envelope.left_behind(rejected, desk.today)
        raise Refused(rejected, record) from rejected
    whole = [*facts, *(envelope.about(each, holds_on(each)) for each in deadlines)]
    return Append(
        stream=loaded.stream,
        expected=loaded.version,
        events=envelope.sealed(whole),
        guards=collected.guards,
        claims=tuple(d for d in decisions if isinstance(d, Claim | Release)),
    )


class _Envelope:
    """Wraps the facts of one order: they share who, why and by which rules."""

    def __init__(
        self,
        now: datetime,
        loaded: Loaded,
        collected: Collected[Any],
        thread: Thread,
        codec: Codec,
    ) -> None:
        self._now = now
        self._loaded = loaded
        self._collected = collected
        self._thread = thread
        self._codec = codec

    def about(self, event: Event, effective_on: date, *, corrects: bool = False) -> Told:
        """Put a fact beside its metadata; only an order's first fact corrects another."""
        thread, cause, collected = self._thread, self._thread.cause, self._collected
        return event, Meta(
            event_id=thread.next_id(),
            occurred_at=self._now,
            effective_on=effective_on,
            actor=thread.actor,
            correlation_id=thread.correlation_id,
            subjects=self._loaded.subjects or collected.subjects,
            causation_id=cause.meta.event_id if cause else None,
            causation_depth=cause.meta.causation_depth + 1 if cause else 0,
            rules=collected.rules,
            basis=collected.basis,
            corrects=collected.corrects if corrects else None,
            how=collected.how if corrects else None,
            traceparent=thread.traceparent,
        )

    def left_behind(self, rejected: Rejected, today: date) -> Append | None:
        """Wrap the facts that a refusal leaves in a case that exists."""
        if not rejected.record or not self._loaded.exists:
            return None
        told = [self.about(event, today) for event in rejected.record]
        return Append(self._loaded.stream, self._loaded.version, self.sealed(told))

    def sealed(self, told: Sequence[Told]) -> tuple[NewEvent, ...]:
        """Write facts and metadata in the bytes they will keep."""
        return tuple(
            NewEvent(
                event_id=meta.event_id,
                tag=tag_of(event),
                state=self._encoded(event, meta),
                subjects=meta.subjects,
                effective_on=meta.effective_on,
            )
            for event, meta in told
        )

    def _encoded(self, event: Event, meta: Meta) -> bytes:
        try:
            return self._codec.encode(event, meta, self._loaded.stream)
        except CitizenErased:
            raise Refused(Rejected("citizen_erased"), None) from None


def _triggers(
    case: CaseType[Any], facts: Sequence[Told], thread: Thread, today: date
) -> list[law_clocks.Trigger]:
    """Show the law what is new: the message that is reacted to, then the case's own facts."""
    triggers = [trigger(event, meta, today, item=case.item) for event, meta in facts]
    cause = thread.cause
    if cause is not None and facts:
        told_on = local_date(cause.recorded_at)
        triggers.insert(0, trigger(cause.event, cause.meta, told_on, cause.tag))
    return triggers


def _deadlines(
    desk: Desk,
    case: CaseType[Any],
    loaded: Loaded,
    collected: Collected[Any],
    triggers: list[law_clocks.Trigger],
) -> list[DeadlineEvent]:
    """Ask the law which clocks these facts start and stop."""
    keys = case.clocks if case.clocks is not None else desk.rules.keys()
    pausing = desk.rules.pausing_tags()
    earlier = [
        _told(case, each)
        for each in loaded.history
        if pausing and (each.tag in pausing or each.meta.corrects is not None)
    ]
    meanwhile = [_told(case, each) for each in _since_ended(loaded, triggers)]
    return law_clocks.clocks(
        desk.rules, keys, loaded.clocks, triggers, collected.profile, desk.today, earlier, meanwhile
    )


def _since_ended(loaded: Loaded, triggers: Sequence[law_clocks.Trigger]) -> Sequence[Recorded[Any]]:
    """Return what was told since a deadline ended, when what ended it is taken back."""
    named = {each.corrects for each in triggers if each.takes_back}
    for each in reversed(loaded.history) if named else ():
        if each.meta.event_id in named:
            named.add(each.meta.corrects)
    for nth, each in enumerate(loaded.history) if named else ():
        if isinstance(each.event, DeadlineWithdrawn) and each.event.by in named:
            return loaded.history[nth:]
    return ()


def _told(case: CaseType[Any], recorded: Recorded[Any]) -> law_clocks.Trigger:
    day = local_date(recorded.recorded_at)
    return trigger(recorded.event, recorded.meta, day, recorded.tag, case.item)


def trigger(
    event: Event, meta: Meta, recorded_on: date, tag: str | None = None, item: str | None = None
) -> law_clocks.Trigger:
    """Show a fact to the law: its name, its day, and the dates it carries.

    `item` names the field in which it says which of several things of the case it concerns.
    """
    concerned = getattr(event, item, None) if item else None
    dates = {
        name: value
        for name in event.__struct_fields__
        if isinstance(value := getattr(event, name), date) and not isinstance(value, datetime)
    }
    return law_clocks.Trigger(
        tag=tag or tag_of(event),
        event_id=meta.event_id,
        effective_on=meta.effective_on,
        recorded_on=recorded_on,
        how=meta.how,
        corrects=meta.corrects,
        dates=dates,
        kind=kind if isinstance(kind := getattr(event, "kind", None), str) else None,
        item=concerned if isinstance(concerned, UUID) else None,
    )
