"""Which services fit a citizen's needs (V-30): what the citizen lives on is never asked.

The need is what stands between the citizen and work, as the counsellor noted it; benefit, target
group, age and authority only choose the deadlines of the law. So two citizens with the same needs
are suggested the same, and a person decides.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from msgspec import Struct

from services.visitation.case_facts import open_file
from services.visitation.domain import citizen_case as case
from services.visitation.domain.case_file import Open
from services.visitation.views.citizen_case_list import latest_case_of
from shared.casework.declare import Desk, Query
from shared.privacy.personal import ContactData, Erased

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
    noted = file.known.barriers if file else ()
    barriers = noted[0] if noted else None
    if barriers is None or isinstance(barriers, Erased):
        return ()
    named = sorted(map(str, barriers)) if isinstance(barriers, Iterable) else []
    return tuple(named) or (NOTHING_IN_THE_WAY,)


def _suggested(desk: Desk, citizen: UUID, need: str) -> ServiceSuggested:
    rule = desk.rules.rule("service.by_need", desk.today, {"need": need})
    return ServiceSuggested(citizen, need, str(rule.value), rule.version)


QUERIES: Final = (
    Query(
        name="suggested_services",
        path="lists/suggested-services",
        params=SuggestedServices,
        answer=list[ServiceSuggested],
        run=suggested_services,
    ),
)
