"""The caseload: each case with its officer, track, follow-ups and limit; no diagnosis."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.sickpay.domain import ending_events as ending
from services.sickpay.domain import follow_up_events as follow
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain.paper_events import CaseAssigned, CertificateRequested
from shared.casework.declare import Desk, Query
from shared.clock import local_date
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event
from shared.eventlog.view import RowKey, View


class ToReview(Struct, frozen=True):
    """A decision that somebody must look at again, and the code of what is otherwise now."""

    decision: str
    because: str


class CaseloadRow(Struct, frozen=True):
    """A case as an officer's list shows it; `triaged_on` is the day the risk was first known.

    A sick cash-benefit recipient answers no form: triaged is who was first followed up, or whose
    doctor was first asked. `first_track` is the track of the first triage.

    `found_day` is the limit as computed; `limit_day` what holds, with the extension if one was
    granted (None: until there is a decision).
    """

    sick_pay_case: UUID
    citizen: UUID
    legal_basis: str
    first_absence_day: date
    notified_on: date
    officer: str | None = None
    team: str | None = None
    category: int | None = None
    risk_level: str | None = None
    first_risk_level: str | None = None
    track: str | None = None
    triaged_on: date | None = None
    form_sent_on: date | None = None
    form_returned_on: date | None = None
    first_held_on: date | None = None
    last_held_on: date | None = None
    summoned_for: date | None = None
    partial_from: date | None = None
    limit_day: date | None = None
    found_day: date | None = None
    extended: bool = False
    recovered_on: date | None = None
    ended_after: date | None = None
    withdrawn: bool = False
    flagged: tuple[str, ...] = ()
    first_track: str | None = None
    to_review: tuple[ToReview, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Name the case a fact is about."""
    return [(UUID(recorded.case_id),)] if recorded.case_type == "sick_pay_case" else []


def project(key: RowKey, row: CaseloadRow | None, recorded: Recorded[Any]) -> CaseloadRow | None:
    """Give the case's row after a fact."""
    match recorded.event:
        case told.AbsenceNotified() as e:
            return CaseloadRow(key[0], e.citizen, "sick_pay", e.first_absence_day, e.notified_on)
        case told.CashBenefitFollowUpOpened() as e:
            day = local_date(recorded.recorded_at)
            return CaseloadRow(key[0], e.citizen, "cash_benefit", e.first_absence_day, day)
        case _ if row is None:
            return None
        case follow.RiskAssessed(level=level, track=track):
            return replace(
                row,
                risk_level=level,
                first_risk_level=row.first_risk_level or level,
                track=track,
                first_track=row.first_track or track,
                triaged_on=row.triaged_on or local_date(recorded.recorded_at),
            )
        case _:
            return reduce(
                lambda now, part: part(now, recorded.event),
                (_absent, _acted_on, _followed, _limited),
                row,
            )


def _absent(row: CaseloadRow, event: Event) -> CaseloadRow:
    match event:
        case told.FirstAbsenceDayCorrected(first_absence_day=day):
            return replace(row, first_absence_day=day)
        case told.NotificationCorrected(notified_on=on):
            return replace(row, notified_on=on)
        case told.AbsenceNotificationWithdrawn():
            return replace(row, withdrawn=True)
        case told.FormSentNoted(sent_on=on) | told.FormSentCorrected(sent_on=on):
            return replace(row, form_sent_on=on)
        case (
            told.InformationFormReturned(returned_on=on) | told.FormReturnCorrected(returned_on=on)
        ):
            return replace(row, form_returned_on=on)
        case told.FormReturnWithdrawn():
            return replace(row, form_returned_on=None)
        case told.RecoveryReported(recovered_on=on) | told.RecoveryCorrected(recovered_on=on):
            return replace(row, recovered_on=on, summoned_for=None)
        case told.RecoveryWithdrawn():
            return replace(row, recovered_on=None)
        case _:
            return row


