"""When an offer ends or is corrected, the days written on its sheets are held against it.

A supplier may have written a week before anybody noted that the offer was over. Such a day is put
right by a fact of its own, so that whoever relied on it is told as of any other correction.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from services.offers.domain.attendance_sheet import Filled, FitAttendance, attendance_sheet
from services.offers.domain.offer_placement import offer_placement
from services.offers.domain.offer_placement_events import (
    OfferCorrected,
    OfferEnded,
    OfferEndWithdrawn,
    OfferGiven,
)
from services.offers.domain.offer_placement_state import NotGiven, as_it_stands
from services.offers.domain.schedule import week_of
from shared.casework.declare import Desk, Do, Loaded, Policy
from shared.eventlog.envelope import Recorded
from shared.law.calendar import public_holidays

Misfit: TypeAlias = tuple[str, date]
_WEEK: Final = timedelta(days=7)


def find_misfits(desk: Desk, message: Recorded[Any]) -> Sequence[Misfit]:
    """Find the written days that do not expect the citizen as the offer now does, by sheet."""
    placed = desk.load(offer_placement, message.case_id)
    if isinstance(placed.state, NotGiven):
        return ()
    schedule = as_it_stands(placed.state)
    found: list[Misfit] = []
    for week in _weeks(*_touched(placed, message.event, desk.today)):
        sheet_id = f"{message.case_id}-{week}"
        written = desk.load(attendance_sheet, sheet_id).state
        if isinstance(written, Filled):
            found += (
                (sheet_id, each.day)
                for each in written.days
                if not written.fits(each, schedule, public_holidays(each.day.year))
            )
    return found


def when_offer_changed(_: Recorded[Any], misfits: Sequence[Misfit]) -> Sequence[Do]:
    """Hold each such day against the offer."""
    return [
        Do(decider=attendance_sheet, case_id=sheet_id, command=FitAttendance(day))
        for sheet_id, day in misfits
    ]


def _touched(placed: Loaded, told: object, today: date) -> tuple[date, date]:
    """Return between which days a sheet may have been written that fits no more.

    A correction may move the first day and the weekdays; an end only what comes after it.
    """
    given = [e.event for e in placed.history if isinstance(e.event, OfferGiven | OfferCorrected)]
    last = min(today, max(each.ends_on for each in given))
    if isinstance(told, OfferCorrected):
        return min(each.starts_on for each in given), last
    ends = [e.event.ended_on for e in placed.history if isinstance(e.event, OfferEnded)]
    return min(ends, default=last) + timedelta(days=1), last


def _weeks(first: date, last: date) -> Iterator[str]:
    monday = first - timedelta(days=first.weekday())
    while first <= last and monday <= last:
        yield week_of(monday)
        monday += _WEEK


POLICIES: Final = tuple(
    Policy(name="when_offer_changed", on=on, react=when_offer_changed, find=find_misfits)
    for on in (OfferCorrected, OfferEnded, OfferEndWithdrawn)
)
