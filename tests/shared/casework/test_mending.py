"""An order that puts something right is about the last fact of its kind that still stands."""

from typing import Any
from uuid import uuid4

from shared.casework.declare import Loaded
from shared.casework.mending import Mends, mended_by
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event
from shared.law.duties import Clocks
from tests.shared.casework.house import START, meta


class Held(Event, frozen=True, tag="mending.held"):
    """A talk took place."""

    talk: int


class Moved(Event, frozen=True, tag="mending.moved"):
    """It took place on another day."""

    talk: int


class NotHeld(Event, frozen=True, tag="mending.not_held"):
    """It did not."""

    talk: int


class TakeBack(Command, frozen=True):
    """Take back one talk, or the last one."""

    talk: int | None = None


class Hold(Command, frozen=True):
    """No order that puts anything right."""


MENDS: Mends = {TakeBack: ("withdrawn", (Held, Moved))}


def history(*events: tuple[Event, dict[str, Any]]) -> Loaded:
    """A case with these facts; what a fact corrects is named by its place."""
    facts: list[Recorded[Any]] = []
    for nth, (event, more) in enumerate(events, 1):
        corrects = facts[more.pop("corrects")].meta.event_id if "corrects" in more else None
        about = meta(uuid4(), corrects=corrects, **more)
        facts.append(Recorded("s", 1, nth, nth - 1, "case-1", nth, "tag", START, event, about))
    return Loaded("case-1", len(facts), None, (), tuple(facts), Clocks())


def place(loaded: Loaded, command: Command | None) -> int | None:
    """Return which fact an order puts right."""
    found = mended_by(MENDS, ("talk",), loaded, command)
    if found is None:
        return None
    assert found[0] == "withdrawn"
    return loaded.history.index(found[1])


def test_it_is_the_last_of_its_kind_about_what_the_order_names() -> None:
    loaded = history((Held(1), {}), (Held(2), {}), (Moved(1), {"corrects": 0, "how": "corrected"}))
    assert place(loaded, TakeBack()) == 2
    assert place(loaded, TakeBack(1)) == 2
    assert place(loaded, TakeBack(2)) == 1
    assert place(loaded, TakeBack(3)) is None


def test_what_was_taken_back_is_passed_over_with_what_it_had_corrected() -> None:
    loaded = history(
        (Held(1), {}),
        (Held(1), {}),
        (Moved(1), {"corrects": 1, "how": "corrected"}),
        (NotHeld(1), {"corrects": 2, "how": "withdrawn"}),
    )
    assert place(loaded, TakeBack(1)) == 0


def test_what_was_corrected_may_still_be_taken_back() -> None:
    loaded = history((Held(1), {}), (NotHeld(1), {"corrects": 0, "how": "corrected"}))
    assert place(loaded, TakeBack(1)) == 0


def test_other_orders_put_nothing_right() -> None:
    assert place(history((Held(1), {})), Hold()) is None
    assert place(history((Held(1), {})), None) is None
