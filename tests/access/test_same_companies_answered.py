"""C-02 at the doors: what a counsellor is answered about companies, sick pay is answered too.

Every way to read is walked, so that one that is new stands here before anybody forgets it.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

import pytest

from shared.access.issuer import Issuer
from shared.http import paths
from tests.access.cells import TERMS, Cell, rows_of
from tests.access.house import Counter, case_path, question_path

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNSELLORS: Final = ("counsellor_state", "counsellor_muni", "counsellor_m45", "followup_unit")
SICK_PAY: Final = ("sickpay_officer", "sickpay_specialist")
SEEN_BY_COUNSELLORS: Final = {
    "company_contact": {
        "company", "company_list", "contact_log", "contact_list",
        "partnership_agreement", "agreement_list", "capacity_use", "labour_market",
        "capacity_warnings", "open_places", "place_list",
    },
    "offers": {"job_order", "job_orders", "mediation"},
    "visitation": {"openings"},
}  # fmt: skip
OF_OTHERS: Final = {
    "offers": {
        "supplier_contract", "supplier_contracts",
        "offer_placement", "attendance_sheet", "offer_duty", "candidacy", "citizen_cost",
        "commitment_account", "placements", "no_shows", "reporting_rates", "offers_due",
        "offers_asked_for", "offer_timeliness", "stock_of_offers", "idle_days", "offer_quota",
        "offers_without_next_step", "idle_citizens", "candidacies", "cost_lines",
        "commitment_accounts",
    },
}  # fmt: skip
"""Reads of offers about citizens, their costs and what is bought of suppliers.

C-02 speaks of companies; sick pay neither gives offers nor buys them, it asks for them.
"""
PLUMBING: Final = {"deadlines", "citizen_file"}


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return Issuer(tmp_path_factory.mktemp("issuer"))


def counter(service: str, issuer: Issuer, rows: Any = None) -> Counter:
    return Counter(service, issuer, rows or rows_of(service), TERMS)


def about_companies(service: str, reads: list[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    if service == "visitation":
        return [each for each in reads if each[0] == "openings"]
    ours = [each for each in reads if each[0] not in PLUMBING]
    return [each for each in ours if each[0] not in OF_OTHERS.get(service, set())]


def answer(
    at: Counter, read: tuple[str, str, Any], role: str, unit: str
) -> tuple[int, tuple[str, ...]]:
    """Ask as somebody, and return how it was answered, and with which parts."""
    name, kind, what = read
    cell = Cell(role, unit, "municipal", "own")
    if kind == "question":
        path, stream = question_path(what, with_citizen=False), f"{name}-1"
    else:
        path, stream = case_path(what, kind)
        path = paths.collection(what) if kind == "list" else path
    found = at.ask(cell, "GET", path, stream)
    return found.status_code, tuple(sorted(found.json)) if isinstance(found.json, dict) else ()


def unlike(service: str, at: Counter) -> Iterator[str]:
    """Name what a counsellor is answered and sick pay is not."""
    for read in about_companies(service, at.reads):
        for counsellor in COUNSELLORS:
            seen = answer(at, read, counsellor, "jobcenter")
            if seen[0] != 200:
                continue
            for role in SICK_PAY:
                if answer(at, read, role, "sickpay") != seen:
                    yield f"{read[0]} {read[1]}: {role} is not answered as {counsellor}"


@pytest.mark.parametrize("service", ["company_contact", "offers", "visitation"])
def test_c02_sick_pay_is_answered_as_any_counsellor(service: str, issuer: Issuer) -> None:
    at = counter(service, issuer)
    assert list(unlike(service, at)) == []
    allowed = {
        read[0]
        for read in about_companies(service, at.reads)
        if answer(at, read, "counsellor_muni", "jobcenter")[0] == 200
    }
    assert allowed >= SEEN_BY_COUNSELLORS[service]


def test_every_read_of_offers_is_about_companies_or_named_as_about_others(issuer: Issuer) -> None:
    at = counter("offers", issuer)
    named = {read[0] for read in about_companies("offers", at.reads)}
    assert named == SEEN_BY_COUNSELLORS["offers"]


@pytest.mark.parametrize("read", ["agreement_list", "company", "labour_market"])
def test_c02_a_read_kept_from_sick_pay_is_found(read: str, issuer: Issuer) -> None:
    """The proof that the walk can fail: the API gets a table without one of the cells."""
    rows = deepcopy(rows_of("company_contact"))
    rows["queries"][read] = [who for who in rows["queries"][read] if "specialist@" not in who]
    found = list(unlike("company_contact", counter("company_contact", issuer, rows)))
    assert found
    assert all(each.startswith(read) and "sickpay_specialist" in each for each in found)
