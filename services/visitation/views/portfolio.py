"""A case worker's portfolio: whose cases, what is due, who is waited for, what is new.

One line for each case, put together when it is asked for from the lists that are kept anyway.
`show` narrows to one state; a kept filter gives the parameters that are not given themselves.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct, structs

from services.visitation.domain.codes import BenefitBasis, CaseAuthority, TargetGroup
from services.visitation.domain.work_desk import WorkDesk, desk_of, work_desk
from services.visitation.views.changes import CHANGES_ELSEWHERE, CHANGES_HERE, Change, ElsewhereRow
from services.visitation.views.citizen_case_list import CITIZEN_CASE_LIST, CitizenCaseRow
from services.visitation.views.filters import Limit, Skip
from services.visitation.views.saved_filters import kept
from services.visitation.views.summons_list import SUMMONS_LIST
from services.visitation.views.waiting import Waits, waits_of
from shared.casework.declare import Desk
from shared.law.deadline_list import DEADLINES, DeadlineRow

Segment: TypeAlias = Annotated[int, Meta(ge=0, le=99)]
Show: TypeAlias = Literal[
    "all",
    "changed",
    "new",
    "overdue",
    "due_in_14_days",
    "cv_missing",
    "never_interviewed",
    "summoned",
    "waiting_for_citizen",
    "waiting_for_us",
    "waiting_for_others",
    "in_offer",
    "no_offer",
    "no_next_step",
    "exempt",
    "exemption_over",
    "sick",
    "not_matched",
    "not_eligible",
    "other_benefit",
]
_SOON: Final = 14


class Portfolio(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose cases are asked for, the asker's own when nobody is named; `unassigned` nobody's."""

    owner: str | None = None
    team: str | None = None
    centre: str | None = None
    unassigned: bool = False
    show: Show = "all"
    authority: CaseAuthority | None = None
    target_group: TargetGroup | None = None
    benefit_basis: BenefitBasis | None = None
    match_value: str | None = None
    ready: bool | None = None
    segment: Segment | None = None
    filter: str | None = None
    limit: Limit = 100
    skip: Skip = 0


class Due(Struct, frozen=True):
    """The deadline that comes first."""

    rule_key: str
    law_ref: str
    timely_until: date
    days_left: int


class NextAfterOffer(Struct, frozen=True):
    """What comes after the citizen's latest offer; `starts_on` is None when nothing does."""

    kind: str
    starts_on: date | None


class PortfolioLine(Struct, frozen=True, kw_only=True):
    """One case of the portfolio; `new` is what others told since the asker last looked.

    With `exemption_over` the last day expected has passed and nobody has ended the exemption.
    """

    citizen_case: UUID
    citizen: UUID
    owner: str | None
    team: str | None
    centre: str | None
    registered_on: date
    benefit_basis: str
    target_group: str | None
    match_value: str | None
    segment: int | None
    exempt_kind: str | None
    exempt_until: date | None
    exemption_over: bool
    sick_from: date | None
    interviews: int
    summoned_on: date | None
    in_offer_until: date | None
    next_step: NextAfterOffer | None
    eligible: bool | None
    eligible_for: str | None
    self_supporting_from: date | None
    due: Due | None
    waits: tuple[Waits, ...]
    looked_at: datetime | None
    new: tuple[Change, ...]


_FILTERS: Final = {
    name: f"{name} = %({name})s"
    for name in (
        "owner",
        "team",
        "centre",
        "authority",
        "target_group",
        "benefit_basis",
        "match_value",
        "ready",
        "segment",
    )
}
_OPEN: Final = "status = 'open'"


def portfolio(desk: Desk, params: Portfolio) -> list[PortfolioLine]:
    """Return the open cases asked for, overdue first, then by day, then the oldest."""
    asked = kept(desk, params)
    found = _cases(desk, asked)
    lines = [line for line in _lines(desk, found) if _SHOWN[asked.show](line)]
    return sorted(lines, key=_urgency)[asked.skip : asked.skip + asked.limit]


def _cases(desk: Desk, asked: Portfolio) -> list[CitizenCaseRow]:
    given = structs.asdict(asked)
    whose = (asked.owner, asked.team, asked.centre)
    if not asked.unassigned and whose == (None, None, None):
        given["owner"] = desk.actor.id
    if asked.unassigned:
        given["owner"] = None
    extra = f"{_OPEN} and owner is null" if asked.unassigned else _OPEN
    named = [sql for name, sql in _FILTERS.items() if given.get(name) is not None]
    return desk.rows(CITIZEN_CASE_LIST, " and ".join([extra, *named]), given)


