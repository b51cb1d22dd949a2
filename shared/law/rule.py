"""One rule of law as it stands in a rule file: a figure with its paragraph, dates and evidence."""

from datetime import date
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct, field

from shared.law.arithmetic import TIME_UNITS, Roll, TimeUnit
from shared.law.conditions import Condition

RuleType: TypeAlias = Literal[
    "deadline", "parameter", "requirement", "table", "step", "ratio", "rolling_window"
]
Kind: TypeAlias = Literal[
    "authority_duty", "citizen_duty", "employer_duty", "doctor_duty", "parameter"
]
Evidence: TypeAlias = Literal["V", "S", "M-high", "M-med", "M-low", "A"]
Status: TypeAlias = Literal["in_force", "draft", "abolished"]
Banner: TypeAlias = Literal["low_evidence", "incomplete_table"]
Language: TypeAlias = Literal["da", "en"]

BANNER_TEXTS: Final[dict[Banner, dict[Language, str]]] = {
    "low_evidence": {
        "da": "Reglen er ikke bekræftet af en jurist og må ikke gengives som gældende ret.",
        "en": "The rule has not been checked by a lawyer and must not be shown as the law.",
    },
    "incomplete_table": {
        "da": "Tabellen er ikke fuldstændig; uden for dens rækker beregnes intet.",
        "en": "The table is not complete; outside its rows nothing is computed.",
    },
}


class StartsOn(Struct, frozen=True, forbid_unknown_fields=True):
    """The fact that starts a clock, and which of its dates is day 0."""

    event: str
    date: str = "effective_on"


class PausedBy(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A fact that stops a clock for a while; with `kinds`, only a fact of one of these kinds."""

    event: str
    kinds: tuple[str, ...] = ()

    def fits(self, tag: str, kind: object) -> bool:
        """Say whether a fact with this tag and kind is one of those."""
        return tag == self.event and (not self.kinds or kind in self.kinds)


class ResumedBy(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A fact after which a clock runs again; with `after`, only if one of these had paused it."""

    event: str
    after: tuple[str, ...] = ()

    def ends(self, tag: str, paused_by: str) -> bool:
        """Say whether a fact with this tag ends a pause that the other fact began."""
        return tag == self.event and (not self.after or paused_by in self.after)


class TableLine(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a table: the figure that holds when its conditions are met."""

    when: dict[str, Condition]
    value: int


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dated row of a rule file, with the key it answers for.

    `value` is counted in `unit`; money is in øre. `valid_to` is the last day it holds.
    `version` names exactly this row for ever, also after it was ended.
    """

    key: str
    owner: str
    version: str
    valid_from: date
    law_ref: str
    evidence: Evidence
    type: RuleType
    description: str = ""
    valid_to: date | None = None
    value: int | bool | str | None = None
    unit: str | None = None
    kind: Kind = "parameter"
    roll: Roll = "none"
    applies_to: dict[str, Condition] = field(default_factory=dict)
    starts_on: tuple[StartsOn, ...] = ()
    stops_on: tuple[str, ...] = ()
    withdrawn_by: tuple[str, ...] = ()
    paused_by: tuple[PausedBy, ...] = ()
    resumed_by: tuple[ResumedBy, ...] = ()
    warn_days: tuple[int, ...] = ()
    status: Status = "in_force"
    supersedes: str | None = None
    complete: bool = True
    rows_data: tuple[TableLine, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether the row is dated to hold that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: "Rule") -> bool:
        """Say whether the two rows hold on a common day."""
        return (other.valid_to is None or self.valid_from <= other.valid_to) and (
            self.valid_to is None or other.valid_from <= self.valid_to
        )

    def started_by(self, tag: str) -> StartsOn | None:
        """Return how the fact with this tag starts the clock; None if it does not."""
        return next((start for start in self.starts_on if start.event == tag), None)

    @property
    def number(self) -> int:
        """Return the figure of a rule that has a whole number; asking another is a mistake."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            msg = f"{self.version} has no number but {self.value!r}"
            raise TypeError(msg)
        return self.value

    @property
    def time_unit(self) -> TimeUnit:
        """Return the unit of a rule that counts time; asking another is a mistake."""
        if self.unit not in TIME_UNITS:
            msg = f"{self.version} counts no time but {self.unit!r}"
            raise TypeError(msg)
        return self.unit  # type: ignore[return-value]  # just found among the units of time

    @property
    def banners(self) -> tuple[Banner, ...]:
        """Return the warnings every screen that uses the rule must show."""
        low: tuple[Banner, ...] = ("low_evidence",) if self.evidence == "M-low" else ()
        return low if self.complete else (*low, "incomplete_table")
