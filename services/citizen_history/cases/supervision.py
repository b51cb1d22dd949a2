"""What a supervisor asks about the looks of the own unit, and what a review finds out.

Law: databeskyttelsesforordningen art. 24 and 32; retssikkerhedsloven § 15. A manager sees the looks
of the own unit only, the data-protection officer those of every unit.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct, structs

from services.citizen_history.cases.ties import KEY, TiesThen
from services.citizen_history.domain.look_review import (
    Facts,
    LookReviewed,
    LookReviewWithdrawn,
    Outcome,
    Position,
    ReviewLook,
)
from services.citizen_history.views.look_reviews import LOOK_REVIEWS
from services.citizen_history.views.protections import PROTECTIONS
from shared.access.masking import CONTACT
from shared.access.register import place_of
from shared.access.supervised import Limits, Noted, Span
from shared.casework.declare import Collected
from shared.clock import COPENHAGEN, local_date
from shared.trouble import Denied, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.access.key import AccessKey
    from shared.access.supervised import SupervisedLooks
    from shared.casework.declare import Desk, Figures, Loaded
    from shared.eventlog.command import Command

EVERY_UNIT: Final = "data_protection_officer"
_ALWAYS: Final = datetime(1, 1, 1, tzinfo=UTC)


class LooksOn(Struct, frozen=True, forbid_unknown_fields=True):
    """Which day; yesterday when it is left out. `unit` is for who may see every unit's looks."""

    on: date | None = None
    unit: Annotated[str, Meta(max_length=80)] | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 200


