"""What employees, teams and centres do, and what becomes of their citizens: figures that add up.

Each fact counts once, for the one who did it, in the team and centre that answered for the case
when it was recorded. So the sum over employees is the team's, and over teams the centre's.
An outcome (job, education, upgrade) counts for the case's owner. What is taken back is not counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct, structs
from msgspec.structs import replace

from services.visitation.domain.assignment import CaseAssigned, CaseAssignmentWithdrawn
from services.visitation.domain.citizen_case import CaseClosed, CaseReopened
from services.visitation.views.owners import NOBODY, Owner
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Level: TypeAlias = Literal["employee", "team", "centre"]
PRODUCTION: Final[Mapping[str, str]] = {
    "visitation.citizen_registered": "registrations",
    "visitation.interview_held": "interviews",
    "visitation.match_assessed": "matches",
    "visitation.match_confirmed": "matches",
    "visitation.match_downgraded": "matches",
    "visitation.referral_issued": "referrals",
    "visitation.referral_to_language_unit_issued": "referrals",
    "visitation.job_plan_agreed": "job_plans",
    "visitation.joint_plan_agreed": "joint_plans",
    "visitation.application_decided": "applications_decided",
}
_WITH_TWO: Final = {"visitation.match_upgraded": ("matches", "upgrades")}
_ENDINGS: Final = {"job": "left_for_job", "education": "left_for_education"}
OUTCOMES: Final = ("upgrades", "left_for_job", "left_for_education")


class Done(Struct, frozen=True):
    """One thing that counts."""

    fact: UUID
    measure: str
    employee: str | None
    team: str | None
    centre: str | None
    on: date


class ProductionRow(Struct, frozen=True):
    """What was done for one citizen, and who answers for the case as far as is known."""

    citizen: UUID
    holder: Owner = NOBODY
    done: tuple[Done, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the citizen a fact that counts, or that takes one back, is about."""
    event, meta = recorded.event, recorded.meta
    read = (
        recorded.tag in PRODUCTION
        or recorded.tag in _WITH_TWO
        or isinstance(event, CaseAssigned | CaseAssignmentWithdrawn | CaseClosed | CaseReopened)
        or meta.how in {"withdrawn", "annulled"}
    )
    citizen = getattr(event, "citizen", None)
    return [(citizen,)] if read and citizen else []


def project(key: RowKey, row: ProductionRow | None, recorded: Recorded[Any]) -> ProductionRow:
    """Return the citizen's row after a fact."""
    row = row or ProductionRow(key[0])
    if recorded.meta.how in {"withdrawn", "annulled"}:
        wrong = recorded.meta.corrects
        row = replace(row, done=tuple(each for each in row.done if each.fact != wrong))
    match recorded.event:
        case CaseAssigned(owner=owner, team=team, centre=centre):
            return replace(row, holder=Owner(owner, team, centre))
        case CaseAssignmentWithdrawn(owner=owner, team=team, centre=centre):
            return replace(row, holder=Owner(owner, team, centre))
        case _:
            return replace(row, done=(*row.done, *_counted(row.holder, recorded)))


def _counted(holder: Owner, recorded: Recorded[Any]) -> list[Done]:
    by = recorded.meta.actor.id
    match recorded.event:
        case CaseClosed(reason=reason) if reason in _ENDINGS:
            measures: tuple[str, ...] = (_ENDINGS[reason],)
        case _ if recorded.tag in PRODUCTION:
            measures = (PRODUCTION[recorded.tag],)
        case _:
            measures = _WITH_TWO.get(recorded.tag, ())
    return [
        Done(
            fact=recorded.meta.event_id,
            measure=each,
            employee=holder.owner if each in OUTCOMES else by,
            team=holder.team,
            centre=holder.centre,
            on=recorded.meta.effective_on,
        )
        for each in measures
    ]


PRODUCTION_LIST: Final = View[ProductionRow](
    name="production_list",
    version=1,
    row=ProductionRow,
    key=("citizen",),
    touches=touches,
    project=project,
)


class Production(Struct, frozen=True, forbid_unknown_fields=True):
    """What was done from the first to the last day, both counted, at one level."""

    from_day: date
    to_day: date
    level: Level = "employee"
    team: str | None = None
    centre: str | None = None


class ProductionShown(Struct, frozen=True):
    """One employee, team or centre (None: nobody answered): what was done, and what came of it."""

    name: str | None
    team: str | None
    centre: str | None
    production: dict[str, int]
    outcomes: dict[str, int]


def production(desk: Desk, params: Production) -> list[ProductionShown]:
    """Return the figures of a stretch of days; nothing is left out, so each level sums the same."""
    asked = structs.asdict(params)
    everything = [each for row in desk.rows(PRODUCTION_LIST) for each in row.done]
    found = [
        each
        for each in everything
        if params.from_day <= each.on <= params.to_day
        and all(asked[name] in {None, getattr(each, name)} for name in ("team", "centre"))
    ]
    return added(found, params.level)


def added(found: Sequence[Done], level: Level) -> list[ProductionShown]:
    """Count what was done at a level; a row names the levels above it."""
    counted: dict[tuple[str | None, ...], Counter[str]] = {}
    for each in found:
        counted.setdefault(_place(each, level), Counter())[each.measure] += 1
    order = sorted(counted, key=lambda place: tuple(name or "" for name in place))
    return [_shown(place, counted[place]) for place in order]


def _place(each: Done, level: Level) -> tuple[str | None, ...]:
    match level:
        case "employee":
            return each.centre, each.team, each.employee
        case "team":
            return each.centre, each.team, each.team
        case "centre":
            return each.centre, None, each.centre


def _shown(place: tuple[str | None, ...], counts: Counter[str]) -> ProductionShown:
    centre, team, name = place
    measures = sorted(set(PRODUCTION.values()))
    return ProductionShown(
        name=name,
        team=team,
        centre=centre,
        production={each: counts[each] for each in measures},
        outcomes={each: counts[each] for each in OUTCOMES},
    )
