"""The rules the services own: each in its owner's folder, none against another, none edited."""

from pathlib import Path

import pytest

from jobcenter.generate import released_law
from shared.law.released import INSTEAD, read_released
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


def test_no_released_row_was_edited() -> None:
    """Seen red: nobody had recorded a row, so this compared with nothing."""
    assert released_law.broken() == [], INSTEAD


@pytest.mark.parametrize(
    "folder", [*FOLDERS, RULESETS_FILE.parent], ids=lambda path: path.parent.name
)
def test_every_folder_of_law_has_released_rows(folder: Path) -> None:
    assert folder in released_law.law()
    assert read_released(folder)
