"""The list of deadlines: one row for each, what is awaited, from whom, until when."""

from datetime import date
from typing import Any, Final, Literal, get_args
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from shared.eventlog.envelope import Recorded
from shared.eventlog.event import tag_of
from shared.eventlog.view import RowKey, View
from shared.law.deadline import (
    DeadlineEvent,
    DeadlineMet,
    DeadlineMissed,
    DeadlineRecomputed,
    DeadlineSet,
    DeadlineWithdrawn,
    WaitingOn,
    waiting_on,
)
from shared.law.rule import Evidence, Kind


class DeadlineRow(Struct, frozen=True, kw_only=True):
    """One deadline of one case.

    `timely_until` is the last timely day; a row that is `met` with `late_by_days` was met late.
    One that is `paused` stands still since `paused_since` and is neither warned of nor missed.
    `gone_on` is the day from which a duty that had been owed is owed no longer; it is None where
    the duty was withdrawn because it never was: what started it was taken back or put right.
    Where what ended it is taken back the row runs again, and it is None again too.
    """

    stream: str
    deadline: str
    case_type: str
    case_id: str
    citizens: tuple[UUID, ...]
    rule_key: str
    rule: str
    law_ref: str
    evidence: Evidence
    kind: Kind
    waiting_on: WaitingOn
    trigger_tag: str
    trigger_day: date
    due: date
    plan_by: date
    timely_until: date
    warn_days: tuple[int, ...]
    status: Literal["running", "paused", "met", "missed", "withdrawn"]
    paused_since: date | None
    met_on: date | None
    late_by_days: int
    gone_on: date | None = None

    @property
    def fell_due(self) -> bool:
        """Say whether the thing was owed on its last timely day: then its month counts it."""
        if self.status == "withdrawn":
            return self.gone_on is not None and self.gone_on > self.timely_until
        return self.status != "paused"

    def overdue(self, today: date) -> bool:
        """Say whether the thing is still to be done and the last timely day has passed."""
        return self.status in ("running", "missed") and self.timely_until < today

    def warns(self, today: date) -> bool:
        """Say whether the last timely day is as near as a warning asks for, and not past."""
        left = (self.timely_until - today).days
        return self.status == "running" and 0 <= left <= max(self.warn_days, default=-1)


def touches(recorded: Recorded[Any]) -> tuple[RowKey, ...]:
    """Return the row a deadline fact changes; other facts change none."""
    if isinstance(recorded.event, DeadlineEvent):
        return ((recorded.stream, recorded.event.deadline),)
    return ()


def project(key: RowKey, row: DeadlineRow | None, recorded: Recorded[Any]) -> DeadlineRow | None:
    """Return the row after a deadline fact."""
    match row, recorded.event:
        case _, DeadlineSet() as event:
            return _set(key, recorded, event)
        case None, _:
            return None
        case DeadlineRow() as old, DeadlineMet() as event:
            return replace(old, status="met", met_on=event.on, late_by_days=event.late_by_days)
        case DeadlineRow() as old, DeadlineMissed():
            return replace(old, status="missed")
        case DeadlineRow() as old, DeadlineWithdrawn() as event:
            owed = event.because == "duty_gone" and old.status != "paused"
            return replace(old, status="withdrawn", gone_on=event.on if owed else None)
        case DeadlineRow() as old, DeadlineRecomputed() as event:
            return replace(
                old,
                rule=event.rule,
                trigger_day=event.trigger_day,
                due=event.due,
                plan_by=event.plan_by,
                timely_until=event.timely_until,
                status="running" if event.paused_since is None else "paused",
                paused_since=event.paused_since,
                met_on=None,
                late_by_days=0,
                gone_on=None,
            )
        case _:
            return row


def _set(key: RowKey, recorded: Recorded[Any], event: DeadlineSet) -> DeadlineRow:
    stream, deadline = key
    return DeadlineRow(
        stream=stream,
        deadline=deadline,
        case_type=recorded.case_type,
        case_id=recorded.case_id,
        citizens=recorded.meta.subjects,
        rule_key=event.rule_key,
        rule=event.rule,
        law_ref=event.law_ref,
        evidence=event.evidence,
        kind=event.kind,
        waiting_on=waiting_on(event.kind),
        trigger_tag=event.trigger_tag,
        trigger_day=event.trigger_day,
        due=event.due,
        plan_by=event.plan_by,
        timely_until=event.timely_until,
        warn_days=event.warn_days,
        status="running",
        paused_since=None,
        met_on=None,
        late_by_days=0,
    )


_IN_ORDER: Final = ("timely_until", "stream", "deadline")
"""How the list is shown; with all of it in the index a page reads its own rows and no others."""

FELL_DUE: Final = "(status NOT IN ('withdrawn', 'paused') OR gone_on > timely_until)"
"""The same as SQL; a deadline that was missed stays so when the duty goes afterwards (F.1)."""

DEADLINES: Final = View(
    name="deadlines",
    version=4,
    row=DeadlineRow,
    key=("stream", "deadline"),
    touches=touches,
    project=project,
    indexes=(
        *((*chosen, *_IN_ORDER) for chosen in ((), ("status",), ("rule_key",))),
        ("citizens",),
    ),
    tags=frozenset(tag_of(each) for each in get_args(DeadlineEvent)),
)
