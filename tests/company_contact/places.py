"""Sample places of an agreement, for its tests: two agreed on, one or both of them held."""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from services.company_contact.domain import place_events as told
from services.company_contact.domain import place_orders as orders
from services.company_contact.domain.agreement_capacity import Places
from tests.company_contact import agreement as a
from tests.support.scenario import Given

P, Q, R = UUID(int=201), UUID(int=202), UUID(int=203)
OFFER, OTHER = UUID(int=301), UUID(int=302)
FROM, TO = date(2011, 9, 5), date(2011, 11, 25)
BEGUN, LAST = date(2011, 9, 6), date(2011, 10, 14)
FACTS = replace(a.KIM, new_place=R)
CONCERNED = replace(FACTS, concern=True)

RESERVE = orders.ReservePlace(FROM, TO, P)
RELEASE = orders.ReleasePlace(P, "not_needed")
HOLD_ANEW = orders.WithdrawRelease(P, "said_otherwise")
CORRECT = orders.CorrectPlaceDays(P, FROM, date(2011, 12, 16))
LAPSE = orders.LapseReservation(P)
TAKE = orders.TakePlace(P, OFFER)
FREE = orders.FreePlace(P, OFFER)
OCCUPY = orders.OccupyPlace(P, OFFER, BEGUN)
NOT_BEGUN = orders.WithdrawOccupancy(P, OFFER)
VACATE = orders.VacatePlace(P, OFFER, LAST)
NOT_OVER = orders.WithdrawVacancy(P, OFFER)

RESERVED = told.PlaceReserved(a.COMPANY, P, FROM, TO, a.TODAY)
RELEASED = told.PlaceReleased(a.COMPANY, P, "not_needed")
HELD_ANEW = told.PlaceReleaseWithdrawn(a.COMPANY, P, FROM, TO, a.TODAY, "said_otherwise")
CORRECTED = told.PlaceDaysCorrected(a.COMPANY, P, FROM, date(2011, 12, 16))
LAPSED = told.PlaceReservationLapsed(a.COMPANY, P)
TAKEN = told.PlaceTaken(a.COMPANY, P, OFFER)
FREED = told.PlaceReleased(a.COMPANY, P, "offer_cancelled")
OCCUPIED = told.PlaceOccupied(a.COMPANY, P, OFFER, BEGUN)
OCCUPANCY_WITHDRAWN = told.PlaceOccupancyWithdrawn(a.COMPANY, P, OFFER)
VACATED = told.PlaceVacated(a.COMPANY, P, OFFER, LAST, TO, "north", ("2",))
VACANCY_WITHDRAWN = told.PlaceVacancyWithdrawn(a.COMPANY, P, OFFER)


def denied(because: told.DeniedBecause, by: UUID = OFFER) -> told.PlaceDenied:
    return told.PlaceDenied(a.COMPANY, P, by, because)


_TWO = (Places(a.FIRST, a.LAST, 2),)
_TERMS = replace(a.TERMS, capacity=_TWO)
DRAFTED = replace(a.DRAFTED, terms=_TERMS)
SIGNED = replace(a.SIGNED, terms=_TERMS)
OPEN = replace(a.OPEN, capacity=_TWO)
HOLDS = Given(a.NOTHING.decider, (DRAFTED, SIGNED, a.TERM, OPEN))


def after(*facts: object) -> Given:
    return Given(HOLDS.decider, (*HOLDS.history, *facts))  # type: ignore[arg-type]  # facts all


HELD = after(RESERVED)
GIVEN_FREE = after(RESERVED, RELEASED)
RAN_OUT = after(RESERVED, LAPSED)
HAS_OFFER = after(RESERVED, TAKEN)
BUSY = after(RESERVED, TAKEN, OCCUPIED)
LEFT = after(RESERVED, TAKEN, OCCUPIED, VACATED)
FULL = after(RESERVED, replace(RESERVED, place=Q))
