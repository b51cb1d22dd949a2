"""Law that decisions were taken by is never edited."""

from pathlib import Path

import pytest

from shared.law.released import RELEASED_FILE, edited, read_released, record_released
from tests.shared.law.rows import a_figure

OPEN, ENDED = a_figure(), a_figure(valid_to="2013-12-31")


def test_nothing_was_released_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_released(tmp_path) == {}
    assert edited([OPEN], {}) == []


def test_what_was_released_is_written_down_and_read_back(tmp_path: Path) -> None:
    record_released(tmp_path, [OPEN, a_figure("other.figure", valid_to="2013-12-31")])
    released = read_released(tmp_path)
    assert released[OPEN.version] is None
    assert sorted(released.values(), key=str) == ["2013-12-31", None]
    assert (tmp_path / RELEASED_FILE).read_text("utf-8").endswith("}\n")


def test_an_open_row_may_be_ended_and_a_new_one_added(tmp_path: Path) -> None:
    record_released(tmp_path, [OPEN])
    now = [ENDED, a_figure(value=2, valid_from="2014-01-01")]
    assert edited(now, read_released(tmp_path)) == []
    record_released(tmp_path, now)
    assert read_released(tmp_path)[OPEN.version] == "2013-12-31"


def test_a_wrong_row_is_superseded_and_stays(tmp_path: Path) -> None:
    record_released(tmp_path, [OPEN])
    assert edited([OPEN, a_figure(value=2, supersedes=OPEN.version)], read_released(tmp_path)) == []


@pytest.mark.parametrize("now", [[a_figure(value=2)], [a_figure(note="typo")], []])
def test_an_edited_or_removed_row_is_found(tmp_path: Path, now: list[object]) -> None:
    record_released(tmp_path, [OPEN])
    (complaint,) = edited(now, read_released(tmp_path))  # type: ignore[arg-type]  # rules, short
    assert OPEN.version in complaint
    assert "edited or removed" in complaint


@pytest.mark.parametrize("last_day", ["2014-12-31", None])
def test_the_end_of_an_ended_row_is_not_moved(tmp_path: Path, last_day: str | None) -> None:
    record_released(tmp_path, [ENDED])
    (complaint,) = edited([a_figure(valid_to=last_day)], read_released(tmp_path))
    assert "2013-12-31" in complaint


def test_an_edited_row_is_not_recorded_over(tmp_path: Path) -> None:
    record_released(tmp_path, [OPEN])
    with pytest.raises(ValueError, match="edited or removed"):
        record_released(tmp_path, [a_figure(value=2)])
