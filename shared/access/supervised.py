"""What a supervisor asks the look-up log: a sample of a day, what stands out, what needs four eyes.

Law: databeskyttelsesforordningen art. 24 and 32. The lists tell who looked and what for, and how
many citizens it was, never which: that is asked for one look at a time.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, LiteralString, NamedTuple
from uuid import UUID

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from shared.eventlog.database import Connection


class Limits(Struct, frozen=True):
    """What is too much, and when it is too late: dated rules of the house; and who is whose.

    `protected` are citizens whose address is protected, `colleagues` those who work here, `tied`
    who looked at which citizen although they have a tie.
    """

    sample: int
    citizens_an_hour: int
    day_begins: int
    day_ends: int
    protected: tuple[UUID, ...] = ()
    colleagues: tuple[UUID, ...] = ()
    tied: tuple[tuple[str, UUID], ...] = ()


class Span(Struct, frozen=True):
    """Whose looks (every unit's when None) and of which time."""

    unit: str | None
    start: datetime
    end: datetime


class Noted(Struct, frozen=True):
    """One look as a list tells it; `why` says what stands out."""

    why: str
    position: int
    at: datetime
    service: str
    kind: str
    name: str
    actor: str
    acts_as: str
    purpose: str
    relation: str
    reason: str
    result: str
    how_many: int


class Opened(NamedTuple):
    """One look in full."""

    position: int
    actor: str
    unit: str
    relation: str
    citizens: list[UUID]


_COLUMNS: Final[LiteralString] = (
    "position, at, service, kind, name, actor, acts_as, purpose, relation, reason, result,"
    " cardinality(citizens)"
)
_SPAN: Final[LiteralString] = (
    "(%(unit)s::text IS NULL OR unit = %(unit)s) AND at >= %(start)s AND at < %(end)s"
    " AND cardinality(citizens) > 0 AND relation IS DISTINCT FROM 'self'"
)
"""A unit's looks of a time; what citizens looked up about themselves is their own business."""
# Nobody can choose the hash of a look, so nobody can look in a way that is never sampled.
_SAMPLE: Final[LiteralString] = (
    f"SELECT 'sample', {_COLUMNS} FROM lookup_log.looks WHERE {_SPAN} AND result = 'shown'"
    " ORDER BY sha256(hash || convert_to(%(start)s::text, 'UTF8')), position LIMIT %(sample)s"
)
_STANDS_OUT: Final[LiteralString] = f"""
WITH span AS (SELECT * FROM lookup_log.looks WHERE {_SPAN}),
many AS (
    SELECT min(position) AS first FROM span
    WHERE result = 'shown' AND cardinality(citizens) = 1
    GROUP BY actor, date_trunc('hour', at) HAVING count(DISTINCT citizens[1]) > %(citizens)s)
SELECT why, {_COLUMNS} FROM (
    SELECT 'guest' AS why, * FROM span WHERE relation = 'guest'
    UNION ALL SELECT 'turned_away', * FROM span WHERE result = 'refused'
    UNION ALL SELECT 'own_name', * FROM span
        WHERE actor = ANY(citizens::text[])
    UNION ALL SELECT 'protected_person', * FROM span
        WHERE cardinality(citizens) = 1 AND citizens[1] = ANY(%(protected)s::uuid[])
    UNION ALL SELECT 'colleague', * FROM span
        WHERE cardinality(citizens) = 1 AND citizens[1] = ANY(%(colleagues)s::uuid[])
    UNION ALL SELECT 'tied', span.* FROM span WHERE EXISTS (
        SELECT 1 FROM unnest(%(tied_actors)s::text[], %(tied_citizens)s::uuid[])
            AS tie (worker, citizen)
        WHERE tie.worker = span.actor AND tie.citizen = ANY(span.citizens))
    UNION ALL SELECT 'no_case_after_search', * FROM span AS found
        WHERE kind = 'search' AND result = 'shown' AND NOT EXISTS (
            SELECT 1 FROM span AS later WHERE later.actor = found.actor
            AND later.relation IN ('own', 'former') AND later.citizens && found.citizens)
    UNION ALL SELECT 'many_citizens', span.* FROM span JOIN many ON position = first
    UNION ALL SELECT 'outside_hours', * FROM span
        WHERE result = 'shown' AND (
            extract(isodow FROM at AT TIME ZONE 'Europe/Copenhagen') > 5
            OR extract(hour FROM at AT TIME ZONE 'Europe/Copenhagen') < %(begins)s
            OR extract(hour FROM at AT TIME ZONE 'Europe/Copenhagen') >= %(ends)s)
) noted ORDER BY position, why LIMIT %(limit)s
"""
_LOOKED_AT: Final[LiteralString] = (
    "SELECT DISTINCT actor, citizen FROM lookup_log.looks CROSS JOIN unnest(citizens) AS citizen"
    f" WHERE {_SPAN} AND (cardinality(citizens) = 1 OR actor = ANY(%(actors)s))"
)
_GUESTS: Final[LiteralString] = (
    f"SELECT 'guest', {_COLUMNS} FROM lookup_log.looks WHERE {_SPAN} AND relation = 'guest'"
    " AND result = 'shown' AND position <> ALL(%(reviewed)s) ORDER BY position LIMIT %(limit)s"
)
_UNREVIEWED: Final[LiteralString] = (
    "SELECT count(*), count(*) FILTER (WHERE at < %(overdue)s), min(at) FROM lookup_log.looks"
    " WHERE relation = 'guest' AND result = 'shown' AND cardinality(citizens) > 0"
    " AND position <> ALL(%(reviewed)s)"
)


class SupervisedLooks:
    """Asks the log; only a role that was granted it may read there."""

    def __init__(self, connect: Callable[[], AbstractContextManager[Connection]]) -> None:
        """Read over these connections."""
        self._connect = connect

    def sample(self, span: Span, size: int) -> list[Noted]:
        """Draw looks of a day; the same ones whenever it is asked again."""
        return self._noted(_SAMPLE, {**_plain(span), "sample": size})

    def standing_out(self, span: Span, limits: Limits, limit: int) -> list[Noted]:
        """Return what stands out; one look may do so for several reasons."""
        more = {
            "citizens": limits.citizens_an_hour,
            "begins": limits.day_begins,
            "ends": limits.day_ends,
            "protected": list(limits.protected),
            "colleagues": list(limits.colleagues),
            "tied_actors": [actor for actor, _ in limits.tied],
            "tied_citizens": [citizen for _, citizen in limits.tied],
        }
        return self._noted(_STANDS_OUT, {**_plain(span), **more, "limit": limit})

    def actors(self, span: Span) -> list[str]:
        """Return who looked at anybody."""
        with self._connect() as conn:
            asked = f"SELECT DISTINCT actor FROM lookup_log.looks WHERE {_SPAN}"
            return [row[0] for row in conn.execute(asked, _plain(span))]

    def looked_at(self, span: Span, actors: Sequence[str]) -> set[tuple[str, UUID]]:
        """Return who looked at one citizen alone, and at whom some actors looked at all."""
        asked = {**_plain(span), "actors": list(actors)}
        with self._connect() as conn:
            return {(row[0], row[1]) for row in conn.execute(_LOOKED_AT, asked)}

    def guests(self, span: Span, reviewed: Sequence[int], limit: int) -> list[Noted]:
        """Return looks by a written reason alone that nobody has reviewed, oldest first."""
        asked = {**_plain(span), "reviewed": list(reviewed), "limit": limit}
        return self._noted(_GUESTS, asked)

    def unreviewed(self, reviewed: Sequence[int], overdue: datetime) -> tuple[int, int]:
        """Count the looks by a reason alone that wait for a review, and those too long."""
        asked = {"reviewed": list(reviewed), "overdue": overdue}
        with self._connect() as conn:
            found = conn.execute(_UNREVIEWED, asked).fetchone()
        return (0, 0) if found is None else (int(found[0]), int(found[1]))

    def one(self, position: int) -> Opened | None:
        """Return one look with the citizens it was at."""
        with self._connect() as conn:
            found = conn.execute(
                "SELECT position, actor, unit, relation, citizens FROM lookup_log.looks"
                " WHERE position = %s AND cardinality(citizens) > 0",
                (position,),
            ).fetchone()
        return None if found is None else Opened(*found)

    def _noted(self, statement: LiteralString, asked: Mapping[str, Any]) -> list[Noted]:
        with self._connect() as conn:
            return [Noted(*row) for row in conn.execute(statement, asked).fetchall()]


def _plain(span: Span) -> dict[str, Any]:
    return {"unit": span.unit, "start": span.start, "end": span.end}
