"""What was found out before an order about a sick-pay case is decided, and checks they share."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from msgspec import Struct

from services.sickpay.domain.duration import Elsewhere
from shared.eventlog.decider import Rejected
from shared.law.rulebook import RuleBook


class Agreement(NamedTuple):
    """The days for which a § 56 agreement lets a refund begin with the first day of absence."""

    from_: date
    to: date | None

    def covers(self, day: date) -> bool:
        """Say whether an absence that began on this day falls under it."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class SickPayFacts(Struct, frozen=True):
    """The business day, the law, the absences of the citizen's other cases, a fresh id.

    `agreements` are the § 56 agreements of the citizen with this employer, from all cases.
    """

    today: date
    book: RuleBook | None = None
    others: tuple[Elsewhere, ...] = ()
    new_id: UUID | None = None
    agreements: tuple[Agreement, ...] = ()

    @property
    def law(self) -> RuleBook:
        """Return the book of rules; without it nothing that needs a figure is decided."""
        if self.book is None:
            raise Rejected("rule_missing")
        return self.book


class Model(NamedTuple):
    """A way the law follows sick people up, from a day on."""

    since: date
    name: str


MODELS = (
    Model(date(2026, 7, 1), "2026"),
    Model(date(2020, 1, 1), "2020"),
    Model(date(2015, 1, 5), "2015"),
    # The four days in which no categories were in force.
    Model(date(2015, 1, 1), "gap"),
    Model(date(2006, 7, 3), "2006"),
)


def model_on(day: date) -> str:
    """Name the model of follow-up that a day lies in."""
    return next((model.name for model in MODELS if model.since <= day), "none")


def refuse_future(on: date, facts: SickPayFacts) -> None:
    """Refuse a day that has not come yet."""
    if on > facts.today:
        raise Rejected("date_in_future")
