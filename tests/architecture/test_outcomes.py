from functools import cache

import pytest

from jobcenter.generate.outcomes import outcomes
from shared.eventlog.event import tag_of
from tests.architecture import drawings
from tests.architecture.declared import SERVICES, declared
from tests.architecture.seen_run import run
from tests.support.seen import Seen

Pair = tuple[str, str, str]


pytestmark = pytest.mark.timeout(900)  # it runs the services' own tests once more


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Run the services' tests in a process of their own and return what was seen there."""
    return run(tmp_path_factory.mktemp("seen") / "seen.json")


@pytest.fixture(scope="module")
def decided(seen: Seen) -> set[Pair]:
    """Return which fact came of which order."""
    return {tuple(each) for each in seen.came}


@cache
def said() -> set[Pair]:
    """Return what the tables of the services say."""
    return {
        (case.name, act.command.__name__, tag)
        for service in SERVICES
        for case in declared(service).cases
        for leads_to in [outcomes(declared(service), case)]
        for act in case.commands
        for tag in leads_to[act.name]
    }


@cache
def anyhow() -> set[tuple[str, str]]:
    """Return the facts that the tables say may stand beside those of any order."""
    return {
        (case.name, tag_of(each))
        for service in SERVICES
        for case in declared(service).cases
        for each in case.follows
    }


def test_no_order_led_to_a_fact_that_its_table_does_not_name(decided):
    untold = {(case, order, tag) for case, order, tag in decided if (case, tag) not in anyhow()}
    assert sorted(untold - said()) == []


def test_every_fact_the_tables_name_came_of_its_order_in_a_test(decided):
    assert sorted(said() - decided) == []


def test_what_may_follow_of_any_order_followed_of_one_in_a_test(decided):
    assert {(case, tag) for case, _, tag in decided} >= anyhow()


def test_every_order_leads_to_something():
    silent = [
        (case.name, name)
        for service in SERVICES
        for case in declared(service).cases
        for name, tags in outcomes(declared(service), case).items()
        if not tags
    ]
    assert silent == []


def test_the_drawings_of_the_cases_show_what_the_tests_did(seen):
    assert drawings.stale(seen.moved) == [], "run `make diagrams`"
