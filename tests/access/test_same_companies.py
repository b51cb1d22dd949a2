"""C-02: sick pay sees companies, job orders and what is open for work as all other units do."""

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

SERVICES: Final = Path("services").resolve()
OF_COMPANIES: Final = (
    ("company_contact", "company"),
    ("company_contact", "contact_log"),
    ("company_contact", "company_list"),
    ("company_contact", "contact_list"),
    ("company_contact", "partnership_agreement"),
    ("company_contact", "agreement_list"),
    ("company_contact", "open_places"),
    ("company_contact", "place_list"),
    ("company_contact", "labour_market"),
    ("offers", "job_order"),
    ("offers", "job_orders"),
    ("offers", "mediation"),
    ("visitation", "openings"),
)
OTHERS: Final = ("counsellor_muni", "counsellor_state", "kvs_consultant")
SICK_PAY: Final = ("sickpay_officer", "sickpay_specialist")


def table(service: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((SERVICES / service / "access.yaml").read_text("utf-8"))
    return found


def roles(service: str, query: str) -> set[str]:
    return {who.partition("@")[0] for who in table(service)["queries"][query]}


@pytest.mark.parametrize(("service", "query"), OF_COMPANIES)
def test_c02_where_others_look_up_companies_sick_pay_does_too(service: str, query: str) -> None:
    may = roles(service, query)
    assert may & set(OTHERS)
    assert set(SICK_PAY) <= may


@pytest.mark.parametrize("service", ["company_contact", "offers", "visitation"])
def test_c02_whoever_may_ask_is_also_shown_something(service: str) -> None:
    """A role without a row among the readers is answered with nothing."""
    asked = {role for each, query in OF_COMPANIES if each == service for role in roles(each, query)}
    shown = {who.partition("@")[0] for who in table(service)["readers"]}
    assert set(SICK_PAY) & asked <= shown


def test_c02_sick_pay_plans_contacts_with_companies_itself() -> None:
    plan = table("company_contact")["commands"]["plan_contact"]
    assert {f"{role}@sickpay" for role in SICK_PAY} <= set(plan)
