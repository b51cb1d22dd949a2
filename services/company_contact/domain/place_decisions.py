"""What is decided about the places of an agreement: by hand before, and as offers tells after.

An agreement that is signed and holds, a company that is open, and no concern in the way (C-06), or
nothing is reserved; nor is more, over all agreements of the company, than the supported persons it
may have beside its ordinary employees (H 24; LAB). What offers tells did happen: it is recorded,
and only an offer that asks for a place which is not reserved for it, or may not be given now, is
told that it has none.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, TypeAlias, get_args
from uuid import UUID

from msgspec.structs import replace

from services.company_contact.domain import place_events as told
from services.company_contact.domain import place_orders as orders
from services.company_contact.domain.agreement_capacity import Places
from services.company_contact.domain.agreement_state import (
    Active,
    AgreementFacts,
    Dropped,
    Ended,
    Expired,
    NotDrafted,
    State,
    Suspended,
)
from services.company_contact.domain.place import Book, Place, find, first_full_day, without
from services.company_contact.domain.place_events import DeniedBecause
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Decision, Rejected, not_allowed_now

_DAY: Final = timedelta(days=1)
RATIO_RULE: Final = "supported_ratio"
BY_OFFERS: Final = frozenset(get_args(orders.ByOffers))
PLACE_ORDERS: Final = frozenset((*get_args(orders.ByHand), *BY_OFFERS))
ASKS_FOR_A_PLACE: Final = frozenset((orders.ReservePlace, orders.WithdrawRelease))
Signed: TypeAlias = Active | Suspended | Expired | Ended


def blocks_place(command: type[Order], state: State, facts: AgreementFacts) -> tuple[Code, ...]:
    """Say why this kind of order about a place is not possible now."""
    match state:
        case _ if command in BY_OFFERS:
            return ()
        case NotDrafted():
            return ("agreement_not_drafted",)
        case Dropped():
            return ("agreement_dropped",)
        case Active() | Suspended() | Expired() | Ended():
            return _of_the_asking(state, facts) if command in ASKS_FOR_A_PLACE else ()
        case _:
            return ("agreement_not_signed",)


def _of_the_asking(state: Signed, facts: AgreementFacts) -> tuple[Code, ...]:
    closed = facts.company_stage == "closed"
    denied = _denied(state, facts)
    return ("company_closed",) if closed else (denied,) if denied else ()


def _denied(state: Signed, facts: AgreementFacts) -> DeniedBecause | None:
    """Say why nobody new may begin at the company now."""
    match state:
        case Suspended():
            return "agreement_suspended"
        case Expired():
            return "agreement_expired"
        case Ended():
            return "agreement_ended"
        case Active():
            return "ethical_concern_open" if facts.concern else None


def decide_place(command: Order, state: State, facts: AgreementFacts) -> Sequence[Decision]:
    """Answer an order about a place with facts, or refuse it with a code."""
    if not isinstance(state, Active | Suspended | Expired | Ended):
        return []
    match command:
        case orders.ReservePlace():
            return [_reserve(command, state, facts)]
        case orders.ReleasePlace(place, reason):
            held = _known(state.places, place)
            if held.stage != "reserved":
                raise Rejected("place_not_reserved")
            return [told.PlaceReleased(state.company, place, reason)]
        case orders.WithdrawRelease():
            return [_hold_anew(command, state, facts)]
        case orders.CorrectPlaceDays():
            return [_correct(command, state, facts)]
        case _:
            return _as_told(command, state, facts)


def _reserve(
    command: orders.ReservePlace, state: Signed, facts: AgreementFacts
) -> told.PlaceReserved:
    _refuse_days(command.from_, command.to, state)
    place = command.place or facts.new_place
    if find(state.places, place) is not None:
        raise Rejected("place_reserved_already")
    _refuse_full(state, state.places, command.from_, command.to, facts)
    return told.PlaceReserved(state.company, place, command.from_, command.to, facts.today)


def _hold_anew(
    command: orders.WithdrawRelease, state: Signed, facts: AgreementFacts
) -> told.PlaceReleaseWithdrawn:
    was = _known(state.places, command.place)
    if was.stage != "released" or was.placement is not None:
        raise Rejected("place_not_released")
    _refuse_full(state, state.places, was.from_, was.to, facts)
    return told.PlaceReleaseWithdrawn(
        state.company, was.place, was.from_, was.to, facts.today, command.reason
    )


def _correct(
    command: orders.CorrectPlaceDays, state: Signed, facts: AgreementFacts
) -> told.PlaceDaysCorrected:
    was, from_, to = _known(state.places, command.place), command.from_, command.to
    if was.stage not in {"reserved", "taken", "occupied"}:
        raise Rejected("place_not_held")
    _refuse_days(from_, to, state)
    if (from_, to) == (was.from_, was.to):
        raise Rejected("nothing_to_correct")
    if was.occupied_from is not None and not from_ <= was.occupied_from <= to:
        raise Rejected("place_days_miss_the_start")
    others = without(state.places, was.place)
    for first, last in _beyond(was, from_, to):
        _refuse_full(state, others, first, last, facts)
    return told.PlaceDaysCorrected(state.company, was.place, from_, to)


def _beyond(was: Place, from_: date, to: date) -> Iterator[tuple[date, date]]:
    """Give the days that the place had not before."""
    before = (from_, min(to, was.from_ - _DAY))
    after = (max(from_, was.to + _DAY), to)
    return ((first, last) for first, last in (before, after) if first <= last)


def _known(places: Book, place: UUID) -> Place:
    known = find(places, place)
    if known is None:
        raise Rejected("place_not_known")
    return known


def _refuse_days(from_: date, to: date, state: Signed) -> None:
    if to < from_:
        raise Rejected("period_reversed")
    if from_ < state.terms.first_day or to > state.terms.last_day:
        raise Rejected("outside_the_agreement")


def _refuse_full(state: Signed, places: Book, from_: date, to: date, facts: AgreementFacts) -> None:
    full = first_full_day(state.capacity, places, from_, to)
    if full is not None:
        raise Rejected("no_place_open", detail={"day": full})
    over = _day_beyond_the_ratio((*places, *facts.elsewhere), from_, to, facts)
    if over is not None:
        detail = {"day": over, "most": facts.most_supported, "rule": RATIO_RULE}
        raise Rejected("supported_ratio_exceeded", detail=detail)


def _day_beyond_the_ratio(
    places: Book, from_: date, to: date, facts: AgreementFacts
) -> date | None:
    """Return the first day on which one more would be more than the company may have (H 24)."""
    if facts.most_supported is None:
        return None
    return first_full_day((Places(from_, to, facts.most_supported),), places, from_, to)


def _as_told(command: Order, state: Signed, facts: AgreementFacts) -> Sequence[Decision]:
    """Record what happened to an offer that names the place; what is told twice is said once."""
    place = find(state.places, getattr(command, "place", None))
    company = state.company
    match command, place:
        case orders.TakePlace(), _:
            return _take(command, place, state, facts)
        case orders.LapseReservation(at), Place(stage="reserved"):
            return [told.PlaceReservationLapsed(company, at)]
        case _, Place(placement=placement) if placement != getattr(command, "placement", None):
            return []
        case orders.FreePlace(at), Place(stage="taken"):
            return [told.PlaceReleased(company, at, "offer_cancelled")]
        case orders.OccupyPlace(at, by, on), Place(stage="taken"):
            return [told.PlaceOccupied(company, at, by, on)]
        case orders.WithdrawOccupancy(at, by), Place(stage="occupied"):
            return [told.PlaceOccupancyWithdrawn(company, at, by)]
        case orders.VacatePlace(), Place(stage="occupied"):
            return [_vacate(command, place, state)]
        case orders.WithdrawVacancy(at, by), Place(stage="vacated"):
            return [told.PlaceVacancyWithdrawn(company, at, by)]
        case _, _ if type(command) in BY_OFFERS:
            return []
        case _:
            return not_allowed_now()


def _take(
    command: orders.TakePlace, place: Place | None, state: Signed, facts: AgreementFacts
) -> Sequence[Decision]:
    named = command.place, command.placement
    if place is not None and place.placement == command.placement:
        return []
    if place is None or place.stage != "reserved":
        return [told.PlaceDenied(state.company, *named, "place_not_reserved")]
    denied = _denied(state, facts) or _beyond_the_ratio(place, state, facts)
    if denied is not None:
        return [told.PlaceDenied(state.company, *named, denied)]
    return [told.PlaceTaken(state.company, *named)]


def _beyond_the_ratio(place: Place, state: Signed, facts: AgreementFacts) -> DeniedBecause | None:
    """Look a last time, for the company may have shrunk; who is only promised a place is after."""
    others = (*without(state.places, place.place), *facts.elsewhere)
    given = tuple(each for each in others if each.stage != "reserved")
    over = _day_beyond_the_ratio(given, place.from_, place.to, facts)
    return None if over is None else "supported_ratio_exceeded"


def _vacate(command: orders.VacatePlace, place: Place, state: Signed) -> told.PlaceVacated:
    terms = state.terms
    return told.PlaceVacated(
        state.company,
        place.place,
        command.placement,
        command.on,
        place.to,
        terms.centre,
        terms.match_groups,
    )


def evolve_place(places: Book, event: told.PlaceEvent) -> Book:
    """Give the places of an agreement after a fact."""
    match event:
        case told.PlaceReserved(place=at, from_=from_, to=to):
            return (*places, Place(at, from_, to))
        case told.PlaceDenied():
            return places
        case _:
            return tuple(
                _after(each, event) if each.place == event.place else each for each in places
            )


def _after(place: Place, event: told.PlaceEvent) -> Place:
    match event:
        case told.PlaceReservationLapsed():
            return replace(place, stage="lapsed")
        case told.PlaceReleased():
            return replace(place, stage="released")
        case told.PlaceReleaseWithdrawn():
            return replace(place, stage="reserved")
        case told.PlaceDaysCorrected(from_=from_, to=to):
            return replace(place, from_=from_, to=to)
        case told.PlaceTaken(placement=placement):
            return replace(place, stage="taken", placement=placement)
        case told.PlaceOccupied(occupied_from=day):
            return replace(place, stage="occupied", occupied_from=day)
        case told.PlaceOccupancyWithdrawn():
            return replace(place, stage="taken", occupied_from=None)
        case told.PlaceVacated(last_day=day):
            return replace(place, stage="vacated", last_day=day)
        case told.PlaceVacancyWithdrawn():
            return replace(place, stage="occupied", last_day=None)
        case _:
            return place
