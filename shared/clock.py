"""The one place time comes from: business moments in UTC, business days in Copenhagen."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class Clock(Protocol):
    """Tells the business moment; injected wherever a decision needs one."""

    def now(self) -> datetime:
        """Return the moment it is, in UTC with microseconds."""
        ...


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """Return the moment it really is."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved; it only moves forward."""

    def __init__(self, moment: datetime) -> None:
        """Start at `moment`, which must know its time zone."""
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment the clock was last moved to."""
        return self._moment

    def move_to(self, moment: datetime) -> None:
        """Move forward to `moment`; refuse to move back."""
        if moment < self._moment:
            msg = f"the clock only moves forward: {moment} is before {self._moment}"
            raise ValueError(msg)
        self._moment = moment.astimezone(UTC)


def local_date(moment: datetime) -> date:
    """Return the Copenhagen day a moment falls on."""
    return moment.astimezone(COPENHAGEN).date()
