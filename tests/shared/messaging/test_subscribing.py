"""A service that gains a source, or new handlers, after it was installed (I8, I9, I10)."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from shared.casework.setup import head_of
from shared.eventlog.envelope import Cursor
from shared.messaging import tracking
from shared.messaging.subscribing import RowLost, bring_up_to_date, follow
from tests.chaos.house import MARK, House
from tests.chaos.sample import Gamma, wait_for
from tests.chaos.sample_views import HEARD, NEW_HEARD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.eventlog.view import View

BOTH = ("alpha", "beta")


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """Gamma, installed when it knew alpha only; both have told things already."""
    made = House(database_url)
    brought(made, ("alpha",))
    made.tell("alpha", uuid4(), times=2)
    made.tell("beta", uuid4(), times=3)
    yield made
    made.close()


def brought(
    house: House, sources: tuple[str, ...], version: int = 1, *views: View[Any]
) -> list[str]:
    tables = [each.table for each in views]
    return bring_up_to_date(
        house.owner,
        "gamma",
        sources,
        version,
        lambda each: head_of(house.owner, each),
        views=tables,
    )


def following(house: House, *sources: str, version: int = 1) -> None:
    """Let gamma's inbox follow these until it is level."""
    feeds = {each: feed for each, feed in house.feeds().items() if each in sources}
    consumer = house.start(feeds=feeds, version=version)
    wait_for(lambda: consumer.level and house.level(*sources))


def test_a_new_service_follows_its_sources_from_their_start(house: House) -> None:
    following(house, "alpha")
    assert len(house.applied()) == 2


def test_a_source_that_is_gained_is_followed_from_now_on(house: House) -> None:
    following(house, "alpha")
    house.stop()
    assert brought(house, BOTH) == [
        "gamma follows beta from now",
        "gamma is handed over to new code",
    ]
    following(house, *BOTH)
    assert len(house.applied()) == 2, "its policies do not act on old facts"
    house.tell("beta", uuid4())
    wait_for(house.level)
    assert len(house.applied()) == 3


def test_doing_it_again_changes_nothing(house: House) -> None:
    brought(house, BOTH)
    house.tell("beta", uuid4())
    before = tracking.load(house.owner, "gamma", "beta")
    assert brought(house, BOTH) == []
    assert tracking.load(house.owner, "gamma", "beta") == before


def test_old_code_that_still_runs_ends_itself(house: House) -> None:
    old = house.consumer(feeds={"alpha": house.feeds()["alpha"]})
    brought(house, BOTH)
    with pytest.raises(tracking.SubscriptionMoved):
        old.run(threading.Event())


def test_new_handlers_of_the_same_sources_are_handed_over_to(house: House) -> None:
    assert brought(house, ("alpha",), version=2) == ["gamma is handed over to new code"]
    following(house, "alpha", version=2)
    assert len(house.applied()) == 2


def test_a_lost_row_is_not_taken_for_a_gained_source(house: House) -> None:
    brought(house, BOTH)
    house.owner.execute("DELETE FROM tracking WHERE source = 'beta'")
    with pytest.raises(RowLost, match="gamma has lost its place in beta"):
        brought(house, BOTH)
    assert tracking.load(house.owner, "gamma", "alpha").cursor.position == 0


def test_a_person_may_follow_from_the_start_and_only_once(house: House) -> None:
    following(house, "alpha")
    house.stop()
    at = Cursor()
    assert follow(house.owner, "gamma", "beta", MARK, at)
    assert not follow(house.owner, "gamma", "beta", MARK, head_of(house.owner, "beta"))
    assert brought(house, BOTH) == []
    following(house, *BOTH)
    assert len(house.applied()) == 5


def rolled_out(house: House, view: View[Any]) -> list[str]:
    """Migrate to the code that knows this view, build it, and let its inbox follow until level."""
    house.stop()
    done = brought(house, BOTH, 1, view)
    house.views = (view,)
    house.build_views()
    gamma = Gamma(house.logs["gamma"], views=house.views)
    consumer = house.start(react=gamma, views=[view.table])
    wait_for(lambda: consumer.level and house.level())
    return done


def test_another_version_of_a_foreign_view_is_handed_over_to_and_back_again(house: House) -> None:
    """Seen red: code that was put back answered from a table nobody had written meanwhile."""
    handed_over = ["gamma is handed over to new code"]
    brought(house, BOTH)
    for view in (HEARD, NEW_HEARD, HEARD):
        assert rolled_out(house, view) == handed_over
        house.tell("alpha", uuid4(), times=2)
        house.tell("beta", uuid4())
        wait_for(house.level)
        assert [each for each in house.check() if each.invariant == 9] == []
        assert rolled_out(house, view) == []
    assert house.tables_of(HEARD) == ["heard_v1_1"]


def test_old_code_does_not_fill_its_own_table_beside_new_code(house: House) -> None:
    """Seen red: it moved tracking past facts that the new code's table then never got."""
    brought(house, BOTH, 1, HEARD)
    old = house.consumer(views=[HEARD.table])
    brought(house, BOTH, 1, NEW_HEARD)
    with pytest.raises(tracking.SubscriptionMoved):
        old.run(threading.Event())


def test_a_source_and_a_view_gained_together_are_no_lost_row(house: House) -> None:
    assert brought(house, BOTH, 2, HEARD) == [
        "gamma follows beta from now",
        "gamma is handed over to new code",
    ]
