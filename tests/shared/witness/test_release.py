"""A cut that a person released is no alarm, and no forged cut hides behind it."""

from __future__ import annotations

from random import Random

import pytest

from shared.witness.checkpoint import Cut, opened, sign
from shared.witness.signer import FileSigner, make_key
from shared.witness.witness import DoesNotFit
from tests.shared.witness.conftest import Witnessed
from tests.shared.witness.tampering import WAYS, cut, cut_and_grow, edit_state
from tests.shared.witness.test_proof import signed_positions

pytestmark = pytest.mark.postgres


def cleared(witnessed: Witnessed) -> bool:
    faults = (witnessed.log_faults(), witnessed.book_faults(), witnessed.epoch_faults())
    return faults == ([], [], [])


def refused(witnessed: Witnessed) -> str:
    lines = witnessed.witness.book.lines()
    with pytest.raises(DoesNotFit) as caught:
        witnessed.release()
    witnessed.root.rollback()
    assert witnessed.witness.book.lines() == lines, "nothing was signed"
    assert witnessed.log.head().epoch == 1, "nothing was begun"
    return caught.value.code


def test_a_restored_log_is_an_alarm_until_a_person_has_released_it(witnessed: Witnessed) -> None:
    places = signed_positions(witnessed)
    witnessed.restore(places[24])
    assert [fault.text for fault in witnessed.log_faults()] == [
        f"the log is cut: positions {places[25]} to {places[39]} are gone"
    ]
    signed = witnessed.release()
    assert signed.cut == Cut(actor="drift", reason="restored", lost=15, epochs=((2, places[24]),))
    assert (signed.position, signed.count) == (places[24], 25)
    assert cleared(witnessed)


def test_a_released_log_grows_and_is_signed_on(witnessed: Witnessed) -> None:
    witnessed.restore(signed_positions(witnessed)[24])
    witnessed.release()
    witnessed.grow(10)
    taken = witnessed.fresh_witness().take()
    assert taken is not None
    assert (taken.count, taken.position > 1_000_000) == (35, True)
    assert cleared(witnessed)


def test_a_failover_that_lost_nothing_is_signed_too(witnessed: Witnessed) -> None:
    head = witnessed.log.head().position
    signed = witnessed.release()
    assert signed.cut is not None
    assert (signed.cut.lost, signed.position, signed.count) == (0, head, 50)
    assert cleared(witnessed)


def test_an_epoch_that_was_begun_without_the_key_hides_no_cut(witnessed: Witnessed) -> None:
    """Who owns the database begins an epoch by hand; the lines behind it still count."""
    places = signed_positions(witnessed)
    cut(witnessed.root, places[30], Random(1), places[-1])
    witnessed.root.execute("SELECT begin_epoch('dba', 'nothing to see here')")
    assert [fault.place for fault in witnessed.log_faults()] == [places[30]]
    assert witnessed.epoch_faults() == ["epoch 2 was begun and nobody signed it"]


def test_a_cut_further_back_than_the_released_one_is_found(witnessed: Witnessed) -> None:
    places = signed_positions(witnessed)
    witnessed.restore(places[24])
    witnessed.release()
    witnessed.grow(5)
    witnessed.fresh_witness().take()
    for at in (places[20], places[24]):
        cut(witnessed.root, at, Random(1), places[-1])
        assert [fault.place for fault in witnessed.log_faults()] == [at]
        witnessed.root.rollback()


def test_the_place_of_a_released_cut_cannot_be_moved(witnessed: Witnessed) -> None:
    witnessed.restore(signed_positions(witnessed)[24])
    witnessed.release()
    for change in (
        "UPDATE log_epoch SET forked_after = forked_after - 5 WHERE epoch = 2",
        "DELETE FROM log_epoch WHERE epoch = 2",
    ):
        witnessed.root.execute(change)
        assert witnessed.epoch_faults() == ["epoch 2 is not what was signed"]
        witnessed.root.rollback()


