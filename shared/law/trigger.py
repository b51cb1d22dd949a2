"""A new fact as the clocks see it: its name, its day, and what it says about other facts."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from msgspec import Struct, field

from shared.eventlog.envelope import How

_TAKEN_BACK: Final = ("withdrawn", "annulled")


class Cause(NamedTuple):
    """The fact behind a deadline fact, and the day it holds."""

    by: UUID
    tag: str
    on: date


class Trigger(Struct, frozen=True, kw_only=True):
    """A new fact, the case's own or the message it reacts to, as the clocks see it.

    `corrects` and `how` are those of the envelope; `replaces_day` is the day that now
    counts instead of the corrected fact's, when it is not `effective_on`.
    `dates` holds the fact's own dates, for rules that count from one of them;
    `kind` is its field of that name, for pauses that only some kinds bring; `item` is which of
    several things of the case it concerns, where the case keeps more than one of a kind.
    """

    tag: str
    event_id: UUID
    effective_on: date
    recorded_on: date
    how: How | None = None
    corrects: UUID | None = None
    replaces_day: date | None = None
    dates: Mapping[str, date] = field(default_factory=dict)
    kind: str | None = None
    item: UUID | None = None

    @property
    def cause(self) -> Cause:
        """Return the fact as the cause of a deadline fact."""
        return Cause(self.event_id, self.tag, self.effective_on)

    @property
    def takes_back(self) -> bool:
        """Say whether the fact says that another one did not happen."""
        return self.how in _TAKEN_BACK

    @property
    def corrected_day(self) -> date:
        """Return the day that counts from now on."""
        return self.replaces_day or self.effective_on

    def day(self, name: str) -> date:
        """Return the date of the fact that a rule counts from."""
        known = {
            **self.dates,
            "effective_on": self.effective_on,
            "recorded_on": self.recorded_on,
        }
        return known[name]
