"""An offer, week after week at a supplier's, with the days on which somebody stays away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from jobcenter.simulator.chance import drawn, within
from jobcenter.simulator.lives import Life
from jobcenter.simulator.lives.sanction import after_missed_offer
from shared.law.calendar import is_working_day

if TYPE_CHECKING:
    from jobcenter.simulator.lives.jobseeker import Jobseeker
    from jobcenter.simulator.town import Town

_FRIDAY = 4
_SUPPLIERS = 5
_MIDWAY = timedelta(weeks=6)


@dataclass(frozen=True)
class Placement:
    """Who is where, from when to when."""

    who: Jobseeker
    case: str
    supplier: str
    first: date
    last: date


def offer(town: Town, chance: Random, who: Jobseeker) -> Life:
    """From the letter with the offer to its last day, or to the day there is work."""
    placed = _given(town, chance, who)
    if placed is None:
        return
    yield placed.first
    town.order("counsellor", "offers.start_offer", placed.case)
    last = min(placed.last, max(who.ends, placed.first))
    call = placed.first + _MIDWAY
    while town.today < last:
        if town.today >= call:
            call = date.max
            _called(town, who)
        yield town.today + timedelta(days=max(_FRIDAY - town.today.weekday(), 0))
        yield from _week(town, chance, placed)
        yield town.in_days(3)
    outcome = "completed" if last == placed.last else "job"
    on = min(last, town.today)
    town.order("counsellor", "offers.end_offer", placed.case, outcome=outcome, on=on)


def _called(town: Town, who: Jobseeker) -> None:
    """Talk on the phone midway: the months to the next interview run on in an offer too."""
    items = ["job_aim", "rights_and_duties", "next_contact"]
    town.order("counsellor", "visitation.hold_interview", who.case, form="phone", items=items)


def _given(town: Town, chance: Random, who: Jobseeker) -> Placement | None:
    rates = town.rates.offers
    supplier = str(chance.randint(1, _SUPPLIERS))
    first = town.in_days(7)
    last = first + timedelta(days=7 * within(chance, rates.weeks) - 1)
    case = town.order(
        "counsellor",
        "offers.give_offer",
        citizen=who.citizen,
        type=drawn(chance, rates.types).value,
        from_=first,
        to=last,
        supplier=supplier,
    )
    return None if case is None else Placement(who, case, f"supplier_{supplier}", first, last)


def _week(town: Town, chance: Random, placed: Placement) -> Life:
    """A week at the supplier's; now and then somebody stays away, with a reason or without."""
    rates = town.rates.offers
    monday = town.today - timedelta(days=town.today.weekday())
    days = [monday + timedelta(days=n) for n in range(town.today.weekday() + 1)]
    days = [day for day in days if placed.first <= day <= placed.last and is_working_day(day)]
    if not days:
        return
    no_show, luck = rates.no_show_a_week[placed.who.basis], chance.random()
    away = chance.choice(days) if luck < no_show + rates.absent_a_week else None
    kind = "no_show" if luck < no_show else chance.choice(("sick", "agreed"))
    year, week, _ = monday.isocalendar()
    town.order(
        placed.supplier,
        "offers.record_attendance",
        placement=placed.case,
        week=f"{year}-W{week:02d}",
        days=[
            {
                "day": day,
                "scheduled": True,
                "present": day != away,
                "absence_kind": kind if day == away else None,
            }
            for day in days
        ],
    )
    if away is not None and kind == "no_show":
        yield from _reported(town, chance, placed, away)


def _reported(town: Town, chance: Random, placed: Placement, day: date) -> Life:
    handed_over = placed.who.on_cash and chance.random() < town.rates.offers.handed_over
    reported = town.order(
        placed.supplier,
        "offers.report_no_show",
        placed.case,
        day=day,
        continues=False,
        hearing_handed_over=handed_over,
    )
    if reported is not None:
        yield town.in_days(1)
        yield from after_missed_offer(town, chance, placed.who, day, handed_over=handed_over)
