"""Puts a reference in the place of the citizen before anything of an order about a tie is kept.

Law: forvaltningsloven § 3 and § 6. Who has a tie with whom is for whoever is asked to show
something of that citizen to that person, and for the supervisor's list; it can be read nowhere.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.citizen_history.cases.identities import citizen_of
from services.citizen_history.domain.tie import DeclareTie, Facts, MarkColleague
from shared.access.key import AccessKey
from shared.access.ties import TIES
from shared.casework.declare import Collected, Desk, Loaded, Prepared
from shared.eventlog.command import Command
from shared.identity import is_id
from shared.trouble import NotFound

KEY = "access_key"


def prepare_tie(desk: Desk, _case_id: str | None, command: DeclareTie) -> Prepared:
    """Name the tie by its reference; the citizen's id goes no further."""
    tie = _key(desk).tie(desk.actor.id, command.citizen)
    return Prepared(command=DeclareTie(tie, command.ground), case_id=str(tie))


def prepare_colleague(desk: Desk, _case_id: str | None, command: MarkColleague) -> Prepared:
    """Name the mark by its reference; the citizen's id goes no further."""
    tie = _key(desk).colleague(command.citizen)
    return Prepared(command=MarkColleague(tie), case_id=str(tie))


def collect_tie(
    desk: Desk, case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[Facts]:
    """Find out who speaks, as a reference."""
    if not is_id(case_id):
        raise NotFound
    return Collected(facts=Facts(citizen_of(case_id), _key(desk).holder(desk.actor.id)))


class Found(NamedTuple):
    """Who looked at which citizen in spite of a tie, and which citizens work here."""

    tied: tuple[tuple[str, UUID], ...]
    colleagues: tuple[UUID, ...]


class TiesThen:
    """The ties and colleagues of a day, for whoever asks what stands out among its looks.

    One that was told later and still stands counts too: a look does not wait for its declaration.
    """

    def __init__(self, desk: Desk, day: date) -> None:
        """Read which stood on a day, or stand now."""
        rows = desk.rows(TIES, "until IS NULL OR until >= %(day)s", {"day": day})
        self._desk = desk
        self._known = frozenset(row.tie for row in rows)
        self._holders = frozenset(row.holder for row in rows if row.holder is not None)

    def who(self, actors: Sequence[str]) -> list[str]:
        """Return which of these people have a tie with anybody."""
        key = _key(self._desk)
        return [actor for actor in actors if key.holder(actor) in self._holders]

    def among(self, looks: set[tuple[str, UUID]]) -> Found:
        """Return which of these looks were at somebody's own, and which citizens work here."""
        if not self._known or not looks:
            return Found((), ())
        key, citizens = _key(self._desk), sorted({citizen for _, citizen in looks})
        persons = self._desk.persons(citizens)
        ids = {citizen: persons.ids(citizen) for citizen in citizens}
        return Found(
            tuple(
                (actor, citizen)
                for actor, citizen in sorted(looks)
                if any(key.tie(actor, one) in self._known for one in ids[citizen])
            ),
            tuple(
                citizen
                for citizen in citizens
                if any(key.colleague(one) in self._known for one in ids[citizen])
            ),
        )


def _key(desk: Desk) -> AccessKey:
    key: AccessKey = desk.resources[KEY]
    return key
