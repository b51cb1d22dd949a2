"""A row of law that went out with a release is ended or superseded, never edited."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
import yaml
from typer.testing import CliRunner

from jobcenter.commands.generate import command
from jobcenter.generate import files, released_law
from jobcenter.trouble import PlainError
from shared.law.released import INSTEAD, RELEASED_FILE, read_released
from shared.law.rulebook import RuleBook
from shared.law.rulefile import read_rule_file
from shared.law.rulesets import read_rulesets
from tests.shared.law.rows import HEARING

FOLDER = "services/benefit_service/rules"
OPEN = dict(HEARING)
ENDED = {**HEARING, "valid_from": "1980-01-01", "valid_to": "1986-12-31", "value": 5}
DRAFT = {**HEARING, "valid_from": "2027-01-01", "value": 9, "status": "draft"}


class House:
    """A house with one rule of two rows and the sets of law, released as they are."""

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER
        self.folder.mkdir(parents=True)
        self.sets = home / "shared/law/rulesets.yaml"
        self.sets.parent.mkdir(parents=True)
        shutil.copy(released_law.SETS, self.sets)

    def write(self, *rows: object) -> None:
        content = {"key": "hearing.min_days", "owner": "benefit_service", "rows": list(rows)}
        (self.folder / "hearing.min_days.yaml").write_text(yaml.safe_dump(content), "utf-8")

    def change_sets(self, old: str, new: str) -> None:
        text = self.sets.read_text("utf-8")
        assert old in text
        self.sets.write_text(text.replace(old, new, 1), "utf-8")
        read_rulesets.cache_clear()

    def version(self, year: int) -> str:
        rows = read_rule_file(self.folder / "hearing.min_days.yaml")
        (found,) = (row.version for row in rows if row.valid_from.year == year)
        return found


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    made = House(tmp_path)
    made.write(ENDED, OPEN, DRAFT)
    monkeypatch.setattr(released_law, "SERVICES", tmp_path / "services")
    monkeypatch.setattr(released_law, "SETS", made.sets)
    released_law.write()
    return made


def test_a_release_records_each_folder_and_no_draft(house: House) -> None:
    assert sorted(read_released(house.folder)) == sorted([house.version(1980), house.version(1987)])
    assert len(read_released(house.sets.parent)) == len(read_rulesets(house.sets)) - 1
    assert released_law.write() == [], "a release without new law records nothing"
    house.write(ENDED, OPEN, {**DRAFT, "value": 10})
    assert released_law.broken() == [], "a draft may still be changed"


def test_new_rows_are_recorded_by_the_next_release(house: House) -> None:
    ended = {**OPEN, "valid_to": "2026-12-31"}
    house.write(ENDED, ended, {**DRAFT, "status": "in_force"})
    assert released_law.broken() == []
    assert released_law.write() == [f"{FOLDER}/{RELEASED_FILE}"]
    assert read_released(house.folder)[house.version(1987)] == "2026-12-31"
    house.write(ENDED, ended)
    (complaint,) = released_law.broken()
    assert complaint.startswith("hearing.min_days@2027-01-01#")


def test_a_wrong_row_is_superseded(house: House) -> None:
    right = {**OPEN, "value": 8, "supersedes": house.version(1987)}
    house.write(ENDED, OPEN, right)
    assert released_law.broken() == []
    RuleBook.load([house.folder])
    house.write(ENDED, right)
    (complaint,) = released_law.broken()
    assert "hearing.min_days@1987-01-01" in complaint, "the row it supersedes must stay"


def _removed(house: House) -> None:
    house.write(ENDED)


def _edited(house: House) -> None:
    house.write(ENDED, {**OPEN, "value": 8})


def _noted(house: House) -> None:
    house.write(ENDED, {**OPEN, "note": "typo"})


def _shortened(house: House) -> None:
    house.write({**ENDED, "valid_to": "1985-12-31"}, OPEN)


def _lengthened(house: House) -> None:
    house.write({**ENDED, "valid_to": None}, {**OPEN})


def _unlinked(house: House) -> None:
    (house.folder / "hearing.min_days.yaml").unlink()


def _set_edited(house: House) -> None:
    house.change_sets("string_model: two_string", "string_model: one_string")


def _set_moved(house: House) -> None:
    house.change_sets("valid_to: 2009-07-31", "valid_to: 2009-08-31")
    house.change_sets("valid_from: 2009-08-01", "valid_from: 2009-09-01")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_removed, "hearing.min_days@1987-01-01"),
        (_edited, "hearing.min_days@1987-01-01"),
        (_noted, "hearing.min_days@1987-01-01"),
        (_shortened, "was released as ending 1986-12-31, and now ends 1985-12-31"),
        (_lengthened, "was released as ending 1986-12-31, and now ends never"),
        (_unlinked, "hearing.min_days@1980-01-01"),
        (_set_edited, "2007@2007-01-01"),
        (_set_moved, "2007@2007-01-01"),
    ],
)
def test_what_may_not_be_done_is_refused_in_words_that_say_what_to_do(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[House], None],
    named: str,
) -> None:
    before = read_released(house.folder)
    change(house)
    assert any(named in each for each in released_law.broken())
    with pytest.raises(PlainError, match="not what was released") as refused:
        released_law.write()
    assert INSTEAD in str(vars(refused.value))
    assert read_released(house.folder) == before, "what is refused is not recorded over"
    monkeypatch.setattr(files, "stale", list)
    app = typer.Typer()
    app.command()(command)
    ran = CliRunner().invoke(app, ["--check"])
    assert ran.exit_code == 1
    assert named in ran.output
    assert INSTEAD in ran.output
