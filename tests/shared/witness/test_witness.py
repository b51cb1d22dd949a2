"""Who signs checkpoints signs nothing that does not fit what was signed before."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest

from shared.eventlog.chain import _HEAD, facts_of, head, links
from shared.witness import witness as module
from shared.witness.book import Book, BookTaken
from shared.witness.checkpoint import opened
from shared.witness.signer import FileSigner, SigningKeyUnsafe, make_key
from shared.witness.witness import DoesNotFit, Witness
from tests.shared.witness.conftest import Witnessed
from tests.shared.witness.tampering import edit_state
from tests.support.children import child

pytestmark = pytest.mark.postgres


def refused(witnessed: Witnessed) -> str:
    before = witnessed.witness.book.lines()
    with pytest.raises(DoesNotFit) as caught:
        witnessed.fresh_witness().take()
    assert witnessed.witness.book.lines() == before
    return caught.value.code


def test_each_checkpoint_names_the_one_before_and_counts_all_facts(witnessed: Witnessed) -> None:
    taken = witnessed.witness.take()
    assert taken is not None
    assert (taken.number, taken.count) == (6, 50)
    assert taken.position == witnessed.log.head().position
    key = FileSigner(witnessed.witness.key_file).public_key
    counts = [opened(line, key).count for line in witnessed.witness.book.lines()]
    assert counts == [0, 10, 20, 30, 40, 50]
    assert witnessed.book_faults() == []


def test_nothing_new_is_not_signed_again(witnessed: Witnessed) -> None:
    assert witnessed.witness.take() is not None
    assert witnessed.witness.take() is None


def test_whether_it_is_time_to_sign_is_asked_without_going_through_the_log(
    witnessed: Witnessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen at ten million facts: each look counted them all, and every answer waited for it."""
    asked: list[int] = []
    monkeypatch.setattr(module, "upto", None)
    witnessed.witness._look(lambda last: bool(asked.append(last)))
    assert asked == [witnessed.log.head().position]
    assert head(witnessed.root, facts_of("sample")) == asked[0]
    explained = "EXPLAIN (ANALYZE, FORMAT JSON) " + _HEAD.replace("{log}", "sample.events")
    (plan,) = witnessed.root.execute(explained.encode()).fetchone()[0]
    assert max(_rows_read(plan["Plan"])) == 1


def _rows_read(plan: dict[str, Any]) -> list[float]:
    return [plan["Actual Rows"], *(n for each in plan.get("Plans", ()) for n in _rows_read(each))]


