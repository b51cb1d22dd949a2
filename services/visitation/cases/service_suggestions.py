"""Which services fit a citizen's needs (V-30): what the citizen lives on is never asked.

The need is what stands between the citizen and work, as the counsellor noted it; benefit, target
group, age and authority only choose the deadlines of the law. So two citizens with the same needs
are suggested the same, and a person decides.
"""

from typing import Final
from uuid import UUID

from msgspec import Struct

from services.visitation.cases.citizen_facts import barriers_of, open_file, profile
from services.visitation.domain import citizen_case as case
from services.visitation.domain.case_file import Open
from services.visitation.views.citizen_case_list import latest_case_of
from shared.casework.declare import Desk, Query
from shared.privacy.personal import ContactData

NOTHING_IN_THE_WAY: Final = "none"


class SuggestedServices(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose services are asked for."""

    citizen: UUID


class ServiceSuggested(Struct, frozen=True):
    """One need and the service that fits it; `rule` is the row that says so."""

    citizen: UUID
    need: ContactData[str]
    service: ContactData[str]
    rule: str


def suggested_services(desk: Desk, params: SuggestedServices) -> list[ServiceSuggested]:
    """Return a service for each need that was noted; none before anybody noted anything."""
    row = latest_case_of(desk, params.citizen)
    file = open_file(desk.load(case.citizen_case, row.citizen_case).state) if row else None
    return [_suggested(desk, params.citizen, need) for need in needs_of(file)]


def needs_of(file: Open | None) -> tuple[str, ...]:
    """Return what stands in the way, by name; `none` when it was noted that nothing does."""
    named = barriers_of(file)
    return () if named is None else named or (NOTHING_IN_THE_WAY,)


def _suggested(desk: Desk, citizen: UUID, need: str) -> ServiceSuggested:
    rule = desk.rules.rule("service.by_need", desk.today, {"need": need})
    return ServiceSuggested(citizen, need, str(rule.value), rule.version)


class SuggestedFollowUp(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose follow-up is asked for."""

    citizen: UUID


class FollowUpSuggested(Struct, frozen=True):
    """The follow-up a row of the rules suggests now, and the one that was chosen, if any."""

    citizen: UUID
    citizen_case: UUID
    model: str
    rule: str
    chosen: str | None


def suggested_follow_up(desk: Desk, params: SuggestedFollowUp) -> list[FollowUpSuggested]:
    """Return what is suggested before anybody chooses; nothing without an open case (V-06)."""
    row = latest_case_of(desk, params.citizen)
    state = desk.load(case.citizen_case, row.citizen_case).state if row else None
    if row is None or not isinstance(state, Open):
        return []
    rule = desk.rules.rule("followup.suggestion", desk.today, profile(state, None))
    chosen = state.follow_up.model
    model, version = str(rule.value), rule.version
    return [FollowUpSuggested(params.citizen, row.citizen_case, model, version, chosen)]


QUERIES: Final = (
    Query(
        name="suggested_follow_up",
        path="lists/suggested-follow-up",
        params=SuggestedFollowUp,
        answer=list[FollowUpSuggested],
        run=suggested_follow_up,
        of_person=True,
    ),
    Query(
        name="suggested_services",
        path="lists/suggested-services",
        params=SuggestedServices,
        answer=list[ServiceSuggested],
        run=suggested_services,
        of_person=True,
    ),
)
