"""How much was done in time: the months of a contract's measure, and the day a stock is taken.

The contract's value is the mean of the months; the pooled share stands beside it, for the two can
differ. A month in which nothing fell due is left out and counted. The stock is taken on the Monday
of the week that holds the 8th. Shares are exact; shown they are per mille, half up, and a threshold
is compared with the share itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Annotated, Final, NamedTuple, Protocol, TypeAlias

from msgspec import Meta, Struct

from shared.law.deadline_list import DeadlineRow

PerMille: TypeAlias = Annotated[int, Meta(ge=0, le=1000)]
_THRESHOLD: Final = Fraction(95, 100)
_THOUSAND: Final = 1000
_MONTHS: Final = 12


class Counted(Protocol):
    """A month: how many fell due in it, and how many of those were done in time."""

    @property
    def falling_due(self) -> int:
        """Return how many fell due."""
        ...

    @property
    def on_time(self) -> int:
        """Return how many of them were done in time."""
        ...


class Month(Struct, frozen=True):
    """One month: how many fell due, and what became of them."""

    month: str
    falling_due: int
    on_time: int
    late: int
    not_yet: int


class Shares(NamedTuple):
    """The mean of the months and the pooled share, None where nothing fell due."""

    mean: PerMille | None
    pooled: PerMille | None
    reaches_95: bool | None


def months_of(rows: Iterable[DeadlineRow]) -> tuple[Month, ...]:
    """Count the months in which something fell due; what is late or not done is not in time."""
    by_month: dict[str, list[DeadlineRow]] = defaultdict(list)
    for row in rows:
        by_month[f"{row.timely_until:%Y-%m}"].append(row)
    return tuple(_month(name, by_month[name]) for name in sorted(by_month))


def months_between(first: date, last: date) -> int:
    """Return how many months two days touch, both counted."""
    return (last.year - first.year) * _MONTHS + last.month - first.month + 1


def shares(months: Iterable[Counted]) -> Shares:
    """Return the mean of the months and the pooled share of all that fell due."""
    found = tuple(months)
    if not found:
        return Shares(None, None, None)
    mean = sum((Fraction(m.on_time, m.falling_due) for m in found), Fraction()) / len(found)
    pooled = Fraction(sum(m.on_time for m in found), sum(m.falling_due for m in found))
    return Shares(shown(mean), shown(pooled), mean >= _THRESHOLD)


def shown(share: Fraction) -> PerMille:
    """Return a share per mille, half up."""
    return int(share * _THOUSAND + Fraction(1, 2))


def second_week(month: date) -> date:
    """Return the Monday of the week that holds the 8th."""
    eighth = month.replace(day=8)
    return eighth - timedelta(days=eighth.weekday())


def _month(name: str, rows: list[DeadlineRow]) -> Month:
    met = [row for row in rows if row.status == "met"]
    on_time = sum(row.late_by_days == 0 for row in met)
    return Month(name, len(rows), on_time, len(met) - on_time, len(rows) - len(met))
