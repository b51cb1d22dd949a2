"""Agreements on the real log: who signs, what is known of the company, clocks and lists."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.company_contact import messages
from services.company_contact.cases import agreements
from services.company_contact.domain import agreement_orders as orders
from services.company_contact.domain.agreement_capacity import Places
from services.company_contact.domain.agreement_state import Active
from services.company_contact.domain.company import CloseCompany
from services.company_contact.domain.partnership_agreement import PARTNERSHIP_AGREEMENT
from services.company_contact.views.agreement_list import AgreementSearch, AgreementShown
from services.company_contact.views.company_list import CompanySearch
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Meta, Recorded
from shared.trouble import Denied
from tests.company_contact.agreement import TERMS, TWENTY
from tests.company_contact.conftest import CONSULTANT, KVS, SICKPAY, Counter
from tests.company_contact.test_one_register import REGISTER

MIA = Actor(id="mia", unit="jobcenter", roles=("manager",))
SIGN = orders.SignAgreement(date(2011, 5, 2))
JULY = date(2011, 7, 1)
B = replace(
    TERMS,
    centre="south",
    first_day=JULY,
    match_groups=("3",),
    capacity=(Places(JULY, date(2011, 12, 31), 10),),
)
pytestmark = pytest.mark.postgres


def drafted(counter: Counter, company: str, terms: Any = TERMS) -> str:
    return counter.order(orders.DraftAgreement(UUID(company), terms)).case_id


def signed(counter: Counter, company: str, terms: Any = TERMS) -> str:
    case = drafted(counter, company, terms)
    counter.order(SIGN, case, by=MIA)
    return case


def shown(counter: Counter, **asked: Any) -> list[AgreementShown]:
    page = counter.ask("agreement_list", AgreementSearch(**asked), by=SICKPAY)
    return page.agreements  # type: ignore[no-any-return]  # a page of the list


def deadlines(counter: Counter, case: str) -> list[str]:
    told = (each.tag for each in counter.told("partnership_agreement", case))
    return [tag.partition(".")[2] for tag in told if tag.startswith("deadline.")]


def test_kvs_drafts_and_a_manager_signs(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    with pytest.raises(Denied):
        counter.order(orders.DraftAgreement(UUID(company), TERMS), by=CONSULTANT)
    case = drafted(counter, company)
    with pytest.raises(Denied):
        counter.order(SIGN, case, by=KVS)
    both = replace(MIA, id=KVS.id)
    with pytest.raises(Rejected) as refused:
        counter.order(SIGN, case, by=both)
    assert refused.value.code == "agreement_four_eyes"
    counter.order(SIGN, case, by=MIA)
    (fact,) = [e for e in counter.told("partnership_agreement", case) if "signed" in e.tag]
    assert fact.meta.effective_on == date(2011, 5, 2)
    assert (fact.event.drafted_by, fact.event.signed_by) == (("kim",), "mia")


def test_nothing_is_agreed_with_a_company_nobody_knows_or_that_closed(counter: Counter) -> None:
    with pytest.raises(Rejected) as unknown:
        drafted(counter, str(uuid4()))
    assert unknown.value.code == "company_not_registered"
    company = counter.order(REGISTER).case_id
    case = drafted(counter, company)
    counter.order(CloseCompany(date(2011, 6, 1)), company)
    with pytest.raises(Rejected) as closed:
        counter.order(SIGN, case, by=MIA)
    assert closed.value.code == "company_closed"


def test_an_agreement_with_a_company_that_closes_is_shown_so(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    signed(counter, company)
    assert shown(counter)[0].company_open
    counter.order(CloseCompany(date(2011, 6, 1)), company)
    (row,) = shown(counter)
    assert (row.company_open, row.stage) == (False, "active")


def test_the_clock_warns_ninety_days_before_the_last_day(counter: Counter) -> None:
    case = signed(counter, counter.order(REGISTER).case_id)
    (clock,) = [e for e in counter.told("partnership_agreement", case) if "deadline" in e.tag]
    assert clock.event.rule_key == "agreement.expiry"
    assert (clock.event.trigger_day, clock.event.due) == (date(2011, 10, 2), date(2011, 12, 31))
    assert clock.event.warn_days == (90, 28, 14)


def test_a_change_moves_the_clock_and_its_withdrawal_puts_it_back(counter: Counter) -> None:
    case = signed(counter, counter.order(REGISTER).case_id)
    later = replace(TERMS, last_day=date(2012, 12, 31))
    counter.order(orders.RedraftAgreement(later), case)
    counter.order(replace(SIGN, on=date(2011, 6, 1)), case, by=MIA)
    counter.order(orders.WithdrawSignature("wrong_day"), case, by=MIA)
    clocks = [e for e in counter.told("partnership_agreement", case) if e.tag == "deadline.set"]
    assert [each.event.due.year for each in clocks] == [2011, 2012, 2011]
    assert deadlines(counter, case) == ["set", "withdrawn", "set", "withdrawn", "set"]


def test_an_end_stops_the_clock_and_taken_back_starts_it_again(counter: Counter) -> None:
    case = signed(counter, counter.order(REGISTER).case_id)
    counter.order(orders.EndAgreement(date(2011, 5, 31), "company_ends_it"), case)
    assert deadlines(counter, case) == ["set", "withdrawn"]
    counter.order(orders.WithdrawAgreementStep("wrong_company"), case)
    assert deadlines(counter, case) == ["set", "withdrawn", "set"]
    facts = counter.told("partnership_agreement", case)
    (ended,) = [each for each in facts if each.tag == "company_contact.agreement_ended"]
    (back,) = [each for each in facts if each.tag == "company_contact.agreement_step_withdrawn"]
    assert (back.meta.corrects, back.meta.how) == (ended.meta.event_id, "withdrawn")
    assert (back.meta.effective_on, back.event.stage) == (date(2011, 5, 31), "active")


def test_a_first_signature_taken_back_leaves_no_clock(counter: Counter) -> None:
    case = signed(counter, counter.order(REGISTER).case_id)
    counter.order(orders.WithdrawSignature("wrong_day"), case, by=MIA)
    assert deadlines(counter, case) == ["set", "withdrawn"]
    (row,) = shown(counter)
    assert (row.stage, row.review_from, row.capacity, row.places) == ("draft", None, (), 0)


def test_a_suspended_agreement_keeps_its_clock(counter: Counter) -> None:
    case = signed(counter, counter.order(REGISTER).case_id)
    counter.order(orders.SuspendAgreement(date(2011, 5, 9), "labour_dispute"), case)
    assert deadlines(counter, case) == ["set"]
    (row,) = shown(counter)
    assert (row.stage, row.places) == ("suspended", 0)
    counter.order(orders.ResumeAgreement(date(2011, 5, 16)), case)
    (row,) = shown(counter)
    assert (row.stage, row.places) == ("active", 20)


def missed(rule: str, case: UUID, source: str = "company_contact") -> Recorded[Any]:
    event = messages.DeadlineMissed(rule, date(2011, 12, 31))
    now = datetime(2012, 1, 1, tzinfo=UTC)
    meta = Meta(UUID(int=3), now, now.date(), Actor(id="keeper"), "test")
    stream = f"partnership_agreement-{case}"
    return Recorded(source, 1, 1, 0, stream, 1, "deadline.missed", now, event, meta)


def test_only_its_own_last_day_lets_an_agreement_run_out() -> None:
    case = uuid4()
    (do,) = agreements.expire(missed("agreement.expiry", case), None)
    order = orders.ExpireAgreement(date(2011, 12, 31))
    assert (do.decider, do.case_id, do.command) == (PARTNERSHIP_AGREEMENT, str(case), order)
    assert list(agreements.expire(missed("workplace_grant.answer", case), None)) == []
    assert list(agreements.expire(missed("agreement.expiry", case, "sickpay"), None)) == []


def test_agreements_are_listed_by_company_centre_and_what_runs_out(counter: Counter) -> None:
    north = counter.order(REGISTER).case_id
    south = counter.order(replace(REGISTER, unit_reg_no="1000000002", name="Prøve A/S")).case_id
    one, two = signed(counter, north), signed(counter, south, B)
    waiting = drafted(counter, north, replace(B, last_day=date(2012, 6, 30)))
    found = {str(row.agreement): row for row in shown(counter)}
    assert set(found) == {one, two, waiting}
    assert (found[two].company_name, found[two].places) == ("Prøve A/S", 0)
    assert [str(r.agreement) for r in shown(counter, company=UUID(south))] == [two]
    assert [str(r.agreement) for r in shown(counter, centre="north")] == [one]
    assert [str(r.agreement) for r in shown(counter, stage="draft")] == [waiting]
    assert [str(r.agreement) for r in shown(counter, match_group="2")] == [one]
    assert {str(r.agreement) for r in shown(counter, kind="partnership")} == set(found)
    assert shown(counter, expires_by=date(2011, 12, 30)) == []
    assert len(shown(counter, expires_by=date(2012, 12, 31))) == 2
    counter.order(orders.RedraftAgreement(replace(TERMS, mentors=("hr",))), one)
    assert [r.change_waits for r in shown(counter, centre="north")] == [True]


def test_pages_of_agreements_follow_each_other(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id
    cases = [drafted(counter, company) for _ in range(3)]
    first = counter.ask("agreement_list", AgreementSearch(limit=2))
    rest = counter.ask("agreement_list", AgreementSearch(limit=2, after=first.next))
    assert [str(r.agreement) for page in (first, rest) for r in page.agreements] == cases
    assert rest.next is None


def test_the_register_shows_which_agreements_a_company_has(counter: Counter) -> None:
    company = counter.order(REGISTER).case_id

    def of_it() -> list[str]:
        (row,) = counter.ask("company_list", CompanySearch()).companies
        return [str(each) for each in row.agreements]

    case = drafted(counter, company)
    assert of_it() == []
    counter.order(SIGN, case, by=MIA)
    assert of_it() == [case]
    counter.order(orders.WithdrawSignature("wrong_day"), case, by=MIA)
    assert of_it() == []
    counter.order(SIGN, case, by=MIA)
    counter.order(orders.EndAgreement(date(2011, 5, 31), "company_ends_it"), case)
    assert of_it() == []
    counter.order(orders.WithdrawAgreementStep("wrong_day"), case)
    assert of_it() == [case]


def test_the_case_shows_where_it_stands_and_not_how_it_came_there() -> None:
    state = agreements.show(Active(UUID(int=1), TERMS, TWENTY, before=None))  # type: ignore[arg-type]
    assert set(state) == {"company", "terms", "capacity", "proposal", "places"}
