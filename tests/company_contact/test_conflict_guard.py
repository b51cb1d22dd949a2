from datetime import date, timedelta
from uuid import UUID

import pytest

from services.company_contact.domain.conflict_guard import conflicting, unsettled, waiting_for
from services.company_contact.domain.contact import Cancelled, Contact, Held, Plan, Planned

A, B = UUID(int=1), UUID(int=2)
DAY = date(2011, 6, 20)


def planned(unit: str = "sickpay", on: date = DAY) -> Planned:
    return Planned(Plan(unit, "recruitment", on))


@pytest.mark.parametrize(
    ("apart", "is_conflict"), [(0, True), (29, True), (30, True), (31, False), (-30, True)]
)
def test_thirty_days_apart_is_still_a_conflict(apart: int, is_conflict: bool) -> None:
    there = {A: planned()}
    found = conflicting(B, "jobcenter", DAY + timedelta(days=apart), there, 30)
    assert found == ({A: "sickpay"} if is_conflict else {})


def test_a_unit_is_never_in_conflict_with_itself() -> None:
    assert conflicting(B, "sickpay", DAY, {A: planned()}, 30) == {}


def test_a_contact_is_never_in_conflict_with_itself() -> None:
    assert conflicting(A, "jobcenter", DAY, {A: planned()}, 30) == {}


def test_a_held_contact_counts_on_the_day_it_was_held() -> None:
    held: Contact = Held(Plan("sickpay", "recruitment", DAY), date(2011, 8, 20), "interested", 1)
    assert conflicting(B, "jobcenter", DAY, {A: held}, 30) == {}
    assert conflicting(B, "jobcenter", date(2011, 8, 1), {A: held}, 30) == {A: "sickpay"}


def test_a_cancelled_contact_is_in_nobodys_way() -> None:
    cancelled: Contact = Cancelled(Plan("sickpay", "recruitment", DAY))
    assert conflicting(B, "jobcenter", DAY, {A: cancelled}, 30) == {}


def test_an_agreement_of_either_side_settles_a_conflict() -> None:
    mine = Plan("jobcenter", "retention", DAY)
    theirs = {A: Planned(Plan("sickpay", "recruitment", DAY, settled=frozenset({B})))}
    assert unsettled(B, mine, {A: "sickpay"}, theirs) == {}
    agreed = Plan("jobcenter", "retention", DAY, settled=frozenset({A}))
    assert unsettled(B, agreed, {A: "sickpay"}, {A: planned()}) == {}
    assert unsettled(B, mine, {A: "sickpay"}, {A: planned()}) == {A: "sickpay"}


def test_only_planned_contacts_wait_for_another() -> None:
    waits = Planned(Plan("jobcenter", "retention", DAY, conflicts={A: "sickpay"}))
    assert waiting_for(A, {A: planned(), B: waits}) == {B: "jobcenter"}
    assert waiting_for(B, {A: planned(), B: waits}) == {}
