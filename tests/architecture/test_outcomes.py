import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from jobcenter.generate.outcomes import outcomes
from shared.eventlog.event import tag_of
from tests.architecture.declared import REPOSITORY, SERVICES, declared
from tests.support.seen import FILE

Pair = tuple[str, str, str]


pytestmark = pytest.mark.timeout(900)  # it runs the services' own tests once more


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> set[Pair]:
    """Run the services' tests in a process of their own; return which fact came of which order.

    Property tests are left out: each fact must come of its order in a test somebody can read.
    """
    told = tmp_path_factory.mktemp("seen") / "seen.json"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.seen"]
    command += ["-p", "no:randomly", "-p", "no:xdist"]
    command += ["-m", "not postgres and not broker and not nightly and not hypothesis"]
    ran = subprocess.run(
        [*command, *(f"tests/{service}" for service in SERVICES)],
        cwd=REPOSITORY,
        env={**os.environ, FILE: str(told)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
    return {tuple(each) for each in json.loads(Path(told).read_text("utf-8"))}


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
