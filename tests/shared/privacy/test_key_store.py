"""The schema `keys`: each service its own classes, by functions, and nothing after an erasure."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from jobcenter import catalogue
from shared.casework.installation import Installation
from shared.casework.setup import set_up
from shared.eventlog.database import Database
from shared.privacy.kek import Wrapped
from shared.privacy.key_store import PostgresKeyStore
from shared.privacy.personal import KEY_CLASSES

ANNA, BENT, DECISION = uuid4(), uuid4(), uuid4()
ONE, OTHER = Wrapped("kek-1", b"one"), Wrapped("kek-2", b"other")


@pytest.fixture
def url(database_url: str) -> str:
    set_up(database_url, catalogue.declarations(), Installation("prøveby", False, {}))
    return database_url


@pytest.fixture
def of(url: str) -> Iterator[Callable[[str], Database]]:
    """Give the way in of a service, as its own role."""
    opened: list[Database] = []

    def way_in(service: str) -> Database:
        opened.append(Database(url, service))
        return opened[-1]

    yield way_in
    for each in opened:
        each.close()


def destroy(database: Database, citizen: UUID) -> bool:
    with database.connection() as conn:
        found = conn.execute("SELECT keys.destroy(%s, %s)", (citizen, DECISION)).fetchone()
    return bool(found and found[0])


def test_the_first_key_of_a_citizen_and_class_stays(of: Callable[[str], Database]) -> None:
    store = PostgresKeyStore(of("visitation").connection)
    assert store.get(ANNA, "health") is None
    assert store.hold(ANNA, "health", ONE) == ONE
    assert store.hold(ANNA, "health", OTHER) == ONE
    assert store.get(ANNA, "health") == ONE
    assert store.get(ANNA, "contact") is store.get(BENT, "health") is None
    assert PostgresKeyStore(of("sickpay").connection).get(ANNA, "health") == ONE


def test_many_at_once_get_the_same_key(of: Callable[[str], Database]) -> None:
    store = PostgresKeyStore(of("visitation").connection)
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda n: store.hold(ANNA, "contact", Wrapped("k", bytes([n]))), range(16))
        )
    assert len({each and each.body for each in found}) == 1


def test_a_destroyed_key_never_comes_back(of: Callable[[str], Database]) -> None:
    store, eraser = PostgresKeyStore(of("visitation").connection), of("citizen_history")
    for key_class in KEY_CLASSES:
        store.hold(ANNA, key_class, ONE)
    store.hold(BENT, "health", ONE)
    assert destroy(eraser, ANNA)
    assert not destroy(eraser, ANNA), "repeating it is no news and does no harm"
    assert {store.get(ANNA, key_class) for key_class in KEY_CLASSES} == {None}
    assert store.hold(ANNA, "health", OTHER) is None
    assert store.get(BENT, "health") == ONE
    ((number, citizen),) = store.erased_after(0)
    assert citizen == ANNA
    assert store.erased_after(number) == []


def test_a_service_reaches_its_own_classes_only(of: Callable[[str], Database]) -> None:
    for service, _ in catalogue.declarations():
        store = PostgresKeyStore(of(service.name).connection)
        for key_class in KEY_CLASSES:
            if key_class in service.key_classes:
                assert store.hold(ANNA, key_class, ONE) == ONE
                continue
            with pytest.raises(InsufficientPrivilege):
                store.get(ANNA, key_class)
            with pytest.raises(InsufficientPrivilege):
                store.hold(ANNA, key_class, ONE)


def test_no_service_reaches_a_table_and_only_one_destroys(of: Callable[[str], Database]) -> None:
    for service, _ in catalogue.declarations():
        with of(service.name).connection() as conn:
            for forbidden in (
                "SELECT * FROM keys.data_keys",
                "DELETE FROM keys.erased",
                "SELECT * FROM keys.get(gen_random_uuid(), 'health')",
                "SELECT * FROM keys.hold(gen_random_uuid(), 'health', 'k', '')",
            ):
                with pytest.raises(InsufficientPrivilege):
                    conn.execute(forbidden.encode())
        if service.erases:
            assert service.name == "citizen_history"
            continue
        with pytest.raises(InsufficientPrivilege):
            destroy(of(service.name), BENT)


def test_a_key_cannot_be_made_between_the_erasure_and_its_end(
    url: str, of: Callable[[str], Database]
) -> None:
    store = PostgresKeyStore(of("visitation").connection)
    with psycopg.connect(url) as erasing, ThreadPoolExecutor(1) as pool:
        erasing.execute("SELECT keys.destroy(%s, %s)", (ANNA, DECISION))
        made = pool.submit(store.hold, ANNA, "health", ONE)
        with pytest.raises(TimeoutError):
            made.result(timeout=0.2)
        erasing.commit()
        assert made.result() is None
