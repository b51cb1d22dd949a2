"""Job before benefit (V-09): openings that company_contact tells of, shown at the reception."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.visitation import messages
from services.visitation.cases.reacting import when_referred_at_visit
from services.visitation.domain.reception_visit_events import JobSuggestion
from services.visitation.domain.reception_visit_orders import (
    BeginService,
    ReferAtVisit,
    RegisterArrival,
    RuleOutJob,
    SuggestJobs,
)
from services.visitation.domain.referral_orders import (
    DocumentChecklistItem,
    DraftReferral,
    IssueReferral,
)
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.views import openings as view
from services.visitation.wiring import SERVICE
from shared.eventlog.decider import Rejected
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.further import REX, told_by_itself
from tests.visitation.house import OneService, recorded
from tests.visitation.recommendations import ANNA

KIOSK, CONTACT, OTHER = UUID(int=31), UUID(int=41), UUID(int=42)
MAY_2 = date(2011, 5, 2)
NINE = datetime(2011, 5, 2, 7, tzinfo=UTC)
PLANNED = messages.ContactPlanned(KIOSK, CONTACT, "recruitment")
HELD = messages.ContactHeld(KIOSK, CONTACT, date(2011, 4, 20), 2)
REMAIN = messages.ContactFollowedUp(KIOSK, CONTACT, MAY_2, "openings_remain")
FILLED = messages.ContactFollowedUp(KIOSK, CONTACT, MAY_2, "openings_filled")


def row_after(*told):
    row = None
    for each in told:
        message = recorded(f"contact_log-{KIOSK}", each, NINE)
        assert list(view.touches_opening(message)) == [(CONTACT,)]
        row = view.project_opening((CONTACT,), row, message)
    return row


@pytest.mark.parametrize(
    ("told", "open_", "told_on"),
    [
        ((PLANNED,), False, None),
        ((PLANNED, HELD), True, HELD.held_on),
        ((PLANNED, messages.ContactHeld(KIOSK, CONTACT, MAY_2, 0)), False, MAY_2),
        ((PLANNED, HELD, messages.HeldContactWithdrawn(KIOSK, CONTACT)), False, None),
        ((PLANNED, HELD, REMAIN), True, MAY_2),
        ((PLANNED, HELD, FILLED), False, MAY_2),
        ((PLANNED, HELD, FILLED, messages.FollowUpWithdrawn(KIOSK, CONTACT)), True, HELD.held_on),
    ],
)
def test_an_opening_is_open_from_the_contact_until_the_company_says_it_is_gone(
    told, open_, told_on
):
    row = row_after(*told)
    assert (row.open, row.told_on) == (open_, told_on)


def test_a_contact_put_right_is_about_what_it_says_now():
    right = messages.ContactCorrected(KIOSK, CONTACT, "company_practice")
    assert row_after(PLANNED, right, HELD).purpose == "company_practice"
    assert view.project_opening((CONTACT,), None, recorded("contact_log-1", HELD, NINE)) is None


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    house.clock.move_to(NINE)
    yield house
    house.close()


def company(service, *told):
    for each in told:
        service.told(f"company-{KIOSK}", each)


def contacts(service, *told):
    for each in told:
        service.told(f"contact_log-{KIOSK}", each)


def kiosk_with_openings(service):
    company(service, messages.CompanyRegistered("Torvets Kiosk", "Detailhandel"))
    contacts(service, PLANNED, HELD)


def at_the_counter(service):
    case = service.order(REX, RegisterArrival(P6, "new_unemployed")).case_id
    service.order(REX, BeginService(), case)
    return case


def register(service):
    """Register the citizen, and let visitation hear of it as the bus would."""
    order = RegisterCitizen(
        citizen=P6,
        benefit_basis="cash_benefit",
        target_group="tg2_cash_ready",
        age=27,
        authority="municipal",
        channel="reception",
    )
    case = service.order(REX, order).case_id
    told_by_itself(service, f"citizen_case-{case}", service.facts(f"citizen_case-{case}")[0].event)


@pytest.mark.postgres
def test_v09_who_is_registered_at_the_reception_is_found_openings_at_the_same_visit(service):
    kiosk_with_openings(service)
    case = at_the_counter(service)
    register(service)
    found = service.facts(f"reception_visit-{case}")[-1]
    assert found.tag == "visitation.openings_found"
    [opening] = found.event.openings
    assert (opening.opening, opening.kind, opening.title) == (
        CONTACT, "job", "Detailhandel, Torvets Kiosk",
    )  # fmt: skip
    assert found.meta.actor.id == "policy:visitation.when_registered_at_visit"
    with pytest.raises(Rejected, match="openings_not_shown"):
        service.order(REX, RuleOutJob("no_matching_opening"), case)
    shown = JobSuggestion("kiosk", "Kioskassistent", CONTACT)
    service.order(REX, SuggestJobs((shown,)), case)
    service.order(REX, RuleOutJob("no_matching_opening"), case)


@pytest.mark.postgres
def test_v09_an_opening_referred_to_becomes_the_job_order_of_the_referral(service):
    kiosk_with_openings(service)
    case = at_the_counter(service)
    refer = ReferAtVisit("job", "job_service", "Kan begynde mandag", opening=CONTACT)
    service.order(REX, refer, case)
    said = service.facts(f"reception_visit-{case}")[-1]
    [begun] = when_referred_at_visit(said, None)
    assert begun.command.job_order == str(CONTACT)
    contacts(service, FILLED)
    with pytest.raises(Rejected, match="opening_not_open"):
        service.order(REX, refer, case)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("job_order", "there", "leaves"),
    [(str(CONTACT), True, True), (str(CONTACT), False, False), ("jobnet-77", False, True)],
)
def test_c1_a_referral_to_a_job_leaves_while_the_opening_is_there(
    service, job_order, there, leaves
):
    kiosk_with_openings(service)
    draft = DraftReferral(P6, "job", "kvs", "Kan begynde mandag", job_order=job_order)
    case = service.order(ANNA, draft).case_id
    for item in ("cv", "competences"):
        service.order(ANNA, DocumentChecklistItem(item), case)
    if not there:
        contacts(service, FILLED)
    if leaves:
        service.order(ANNA, IssueReferral(), case)
    else:
        with pytest.raises(Rejected, match="opening_not_open"):
            service.order(ANNA, IssueReferral(), case)


@pytest.mark.postgres
def test_nobody_at_the_counter_is_found_nothing_and_without_openings_nothing_is_told(service):
    case = at_the_counter(service)
    register(service)
    assert [each.tag for each in service.facts(f"reception_visit-{case}")] == [
        "visitation.reception_arrived", "visitation.reception_service_begun",
    ]  # fmt: skip
    assert service.refusals() == []


@pytest.mark.postgres
def test_v12_the_screen_shows_what_companies_told_of_lately_and_nothing_that_is_gone(service):
    kiosk_with_openings(service)
    offer = messages.ContactPlanned(KIOSK, OTHER, "wage_subsidy")
    contacts(service, offer, messages.ContactHeld(KIOSK, OTHER, MAY_2, 1))
    shown = service.ask("openings", REX)
    assert [(each.opening, each.kind, each.places) for each in shown] == [
        (OTHER, "offer", 1), (CONTACT, "job", 2),
    ]  # fmt: skip
    assert [each.opening for each in service.ask("openings", REX, kind="job")] == [CONTACT]
    assert service.ask("openings", REX, industry="Byggeri") == []
    assert len(service.ask("openings", REX, skip=1, limit=1)) == 1
    # 20 April and thirty days: shown on 20 May, and no more the day after.
    service.at(2011, 5, 20)
    assert len(service.ask("openings", REX)) == 2
    service.at(2011, 5, 21)
    assert [each.opening for each in service.ask("openings", REX)] == [OTHER]
    company(service, messages.CompanyFactsCorrected("Torvets Butik", "Detailhandel"))
    [kept] = service.ask("openings", REX)
    assert kept.company == "Torvets Butik"
    company(service, messages.CompanyClosed(MAY_2 + timedelta(20)))
    assert service.ask("openings", REX) == []
    company(service, messages.CompanyReopened(MAY_2 + timedelta(21)))
    assert len(service.ask("openings", REX)) == 1


@pytest.mark.postgres
def test_talks_about_keeping_or_teaching_people_are_no_openings(service):
    company(service, messages.CompanyRegistered("Torvets Kiosk", "Detailhandel"))
    contacts(service, messages.ContactPlanned(KIOSK, CONTACT, "retention"), HELD)
    assert service.ask("openings", REX) == []
