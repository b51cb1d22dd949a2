"""Nobody stands idle between two offers: who has no next step, and who waits already (L3, L4).

Idle are the working days between the last day of an offer and the first of what comes next. A
citizen whose case is closed, or whose duty rests, waits for nothing here.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, Final, NamedTuple
from uuid import UUID

from msgspec import Meta, Struct

from services.offers.views.case_owners import NOBODY, CaseOwnerRow, owned, owners_of
from services.offers.views.duty_list import DUTY_LIST
from services.offers.views.filters import Limit, Skip
from services.offers.views.placement_list import PLACEMENT_LIST, PlacementRow
from services.offers.views.reporting_rate import percent
from shared.casework.declare import Desk
from shared.law.arithmetic import add_days
from shared.law.calendar import is_working_day

_A_DAY: Final = timedelta(days=1)


class EndingOffers(Struct, frozen=True, forbid_unknown_fields=True):
    """Offers that end without a next step, planned for within so many days (list L3)."""

    within_days: Annotated[int, Meta(ge=0, le=3650)] = 28
    owner: str | None = None
    team: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class EndingOffer(Struct, frozen=True):
    """One offer without a next step; `plan_by` is when it must be planned at the latest."""

    placement: UUID
    citizen: UUID
    offer_type: str
    ends_on: date
    plan_by: date
    days_left: int
    overdue: bool
    owner: str | None
    team: str | None
    centre: str | None


def offers_without_next_step(desk: Desk, params: EndingOffers) -> list[EndingOffer]:
    """Return the offers nobody has planned a next step for, the first to end first."""
    before = desk.rules.rule("next_step.warn", desk.today).number
    asked: dict[str, Any] = {
        "until": add_days(desk.today, params.within_days + before),
        "owned": owned(desk, params.owner, params.team),
        "limit": params.limit,
        "skip": params.skip,
    }
    whose = " and citizen = any(%(owned)s::uuid[])" if asked["owned"] is not None else ""
    running = "status in ('given', 'started') and next_kind is null and ends_on <= %(until)s"
    page = " order by ends_on, placement limit %(limit)s offset %(skip)s"
    rows = desk.rows(PLACEMENT_LIST, running + whose + page, asked)
    who = owners_of(desk, (row.citizen for row in rows))
    return [_ending(row, before, desk.today, who.get(row.citizen, NOBODY)) for row in rows]


def _ending(row: PlacementRow, before: int, today: date, who: CaseOwnerRow) -> EndingOffer:
    plan_by = add_days(row.ends_on, -before)
    return EndingOffer(
        placement=row.placement,
        citizen=row.citizen,
        offer_type=row.offer_type,
        ends_on=row.ends_on,
        plan_by=plan_by,
        days_left=(plan_by - today).days,
        overdue=plan_by < today,
        owner=who.owner,
        team=who.team,
        centre=who.centre,
    )


class IdleCitizens(Struct, frozen=True, forbid_unknown_fields=True):
    """Citizens who wait after an offer, longer than so many working days (list L4)."""

    more_than: Annotated[int, Meta(ge=0, le=3650)] = 0
    owner: str | None = None
    team: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class IdleCitizen(Struct, frozen=True):
    """One citizen without an offer since `ended_on`; `next_on` when something is planned."""

    citizen: UUID
    placement: UUID
    ended_on: date
    idle_working_days: int
    next_kind: str | None
    next_on: date | None
    owner: str | None
    team: str | None
    centre: str | None


def idle_citizens(desk: Desk, params: IdleCitizens) -> list[IdleCitizen]:
    """Return who has been without an offer the longest first."""
    theirs = owned(desk, params.owner, params.team)
    waits = "status = 'open' and cardinality(paused) = 0 and not exempt"
    whose = " and citizen = any(%(owned)s::uuid[])" if theirs is not None else ""
    duties = desk.rows(DUTY_LIST, waits + whose, {"owned": theirs})
    waiting = _last_offers(desk, [row.citizen for row in duties])
    idle = [(working_days_between(row.last_day, desk.today), row) for row in waiting]
    found = sorted(
        ((days, row) for days, row in idle if days > params.more_than),
        key=lambda each: (-each[0], each[1].placement.citizen),
    )[params.skip : params.skip + params.limit]
    who = owners_of(desk, (row.placement.citizen for _, row in found))
    return [
        _idle(days, row.placement, who.get(row.placement.citizen, NOBODY)) for days, row in found
    ]


class Waiting(NamedTuple):
    """A citizen's last offer, which is over, and its last day."""

    placement: PlacementRow
    last_day: date


def _last_offers(desk: Desk, citizens: Sequence[UUID]) -> Iterator[Waiting]:
    """Go through the last offers of persons who have none now, under whichever of their ids."""
    persons, begun = desk.told_of(PLACEMENT_LIST, set(citizens), "started_on is not null")
    by_person = defaultdict[UUID, list[PlacementRow]](list)
    for row in begun:
        by_person[persons.owner(f"offers/offer_placement-{row.placement}", row.citizen)].append(row)
    for person in sorted({persons.survivor(each) for each in citizens} & by_person.keys()):
        rows = by_person[person]
        if any(row.ended_on is None for row in rows):
            continue
        last = max(rows, key=lambda row: (row.ended_on or date.min, row.placement))
        yield Waiting(last, last.ended_on or date.min)


def _idle(days: int, row: PlacementRow, who: CaseOwnerRow) -> IdleCitizen:
    return IdleCitizen(
        citizen=row.citizen,
        placement=row.placement,
        ended_on=row.ended_on or date.min,
        idle_working_days=days,
        next_kind=row.next_kind,
        next_on=row.next_on,
        owner=who.owner,
        team=who.team,
        centre=who.centre,
    )


def working_days_between(last: date, first: date) -> int:
    """Count the working days that lie between two days, neither of them counted."""
    days = (last + n * _A_DAY for n in range(1, (first - last).days))
    return sum(is_working_day(day) for day in days)


class IdleDays(Struct, frozen=True, forbid_unknown_fields=True):
    """Offers that began from the first to the last day, after another one had ended."""

    from_day: date
    to_day: date


class IdleShown(Struct, frozen=True):
    """The gaps between offers; `mean_tenths` is the mean in tenths of a working day, half up."""

    gaps: int
    without_idle_days: int
    without_percent: str | None
    idle_working_days: int
    mean_tenths: int | None


def idle_days(desk: Desk, params: IdleDays) -> IdleShown:
    """Return how long citizens stood idle between two offers (E7)."""
    rows = desk.rows(PLACEMENT_LIST, "started_on is not null")
    return gaps(rows, params.from_day, params.to_day)


def gaps(rows: Sequence[PlacementRow], from_day: date, to_day: date) -> IdleShown:
    """Measure the gap before each offer that began in these days and had one before it."""
    by_citizen = defaultdict[UUID, list[PlacementRow]](list)
    for row in rows:
        by_citizen[row.citizen].append(row)
    found = [
        working_days_between(before, start)
        for mine in by_citizen.values()
        for before, start in _followed(mine)
        if from_day <= start <= to_day
    ]
    none = found.count(0)
    total, count = sum(found), len(found)
    mean = (20 * total + count) // (2 * count) if count else None
    return IdleShown(count, none, percent(none, count), total, mean)


def _followed(rows: Sequence[PlacementRow]) -> Iterator[tuple[date, date]]:
    """Go through the last day of each offer that was over and the first day of the next one."""
    for row in rows:
        start = row.started_on
        ended = [
            each.ended_on for each in rows if each.ended_on and start and each.ended_on < start
        ]
        if start is not None and ended:
            yield max(ended), start