def test_a_release_that_another_key_signed_releases_nothing(witnessed: Witnessed) -> None:
    places = signed_positions(witnessed)
    book = witnessed.witness.book
    last = opened(book.lines()[-1], FileSigner(witnessed.witness.key_file).public_key)
    witnessed.restore(places[24])
    witnessed.release()
    forged = opened(book.lines()[-1], FileSigner(witnessed.witness.key_file).public_key)
    make_key(witnessed.folder / "mine.key")
    lines = [*book.lines()[:-1], sign(forged, FileSigner(witnessed.folder / "mine.key"))]
    book.path.write_bytes(b"".join(line + b"\n" for line in lines))
    witnessed.root.execute("DELETE FROM checkpoints WHERE number > %s", (last.number,))
    assert [fault.place for fault in witnessed.log_faults()] == [places[25]]
    assert next(fault.text for fault in witnessed.book_faults()).endswith("signed with the key")


@pytest.mark.parametrize("way", [edit_state, None], ids=["edited", "cut and grown"])
def test_what_is_left_must_be_what_was_signed(witnessed: Witnessed, way) -> None:
    places = signed_positions(witnessed)
    witnessed.restore(places[24])
    if way:
        edit_state(witnessed.root, places[7])
    else:
        cut_and_grow(witnessed.root, places[20], Random(1), places[24])
    witnessed.root.commit()
    assert refused(witnessed) == "log_changed"


def test_a_backup_from_before_the_first_cut_reuses_no_epoch_and_no_position(
    witnessed: Witnessed,
) -> None:
    places = signed_positions(witnessed)
    witnessed.restore(places[24])
    witnessed.release()
    witnessed.grow(10)
    first = witnessed.fresh_witness().take()
    assert first is not None
    witnessed.restore(places[9])
    witnessed.root.execute("DELETE FROM log_epoch WHERE epoch > 1")
    witnessed.root.execute("SELECT setval('events_position', 60)")
    witnessed.root.commit()
    second = witnessed.release()
    assert second.cut is not None
    assert (second.cut.epochs, second.cut.lost) == (((3, places[9]),), 25)
    witnessed.grow(1)
    assert witnessed.log.head().position > first.position
    assert cleared(witnessed)


def test_a_book_that_was_restored_with_the_log_gets_back_what_the_copy_kept(
    witnessed: Witnessed,
) -> None:
    path, lines = witnessed.witness.book.path, witnessed.witness.book.lines()
    path.write_bytes(b"".join(line + b"\n" for line in lines[:3]))
    witnessed.release()
    assert witnessed.witness.book.lines()[:5] == lines
    assert cleared(witnessed)


def test_a_changed_book_is_not_gone_on_with(witnessed: Witnessed) -> None:
    path, lines = witnessed.witness.book.path, witnessed.witness.book.lines()
    path.write_bytes(b"".join(line + b"\n" for line in (lines[0], *lines[2:])))
    assert refused(witnessed) == "book_changed"


def test_a_crash_before_the_epoch_was_stored_is_told_and_made_good(witnessed: Witnessed) -> None:
    """The line stands outside and the database knows nothing of it."""
    witnessed.restore(signed_positions(witnessed)[24])
    cut = Cut(actor="drift", reason="restored")
    witnessed.fresh_witness().release(witnessed.root, cut)
    witnessed.root.rollback()
    assert witnessed.epoch_faults() == ["epoch 2 is not what was signed"]
    again = witnessed.release()
    assert again.cut is not None
    assert [number for number, _ in again.cut.epochs] == [3]
    assert cleared(witnessed)


def test_tampering_with_a_released_log_is_found_and_located(witnessed: Witnessed) -> None:
    witnessed.restore(signed_positions(witnessed)[24])
    witnessed.release()
    witnessed.grow(15)
    witnessed.fresh_witness().take()
    witnessed.grow(5)
    places = signed_positions(witnessed)
    rng = Random(2011)
    for way in WAYS * 3:
        first = way(witnessed.root, rng.choice(places), rng, places[-1])
        assert [fault.place for fault in witnessed.log_faults()] == [first], way.__name__
        witnessed.root.rollback()
