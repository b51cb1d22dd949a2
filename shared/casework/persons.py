"""Which citizen ids are one person, and whose a case is: pointers told by citizen_history.

Facts stay where they were written, under the id that was known then. That two ids are one person
(`identities_merged`), or that a case belongs to somebody else (`identities_split`), is told beside
them; whoever is asked follows the pointers, and leaves those that were not yet known at a moment.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from shared.eventlog.codec import fields_of
from shared.eventlog.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from shared.access.relations import RelationRow
    from shared.eventlog.envelope import Recorded
    from shared.eventlog.view import RowKey

MERGED: Final = "citizen_history.identities_merged"
SPLIT: Final = "citizen_history.identities_split"


class IdentityLink(Struct, frozen=True):
    """One pointer: from when on `other` is `citizen`, or no longer is and has `cases` of it.

    A case is named by service and stream: `visitation/citizen_case-0192…`.
    """

    event_id: UUID
    citizen: UUID
    other: UUID
    merged: bool
    cases: tuple[str, ...]
    recorded_at: datetime
    position: int


def _touches(fact: Recorded[Any]) -> Sequence[RowKey]:
    return [(fact.meta.event_id,)] if fact.tag in {MERGED, SPLIT} else []


def _project(key: RowKey, _row: IdentityLink | None, fact: Recorded[Any]) -> IdentityLink:
    data = fields_of(fact.event)
    merged = fact.tag == MERGED
    names = ("survivor", "retired") if merged else ("citizen", "other")
    citizen, other = (msgspec.convert(data[name], UUID) for name in names)
    return IdentityLink(
        event_id=key[0],
        citizen=citizen,
        other=other,
        merged=merged,
        cases=tuple(data.get("cases", ())),
        recorded_at=fact.recorded_at,
        position=fact.position,
    )


PERSONS: Final = View(
    name="identity_links",
    version=1,
    row=IdentityLink,
    key=("event_id",),
    touches=_touches,
    project=_project,
    follows=("citizen_history",),
    indexes=(("citizen",), ("other",)),
    tags=frozenset({MERGED, SPLIT}),
)


LINKED: Final = "citizen = ANY(%({0})s::uuid[]) OR other = ANY(%({0})s::uuid[])"
"""The pointers from or to some ids."""


@dataclass(frozen=True, slots=True)
class Move:
    """A case that was written under one of the ids `origin` is about `to`."""

    case: str
    origin: frozenset[UUID]
    to: UUID


@dataclass(frozen=True, slots=True)
class Persons:
    """Who is who, as far as some citizens are concerned; empty where nobody was ever merged."""

    leads: tuple[tuple[UUID, UUID], ...] = ()
    moves: tuple[Move, ...] = ()

    @staticmethod
    def of(links: Iterable[IdentityLink], known: datetime | None = None) -> Persons:
        """Fold the pointers known by a moment, in the order they were told."""
        leads: dict[UUID, UUID] = {}
        moves: list[Move] = []
        for link in sorted(links, key=lambda each: (each.recorded_at, each.position)):
            if known is not None and link.recorded_at > known:
                break
            if link.merged:
                leads[link.other] = link.citizen
                continue
            for one, another in ((link.other, link.citizen), (link.citizen, link.other)):
                if leads.get(one) == another:
                    del leads[one]
            origin = frozenset(Persons(tuple(leads.items())).ids(link.citizen))
            moves += [Move(case, origin, link.other) for case in link.cases]
        return Persons(tuple(leads.items()), tuple(moves))

    def survivor(self, citizen: UUID) -> UUID:
        """Return the id that stands for the person now."""
        if not self.leads:
            return citizen
        leads = dict(self.leads)
        for _ in self.leads:
            if citizen not in leads:
                break
            citizen = leads[citizen]
        return citizen

    def ids(self, citizen: UUID) -> tuple[UUID, ...]:
        """Return every id of this person, the one that stands for it first."""
        first = self.survivor(citizen)
        others = sorted(one for one, _ in self.leads if self.survivor(one) == first)
        return (first, *(one for one in others if one != first))

    def is_retired(self, citizen: UUID) -> bool:
        """Say whether this id was merged into another one."""
        return self.survivor(citizen) != citizen

    def owner(self, case: str, subject: UUID) -> UUID:
        """Return who a case is about that was written about `subject`."""
        for move in self.moves:
            if move.case == case and subject in move.origin:
                subject = move.to
        return self.survivor(subject)

    def moved(self, service: str) -> dict[str, UUID]:
        """Return the streams of a service that were written about one person and are another's."""
        return {
            move.case.partition("/")[2]: self.owner(move.case, min(move.origin))
            for move in reversed(self.moves)
            if move.case.partition("/")[0] == service
        }

    def about(self, service: str, stream: str, subjects: tuple[UUID, ...]) -> tuple[UUID, ...]:
        """Return whom a case is about, when it was found to be somebody else's."""
        if stream not in self.moved(service):
            return subjects
        return tuple(dict.fromkeys(self.owner(f"{service}/{stream}", one) for one in subjects))

    def written_under(self, citizen: UUID) -> tuple[UUID, ...]:
        """Return the ids under which facts about this person may stand."""
        mine = self.ids(citizen)
        lent = {one: None for move in self.moves if move.to in mine for one in sorted(move.origin)}
        return (*mine, *(one for one in lent if one not in mine))

    def tangled_with(self, citizen: UUID) -> tuple[frozenset[UUID], frozenset[UUID]]:
        """Return whose ids hold cases of this person, and who has cases under this person's ids.

        Personal values stay sealed with the key of the id they were written under.
        """
        mine = frozenset(self.ids(citizen))
        kept_by = frozenset(one for move in self.moves if move.to in mine for one in move.origin)
        kept_for = frozenset(move.to for move in self.moves if mine & move.origin)
        return kept_by - mine, kept_for - mine


def cases_of(
    rows: Sequence[RelationRow], persons: Persons, citizens: Iterable[UUID]
) -> list[RelationRow]:
    """Return each citizen's cases, whatever id they were written under, as that citizen's."""
    owned: dict[UUID, list[RelationRow]] = defaultdict(list)
    for row in rows:
        owned[persons.owner(f"{row.source}/{row.stream}", row.citizen)].append(row)
    return [
        replace(row, citizen=citizen)
        for citizen in citizens
        for row in owned.get(persons.survivor(citizen), ())
    ]


def among(
    rows: Callable[[View[IdentityLink], str, dict[str, Any]], list[IdentityLink]],
    citizens: Collection[UUID],
    known: datetime | None = None,
) -> Persons:
    """Read every pointer that has to do with these citizens, also by way of others."""
    wanted, found = set(citizens), dict[UUID, IdentityLink]()
    where = LINKED.format("ids")
    while wanted:
        links = rows(PERSONS, where, {"ids": sorted(wanted)})
        found |= {link.event_id: link for link in links}
        more = {one for link in links for one in (link.citizen, link.other)} - wanted
        if not more:
            break
        wanted |= more
    return Persons.of(found.values(), known)
