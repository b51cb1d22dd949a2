"""The services in one process and without doors: orders by call, messages by turn.

Everything that decides and writes is the services' own: offices, reactions, inboxes, followers,
deadline keepers. Only what carries is missing: no HTTP, no token, no bell that anybody waits for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from jobcenter import catalogue
from jobcenter.scenario.house import Refused
from jobcenter.simulator.batches import Batches
from jobcenter.simulator.settling import Settling
from shared.actor import Actor
from shared.casework.call import Call
from shared.casework.installation import PlayedClock
from shared.casework.office import Office
from shared.casework.settings import SERVICES, Settings
from shared.casework.works import Works
from shared.eventlog.decider import Rejected
from shared.http.checks import check
from shared.identity import new_id
from shared.trouble import Conflicted, Denied, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from jobcenter.scenario.orders import Ordered
    from jobcenter.scenario.story import Person
    from shared.casework.quiet import Quiet

T = TypeVar("T")
_NOBODY: Final = Actor(id="nobody", kind="machine")
_REMEMBERED: Final = 20_000
"""Cases each service remembers: all that are worked with, or each order would read its case whole.

In a whole year of Copenhagen many thousand lives go on at once in each process.
"""
_HEADS: Final = " UNION ALL ".join(
    f"SELECT '{name}', coalesce((SELECT \"position\" FROM {name}.head()), 0)" for name in SERVICES
).encode()
_NEWEST: Final = (
    "case_type = %(kind)s AND subjects && ARRAY[%(citizen)s]::uuid[] "
    "ORDER BY opened_on DESC, last_recorded_at DESC LIMIT 1"
)


class Offices:
    """All services put together on one database, for the lives of one process."""

    def __init__(self, url: str, data: Path, settles: Collection[str] = SERVICES) -> None:
        """Take orders for every service; bring those of `settles` to rest when asked."""
        settings = Settings(database_url=url, data=data)
        self._batches = Batches()
        self.works = {
            name: Works(
                catalogue.declaration(name), catalogue.home(name), settings, catalogue.resources
            )
            for name in SERVICES
        }
        self._offices = {name: self._office(works) for name, works in self.works.items()}
        self._homes = {
            case.name: name for name, works in self.works.items() for case in works.service.cases
        }
        self._settling = [Settling(self.works[name]) for name in SERVICES if name in settles]

    def settle(self) -> list[Quiet]:
        """Bring views, messages and deadlines forward until none of these services goes on."""
        heads: dict[str, int] = {}
        while (now := self._heads()) != heads:
            heads = now
            seen = [each.settle(heads) for each in self._settling]
        return seen

    def _heads(self) -> dict[str, int]:
        """Ask all logs at once where they end, as the service that follows all of them."""
        with self.works["citizen_history"].database.connection() as conn:
            return dict(conn.execute(_HEADS, prepare=True).fetchall())

    def close(self) -> None:
        """Let go of the database."""
        for each in self._settling:
            each.close()
        for works in self.works.values():
            works.close()

    # -- the door of a town -----------------------------------------------------------------------

    def begin_day(self, morning: datetime) -> None:
        """Move the clock; whoever settles has seen to it that the messages have arrived."""
        for works in self.works.values():
            if not isinstance(works.clock, PlayedClock):
                msg = "only a simulated installation can be lived in"
                raise TypeError(msg)
            works.clock.move_to(morning)

    def order(
        self, by: tuple[str, Person], order: Ordered, case_id: str | None, body: Mapping[str, Any]
    ) -> str:
        """Carry out an order as the service would that was asked over the street."""
        office, act = self._offices[order.service.name], order.act
        call = Call(_actor(*by), str(new_id()))
        try:
            command = msgspec.convert(body, act.command)
            check(command)
            if act.opens:
                return office.open(order.case, act, command, call).case_id
            return office.act(order.case, act, str(case_id), command, call).case_id
        except Rejected as rejected:
            raise Refused(409, rejected.code, "") from rejected
        except (msgspec.ValidationError, Invalid) as trouble:
            raise Refused(422, "invalid", str(trouble)) from trouble
        except (Denied, NotFound, Conflicted) as trouble:
            raise Refused(409, type(trouble).__name__.lower(), "") from trouble

    def case(self, citizen: UUID, case_type: str) -> str | None:
        """Return the citizen's newest case of a kind, as the list of cases shows it."""
        office = self._offices[self._homes[case_type]]
        asked = {"kind": case_type, "citizen": citizen}
        rows = office.desk(_NOBODY).rows(office.case_list, _NEWEST, asked)
        return rows[0].case_id if rows else None

    def state(self, _by: tuple[str, Person], order: Ordered, case_id: str) -> Mapping[str, Any]:
        """Return a case as it stands."""
        loaded = self._offices[order.service.name].existing(order.case, case_id)
        state: Mapping[str, Any] = msgspec.to_builtins(loaded.state)
        return state

    def together(self, steps: Sequence[Callable[[], T]]) -> list[T]:
        """Let many lives act; what they decide is stored in batches."""
        return self._batches.together(steps)

    def _office(self, works: Works) -> Office:
        """Put an office together that stores in the batches of all lives."""
        return Office(
            works.service,
            log=works.log,
            writer=self._batches.writer(works.log),
            rules=works.rules,
            clock=works.clock,
            access=works.access,
            database=works.database,
            resources=works.office.resources,
            seals=works.keyring,
            remembers=_REMEMBERED,
        )


def _actor(name: str, person: Person) -> Actor:
    return Actor(id=name, authority=person.authority, unit=person.unit, roles=tuple(person.roles))
