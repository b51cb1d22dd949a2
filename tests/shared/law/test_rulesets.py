"""The sets of law the country has lived under."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.law.rulefile import RuleError
from shared.law.rulesets import RULESETS_FILE, read_rulesets
from tests.shared.law.rows import a_figure, a_rule

FIRST = (
    "{id: a, status: historical, valid_from: 2007-01-01, valid_to: 2009-07-31,"
    " string_model: two_string, calendar: dk_public_v1}"
)
SECOND = (
    "{id: b, status: in_force, valid_from: 2009-08-01,"
    " string_model: one_string, calendar: dk_public_v1}"
)


def test_the_sets_are_those_decided_and_only_2027_is_a_draft() -> None:
    sets = read_rulesets()
    assert [one.id for one in sets] == [
        *("2007", "2010", "2014", "2015", "2020", "2024", "2025", "2026", "2027")
    ]
    assert [one.id for one in sets if one.status == "draft"] == ["2027"]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2007-01-01", "2007"),
        ("2009-07-31", "2007"),
        ("2009-08-01", "2010"),
        ("2013-12-31", "2010"),
        ("2014-07-01", "2014"),
        ("2015-01-01", "2015"),
        ("2020-01-01", "2020"),
        ("2024-01-01", "2024"),
        ("2026-02-01", "2025"),
        ("2026-06-30", "2025"),
        ("2026-07-01", "2026"),
        ("2026-12-31", "2026"),
        ("2027-01-01", "2027"),
        ("2040-01-01", "2027"),
    ],
)
def test_every_day_since_2007_lies_in_one_set(day: str, name: str) -> None:
    holding = [one.id for one in read_rulesets() if one.holds_on(date.fromisoformat(day))]
    assert holding == [name]


def test_the_two_strings_ended_on_31_july_2009() -> None:
    first, second, *_ = read_rulesets()
    assert (first.string_model, second.string_model) == ("two_string", "one_string")
    assert second.valid_from - timedelta(days=1) == first.valid_to == date(2009, 7, 31)


def test_a_draft_lets_hearing_appeal_eligibility_and_local_parameters_continue() -> None:
    draft = read_rulesets()[-1]
    assert draft.lets_continue(a_rule("hearing.min_days"))
    assert draft.lets_continue(a_rule("appeal.deadline"))
    assert draft.lets_continue(a_rule("eligibility.notice"))
    assert draft.lets_continue(a_rule("order.answer"))
    assert draft.lets_continue(a_figure("contact.figure", evidence="A"))
    assert not draft.lets_continue(a_figure("contact.figure", evidence="V"))
    assert not draft.lets_continue(a_rule("interview.first", evidence="A"))


def written(folder: Path, *sets: str) -> Path:
    path = folder / "rulesets.yaml"
    path.write_text("sets:\n" + "".join(f"  - {one}\n" for one in sets), "utf-8")
    return path


def test_sets_that_follow_each_other_are_read(tmp_path: Path) -> None:
    assert [one.id for one in read_rulesets(written(tmp_path, FIRST, SECOND))] == ["a", "b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FIRST, SECOND.replace("08-01", "08-02")),
        (FIRST, SECOND.replace("08-01", "07-31")),
        (SECOND, FIRST),
    ],
)
def test_a_gap_an_overlap_or_a_wrong_order_is_refused(tmp_path: Path, one: str, other: str) -> None:
    with pytest.raises(RuleError, match="the day after"):
        read_rulesets(written(tmp_path, one, other))


def test_an_unknown_calendar_or_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="unknown calendar moon"):
        read_rulesets(written(tmp_path, SECOND.replace("dk_public_v1", "moon")))
    with pytest.raises(RuleError, match="colour"):
        read_rulesets(written(tmp_path, SECOND.replace("id: b", "id: b, colour: red")))


def test_the_file_lies_beside_the_code() -> None:
    assert RULESETS_FILE.is_file()
