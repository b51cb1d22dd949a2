"""What the duty to offers hears: registration, match, exemption, sickness, work, and the offers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeAlias
from uuid import UUID

from msgspec import Struct

from services.offers import messages
from services.offers.domain.offer_duty import offer_duty
from services.offers.domain.offer_duty_orders import (
    SELF_SUPPORTING,
    CountFromEnd,
    CountOffer,
    EndStartSlack,
    NoteBenefitChange,
    NoteBenefitChangeWithdrawn,
    NoteCaseClosed,
    NoteCaseReopened,
    NoteMatch,
    NoteMatchWithdrawn,
    NotePause,
    NotePauseOver,
    NoteRegistration,
    NoteTargetGroup,
    NoteWeeksWithoutBenefit,
    WeighStartSlack,
    WithdrawCountedOffer,
    WithdrawEndOfOffer,
)
from services.offers.domain.offer_placement_events import (
    OfferCancelled,
    OfferCorrected,
    OfferEnded,
    OfferEndWithdrawn,
    OfferGiven,
    OfferStarted,
    OfferStartWithdrawn,
)
from shared.casework.declare import Desk, Do, Policy
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event
from shared.law.weeks import whole_weeks

React: TypeAlias = Callable[[Recorded[Any], Any], Sequence[Do]]
Find: TypeAlias = Callable[[Desk, Recorded[Any]], Any]
_SICK: Final = "sick"
_JOB: Final = "employment"
_WAGE_SUBSIDY: Final = "wage_subsidy"


class Placed(Struct, frozen=True):
    """An offer as it was given: how many days it lasts, whether it is a wage subsidy, and when.

    `started_on` and `ended_on` are the days it began and ended, None where it has not.
    """

    days: int
    wage_subsidy: bool
    given_on: date
    started_on: date | None = None
    ended_on: date | None = None


def when_registered(
    message: Recorded[messages.CitizenRegistered | messages.RegistrationCorrected], _: object
) -> Sequence[Do]:
    """Open the duty, or mend who the citizen is."""
    told = message.event
    order = NoteRegistration(
        citizen=told.citizen,
        citizen_case=UUID(message.case_id),
        benefit_basis=told.benefit_basis,
        target_group=told.target_group,
        age=told.age,
        on=told.registered_on,
    )
    return [_on(told.citizen, order)]


def when_told_of_the_case(message: Recorded[Any], _: object) -> Sequence[Do]:
    """Follow the citizen's case: its group, its match, its closing and opening."""
    told = message.event
    match told:
        case messages.TargetGroupSet(target_group=group, holds_from=day):
            order: Command = NoteTargetGroup(group, day)
        case messages.BenefitChanged() | messages.BenefitChangeWithdrawn():
            order = _other_benefit(told)
        case messages.CaseClosed(closed_on=day):
            order = NoteCaseClosed(day)
        case messages.CaseReopened(reopened_on=day, by_mistake=by_mistake, age=age):
            order = NoteCaseReopened(day, by_mistake, age)
        case messages.MatchUpgraded(ready=ready, assessed_on=day):
            order = NoteMatch(ready, day)
        case messages.MatchDowngraded(ready=ready, assessed_on=day):
            order = NoteMatch(ready, day)
        case messages.MatchWithdrawn(ready=ready, assessed_on=day):
            order = NoteMatchWithdrawn(ready, day)
        case _:
            return []
    return [_on(told.citizen, order)]


def _other_benefit(
    told: messages.BenefitChanged | messages.BenefitChangeWithdrawn,
) -> NoteBenefitChange | NoteBenefitChangeWithdrawn:
    basis, age, day = told.benefit_basis, told.age, told.holds_from
    if isinstance(told, messages.BenefitChanged):
        group = told.target_group
        return NoteBenefitChange(benefit_basis=basis, target_group=group, age=age, on=day)
    before = told.target_group
    return NoteBenefitChangeWithdrawn(benefit_basis=basis, target_group=before, age=age, on=day)


