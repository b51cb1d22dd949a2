"""The list of the erased outside the database: only added to, whole after a crash."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from shared.privacy.erased_list import ErasedLine, ErasedList


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "erased"


def line() -> ErasedLine:
    return ErasedLine(uuid4(), uuid4(), datetime(2011, 6, 15, tzinfo=UTC))


def test_the_list_starts_empty_and_keeps_what_is_added_in_order(path: Path) -> None:
    one, other = line(), line()
    assert ErasedList(path).lines() == []
    ErasedList(path).add(one)
    ErasedList(path).add(other)
    assert ErasedList(path).lines() == [one, other]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_citizen_stands_in_it_once(path: Path) -> None:
    one = line()
    ErasedList(path).add(one)
    ErasedList(path).add(ErasedLine(one.citizen, uuid4(), one.at))
    assert ErasedList(path).lines() == [one]


def test_a_line_cut_by_a_crash_is_passed_over_and_loses_no_other(path: Path) -> None:
    one, other = line(), line()
    ErasedList(path).add(one)
    with path.open("ab") as file:
        file.write(b'{"citizen":"1111')
    assert ErasedList(path).lines() == [one]
    ErasedList(path).add(other)
    assert ErasedList(path).lines() == [one, other]
