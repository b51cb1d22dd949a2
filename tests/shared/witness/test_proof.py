"""Whoever tampers with a log is found, and the first bad position is named."""

from __future__ import annotations

from random import Random

import pytest

from tests.shared.witness.conftest import Witnessed
from tests.shared.witness.tampering import WAYS, delete, edit, edit_state, rewrite

pytestmark = pytest.mark.postgres


def signed_positions(witnessed: Witnessed) -> list[int]:
    rows = witnessed.root.execute("SELECT position FROM events ORDER BY 1").fetchall()
    return [position for (position,) in rows][:40]


def test_an_untouched_log_has_no_fault(witnessed: Witnessed) -> None:
    assert witnessed.log_faults() == []
    assert witnessed.book_faults() == []
    assert witnessed.witness.book.lines().__len__() == 5


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_of_tampering_is_found_at_its_first_position(witnessed: Witnessed, way) -> None:
    places = signed_positions(witnessed)
    root = witnessed.root
    for at in (places[0], places[9], places[10], places[25], places[39]):
        first = way(root, at, Random(at), places[-1])
        assert [fault.place for fault in witnessed.log_faults()] == [first], at
        root.rollback()
    assert witnessed.log_faults() == []


@pytest.mark.parametrize("number", [200, pytest.param(1000, marks=pytest.mark.nightly)])
def test_all_random_tampering_is_found_and_located(witnessed: Witnessed, number: int) -> None:
    places = signed_positions(witnessed)
    rng = Random(2011)
    located = 0
    for _ in range(number):
        first = rng.choice(WAYS)(witnessed.root, rng.choice(places), rng, places[-1])
        located += [fault.place for fault in witnessed.log_faults()] == [first]
        witnessed.root.rollback()
    assert located == number


def test_behind_the_last_checkpoint_the_chain_finds_what_it_can(witnessed: Witnessed) -> None:
    root, head = witnessed.root, witnessed.log.head().position
    for way, at in ((edit_state, head - 3), (lambda c, p: delete(c, p, Random(1), p), head - 3)):
        way(root, at)
        assert [fault.place for fault in witnessed.log_faults()] == [at]
        root.rollback()
    rewrite(root, head - 3, Random(1), head)
    assert witnessed.log_faults() == [], (
        "what nobody signed can be forged: checkpoints are frequent"
    )


def test_a_wholly_forged_log_is_found_also_when_the_marks_are_lost(witnessed: Witnessed) -> None:
    """A checkpoint taken out of book and copy leaves a stretch that only its end proves."""
    places = signed_positions(witnessed)
    lines = witnessed.witness.book.lines()
    witnessed.witness.book.path.write_bytes(b"\n".join((*lines[:2], *lines[3:])) + b"\n")
    witnessed.root.execute("DELETE FROM checkpoints WHERE number = 3")
    assert [fault.place for fault in witnessed.log_faults()] == []
    rewrite(witnessed.root, places[12], Random(1), places[-1])
    (fault,) = witnessed.log_faults()
    assert fault.place == places[20]
    assert fault.text == f"position {places[20]} or one after {places[9]} was changed"


def test_a_row_hash_function_that_lies_deceives_nobody(witnessed: Witnessed) -> None:
    root = witnessed.root
    root.execute(
        "CREATE OR REPLACE FUNCTION row_hash(fact events) RETURNS bytea LANGUAGE sql AS "
        "$$ SELECT coalesce((SELECT e.previous_hash FROM events e "
        "WHERE e.previous = fact.position), '\\x') $$"
    )
    places = signed_positions(witnessed)
    edit(root, places[5], Random(3), places[-1])
    assert [fault.place for fault in witnessed.log_faults()] == [places[5]]


# -- the book --------------------------------------------------------------------------------


def book(witnessed: Witnessed, change) -> list[str]:
    path = witnessed.witness.book.path
    kept = path.read_bytes()
    lines = witnessed.witness.book.lines()
    change(lines)
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    try:
        return [fault.text for fault in witnessed.book_faults()]
    finally:
        path.write_bytes(kept)