def when_told_of_absence(message: Recorded[Any], _: object) -> Sequence[Do]:
    """Let the clocks stand while the citizen is exempt, ill or on own means, then run again."""
    told = message.event
    match told:
        case messages.ExemptionGranted(kind=kind, exempt_from=day):
            order: Command = NotePause(kind, day)
        case messages.ExemptionEnded(kind=kind, ended_on=day):
            order = NotePauseOver(kind, day)
        case messages.ExemptionWithdrawn(kind=kind, exempt_from=day):
            order = NotePauseOver(kind, day)
        case messages.SickReported(sick_from=day):
            order = NotePause(_SICK, day)
        case messages.SickReportWithdrawn(sick_from=day):
            order = NotePauseOver(_SICK, day)
        case messages.RecoveryNoted(recovered_on=day):
            order = NotePauseOver(_SICK, day)
        case messages.SelfSupportingRegistered(holds_from=day):
            order = NotePause(SELF_SUPPORTING, day)
        case messages.SelfSupportingWithdrawn() | messages.EligibilityConfirmed():
            order = NotePauseOver(SELF_SUPPORTING, told.holds_from)
        case _:
            return []
    return [_on(told.citizen, order)]


def when_work_recorded(message: Recorded[Any], _: object) -> Sequence[Do]:
    """Leave the weeks of a job that ended out of the counter of weeks on benefit.

    A job without an end closes the citizen's case elsewhere; no week needs leaving out then.
    A record that is put right or taken away may have left weeks out before: they count again.
    """
    told = message.event
    match told:
        case messages.ExternalRecordImported(kind=kind, period=period):
            if kind != _JOB or period.end is None:
                return []
            weeks = whole_weeks(period)
        case messages.ExternalRecordCorrected(kind=kind, period=period):
            weeks = whole_weeks(period) if kind == _JOB else ()
        case _:
            weeks = ()
    record = f"{told.record_source}:{told.record_id}"
    return [_on(told.citizen, NoteWeeksWithoutBenefit(record, weeks))]


def when_offer_moved(message: Recorded[Any], placed: Placed | None) -> Sequence[Do]:
    """Count an offer that began or ended, and take the count back with it.

    A wage subsidy is weighed first: begun after the deadline, it may have been given in time.
    """
    told, placement = message.event, UUID(message.case_id)
    match told:
        case OfferStarted(started_on=day):
            return [_on(told.citizen, each) for each in _begun(placement, placed, day)]
        case OfferStartWithdrawn():
            order: Command = WithdrawCountedOffer(placement)
        case OfferEnded(ended_on=day):
            order = CountFromEnd(placement, day)
        case OfferEndWithdrawn():
            order = WithdrawEndOfOffer(placement)
        case _:
            return []
    return [_on(told.citizen, order)]


def when_offer_given(
    message: Recorded[OfferGiven | OfferCorrected | OfferCancelled], found: Placed | None
) -> Sequence[Do]:
    """Weigh whether a wage subsidy given in time may begin later, and forget one called off.

    What is corrected after the citizen began is counted anew: its right length decides.
    """
    told, placement = message.event, UUID(message.case_id)
    if isinstance(told, OfferCancelled):
        return [_on(told.citizen, EndStartSlack(placement))]
    if found is not None and found.started_on is not None:
        orders = _recounted(placement, found, found.started_on)
        return [_on(told.citizen, each) for each in orders]
    days = (told.ends_on - told.starts_on).days + 1
    placed = Placed(days, told.offer_type == _WAGE_SUBSIDY, told.given_on)
    if isinstance(told, OfferGiven) and not placed.wage_subsidy:
        return []
    return [_on(told.citizen, _weigh(placement, placed, told.starts_on))]


