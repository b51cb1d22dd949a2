"""A change of the KEK while the house works: every key wrapped anew, nothing lost."""

from pathlib import Path
from uuid import uuid4

import psycopg

from jobcenter import catalogue
from shared.casework.installation import Installation
from shared.casework.setup import set_up
from shared.eventlog.database import Database
from shared.privacy.kek import KekFile
from shared.privacy.key_store import PostgresKeyStore
from shared.privacy.keyring import Keyring
from shared.privacy.rewrap import rewrap, unused

PLACE = b"here"


def test_after_a_change_of_kek_every_value_opens_and_the_old_kek_can_go(
    database_url: str, tmp_path: Path
) -> None:
    set_up(database_url, catalogue.declarations(), Installation("prøveby", False, {}))
    file = KekFile(tmp_path / "kek")
    file.create()
    database = Database(database_url, "visitation")
    store, citizens = PostgresKeyStore(database.connection), [uuid4() for _ in range(12)]
    ring = Keyring(store, KekFile(tmp_path / "kek"), ["health"])
    boxes = {each: ring.seal(each, "health", b"broken leg", PLACE) for each in citizens}
    first, second = file.current(), file.add()
    with psycopg.connect(database_url, autocommit=True) as conn:
        assert unused(conn, file.ids()) == {second}
        assert rewrap(conn, file) == len(citizens)
        assert rewrap(conn, file) == 0, "repeating it changes nothing"
        assert file.retire(unused(conn, file.ids())) == [first]
    later = Keyring(store, KekFile(tmp_path / "kek"), ["health"])
    for citizen, box in boxes.items():
        assert box is not None
        assert later.open(citizen, "health", box, PLACE) == b"broken leg"
    assert ring.seal(uuid4(), "health", b"x", PLACE) is not None, "a running service goes on"
    database.close()
