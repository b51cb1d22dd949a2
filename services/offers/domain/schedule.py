"""When a citizen is expected at the offer: its days, its weekdays, and no public holiday."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct

from shared.eventlog.decider import Rejected
from shared.law.arithmetic import iso_week

Weekday: TypeAlias = Annotated[
    int, Meta(ge=1, le=7, description="Weekday, Monday is 1 and Sunday 7.")
]
Week: TypeAlias = Annotated[
    str, Meta(pattern=r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$", description="ISO week, `2011-W24`.")
]
MONDAY_TO_FRIDAY: Final = (1, 2, 3, 4, 5)


class Schedule(Struct, frozen=True):
    """The first and the last day of an offer, both counted, and its weekdays."""

    starts_on: date
    ends_on: date
    weekdays: tuple[int, ...] = MONDAY_TO_FRIDAY

    def holds(self, day: date) -> bool:
        """Say whether the day lies in the offer."""
        return self.starts_on <= day <= self.ends_on

    def expects(self, day: date, public_holidays: Collection[date]) -> bool:
        """Say whether the citizen has to come; nobody has to on a public holiday."""
        return self.holds(day) and day.isoweekday() in self.weekdays and day not in public_holidays


def week_of(day: date) -> Week:
    """Return the ISO week a day lies in."""
    return iso_week(day)


def past(on: date | None, today: date) -> date:
    """Return the day a thing happened, today when left out; refuse a day to come."""
    day = on or today
    if day > today:
        raise Rejected("date_in_future")
    return day
