"""A citizen's place in an activation offer: given, started, ended, no-shows and what comes next.

Law: LAB: an offer is given when it is decided and told in writing. Only the offer's own supplier
reports absence from it. With a supplier that has had a contract an offer begins only while one
runs (`supplier_contract.py`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, TypeAlias, get_args
from uuid import UUID

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from services.offers.domain import agreed_place, next_step, no_show
from services.offers.domain.agreed_place import AgreedPlace, NotePlaceDenied, refuse_place
from services.offers.domain.no_show import Reports, Text
from services.offers.domain.offer_placement_events import (
    OfferCancelled,
    OfferCorrected,
    OfferEnded,
    OfferEndWithdrawn,
    OfferGiven,
    OfferOutcome,
    OfferStarted,
    OfferStartWithdrawn,
    OfferType,
    SupplierId,
)
from services.offers.domain.schedule import MONDAY_TO_FRIDAY, Schedule, Weekday, past
from services.offers.domain.supplier_contract import NoContract, week_price
from services.offers.domain.supplier_contract import State as Contracts
from shared.actor import Actor
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact

Weekdays: TypeAlias = Annotated[tuple[Weekday, ...], Meta(min_length=1, max_length=7)]
EMPLOYMENT_CENTRE: Final = "employment_centre"


class GiveOffer(Order, frozen=True):
    """Give the citizen an offer, from the first to the last day; both are counted."""

    citizen: UUID
    offer_type: OfferType = field(name="type")
    starts_on: date = field(name="from")
    ends_on: date = field(name="to")
    supplier: SupplierId = EMPLOYMENT_CENTRE
    weekdays: Weekdays = MONDAY_TO_FRIDAY
    on: date | None = None
    place: AgreedPlace | None = None


class CorrectOffer(Order, frozen=True):
    """Write the offer anew as it should have been; what is left out stays as it was."""

    reason: Text
    offer_type: OfferType | None = field(name="type", default=None)
    starts_on: date | None = field(name="from", default=None)
    ends_on: date | None = field(name="to", default=None)
    supplier: SupplierId | None = None
    weekdays: Weekdays | None = None
    place: AgreedPlace | None = None


class StartOffer(Order, frozen=True):
    """Record that the citizen began."""

    on: date | None = None


class WithdrawStart(Order, frozen=True):
    """Take back a start that did not happen."""

    reason: Text


class EndOffer(Order, frozen=True):
    """Record that the offer is over, and how it went; `on` is its last day."""

    outcome: OfferOutcome
    on: date | None = None


class WithdrawEnd(Order, frozen=True):
    """Take back an end that was a mistake."""

    reason: Text


class CancelOffer(Order, frozen=True):
    """Call the offer off before the citizen began."""

    reason: Text
    on: date | None = None


Command: TypeAlias = (
    GiveOffer
    | CorrectOffer
    | StartOffer
    | WithdrawStart
    | EndOffer
    | WithdrawEnd
    | CancelOffer
    | no_show.Command
    | next_step.Command
    | agreed_place.Command
)


Event: TypeAlias = (
    OfferGiven
    | OfferCorrected
    | OfferStarted
    | OfferStartWithdrawn
    | OfferEnded
    | OfferEndWithdrawn
    | OfferCancelled
    | no_show.Event
    | next_step.Event
    | agreed_place.Event
)
_BESIDE: Final = frozenset((*get_args(no_show.Command), *next_step.ORDERS))
"""What may be told of an offer at any stage but a cancelled one."""


class NotGiven(Struct, frozen=True):
    """Nobody has given this offer."""


class Offer(Struct, frozen=True):
    """What was given, to whom, the no-shows reported of it, and what comes after it."""

    citizen: UUID
    supplier: str
    offer_type: OfferType
    schedule: Schedule
    given_on: date
    week_ore: int | None = None
    reports: Reports = ()
    planned: next_step.NextStep | None = None
    place: AgreedPlace | None = None


class Given(Struct, frozen=True):
    """The citizen has the offer and is expected by its schedule."""

    offer: Offer


class Started(Struct, frozen=True):
    """The citizen has begun."""

    offer: Offer
    started_on: date


class Ended(Struct, frozen=True):
    """The offer is over; days up to the last one can still be reported."""

    offer: Offer
    started_on: date
    ended_on: date
    outcome: OfferOutcome


class Cancelled(Struct, frozen=True):
    """The offer never began."""

    offer: Offer


Placed: TypeAlias = Given | Started | Ended | Cancelled
State: TypeAlias = NotGiven | Placed


class PlacementFacts(Struct, frozen=True):
    """What the placement cannot know: id, day, who acts, what is agreed, rule and calendar."""

    placement: UUID
    today: date
    actor: Actor
    report_within_days: int = 0
    public_holidays: frozenset[date] = frozenset()
    contracts: Contracts = NoContract()
    reservation: agreed_place.Reservation | None = None


def blocks(command_type: type[Order], state: State, facts: PlacementFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotGiven():
            return () if command_type is GiveOffer else ("offer_not_given",)
        case _ if command_type is GiveOffer:
            return ("offer_already_given",)
        case _ if command_type in {no_show.NoteReportOutcome, NotePlaceDenied}:
            return ()
        case Cancelled():
            return ("offer_cancelled",)
        case _ if command_type in _BESIDE:
            return _blocks_beside(command_type, state.offer, facts)
        case Given() if command_type in {EndOffer, WithdrawStart}:
            return ("offer_not_started",)
        case Started() if command_type in {StartOffer, CancelOffer}:
            return ("offer_already_started",)
        case Ended() if command_type not in {CorrectOffer, WithdrawEnd}:
            return ("offer_ended",)
        case Given() | Started() if command_type is WithdrawEnd:
            return ("offer_not_ended",)
        case _:
            return ()


def _blocks_beside(
    command_type: type[Order], offer: Offer, facts: PlacementFacts
) -> tuple[Code, ...]:
    """Let a supplier speak of its own participants only; a report is always the supplier's."""
    if command_type in next_step.ORDERS:
        return next_step.blocks(command_type, offer.planned)
    own = facts.actor.unit == f"supplier:{offer.supplier}"
    supplier = facts.actor.unit.partition(":")[0] == "supplier"
    must_be_own = supplier or command_type is no_show.ReportNoShow
    return ("not_your_participant",) if must_be_own and not own else ()


