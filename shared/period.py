"""A stretch of days with a first day and the day after its last one."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    """Days from `start` (counted) to `end` (not counted); `end` None means without end."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that holds no day."""
        if self.end is not None and self.end <= self.start:
            msg = "a period must end after it starts"
            raise ValueError(msg)

    @classmethod
    def of_days(cls, first: date, last: date) -> "Period":
        """Make the period whose first and last counted days are given."""
        return cls(first, last + timedelta(days=1))

    def holds(self, day: date) -> bool:
        """Say whether `day` lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Say whether the two periods share a day."""
        return (other.end is None or self.start < other.end) and (
            self.end is None or other.start < self.end
        )

    def days(self) -> Iterator[date]:
        """Go through the days of a period that ends."""
        if self.end is None:
            msg = "a period without end has no last day to count to"
            raise ValueError(msg)
        for offset in range((self.end - self.start).days):
            yield self.start + timedelta(days=offset)
