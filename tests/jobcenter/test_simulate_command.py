"""`jobcenter simulate` lets some citizens live in a house, or fills a year: never half of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jobcenter.cli import make_app
from jobcenter.commands import simulate
from jobcenter.simulator.population import LIVES
from jobcenter.simulator.year import Filled, Wanted
from jobcenter.trouble import PlainError

if TYPE_CHECKING:
    from pathlib import Path

DATABASE = "postgresql:///nowhere"


def simulated(data: Path, *arguments: str) -> None:
    make_app("simulate")(args=["simulate", "--data", str(data), *arguments], standalone_mode=False)


@pytest.mark.parametrize(
    "given", [("--citizens", "60"), ("--days", "180"), ("--live",)], ids=lambda given: given[0]
)
def test_a_year_is_not_filled_with_what_is_said_of_a_house_that_runs(
    given: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: `--year 2011 --days 30` filled a whole year."""
    monkeypatch.setattr(simulate, "fill", pytest.fail)
    with pytest.raises(PlainError, match=f"does not know {given[0]}") as said:
        simulated(tmp_path, "--year", "2011", *given)
    assert "leave out --year" in said.value.todo


@pytest.mark.parametrize(
    "given",
    [
        ("--share", "0.01"),
        ("--workers", "2"),
        ("--until", "2011-03-01"),
        ("--lives", "companies"),
        ("--database", DATABASE),
    ],
    ids=lambda given: given[0],
)
def test_no_town_lives_by_what_is_said_of_a_year(given: tuple[str, ...], tmp_path: Path) -> None:
    """Seen red: `--share 1 --database …` let sixty citizens live in the house of the folder."""
    with pytest.raises(PlainError, match=f"knows {given[0]}, and no year was given") as said:
        simulated(tmp_path, *given)
    assert "--year 2011" in said.value.todo


def test_all_that_is_of_no_use_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(PlainError, match="knows --share and --workers, and no year"):
        simulated(tmp_path, "--workers", "2", "--share", "1")


def test_what_a_year_knows_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Wanted] = []

    def fill(_data: Path, wanted: Wanted, _tell: object) -> Filled:
        seen.append(wanted)
        return Filled({}, {}, {}, 0)

    monkeypatch.setattr(simulate, "fill", fill)
    of_a_year = ["--share", "0.5", "--workers", "3", "--until", "2011-03-01"]
    simulated(tmp_path, "--year", "2011", "--seed", "4", *of_a_year, "--database", DATABASE)
    (wanted,) = seen
    assert (wanted.year, wanted.share, wanted.workers, wanted.seed) == (2011, 0.5, 3, 4)
    assert (str(wanted.last), wanted.lives, wanted.database_url) == ("2011-03-01", LIVES, DATABASE)


def test_what_a_town_knows_is_taken(tmp_path: Path) -> None:
    with pytest.raises(PlainError, match=r"Nothing runs here\."):
        simulated(tmp_path, "--citizens", "14", "--days", "45", "--seed", "7", "--live")
