"""Places of agreements, told to the wiring: the orders about them, and what offers has to say."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from services.company_contact import messages
from services.company_contact.domain import place_events as told
from services.company_contact.domain import place_orders as orders
from services.company_contact.domain.partnership_agreement import PARTNERSHIP_AGREEMENT
from shared.casework.declare import Act, Desk, Do, Policy
from shared.casework.mending import Mends
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded

HOLD_RULE: Final = "place.reservation"
MENDED_PLACES: Final[Mends] = {
    orders.WithdrawRelease: ("withdrawn", (told.PlaceReleased,)),
    orders.CorrectPlaceDays: ("corrected", (told.PlaceReserved, told.PlaceDaysCorrected)),
    orders.WithdrawOccupancy: ("withdrawn", (told.PlaceOccupied,)),
    orders.WithdrawVacancy: ("withdrawn", (told.PlaceVacated,)),
}
_PLACE: Final = "01900000-0000-7000-8000-0000000000b1"


def find_place(desk: Desk, message: Recorded[messages.DeadlineMissed]) -> UUID | None:
    """Find whose reservation a missed deadline was about; None when it was about none."""
    mine = message.source == "company_contact" and message.case_type == "partnership_agreement"
    if not mine or message.event.rule_key != HOLD_RULE:
        return None
    clocks = desk.load(PARTNERSHIP_AGREEMENT, message.case_id).clocks
    missed = clocks.by_name.get(message.event.deadline)
    return missed.started.item if missed else None


def lapse(message: Recorded[messages.DeadlineMissed], place: UUID | None) -> Sequence[Do]:
    """Open a place again that no offer named in time."""
    if place is None:
        return []
    return [_of(UUID(message.case_id), orders.LapseReservation(place))]


def follow_the_offer(message: Recorded[Any], _found: None) -> Sequence[Do]:
    """Let the place go with the offer that names it; most offers name none."""
    offer = message.event
    if offer.place is None:
        return []
    named = offer.place.place, UUID(message.case_id)
    match offer:
        case messages.OfferGiven() | messages.OfferCorrected():
            order: Command = orders.TakePlace(*named)
        case messages.OfferCancelled():
            order = orders.FreePlace(*named)
        case messages.OfferStarted(started_on=day):
            order = orders.OccupyPlace(*named, day)
        case messages.OfferStartWithdrawn():
            order = orders.WithdrawOccupancy(*named)
        case messages.OfferEnded(ended_on=day):
            order = orders.VacatePlace(*named, day)
        case _:
            order = orders.WithdrawVacancy(*named)
    return [_of(offer.place.agreement, order)]


def _of(agreement: UUID, command: Command) -> Do:
    return Do(decider=PARTNERSHIP_AGREEMENT, case_id=agreement, command=command)


PLACE_ACTS: Final = (
    Act(
        command=orders.ReservePlace,
        verb="reserve-place",
        example={"from_": "2011-08-01", "to": "2011-10-31", "place": _PLACE},
    ),
    Act(
        command=orders.ReleasePlace,
        verb="release-place",
        example={"place": _PLACE, "reason": "not_needed"},
    ),
    Act(
        command=orders.WithdrawRelease,
        verb="withdraw-release",
        example={"place": _PLACE, "reason": "said_otherwise"},
    ),
    Act(
        command=orders.CorrectPlaceDays,
        verb="correct-place-days",
        example={"place": _PLACE, "from_": "2011-08-01", "to": "2011-11-30"},
    ),
    Act(command=orders.LapseReservation, verb="lapse-reservation"),
    Act(command=orders.TakePlace, verb="take-place"),
    Act(command=orders.FreePlace, verb="free-place"),
    Act(command=orders.OccupyPlace, verb="occupy-place"),
    Act(command=orders.WithdrawOccupancy, verb="withdraw-occupancy"),
    Act(command=orders.VacatePlace, verb="vacate-place"),
    Act(command=orders.WithdrawVacancy, verb="withdraw-vacancy"),
)
_OFFER: Final = (
    messages.OfferGiven,
    messages.OfferCorrected,
    messages.OfferCancelled,
    messages.OfferStarted,
    messages.OfferStartWithdrawn,
    messages.OfferEnded,
    messages.OfferEndWithdrawn,
)
PLACE_POLICIES: Final = (
    Policy(
        name="when_reservation_ran_out", on=messages.DeadlineMissed, react=lapse, find=find_place
    ),
    *(Policy(name="when_offer_at_a_place", on=on, react=follow_the_offer) for on in _OFFER),
)
