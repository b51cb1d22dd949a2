"""The case worker's desk and portfolio, told to the wiring: orders, lists and figures."""

from typing import Final

from services.visitation.domain import work_desk as desks
from services.visitation.views import changes, portfolio, production
from services.visitation.views.saved_filters import FilterShown, MyFilters, filters_of, read
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.command import Command


def collect_desk(
    desk: Desk, _case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[desks.DeskFacts]:
    """Find out whose hands are on the desk."""
    return Collected(facts=desks.DeskFacts(desk.now, desk.actor.id))


def my_filters(desk: Desk, _params: MyFilters) -> list[FilterShown]:
    """Return the asker's filters, by name, each as it can still be used."""
    shown = []
    for name, words in sorted(filters_of(desk).items()):
        _, left_out = read(portfolio.Portfolio, words)
        holds = {key: word for key, word in words.items() if key not in left_out}
        shown.append(FilterShown(name, holds, left_out))
    return shown


WORK_DESK: Final = CaseType[desks.DeskFacts](
    decider=desks.work_desk,
    path="work-desks",
    title="Sagsbehandlerens skrivebord",
    collect=collect_desk,
    clocks=(),
    commands=(
        Act(
            command=desks.OpenWorkDesk,
            opens=True,
            case_id=lambda order: str(desks.desk_of(order.worker)),
            example={"worker": "anna"},
        ),
        Act(
            command=desks.NoteLook,
            verb="note-look",
            example={"citizen_case": "01930000-0000-7000-8000-00000000000c"},
        ),
        Act(
            command=desks.SaveFilter,
            verb="save-filter",
            example={"name": "unge-uden-CV", "words": {"show": "cv_missing", "team": "unge"}},
        ),
        Act(
            command=desks.DropFilter,
            verb="drop-filter",
            example={"name": "unge-uden-CV"},
        ),
    ),
)
CASES: Final = (WORK_DESK,)
VIEWS: Final = (changes.CHANGES_HERE, changes.CHANGES_ELSEWHERE, production.PRODUCTION_LIST)
QUERIES: Final = (
    Query(
        name="portfolio",
        path="lists/portfolio",
        params=portfolio.Portfolio,
        answer=list[portfolio.PortfolioLine],
        run=portfolio.portfolio,
    ),
    Query(
        name="my_filters",
        path="lists/my-filters",
        params=MyFilters,
        answer=list[FilterShown],
        run=my_filters,
    ),
    Query(
        name="production",
        path="figures/production",
        params=production.Production,
        answer=list[production.ProductionShown],
        run=production.production,
    ),
)
