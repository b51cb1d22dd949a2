"""Who is a candidate for which order, for which centre, and how far it has come."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.offers.domain import candidacy as told
from services.offers.domain.job_order_words import Code
from services.offers.views.filters import Limit, Skip, conditions
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import tag_of
from shared.eventlog.view import RowKey, View

CandidacyStatus: TypeAlias = Literal["candidate", "hired", "rejected", "withdrawn", "closed"]


class CandidacyRow(Struct, frozen=True):
    """One citizen's way to one job; `step` is the latest thing that came of it."""

    candidacy: UUID
    citizen: UUID
    job_order: UUID
    centre: str
    proposed_on: date
    status: str = "candidate"
    step: str | None = None
    hired_on: date | None = None


_READ: Final = (
    told.CandidateProposed,
    told.CandidatePresented,
    told.CompanyInterviewHeld,
    told.CandidateRejected,
    told.CandidacyWithdrawn,
    told.CandidacyStepWithdrawn,
    told.CandidateHired,
    told.HireWithdrawn,
    told.CandidacyClosed,
)


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the candidacy a fact is about."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, _READ) else []


def project(key: RowKey, row: CandidacyRow | None, recorded: Recorded[Any]) -> CandidacyRow | None:
    """Return the candidacy's row after a fact."""
    event = recorded.event
    match event:
        case told.CandidateProposed(citizen, job_order, centre, day):
            return CandidacyRow(key[0], citizen, job_order, centre, day)
        case _ if row is None:
            return None
        case told.CandidateHired(hired_on=day):
            return replace(row, status="hired", hired_on=day)
        case told.HireWithdrawn() | told.CandidacyStepWithdrawn():
            return replace(row, status="candidate", step=None, hired_on=None)
        case told.CandidateRejected():
            return replace(row, status="rejected", step=event.reason)
        case told.CandidacyWithdrawn():
            return replace(row, status="withdrawn", step=event.by)
        case told.CandidacyClosed():
            return replace(row, status="closed", step=event.because)
        case _:
            return replace(row, step=tag_of(event).partition(".")[2])


CANDIDACY_LIST: Final = View[CandidacyRow](
    name="candidacy_list",
    version=1,
    row=CandidacyRow,
    key=("candidacy",),
    touches=touches,
    project=project,
    indexes=(("citizen",), ("job_order",)),
)


class Candidacies(Struct, frozen=True, forbid_unknown_fields=True):
    """Which candidacies are asked for: of a citizen, for an order, of a centre."""

    citizen: UUID | None = None
    job_order: UUID | None = None
    centre: Code | None = None
    status: CandidacyStatus | None = None
    limit: Limit = 100
    skip: Skip = 0


_FILTERS: Final = {
    "citizen": "citizen = %(citizen)s",
    "job_order": "job_order = %(job_order)s",
    "centre": "centre = %(centre)s",
    "status": "status = %(status)s",
}


def candidacies(desk: Desk, params: Candidacies) -> list[CandidacyRow]:
    """Return the candidacies asked for, oldest first."""
    asked = structs.asdict(params)
    page = "order by proposed_on, candidacy limit %(limit)s offset %(skip)s"
    return desk.rows(CANDIDACY_LIST, f"{conditions(_FILTERS, asked)} {page}", asked)
