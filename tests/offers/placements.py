"""A placement in the summer of 2011 with supplier 1, Monday to Friday."""

from datetime import date
from typing import Any
from uuid import UUID

from services.offers.domain.attendance_sheet import Place, SheetFacts, attendance_sheet
from services.offers.domain.no_show import NoShowReported
from services.offers.domain.offer_placement import offer_placement
from services.offers.domain.offer_placement_events import (
    OfferCancelled,
    OfferEnded,
    OfferGiven,
    OfferStarted,
)
from services.offers.domain.offer_placement_state import PlacementFacts
from services.offers.domain.schedule import MONDAY_TO_FRIDAY, Schedule
from shared.actor import Actor
from tests.support.scenario import Given, given

P6 = UUID("5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11")
PLACEMENT = UUID("01930000-0000-7000-8000-000000000001")
SARA = Actor(id="sara", unit="supplier:1", authority="external", roles=("supplier",))
OTHER = Actor(id="otto", unit="supplier:2", authority="external", roles=("supplier",))
ANNA = Actor(id="anna", unit="jobcenter", roles=("counsellor_muni",))
MAY_30 = date(2011, 5, 30)
JUNE_1 = date(2011, 6, 1)
JUNE_14 = date(2011, 6, 14)
JUNE_15 = date(2011, 6, 15)
AUGUST_31 = date(2011, 8, 31)
WHIT_MONDAY = date(2011, 6, 13)
HOLIDAYS = frozenset({WHIT_MONDAY})

GIVEN = OfferGiven(
    citizen=P6,
    supplier="1",
    offer_type="guidance_qualification",
    starts_on=JUNE_1,
    ends_on=AUGUST_31,
    scheduled_weekdays=MONDAY_TO_FRIDAY,
    given_on=MAY_30,
)
STARTED = OfferStarted(P6, JUNE_1)
ENDED = OfferEnded(P6, "stopped", date(2011, 6, 30))
CANCELLED = OfferCancelled(P6, "Fik arbejde")
REPORTED = NoShowReported(
    citizen=P6,
    placement=PLACEMENT,
    supplier="1",
    day=JUNE_14,
    reported_by="sara",
    reported_late=False,
    hearing_served_on_site=False,
    continues=True,
)
PLACE = Place(P6, "1", Schedule(JUNE_1, AUGUST_31))


def placement(*history: Any) -> Given:
    """Return a placement with a history."""
    return given(offer_placement, *history)


def sheet(*history: Any) -> Given:
    """Return a sheet with a history."""
    return given(attendance_sheet, *history)


def facts(day: date = JUNE_14, actor: Actor = ANNA, within: int = 0) -> PlacementFacts:
    """Return what the application would find out about a placement on a day."""
    return PlacementFacts(
        placement=PLACEMENT,
        today=day,
        actor=actor,
        report_within_days=within,
        public_holidays=HOLIDAYS,
    )


def sheet_facts(
    day: date = date(2011, 6, 17), actor: Actor = SARA, place: Place | None = PLACE
) -> SheetFacts:
    """Return what the application would find out about a sheet on a day."""
    return SheetFacts(today=day, actor=actor, place=place, public_holidays=HOLIDAYS)
