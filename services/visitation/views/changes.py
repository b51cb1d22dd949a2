"""What happened to a citizen last, by kind, here and at the other services (peers: last change).

For each kind only the latest fact is kept: when it was recorded, and by whom. What a case worker
has not seen yet is what somebody else has told since the last look.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.messages import (
    BenefitEligibilityDecided,
    OfferCancelled,
    OfferCorrected,
    OfferEnded,
    OfferEndWithdrawn,
    OfferGiven,
    OfferStarted,
    OfferStartWithdrawn,
)
from services.visitation.offers_messages import (
    CandidacyClosed,
    CandidateHired,
    CandidateProposed,
    CandidateRejected,
    HireWithdrawn,
    NextStepPlanned,
    NextStepWithdrawn,
)
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "registration": ("citizen_registered", "registration_corrected", "target_group_set"),
    "livelihood": ("benefit_changed", "benefit_change_withdrawn"),
    "assignment": ("case_assigned", "case_assignment_withdrawn", "authority_transferred"),
    "case": ("case_closed", "case_reopened"),
    "summons": (
        "citizen_summoned",
        "summons_corrected",
        "interview_cancelled",
        "interview_cancellation_withdrawn",
    ),
    "interview": ("interview_held", "interview_withdrawn"),
    "no_show": ("interview_no_show", "interview_no_show_withdrawn"),
    "match": ("match_assessed", "match_upgraded", "match_downgraded", "match_withdrawn"),
    "cv": ("cv_registered", "cv_withdrawn"),
    "absence": (
        "exemption_granted",
        "exemption_ended",
        "exemption_withdrawn",
        "sick_reported",
        "recovery_noted",
    ),
    "referral": ("referral_issued", "referral_accepted", "referral_returned", "referral_expired"),
    "social": ("request_acknowledged", "request_answered", "request_escalated"),
    "application": ("application_step_taken", "application_decided", "application_appealed"),
    "complaint": ("complaint_received", "complaint_decided"),
    "plan": ("job_plan_agreed", "job_plan_revised", "job_plan_ended"),
    "sanction": ("recommendation_opened", "hearing_outcome_noted", "recommendation_answered"),
    "visit": ("reception_arrived",),
}
_KIND_OF: Final = {f"visitation.{name}": kind for kind, names in _KINDS.items() for name in names}
KINDS: Final = (*_KINDS, "offer", "mediation", "benefit")


class Change(Struct, frozen=True):
    """The latest fact of one kind."""

    kind: str
    tag: str
    at: datetime
    by: str


class ChangesRow(Struct, frozen=True):
    """What happened last to one citizen, by kind."""

    citizen: UUID
    changes: tuple[Change, ...] = ()


class OfferSeen(Struct, frozen=True):
    """One offer as offers told of it, its last day as meant and as it was, and what comes next."""

    placement: UUID
    status: str
    starts_on: date
    ends_on: date
    ended_on: date | None = None
    next_kind: str | None = None
    next_on: date | None = None


class ElsewhereRow(Struct, frozen=True):
    """What the other services told of one citizen."""

    citizen: UUID
    changes: tuple[Change, ...] = ()
    offers: tuple[OfferSeen, ...] = ()
    eligible: bool | None = None


def touches_here(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the citizen a fact of visitation is about."""
    citizen = getattr(recorded.event, "citizen", None)
    return [(citizen,)] if citizen and recorded.tag in _KIND_OF else []


def project_here(key: RowKey, row: ChangesRow | None, recorded: Recorded[Any]) -> ChangesRow:
    """Return the citizen's row after a fact."""
    row = row or ChangesRow(key[0])
    return replace(row, changes=_with(row.changes, _KIND_OF[recorded.tag], recorded))


_OFFERS: Final = (
    OfferGiven,
    OfferCorrected,
    OfferStarted,
    OfferStartWithdrawn,
    OfferEnded,
    OfferEndWithdrawn,
    OfferCancelled,
    NextStepPlanned,
    NextStepWithdrawn,
)
_MEDIATION: Final = (
    CandidateProposed,
    CandidateRejected,
    CandidateHired,
    HireWithdrawn,
    CandidacyClosed,
)
_KIND_ELSEWHERE: Final = {"offers": "offer", "benefit_service": "benefit"}


def touches_elsewhere(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the citizen another service's fact is about."""
    read = isinstance(recorded.event, (*_OFFERS, *_MEDIATION, BenefitEligibilityDecided))
    return [(recorded.event.citizen,)] if read else []


def project_elsewhere(
    key: RowKey, row: ElsewhereRow | None, recorded: Recorded[Any]
) -> ElsewhereRow:
    """Return the citizen's row after a fact of another service."""
    row = row or ElsewhereRow(key[0])
    mediated = isinstance(recorded.event, _MEDIATION)
    kind = "mediation" if mediated else _KIND_ELSEWHERE[recorded.source]
    changes = _with(row.changes, kind, recorded)
    # By kind: which of two services is heard first is chance, and the row must not show it.
    row = replace(row, changes=tuple(sorted(changes, key=lambda each: each.kind)))
    match recorded.event:
        case BenefitEligibilityDecided(eligible=eligible):
            return replace(row, eligible=eligible)
        case OfferGiven(starts_on=first, ends_on=last):
            given = OfferSeen(UUID(recorded.case_id), "given", first, last)
            return replace(row, offers=(*row.offers, given))
        case _:
            return _offer(row, UUID(recorded.case_id), recorded.event)


def _offer(row: ElsewhereRow, placement: UUID, event: object) -> ElsewhereRow:
    offers = (_told(each, event) if each.placement == placement else each for each in row.offers)
    return replace(row, offers=tuple(offers))


def _told(offer: OfferSeen, event: object) -> OfferSeen:
    match event:
        case OfferCorrected(starts_on=first, ends_on=last):
            return replace(offer, starts_on=first, ends_on=last)
        case OfferStarted() | OfferEndWithdrawn():
            return replace(offer, status="started", ended_on=None)
        case OfferStartWithdrawn():
            return replace(offer, status="given")
        case OfferEnded(ended_on=day):
            return replace(offer, status="ended", ended_on=day)
        case NextStepPlanned(kind=kind, starts_on=day):
            return replace(offer, next_kind=kind, next_on=day)
        case NextStepWithdrawn():
            return replace(offer, next_kind=None, next_on=None)
        case _:
            return replace(offer, status="cancelled")


def _with(changes: Iterable[Change], kind: str, recorded: Recorded[Any]) -> tuple[Change, ...]:
    latest = Change(kind, recorded.tag, recorded.recorded_at, recorded.meta.actor.id)
    return (*(each for each in changes if each.kind != kind), latest)


CHANGES_HERE: Final = View[ChangesRow](
    name="changes_here",
    version=2,
    row=ChangesRow,
    key=("citizen",),
    touches=touches_here,
    project=project_here,
)
CHANGES_ELSEWHERE: Final = View[ElsewhereRow](
    name="changes_elsewhere",
    version=3,
    row=ElsewhereRow,
    key=("citizen",),
    touches=touches_elsewhere,
    project=project_elsewhere,
    follows=("benefit_service", "offers"),
)
