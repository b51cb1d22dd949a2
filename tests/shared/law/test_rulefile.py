"""A rule file that is not exactly in the format is refused, and says why."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema_rs import Draft202012Validator

from shared.law.conditions import Bounds
from shared.law.rule import PausedBy, ResumedBy, StartsOn
from shared.law.rulefile import RuleError, read_rule_file, rule_schema, version_of
from shared.strict_yaml import YamlError, read_yaml
from tests.shared.law.rows import FIGURE, HEARING, a_figure, a_rule, write


def test_the_worked_examples_of_the_schema_load(tmp_path: Path) -> None:
    schema = rule_schema()
    Draft202012Validator(schema)  # refuses what is no schema
    for example in schema["examples"]:
        path = tmp_path / f"{example['key']}.yaml"
        path.write_text(json.dumps(example), "utf-8")
        assert read_rule_file(path)[0].key == example["key"]


def test_a_row_keeps_every_field_it_was_written_with(tmp_path: Path) -> None:
    (rule,) = read_rule_file(
        write(tmp_path, {**HEARING, "note": "local", "applies_to": {"age": {"lt": 30}, "group": 1}})
    )
    assert (rule.key, rule.owner, rule.type) == ("hearing.min_days", "benefit_service", "deadline")
    assert (rule.value, rule.number, rule.time_unit, rule.roll) == (7, 7, "days", "next")
    assert rule.starts_on == (StartsOn("benefit_service.hearing_served", "effective_on"),)
    assert rule.stops_on == ("benefit_service.hearing_answered",)
    assert rule.withdrawn_by == ("benefit_service.hearing_withdrawn",)
    assert rule.applies_to == {"age": Bounds(lt=30), "group": (1,)}
    assert (rule.valid_from, rule.valid_to) == (date(1987, 1, 1), None)
    assert (rule.warn_days, rule.note, rule.evidence) == ((3, 1), "local", "A")


def test_rows_come_oldest_first(tmp_path: Path) -> None:
    later = {**FIGURE, "value": 2, "valid_from": "2010-01-01"}
    earlier = {**FIGURE, "valid_to": "2009-12-31"}
    rows = read_rule_file(write(tmp_path, later, earlier, key="some.figure"))
    assert [row.value for row in rows] == [1, 2]


@pytest.mark.parametrize(
    ("changes", "unit"),
    [
        ({"count": "working_days"}, "working_days"),
        ({"unit": "working_days", "count": "working_days"}, "working_days"),
        ({"unit": "weeks", "count": "weeks_on_benefit"}, "weeks_on_benefit"),
        ({"count": "calendar"}, "days"),
    ],
)
def test_a_count_is_another_way_to_write_a_unit(changes: dict[str, Any], unit: str) -> None:
    assert a_rule(**changes).time_unit == unit


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "parameter"),
        ({"unit": "flag", "value": True}, "requirement"),
        ({"rows_data": [{"when": {}, "value": 1}]}, "table"),
        ({"type": "step", "figures": {"steps": [{"to_week": 4, "pct": 80}]}}, "step"),
    ],
)
def test_the_type_is_read_from_the_row(changes: dict[str, Any], kind: str) -> None:
    assert a_figure(**changes).type == kind


def test_any_is_no_condition() -> None:
    assert a_rule(applies_to={"target_group": "any"}).applies_to == {}


def test_a_rule_without_a_number_or_unit_of_time_says_so() -> None:
    flag = a_figure(unit="flag", value=True)
    with pytest.raises(TypeError, match="has no number"):
        _ = flag.number
    with pytest.raises(TypeError, match="counts no time"):
        _ = flag.time_unit


def test_low_evidence_and_an_incomplete_table_carry_banners() -> None:
    line = {"when": {"monthly_benefit_ore": {"lt": 100}}, "value": 1}
    assert a_rule().banners == ()
    assert a_rule(evidence="M-low").banners == ("low_evidence",)
    both = a_figure(evidence="M-low", complete=False, rows_data=[line])
    assert both.banners == ("low_evidence", "incomplete_table")


def test_a_version_names_key_date_and_twelve_hex_of_the_row() -> None:
    assert re.fullmatch(r"hearing\.min_days@1987-01-01#[0-9a-f]{12}", a_rule().version)


def test_a_version_changes_with_what_the_row_says() -> None:
    assert a_rule(value=8).version != a_rule().version
    assert a_rule(note="another reading").version != a_rule().version


def test_a_version_stays_when_the_row_is_ended_or_written_in_another_order() -> None:
    assert a_rule(valid_to="2026-12-31").version == a_rule(valid_to=None).version
    turned = dict(reversed(HEARING.items()))
    assert version_of("hearing.min_days", turned) == a_rule(applies_to={}).version


def test_a_known_row_has_a_known_version() -> None:
    # Pinned: a change of the way versions are made would orphan every stored decision.
    assert version_of("some.figure", FIGURE) == "some.figure@2007-01-01#7052f54d7a96"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"valid_form": "2007-01-01"}, "valid_form"),
        ({"evidence": "sure"}, "sure"),
        ({"unit": "fortnights"}, "fortnights"),
        ({"value": 7.5}, "7.5"),
        ({"valid_from": "2007-13-01"}, "2007-13-01"),
        ({"law_ref": ""}, "law_ref"),
        ({"stops_on": ["HearingAnswered"]}, "HearingAnswered"),
        ({"applies_to": {"age": {"below": 30}}}, "age"),
        ({"applies_to": {"age": {}}}, "age"),
        ({"paused_by": ["visitation.exemption_granted"]}, "go together"),
        ({"resumed_by": ["visitation.exemption_ended"]}, "go together"),
        ({"paused_by": [{"event": "a.granted", "kinds": []}]}, "paused_by"),
        (
            {"paused_by": ["a.granted"], "resumed_by": [{"event": "a.ended", "after": ["a.ill"]}]},
            "a.ill does not pause it",
        ),
        (
            {"type": "requirement", "starts_on": None, "paused_by": ["a.b"], "resumed_by": ["a.c"]},
            "only a deadline is paused",
        ),
        ({"count": "weeks_on_benefit"}, "cannot be counted as"),
        ({"valid_to": "1986-12-31"}, "ends before it begins"),
        ({"unit": "ore"}, "unit of time"),
        ({"value": "soon"}, "unit of time"),
        ({"value": True}, "unit of time"),
        ({"value": -1}, "unit of time"),
        ({"value": None}, "unit of time"),
        ({"kind": "parameter"}, "whose duty"),
        ({"type": "parameter"}, "only a deadline is started"),
        ({"rows_data": [{"when": {}, "value": 1}], "type": "deadline"}, "only a table"),
        ({"type": "table", "starts_on": None}, "a table has lines"),
    ],
)
def test_a_row_out_of_format_is_refused(
    tmp_path: Path, changes: dict[str, Any], complaint: str
) -> None:
    path = write(tmp_path, {**HEARING, **changes})
    with pytest.raises(RuleError, match=complaint) as refusal:
        read_rule_file(path)
    assert path.name in str(refusal.value)


def test_a_file_is_named_after_its_key(tmp_path: Path) -> None:
    path = write(tmp_path, HEARING).rename(tmp_path / "hearing.yaml")
    with pytest.raises(RuleError, match="named after its key"):
        read_rule_file(path)


def test_a_file_needs_a_row(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="rows"):
        read_rule_file(write(tmp_path))


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("value: 7\nvalue: 8\n", "utf-8")
    with pytest.raises(YamlError, match="value stands twice"):
        read_yaml(path)


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("value: [7\n", "utf-8")
    with pytest.raises(YamlError, match=r"x\.yaml"):
        read_yaml(path)


def test_dates_stay_text_and_only_true_and_false_are_flags(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("{on: 2011-06-14, a: yes, b: true, c: false, d: trueish}", "utf-8")
    assert read_yaml(path) == {
        "on": "2011-06-14",
        "a": "yes",
        "b": True,
        "c": False,
        "d": "trueish",
    }


def test_plain_yaml_agrees_with_the_usual_reader_on_all_else(tmp_path: Path) -> None:
    text = yaml.safe_dump({"a": [1, 2.5, None, "x"], "b": {"c": "æøå"}})
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    assert read_yaml(path) == yaml.safe_load(text)


def test_what_pauses_a_deadline_may_be_written_shortly() -> None:
    rule = a_rule(
        paused_by=["a.ill", {"event": "a.exempt", "kinds": ["maternity"]}],
        resumed_by=["a.well", {"event": "a.exempt_no_more", "after": ["a.exempt"]}],
    )
    assert rule.paused_by == (PausedBy("a.ill"), PausedBy("a.exempt", ("maternity",)))
    assert rule.resumed_by == (ResumedBy("a.well"), ResumedBy("a.exempt_no_more", ("a.exempt",)))


STEP, RATIO, WINDOW = {"type": "step"}, {"type": "ratio"}, {"type": "rolling_window"}
NINE = {"calendar_months": 9, "ends": "end_of_month"}


@pytest.mark.parametrize(
    ("row", "figures", "complaint"),
    [
        (STEP, {}, "steps"),
        (STEP, {"steps": []}, "each step must end later"),
        (STEP, {"steps": [{"to_week": 4, "pct": 80}, {"to_week": 4, "pct": 40}]}, "end later"),
        (STEP, {"steps": [{"pct": 80}, {"pct": 40}]}, "only the last may be open"),
        (STEP, {"steps": [{"to_week": 0, "pct": 80}]}, "end later"),
        (STEP, {"steps": [{"pct": 101}]}, "between 0 and 100"),
        (STEP, {"steps": [{"pct": -1}]}, "between 0 and 100"),
        (STEP, {"steps": [{"share": 1}]}, "share"),
        (RATIO, {"bands": []}, "without end"),
        (RATIO, {"bands": [{"per": 5, "up_to": 50}]}, "without end"),
        (RATIO, {"bands": [{"per": 5, "up_to": 50}, {"per": 9, "above": 51}]}, "follow each other"),
        (RATIO, {"bands": [{"per": 0}]}, "at least 1"),
        (RATIO, {"bands": [{"per": 5, "minimum": -1}]}, "at least 1"),
        (WINDOW, {"limit_weeks": "many", "window": NINE}, "limit_weeks"),
        (WINDOW, {"limit_weeks": -1, "window": NINE}, "no room"),
        (WINDOW, {"limit_weeks": 36, "window": NINE}, "no room"),
        (WINDOW, {"limit_weeks": 22, "window_months": 9}, "window"),
        (WINDOW, {"limit_weeks": 22, "window": NINE, "not_counted": ["holidays"]}, "holidays"),
    ],
)
def test_figures_that_cannot_be_counted_with_are_refused(
    row: dict[str, Any], figures: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(RuleError, match=complaint):
        a_figure(**{**row, "figures": figures})


def test_figures_that_can_are_not() -> None:
    steps = {"steps": [{"to_week": 4, "pct": 100}, {"pct": 0}]}
    assert a_figure(**STEP, figures=steps).figures == steps
    bands = {"bands": [{"up_to": 50, "per": 5, "minimum": 1}, {"above": 50, "per": 10}]}
    assert a_figure(**RATIO, figures=bands).figures == bands
    window = {"limit_weeks": 35, "window": NINE, "not_counted": ["employer_period"]}
    assert a_figure(**WINDOW, figures=window).figures == window
    assert a_figure(**STEP, status="abolished", figures={}).figures == {}
