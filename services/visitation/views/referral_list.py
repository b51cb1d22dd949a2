"""Referrals: what waits for whom, what came back (L16), barriers, and right place first time."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.referral import ReferralStatus
from services.visitation.domain.referral_events import (
    Event,
    ReferralAccepted,
    ReferralBlocked,
    ReferralCancelled,
    ReferralCorrected,
    ReferralDrafted,
    ReferralExpired,
    ReferralIssued,
    ReferralKind,
    ReferralReceived,
    ReferralReturned,
    ReferralStepWithdrawn,
    ReferralToLanguageUnitIssued,
)
from services.visitation.views.filters import Limit, Skip, where
from services.visitation.views.owners import NOBODY, OF_OWNED, Owner, owners_of, with_owned
from services.visitation.views.standing import (
    Standing,
    StepTaken,
    days_left,
    is_deadline_of,
    paragraph,
    permille,
    stepped,
    stepped_back,
    with_deadline,
)
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

_NO_STEP: Final = frozenset({"checklist_item_documented", "language_template_filled"})


class ReferralRow(Standing, frozen=True, kw_only=True):
    """One referral; `issued_on` and `accepted_on` are those that still stand."""

    referral: UUID
    citizen: UUID
    kind: str
    to_unit: str
    because: str
    drafted_on: date
    issued_on: date | None = None
    accepted_on: date | None = None
    return_reason: str | None = None
    barrier: str | None = None
    blocked_on: date | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the referral a fact is about."""
    mine = isinstance(recorded.event, Event) or is_deadline_of(recorded, "referral")
    return [(UUID(recorded.case_id),)] if mine else []


def project(key: RowKey, row: ReferralRow | None, recorded: Recorded[Any]) -> ReferralRow | None:
    """Return the referral's row after a fact."""
    event = recorded.event
    if isinstance(event, ReferralDrafted):
        return ReferralRow(
            referral=key[0],
            citizen=event.citizen,
            kind=event.kind,
            to_unit=event.to_unit,
            because=event.because,
            drafted_on=event.drafted_on,
            status="drafted",
            since=event.drafted_on,
            steps=(StepTaken("drafted", event.drafted_on),),
        )
    return None if row is None else _with_days(_changed(row, event))


def _changed(row: ReferralRow, event: object) -> ReferralRow:
    match event:
        case ReferralCorrected(to_unit=to_unit, because=because):
            return replace(row, to_unit=to_unit, because=because)
        case ReferralBlocked(barrier=barrier, blocked_on=day):
            return stepped(replace(row, barrier=barrier, blocked_on=day), "blocked", day)
        case ReferralReturned(reason=reason, returned_on=day):
            return stepped(replace(row, return_reason=reason), "returned", day)
        case ReferralStepWithdrawn(step=step) if step in _NO_STEP:
            return row
        case ReferralStepWithdrawn(step="referral_blocked"):
            return stepped_back(replace(row, barrier=None, blocked_on=None))
        case ReferralStepWithdrawn(step="referral_returned"):
            return stepped_back(replace(row, return_reason=None))
        case ReferralStepWithdrawn():
            return stepped_back(row)
        case _:
            return _moved(row, event)


def _moved(row: ReferralRow, event: object) -> ReferralRow:
    match event:
        case ReferralIssued(issued_on=day) | ReferralToLanguageUnitIssued(issued_on=day):
            return stepped(row, "issued", day)
        case ReferralReceived(received_on=day):
            return stepped(row, "received", day)
        case ReferralAccepted(accepted_on=day):
            return stepped(row, "accepted", day)
        case ReferralExpired(timely_until=day):
            return stepped(row, "expired", day + timedelta(days=1))
        case ReferralCancelled(cancelled_on=day):
            return stepped(row, "cancelled", day)
        case _:
            return with_deadline(row, event)


def _with_days(row: ReferralRow) -> ReferralRow:
    days = {step.status: step.on for step in row.steps}
    return replace(row, issued_on=days.get("issued"), accepted_on=days.get("accepted"))


