"""The rules the services own: each in its owner's folder, none against another, none edited."""

from pathlib import Path

import pytest

from jobcenter.generate import golden, released_law
from shared.law.released import INSTEAD, read_released
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook
from shared.law.rulefile import read_rule_file
from shared.law.rulesets import RULESETS_FILE

SERVICES = Path(__file__).parents[2] / "services"
FOLDERS = sorted(SERVICES.glob("*/rules"))
FILES = [path for folder in FOLDERS for path in sorted(folder.glob("*.yaml"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_lies_with_the_service_that_owes_the_duty(path: Path) -> None:
    assert {rule.owner for rule in read_rule_file(path)} == {path.parent.parent.name}


def test_all_rules_together_are_one_book() -> None:
    assert len(RuleBook.load(FOLDERS).keys()) == len(FILES) > 0


def test_h24_places_and_job_orders_are_held_against_one_ratio() -> None:
    """Two services ask it, and neither reads the other's rules: the rows must say the same."""
    said: dict[str, list[object]] = {key: [] for key in ("supported_ratio", "order.support_ratio")}
    for row in RuleBook.load(FOLDERS).rules():
        if row.key in said:
            said[row.key].append((row.valid_from, row.valid_to, row.figures))
    places, orders = said.values()
    assert places == orders != []


def facts_named(rule: Rule) -> set[str]:
    """Return every fact a row starts, stops, pauses or goes on by."""
    named = (*rule.starts_on, *rule.paused_by, *rule.resumed_by)
    return {*(each.event for each in named), *rule.stops_on, *rule.withdrawn_by}


def test_every_fact_a_rule_names_is_told_by_somebody() -> None:
    told = set(golden.every_fact())
    named = {rule.version: facts_named(rule) for rule in RuleBook.load(FOLDERS).rules()}
    assert {row: tags - told for row, tags in named.items() if tags - told} == {}
    assert any(named.values())


def test_no_released_row_was_edited() -> None:
    """Seen red: nobody had recorded a row, so this compared with nothing."""
    assert released_law.broken() == [], INSTEAD


@pytest.mark.parametrize(
    "folder", [*FOLDERS, RULESETS_FILE.parent], ids=lambda path: path.parent.name
)
def test_every_folder_of_law_has_released_rows(folder: Path) -> None:
    assert folder in released_law.law()
    assert read_released(folder)
