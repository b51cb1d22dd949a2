"""What is stated about a citizen's duty to offers."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

Because: TypeAlias = Literal["match", "weeks", "exemption", "benefit"]


class OfferDutyOpened(Fact, frozen=True, tag="offers.offer_duty_opened"):
    """The citizen is registered, and the rules say by when an offer is due."""

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    target_group: str | None
    age: int | None
    since: date


class OfferDutyCorrected(Fact, frozen=True, tag="offers.offer_duty_corrected"):
    """Who the citizen is to visitation was told anew."""

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    target_group: str | None
    age: int | None
    since: date


class OfferDutyGroupNoted(Fact, frozen=True, tag="offers.offer_duty_group_noted"):
    """The citizen belongs to another target group."""

    citizen: UUID
    target_group: str
    holds_from: date


class OfferDutyBenefitNoted(Fact, frozen=True, tag="offers.offer_duty_benefit_noted"):
    """The citizen lives on another benefit from that day.

    `first_from` and `repeat_from` are the days the open duties were counted from until then.
    """

    citizen: UUID
    benefit_basis: str
    target_group: str
    age: int | None
    holds_from: date
    first_from: date | None
    repeat_from: date | None


class OfferDutyBenefitWithdrawn(Fact, frozen=True, tag="offers.offer_duty_benefit_withdrawn"):
    """The change of benefit did not take place; these hold as before it."""

    citizen: UUID
    benefit_basis: str
    target_group: str | None
    age: int | None
    holds_from: date


class OfferDutyClosed(Fact, frozen=True, tag="offers.offer_duty_closed"):
    """The citizen's case was closed; no offer is owed."""

    citizen: UUID
    closed_on: date


class OfferDutyReopened(Fact, frozen=True, tag="offers.offer_duty_reopened"):
    """The citizen's case is open again.

    With `by_mistake` it had never been closed: the duty goes on as it stood, with the pauses and
    the exemption that held then. `age` is the age that day, where it was told.
    """

    citizen: UUID
    reopened_on: date
    by_mistake: bool = False
    paused: tuple[str, ...] = ()
    exempt: bool = False
    age: int | None = None


class OfferDutyMatchNoted(Fact, frozen=True, tag="offers.offer_duty_match_noted"):
    """The citizen is matched otherwise; the open duties were counted from these days before."""

    citizen: UUID
    ready: bool
    matched_on: date
    first_from: date | None = None
    repeat_from: date | None = None


class OfferDutyMatchWithdrawn(Fact, frozen=True, tag="offers.offer_duty_match_withdrawn"):
    """The match was not said after all; the one before holds again."""

    citizen: UUID
    ready: bool
    matched_on: date


class OfferDutyPaused(Fact, frozen=True, tag="offers.offer_duty_paused"):
    """The clocks stand still from that day."""

    citizen: UUID
    kind: str
    paused_on: date


class OfferDutyResumed(Fact, frozen=True, tag="offers.offer_duty_resumed"):
    """The clocks run again from that day; `owed` says that a first offer is still to be given."""

    citizen: UUID
    kind: str
    resumed_on: date
    owed: bool


class FirstDutyRecounted(Fact, frozen=True, tag="offers.first_duty_recounted"):
    """The duty to a first offer is counted anew from that day."""

    citizen: UUID
    because: Because
    from_day: date


class RepeatDutyRecounted(Fact, frozen=True, tag="offers.repeat_duty_recounted"):
    """The duty to another offer is counted anew from that day."""

    citizen: UUID
    because: Because
    from_day: date


class OfferCounted(Fact, frozen=True, tag="offers.offer_counted"):
    """The citizen began in an offer that fulfils the duty."""

    citizen: UUID
    placement: UUID
    started_on: date


class OfferFoundTooShort(Fact, frozen=True, tag="offers.offer_found_too_short"):
    """The citizen began in an offer that is too short to fulfil the duty.

    An offer that counted, and was corrected to be so short, counts no more.
    """

    citizen: UUID
    placement: UUID
    days: int
    needed_days: int


class CountedOfferWithdrawn(Fact, frozen=True, tag="offers.counted_offer_withdrawn"):
    """The citizen had not begun in that offer."""

    citizen: UUID
    placement: UUID


class RepeatDutyBegun(Fact, frozen=True, tag="offers.repeat_duty_begun"):
    """An offer that counted is over; the next one is owed from that day."""

    citizen: UUID
    placement: UUID
    ended_on: date


class RepeatDutyWithdrawn(Fact, frozen=True, tag="offers.repeat_duty_withdrawn"):
    """The offer was not over."""

    citizen: UUID
    placement: UUID


class WeeksWithoutBenefitNoted(Fact, frozen=True, tag="offers.weeks_without_benefit_noted"):
    """Weeks that a counter of weeks on benefit leaves out, as one record tells them now."""

    citizen: UUID
    record: str
    weeks: tuple[str, ...]


class OfferExempted(Fact, frozen=True, tag="offers.offer_exempted"):
    """The citizen is exempt from the duty to an offer."""

    citizen: UUID
    exempted_on: date
    reason: ContactData[str]


class OfferExemptionEnded(Fact, frozen=True, tag="offers.offer_exemption_ended"):
    """The duty to an offer holds again."""

    citizen: UUID
    ended_on: date


class StartSlackGranted(Fact, frozen=True, tag="offers.start_slack_granted"):
    """A wage subsidy given by the deadline may begin until `start_by`; so long the duty is met."""

    citizen: UUID
    placement: UUID
    given_on: date
    deadline_on: date
    start_by: date


class StartSlackEnded(Fact, frozen=True, tag="offers.start_slack_ended"):
    """The wage subsidy did not begin in its time, so it has not fulfilled the duty."""

    citizen: UUID
    placement: UUID


Event: TypeAlias = (
    OfferDutyOpened
    | OfferDutyCorrected
    | OfferDutyGroupNoted
    | OfferDutyBenefitNoted
    | OfferDutyBenefitWithdrawn
    | OfferDutyClosed
    | OfferDutyReopened
    | OfferDutyMatchNoted
    | OfferDutyMatchWithdrawn
    | OfferDutyPaused
    | OfferDutyResumed
    | FirstDutyRecounted
    | RepeatDutyRecounted
    | OfferCounted
    | OfferFoundTooShort
    | CountedOfferWithdrawn
    | RepeatDutyBegun
    | RepeatDutyWithdrawn
    | WeeksWithoutBenefitNoted
    | OfferExempted
    | OfferExemptionEnded
    | StartSlackGranted
    | StartSlackEnded
)
