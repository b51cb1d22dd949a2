"""Which rule holds, and every way in which there is none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shared.eventlog.decider import Rejected
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook
from shared.law.rulefile import RuleError, make_rule
from tests.shared.law.rows import FIGURE, HEARING, a_figure, a_rule, write

DAY = date(2011, 6, 15)


def refusal_of(book: RuleBook, key: str, on: date, profile: Any = None) -> Rejected:
    with pytest.raises(Rejected) as refused:
        book.rule(key, on, profile or {})
    return refused.value


def test_a_folder_of_rule_files_is_a_book(tmp_path: Path) -> None:
    write(tmp_path, HEARING)
    write(tmp_path, FIGURE, key="some.figure", owner="visitation")
    book = RuleBook.load([tmp_path, tmp_path / "none_here"])
    assert book.rule("hearing.min_days", DAY).value == 7
    assert book.keys() == ("hearing.min_days", "some.figure")
    assert book.keys("visitation") == ("some.figure",)
    assert [rule.key for rule in book.rules()] == ["hearing.min_days", "some.figure"]


def test_the_row_of_the_trigger_day_is_picked_both_ends_counted() -> None:
    old = a_figure(value=1, valid_to="2009-12-31")
    new = a_figure(value=2, valid_from="2010-01-01")
    book = RuleBook.of([new, old])
    assert book.rule("some.figure", date(2007, 1, 1)).value == 1
    assert book.rule("some.figure", date(2009, 12, 31)).value == 1
    assert book.rule("some.figure", date(2010, 1, 1)).value == 2


def test_a_refusal_names_the_rule_and_the_day() -> None:
    refusal = refusal_of(RuleBook.of([]), "no.such", DAY)
    assert refusal.code == "rule_missing"
    assert refusal.detail == {"rule": "no.such", "on": "2011-06-15"}


def test_covered_in_another_period_is_missing_else_not_applicable() -> None:
    book = RuleBook.of([a_figure(applies_to={"basis": ["cash"]}, valid_from="2014-01-01")])
    assert refusal_of(book, "some.figure", DAY, {"basis": "cash"}).code == "rule_missing"
    assert refusal_of(book, "some.figure", DAY, {"basis": "insured"}).code == "not_applicable"
    # Nobody has told the benefit: it might be covered, so nothing is concluded from the gap.
    assert refusal_of(book, "some.figure", DAY).code == "rule_missing"


def test_more_conditions_go_before_fewer_then_the_narrower_age_band() -> None:
    book = RuleBook.of(
        [
            a_figure(value=1),
            a_figure(value=2, applies_to={"age": {"lt": 30}}),
            a_figure(value=3, applies_to={"age": {"gte": 18, "lt": 20}}),
            a_figure(value=4, applies_to={"age": {"lt": 25}, "basis": ["cash"]}),
        ]
    )
    profiles = {1: 40, 2: 25, 3: 19}
    for value, age in profiles.items():
        assert book.rule("some.figure", DAY, {"age": age, "basis": "insured"}).value == value
    assert book.rule("some.figure", DAY, {"age": 19, "basis": "cash"}).value == 4


def test_a_fact_nobody_told_is_asked_for_when_it_decides() -> None:
    book = RuleBook.of([a_figure(value=1), a_figure(value=2, applies_to={"age": {"lt": 30}})])
    refusal = refusal_of(book, "some.figure", DAY, {"age": None})
    assert refusal.code == "not_known_yet"
    assert refusal.detail["awaited"] == ["age"]


def test_a_fact_nobody_told_is_not_asked_for_when_a_stronger_row_fits() -> None:
    weak, strong = {"age": {"lt": 30}}, {"basis": ["cash"], "group": [1]}
    book = RuleBook.of([a_figure(value=1, applies_to=weak), a_figure(value=2, applies_to=strong)])
    assert book.rule("some.figure", DAY, {"basis": "cash", "group": 1}).value == 2


def test_an_abolished_duty_is_not_applicable_and_a_draft_row_refuses() -> None:
    old = a_figure(valid_to="2010-12-31")
    abolished = a_figure(valid_from="2011-01-01", valid_to="2011-12-31", status="abolished")
    draft = a_figure(valid_from="2012-01-01", status="draft")
    book = RuleBook.of([old, abolished, draft])
    assert refusal_of(book, "some.figure", DAY).code == "not_applicable"
    assert refusal_of(book, "some.figure", date(2012, 1, 1)).code == "ruleset_draft"
    allowed = RuleBook.of([draft], allow_draft=True)
    assert allowed.rule("some.figure", date(2012, 1, 1)) == draft


def test_an_abolished_deadline_needs_nothing_but_its_day() -> None:
    row = {"valid_from": "2026-07-01", "law_ref": "lov", "evidence": "V", "status": "abolished"}
    rule = make_rule({"key": "x", "owner": "sickpay"}, {**row, "type": "deadline"})
    assert refusal_of(RuleBook.of([rule]), "x", date(2026, 7, 1)).code == "not_applicable"


def test_the_draft_set_refuses_all_but_what_continues() -> None:
    book = RuleBook.of([a_rule(), a_figure(), a_figure("local.figure", evidence="A")])
    first = date(2027, 1, 1)
    assert book.rule("hearing.min_days", first).value == 7
    assert book.rule("local.figure", first).value == 1
    assert refusal_of(book, "some.figure", first).code == "ruleset_draft"
    assert book.rule("some.figure", date(2026, 12, 31)).value == 1
    opened = RuleBook.of([a_figure()], allow_draft=True)
    assert opened.rule("some.figure", first).value == 1


def table(*lines: tuple[dict[str, Any], int], complete: bool = False) -> RuleBook:
    rows = [{"when": when, "value": value} for when, value in lines]
    return RuleBook.of([a_figure("rate", unit="ore", rows_data=rows, complete=complete)])


def test_a_table_answers_inside_its_lines_and_refuses_outside() -> None:
    small, large = {"monthly_ore": {"lt": 100}}, {"monthly_ore": {"gte": 100, "lt": 200}}
    book = table((small, 20), (large, 20))
    assert book.table_value("rate", DAY, monthly_ore=99) == 20
    assert book.table_value("rate", DAY, monthly_ore=100) == 20
    with pytest.raises(Rejected, match="rule_missing"):
        book.table_value("rate", DAY, monthly_ore=200)
    with pytest.raises(Rejected, match="not_known_yet") as refused:
        book.table_value("rate", DAY)
    assert refused.value.detail["awaited"] == ["monthly_ore"]
    with pytest.raises(Rejected, match="rule_missing"):
        book.table_value("rate", date(2006, 1, 1), monthly_ore=99)


def test_outside_a_complete_table_the_law_does_not_apply() -> None:
    book = table(({"monthly_ore": {"lt": 100}}, 20), complete=True)
    with pytest.raises(Rejected, match="not_applicable"):
        book.table_value("rate", DAY, monthly_ore=100)


def test_two_lines_of_a_table_that_fit_the_same_facts_are_refused() -> None:
    with pytest.raises(RuleError, match="two lines"):
        table(({"monthly_ore": {"lte": 100}}, 20), ({"monthly_ore": {"gte": 100}}, 30))


def test_an_installation_has_figures_of_its_own() -> None:
    book = RuleBook.of([], {"sanction.test_day_rate_ore": 40000})
    assert book.parameter("sanction.test_day_rate_ore") == 40000
    assert book.parameter("sanction.other") is None
    assert book.parameter("sanction.other", 5) == 5


def test_an_installation_replaces_a_local_figure_and_the_version_tells() -> None:
    plain, own = RuleBook.of([a_rule()]), RuleBook.of([a_rule()], {"hearing.min_days": 14})
    rule = own.rule("hearing.min_days", DAY)
    assert rule.value == 14
    assert rule.version != plain.rule("hearing.min_days", DAY).version
    assert rule.version.startswith("hearing.min_days@1987-01-01#")
    again = RuleBook.of([a_rule()], {"hearing.min_days": 14})
    assert again.rule("hearing.min_days", DAY).version == rule.version


@pytest.mark.parametrize(
    ("rule", "value", "complaint"),
    [
        (a_rule(evidence="V"), 14, "cannot set it"),
        (a_rule(), "fourteen", "is not like"),
        (a_rule(), True, "is not like"),
    ],
)
def test_an_installation_cannot_set_the_law_or_another_kind_of_figure(
    rule: Rule, value: object, complaint: str
) -> None:
    with pytest.raises(RuleError, match=complaint):
        RuleBook.of([rule], {"hearing.min_days": value})


@pytest.mark.parametrize(
    ("one", "other", "complaint"),
    [
        ({}, {"value": 2}, "same citizens on the same days"),
        ({"valid_to": "2010-01-01"}, {"valid_from": "2010-01-01"}, "same citizens"),
        ({"applies_to": {"a": [1]}}, {"applies_to": {"b": [1]}}, "neither goes before"),
        (
            {"applies_to": {"age": {"gte": 18, "lt": 28}}},
            {"applies_to": {"age": {"gte": 20, "lt": 30}}},
            "neither goes before",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_refused(
    one: dict[str, Any], other: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(RuleError, match=complaint):
        RuleBook.of([a_figure(**one), a_figure(**other)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"valid_to": "2009-12-31"}, {"valid_from": "2010-01-01"}),
        ({"applies_to": {"a": [1]}}, {"applies_to": {"a": [2]}}),
        ({"applies_to": {"age": {"lt": 30}}}, {"applies_to": {"age": {"gte": 30}}}),
        ({"applies_to": {"age": {"lt": 30}}}, {}),
    ],
)
def test_rows_that_only_stand_side_by_side_are_fine(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert len(RuleBook.of([a_figure(**one), a_figure(**other)]).rules()) == 2


def test_a_superseded_row_is_kept_and_never_picked() -> None:
    wrong = a_figure(value=1)
    right = a_figure(value=2, supersedes=wrong.version)
    book = RuleBook.of([wrong, right])
    assert book.rule("some.figure", DAY).value == 2
    assert wrong in book.rules()


def test_a_row_cannot_supersede_what_does_not_exist() -> None:
    with pytest.raises(RuleError, match="does not exist"):
        RuleBook.of([a_figure(supersedes="some.figure@2007-01-01#000000000000")])


def test_one_key_has_one_owner_and_counts_from_one_date_of_a_fact() -> None:
    with pytest.raises(RuleError, match="several owners"):
        RuleBook.of([make_rule({"key": "k", "owner": o}, FIGURE) for o in ("offers", "sickpay")])
    other = {"event": "benefit_service.hearing_served", "date": "recorded_on"}
    with pytest.raises(RuleError, match="different dates"):
        RuleBook.of(
            [a_rule(valid_to="2009-01-01"), a_rule(valid_from="2010-01-01", starts_on=other)]
        )


def test_the_book_tells_the_calendar_also_of_a_day_before_the_jobcenters() -> None:
    book = RuleBook.of([a_rule()])
    assert book.calendar(DAY).name == book.calendar(date(2006, 1, 1)).name == "dk_public_v1"


def test_the_row_that_follows_another_is_for_the_same_citizens() -> None:
    old, other = a_figure(valid_to="2009-12-31"), a_figure(applies_to={"age": {"lt": 30}})
    new = a_figure(valid_from="2010-01-01", value=2)
    book = RuleBook.of([old, other, new])
    assert book.successor(old.version, date(2010, 1, 1)) == new
    assert book.successor(new.version, date(2010, 1, 1)) is None
    assert book.successor("unknown@2007-01-01#0", DAY) is None


def test_the_book_tells_which_facts_pause_a_clock_and_finds_a_row_by_its_version() -> None:
    rule = a_rule(paused_by=["a.ill", {"event": "a.exempt", "kinds": ["x"]}], resumed_by=["a.well"])
    book = RuleBook.of([rule])
    assert book.pausing_tags() == {"a.ill", "a.exempt", "a.well"}
    assert book.row(rule.version) == rule
    assert book.row("unknown@2007-01-01#0") is None