def decide(command: Order, state: State, facts: PlacementFacts) -> Sequence[Fact]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case GiveOffer(), NotGiven():
            return [_give(command, facts)]
        case CorrectOffer(), Given(offer) | Started(offer) | Ended(offer):
            return [_correct(command, offer, facts, started=not isinstance(state, Given))]
        case StartOffer(on), Given(offer):
            return [OfferStarted(offer.citizen, _inside(offer, past(on, facts.today)), offer.place)]
        case WithdrawStart(reason), Started(offer):
            return [OfferStartWithdrawn(offer.citizen, reason, offer.place)]
        case EndOffer(outcome, on), Started(offer, started_on):
            day = _inside(offer, past(on, facts.today))
            if day < started_on:
                raise Rejected("ends_before_start")
            return [OfferEnded(offer.citizen, outcome, day, offer.place)]
        case WithdrawEnd(reason), Ended(offer):
            return [OfferEndWithdrawn(offer.citizen, reason, offer.place)]
        case CancelOffer(reason, on), Given(offer):
            past(on, facts.today)
            return [OfferCancelled(offer.citizen, reason, offer.place)]
        case _, Given() | Started() | Ended() | Cancelled():
            return _beside(command, state, facts)
        case _:
            return not_allowed_now()


def _beside(command: Order, state: Placed, facts: PlacementFacts) -> Sequence[Fact]:
    offer = state.offer
    if isinstance(command, NotePlaceDenied):
        return agreed_place.denied(command, offer.citizen, offer.place)
    if type(command) in next_step.ORDERS:
        after, today = _last_day(state), facts.today
        return next_step.decide(command, offer.citizen, offer.planned, ends_on=after, today=today)
    return no_show.decide(command, offer.reports, _about(state, facts))


