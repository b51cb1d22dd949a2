"""Who is told where a citizen lives, through the real API: by role, purpose, reason and day."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from falcon import testing

from services.benefit_service.domain.benefit_orders import NoteFirstContact
from services.citizen_history.domain.citizen_address import (
    LiftProtection,
    ProlongProtection,
    ProtectAddress,
    RecordAddress,
)
from shared.clock import COPENHAGEN
from tests.citizen_history.registry import ANNA, Registry
from tests.support.dump import dump
from tests.support.real import START

pytestmark = pytest.mark.postgres

HOME = "Prøvevej 17, 3. th., 0000 Prøveby"
FIRST = START.date()
LAST = date(2012, 6, 19)
MASK = {"masked": "address"}
WHY = {"X-Purpose": "benefit", "X-Access-Reason": quote("Afgørelsen sendes med posten")}


class Desk:
    """Somebody who asks where the citizen lives."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.client = testing.TestClient(registry.house.app("citizen_history"))

    def ask(
        self, role: str, unit: str, *, sub: str = "bo", authority: str = "municipal", **headers: str
    ) -> Any:
        issued = self.registry.house.issuer.issue(sub, [role], unit, authority)  # type: ignore[arg-type]  # an authority
        path = f"/citizens/{self.registry.citizen}/address"
        given = {"Authorization": f"Bearer {issued}", **headers}
        return self.client.simulate_get(path, headers=given)

    def officer(self, **headers: str) -> Any:
        return self.ask("benefit_officer", "benefit_service", **headers).json

    def let_it_be(self, day: date) -> None:
        moment = datetime.combine(day, time(12), COPENHAGEN)
        self.registry.works("citizen_history").clock.move_to(moment)  # type: ignore[attr-defined]  # a played clock


@pytest.fixture
def desk(registry: Registry) -> Desk:
    contact = NoteFirstContact(registry.citizen, uuid4(), "cash_benefit", FIRST)
    registry.order("benefit_service", contact)
    registry.order("citizen_history", RecordAddress(registry.citizen, HOME))
    registry.settle()
    return Desk(registry)


def protect(desk: Desk) -> None:
    order = ProtectAddress(desk.registry.citizen, FIRST)
    desk.registry.order("citizen_history", order)


def test_an_address_that_is_not_protected_is_contact_data_like_any_other(desk: Desk) -> None:
    shown = desk.officer()
    assert (shown["address"], shown["protected_address"], shown["code"]) == (HOME, None, None)


def test_cpr_28_a_protected_address_is_shown_with_assignment_purpose_and_reason_only(
    desk: Desk,
) -> None:
    protect(desk)
    for headers in (
        {},
        {"X-Purpose": WHY["X-Purpose"]},
        {"X-Access-Reason": WHY["X-Access-Reason"]},
    ):
        shown = desk.officer(**headers)
        assert (shown["address"], shown["protected_address"]) == (None, MASK), headers
        assert (shown["code"], shown["protected_until"]) == ("address_protected", str(LAST))
    assert desk.officer(**WHY)["protected_address"] == HOME


STRANGERS = (
    ("counsellor_muni", "jobcenter", "employment_effort"),
    ("manager", "jobcenter", "supervision"),
    ("reception", "reception", "reception"),
    ("sickpay_officer", "sickpay", "sick_pay"),  # assigned, but not of this citizen
)


def test_cpr_28_everybody_else_gets_a_mark_and_a_code_whatever_they_write(desk: Desk) -> None:
    protect(desk)
    for role, unit, purpose in STRANGERS:
        shown = desk.ask(role, unit, **{**WHY, "X-Purpose": purpose})
        assert shown.status_code == 200
        assert (shown.json["protected_address"], shown.json["code"]) == (MASK, "address_protected")
        assert HOME not in shown.text


def test_the_citizen_sees_the_own_address_without_a_reason(desk: Desk) -> None:
    protect(desk)
    shown = desk.ask("citizen", "citizens", sub=str(desk.registry.citizen))
    assert shown.json["protected_address"] == HOME
    assert desk.ask("citizen", "citizens", sub=str(uuid4())).status_code == 403


def test_cpr_28_a_protection_lapses_by_its_date_without_anybodys_doing(desk: Desk) -> None:
    protect(desk)
    before = len(desk.registry.tags())
    for day in (FIRST, LAST - timedelta(days=1), LAST):
        desk.let_it_be(day)
        shown = desk.officer()
        assert (shown["address"], shown["protected_address"]) == (None, MASK), day
    desk.let_it_be(LAST + timedelta(days=1))
    shown = desk.officer()
    assert (shown["address"], shown["protected_address"], shown["code"]) == (HOME, None, None)
    assert len(desk.registry.tags()) == before


def test_the_day_is_copenhagens(desk: Desk) -> None:
    protect(desk)
    last_moment = datetime(2012, 6, 19, 21, 59, tzinfo=UTC)
    clock: Any = desk.registry.works("citizen_history").clock
    clock.move_to(last_moment)
    assert desk.officer()["protected_address"] == MASK
    clock.move_to(last_moment + timedelta(minutes=1))
    assert desk.officer()["address"] == HOME


def test_a_prolonged_protection_runs_on_and_a_lifted_one_ends(desk: Desk) -> None:
    protect(desk)
    order = ProlongProtection(date(2012, 12, 31))
    desk.registry.order("citizen_history", order, desk.registry.citizen)
    desk.let_it_be(LAST + timedelta(days=1))
    assert desk.officer()["protected_address"] == MASK
    lift = LiftProtection("citizens_wish")
    desk.registry.order("citizen_history", lift, desk.registry.citizen, actor=ANNA)
    assert desk.officer()["address"] == HOME


def test_the_look_is_recorded_with_its_reason(desk: Desk) -> None:
    protect(desk)
    desk.officer(**WHY)
    with psycopg.connect(desk.registry.url) as conn:
        asked = "SELECT name, purpose, reason FROM lookup_log.looks ORDER BY position DESC LIMIT 1"
        found = conn.execute(asked).fetchone()
    assert found is not None
    assert found[:2] == ("address", "benefit")
    assert found[2], "a reason is kept"
    assert "posten" not in found[2], "free words may name somebody, so they are sealed"


def test_no_table_holds_the_address_and_erasure_takes_it(desk: Desk) -> None:
    protect(desk)
    held = dump(desk.registry.url)
    assert [name for name, content in held.items() if HOME.encode() in content] == []
    kept = "SELECT count(*) FROM citizen_history.vault_addresses"
    assert desk.registry.count(kept) == 1
    desk.registry.erase()
    assert desk.registry.count(kept) == 0
