"""What every part of a citizen's case stands on when it answers an order."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from shared.clock import local_date
from shared.eventlog.decider import Rejected


class CountDuty(Struct, frozen=True):
    """A number of interviews the law asks for in a stretch of days, as its clock stands.

    `counts_from` is the first day that counts; `met` says that the number was reached.
    """

    kind: str
    needed: int
    counts_from: date
    met: bool = False


class CaseLaw(Struct, frozen=True):
    """What the rules say to the order at hand; found by the application, empty for others.

    `standard` are the items a good interview has, `suggested_model` is the follow-up the rules
    propose, `request_after_months` is when a citizen may ask for interviews (None: no such right).
    `groups` are those the law of the day knows; `lives_on` and `younger_than` say which benefits
    and which age make a group, where they do. What an interpreter costs is in øre. With
    `counted_anew` another benefit asks for another number of interviews; `weeks_from` is the day
    the weeks to the next interview are counted from.
    """

    counts: tuple[CountDuty, ...] = ()
    standard: tuple[str, ...] = ()
    suggested_model: str | None = None
    suggested_by: str | None = None
    request_after_months: int | None = None
    match_model: str | None = None
    conversion: dict[str, str] = {}
    segment: int | None = None
    groups: tuple[str, ...] = ()
    lives_on: dict[str, tuple[str, ...]] = {}
    younger_than: dict[str, int] = {}
    interpreter_booked_ore: int | None = None
    interpreter_on_duty_ore: int | None = None
    counted_anew: bool = False
    weeks_from: date | None = None


class Ground(Struct, frozen=True):
    """Whose case it is, when it is, since when it is open, who acts, and what the law says."""

    citizen: UUID
    case_id: UUID | None
    now: datetime
    since: date
    actor: str = ""
    interviews: tuple[date, ...] = ()
    law: CaseLaw = CaseLaw()
    benefit_basis: str | None = None
    age: int | None = None

    @property
    def today(self) -> date:
        """Return the business day."""
        return local_date(self.now)

    def happened(self, on: date | None) -> date:
        """Return the day a thing happened, today when left out; it lies in the open case."""
        day = on or self.today
        if day > self.today:
            raise Rejected("date_in_future")
        if day < self.since:
            raise Rejected("before_registration")
        return day
