"""Two persons decide about a list of citizens whose retention is over: one asks, another approves.

Law: databeskyttelsesforordningen art. 5(1)(e) and 17(1)(a). The list is a help and decides nothing:
each citizen is asked for and approved by an order of its own, within the rights of whoever gives
it, and the case refuses as it always does (`domain/erasure.py` in citizen_history).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol
from uuid import UUID

from jobcenter.scenario.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

_GROUND: Final = "no_longer_necessary"
_PAGE: Final = 100


class Register(Protocol):
    """The API of citizen_history, as whoever asks or decides."""

    def get(self, path: str, params: dict[str, Any]) -> Any:
        """Ask a question."""
        ...

    def post(self, path: str, body: dict[str, Any], version: int | None) -> Any:
        """Give an order, or raise `Refused`."""
        ...


class Said(NamedTuple):
    """What became of one citizen of the list: done, or the code of the refusal."""

    citizen: str
    refused: str | None


def listed(register: Register, limit: int) -> list[dict[str, Any]]:
    """Return whose time is over, with what stands in the way."""
    rows: list[dict[str, Any]] = []
    while len(rows) < limit:
        params = {"limit": min(_PAGE, limit - len(rows))}
        more = {"after": rows[-1]["citizen"]} if rows else {}
        page = register.get("/retention-due", {**params, **more})
        rows += page
        if not page:
            break
    return rows


def request(register: Register, rows: Iterable[dict[str, Any]], on: date) -> Iterator[Said]:
    """Ask for the erasure of everybody who is due; who is held, or has open cases, is left."""
    for row in rows:
        if row["due"] and not row["requested"]:
            wish = {"citizen": row["citizen"], "ground": _GROUND, "on": on.isoformat()}
            yield _said(register, row["citizen"], "/erasures", wish, None)


def approve(register: Register, citizens: Iterable[UUID]) -> Iterator[Said]:
    """Approve, as another person, each citizen of the list by its own decision.

    What has been placed in the way meanwhile stops that citizen and no other.
    """
    for citizen in dict.fromkeys(citizens):
        path = f"/erasures/{citizen}"
        try:
            version = int(register.get(path, {})["version"])
        except Refused as no:
            yield Said(str(citizen), no.code)
            continue
        yield _said(register, str(citizen), f"{path}/approve", {}, version)


def _said(
    register: Register, citizen: str, path: str, body: dict[str, Any], version: int | None
) -> Said:
    try:
        register.post(path, body, version)
    except Refused as no:
        return Said(citizen, no.code)
    return Said(citizen, None)
