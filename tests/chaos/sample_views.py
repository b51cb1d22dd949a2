"""What gamma keeps lists of: its own facts, and what alpha and beta told about each citizen.

The second version of each is what new code would make of the same facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from shared.eventlog.view import View

if TYPE_CHECKING:
    from shared.eventlog.envelope import Recorded


class Echo(Struct, frozen=True):
    """How many facts a stream of gamma's holds."""

    stream: str
    facts: int


class Told(Struct, frozen=True):
    """How often each source told of a citizen."""

    citizen: UUID
    alpha: int = 0
    beta: int = 0


class EchoSummed(Struct, frozen=True):
    """New code: what the numbers in a stream come to, too."""

    stream: str
    facts: int
    numbers: int


class ToldInAll(Struct, frozen=True):
    """New code: one figure for both."""

    citizen: UUID
    facts: int


def _echo(key: tuple[Any, ...], row: Echo | None, _fact: Recorded[Any]) -> Echo:
    return Echo(key[0], (row.facts if row else 0) + 1)


def _told(key: tuple[Any, ...], row: Told | None, fact: Recorded[Any]) -> Told:
    row = row or Told(key[0])
    return replace(row, **{fact.source: getattr(row, fact.source) + 1})


def _summed(key: tuple[Any, ...], row: EchoSummed | None, fact: Recorded[Any]) -> EchoSummed:
    facts, numbers = (row.facts, row.numbers) if row else (0, 0)
    return EchoSummed(key[0], facts + 1, numbers + fact.event.number)


def _in_all(key: tuple[Any, ...], row: ToldInAll | None, _fact: Recorded[Any]) -> ToldInAll:
    return ToldInAll(key[0], (row.facts if row else 0) + 1)


def _by_stream(fact: Recorded[Any]) -> list[tuple[str]]:
    return [(fact.stream,)]


def _by_citizen(fact: Recorded[Any]) -> list[tuple[UUID]]:
    return [(each,) for each in fact.meta.subjects]


ECHOES: View[Any] = View(
    name="echoes", version=1, row=Echo, key=("stream",), touches=_by_stream, project=_echo
)
HEARD: View[Any] = View(
    name="heard",
    version=1,
    row=Told,
    key=("citizen",),
    touches=_by_citizen,
    project=_told,
    follows=("alpha", "beta"),
)
NEW_ECHOES: View[Any] = View(
    name="echoes", version=2, row=EchoSummed, key=("stream",), touches=_by_stream, project=_summed
)
NEW_HEARD: View[Any] = View(
    name="heard",
    version=2,
    row=ToldInAll,
    key=("citizen",),
    touches=_by_citizen,
    project=_in_all,
    follows=("alpha", "beta"),
)
VIEWS = {view.table: view for view in (ECHOES, HEARD, NEW_ECHOES, NEW_HEARD)}