class LooksToReview(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose looks; `unit` is for who may see every unit's looks."""

    unit: Annotated[str, Meta(max_length=80)] | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 200


class LookOf(Struct, frozen=True, forbid_unknown_fields=True):
    """Which look."""

    look: Position


class SupervisedLook(Struct, frozen=True, kw_only=True):
    """One look as its supervisor sees it in a list: by whom and what for, of how many citizens.

    `why` says what stands out; `outcome` is that of the review, if there was one; `overdue` says
    that a look by a written reason alone has waited too long for its review.
    """

    look: int
    why: str
    at: datetime
    service: str
    kind: str
    name: str
    actor: str
    acts_as: str
    purpose: str
    relation: str
    result: str
    how_many: int
    reason: Annotated[str, CONTACT]
    outcome: Outcome | None
    overdue: bool


class LookOpened(Struct, frozen=True):
    """One look with the citizens it was at."""

    look: int
    actor: str
    citizens: tuple[UUID, ...]


def looks_sample(desk: Desk, params: LooksOn) -> list[SupervisedLook]:
    """Answer with the day's sample; it is the same for everybody and at every time."""
    day = _day(desk, params)
    size = desk.rules.rule("looks.sample", day).number
    return _shown(desk, _looks(desk).sample(_span(desk, params.unit, day), size))


def looks_standing_out(desk: Desk, params: LooksOn) -> list[SupervisedLook]:
    """Answer with the looks of a day that stand out, by the limits of that day."""
    day = _day(desk, params)
    looks, span = _looks(desk), _span(desk, params.unit, day)
    ties = TiesThen(desk, day)
    found = ties.among(looks.looked_at(span, ties.who(looks.actors(span))))
    limits = Limits(
        sample=desk.rules.rule("looks.sample", day).number,
        citizens_an_hour=desk.rules.rule("looks.citizens_an_hour", day).number,
        day_begins=desk.rules.rule("looks.day_begins", day).number,
        day_ends=desk.rules.rule("looks.day_ends", day).number,
        protected=_protected(desk, day),
        colleagues=found.colleagues,
        tied=found.tied,
    )
    return _shown(desk, looks.standing_out(span, limits, params.limit))


def looks_to_review(desk: Desk, params: LooksToReview) -> list[SupervisedLook]:
    """Answer with every look by a written reason alone that nobody has reviewed, oldest first."""
    span = structs.replace(_span(desk, params.unit, desk.today), start=_ALWAYS)
    return _shown(desk, _looks(desk).guests(span, _reviewed(desk), params.limit))


def look_opened(desk: Desk, params: LookOf) -> LookOpened:
    """Answer with one look; each citizen in it then sees that a supervisor looked."""
    found = _looks(desk).one(params.look)
    if found is None:
        raise NotFound
    if not _may_see(desk, found.unit):
        raise Denied("look_of_another_unit")
    return LookOpened(found.position, found.actor, tuple(found.citizens))


def collect_review(
    desk: Desk, case_id: str, _loaded: Loaded, command: Command | None
) -> Collected[Facts]:
    """Find out what the look-up log says of the look."""
    position = command.look if isinstance(command, ReviewLook) else _position(case_id)
    found = _looks(desk).one(position)
    if found is None:
        return Collected(facts=Facts(known=False))
    return Collected(
        facts=Facts(
            known=True,
            guest=found.relation == "guest",
            by_looker=found.actor == desk.actor.id,
            own_unit=_may_see(desk, found.unit),
        )
    )


def case_of_look(command: ReviewLook) -> str:
    """Name a review by the look's position: there is one for each."""
    return str(command.look)


def sample_figures(desk: Desk, figures: Figures) -> None:
    """Set the figures of looks by a written reason alone that wait for four eyes."""
    overdue = _midnight(desk.today - timedelta(days=_review_days(desk)))
    figures.unreviewed_looks(*_looks(desk).unreviewed(_reviewed(desk), overdue))


REVIEWED: Final = (LookReviewed,)
WAITS_AGAIN: Final = (LookReviewWithdrawn,)


def _looks(desk: Desk) -> SupervisedLooks:
    looks: SupervisedLooks = desk.resources["supervised"]
    return looks


def _position(case_id: str) -> int:
    if not case_id.isascii() or not case_id.isdigit() or len(case_id) > len("99999999"):
        raise NotFound
    return int(case_id)


def _day(desk: Desk, params: LooksOn) -> date:
    return params.on or desk.today - timedelta(days=1)


def _span(desk: Desk, unit: str | None, day: date) -> Span:
    """Return the time of a day, and the unit whose looks may be seen; nobody picks another one."""
    if EVERY_UNIT not in desk.actor.roles:
        if unit not in (None, desk.actor.unit):
            raise Denied("look_of_another_unit")
        unit = desk.actor.unit
    return Span(unit, _midnight(day), _midnight(day + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), COPENHAGEN).astimezone(UTC)


def _protected(desk: Desk, day: date) -> tuple[UUID, ...]:
    """Return every id of whoever's address was protected on a day."""
    rows = desk.rows(PROTECTIONS, "starts_on <= %(day)s AND until >= %(day)s", {"day": day})
    citizens = tuple(row.citizen for row in rows)
    persons = desk.persons(citizens)
    return tuple(sorted({one for citizen in citizens for one in persons.ids(citizen)}))


def _may_see(desk: Desk, unit: str) -> bool:
    return unit == desk.actor.unit or EVERY_UNIT in desk.actor.roles


def _review_days(desk: Desk) -> int:
    return desk.rules.rule("looks.review_guest", desk.today).number


def _reviewed(desk: Desk) -> list[int]:
    return [row.look for row in desk.rows(LOOK_REVIEWS)]


def _shown(desk: Desk, found: Sequence[Noted]) -> list[SupervisedLook]:
    positions: dict[str, Any] = {"looks": [each.position for each in found]}
    rows = desk.rows(LOOK_REVIEWS, "look = ANY(%(looks)s)", positions) if found else []
    key: AccessKey = desk.resources[KEY]
    outcomes = {row.look: row.outcome for row in rows}
    latest = desk.today - timedelta(days=_review_days(desk)) if found else desk.today
    return [
        SupervisedLook(
            look=each.position,
            why=each.why,
            at=each.at,
            service=each.service,
            kind=each.kind,
            name=each.name,
            actor=each.actor,
            acts_as=each.acts_as,
            purpose=each.purpose,
            relation=each.relation,
            result=each.result,
            how_many=each.how_many,
            reason=key.opened(each.reason, place_of(each.actor, each.name)),
            outcome=(outcome := outcomes.get(each.position)),
            overdue=each.relation == "guest" and not outcome and local_date(each.at) < latest,
        )
        for each in found
    ]
