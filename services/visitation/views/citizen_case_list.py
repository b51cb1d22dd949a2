"""The list of citizens' cases: who is registered as what, and where the contact stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.assignment import CaseAssigned, CaseAssignmentWithdrawn
from services.visitation.domain.authority import AuthorityTransferred, TransferWithdrawn
from services.visitation.domain.benefit_change import BenefitChanged, BenefitChangeWithdrawn
from services.visitation.domain.benefit_right import (
    EligibilityConfirmed,
    EligibilityDenied,
    SelfSupportingRegistered,
    SelfSupportingWithdrawn,
)
from services.visitation.domain.citizen_case import CaseClosed, CaseReopened
from services.visitation.domain.codes import BenefitBasis, CaseAuthority, TargetGroup
from services.visitation.domain.contact_course import InterviewHeld, InterviewWithdrawn
from services.visitation.domain.cv import CvRegistered, CvWithdrawn
from services.visitation.domain.exemptions import (
    ExemptionEnded,
    ExemptionGranted,
    ExemptionWithdrawn,
    RecoveryNoted,
    SickReported,
    SickReportWithdrawn,
)
from services.visitation.domain.follow_up import FollowUpChoiceWithdrawn, FollowUpModelChosen
from services.visitation.domain.job_record import record_key
from services.visitation.domain.match import (
    MatchAssessed,
    MatchConfirmed,
    MatchDowngraded,
    MatchModelConverted,
    MatchUpgraded,
    MatchWithdrawn,
)
from services.visitation.domain.registration import CitizenRegistered, RegistrationCorrected
from services.visitation.domain.standing import BarriersNoted, TargetGroupSet
from services.visitation.views.filters import CaseStatus, Limit, where
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class Absence(Struct, frozen=True):
    """A time in which the citizen had not to come: exempt or ill; `to` is the first day after."""

    kind: str
    start: date
    to: date | None = None


class CitizenCaseRow(Struct, frozen=True):
    """One case as the list shows it; `closed_by` names the foreign record that closed it."""

    citizen_case: UUID
    citizen: UUID
    status: str
    benefit_basis: str
    target_group: str | None
    age: int | None
    authority: str
    channel: str
    registered_on: date
    first_contact_on: date
    transferred_on: date | None = None
    closed_on: date | None = None
    close_reason: str | None = None
    cv_registered_on: date | None = None
    interviews: tuple[date, ...] = ()
    match_model: str | None = None
    match_value: str | None = None
    ready: bool = False
    matched_on: date | None = None
    exempt_kind: str | None = None
    exempt_from: date | None = None
    exempt_until: date | None = None
    sick_from: date | None = None
    follow_up_model: str | None = None
    segment: int | None = None
    owner: str | None = None
    team: str | None = None
    centre: str | None = None
    absences: tuple[Absence, ...] = ()
    eligible: bool | None = None
    eligible_for: str | None = None
    self_supporting_from: date | None = None
    benefit_changes: tuple[date, ...] = ()
    closed_by: str | None = None


ILL: Final = "ill"
_LIVES_ON: Final = ("benefit_basis", "target_group", "age")
_READ: Final = (
    CitizenRegistered,
    RegistrationCorrected,
    AuthorityTransferred,
    TransferWithdrawn,
    CaseAssigned,
    CaseAssignmentWithdrawn,
    CaseClosed,
    CaseReopened,
    CvRegistered,
    CvWithdrawn,
    InterviewHeld,
    InterviewWithdrawn,
    MatchAssessed,
    MatchConfirmed,
    MatchUpgraded,
    MatchDowngraded,
    MatchModelConverted,
    MatchWithdrawn,
    ExemptionGranted,
    ExemptionEnded,
    ExemptionWithdrawn,
    SickReported,
    SickReportWithdrawn,
    RecoveryNoted,
    FollowUpModelChosen,
    FollowUpChoiceWithdrawn,
    TargetGroupSet,
    BarriersNoted,
    EligibilityConfirmed,
    EligibilityDenied,
    SelfSupportingRegistered,
    SelfSupportingWithdrawn,
    BenefitChanged,
    BenefitChangeWithdrawn,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the case a fact is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _READ) else []


def project(
    key: RowKey, row: CitizenCaseRow | None, recorded: Recorded[Any]
) -> CitizenCaseRow | None:
    """Return the case's row after a fact."""
    event = recorded.event
    if isinstance(event, CitizenRegistered):
        return CitizenCaseRow(citizen_case=key[0], status="open", **structs.asdict(event))
    return None if row is None else _changed(row, event)