def test_a_long_log_is_signed_in_pieces(witnessed: Witnessed, monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST_FACTS", 4)
    taken = witnessed.witness.take()
    assert taken is not None
    assert (taken.number, taken.count) == (8, 50)
    assert witnessed.book_faults() == witnessed.log_faults() == []


def test_the_hash_counted_outside_is_the_one_the_log_writes(witnessed: Witnessed) -> None:
    counted = [link.hash for link in links(witnessed.root, facts_of("sample"))]
    rows = witnessed.root.execute("SELECT row_hash(e) FROM events e ORDER BY position").fetchall()
    assert counted == [row[0] for row in rows]


def test_a_log_that_was_cut_is_not_signed(witnessed: Witnessed) -> None:
    witnessed.root.execute("DELETE FROM events WHERE position > 30")
    witnessed.root.commit()
    assert refused(witnessed) == "log_cut"
    witnessed.grow(40)
    assert refused(witnessed) in {"log_cut", "log_changed"}


def test_a_log_whose_signed_end_was_changed_is_not_signed(witnessed: Witnessed) -> None:
    taken = witnessed.witness.take()
    assert taken is not None
    edit_state(witnessed.root, taken.position)
    witnessed.root.commit()
    witnessed.grow(1)
    assert refused(witnessed) == "log_changed"


def test_a_chain_that_broke_since_the_last_checkpoint_is_not_signed(witnessed: Witnessed) -> None:
    edit_state(witnessed.root, witnessed.log.head().position - 4)
    witnessed.root.commit()
    assert refused(witnessed) == "log_changed"


def test_a_book_that_was_cut_or_changed_is_not_gone_on_with(witnessed: Witnessed) -> None:
    path = witnessed.witness.book.path
    lines = witnessed.witness.book.lines()
    path.write_bytes(b"".join(line + b"\n" for line in lines[:-1]))
    assert refused(witnessed) == "book_cut"
    path.write_bytes(
        b"".join(line + b"\n" for line in (*lines[:-1], lines[-1][:-9] + b'AAAAAA=="'))
    )
    assert refused(witnessed) == "book_changed"


def test_a_lost_key_is_never_replaced_by_a_new_one(witnessed: Witnessed) -> None:
    witnessed.witness.key_file.unlink()
    assert refused(witnessed) == "key_missing"
    assert not witnessed.witness.key_file.exists()


def test_a_key_that_others_may_read_signs_nothing(tmp_path) -> None:
    key = tmp_path / "sample.key"
    make_key(key)
    FileSigner(key)
    before = key.read_bytes()
    make_key(key)
    assert key.read_bytes() == before
    key.chmod(0o644)
    with pytest.raises(SigningKeyUnsafe, match="others may read"):
        FileSigner(key)
    key.chmod(0o600)
    key.write_bytes(b"-----BEGIN NOTHING-----")
    with pytest.raises(SigningKeyUnsafe, match="cannot be read"):
        FileSigner(key)


def test_a_crash_between_book_and_copy_is_made_good_by_the_next_checkpoint(
    witnessed: Witnessed,
) -> None:
    witnessed.witness.take()
    witnessed.root.execute("DELETE FROM checkpoints WHERE number = 6")
    witnessed.root.commit()
    assert witnessed.book_faults() == [], "one line may be ahead"
    witnessed.grow(1)
    witnessed.witness.take()
    copied = witnessed.root.execute("SELECT count(*) FROM checkpoints").fetchone()
    assert copied == (7,)
    assert witnessed.book_faults() == []


def test_half_a_line_that_a_crash_left_is_dropped(witnessed: Witnessed) -> None:
    with witnessed.witness.book.path.open("ab") as file:
        file.write(b'{"checkpoint":{"installa')
    assert witnessed.book_faults() == []
    assert witnessed.witness.take() is not None
    assert witnessed.book_faults() == []
    assert len(witnessed.witness.book.lines()) == 6


def test_a_book_is_read_from_its_end_however_long_its_lines_are(tmp_path) -> None:
    book = Book(tmp_path / "book.jsonl")
    assert book.last() is None
    long = b"x" * 200_000
    for line in (b"one", long, b"three", long):
        book.add(line)
        assert book.last() == line
    assert book.lines() == [b"one", long, b"three", long]


def test_two_instances_do_not_write_at_once(witnessed: Witnessed, tmp_path) -> None:
    with witnessed.witness.book.writing(wait=False), pytest.raises(BookTaken):
        witnessed.fresh_witness().take(wait=False)
    assert witnessed.fresh_witness().take(wait=False) is not None


def test_the_running_witness_signs_by_number_and_when_it_ends(witnessed: Witnessed) -> None:
    heard: list[tuple[bool, bool]] = []

    class Ear:
        def checkpoint(self, age: float, refused: float) -> None:
            heard.append((age >= 0, refused > 0))

    running: Witness = witnessed.fresh_witness()
    stop = threading.Event()
    stop.set()
    running.run(stop)
    assert len(witnessed.witness.book.lines()) == 6
    running.measure(Ear())
    witnessed.root.execute("DELETE FROM events WHERE position > 20")
    witnessed.root.commit()
    running.run(stop)
    running.measure(Ear())
    assert heard == [(True, False), (True, True)]


def test_it_is_time_after_enough_facts(witnessed: Witnessed, monkeypatch) -> None:
    running = witnessed.fresh_witness()
    head = witnessed.log.head().position
    assert running._is_time(head), "the first look always"
    running._look(running._is_time)
    assert not running._is_time(head + module.EVERY_FACTS - 1)
    assert running._is_time(head + module.EVERY_FACTS)
    monkeypatch.setattr(module, "monotonic", lambda: running._looked_at + module.EVERY_SECONDS + 1)
    assert running._is_time(head)


def test_a_killed_writer_leaves_a_book_that_goes_on(witnessed: Witnessed) -> None:
    """SIGKILL while lines are added: what stands is whole lines, and the lock is free."""
    path = witnessed.folder / "killed.jsonl"
    code = (
        "import sys; from pathlib import Path; from shared.witness.book import Book\n"
        "book = Book(Path(sys.argv[1]))\n"
        "with book.writing(wait=True):\n"
        "    print('go', flush=True)\n"
        "    for n in range(10**9): book.add(b'%d' % n * 500)\n"
    )
    book = Book(path)
    with child([sys.executable, "-c", code, path], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"go\n"
        while len(book.lines()) < 3:
            pass
    with book.writing(wait=False):
        book.add(b"mine")
    lines = book.lines()
    assert lines[-1] == b"mine"
    assert lines[:-1] == [b"%d" % n * 500 for n in range(len(lines) - 1)]