REFERRAL_LIST: Final = View[ReferralRow](
    name="referral_list",
    version=1,
    row=ReferralRow,
    key=("referral",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("to_unit", "status"), ("issued_on",), ("blocked_on",)),
)


class Referrals(Struct, frozen=True, forbid_unknown_fields=True):
    """Which referrals are asked for; `status` returned is the queue of those that came back."""

    citizen: UUID | None = None
    kind: ReferralKind | None = None
    to_unit: str | None = None
    status: ReferralStatus | None = None
    owner: str | None = None
    team: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class ReferralShown(Struct, frozen=True):
    """A referral with the days left to accept it, and the paragraph that says so."""

    referral: ReferralRow
    days_left: int | None
    owner: str | None = None
    team: str | None = None
    law_ref: str | None = None


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "kind": "kind = %(kind)s",
    "to_unit": "to_unit = %(to_unit)s",
    "status": "status = %(status)s",
    "owned": OF_OWNED,
}


def referrals(desk: Desk, params: Referrals) -> list[ReferralShown]:
    """Return the referrals asked for, the earliest deadline first, then the oldest step."""
    asked = with_owned(desk, structs.asdict(params))
    order = where(_FILTERS, asked, "timely_until nulls last, since, referral")
    rows = desk.rows(REFERRAL_LIST, order, asked)
    who = owners_of(desk, (row.citizen for row in rows))
    return [_shown(desk, row, who.get(row.citizen, NOBODY)) for row in rows]


def _shown(desk: Desk, row: ReferralRow, who: Owner) -> ReferralShown:
    left = days_left(row, desk.today)
    return ReferralShown(row, left, who.owner, who.team, paragraph(desk, row))


class Days(Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of days, the first and the last counted."""

    from_day: date
    to_day: date


class BarrierCount(Struct, frozen=True):
    """How often a barrier kept somebody from a kind of referral."""

    barrier: str
    kind: str
    referrals: int


def referral_barriers(desk: Desk, params: Days) -> list[BarrierCount]:
    """Return what blocked referrals in these days, the most frequent first."""
    asked = structs.asdict(params)
    rows = desk.rows(REFERRAL_LIST, "blocked_on between %(from_day)s and %(to_day)s", asked)
    counted = Counter((row.barrier or "", row.kind) for row in rows)
    return [
        BarrierCount(barrier, kind, count)
        for (barrier, kind), count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    ]


class RightFirstTime(Struct, frozen=True):
    """How many accepted referrals went to the right place; the share in tenths of a percent."""

    accepted: int
    rereferred: int
    window_days: int
    share_permille: int | None


def right_first_time(desk: Desk, params: Days) -> RightFirstTime:
    """Return the share of referrals accepted that no referral for a wrong place followed.

    A referral that left in these days counts; one for a wrong place may leave up to
    `rereferral.window` days later.
    """
    window = desk.rules.rule("rereferral.window", desk.today).number
    last = params.to_day + timedelta(days=window)
    condition = "issued_on between %(from_day)s and %(last)s order by issued_on, referral"
    rows = desk.rows(REFERRAL_LIST, condition, {"from_day": params.from_day, "last": last})
    accepted = [row for row in rows if row.accepted_on and _issued(row) <= params.to_day]
    wrong = defaultdict[UUID, list[ReferralRow]](list)
    for row in rows:
        if row.because == "wrong_place":
            wrong[row.citizen].append(row)
    again = [
        row for row in accepted if any(_follows(each, row, window) for each in wrong[row.citizen])
    ]
    share = permille(len(accepted) - len(again), len(accepted))
    return RightFirstTime(len(accepted), len(again), window, share)


def _follows(later: ReferralRow, first: ReferralRow, window: int) -> bool:
    days = (_issued(later) - _issued(first)).days
    in_order = (_issued(later), str(later.referral)) > (_issued(first), str(first.referral))
    return in_order and days <= window


def _issued(row: ReferralRow) -> date:
    return row.issued_on or date.max
