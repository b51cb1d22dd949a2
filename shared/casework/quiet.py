"""Whether anything is still on its way in a service: asked by whoever plays a story."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from shared.clock import local_date

if TYPE_CHECKING:
    from shared.casework.works import Works


class Quiet(Struct, frozen=True):
    """How far everything in a service has come; positions are those of the logs read."""

    service: str
    head: int
    views: int
    inbox: dict[str, int]
    relay: int | None
    keeper_day: date | None
    today: date
    parked: int


def quiet(works: Works) -> Quiet:
    """Look how far the views, the inbox, the relay and the deadline keeper have come."""
    with works.database.connection() as conn:
        inbox = conn.execute(
            'SELECT source, "position" FROM tracking WHERE consumer = %s', (works.service.name,)
        ).fetchall()
        relay = conn.execute('SELECT max("position") FROM relay').fetchone()
        parked = conn.execute("SELECT count(*) FROM parked").fetchone()
    return Quiet(
        service=works.service.name,
        head=works.log.head().position,
        views=min(works.follower.positions().values(), default=0),
        inbox=dict(inbox),
        relay=(relay[0] or 0) if relay and works.relay is not None else None,
        keeper_day=works.keeper.kept_on,
        today=local_date(works.clock.now()),
        parked=parked[0] if parked else 0,
    )


def all_quiet(seen: list[Quiet]) -> bool:
    """Say whether nothing is on its way anywhere."""
    heads = {each.service: each.head for each in seen}
    return all(
        each.views >= each.head
        and each.keeper_day == each.today
        and (each.relay is None or each.relay >= each.head)
        and all(position >= heads[source] for source, position in each.inbox.items())
        for each in seen
    )