def test_a_changed_line_of_the_book_is_named(witnessed: Witnessed) -> None:
    def edited(lines: list[bytes]) -> None:
        lines[2] = lines[2].replace(b'"position":', b'"position":1')

    assert book(witnessed, edited) == ["line 3 of the checkpoints is not signed with the key"]


def test_a_line_that_is_no_line_is_named(witnessed: Witnessed) -> None:
    def spoilt(lines: list[bytes]) -> None:
        lines[1] = b"\xff\xfe{not json"

    assert book(witnessed, spoilt) == ["line 2 of the checkpoints is not signed with the key"]


def test_swapped_missing_and_repeated_lines_are_named(witnessed: Witnessed) -> None:
    def swapped(lines: list[bytes]) -> None:
        lines[1], lines[2] = lines[2], lines[1]

    def missing(lines: list[bytes]) -> None:
        del lines[3]

    def repeated(lines: list[bytes]) -> None:
        lines.insert(3, lines[2])

    follows = "line {} of the checkpoints does not follow the one before"
    assert book(witnessed, swapped) == [follows.format(2)]
    assert book(witnessed, missing) == [follows.format(4)]
    assert book(witnessed, repeated) == [follows.format(4)]


def test_a_book_that_was_cut_is_named_by_its_copy(witnessed: Witnessed) -> None:
    def cut(lines: list[bytes]) -> None:
        del lines[3:]

    assert book(witnessed, cut) == ["the checkpoints from line 4 on are gone"]
    assert book(witnessed, list.clear) == ["the checkpoints from line 1 on are gone"]


def test_a_book_forged_with_another_key_is_named(witnessed: Witnessed, tmp_path) -> None:
    path, key = witnessed.witness.book.path, witnessed.witness.key_file
    stolen = key.read_bytes()
    path.unlink()
    key.unlink()
    with witnessed.database.connection() as conn:
        lines = conn.execute("SELECT count(*) FROM checkpoints").fetchone()
    assert lines == (5,)
    witnessed.root.execute("DELETE FROM checkpoints")
    witnessed.root.commit()
    witnessed.fresh_witness().take()  # a new key, a new book, a new copy: all of it fits
    assert witnessed.book_faults() == []
    key.write_bytes(stolen)  # whoever kept the key, or its public half, elsewhere sees it
    assert witnessed.book_faults()[0].text == "line 1 of the checkpoints is not signed with the key"


def test_a_copy_in_the_database_that_was_cut_or_changed_is_named(witnessed: Witnessed) -> None:
    for change, said in (
        ("DELETE FROM checkpoints WHERE number > 3", "the database's copy of checkpoint 4 is gone"),
        ("DELETE FROM checkpoints WHERE number = 2", "the database's copy of checkpoint 2 is gone"),
        (
            "UPDATE checkpoints SET line = line || '\\x20' WHERE number = 2",
            "line 2 of the checkpoints is not what the database has",
        ),
    ):
        with witnessed.database.connection():
            kept = witnessed.root.execute("SELECT number, line FROM checkpoints").fetchall()
        witnessed.root.execute(change)
        witnessed.root.commit()
        assert [fault.text for fault in witnessed.book_faults()] == [said]
        witnessed.root.execute("DELETE FROM checkpoints")
        witnessed.root.cursor().executemany("INSERT INTO checkpoints VALUES (%s, %s)", kept)
        witnessed.root.commit()


def test_without_any_checkpoint_that_is_said(witnessed: Witnessed) -> None:
    witnessed.witness.book.path.unlink()
    witnessed.root.execute("DELETE FROM checkpoints")
    witnessed.root.commit()
    assert [fault.text for fault in witnessed.book_faults()] == ["there is no checkpoint"]


def test_an_older_copy_of_the_book_proves_the_log_as_far_as_it_goes(witnessed: Witnessed) -> None:
    path = witnessed.witness.book.path
    path.write_bytes(b"".join(line + b"\n" for line in witnessed.witness.book.lines()[:3]))
    assert witnessed.book_faults(whole=False) == []
    assert witnessed.log_faults() == []
