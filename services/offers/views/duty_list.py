"""Who is owed an offer, who is exempt, and by when the next one is due (list L2)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct, structs
from msgspec.structs import replace

from services.offers.domain.offer_duty_events import (
    CountedOfferWithdrawn,
    OfferCounted,
    OfferDutyBenefitNoted,
    OfferDutyBenefitWithdrawn,
    OfferDutyClosed,
    OfferDutyCorrected,
    OfferDutyGroupNoted,
    OfferDutyOpened,
    OfferDutyPaused,
    OfferDutyReopened,
    OfferDutyResumed,
    OfferExempted,
    OfferExemptionEnded,
    OfferFoundTooShort,
)
from services.offers.views.case_owners import NOBODY, CaseOwnerRow, owned, owners_of
from services.offers.views.filters import Limit, Skip
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View
from shared.law.deadline_list import DEADLINES, DeadlineRow

# Act 1750 of 2025 lets a share of these be exempt.
_QUOTA_GROUPS: Final = frozenset({"tg1_insured", "tg2_cash_ready", "tg12_education_ready"})
_EXEMPT: Final = "exempt"


class Stretch(Struct, frozen=True):
    """A time in which an offer was owed on one benefit; `to` is the first day after."""

    benefit_basis: str
    start: date
    to: date | None = None


class Absence(Struct, frozen=True):
    """A time in which no offer was owed: exempt or ill; `to` is the first day after."""

    kind: str
    start: date
    to: date | None = None


class DutyRow(Struct, frozen=True):
    """One citizen's duty; `quota_counts` says that the exempt share is counted among such.

    `stretches` and `absences` keep the past, so that the stock of a past month can be taken.
    """

    citizen: UUID
    citizen_case: UUID
    status: str
    benefit_basis: str
    target_group: str | None
    age: int | None
    since: date
    quota_counts: bool
    exempt: bool = False
    paused: tuple[str, ...] = ()
    counted: tuple[UUID, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    absences: tuple[Absence, ...] = ()
    benefit_changes: int = 0


_READ: Final = (
    OfferDutyOpened,
    OfferDutyCorrected,
    OfferDutyGroupNoted,
    OfferDutyBenefitNoted,
    OfferDutyBenefitWithdrawn,
    OfferDutyClosed,
    OfferDutyReopened,
    OfferDutyPaused,
    OfferDutyResumed,
    OfferCounted,
    CountedOfferWithdrawn,
    OfferFoundTooShort,
    OfferExempted,
    OfferExemptionEnded,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the citizen a fact about the duty is about."""
    return [(recorded.event.citizen,)] if isinstance(recorded.event, _READ) else []


def project(key: RowKey, row: DutyRow | None, recorded: Recorded[Any]) -> DutyRow | None:
    """Return the citizen's row after a fact."""
    del key
    event = recorded.event
    if isinstance(event, OfferDutyOpened):
        before = _closed(row, event.since) if row else None
        return DutyRow(
            status="open",
            quota_counts=_in_quota(event.target_group),
            stretches=(*_past(before), Stretch(event.benefit_basis, event.since)),
            absences=before.absences if before else (),
            **structs.asdict(event),
        )
    return None if row is None else _changed(row, event)


def _changed(row: DutyRow, event: object) -> DutyRow:
    match event:
        case OfferDutyBenefitNoted() | OfferDutyBenefitWithdrawn():
            return _lives_on(row, event)
        case OfferDutyCorrected(since=since) if row.benefit_changes:
            moved = (replace(s, start=since) if s.start == row.since else s for s in row.stretches)
            return replace(row, since=since, stretches=tuple(moved))
        case OfferDutyCorrected(target_group=group, benefit_basis=basis, since=since):
            *past, last = row.stretches
            # The day of the first opening is corrected, not the day it was opened again.
            start = since if last.start == row.since else last.start
            stretches = (*past, replace(last, benefit_basis=basis, start=start))
            known = structs.asdict(event) | {"stretches": stretches}
            return replace(row, quota_counts=_in_quota(group), **known)
        case OfferDutyGroupNoted(target_group=group):
            return replace(row, target_group=group, quota_counts=_in_quota(group))
        case OfferDutyClosed(closed_on=day):
            return replace(_closed(row, day), status="closed", paused=(), exempt=False)
        case OfferDutyReopened(reopened_on=day):
            return _reopened(row, event, day)
        case OfferExempted(exempted_on=day):
            return _away(replace(row, exempt=True), _EXEMPT, day)
        case OfferExemptionEnded(ended_on=day):
            return _back(replace(row, exempt=False), _EXEMPT, day)
        case _:
            return _held(row, event)


def _reopened(row: DutyRow, event: OfferDutyReopened, day: date) -> DutyRow:
    """Open the row again; after a closing by mistake with what held then."""
    held = (*event.paused, *((_EXEMPT,) if event.exempt else ()))
    return replace(
        row,
        status="open",
        stretches=(*row.stretches, Stretch(row.benefit_basis, day)),
        paused=event.paused,
        exempt=event.exempt,
        age=row.age if event.age is None else event.age,
        absences=(*row.absences, *(Absence(kind, day) for kind in held)),
    )


