"""The citizen's own view of the look-up log: when, what kind of look, and for which purpose.

Law: databeskyttelsesforordningen art. 15; Datatilsynet 2024-32-0283. By whom is not told here: that
is weighed case by case. Who was turned away saw nothing and is left out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Protocol
from uuid import UUID

from msgspec import Meta, Struct

from shared.access.terms import house_terms
from shared.casework.declare import Desk


class LooksRead(Protocol):
    """Whoever reads the look-up log: on PostgreSQL, and in memory for tests."""

    def at(
        self, citizens: Sequence[UUID], limit: int, before: int | None = None
    ) -> list[tuple[Any, ...]]:
        """Return (at, service, kind, name, purpose, relation, position), newest first."""
        ...


class LooksAt(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose looks are asked for; `before` goes on below the last position of the page before."""

    citizen: UUID
    limit: Annotated[int, Meta(ge=1, le=500)] = 100
    before: Annotated[int, Meta(ge=1, le=2**63 - 1)] | None = None


class LookShown(Struct, frozen=True):
    """One look; `name` is what was read, `guest` highlights a stranger."""

    at: datetime
    service: str
    kind: str
    name: str
    purpose: str
    da: str
    en: str
    guest: bool
    position: int


def looks_at(desk: Desk, params: LooksAt) -> list[LookShown]:
    """Answer who-less: when, what kind, which purpose; looks at ids that were merged count too."""
    purposes = house_terms().purposes
    log: LooksRead = desk.resources["looks"]
    me = desk.persons((params.citizen,)).ids(params.citizen)
    return [
        LookShown(
            at, service, kind, name, purpose,
            da=purposes[purpose].da if purpose in purposes else purpose,
            en=purposes[purpose].en if purpose in purposes else purpose,
            guest=relation == "guest",
            position=position,
        )
        for at, service, kind, name, purpose, relation, position
        in log.at(me, params.limit, params.before)
    ]  # fmt: skip
