"""A deadline is a fact: set, met, missed, withdrawn or recomputed, in the stream of its case.

Defined once for all services. The case itself never reads them; lists and clocks do.
"""

from datetime import date, timedelta
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.eventlog.event import Event
from shared.law.arithmetic import Roll
from shared.law.rule import Evidence, Kind, PausedBy, ResumedBy
from shared.privacy.personal import HealthData

WaitingOn: TypeAlias = Literal["authority", "citizen", "employer", "doctor"]
_WHOSE: Final[dict[Kind, WaitingOn]] = {
    "authority_duty": "authority",
    "citizen_duty": "citizen",
    "employer_duty": "employer",
    "doctor_duty": "doctor",
    "parameter": "authority",
}
WhyWithdrawn: TypeAlias = Literal["trigger_withdrawn", "no_longer_applies", "duty_gone"]
WhyRecomputed: TypeAlias = Literal[
    "trigger_corrected",
    "late_fact",
    "fulfilment_withdrawn",
    "fulfilment_corrected",
    "end_withdrawn",
    "new_ruleset",
    "paused",
    "resumed",
    "pause_withdrawn",
    "pause_corrected",
]


class Pause(Struct, frozen=True, omit_defaults=True):
    """A time in which a deadline stands still: from `on` until the day before `until`, or still.

    `tag` and `causes` are those of the fact that paused it and of the corrections of it,
    `ended_by` the fact that let it run again and its corrections. `kind` may tell why somebody
    is exempt, which can be an illness.
    """

    on: date
    tag: str
    causes: tuple[UUID, ...]
    kind: HealthData[str] | None = None
    until: date | None = None
    ended_by: tuple[UUID, ...] = ()


class DeadlineSet(Event, frozen=True, kw_only=True, tag="deadline.set"):
    """Something must happen by a day, because of a fact and by a rule.

    `due` is the bare date, `timely_until` the last timely day, `plan_by` the last working
    day to do it. It names itself what fulfils it, so it outlives a change of the rules.
    `item` is the one of several things of the case that it belongs to: only what is told of that
    one, or of the whole case, fulfils or ends it.
    """

    deadline: str
    rule_key: str
    rule: str
    trigger: UUID
    trigger_tag: str
    trigger_day: date
    due: date
    plan_by: date
    timely_until: date
    kind: Kind
    roll: Roll
    law_ref: str
    evidence: Evidence
    stops_on: tuple[str, ...] = ()
    withdrawn_by: tuple[str, ...] = ()
    warn_days: tuple[int, ...] = ()
    paused_by: tuple[PausedBy, ...] = ()
    resumed_by: tuple[ResumedBy, ...] = ()
    item: UUID | None = None


class DeadlineMet(Event, frozen=True, kw_only=True, tag="deadline.met"):
    """What had to happen happened on `on`, in time or `late_by_days` calendar days late.

    `instead_of` names the fact that was taken to fulfil it before `by` corrected that one.
    """

    deadline: str
    rule_key: str
    by: UUID
    by_tag: str
    on: date
    late_by_days: int = 0
    instead_of: UUID | None = None


class DeadlineMissed(Event, frozen=True, kw_only=True, tag="deadline.missed"):
    """The last timely day passed and nothing had happened."""

    deadline: str
    rule_key: str
    timely_until: date


class DeadlineWithdrawn(Event, frozen=True, kw_only=True, tag="deadline.withdrawn"):
    """The duty is gone: what started it did not happen, or the case no longer needs it."""

    deadline: str
    rule_key: str
    by: UUID
    by_tag: str
    on: date
    because: WhyWithdrawn


class DeadlineRecomputed(Event, frozen=True, kw_only=True, tag="deadline.recomputed"):
    """The deadline runs again from here with these dates; what was said before no longer holds.

    With `paused_since` it stands still instead, and the dates are those it had by then.
    `pauses` are all that it has had; `due_without_pauses` is left out where there are none.
    """

    deadline: str
    rule_key: str
    rule: str
    trigger_day: date
    due: date
    plan_by: date
    timely_until: date
    on: date
    because: WhyRecomputed
    by: UUID | None = None
    by_tag: str | None = None
    pauses: tuple[Pause, ...] = ()
    paused_since: date | None = None
    due_without_pauses: date | None = None


DeadlineEvent: TypeAlias = (
    DeadlineSet | DeadlineMet | DeadlineMissed | DeadlineWithdrawn | DeadlineRecomputed
)


def deadline_id(rule_key: str, trigger: UUID) -> str:
    """Return the deadline's name, the same for the same rule and trigger: set twice is set once."""
    return f"{rule_key}:{trigger.hex[-12:]}"


def holds_on(event: DeadlineEvent) -> date:
    """Return the day a deadline fact holds from (its `effective_on`)."""
    if isinstance(event, DeadlineSet):
        return event.trigger_day
    if isinstance(event, DeadlineMissed):
        return event.timely_until + timedelta(days=1)
    return event.on


def waiting_on(kind: Kind) -> WaitingOn:
    """Say who must act; a deadline that is nobody else's duty is the authority's."""
    return _WHOSE[kind]