def _followed(row: CaseloadRow, event: Event) -> CaseloadRow:
    match event:
        case CaseAssigned(officer=officer, team=team):
            return replace(row, officer=officer, team=team)
        case follow.SickCategorised(category=category):
            return replace(row, category=category)
        case follow.FollowUpSummoned(held_on=on):
            return replace(row, summoned_for=on)
        case follow.SummonsCancelled() | follow.FollowUpMissed():
            return replace(row, summoned_for=None)
        case follow.FollowUpHeld(held_on=on):
            first = row.first_held_on or on
            return replace(row, summoned_for=None, first_held_on=first, last_held_on=on)
        case follow.FollowUpCorrected(held_on=on, was=was):
            held = on if row.first_held_on == was else row.first_held_on
            return replace(row, first_held_on=held, last_held_on=on)
        case follow.FollowUpWithdrawn(last=last):
            begun = None if last is None else row.first_held_on
            return replace(row, first_held_on=begun, last_held_on=last)
        case (
            follow.PartialReturnAgreed(from_=from_)
            | follow.PartialReturnCorrected(from_=from_)
            | follow.PartialReturnEndWithdrawn(from_=from_)
        ):
            return replace(row, partial_from=from_)
        case follow.PartialReturnEnded() | follow.PartialReturnWithdrawn():
            return replace(row, partial_from=None)
        case _:
            return row


def _acted_on(row: CaseloadRow, event: Event) -> CaseloadRow:
    """Take a case without a form as triaged when it is first acted on (E13)."""
    if row.legal_basis != "cash_benefit" or row.triaged_on is not None:
        return row
    match event:
        case follow.FollowUpHeld(held_on=on) | CertificateRequested(requested_on=on):
            return replace(row, triaged_on=on)
        case _:
            return row


def _limited(row: CaseloadRow, event: Event) -> CaseloadRow:
    match event:
        case ending.DurationLimitFound(ends_after=day):
            return replace(row, found_day=day, limit_day=row.limit_day if row.extended else day)
        case ending.DurationLimitRemoved():
            return replace(row, found_day=None, limit_day=row.limit_day if row.extended else None)
        case ending.ExtensionGranted(until=day):
            return replace(row, extended=True, limit_day=day)
        case ending.OpenExtensionGranted():
            return replace(row, extended=True, limit_day=None)
        case ending.ExtensionWithdrawn():
            return replace(row, extended=False, limit_day=row.found_day)
        case ending.SickPayEnded(last_day=last):
            return replace(row, ended_after=last)
        case ending.SickPayEndWithdrawn():
            return replace(row, ended_after=None)
        case ending.DecisionFlagged(decision=decision, because=because):
            return _to_review(row, (*row.to_review, ToReview(decision, because)))
        case ending.DecisionReviewed(decision=decision):
            return _to_review(row, tuple(one for one in row.to_review if one.decision != decision))
        case _:
            return row


def _to_review(row: CaseloadRow, left: tuple[ToReview, ...]) -> CaseloadRow:
    return replace(row, to_review=left, flagged=tuple(one.decision for one in left))


CASELOAD = View(
    name="caseload",
    version=3,
    row=CaseloadRow,
    key=("sick_pay_case",),
    touches=touches,
    project=project,
    indexes=(("team", "officer"), ("first_absence_day",)),
)
OPEN = "recovered_on is null and ended_after is null and not withdrawn"


class CaseloadSearch(Struct, frozen=True):
    """Whose open cases; `after` is the last case of the page before.

    `unassigned` shows only cases that nobody has. `flagged` shows only those with a decision to
    review, also where the citizen is well again or sick pay has ended: late facts come then.
    """

    officer: str | None = None
    team: str | None = None
    track: str | None = None
    unassigned: bool = False
    flagged: bool = False
    after: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class CaseloadPage(Struct, frozen=True):
    """Some cases, and where the next page starts."""

    cases: list[CaseloadRow]
    next: UUID | None = None


def caseload(desk: Desk, params: CaseloadSearch) -> CaseloadPage:
    """Show the open cases of an officer, a team, or a track, or those that wait for somebody."""
    rows = desk.rows(
        CASELOAD,
        f"({OPEN} or %(flagged)s::boolean and not withdrawn)"
        " and (%(officer)s::text is null or officer = %(officer)s)"
        " and (%(team)s::text is null or team = %(team)s)"
        " and (%(track)s::text is null or track = %(track)s)"
        " and (not %(unassigned)s::boolean or officer is null)"
        " and (not %(flagged)s::boolean or cardinality(flagged) > 0)"
        " and (%(after)s::uuid is null or sick_pay_case > %(after)s)"
        " order by sick_pay_case limit %(rows)s",
        {
            "officer": params.officer,
            "team": params.team,
            "track": params.track,
            "unassigned": params.unassigned,
            "flagged": params.flagged,
            "after": params.after,
            "rows": params.limit + 1,
        },
    )
    page = rows[: params.limit]
    return CaseloadPage(page, page[-1].sick_pay_case if len(rows) > params.limit else None)


CASELOAD_QUERY = Query(
    name="caseload",
    path="/caseload",
    params=CaseloadSearch,
    answer=CaseloadPage,
    run=caseload,
)