def when_start_slack_missed(message: Recorded[messages.DeadlineMissed], _: object) -> Sequence[Do]:
    """End the time of a wage subsidy that has not begun in it."""
    mine = message.source == "offers" and message.case_type == "offer_duty"
    if not mine or message.event.rule_key != "offer.wage_subsidy.start_slack":
        return []
    return [_on(UUID(message.case_id), EndStartSlack())]


def _begun(placement: UUID, placed: Placed | None, day: date) -> list[Command]:
    if placed is None:
        return [CountOffer(placement, 0, day)]
    weighed = [_weigh(placement, placed, day)] if placed.wage_subsidy else []
    return [*weighed, CountOffer(placement, placed.days, day)]


def _recounted(placement: UUID, placed: Placed, day: date) -> list[Command]:
    """Weigh before the count, as when it began, and after it: one that is too short ends its time.

    The next offer is owed from the end of one that counts, and of no other.
    """
    weigh = _weigh(placement, placed, day)
    ended = [] if placed.ended_on is None else [CountFromEnd(placement, placed.ended_on)]
    return [weigh, CountOffer(placement, placed.days, day), weigh, *ended]


def _weigh(placement: UUID, placed: Placed, starts_on: date) -> Command:
    return WeighStartSlack(
        placement=placement,
        wage_subsidy=placed.wage_subsidy,
        starts_on=starts_on,
        days=placed.days,
        on=placed.given_on,
    )


def _on(citizen: UUID, command: Command) -> Do:
    return Do(decider=offer_duty, case_id=citizen, command=command)


class Found(Struct, frozen=True):
    """The duty that goes on under another id of the person, if so, and how an offer was given."""

    duty: UUID | None
    placed: Placed | None = None


def _policy(name: str, on: type[Event], react: React, find: Find) -> Policy:
    """Return a policy whose orders go to the duty of the person, under whichever id it runs."""

    def to_the_person(message: Recorded[Any], found: Found) -> Sequence[Do]:
        given = react(message, found.placed)
        return given if found.duty is None else [replace(do, case_id=found.duty) for do in given]

    return Policy(name=name, on=on, react=to_the_person, find=find)


def policies(find: Find) -> tuple[Policy, ...]:
    """Return the policies of the duty; `find` says whose duty it is and how an offer was given."""
    return (
        *(
            _policy("when_registered", heard, when_registered, find)
            for heard in (messages.CitizenRegistered, messages.RegistrationCorrected)
        ),
        *(
            _policy("when_told_of_the_case", heard, when_told_of_the_case, find)
            for heard in (
                messages.TargetGroupSet,
                messages.BenefitChanged,
                messages.BenefitChangeWithdrawn,
                messages.CaseClosed,
                messages.CaseReopened,
                messages.MatchUpgraded,
                messages.MatchDowngraded,
                messages.MatchWithdrawn,
            )
        ),
        *(
            _policy("when_told_of_absence", heard, when_told_of_absence, find)
            for heard in (
                messages.ExemptionGranted,
                messages.ExemptionEnded,
                messages.ExemptionWithdrawn,
                messages.SickReported,
                messages.SickReportWithdrawn,
                messages.RecoveryNoted,
                messages.SelfSupportingRegistered,
                messages.SelfSupportingWithdrawn,
                messages.EligibilityConfirmed,
            )
        ),
        *(
            _policy("when_work_recorded", heard, when_work_recorded, find)
            for heard in (
                messages.ExternalRecordImported,
                messages.ExternalRecordCorrected,
                messages.ExternalRecordWithdrawn,
            )
        ),
        *(
            _policy("when_offer_moved", heard, when_offer_moved, find)
            for heard in (OfferStarted, OfferStartWithdrawn, OfferEnded, OfferEndWithdrawn)
        ),
        *(
            _policy("when_offer_given", heard, when_offer_given, find)
            for heard in (OfferGiven, OfferCorrected, OfferCancelled)
        ),
        Policy(
            name="when_start_slack_missed",
            on=messages.DeadlineMissed,
            react=when_start_slack_missed,
        ),
    )
