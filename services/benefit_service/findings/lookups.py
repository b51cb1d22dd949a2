"""Which of our cases a message is about: read from views, made sure of in the cases themselves."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from services.benefit_service import messages as told
from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_notice import lives_on_ours_again
from services.benefit_service.domain.benefit_states import NotContacted
from services.benefit_service.domain.sanction_case import SANCTION_CASE
from services.benefit_service.domain.sanction_states import Decided, Reported
from services.benefit_service.findings.late_facts import Relied, late_fact
from services.benefit_service.policies import (
    INTERVIEW_POLICY,
    NO_SHOW_POLICY,
    CaseFound,
    opened_by,
)
from services.benefit_service.views.decision_basis import DECISION_BASIS
from services.benefit_service.views.hearing_list import HEARING_LIST
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.period import Period


def find_benefit_case(desk: Desk, message: Recorded[Any]) -> bool:
    """Say whether this citizen case has a benefit case."""
    return desk.load(BENEFIT_CASE, message.case_id).exists


def find_our_benefit_case(desk: Desk, message: Recorded[Any]) -> bool:
    """Say whether this citizen case has a benefit case, on a benefit that we decide on."""
    state = desk.load(BENEFIT_CASE, message.case_id).state
    return not isinstance(state, NotContacted) and not lives_on_ours_again(state.contact)


def find_reported(desk: Desk, message: Recorded[Any]) -> list[CaseFound]:
    """Find the cases opened by the report that is taken back."""
    event = message.event
    if isinstance(event, told.NoShowWithdrawn):
        where = "basis_from = %(day)s AND placement = %(placement)s"
        placement: UUID | None = event.placement
        policy = NO_SHOW_POLICY
    else:
        where = "basis_from = %(day)s AND kind = 'interview_no_show'"
        placement, policy = None, INTERVIEW_POLICY
    rows = desk.rows_of(
        DECISION_BASIS, event.citizen, where, {"day": event.day, "placement": placement}
    )
    ids = [row.sanction_case for row in rows]
    if message.meta.corrects is not None:
        # The view may not have seen a report that was made a moment ago; its case's id is known.
        ids.append(opened_by(policy, message.meta.corrects))
    return _as_they_stand(desk, ids)


def find_sanction_case(desk: Desk, message: Recorded[Any]) -> list[CaseFound]:
    """Find the case a message from visitation names."""
    return _as_they_stand(desk, [message.event.sanction_case])


def find_relied(desk: Desk, message: Recorded[Any]) -> list[Relied]:
    """Find the open and decided cases of a citizen, or those that relied on a corrected fact."""
    if late_fact(message) is None:
        return []
    citizen = getattr(message.event, "citizen", None)
    rows = desk.rows(
        DECISION_BASIS,
        "stage <> 'closed' AND %(corrects)s::uuid = ANY(relied_on)",
        {"corrects": message.meta.corrects},
    )
    if isinstance(citizen, UUID):
        rows += desk.rows_of(DECISION_BASIS, citizen, "stage <> 'closed'")
    cases = dict.fromkeys(row.sanction_case for row in rows)
    relied = [_relied(desk, case) for case in cases]
    return [one for one in relied if one is not None]


def _as_they_stand(desk: Desk, ids: Iterable[UUID]) -> list[CaseFound]:
    found: list[CaseFound] = []
    for sanction_case in dict.fromkeys(ids):
        state = desk.load(SANCTION_CASE, sanction_case).state
        if isinstance(state, Decided):
            found.append(CaseFound(sanction_case, "decided"))
        elif isinstance(state, Reported):
            found.append(CaseFound(sanction_case, "open", _running_hearing(desk, sanction_case)))
    return found


def _running_hearing(desk: Desk, sanction_case: UUID) -> UUID | None:
    rows = desk.rows(
        HEARING_LIST,
        "sanction_case = %(case)s AND stage IN ('served', 'answered')",
        {"case": sanction_case},
    )
    return rows[0].hearing if rows else None


def _relied(desk: Desk, sanction_case: UUID) -> Relied | None:
    """Return what a case relied on, from the case itself: the list may lag behind it."""
    match desk.load(SANCTION_CASE, sanction_case).state:
        case Decided(_, decision):
            return Relied(
                sanction_case=sanction_case,
                decided=True,
                basis_period=decision.basis_period,
                placement=decision.placement,
                relied_on=decision.relied_on,
            )
        case Reported(report):
            return Relied(
                sanction_case=sanction_case,
                decided=False,
                basis_period=Period.of_days(report.day, report.day),
                placement=report.placement,
            )
        case _:
            return None
