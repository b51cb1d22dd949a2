"""Whoever tries numbers by an order is seen and stopped, as with a look-up."""

from __future__ import annotations

import pytest
from falcon import testing

from services.citizen_history.domain.citizen_identity import RegisterIdentity
from shared.access.pace import Pace
from shared.access.table import Right
from tests.access.test_four_visitors import COUNSELLOR, Visited, visited
from tests.citizen_history.registry import NUMBER
from tests.support.real import START

__all__ = ["visited"]

pytestmark = pytest.mark.postgres


def registered(visited: Visited, number: str, nth: int, **more: str) -> testing.Result:
    """Try a number by the order that registers people, as Maja."""
    token = visited.house.token("citizen_history", COUNSELLOR, "maja")
    return testing.TestClient(visited.house.app("citizen_history")).simulate_post(
        "/citizens",
        json={"national_id": number, **more},
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": f"try-{nth}"},
    )


def test_a_colleague_who_tries_numbers_by_registering_them_is_seen(visited: Visited) -> None:
    """Before, the answer told who is known, and neither a fact nor a look told of the question.

    With somebody's id beside the number nothing was stored at all, whatever the answer.
    """
    known = registered(visited, NUMBER, 1)
    assert (known.status_code, known.json["events"]) == (201, [])
    other = visited.order("citizen_history", RegisterIdentity("030258-5000")).case_id
    another = registered(visited, NUMBER, 2, citizen=other)
    assert (another.status_code, another.json["code"]) == (409, "number_of_another_citizen")
    newest = visited.looks()[:2]
    assert {(each["kind"], each["name"]) for each in newest} == {("search", "register_identity")}
    unknown = registered(visited, "040258-5000", 3, citizen=other)
    assert (unknown.status_code, unknown.json["code"]) == (409, "already_registered")
    with visited.root() as root:
        found = root.execute(
            "SELECT citizens, criterion, purpose, acts_as FROM lookup_log.looks"
            " WHERE actor = 'maja' AND kind = 'search' ORDER BY position"
        ).fetchall()
    assert [row[0] for row in found] == [[visited.citizen], [visited.citizen], []]
    assert all(criterion and NUMBER.encode() not in criterion for _, criterion, *_ in found)
    assert {row[2:] for row in found} == {("employment_effort", str(COUNSELLOR))}


def test_a_colleague_who_tries_numbers_by_registering_them_is_stopped(visited: Visited) -> None:
    """Numbers looked up and numbers registered count together: both answer whether one is known."""
    visited.house.works["citizen_history"].room._pace = Pace(2)
    assert registered(visited, NUMBER, 1).status_code == 201
    assert registered(visited, NUMBER, 2).status_code == 201
    stopped = registered(visited, NUMBER, 3)
    assert (stopped.status_code, stopped.json["code"]) == (429, "too_many_searches")
    assert 0 < int(stopped.headers["Retry-After"]) <= 60
    change = {"national_id": NUMBER, "reason": "new_number_given", "on": str(START.date())}
    token = visited.house.token("citizen_history", Right("reception", "reception"), "maja")
    again = testing.TestClient(visited.house.app("citizen_history")).simulate_post(
        f"/citizens/{visited.citizen}/change-number",
        json=change,
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "c", "If-Match": '"2"'},
    )
    assert (again.status_code, again.json["code"]) == (429, "too_many_searches")