def _lines(desk: Desk, cases: Sequence[CitizenCaseRow]) -> list[PortfolioLine]:
    citizens = [row.citizen for row in cases]
    asked = {"citizens": citizens, "cases": [str(row.citizen_case) for row in cases]}
    here = {row.citizen: row for row in desk.rows(CHANGES_HERE, _OF_CITIZENS, asked)}
    there = {row.citizen: row for row in desk.rows(CHANGES_ELSEWHERE, _OF_CITIZENS, asked)}
    duties = _duties(desk, asked)
    called = {
        row.citizen_case: row.day
        for row in desk.rows(SUMMONS_LIST, f"answer = 'open' and {_OF_CITIZENS}", asked)
    }
    waits = waits_of(desk, citizens, [each for rows in duties.values() for each in rows])
    looks = _looks(desk)
    lines = []
    for row in cases:
        elsewhere = there.get(row.citizen, ElsewhereRow(row.citizen))
        told = here[row.citizen].changes if row.citizen in here else ()
        looked = looks.get(row.citizen_case)
        lines.append(
            PortfolioLine(
                citizen_case=row.citizen_case,
                citizen=row.citizen,
                owner=row.owner,
                team=row.team,
                centre=row.centre,
                registered_on=row.registered_on,
                benefit_basis=row.benefit_basis,
                target_group=row.target_group,
                match_value=row.match_value,
                segment=row.segment,
                exempt_kind=row.exempt_kind,
                exempt_until=row.exempt_until,
                exemption_over=row.exempt_until is not None and row.exempt_until < desk.today,
                sick_from=row.sick_from,
                interviews=len(row.interviews),
                summoned_on=called.get(row.citizen_case),
                in_offer_until=_in_offer(elsewhere),
                next_step=_next(elsewhere),
                eligible=elsewhere.eligible if row.eligible is None else row.eligible,
                eligible_for=row.eligible_for,
                self_supporting_from=row.self_supporting_from,
                due=_due(duties[row.citizen], desk.today),
                waits=waits.get(row.citizen, ()),
                looked_at=looked,
                new=unseen((*told, *elsewhere.changes), looked, desk.actor.id),
            )
        )
    return lines


_OF_CITIZENS: Final = "citizen = any(%(citizens)s)"


_BESIDE: Final = "rule_key in ('application.stale', 'job_plan.revision')"


def _duties(desk: Desk, asked: Mapping[str, Any]) -> dict[UUID, list[DeadlineRow]]:
    """Return what is owed in each citizen's case, and in what else the jobcenter does for them."""
    found: dict[UUID, list[DeadlineRow]] = defaultdict(list)
    whose = f"(case_id = any(%(cases)s) or (citizens && %(citizens)s::uuid[] and {_BESIDE}))"
    open_ones = f"{whose} and status in ('running', 'missed')"
    for row in desk.rows(DEADLINES, f"{open_ones} order by timely_until, rule_key", asked):
        for citizen in row.citizens:
            found[citizen].append(row)
    return found


def _looks(desk: Desk) -> Mapping[UUID, datetime]:
    state = desk.load(work_desk, desk_of(desk.actor.id)).state
    return state.looks if isinstance(state, WorkDesk) else {}


def unseen(changes: Sequence[Change], looked: datetime | None, me: str) -> tuple[Change, ...]:
    """Return what somebody else told since the last look, the latest first."""
    new = (each for each in changes if each.by != me and (looked is None or each.at > looked))
    return tuple(sorted(new, key=lambda each: (each.at, each.kind), reverse=True))


def _in_offer(row: ElsewhereRow) -> date | None:
    return max((each.ends_on for each in row.offers if each.status == "started"), default=None)


def _next(row: ElsewhereRow) -> NextAfterOffer | None:
    """Return what is planned after the offer that is over last, or will be."""
    known = [each for each in row.offers if each.status != "cancelled"]
    if not known:
        return None
    latest = max(known, key=lambda each: (each.ended_on or each.ends_on, each.placement))
    return NextAfterOffer(latest.next_kind, latest.next_on) if latest.next_kind else None


def _due(duties: Sequence[DeadlineRow], today: date) -> Due | None:
    if not duties:
        return None
    first = duties[0]
    left = (first.timely_until - today).days
    return Due(first.rule_key, first.law_ref, first.timely_until, left)


def _urgency(line: PortfolioLine) -> tuple[date, date, UUID]:
    return (
        line.due.timely_until if line.due else date.max,
        line.registered_on,
        line.citizen_case,
    )


def _waits_for(line: PortfolioLine, *names: str) -> bool:
    return any(each.on in names for each in line.waits)


_OTHERS: Final = ("benefit_service", "social_services", "receiving_unit", "doctor")
_SHOWN: Final[Mapping[str, Any]] = {
    "all": lambda _: True,
    "changed": lambda line: bool(line.new),
    "new": lambda line: line.looked_at is None,
    "overdue": lambda line: line.due is not None and line.due.days_left < 0,
    "due_in_14_days": lambda line: line.due is not None and 0 <= line.due.days_left <= _SOON,
    "cv_missing": lambda line: any(each.what == "cv.register" for each in line.waits),
    "never_interviewed": lambda line: line.interviews == 0,
    "summoned": lambda line: line.summoned_on is not None,
    "waiting_for_citizen": lambda line: _waits_for(line, "citizen"),
    "waiting_for_us": lambda line: _waits_for(line, "jobcenter"),
    "waiting_for_others": lambda line: _waits_for(line, *_OTHERS),
    "in_offer": lambda line: line.in_offer_until is not None,
    "no_offer": lambda line: line.in_offer_until is None,
    "no_next_step": lambda line: line.in_offer_until is not None and line.next_step is None,
    "exempt": lambda line: line.exempt_kind is not None,
    "exemption_over": lambda line: line.exemption_over,
    "sick": lambda line: line.sick_from is not None,
    "not_matched": lambda line: line.match_value is None,
    "not_eligible": lambda line: line.eligible is False and line.self_supporting_from is None,
    "other_benefit": lambda line: (
        line.eligible and line.eligible_for not in {None, line.benefit_basis}
    ),
}
