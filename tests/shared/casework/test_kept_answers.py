"""An answer that the log does not bear out is found and named."""

from uuid import uuid4

import psycopg

from shared.casework.kept_answers import answer_faults
from tests.shared.casework.house import SampleHouse
from tests.shared.casework.sample import ClosePlan, OpenPlan, OpenTalk, TakeStep


def found(house: SampleHouse, *tampering: str) -> list[str]:
    """Do something to the tables that only a superuser can, and look."""
    search = "-c search_path=sample -c session_replication_role=replica"
    with psycopg.connect(house.database.url, autocommit=True, options=search) as conn:
        for statement in tampering:
            conn.execute(statement.encode())
        return list(answer_faults(conn, "sample"))


def lived(house: SampleHouse) -> str:
    """Let two cases live, one of them under a number of its own; one order is repeated."""
    plan = house.order(OpenPlan(uuid4())).case_id
    for _ in range(2):
        house.order(TakeStep("ringe"), plan, key="k")
    house.order(OpenTalk("7-1", uuid4()))
    house.order(ClosePlan(), plan)
    return plan


def test_every_answer_of_a_house_stands_in_its_log(house: SampleHouse) -> None:
    lived(house)
    assert found(house) == []


def test_an_answer_to_what_was_never_stored_is_found(house: SampleHouse) -> None:
    plan = lived(house)
    (fault,) = found(house, "DELETE FROM events WHERE tag = 'sample.step_taken'")
    assert plan in fault
    assert "not in the log" in fault


def test_one_write_that_answered_two_wishes_is_found(house: SampleHouse) -> None:
    plan = lived(house)
    (fault,) = found(
        house,
        "INSERT INTO idempotency SELECT client, 'other', digest, answer, kept_since "
        "FROM idempotency WHERE key = 'k'",
    )
    assert plan in fault
    assert "two orders" in fault
