"""What may be ordered about a citizen's duty to offers; most of it follows from messages."""

from datetime import date
from typing import Annotated, Final, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.offers.domain.no_show import Text
from services.offers.domain.schedule import Week
from shared.eventlog.command import Command as Order

SELF_SUPPORTING: Final = "self_supporting"
"""The kind of a pause in which the citizen lives on own means: no exemption, so no month after."""
Age: TypeAlias = Annotated[int, Meta(ge=0, le=120)]


class NoteRegistration(Order, frozen=True, kw_only=True):
    """Take note of who the citizen is to visitation, and since when."""

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    target_group: str | None
    age: Age | None
    on: date


class NoteTargetGroup(Order, frozen=True):
    """Take note of another target group; clocks that run keep their day."""

    target_group: str
    on: date


class NoteBenefitChange(Order, frozen=True, kw_only=True):
    """Take note that the citizen lives on another benefit, from which the duty is counted."""

    benefit_basis: str
    target_group: str
    age: Age | None
    on: date


class NoteBenefitChangeWithdrawn(Order, frozen=True, kw_only=True):
    """Take note that the change of benefit did not take place; these hold as before it."""

    benefit_basis: str
    target_group: str | None
    age: Age | None
    on: date


class NoteCaseClosed(Order, frozen=True):
    """Take note that visitation closed the citizen's case."""

    on: date


class NoteCaseReopened(Order, frozen=True):
    """Take note that visitation opened the case again, or had closed it `by_mistake`.

    `age` is the age that day, where visitation was told it.
    """

    on: date
    by_mistake: bool = False
    age: Age | None = None


class NoteMatch(Order, frozen=True):
    """Take note of another match, from which a running duty is counted anew."""

    ready: bool
    on: date


class NoteMatchWithdrawn(Order, frozen=True):
    """Take note that the match of that day was not said, and how the citizen is matched instead."""

    ready: bool
    on: date


class NotePause(Order, frozen=True):
    """Take note that the citizen is exempt or ill from a day, and the clocks stand still."""

    kind: str
    on: date


class NotePauseOver(Order, frozen=True):
    """Take note that the citizen must come again from a day."""

    kind: str
    on: date


class CountOffer(Order, frozen=True):
    """Count an offer that the citizen has begun in if it is long enough, and only as long as it is.

    `days` is how long the offer lasts as it now stands; a correction may change that either way.
    """

    placement: UUID
    days: int
    on: date


class WithdrawCountedOffer(Order, frozen=True):
    """Take back the count of an offer the citizen had not begun in."""

    placement: UUID


class CountFromEnd(Order, frozen=True):
    """Count the next duty from the end of an offer, if that offer counts."""

    placement: UUID
    on: date


class WithdrawEndOfOffer(Order, frozen=True):
    """Take back that the offer had ended."""

    placement: UUID


class NoteWeeksWithoutBenefit(Order, frozen=True):
    """Take note of whole weeks in which the citizen had no benefit, as one record tells."""

    record: str
    weeks: tuple[Week, ...]


class ExemptFromOffer(Order, frozen=True):
    """Exempt the citizen from the duty to an offer, within the share the law allows."""

    reason: Text
    on: date | None = None


class EndOfferExemption(Order, frozen=True):
    """Let the duty to an offer hold again."""

    on: date | None = None


class WeighStartSlack(Order, frozen=True, kw_only=True):
    """Weigh whether a wage subsidy given in time may begin after the deadline.

    `on` is the day it was given, `starts_on` the day it is to begin, `days` how long it lasts.
    """

    placement: UUID
    wage_subsidy: bool
    starts_on: date
    days: int
    on: date


class EndStartSlack(Order, frozen=True):
    """End the time a wage subsidy had to begin in; with no placement named, whichever it was."""

    placement: UUID | None = None


Command: TypeAlias = (
    NoteRegistration
    | NoteTargetGroup
    | NoteBenefitChange
    | NoteBenefitChangeWithdrawn
    | NoteCaseClosed
    | NoteCaseReopened
    | NoteMatch
    | NoteMatchWithdrawn
    | NotePause
    | NotePauseOver
    | CountOffer
    | WithdrawCountedOffer
    | CountFromEnd
    | WithdrawEndOfOffer
    | NoteWeeksWithoutBenefit
    | ExemptFromOffer
    | EndOfferExemption
    | WeighStartSlack
    | EndStartSlack
)
