"""What the service declares hangs together: orders, access, codes, events, rules, examples."""

import re
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import yaml

from services.benefit_service.domain import Event
from services.benefit_service.wiring import SERVICE
from shared.eventlog.codec import Codec
from shared.eventlog.event import tag_of
from shared.law.rulebook import RuleBook

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "services" / "benefit_service"
ACCESS: dict[str, dict[str, list[str]]] = yaml.safe_load((ROOM / "access.yaml").read_text("utf-8"))
CODES: dict[str, dict[str, str]] = yaml.safe_load((ROOM / "codes.yaml").read_text("utf-8"))
COMMON: dict[str, Any] = yaml.safe_load((ROOT / "shared/http/codes.yaml").read_text("utf-8"))
ACTS = {act.name: act for case in SERVICE.cases for act in case.commands}


def test_every_order_policy_question_and_case_has_its_row_of_access() -> None:
    assert set(ACCESS["commands"]) == set(ACTS)
    assert set(ACCESS["policies"]) == {policy.name for policy in SERVICE.policies}
    asked = {query.name for query in SERVICE.queries} | {case.name for case in SERVICE.cases}
    assert set(ACCESS["queries"]) == asked | {"deadlines", "citizen_file"}
    assert {name for names in ACCESS["policies"].values() for name in names} <= set(ACTS)


def test_names_are_used_once() -> None:
    assert len(ACTS) == sum(len(case.commands) for case in SERVICE.cases)
    assert len({policy.name for policy in SERVICE.policies}) == len(SERVICE.policies)
    for case in SERVICE.cases:
        verbs = [act.verb for act in case.commands if not act.opens]
        assert all(verbs)
        assert len(set(verbs)) == len(verbs)


def test_what_only_a_policy_orders_nobody_else_may() -> None:
    by_policy = {name for name, who in ACCESS["commands"].items() if not who}
    assert by_policy == {
        "note_first_contact",
        "correct_first_contact",
        "note_case_closed",
        "note_case_reopened",
        "note_recommendation",
        "note_recommendation_taken_back",
        "note_dropped",
        "flag_for_review",
        "request_information_form",
        "note_form_status",
        "cancel_information_form",
    }


@pytest.mark.parametrize("name", sorted(ACTS))
def test_every_example_is_a_body_that_works(name: str) -> None:
    act = ACTS[name]
    if not ACCESS["commands"][name]:
        assert act.example is None
        return
    msgspec.convert(act.example, act.command, strict=False)


def test_every_code_that_is_raised_has_its_danish_and_english_title() -> None:
    source = "\n".join(
        path.read_text("utf-8")
        for folder in ("domain", "findings")
        for path in (ROOM / folder).glob("*.py")
    )
    written = set(re.findall(r'"([a-z]+(?:_[a-z]+)+)"', source))
    unknown = [code for code in CODES if code not in written]
    assert unknown == []
    raised = set(re.findall(r'Rejected\("([a-z_]+)"', source))
    raised |= set(
        re.findall(r'(?:return|else|refused=|if \w+ else) \(?"([a-z]+(?:_[a-z]+)+)",\)', source)
    )
    assert raised
    assert raised <= set(CODES) | set(COMMON)
    assert all(set(titles) >= {"da", "en"} for titles in CODES.values())
    assert not set(CODES) & set(COMMON)


def test_every_fact_is_named_after_its_service() -> None:
    tags = set(Codec(Event).types)
    assert len(tags) == len(get_args(Event))
    assert all(re.fullmatch(r"benefit_service\.[a-z]+(_[a-z]+)*", tag) for tag in tags)


def test_every_message_is_somebody_elses() -> None:
    tags = {tag_of(one) for one in get_args(SERVICE.messages)}
    heads = {tag.partition(".")[0] for tag in tags}
    assert heads == {*SERVICE.sources, "deadline"}
    for view in SERVICE.views:
        assert set(view.follows) <= set(SERVICE.sources)


def test_every_clock_of_a_case_has_its_rule() -> None:
    keys = {key for case in SERVICE.cases for key in case.clocks or ()}
    book = RuleBook.load([ROOM / "rules"])
    assert keys == {row.key for row in book.rules() if row.starts_on}
