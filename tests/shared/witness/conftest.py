from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from shared.clock import SystemClock
from shared.eventlog.chain import facts_of
from shared.eventlog.database import Database
from shared.eventlog.log import PostgresLog
from shared.witness import copies
from shared.witness.checkpoint import Checkpoint, Cut
from shared.witness.proof import Evidence, Fault, of_book, of_epochs, of_log
from shared.witness.signer import FileSigner
from shared.witness.witness import Witness
from tests.support.sample import count

FACTS_SIGNED = 40


class Witnessed:
    """A log of 50 facts, of which 40 stand in four checkpoints, and who may look and tamper."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.log = PostgresLog(database, SystemClock())
        self.witness = self.fresh_witness()
        self.root: psycopg.Connection[tuple[Any, ...]] = psycopg.connect(
            database.url, options="-c search_path=sample -c session_replication_role=replica"
        )

    def fresh_witness(self) -> Witness:
        return Witness("prøveby", self.database, keys=self.folder / "keys", book=self.folder)

    def grow(self, facts: int) -> None:
        stream = f"counter-{self.log.head().position}"
        for version in range(facts):
            self.log.append([count(stream, version)])

    def skip_a_number(self) -> None:
        with self.database.connection() as conn:
            conn.execute("SELECT nextval('events_position')")

    def evidence(self) -> Evidence:
        key = FileSigner(self.witness.key_file).public_key
        return Evidence(facts_of("sample"), key, self.witness.book.lines())

    def book_faults(self, *, whole: bool = True) -> list[Fault]:
        with self.database.connection() as conn:
            return list(of_book(self.evidence(), copies.read(conn, "sample"), whole=whole))

    def restore(self, position: int) -> None:
        """Put a backup back that ends at a position: the copy of the checkpoints ends there too."""
        self.root.execute("DELETE FROM events WHERE position > %s", (position,))
        self.root.execute(
            "DELETE FROM checkpoints WHERE (convert_from(line, 'UTF8')::jsonb"
            "->'checkpoint'->>'position')::bigint > %s",
            (position,),
        )
        self.root.commit()

    def release(self) -> Checkpoint:
        """Have a person begin the next epoch, as `jobcenter epoch` does."""
        signed = self.fresh_witness().release(self.root, Cut(actor="drift", reason="restored"))
        self.root.commit()
        return signed

    def epoch_faults(self) -> list[str]:
        copied = copies.read(self.root, "sample")
        return [fault.text for fault in of_epochs(self.root, self.evidence(), copied)]

    def log_faults(self) -> list[Fault]:
        """Look at the log through the tamperer's open transaction."""
        return list(of_log(self.root, self.evidence(), copies.read(self.root, "sample")))


@pytest.fixture
def unwitnessed(sample_database: Database, tmp_path: Path) -> Iterator[Witnessed]:
    """A log of which nothing was ever signed."""
    made = Witnessed(sample_database, tmp_path)
    yield made
    made.root.close()


@pytest.fixture
def witnessed(sample_database: Database, tmp_path: Path) -> Iterator[Witnessed]:
    made = Witnessed(sample_database, tmp_path)
    made.witness.take()
    for _ in range(4):
        made.grow(FACTS_SIGNED // 4)
        made.skip_a_number()
        made.witness.take()
    made.grow(10)
    yield made
    made.root.close()