def _changed(row: CitizenCaseRow, event: object) -> CitizenCaseRow:
    match event:
        case RegistrationCorrected():
            return _corrected(row, event)
        case CaseClosed():
            return _closed(row, event)
        case CaseReopened():
            return _reopened(row, event)
        case CvRegistered(registered_on=day):
            return replace(row, cv_registered_on=day)
        case CvWithdrawn():
            return replace(row, cv_registered_on=None)
        case InterviewHeld(held_on=day):
            return replace(row, interviews=(*row.interviews, day))
        case InterviewWithdrawn(held_on=wrong):
            return replace(row, interviews=tuple(day for day in row.interviews if day != wrong))
        case _:
            return _lives(_held(_absent(_stands(row, event), event), event), event)


def _reopened(row: CitizenCaseRow, event: CaseReopened) -> CitizenCaseRow:
    age = row.age if event.age is None else event.age
    return replace(row, status="open", close_reason=None, closed_on=None, closed_by=None, age=age)


def _closed(row: CitizenCaseRow, event: CaseClosed) -> CitizenCaseRow:
    source, record = event.record_source, event.record_id
    return replace(
        row,
        status="closed",
        close_reason=event.reason,
        closed_on=event.closed_on,
        closed_by=record_key(source, record) if source and record else None,
    )


def _lives(row: CitizenCaseRow, event: object) -> CitizenCaseRow:
    match event:
        case EligibilityConfirmed(benefit_basis=basis):
            return replace(row, eligible=True, eligible_for=basis, self_supporting_from=None)
        case EligibilityDenied(benefit_basis=basis):
            return replace(row, eligible=False, eligible_for=basis)
        case SelfSupportingRegistered(holds_from=day):
            return replace(row, self_supporting_from=day)
        case SelfSupportingWithdrawn():
            return replace(row, self_supporting_from=None)
        case BenefitChanged(holds_from=day):
            return _on(replace(row, benefit_changes=(*row.benefit_changes, day)), event)
        case BenefitChangeWithdrawn():
            return _on(replace(row, benefit_changes=row.benefit_changes[:-1]), event)
        case _:
            return row


def _on(row: CitizenCaseRow, event: BenefitChanged | BenefitChangeWithdrawn) -> CitizenCaseRow:
    return replace(
        row,
        benefit_basis=event.benefit_basis,
        target_group=event.target_group,
        age=event.age,
    )


def _held(row: CitizenCaseRow, event: object) -> CitizenCaseRow:
    match event:
        case AuthorityTransferred(to_authority=to, transferred_on=day):
            return replace(row, authority=to, transferred_on=day)
        case TransferWithdrawn(authority=authority):
            return replace(row, authority=authority, transferred_on=None)
        case CaseAssigned() | CaseAssignmentWithdrawn():
            return replace(row, owner=event.owner, team=event.team, centre=event.centre)
        case _:
            return row


def _absent(row: CitizenCaseRow, event: object) -> CitizenCaseRow:
    match event:
        case ExemptionGranted(kind=kind, exempt_from=day, until=until):
            away = replace(row, exempt_kind=kind, exempt_from=day, exempt_until=until)
            return _away(away, kind, day)
        case ExemptionEnded(kind=kind, ended_on=day):
            return _back(_here(row), kind, day)
        case ExemptionWithdrawn(kind=kind, exempt_from=day):
            return _back(_here(row), kind, day)
        case SickReported(sick_from=day):
            return _away(replace(row, sick_from=day), ILL, day)
        case SickReportWithdrawn(sick_from=day) | RecoveryNoted(recovered_on=day):
            return _back(replace(row, sick_from=None), ILL, day)
        case _:
            return row


