"""What in a service stands still until a person has looked, rather than go on wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from shared.eventlog import epoch
from shared.messaging import tracking

if TYPE_CHECKING:
    from shared.casework.works import Works


class Standstill(Struct, frozen=True):
    """One thing that stands still, why, and what to do; `closes` if no order can be taken."""

    what: str
    code: str
    remedy: str
    closes: bool = False

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.what} stands still ({self.code}): {self.remedy}"


def standstills(works: Works) -> list[Standstill]:
    """Look for a log whose epoch was not begun, sources that were cut and views that are ahead."""
    name = works.service.name
    with works.database.connection() as conn:
        open_ = epoch.begun(conn, name)
        sources = tracking.halted(conn, name)
    found = [] if open_ else [_closed(name)]
    found += [
        Standstill(f"reading {source}", why, f"run `jobcenter reconcile {name} {source}`")
        for source, why in sorted(sources.items())
    ]
    found += [
        Standstill(f"view {view}", why, f"run `jobcenter rebuild {name}.{view}`")
        for view, why in sorted(works.follower.halted.items())
    ]
    return found


def _closed(name: str) -> Standstill:
    remedy = f"its database was promoted or restored; run `jobcenter epoch {name}`"
    return Standstill("the log", "epoch_not_begun", remedy, closes=True)
