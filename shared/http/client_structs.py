"""What the clients of all services send and read alike.

Written by `python -m jobcenter generate`; do not change it here.
"""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

from shared.http.client import Masked


class CaseFilter(Struct, frozen=True, omit_defaults=True):
    """Which cases are wanted; `after` is the `next` of the reader's own page before."""

    citizen: UUID | None = None
    open: bool = False
    after: str | None = None
    limit: int = 50


class DeadlineRow(Struct, frozen=True):
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
    evidence: Literal["A", "M-high", "M-low", "M-med", "S", "V"]
    kind: Literal["authority_duty", "citizen_duty", "doctor_duty", "employer_duty", "parameter"]
    waiting_on: Literal["authority", "citizen", "doctor", "employer"]
    trigger_tag: str
    trigger_day: date
    due: date
    plan_by: date
    timely_until: date
    warn_days: tuple[int, ...]
    status: Literal["met", "missed", "paused", "running", "withdrawn"]
    paused_since: date | None
    met_on: date | None
    late_by_days: int
    gone_on: date | None = None


class Deadlines(Struct, frozen=True, omit_defaults=True):
    """Which deadlines are asked for; `due_by` gives those whose last timely day is no later."""

    citizen: UUID | None = None
    status: Literal["met", "missed", "paused", "running", "withdrawn"] | None = None
    rule: str | None = None
    due_by: date | None = None
    limit: int = 100


class Erased(Struct, frozen=True):
    """Stands where a personal value was before it was erased."""

    erased: Literal[True] = True


class Actor(Struct, frozen=True):
    """The one who acts; a machine names the person it acts for in `on_behalf_of`."""

    id: str
    kind: Literal["machine", "person"] = "person"
    authority: Literal["external", "municipal", "state"] = "municipal"
    unit: str = ""
    roles: tuple[str, ...] = ()
    on_behalf_of: str | None = None


class Period(Struct, frozen=True):
    """Days from `start` (counted) to `end` (not counted); `end` None means without end."""

    start: date
    end: date | None = None


class Statement(Struct, frozen=True):
    """Something a decision took as true: for this citizen and period, this kind of fact was found.

    `found` None says that nothing was found ("no employment in February 2011").
    """

    subject: UUID
    kind: str
    period: Period
    found: str | None = None


class Basis(Struct, frozen=True):
    """What a decision relied on: facts by their event id, and statements."""

    events: tuple[UUID, ...] = ()
    statements: tuple[Statement, ...] = ()


class Fact(Struct, frozen=True):
    """A fact in a case's history: what happened, on which day it holds, when it was recorded."""

    event_id: UUID
    version: int
    tag: str
    effective_on: date
    occurred_at: datetime
    recorded_at: datetime
    actor: Actor
    correlation_id: str
    event: Any
    causation_id: UUID | None = None
    corrects: UUID | None = None
    how: Literal["annulled", "corrected", "superseded", "withdrawn"] | None = None
    rules: tuple[str, ...] = ()
    basis: Basis | None = None


class FileOf(Struct, frozen=True, omit_defaults=True):
    """Whose facts are asked for; `after` is the last position of the page before."""

    citizen: UUID
    after: int = 0
    limit: int = 200


class FiledFact(Struct, frozen=True):
    """One fact about a citizen as it stands in the log, and what in it is personal, by class.

    In `told`, `{"see": "health"}` marks the place of a value that stands in `health` under its
    path, `{"erased": true}` one that is gone, `withheld` what is somebody else's.
    """

    citizen: UUID
    position: int
    event_id: UUID
    case: str
    tag: str
    effective_on: date
    recorded_at: datetime
    authority: str
    unit: str
    by: str
    rules: tuple[str, ...]
    corrects: UUID | None
    how: str | None
    told: dict[str, Any]
    relied_on: tuple[Statement, ...] | Masked
    contact: dict[str, Any]
    economy: dict[str, Any]
    health: dict[str, Any]


class KnownAt(Struct, frozen=True, omit_defaults=True):
    """A case as it was known at a moment or at the end of a day."""

    as_of_known: str | None = None


class CaseRow(Struct, frozen=True):
    """One case: where it stands, without anything personal."""

    stream: str
    case_type: str
    case_id: str
    subjects: tuple[UUID, ...]
    opened_on: date
    last_fact: str
    last_recorded_at: datetime
    version: int
    open: bool


class ListedCases(Struct, frozen=True):
    """Some cases, and the mark by which the list goes on (none: this was the last page)."""

    items: tuple[CaseRow, ...]
    next: str | None = None


class Moments(Struct, frozen=True, omit_defaults=True):
    """The two clocks: facts recorded by then, and of those the ones that hold on a day.

    `as_of_known` is a moment, or a day and then means the end of that day in Copenhagen.
    """

    as_of_valid: date | None = None
    as_of_known: str | None = None


class Month(Struct, frozen=True):
    """One month: how many fell due, and what became of them."""

    month: str
    falling_due: int
    on_time: int
    late: int
    not_yet: int


class RefundSums(Struct, frozen=True):
    """What was paid, what the state refunds, what the municipality bears; the share half up.

    `banners` are the warnings of the rules that decided: `low_evidence` is not to be shown as law.
    """

    paid: int
    refunded: int
    own: int
    per_mille: int
    banners: tuple[Literal["incomplete_table", "low_evidence"], ...] = ()


class Reason(Struct, frozen=True):
    """One reason why an order cannot be given now."""

    code: str
    title: str
    title_en: str


class MayOrder(Struct, frozen=True):
    """Whether an order may be given now, and if not, why."""

    allowed: bool
    because: tuple[Reason, ...] = ()


class ShownCase(Struct, frozen=True):
    """A case as it stands; `may` says of every order whether it can be given now.

    `relation` says as what the reader was let in; `masked` names the classes of fields that were
    covered with `{"masked": "<class>"}`.
    """

    case_id: str
    case_type: str
    version: int
    state: Any
    subjects: tuple[UUID, ...]
    may: dict[str, MayOrder] = {}
    relation: Literal["any", "former", "guest", "own", "self"] | None = None
    masked: tuple[Literal["address", "contact", "economy", "health", "standing"], ...] = ()
