"""The guide of educations (V-17): which there are, who may begin them, and what they give."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final, get_args

from msgspec import Meta, Struct, structs
from msgspec.structs import replace

from services.visitation.domain.education import (
    Area,
    EducationCode,
    EducationEnded,
    EducationStepWithdrawn,
    EducationVersionEntered,
    EntryRoute,
    Event,
    Level,
    Qualification,
    day_before,
)
from services.visitation.views.filters import Limit, Skip, where
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View

Known = Annotated[
    str,
    Meta(
        pattern=f"^({'|'.join(get_args(Qualification))})(,({'|'.join(get_args(Qualification))}))*$",
        max_length=400,
    ),
]


class EducationRow(Struct, frozen=True):
    """One wording of an education with the days it holds; `valid_to` is the last of them."""

    code: str
    version: int
    title: str
    area: str
    level: str
    routes: tuple[EntryRoute, ...]
    gives: tuple[str, ...]
    months: int
    where: str
    valid_from: date
    valid_to: date | None = None
    stated_to: date | None = None
    ended_on: date | None = None
    replaced_on: date | None = None


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the wordings a fact is about: its own, and the one before that it ends."""
    event = recorded.event
    if not isinstance(event, Event):
        return []
    replaces = None if isinstance(event, EducationEnded) else event.replaces
    versions = [event.version] if replaces is None else [event.version, replaces]
    return [(event.code, version) for version in versions]


def project(key: RowKey, row: EducationRow | None, recorded: Recorded[Any]) -> EducationRow | None:
    """Return the wording's row after a fact."""
    event = recorded.event
    match event:
        case EducationVersionEntered() if event.version == key[1]:
            return _worded(event)
        case _ if row is None:
            return None
        case EducationVersionEntered(valid_from=day):
            return _until(row, replaced_on=day)
        case EducationEnded(last_day=day):
            return _until(row, ended_on=day)
        case EducationStepWithdrawn(step="education_ended"):
            return _until(row, ended_on=None)
        case EducationStepWithdrawn(version=version) if version == row.version:
            return None
        case EducationStepWithdrawn():
            return _until(row, replaced_on=None)
        case _:
            return row


def _worded(event: EducationVersionEntered) -> EducationRow:
    said = structs.asdict(event)
    del said["replaces"]
    return EducationRow(**said, stated_to=event.valid_to)


def _until(row: EducationRow, **days: date | None) -> EducationRow:
    """Return the wording with its last day: the earliest of those that end it."""
    changed = replace(row, **days)
    replaced = day_before(changed.replaced_on) if changed.replaced_on else None
    ends = [day for day in (changed.stated_to, changed.ended_on, replaced) if day]
    return replace(changed, valid_to=min(ends, default=None))


EDUCATION_GUIDE: Final = View[EducationRow](
    name="education_guide",
    version=1,
    row=EducationRow,
    key=("code", "version"),
    touches=touches,
    project=project,
    indexes=(("area", "level"),),
)


class EducationGuide(Struct, frozen=True, forbid_unknown_fields=True):
    """Which educations are asked for; `has` is what a citizen has, with commas between.

    With `has`, those that one of the ways into is open with just that; `gives` is what one has
    after it; `age` leaves out ways for older people. Without a day, today's guide.
    """

    code: EducationCode | None = None
    area: Area | None = None
    level: Level | None = None
    has: Known | None = None
    age: Annotated[int, Meta(ge=15, le=120)] | None = None
    gives: Qualification | None = None
    on: date | None = None
    limit: Limit = 100
    skip: Skip = 0


class EducationShown(Struct, frozen=True):
    """An education as the guide words it that day, and the ways in that are open to the citizen."""

    education: EducationRow
    open_by: tuple[EntryRoute, ...]


_HOLDS: Final = "valid_from <= %(on)s and (valid_to is null or valid_to >= %(on)s)"
_FILTERS: Final = {
    "on": _HOLDS,
    "code": "code = %(code)s",
    "area": "area = %(area)s",
    "level": "level = %(level)s",
    "gives": "%(gives)s = any(gives)",
}
_ALL: Final = 10_000


def education_guide(desk: Desk, params: EducationGuide) -> list[EducationShown]:
    """Return the educations asked for, by area, level and title."""
    asked = structs.asdict(params) | {"on": params.on or desk.today, "limit": _ALL, "skip": 0}
    rows = desk.rows(EDUCATION_GUIDE, where(_FILTERS, asked, "area, level, title, code"), asked)
    shown = [EducationShown(row, open_by(row.routes, params)) for row in rows]
    page = slice(params.skip, params.skip + params.limit)
    return [each for each in shown if each.open_by][page]


def open_by(routes: Sequence[EntryRoute], params: EducationGuide) -> tuple[EntryRoute, ...]:
    """Return the ways in that are open with what was said of the citizen; all when nothing was."""
    has = None if params.has is None else set(params.has.split(","))
    return tuple(
        route
        for route in routes
        if (has is None or has.issuperset(route.needs))
        and (params.age is None or route.least_age is None or route.least_age <= params.age)
    )


def in_guide_on(desk: Desk, day: date) -> frozenset[tuple[str, int]]:
    """Return which wordings hold on a day: what may be handed over."""
    rows = desk.rows(EDUCATION_GUIDE, _HOLDS, {"on": day})
    return frozenset((row.code, row.version) for row in rows)
