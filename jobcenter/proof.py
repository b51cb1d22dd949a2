"""Brings log, checkpoints and key together for `jobcenter verify`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from shared.eventlog.verify import one_moment
from shared.witness import copies
from shared.witness.book import Book
from shared.witness.proof import Evidence, LogProof, of_book, of_epochs, of_log, trusted
from shared.witness.signer import SigningKeyUnsafe, read_public

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shared.casework.works import Works
    from shared.eventlog.database import Connection
    from shared.eventlog.hearing import Heard
    from shared.witness.witness import Witness

_TO_THE_END = 2**63 - 1


class Signed:
    """Holds what one service signs against its checkpoints, while its facts are read out.

    `against` is a copy of the checkpoints. It brings its own public key, so that it also finds a
    log, a book and a key that were all exchanged together.
    """

    def __init__(self, works: Works, conn: Connection, against: Path | None) -> None:
        """Know where the checkpoints lie; they are read when the log begins."""
        self._works = works
        self._conn = conn
        self._against = against
        self._proof: LogProof | None = None
        self._epochs: list[str] = []
        self.faults: list[str] = []

    def begin(self, source: str) -> int:
        """Read what was signed, if this log is the one; it is heard to its end."""
        if source != self._works.service.name:
            return 0
        witness = self._works.witness
        try:
            evidence, seen = self._evidence(witness)
        except SigningKeyUnsafe as trouble:
            self.faults.append(str(trouble))
            return 0
        with one_moment(self._conn):
            copied = self._copied(witness, seen)
            self._epochs = [fault.text for fault in of_epochs(self._conn, evidence, copied)]
        self.faults += self._of_book(evidence, copied)
        self._proof = LogProof(evidence, copied)
        return _TO_THE_END

    def hear(self, _source: str, heard: Heard) -> None:
        """Follow the chain."""
        with self._or_say_so():
            if self._proof is not None:
                self._proof.hear(heard.links)

    def missed(self, source: str, trouble: Exception) -> None:
        """Go on alone: a fact that nobody can read is still a link of the chain."""
        with self._or_say_so():
            if self._proof is None:
                raise trouble
            self._proof.go_on(self._conn)
        self.end(source, 0)

    def end(self, _source: str, _position: int) -> None:
        """Say what is wrong, and keep nothing of what was signed."""
        with self._or_say_so():
            if self._proof is not None:
                self.faults += [fault.text for fault in self._proof.faults()] + self._epochs
        self._proof = None

    @contextmanager
    def _or_say_so(self) -> Iterator[None]:
        """Let nobody else miss anything when the proof stumbles."""
        try:
            yield
        except Exception as trouble:  # noqa: BLE001 - that it stumbles is a finding
            self._proof = None
            self.faults.append(f"could not be checked ({type(trouble).__name__})")

    def of_looks(self) -> Iterator[str]:
        """Return what is wrong with what the service signs beside its facts."""
        for witness in self._works.witnesses:
            if witness is not self._works.witness:
                for text in self._read_alone(witness):
                    yield f"{witness.chain.of_rows}: {text}"

    def _read_alone(self, witness: Witness) -> Iterator[str]:
        try:
            evidence, seen = self._evidence(witness)
        except SigningKeyUnsafe as trouble:
            yield str(trouble)
            return
        with one_moment(self._conn):
            copied = self._copied(witness, seen)
            yield from self._of_book(evidence, copied)
            yield from [fault.text for fault in of_log(self._conn, evidence, copied)]

    def _of_book(self, evidence: Evidence, copied: dict[int, bytes]) -> list[str]:
        faults = of_book(evidence, copied, whole=self._against is None)
        return [fault.text for fault in faults]

    def _evidence(self, witness: Witness) -> tuple[Evidence, int]:
        """Return what was signed, and how many lines of it the database may have."""
        before = max(copies.read(self._conn, witness.chain.name), default=0)
        evidence = _copy(witness, self._against) if self._against else _own(witness)
        return evidence, max(before, len(evidence.lines))

    def _copied(self, witness: Witness, seen: int) -> dict[int, bytes]:
        """Return the lines as the database has them.

        The running service may have signed meanwhile; what came after the look at the book is left.
        """
        copied = copies.read(self._conn, witness.chain.name).items()
        return {number: at for number, at in copied if number <= seen}


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
