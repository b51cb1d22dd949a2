"""Questions about sanction cases: the work list, and how the decisions have held."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from services.benefit_service.views.reading import percent
from services.benefit_service.views.sanction_list import SANCTION_LIST, SanctionRow, WaitingOn
from shared.casework.declare import Desk, Figures, Query

_SECONDS_A_DAY = 24 * 60 * 60


class SanctionListParams(Struct, frozen=True):
    """Whose cases, or all; `open_only` leaves out those nobody waits on."""

    citizen: UUID | None = None
    placement: UUID | None = None
    open_only: bool = False
    waiting_on: WaitingOn | None = None


class SanctionListed(Struct, frozen=True):
    """A case with whom it waits on and how old the report is; age stops when it is answered."""

    case: SanctionRow
    waiting_on: WaitingOn
    age_days: int


class SanctionList(Struct, frozen=True):
    """The cases, the oldest report first; `unanswered` are reports nobody was told about yet."""

    cases: list[SanctionListed]
    unanswered: int
    oldest_unanswered_days: int | None


class OversightParams(Struct, frozen=True):
    """The period of the reports to look at; `to` is not counted. Left out: all."""

    since: date | None = None
    to: date | None = None


class Oversight(Struct, frozen=True):
    """What came of the reports, and how many decisions did not hold.

    Percent is of all sanctions ever decided in the period, those later reversed included.
    """

    reports: int
    outcomes: dict[str, int]
    decided: int
    reversed: int
    reversed_percent: Decimal | None
    appealed: int
    under_review: int
    reported_from: dict[str, int]


def listed(rows: list[SanctionRow], today: date, params: SanctionListParams) -> SanctionList:
    """Say of each case whom it waits on and how old its report is."""
    shown = [
        SanctionListed(row, row.waiting_on, ((row.answered_on or today) - row.reported_on).days)
        for row in rows
        if params.waiting_on in {None, row.waiting_on}
        and not (params.open_only and row.waiting_on == "nobody")
    ]
    waiting = [one.age_days for one in shown if one.case.answered_on is None]
    return SanctionList(shown, len(waiting), max(waiting, default=None))


def oversight(rows: list[SanctionRow]) -> Oversight:
    """Count what came of the reports."""
    decided = [row for row in rows if row.decided_on is not None]
    reversed_ = [row for row in decided if row.outcome == "reversed"]
    return Oversight(
        reports=len(rows),
        outcomes=_counted([row.outcome or "unanswered" for row in rows]),
        decided=len(decided),
        reversed=len(reversed_),
        reversed_percent=percent(len(reversed_), len(decided)),
        appealed=sum(row.appealed for row in rows),
        under_review=sum(row.under_review for row in rows),
        reported_from=_counted([row.reported_from for row in rows]),
    )


def _counted(names: list[str]) -> dict[str, int]:
    return {name: names.count(name) for name in sorted(set(names))}


def ask_list(desk: Desk, params: SanctionListParams) -> SanctionList:
    """List the sanction cases, the oldest report first."""
    rows = desk.rows(
        SANCTION_LIST,
        "(%(citizen)s::uuid IS NULL OR citizen = %(citizen)s)"
        " AND (%(placement)s::uuid IS NULL OR placement = %(placement)s)"
        " ORDER BY reported_on, sanction_case",
        {"citizen": params.citizen, "placement": params.placement},
    )
    return listed(rows, desk.today, params)


def ask_oversight(desk: Desk, params: OversightParams) -> Oversight:
    """Look at all reports of a period from above."""
    rows = desk.rows(
        SANCTION_LIST,
        "(%(since)s::date IS NULL OR reported_on >= %(since)s)"
        " AND (%(to)s::date IS NULL OR reported_on < %(to)s)",
        {"since": params.since, "to": params.to},
    )
    return oversight(rows)


SANCTIONS = Query(
    name="sanction_list",
    path="/sanction-list",
    params=SanctionListParams,
    answer=SanctionList,
    run=ask_list,
)
OVERSIGHT = Query(
    name="sanction_oversight",
    path="/sanction-oversight",
    params=OversightParams,
    answer=Oversight,
    run=ask_oversight,
)


def sample_unanswered(desk: Desk, figures: Figures) -> None:
    """Tell operations how many reports nobody was told an outcome of, and how old the oldest is."""
    waiting = desk.rows(SANCTION_LIST, "answered_on IS NULL")
    oldest = max(((desk.today - row.reported_on).days for row in waiting), default=0)
    figures.unanswered_reports(len(waiting), float(oldest * _SECONDS_A_DAY))
