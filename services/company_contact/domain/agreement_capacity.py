"""How many practice places companies have agreed to on a day, and how much of them was used.

The contract value (T5, F.1) is the mean of the months' shares; all place-days together give
another figure, which is shown beside it and decides nothing. Months without a place do not count.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Annotated, Final

from msgspec import Meta, Struct
from msgspec.structs import replace

from shared.law.arithmetic import add_months

_DAY: Final = timedelta(days=1)
MONTHS: Final = 12


class Places(Struct, frozen=True, forbid_unknown_fields=True):
    """So many places from a day to a day, both counted."""

    from_: date
    to: date
    places: Annotated[int, Meta(ge=1, le=10_000)]


def until(capacity: Iterable[Places], last_day: date) -> tuple[Places, ...]:
    """Return the places up to a day, that day counted."""
    return tuple(
        replace(each, to=min(each.to, last_day)) for each in capacity if each.from_ <= last_day
    )


def since(capacity: Iterable[Places], first_day: date) -> tuple[Places, ...]:
    """Return the places from a day on, that day counted."""
    return tuple(
        replace(each, from_=max(each.from_, first_day)) for each in capacity if first_day <= each.to
    )


def changed(
    before: Iterable[Places], after: Iterable[Places], first_day: date
) -> tuple[Places, ...]:
    """Return the places when others hold from a day on."""
    return (*until(before, first_day - _DAY), *since(after, first_day))


def capped(capacity: Iterable[Places], most: int | None) -> tuple[Places, ...]:
    """Return the places, of none more than the company may have; None says that it may have all."""
    if most is None:
        return tuple(capacity)
    return tuple(replace(each, places=min(each.places, most)) for each in capacity)


def fewer(stands: Iterable[Places], said: Sequence[Places], first_day: date) -> bool:
    """Say whether on some day from a day on fewer places stand open than was said."""
    return any(each.places < places_on(said, each.from_) for each in since(stands, first_day))


def places_on(capacity: Iterable[Places], day: date) -> int:
    """Return how many places are agreed on a day, over all agreements given."""
    return sum(each.places for each in capacity if each.from_ <= day <= each.to)


def place_days(capacity: Iterable[Places], first_day: date, last_day: date) -> int:
    """Return the places of each day from the first to the last, added up."""
    within = since(until(capacity, last_day), first_day)
    return sum(each.places * ((each.to - each.from_).days + 1) for each in within)


class MonthUse(Struct, frozen=True):
    """One month: place-days agreed on, and place-days occupied once the month is over."""

    first_day: date
    agreed: int
    occupied: int | None = None


class CapacityUse(Struct, frozen=True):
    """The use of agreed places over months."""

    months: tuple[MonthUse, ...]

    @property
    def _counted(self) -> tuple[tuple[int, int], ...]:
        """Return occupied and agreed of the months that count."""
        over = ((month.occupied, month.agreed) for month in self.months)
        return tuple((used, agreed) for used, agreed in over if used is not None and agreed)

    @property
    def mean(self) -> Fraction | None:
        """Return the mean of the months' shares; None when no month counts (T5)."""
        shares = [Fraction(used, agreed) for used, agreed in self._counted]
        return sum(shares, Fraction()) / len(shares) if shares else None

    @property
    def pooled(self) -> Fraction | None:
        """Return the share of all place-days together; None when no month counts."""
        agreed = sum(agreed for _, agreed in self._counted)
        return Fraction(sum(used for used, _ in self._counted), agreed) if agreed else None


def capacity_use(months: Iterable[MonthUse]) -> CapacityUse:
    """Hold the place-days occupied against those agreed on, over months."""
    return CapacityUse(tuple(months))


def month_use(
    capacity: Sequence[Places],
    first_day: date,
    occupied: Callable[[date, date], int],
    today: date,
) -> MonthUse:
    """Return the use of the month that begins on a day; occupied once the month is over."""
    last_day = add_months(first_day, 1) - _DAY
    agreed = place_days(capacity, first_day, last_day)
    return MonthUse(first_day, agreed, occupied(first_day, last_day) if last_day < today else None)


def under(month: MonthUse, target: Fraction) -> bool:
    """Say whether less was used in a month than is aimed at; one without a place misses nothing."""
    if month.occupied is None or not month.agreed:
        return False
    return Fraction(month.occupied, month.agreed) < target


def year_months(year: int) -> tuple[date, ...]:
    """Return the first days of a year's months."""
    return tuple(date(year, number, 1) for number in range(1, MONTHS + 1))


def months_before(today: date, count: int) -> tuple[date, ...]:
    """Return the first days of the latest whole months before a day, oldest first."""
    this_month = today.replace(day=1)
    return tuple(add_months(this_month, -back) for back in range(count, 0, -1))
