"""All that offers ever states as a fact."""

from typing import TypeAlias

from services.offers.domain import attendance_sheet, offer_duty, offer_placement

Event: TypeAlias = offer_placement.Event | attendance_sheet.Event | offer_duty.Event
