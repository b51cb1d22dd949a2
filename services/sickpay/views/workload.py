"""How many open cases lie with whom, by track: what a manager divides the work by (S-05).

Specialists are kept for high risks that are found early; here stands how many they have.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from services.sickpay.views.caseload import CASELOAD, OPEN, CaseloadRow
from shared.casework.declare import Desk, Query


class WorkloadSearch(Struct, frozen=True):
    """Which team; without one, all."""

    team: str | None = None


class Workload(Struct, frozen=True):
    """The open cases of one officer, or those of a team that nobody has.

    `not_assessed` have no track yet; `to_review` have a decision that somebody must look at again.
    """

    team: str | None
    officer: str | None
    cases: int
    early_short: int
    standard: int
    specialist: int
    not_assessed: int
    to_review: int


def workload(desk: Desk, params: WorkloadSearch) -> list[Workload]:
    """Count the open cases by team and officer; cases of nobody come first."""
    rows = desk.rows(
        CASELOAD,
        f"{OPEN} and (%(team)s::text is null or team = %(team)s)",
        {"team": params.team},
    )
    return divided(rows)


def divided(rows: Iterable[CaseloadRow]) -> list[Workload]:
    """Divide cases among those who have them."""
    piles: dict[tuple[str | None, str | None], list[CaseloadRow]] = defaultdict(list)
    for row in rows:
        piles[row.team, row.officer].append(row)
    order = sorted(piles, key=lambda who: (who[0] or "", who[1] or ""))
    return [_pile(who, piles[who]) for who in order]


def _pile(who: tuple[str | None, str | None], rows: Sequence[CaseloadRow]) -> Workload:
    tracks = [row.track for row in rows]
    return Workload(
        *who,
        cases=len(rows),
        early_short=tracks.count("early_short"),
        standard=tracks.count("standard"),
        specialist=tracks.count("specialist"),
        not_assessed=tracks.count(None),
        to_review=sum(bool(row.flagged) for row in rows),
    )


WORKLOAD = Query(
    name="workload",
    path="/workload",
    params=WorkloadSearch,
    answer=list[Workload],
    run=workload,
)
