"""The identity vault, in memory and on PostgreSQL: the same answers."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

from services.citizen_history.vault.table import PostgresVault
from services.citizen_history.vault.vault import Held, Vault
from shared.eventlog.database import Database
from shared.privacy.cipher import SealBroken
from shared.privacy.cpr import CprNumber
from shared.privacy.keys import HeldKeys
from tests.citizen_history.people import (
    ANNA,
    ANNAS_NEXT_NUMBER,
    ANNAS_NUMBER,
    BENT,
    BENTS_NUMBER,
    NAME,
)

NUMBER = CprNumber(ANNAS_NUMBER)


def test_a_number_is_put_away_and_found_again(vault: Vault) -> None:
    reference = uuid4()
    kept = vault.keep_number(NUMBER, ANNA, reference)
    assert kept == Held(reference, ANNA, "cpr", modulus_11=True)
    assert vault.find(CprNumber("2110625629")) == kept
    assert vault.held(reference) == kept


def test_the_same_number_stays_with_whom_it_was_put_away_first(vault: Vault) -> None:
    kept = vault.keep_number(NUMBER, ANNA, uuid4())
    assert vault.keep_number(NUMBER, BENT, uuid4()) == kept


def test_a_replacement_number_without_check_figure_is_kept_as_such(vault: Vault) -> None:
    kept = vault.keep_number(CprNumber(BENTS_NUMBER), BENT, uuid4())
    assert (kept.kind, kept.modulus_11) == ("replacement", False)


def test_a_person_may_have_several_numbers(vault: Vault) -> None:
    vault.keep_number(NUMBER, ANNA, uuid4())
    vault.keep_number(CprNumber(ANNAS_NEXT_NUMBER), ANNA, uuid4())
    found = [vault.find(NUMBER), vault.find(CprNumber(ANNAS_NEXT_NUMBER))]
    assert [held and held.citizen for held in found] == [ANNA, ANNA]


def test_what_was_never_put_away_is_not_found(vault: Vault) -> None:
    assert vault.find(NUMBER) is None
    assert vault.held(uuid4()) is None
    assert vault.text("name", uuid4()) is None
    assert vault.hand_over(uuid4(), ANNA, uuid4()) is None


def test_a_withdrawn_number_is_handed_to_its_right_citizen_once(vault: Vault) -> None:
    wrong, right = uuid4(), uuid4()
    vault.keep_number(NUMBER, ANNA, wrong)
    assert vault.hand_over(wrong, BENT, right) == Held(right, BENT, "cpr", modulus_11=True)
    assert vault.hand_over(wrong, BENT, uuid4()) is None
    assert vault.held(wrong) is None
    found = vault.find(NUMBER)
    assert found is not None
    assert found.citizen == BENT


def test_a_handed_over_number_can_be_handed_over_again(vault: Vault) -> None:
    first, second, third = uuid4(), uuid4(), uuid4()
    vault.keep_number(NUMBER, ANNA, first)
    vault.hand_over(first, BENT, second)
    moved = vault.hand_over(second, ANNA, third)
    assert moved is not None
    assert (moved.citizen, moved.number) == (ANNA, third)


def test_a_name_has_one_reference_and_opens_by_it(vault: Vault) -> None:
    first, second = uuid4(), uuid4()
    assert vault.reference("name", NAME, ANNA) is None
    assert vault.keep("name", NAME, ANNA, first) == first
    assert vault.keep("name", NAME, ANNA, second) == first
    assert (vault.text("name", first), vault.text("name", second)) == (NAME, None)
    assert vault.reference("name", NAME, ANNA) == first
    assert vault.reference("name", NAME, BENT) is None
    assert vault.reference("name", NAME.upper(), ANNA) is None


def test_an_address_opens_by_its_reference_and_is_nobody_elses(vault: Vault) -> None:
    reference = vault.keep("address", NAME, ANNA, uuid4())
    assert vault.reference("name", NAME, ANNA) is None
    assert (vault.text("address", reference), vault.text("name", reference)) == (NAME, None)
    vault.erase([BENT])
    assert vault.text("address", reference) == NAME
    vault.erase([ANNA])
    assert vault.text("address", reference) is None


@pytest.mark.postgres
def test_no_row_shows_a_number_or_a_name(vault_database: Database) -> None:
    vault = PostgresVault(vault_database.connection, "citizen_history", HeldKeys())
    vault.keep_number(NUMBER, ANNA, uuid4())
    vault.keep("name", NAME, ANNA, uuid4())
    with vault_database.connection() as conn:
        numbers = conn.execute("SELECT * FROM vault").fetchall()
        names = conn.execute("SELECT * FROM vault_names").fetchall()
    for value in (*numbers[0], *names[0]):
        stored = value if isinstance(value, bytes) else str(value).encode()
        assert NUMBER.reveal().encode() not in stored
        assert NUMBER.reveal()[:6].encode() not in stored
        assert NAME.encode() not in stored


@pytest.mark.postgres
def test_a_row_moved_to_another_citizen_does_not_open(vault_database: Database) -> None:
    vault = PostgresVault(vault_database.connection, "citizen_history", HeldKeys())
    reference = uuid4()
    vault.keep_number(NUMBER, ANNA, reference)
    name = vault.keep("name", NAME, ANNA, uuid4())
    with vault_database.connection() as conn:
        conn.execute("UPDATE vault SET citizen = %s", (BENT,))
        conn.execute("UPDATE vault_names SET citizen = %s", (BENT,))
    with pytest.raises(SealBroken):
        vault.hand_over(reference, ANNA, uuid4())
    with pytest.raises(SealBroken):
        vault.text("name", name)


@pytest.mark.postgres
def test_many_who_put_the_same_number_away_at_once_get_one_citizen(
    vault_database: Database,
) -> None:
    vault = PostgresVault(vault_database.connection, "citizen_history", HeldKeys())
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: vault.keep_number(NUMBER, uuid4(), uuid4()), range(24)))
    assert len(set(kept)) == 1
    with vault_database.connection() as conn:
        assert conn.execute("SELECT count(*) FROM vault").fetchone() == (1,)


@pytest.mark.postgres
def test_many_who_put_the_same_name_away_at_once_get_one_reference(
    vault_database: Database,
) -> None:
    vault = PostgresVault(vault_database.connection, "citizen_history", HeldKeys())
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: vault.keep("name", NAME, ANNA, uuid4()), range(24)))
    assert len(set(kept)) == 1
    assert vault.opened(ANNA).names == (NAME,)


@pytest.mark.postgres
def test_another_service_cannot_look_into_the_vault(vault_database: Database) -> None:
    with psycopg.connect(vault_database.url, autocommit=True) as conn:
        conn.execute("DROP ROLE IF EXISTS jobcenter_curious")
        conn.execute("CREATE ROLE jobcenter_curious NOLOGIN")
        conn.execute("GRANT USAGE ON SCHEMA citizen_history TO jobcenter_curious")
        conn.execute("SET ROLE jobcenter_curious")
        for table in ("vault", "vault_names"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(f"SELECT * FROM citizen_history.{table}".encode())
