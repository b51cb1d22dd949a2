"""Brings log, checkpoints and key together for `jobcenter verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.witness import copies
from shared.witness.book import Book
from shared.witness.proof import Evidence, of_book, of_log
from shared.witness.signer import FileSigner, SigningKeyUnsafe, read_public

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shared.casework.works import Works
    from shared.eventlog.database import Connection

PROMISE = "I11"


def proof(works: Works, conn: Connection, against: Path | None) -> Iterator[tuple[str, str]]:
    """Return what is wrong with one service's log or checkpoints; `against` is a copy of these.

    The copy brings its own public key, so that it also finds a log, a book and a key that were
    all exchanged together.
    """
    before = max(copies.read(conn), default=0)
    try:
        evidence = _copy(works, against) if against else _own(works)
    except SigningKeyUnsafe as trouble:
        yield PROMISE, str(trouble)
        return
    # The running service may have signed meanwhile; what came after the look at the book is left.
    seen = max(before, len(evidence.lines))
    with conn.transaction():
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        copied = {number: line for number, line in copies.read(conn).items() if number <= seen}
        for fault in of_book(evidence, copied, whole=against is None):
            yield PROMISE, fault.text
        for fault in of_log(conn, evidence, copied):
            yield PROMISE, fault.text


def _own(works: Works) -> Evidence:
    key = FileSigner(works.witness.key_file).public_key
    return Evidence(works.service.name, key, works.witness.book.lines())


def _copy(works: Works, folder: Path) -> Evidence:
    name = works.service.name
    return Evidence(
        name, read_public(folder / f"{name}.pub"), Book(folder / f"{name}.jsonl").lines()
    )
