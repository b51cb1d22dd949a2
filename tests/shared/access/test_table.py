"""The access table: what it does not name is denied, and nothing may be forgotten in it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.access.table import AccessTableError, load_access, make_access
from shared.actor import Actor, policy_actor
from tests.shared.http.sample import ACCESS, ACCESS_ROWS, SERVICE
from tests.shared.http.sample_terms import TERMS


def person(role: str, unit: str) -> Actor:
    return Actor(id="anna", roles=(role,), unit=unit)


def test_a_right_is_a_role_in_a_unit() -> None:
    assert ACCESS.allowed(person("counsellor", "jobcenter"), "close_plan")
    assert not ACCESS.allowed(person("counsellor", "sickpay"), "close_plan")
    assert not ACCESS.allowed(person("reader", "jobcenter"), "close_plan")


def test_a_unit_without_id_matches_each_of_its_kind_only() -> None:
    assert ACCESS.allowed(person("supplier", "supplier:1"), "close_plan")
    assert not ACCESS.allowed(person("supplier", "supplier"), "close_plan"), "which one?"
    assert not ACCESS.allowed(person("supplier", "supplier2"), "close_plan")
    assert not ACCESS.allowed(person("supplier", "jobcenter"), "close_plan")


def test_a_star_is_any_unit() -> None:
    assert ACCESS.allowed(person("counsellor", "anywhere"), "note_visit")
    assert ACCESS.allowed(person("counsellor", ""), "note_visit")


def test_what_is_not_named_is_denied() -> None:
    anna = person("counsellor", "jobcenter")
    assert not ACCESS.allowed(anna, "unheard_of")
    assert not ACCESS.reads_as(anna, "unheard_of")
    assert not ACCESS.policy_may("unheard_of", "remind_plan")
    assert not ACCESS.allowed(anna, "remind_plan")
    assert not ACCESS.allowed(Actor(id="nobody"), "open_plan")


def test_a_policy_has_a_table_of_its_own_and_no_rights_of_a_person() -> None:
    machine = policy_actor("sample", "when_plan_opened", person("counsellor", "jobcenter"))
    cunning = Actor(id=machine.id, roles=("counsellor",), unit="jobcenter")
    assert ACCESS.policy_may("when_plan_opened", "remind_plan")
    assert not ACCESS.policy_may("when_plan_opened", "close_plan")
    assert not ACCESS.allowed(machine, "close_plan")
    assert not ACCESS.allowed(cunning, "close_plan")
    assert not ACCESS.reads_as(cunning, "plan")


def test_plumbing_without_a_row_is_for_all_who_read_some_case_type() -> None:
    assert ACCESS.reads_as(person("reader", "jobcenter"), "deadlines")
    assert ACCESS.reads_as(person("counsellor", "elsewhere"), "deadlines")
    assert not ACCESS.reads_as(person("supplier", "supplier:1"), "deadlines")


def test_plumbing_with_a_row_is_for_those_it_names() -> None:
    rows = deepcopy(ACCESS_ROWS)
    rows["queries"]["deadlines"] = ["supplier@supplier"]
    rows["readers"]["supplier@supplier"] = {"own": []}
    table = make_access(rows, SERVICE, plumbing=["deadlines"], terms=TERMS)
    assert table.reads_as(person("supplier", "supplier:1"), "deadlines")
    assert not table.reads_as(person("reader", "jobcenter"), "deadlines")


def test_the_table_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "access.yaml"
    path.write_text(yaml.safe_dump(ACCESS_ROWS))
    assert load_access(path, SERVICE, plumbing=["deadlines"], terms=TERMS) == ACCESS


def _without(section: str, name: str) -> Any:
    rows: Any = deepcopy(ACCESS_ROWS)
    del rows[section][name]
    return rows


def _with(section: str, name: str, row: Any) -> Any:
    rows: Any = deepcopy(ACCESS_ROWS)
    rows[section][name] = row
    return rows


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (_without("commands", "remind_plan"), "commands: no row for `remind_plan`"),
        (_without("policies", "when_plan_opened"), "policies: no row for `when_plan_opened`"),
        (_without("queries", "plan"), "queries: no row for `plan`"),
        (_without("queries", "find_plans"), "queries: no row for `find_plans`"),
        (ACCESS_ROWS | {"reported": {"words": ["wing"]}}, "reported: no fact has a text `wing`"),
        (ACCESS_ROWS | {"reported": {"word": []}}, "unknown field `word`"),
        (_with("commands", "fly", []), "commands: unknown row `fly`"),
        (_with("policies", "fly", []), "policies: unknown row `fly`"),
        (_with("queries", "fly", []), "queries: unknown row `fly`"),
        (_with("queries", "deadlines", []), "queries: unknown row `deadlines`"),
        (_with("policies", "when_plan_opened", ["fly"]), "there is no order `fly`"),
        (_with("policies", "when_plan_opened", "remind_plan"), "is no list of orders"),
        (_with("commands", "open_plan", ["counsellor"]), "`counsellor` is not role@unit"),
        (_with("commands", "open_plan", ["*@jobcenter"]), "`*@jobcenter` is not role@unit"),
        (_with("commands", "open_plan", None), "`None` is not role@unit"),
        (_with("commands", "open_plan", [{"a": 1}]), "is not role@unit"),
        (_without("readers", "reader@jobcenter"), "readers: no row for `reader@jobcenter`"),
        (_with("readers", "reader@moon", {"own": []}), "readers: unknown row `reader@moon`"),
        (_with("readers", "reader@jobcenter", {"own": ["gossip"]}), "readers.reader@jobcenter"),
        (_with("readers", "reader@jobcenter", ["own"]), "readers.reader@jobcenter"),
        (_with("readers", "reader", {}), "readers: `reader` is not role@unit"),
        (
            _with("readers", "reader@jobcenter", {"assigned": {"fly": ["health"]}}),
            "there is no `fly` to be assigned",
        ),
        (
            _with("readers", "reader@jobcenter", {"pseudonyms": True, "any": []}),
            "queries.plan: `reader@jobcenter` sees made-up ids only and opens no case",
        ),
        ({**ACCESS_ROWS, "searches": {"fly": []}}, "searches: there is no question or case type"),
        ({**ACCESS_ROWS, "relation": {"former_days": "long"}}, "Expected `int`"),
        ({**ACCESS_ROWS, "more": {}}, "unknown section `more`"),
        ({**ACCESS_ROWS, "queries": []}, "queries: no row for"),
        ({**ACCESS_ROWS, "queries": ["x"]}, "section `queries` is no mapping"),
        (None, "the table is no mapping"),
    ],
)
def test_a_table_that_does_not_fit_its_service_is_refused(rows: Any, fault: str) -> None:
    with pytest.raises(AccessTableError) as refused:
        make_access(rows, SERVICE, terms=TERMS)
    assert any(fault in each for each in refused.value.faults)


def test_all_faults_are_named_at_once() -> None:
    rows = _without("commands", "remind_plan")
    del rows["queries"]["plan"]
    with pytest.raises(AccessTableError) as refused:
        make_access(rows, SERVICE, terms=TERMS)
    assert len(refused.value.faults) == 3
