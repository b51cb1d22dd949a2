"""What sick pay declares hangs together: orders, access, codes, facts, rules, examples."""

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import yaml

from services.sickpay.domain import Event
from services.sickpay.wiring import SERVICE
from shared.eventlog.codec import Codec
from tests.sickpay.house import BOOK

ROOM = Path("services/sickpay").resolve()
ACCESS: dict[str, dict[str, list[str]]] = yaml.safe_load((ROOM / "access.yaml").read_text("utf-8"))
CODES: dict[str, dict[str, str]] = yaml.safe_load((ROOM / "codes.yaml").read_text("utf-8"))
COMMON: dict[str, Any] = yaml.safe_load((ROOM / "../../shared/http/codes.yaml").read_text("utf-8"))
ACTS = {act.name: act for case in SERVICE.cases for act in case.commands}


def test_every_order_policy_question_and_case_has_its_row_of_access() -> None:
    assert set(ACCESS["commands"]) == set(ACTS)
    assert set(ACCESS["policies"]) == {policy.name for policy in SERVICE.policies}
    asked = {query.name for query in SERVICE.queries} | {case.name for case in SERVICE.cases}
    assert set(ACCESS["queries"]) == asked | {"deadlines", "citizen_file"}


def test_c02_health_data_is_read_by_the_roles_of_sick_pay_only() -> None:
    rows = {**ACCESS["commands"], **ACCESS["queries"]}
    assert rows.pop("citizen_file") == [
        "disclosure_officer@*",
        "citizen@*",
    ]  # the citizen's own file
    for figures in ("cohort_figures", "inflow_to_long"):
        assert rows.pop(figures)[-1] == "reporting@*"  # shares of cases, nobody in them
    readers = {who for row in rows.values() for who in row}
    assert readers == {
        f"{role}@sickpay" for role in ("sickpay_officer", "sickpay_specialist", "manager")
    }
    assert ACCESS["queries"]["sick_pay_case"] == [
        "sickpay_officer@sickpay",
        "sickpay_specialist@sickpay",
    ]


@pytest.mark.parametrize("name", sorted(ACTS))
def test_every_example_is_a_body_that_works(name: str) -> None:
    act = ACTS[name]
    if ACCESS["commands"][name]:
        msgspec.convert(act.example, act.command, strict=False)


def test_every_code_that_is_raised_has_its_title() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOM / "domain").glob("*.py"))
    raised = set(re.findall(r'Rejected\(\s*"([a-z_]+)"', source))
    raised |= set(re.findall(r'_unless\("([a-z_]+)"', source))
    raised |= set(re.findall(r'\("([a-z]+(?:_[a-z]+)+)",\)', source))
    assert raised <= set(CODES) | set(COMMON)
    assert [code for code in CODES if f'"{code}"' not in source] == []
    assert all(set(titles) == {"da", "en"} for titles in CODES.values())
    assert not set(CODES) & set(COMMON)


def test_every_clock_has_its_rule() -> None:
    tags = set(Codec(Event).types)
    assert len(tags) == len(get_args(Event))
    keys = {key for case in SERVICE.cases for key in case.clocks or ()}
    assert keys == {rule.key for rule in BOOK.rules() if rule.starts_on}


RULES = (
    ("employer_period notify.employer notify.employer_stops_paying notify.employer_no_pay"),
    ("notify.self_employed notify.late_effect refund.request form.return employer_interview"),
    ("possibility_statement category.1 category.2 category.3 followup.first followup.interval"),
    ("followup.count_6m followup.none fasttrack.request fasttrack.interview work_ability.broad"),
    ("duration.limit duration.limit.pensioner extension.1 extension.2"),
    ("extension.3 extension.4 extension.5 extension.6 extension.7 cert.le285.min_notice"),
    ("cert.le125 cert.le145_le265 cert.le155 cert.le225 uifund.pays_first refund.stair"),
)


def test_d4_every_key_of_the_domain_paper_stands_in_the_rules() -> None:
    assert {key for line in RULES for key in line.split()} <= set(BOOK.keys("sickpay"))


def test_every_rule_of_sick_pay_is_explained_on_a_page() -> None:
    pages = Path("docs/explanation/rules").resolve().glob("sickpay-*.md")
    named = {
        name for page in pages for name in re.findall(r"`([a-z0-9_.*]+)`", page.read_text("utf-8"))
    }
    rules = sorted(BOOK.keys())
    unexplained = [key for key in rules if not any(fnmatch(key, name) for name in named)]
    assert unexplained == []