def _lives_on(row: DutyRow, event: OfferDutyBenefitNoted | OfferDutyBenefitWithdrawn) -> DutyRow:
    *past, last = row.stretches
    day, noted = event.holds_from, isinstance(event, OfferDutyBenefitNoted)
    if noted:
        now = Stretch(event.benefit_basis, day)
        stretches = [*past, replace(last, to=day), now] if last.start != day else [*past, now]
    else:
        before = past and past[-1].to == day
        again = replace(last, benefit_basis=event.benefit_basis)
        stretches = [*past[:-1], replace(past[-1], to=None)] if before else [*past, again]
    return replace(
        row,
        benefit_basis=event.benefit_basis,
        target_group=event.target_group,
        age=event.age,
        quota_counts=_in_quota(event.target_group),
        stretches=tuple(stretches),
        benefit_changes=row.benefit_changes + (1 if noted else -1),
    )


def _held(row: DutyRow, event: object) -> DutyRow:
    match event:
        case OfferDutyPaused(kind=kind, paused_on=day):
            return _away(replace(row, paused=(*row.paused, kind)), kind, day)
        case OfferDutyResumed(kind=kind, resumed_on=day):
            paused = tuple(each for each in row.paused if each != kind)
            return _back(replace(row, paused=paused), kind, day)
        case OfferCounted(placement=placement):
            return replace(row, counted=(*row.counted, placement))
        case CountedOfferWithdrawn(placement=placement) | OfferFoundTooShort(placement=placement):
            return replace(row, counted=tuple(each for each in row.counted if each != placement))
        case _:
            return row


def _closed(row: DutyRow, day: date) -> DutyRow:
    """End what is open; a stretch or an absence that ends the day it began was none."""
    stretches = (replace(s, to=day) if s.to is None else s for s in row.stretches)
    absences = (replace(a, to=day) if a.to is None else a for a in row.absences)
    return replace(
        row,
        stretches=tuple(each for each in stretches if each.to != each.start),
        absences=tuple(each for each in absences if each.to != each.start),
    )


def _past(row: DutyRow | None) -> tuple[Stretch, ...]:
    return row.stretches if row else ()


def _away(row: DutyRow, kind: str, day: date) -> DutyRow:
    return replace(row, absences=(*row.absences, Absence(kind, day)))


def _back(row: DutyRow, kind: str, day: date) -> DutyRow:
    ended = (
        replace(each, to=day) if each.kind == kind and each.to is None else each
        for each in row.absences
    )
    return replace(row, absences=tuple(each for each in ended if each.to != each.start))


def _in_quota(group: str | None) -> bool:
    return group in _QUOTA_GROUPS


DUTY_LIST: Final = View[DutyRow](
    name="duty_list",
    version=3,
    row=DutyRow,
    key=("citizen",),
    touches=touches,
    project=project,
    indexes=(("status", "citizen"),),
)


class OffersDue(Struct, frozen=True, forbid_unknown_fields=True):
    """Offers that are overdue or due within so many days (list L2)."""

    within_days: Annotated[int, Meta(ge=0, le=3650)] = 28
    citizen: UUID | None = None
    owner: str | None = None
    team: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class OfferDue(Struct, frozen=True):
    """One offer that is owed; `days_left` is negative when it is overdue."""

    citizen: UUID
    rule_key: str
    law_ref: str
    evidence: str
    due: date
    plan_by: date
    timely_until: date
    days_left: int
    overdue: bool
    owner: str | None = None
    team: str | None = None
    centre: str | None = None


_OPEN: Final = "status IN ('running', 'missed') AND rule_key LIKE 'offer.%%'"


def offers_due(desk: Desk, params: OffersDue) -> list[OfferDue]:
    """Return what is owed, overdue first, then what is due first."""
    asked: dict[str, Any] = {
        "citizen": params.citizen,
        "days": params.within_days,
        "today": desk.today,
        "limit": params.limit,
        "skip": params.skip,
        "owned": owned(desk, params.owner, params.team),
    }
    whose = " AND citizens @> ARRAY[%(citizen)s]::uuid[]" if params.citizen else ""
    if asked["owned"] is not None:
        whose += " AND citizens && %(owned)s::uuid[]"
    near = " AND timely_until <= %(today)s::date + %(days)s::int"
    order = " ORDER BY timely_until, stream, deadline LIMIT %(limit)s OFFSET %(skip)s"
    rows = desk.rows(DEADLINES, _OPEN + whose + near + order, asked)
    who = owners_of(desk, (row.citizens[0] for row in rows))
    return [_due(row, desk.today, who.get(row.citizens[0], NOBODY)) for row in rows]


def _due(row: DeadlineRow, today: date, who: CaseOwnerRow) -> OfferDue:
    return OfferDue(
        citizen=row.citizens[0],
        rule_key=row.rule_key,
        law_ref=row.law_ref,
        evidence=row.evidence,
        due=row.due,
        plan_by=row.plan_by,
        timely_until=row.timely_until,
        days_left=(row.timely_until - today).days,
        overdue=row.timely_until < today,
        owner=who.owner,
        team=who.team,
        centre=who.centre,
    )
