"""What `jobcenter verify` looks at, service by service; it only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobcenter.proof import proof
from shared.casework.foreign import foreign_picture
from shared.casework.kept_answers import answer_faults
from shared.eventlog.verify import log_faults, own_picture, view_faults
from shared.messaging.verify import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shared.casework.works import Works
    from shared.eventlog.database import Connection
    from shared.eventlog.verify import Picture
    from shared.eventlog.view import View

PROMISES = {
    "I2": "no order was carried out twice: what was answered stands in the log, once",
    "I3": "each fact had its effects once in each reader",
    "I4": "facts about one citizen were taken in their order, none left out",
    "I5": "streams have no gap, the log goes on in order, each row names the one before",
    "I6": "every view equals what the logs say",
    "I10": "nothing is stuck: readers are level or say why",
    "I11": "each row holds the hash of the row before, and the log is what was signed",
}

_BY_INVARIANT = {3: "I3", 4: "I4", 5: "I4", 6: "I4", 7: "I3", 8: "I10", 9: "I6", 10: "I10"}


def findings_of(works: Works, against: Path | None = None) -> Iterator[tuple[str, str]]:
    """Return promises that are broken in one service, each with where.

    `against` is a folder with a copy of the checkpoints that was kept elsewhere.
    """
    with works.database.connection() as conn:
        yield from _whole("I2", _named("I2", answer_faults(conn, works.service.name)))
        yield from _whole("I5", _named("I5", log_faults(conn, works.service.name)))
        yield from _whole("I11", proof(works, conn, against))
        yield from _whole("I3", _readers(works, conn))
        yield from _views(works, conn)


def _whole(promise: str, looked: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Go on when a check cannot read what was tampered with: that it cannot is a finding."""
    try:
        yield from looked
    except Exception as trouble:  # noqa: BLE001 - whatever lies in the tables, the next check is made
        yield promise, f"could not be checked ({type(trouble).__name__})"


def _named(promise: str, faults: Iterator[str]) -> Iterator[tuple[str, str]]:
    return ((promise, fault) for fault in faults)


def _readers(works: Works, conn: Connection) -> Iterator[tuple[str, str]]:
    if not works.service.sources:
        return
    for finding in check(conn, works.service.name, works.producers, own=works.log):
        yield _BY_INVARIANT.get(finding.invariant, "I3"), f"{finding.source}: {finding.text}"


def _views(works: Works, conn: Connection) -> Iterator[tuple[str, str]]:
    """Hold every view against the logs; its own log and each source are read once for all."""
    own: list[Picture] = []
    foreign: list[Picture] = []
    for view in works.views:
        yield from _whole("I6", _pictured(works, conn, view, foreign if view.follows else own))
    log = {works.service.name: works.log}
    for pictures, feeds, codec in (
        (own, log, works.office.codec),
        (foreign, works.producers, works.reactions.codec),
    ):
        for view, fault in view_faults(pictures, feeds, codec.read):
            yield "I6", f"{view.name}: {fault}"


def _pictured(
    works: Works, conn: Connection, view: View[Any], pictures: list[Picture]
) -> Iterator[tuple[str, str]]:
    picture_of = foreign_picture if view.follows else own_picture
    picture = picture_of(conn, works.service.name, view)
    if picture is None:
        yield "I6", f"{view.name} was never built"
    else:
        pictures.append(picture)
