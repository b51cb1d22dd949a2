"""What companies need, by industry and by centre, without a citizen or a company in it (C-02)."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from services.company_contact.domain import contact_orders
from services.company_contact.domain.agreement_orders import SuspendAgreement
from services.company_contact.domain.company import CloseCompany
from services.company_contact.views.labour_market import Agreed, Market, MarketQuestion
from tests.company_contact.agreement import TERMS
from tests.company_contact.conftest import SICKPAY, Counter
from tests.company_contact.test_agreements_at_work import signed
from tests.company_contact.test_one_register import PLAN, REGISTER, contact_of

NOTHING = Agreed(partnerships=0, standing_jobs=0, places=0)
JOBS = replace(TERMS, kind="standing_jobs", centre="south", model=None, capacity=(), mentors=())
pytestmark = pytest.mark.postgres


def told_of(counter: Counter, company: str, openings: int, on: date) -> UUID:
    counter.order(replace(PLAN, planned_on=on), company)
    contact = contact_of(counter, company, "company_service")
    hold = contact_orders.HoldContact(contact, on, "interested", openings)
    counter.order(hold, company)
    return contact


def ask(counter: Counter, **asked: object) -> Market:
    found: Market = counter.ask("labour_market", MarketQuestion(**asked), by=SICKPAY)  # type: ignore[arg-type]  # plain values
    return found


def test_openings_and_agreements_are_added_up_by_industry_and_centre(counter: Counter) -> None:
    carpenter = counter.order(REGISTER).case_id
    cook = replace(REGISTER, unit_reg_no="1000000002", industry="cooking")
    kitchen = counter.order(cook).case_id
    told_of(counter, carpenter, 2, date(2011, 5, 20))
    told_of(counter, kitchen, 5, date(2011, 5, 24))
    signed(counter, carpenter)
    signed(counter, kitchen, JOBS)
    found = ask(counter)
    assert [(each.industry, each.openings, each.told_on) for each in found.industries] == [
        ("cooking", 5, date(2011, 5, 24)),
        ("carpentry", 2, date(2011, 5, 20)),
    ]
    partner = Agreed(partnerships=1, standing_jobs=0, places=20)
    jobs = Agreed(partnerships=0, standing_jobs=1, places=0)
    assert [each.agreed for each in found.industries] == [jobs, partner]
    assert [(each.centre, each.agreed) for each in found.centres] == [
        ("north", partner),
        ("south", jobs),
    ]
    assert [each.industry for each in ask(counter, industry="cooking").industries] == ["cooking"]
    assert [each.centre for each in ask(counter, industry="cooking").centres] == ["south"]


def test_an_opening_is_shown_until_it_is_gone(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    contact = told_of(counter, company, 3, date(2011, 5, 20))
    assert ask(counter, told_since=date(2011, 5, 20)).industries[0].openings == 3
    assert ask(counter, told_since=date(2011, 5, 21)).industries[0].openings == 0
    follow = contact_orders.FollowUpContact(contact, date(2011, 5, 30), "openings_remain")
    counter.order(follow, company)
    assert ask(counter).industries[0].openings == 3
    counter.order(contact_orders.WithdrawFollowUp(contact, "Another company"), company)
    counter.order(replace(follow, outcome="openings_filled"), company)
    (industry,) = ask(counter).industries
    assert (industry.companies, industry.openings, industry.told_on) == (1, 0, None)


def test_what_rests_has_not_begun_or_is_of_a_company_that_closed_is_left_out(
    counter: Counter,
) -> None:
    company = counter.order(REGISTER).case_id
    later = replace(
        TERMS, first_day=date(2011, 7, 1), capacity=(), kind="standing_jobs", model=None
    )
    signed(counter, company, later)
    case = signed(counter, company)
    counter.order(SuspendAgreement(date(2011, 5, 9), "labour_dispute"), case)
    found = ask(counter)
    assert found.industries[0].agreed == NOTHING
    assert found.centres == ()
    told_of(counter, company, 1, date(2011, 5, 20))
    counter.order(CloseCompany(date(2011, 6, 1)), company)
    assert ask(counter) == Market((), ())
