"""One register, one contact log, one guard: C-10 and C-13 on the real log."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.company_contact.domain.company import (
    CloseCompany,
    CorrectCompanyFacts,
    RegisterCompany,
    WithdrawClosure,
)
from services.company_contact.domain.contact_orders import (
    CoordinateContact,
    CorrectContact,
    HoldContact,
    PlanContact,
)
from services.company_contact.views.company_list import CompanySearch
from services.company_contact.views.contact_list import ContactSearch
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.trouble import Denied, NotFound
from tests.company_contact.conftest import CONSULTANT, SICKPAY, Counter

pytestmark = pytest.mark.postgres

REGISTER = RegisterCompany(
    company_reg_no="10000009",
    unit_reg_no="1000000001",
    name="Eksempel Tømrer ApS",
    size=250,
    sector="private",
    industry="carpentry",
    on=date(2011, 6, 1),
)
CORRECT = CorrectCompanyFacts(
    company_reg_no="10000009",
    unit_reg_no="1000000002",
    name="Eksempel Tømrer ApS",
    size=14,
    sector="private",
    industry="carpentry",
    reason="The other workplace",
)
PLAN = PlanContact(purpose="recruitment", planned_on=date(2011, 6, 20))
COUNSELLOR = Actor(id="anna", unit="jobcenter", roles=("counsellor_muni",))


def contact_of(counter: Counter, company: str, unit: str) -> UUID:
    rows = counter.ask("contact_list", ContactSearch(company=UUID(company), unit=unit)).contacts
    assert len(rows) == 1
    return rows[0].contact  # type: ignore[no-any-return]  # a row of the list


def test_c10_a_registered_company_has_its_contact_log_at_once(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    (opened,) = counter.told("contact_log", company)
    assert opened.tag == "company_contact.contact_log_opened"
    assert opened.meta.actor.id == "policy:company_contact.when_company_registered"


def test_c10_one_entry_for_each_production_unit(counter: Counter) -> None:
    counter.order(REGISTER)
    with pytest.raises(Rejected) as refused:
        counter.order(REGISTER)
    assert refused.value.code == "company_already_registered"


def test_a_corrected_unit_number_gives_the_old_one_back(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    counter.order(CORRECT, company)
    counter.order(REGISTER)
    with pytest.raises(Rejected) as refused:
        counter.order(replace(REGISTER, unit_reg_no="1000000002"))
    assert refused.value.code == "company_already_registered"


def test_a_correction_names_the_fact_that_it_puts_right(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    counter.order(CORRECT, company)
    counter.order(CloseCompany(on=date(2011, 6, 1)), company)
    counter.order(WithdrawClosure(reason="Another unit"), company)
    registered, corrected, closed, reopened = counter.told("company", company)
    assert (corrected.meta.corrects, corrected.meta.how) == (registered.meta.event_id, "corrected")
    assert (reopened.meta.corrects, reopened.meta.how) == (closed.meta.event_id, "withdrawn")


def test_c13_two_units_one_company_one_agreement(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    counter.order(PLAN, company, CONSULTANT)
    done = counter.order(PLAN, company, SICKPAY)
    assert done.events == (
        "company_contact.contact_planned",
        "company_contact.coordination_required",
    )
    first, second = (contact_of(counter, company, unit) for unit in ("jobcenter", "sickpay"))
    planned = counter.told("contact_log", company)[-2]
    assert planned.meta.rules[0].startswith("visit.conflict@2007-01-01#")
    (row,) = counter.ask("contact_list", ContactSearch(unit="sickpay")).contacts
    assert row.conflicts == (first,)
    hold = HoldContact(contact=second, on=date(2011, 6, 1), result="interested", openings=1)
    with pytest.raises(Rejected) as refused:
        counter.order(hold, company, SICKPAY)
    assert refused.value.code == "coordination_required"
    agree = CoordinateContact(contact=second, with_unit="jobcenter", agreement="Together")
    counter.order(agree, company, SICKPAY)
    counter.order(hold, company, SICKPAY)
    (row,) = counter.ask("contact_list", ContactSearch(stage="held")).contacts
    assert (row.contact, row.conflicts, row.openings) == (second, (), 1)


def test_a_moved_contact_names_its_plan(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    counter.order(PLAN, company, CONSULTANT)
    contact = contact_of(counter, company, "jobcenter")
    move = CorrectContact(
        contact=contact, unit="jobcenter", purpose="recruitment", planned_on=date(2011, 6, 27)
    )
    counter.order(move, company, CONSULTANT)
    _, planned, moved = counter.told("contact_log", company)
    assert (moved.meta.corrects, moved.meta.how) == (planned.meta.event_id, "corrected")


def test_nothing_is_planned_with_a_closed_company(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    counter.order(CloseCompany(on=date(2011, 6, 1)), company)
    with pytest.raises(Rejected) as refused:
        counter.order(PLAN, company)
    assert refused.value.code == "company_closed"


def test_nothing_is_planned_with_a_company_nobody_knows(counter: Counter) -> None:
    with pytest.raises(NotFound):
        counter.order(PLAN, uuid4())


def test_c10_every_unit_sees_the_contacts_but_not_every_role_plans_them(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    counter.order(PLAN, company, CONSULTANT)
    assert len(counter.ask("contact_list", ContactSearch(), by=COUNSELLOR).contacts) == 1
    with pytest.raises(Denied):
        counter.order(PLAN, company, COUNSELLOR)


def test_the_register_is_searched_by_number_and_turns_pages(counter: Counter) -> None:
    first = counter.order(REGISTER).case_id
    second = counter.order(replace(REGISTER, unit_reg_no="1000000002")).case_id
    found = counter.ask("company_list", CompanySearch(unit_reg_no="1000000002")).companies
    assert [row.company for row in found] == [UUID(second)]
    page = counter.ask("company_list", CompanySearch(company_reg_no="10000009", limit=1))
    assert ([row.company for row in page.companies], page.next) == ([UUID(first)], UUID(first))
    rest = counter.ask("company_list", CompanySearch(after=page.next, limit=1))
    assert ([row.company for row in rest.companies], rest.next) == ([UUID(second)], None)


def test_the_contact_list_turns_pages(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    for _ in range(3):
        counter.order(PLAN, company, CONSULTANT)
    page = counter.ask("contact_list", ContactSearch(limit=2))
    rest = counter.ask("contact_list", ContactSearch(limit=2, after=page.next))
    assert (len(page.contacts), len(rest.contacts), rest.next) == (2, 1, None)