def _here(row: CitizenCaseRow) -> CitizenCaseRow:
    return replace(row, exempt_kind=None, exempt_from=None, exempt_until=None)


def _away(row: CitizenCaseRow, kind: str, day: date) -> CitizenCaseRow:
    return replace(row, absences=(*row.absences, Absence(kind, day)))


def _back(row: CitizenCaseRow, kind: str, day: date) -> CitizenCaseRow:
    """End the absence of this kind; one that ends the day it began was none."""
    ended = (
        replace(each, to=day) if each.kind == kind and each.to is None else each
        for each in row.absences
    )
    return replace(row, absences=tuple(each for each in ended if each.to != each.start))


def _stands(row: CitizenCaseRow, event: object) -> CitizenCaseRow:
    match event:
        case MatchAssessed() | MatchConfirmed() | MatchUpgraded() | MatchDowngraded():
            return _matched(row, event, event.assessed_on)
        case MatchModelConverted(converted_on=day):
            return _matched(row, event, day)
        case MatchWithdrawn():
            return _matched(row, event, None if event.value is None else row.matched_on)
        case FollowUpModelChosen(model=model) | FollowUpChoiceWithdrawn(model=model):
            return replace(row, follow_up_model=model)
        case TargetGroupSet(target_group=group):
            return replace(row, target_group=group)
        case BarriersNoted(segment=segment):
            return replace(row, segment=segment)
        case _:
            return row


def _matched(row: CitizenCaseRow, event: Any, on: date | None) -> CitizenCaseRow:
    return replace(
        row,
        match_model=event.model,
        match_value=event.value,
        ready=event.ready,
        matched_on=on,
    )


def _corrected(row: CitizenCaseRow, event: RegistrationCorrected) -> CitizenCaseRow:
    right = structs.asdict(event)
    del right["reason"]
    if row.transferred_on is not None:
        del right["authority"]
    if row.benefit_changes:
        # What was registered is put right; what the citizen lives on since stays.
        right = {name: said for name, said in right.items() if name not in _LIVES_ON}
    return replace(row, **right)


CITIZEN_CASE_LIST: Final = View[CitizenCaseRow](
    name="citizen_case_list",
    version=8,
    row=CitizenCaseRow,
    key=("citizen_case",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("status", "citizen_case"), ("owner",), ("team",), ("closed_by",)),
)


FAR_FROM_WORK: Final = "status = 'open' and match_value is not null and not ready"


class CitizenCases(Struct, frozen=True, forbid_unknown_fields=True):
    """Which cases are asked for; page on with the last id seen as `after`."""

    citizen: UUID | None = None
    status: CaseStatus | None = None
    authority: CaseAuthority | None = None
    target_group: TargetGroup | None = None
    benefit_basis: BenefitBasis | None = None
    owner: str | None = None
    team: str | None = None
    centre: str | None = None
    after: UUID | None = None
    limit: Limit = 100


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "status": "status = %(status)s",
    "authority": "authority = %(authority)s",
    "target_group": "target_group = %(target_group)s",
    "benefit_basis": "benefit_basis = %(benefit_basis)s",
    "owner": "owner = %(owner)s",
    "team": "team = %(team)s",
    "centre": "centre = %(centre)s",
    "after": "citizen_case > %(after)s",
}


def citizen_cases(desk: Desk, params: CitizenCases) -> list[CitizenCaseRow]:
    """Return the cases asked for, oldest first."""
    asked = structs.asdict(params)
    return desk.rows(CITIZEN_CASE_LIST, where(_FILTERS, asked, "citizen_case"), asked)


def latest_case_of(desk: Desk, citizen: UUID) -> CitizenCaseRow | None:
    """Return the person's open case, else the latest closed one, else None."""
    rows = desk.rows_of(CITIZEN_CASE_LIST, citizen)
    return max(rows, key=lambda row: (row.status == "open", row.registered_on), default=None)
