"""What the two lists make of each fact, without a database."""

from datetime import UTC, date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from services.company_contact.domain import company as companies
from services.company_contact.domain import contact_events as told
from services.company_contact.views.company_list import COMPANY_LIST, CompanyRow
from services.company_contact.views.contact_list import CONTACT_LIST, ContactRow
from shared.actor import Actor
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of
from shared.eventlog.view import View
from tests.company_contact.log import (
    A_PLANNED,
    B_MUST_AGREE,
    B_PLANNED,
    COMPANY,
    JULY_1,
    JUNE_20,
    OPENED,
    A,
    B,
)
from tests.company_contact.test_company import CLOSED, CORRECTED, REGISTERED, REOPENED

NOW = datetime(2011, 6, 1, 10, tzinfo=UTC)


def recorded(event: Event, case_type: str) -> Recorded[Any]:
    meta = Meta(
        event_id=UUID(int=7),
        occurred_at=NOW,
        effective_on=date(2011, 6, 1),
        actor=Actor(id="karen"),
        correlation_id="test",
    )
    stream = f"{case_type}-{COMPANY}"
    return Recorded("company_contact", 1, 1, 0, stream, 1, tag_of(event), NOW, event, meta)


def rows(view: View[Any], case_type: str, *events: Event) -> dict[Any, Any]:
    def step(now: dict[Any, Any], event: Event) -> dict[Any, Any]:
        fact = recorded(event, case_type)
        new = {key: view.project(key, now.get(key), fact) for key in view.touches(fact)}
        return {**now, **new}

    return reduce(step, events, {})


def company(*events: Event) -> CompanyRow:
    found = rows(COMPANY_LIST, "company", *events)
    assert list(found) == [(COMPANY,)]
    return found[(COMPANY,)]  # type: ignore[no-any-return]  # rows of any view


def contact(which: UUID, *events: Event) -> ContactRow:
    return rows(CONTACT_LIST, "contact_log", OPENED, *events)[(which,)]  # type: ignore[no-any-return]  # the same


def test_the_register_follows_the_company() -> None:
    start = CompanyRow(
        COMPANY,
        "10000009",
        "1000000001",
        "Eksempel Tømrer ApS",
        12,
        "private",
        "carpentry",
        date(2011, 6, 1),
    )
    assert company(REGISTERED) == start
    assert company(REGISTERED, CORRECTED) == replace(start, size=14)
    closed = replace(start, closed_on=date(2011, 9, 30))
    assert company(REGISTERED, CLOSED) == closed
    assert company(REGISTERED, CLOSED, REOPENED) == start
    mistake = companies.CompanyClosureWithdrawn(date(2011, 9, 30), "x")
    assert company(REGISTERED, CLOSED, mistake) == start


START = ContactRow(A, COMPANY, "jobcenter", "recruitment", JUNE_20, person="hr")


def test_the_contact_list_follows_a_contact() -> None:
    assert contact(A, A_PLANNED) == START
    held = told.ContactHeld(COMPANY, A, "jobcenter", JUNE_20, "interested", 2)
    shown = contact(A, A_PLANNED, held)
    assert (shown.stage, shown.held_on, shown.result, shown.openings) == (
        "held",
        JUNE_20,
        "interested",
        2,
    )
    done = told.ContactFollowedUp(COMPANY, A, "jobcenter", JULY_1, "no_openings")
    shown = contact(A, A_PLANNED, held, done)
    assert (shown.stage, shown.followed_up_on, shown.outcome) == (
        "followed_up",
        JULY_1,
        "no_openings",
    )
    undone = told.FollowUpWithdrawn(COMPANY, A, "jobcenter", JULY_1, "x")
    assert contact(A, A_PLANNED, held, done, undone) == contact(A, A_PLANNED, held)
    back = told.HeldContactWithdrawn(COMPANY, A, "jobcenter", JUNE_20, "x")
    assert contact(A, A_PLANNED, held, back) == START
    off = told.ContactCancelled(COMPANY, A, "jobcenter", "company_declined")
    shown = contact(A, A_PLANNED, off)
    assert (shown.stage, shown.cancelled_because) == ("cancelled", "company_declined")
    on = told.CancellationWithdrawn(COMPANY, A, "jobcenter", "x")
    assert contact(A, A_PLANNED, off, on) == START


def test_the_contact_list_shows_what_must_be_agreed_on_first() -> None:
    both = (A_PLANNED, B_PLANNED, B_MUST_AGREE)
    assert contact(B, *both).conflicts == (A,)
    lapsed = told.CoordinationLapsed(COMPANY, B, "sickpay", A, "jobcenter")
    assert contact(B, *both, lapsed).conflicts == ()
    agreed = told.ContactCoordinated(COMPANY, B, "sickpay", "jobcenter", "Together", (A,))
    assert contact(B, *both, agreed).conflicts == ()
    from_the_other_side = told.ContactCoordinated(COMPANY, A, "jobcenter", "sickpay", "x", (B,))
    assert contact(B, *both, from_the_other_side).conflicts == ()
    assert contact(A, *both, from_the_other_side) == START


def test_a_moved_contact_is_shown_where_it_is_now() -> None:
    moved = told.ContactCorrected(COMPANY, A, "unit_cjf", "retention", JULY_1, moved=True)
    assert contact(A, A_PLANNED, moved) == ContactRow(A, COMPANY, "unit_cjf", "retention", JULY_1)


def test_facts_of_other_cases_touch_no_row() -> None:
    assert list(CONTACT_LIST.touches(recorded(REGISTERED, "company"))) == []
    assert list(CONTACT_LIST.touches(recorded(OPENED, "contact_log"))) == []
    assert list(COMPANY_LIST.touches(recorded(A_PLANNED, "contact_log"))) == []
