"""A large answer is read in parts, so that nobody else in the process waits for all of it."""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct

from shared.actor import Actor
from shared.casework import desk as desks
from shared.casework.desk import OfficeDesk
from shared.clock import SystemClock
from shared.eventlog.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator


class Counted(Struct, frozen=True):
    number: int


NUMBERS: View[Counted] = View(
    name="numbers",
    version=1,
    row=Counted,
    key=("number",),
    touches=lambda _fact: (),
    project=lambda _key, row, _fact: row,
)


def desk_with(rows: int) -> OfficeDesk:
    """Lay out a desk over a table that answers every question with so many rows."""
    found = [(number,) for number in range(rows)]

    @contextmanager
    def connect() -> Iterator[Any]:
        yield SimpleNamespace(execute=lambda *_: SimpleNamespace(fetchall=lambda: found))

    return OfficeDesk(
        actor=Actor(id="anna", kind="person"),
        rules=None,  # type: ignore[arg-type]  # no law is asked
        clock=SystemClock(),
        casebook=None,  # type: ignore[arg-type]  # no case is loaded
        connect=connect,
        schema="visitation",
        resources={},
    )


@pytest.mark.parametrize(("rows", "turns"), [(0, 0), (500, 0), (501, 1), (1300, 2)])
def test_others_have_their_turn_between_the_parts(
    rows: int, turns: int, monkeypatch: pytest.MonkeyPatch
):
    rested: list[float] = []
    monkeypatch.setattr(desks, "time", SimpleNamespace(sleep=rested.append))
    assert desk_with(rows).rows(NUMBERS) == [Counted(number) for number in range(rows)]
    assert rested == [0] * turns
