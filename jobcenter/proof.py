"""Brings log, checkpoints and key together for `jobcenter verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.eventlog.chain import facts_of
from shared.witness import copies
from shared.witness.book import Book
from shared.witness.proof import Evidence, of_book, of_epochs, of_log, trusted
from shared.witness.signer import SigningKeyUnsafe, read_public

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shared.casework.works import Works
    from shared.eventlog.database import Connection
    from shared.witness.witness import Witness

PROMISE = "I11"


def proof(works: Works, conn: Connection, against: Path | None) -> Iterator[tuple[str, str]]:
    """Return what is wrong with what one service signs; `against` is a copy of the checkpoints.

    The copy brings its own public key, so that it also finds a log, a book and a key that were
    all exchanged together.
    """
    for witness in works.witnesses:
        said = "" if witness is works.witness else f"{witness.chain.of_rows}: "
        for text in _faults(witness, conn, against):
            yield PROMISE, f"{said}{text}"


def _faults(witness: Witness, conn: Connection, against: Path | None) -> Iterator[str]:
    name = witness.chain.name
    before = max(copies.read(conn, name), default=0)
    try:
        evidence = _copy(witness, against) if against else _own(witness)
    except SigningKeyUnsafe as trouble:
        yield str(trouble)
        return
    # The running service may have signed meanwhile; what came after the look at the book is left.
    seen = max(before, len(evidence.lines))
    with conn.transaction():
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        copied = {number: at for number, at in copies.read(conn, name).items() if number <= seen}
        for fault in of_book(evidence, copied, whole=against is None):
            yield fault.text
        for fault in of_log(conn, evidence, copied):
            yield fault.text
        if witness.chain == facts_of(name):
            for fault in of_epochs(conn, evidence, copied):
                yield fault.text


def cuts(works: Works) -> Iterator[str]:
    """Return each cut that a person released and signed, so that none of them is forgotten."""
    for witness in works.witnesses:
        name, rows = witness.chain.name, witness.chain.of_rows
        with works.database.connection() as conn:
            copied = copies.read(conn, name)
        for each in trusted(_own(witness), copied):
            if each.cut:
                lost = f"{each.cut.lost} signed {rows} behind it are no more"
                who = f"{each.cut.actor}, {each.taken_at:%Y-%m-%d %H:%M} UTC: {each.cut.reason}"
                yield f"{name} goes on after position {each.position}; {lost} ({who})"


def _own(witness: Witness) -> Evidence:
    return Evidence(witness.chain, witness.signer().public_key, witness.book.lines())


def _copy(witness: Witness, folder: Path) -> Evidence:
    name = witness.chain.name
    lines = Book(folder / f"{name}.jsonl").lines()
    return Evidence(witness.chain, read_public(folder / f"{name}.pub"), lines)