def evolve(state: State, event: Fact) -> State:
    """Return the placement after a fact."""
    match event, state:
        case OfferGiven(), _:
            return Given(_offer(event))
        case OfferStarted(started_on=day), Given(offer):
            return Started(offer, day)
        case OfferStartWithdrawn(), Started(offer):
            return Given(offer)
        case OfferEnded(outcome=outcome, ended_on=day), Started(offer, started_on):
            return Ended(offer, started_on, day, outcome)
        case OfferEndWithdrawn(), Ended(offer, started_on):
            return Started(offer, started_on)
        case OfferCancelled(), Given(offer):
            return Cancelled(offer)
        case _, NotGiven():
            return state
        case OfferCorrected(), _:
            kept = {"reports": state.offer.reports, "planned": state.offer.planned}
            return replace(state, offer=replace(_offer(event), **kept))
        case agreed_place.OfferPlaceDenied(), _:
            return replace(state, offer=replace(state.offer, place=None))
        case _:
            reports = no_show.evolve(state.offer.reports, event)
            planned = next_step.evolve(state.offer.planned, event)
            return replace(state, offer=replace(state.offer, reports=reports, planned=planned))


def _give(command: GiveOffer, facts: PlacementFacts) -> OfferGiven:
    _ends_after_start(command.starts_on, command.ends_on)
    about = agreed_place.About(command.offer_type, command.starts_on, command.ends_on)
    refuse_place(command.place, facts.reservation, about)
    return OfferGiven(
        citizen=command.citizen,
        supplier=command.supplier,
        offer_type=command.offer_type,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        scheduled_weekdays=tuple(sorted(set(command.weekdays))),
        given_on=past(command.on, facts.today),
        week_ore=week_price(facts.contracts, command.offer_type, command.starts_on),
        place=command.place,
    )


def _correct(
    command: CorrectOffer, was: Offer, facts: PlacementFacts, *, started: bool
) -> OfferCorrected:
    weekdays = tuple(sorted(set(command.weekdays or was.schedule.weekdays)))
    supplier = command.supplier or was.supplier
    offer_type = command.offer_type or was.offer_type
    starts_on = command.starts_on or was.schedule.starts_on
    bought = (was.supplier, was.offer_type, was.schedule.starts_on)
    same = (supplier, offer_type, starts_on) == bought
    right = OfferCorrected(
        citizen=was.citizen,
        supplier=supplier,
        offer_type=offer_type,
        starts_on=starts_on,
        ends_on=command.ends_on or was.schedule.ends_on,
        scheduled_weekdays=weekdays,
        given_on=was.given_on,
        reason=command.reason,
        week_ore=was.week_ore if same else week_price(facts.contracts, offer_type, starts_on),
        place=command.place or was.place,
    )
    _ends_after_start(right.starts_on, right.ends_on)
    about = agreed_place.About(offer_type, starts_on, right.ends_on, was.place, started)
    refuse_place(right.place, facts.reservation, about)
    if replace(_offer(right), reports=was.reports, planned=was.planned) == was:
        raise Rejected("nothing_to_correct")
    return right


def _inside(offer: Offer, day: date) -> date:
    if not offer.schedule.holds(day):
        raise Rejected("day_outside_offer")
    return day


def _ends_after_start(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Rejected("ends_before_start")


def _offer(event: OfferGiven | OfferCorrected) -> Offer:
    schedule = Schedule(event.starts_on, event.ends_on, event.scheduled_weekdays)
    return Offer(
        citizen=event.citizen,
        supplier=event.supplier,
        offer_type=event.offer_type,
        schedule=schedule,
        given_on=event.given_on,
        week_ore=event.week_ore,
        place=event.place,
    )


def _about(state: Placed, facts: PlacementFacts) -> no_show.About:
    offer = state.offer
    return no_show.About(
        citizen=offer.citizen,
        placement=facts.placement,
        supplier=offer.supplier,
        schedule=replace(offer.schedule, ends_on=_last_day(state)),
        today=facts.today,
        actor=facts.actor.id,
        report_within_days=facts.report_within_days,
        public_holidays=facts.public_holidays,
    )


def _last_day(state: Placed) -> date:
    """Return the day the offer ended, or is to end."""
    meant = state.offer.schedule.ends_on
    return min(state.ended_on, meant) if isinstance(state, Ended) else meant


offer_placement: Final = Decider[Order, State, PlacementFacts](
    case_type="offer_placement",
    initial=NotGiven(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
