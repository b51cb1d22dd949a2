"""Whoever takes a look out of the look-up log, or changes one, is found and the place is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from msgspec.structs import replace

from shared.access.look_chain import LOOKS
from shared.access.looks import Look, LookTable, set_up_looks
from shared.eventlog.chain import links
from shared.eventlog.database import Database, make_role
from shared.witness import copies
from shared.witness.checkpoint import Cut
from shared.witness.proof import Evidence, of_book, of_log
from shared.witness.signer import FileSigner
from shared.witness.witness import DoesNotFit, Witness
from tests.shared.http.sample import CITIZEN

pytestmark = pytest.mark.postgres

MIGRATIONS = Path(__file__).parents[2] / "shared" / "access" / "migrations"
KEEPER = "jobcenter_looks_keeper"
FORGE = """
DO $$ DECLARE look lookup_log.looks; before lookup_log.looks; BEGIN
    FOR look IN SELECT * FROM lookup_log.looks ORDER BY 1 LOOP
        look.previous_hash := coalesce(before.hash, ''::bytea);
        look.hash := lookup_log.look_hash(look);
        UPDATE lookup_log.looks SET previous_hash = look.previous_hash, hash = look.hash
        WHERE position = look.position;
        before := look;
    END LOOP;
END $$
"""
"""Writes the whole chain anew, so that it is whole whatever was done to it."""
GRUDGES = {
    "another did it": "UPDATE lookup_log.looks SET actor = 'anna' WHERE position = 4",
    "at another time": "UPDATE lookup_log.looks SET at = at - interval '1 day' WHERE position = 4",
    "at somebody else": "UPDATE lookup_log.looks SET citizens = '{}' WHERE position = 4",
    "for a good reason": "UPDATE lookup_log.looks SET reason = 'Vikar' WHERE position = 4",
    "not at all": "DELETE FROM lookup_log.looks WHERE position = 4",
    "nor anything after": "DELETE FROM lookup_log.looks WHERE position >= 4",
}


class Kept:
    """A look-up log of ten looks, eight of them signed, and a superuser with a grudge."""

    def __init__(self, url: str, folder: Path) -> None:
        self.database = Database(url, "lookup_log", KEEPER)
        self.table = LookTable(self.database.connection)
        self.witness = self.fresh_witness(folder)
        self.folder = folder
        self.root: psycopg.Connection[tuple[Any, ...]] = psycopg.connect(
            url, options="-c session_replication_role=replica"
        )

    def fresh_witness(self, folder: Path) -> Witness:
        return Witness("prøveby", self.database, keys=folder / "keys", book=folder, chain=LOOKS)

    def looks(self, number: int) -> None:
        moment = datetime(2011, 6, 14, 12, tzinfo=UTC)
        for nth in range(number):
            self.table.append([replace(A_LOOK, at=moment, correlation=f"call-{nth}")])

    def faults(self) -> list[str]:
        key = FileSigner(self.witness.key_file).public_key
        evidence = Evidence(LOOKS, key, self.witness.book.lines())
        copied = copies.read(self.root, "lookup_log")
        of_both = (*of_book(evidence, copied, whole=True), *of_log(self.root, evidence, copied))
        return [fault.text for fault in of_both]


A_LOOK = Look(
    datetime(2011, 6, 14, 12, tzinfo=UTC), "sample", "show", "plan", "dorte",
    "counsellor@jobcenter", "municipal", "jobcenter", "employment_effort", "guest",
    'Æblegrød \u2028 og "citat"', (CITIZEN,), "ab12", "shown", "test",
)  # fmt: skip


@pytest.fixture
def kept(database_url: str, tmp_path: Path) -> Iterator[Kept]:
    with psycopg.connect(database_url, autocommit=True) as conn:
        make_role(conn, KEEPER)
        set_up_looks(conn, MIGRATIONS, [KEEPER], KEEPER)
    made = Kept(database_url, tmp_path)
    made.looks(8)
    made.witness.take()
    made.looks(2)
    yield made
    made.root.close()
    made.database.close()


def test_the_hash_counted_outside_is_the_one_the_log_writes(kept: Kept) -> None:
    counted = [link.hash for link in links(kept.root, LOOKS)]
    rows = kept.root.execute("SELECT hash FROM lookup_log.looks ORDER BY position").fetchall()
    assert counted == [row[0] for row in rows]
    assert kept.faults() == []


@pytest.mark.parametrize("forged", [False, True], ids=["left", "forged"])
@pytest.mark.parametrize("statement", GRUDGES.values(), ids=GRUDGES)
def test_what_an_administrator_would_hide_is_named(
    kept: Kept, statement: str, forged: bool
) -> None:
    kept.root.execute(statement.encode())
    if forged:
        kept.root.execute(FORGE)
    (said,) = kept.faults()
    assert "position 4 " in said or "positions 4 to 8 " in said


def test_a_hash_function_that_lies_deceives_nobody(kept: Kept) -> None:
    kept.root.execute(
        "CREATE OR REPLACE FUNCTION lookup_log.look_hash(look lookup_log.looks) RETURNS bytea "
        "LANGUAGE sql AS $$ SELECT look.hash $$"
    )
    kept.root.execute(GRUDGES["another did it"].encode())
    assert kept.faults() == ["position 4 was changed"]


def test_a_log_that_lost_looks_is_not_signed_on_until_a_person_says_so(kept: Kept) -> None:
    """After a restore the log grows on by itself; the numbers of what was lost are given again."""
    kept.root.execute("DELETE FROM lookup_log.looks WHERE position > 5")
    kept.root.commit()
    kept.looks(5)
    with pytest.raises(DoesNotFit):
        kept.fresh_witness(kept.folder).take()
    assert kept.faults() == ["position 6 was changed"]
    signed = kept.witness.release(kept.root, Cut(actor="drift", reason="restored"))
    kept.root.commit()
    assert signed.cut is not None
    assert (signed.position, signed.cut.lost) == (5, 3)
    assert kept.witness.take() is not None
    assert kept.faults() == []
    kept.root.execute("DELETE FROM lookup_log.looks WHERE position > 5")
    kept.root.commit()
    assert kept.faults() == ["the log is cut: positions 6 to 10 are gone"]
