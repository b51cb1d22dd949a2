"""Whether anything is still on its way in a service: asked by whoever plays a story."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from shared.clock import local_date

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def on_the_way(seen: list[Quiet], *, bus: bool = True) -> list[str]:
    """Say in words what has not arrived where it is wanted; nothing is on its way: an empty list.

    Without `bus` the broker is not asked about: while it is away, services hear each other all the
    same, by their feeds.
    """
    heads = {each.service: each.head for each in seen}
    return [words for each in seen for words in _of_one(each, heads, bus=bus)]


def _of_one(each: Quiet, heads: dict[str, int], *, bus: bool) -> Iterator[str]:
    if each.views < each.head:
        yield f"the lists of {each.service} have seen {each.views} of {each.head} facts"
    if each.keeper_day != each.today:
        yield f"{each.service} has not looked at the deadlines of {each.today}"
    if bus and each.relay is not None and each.relay < each.head:
        yield f"{each.service} has handed {each.relay} of {each.head} facts to the broker"
    for source, position in each.inbox.items():
        if position < heads[source]:
            yield f"{each.service} has heard {position} of {heads[source]} facts of {source}"
