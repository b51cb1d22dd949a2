"""Whom a rule fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.conditions import (
    Bounds,
    Conditions,
    Fit,
    fit,
    may_both_fit,
    strength,
    unknown_facts,
)

ENDS = st.none() | st.integers(0, 120)
BOUNDS = st.builds(Bounds, gt=ENDS, gte=ENDS, lt=ENDS, lte=ENDS)
AGES = range(130)


def inside(bounds: Bounds, number: int) -> bool:
    return (
        (bounds.gt is None or number > bounds.gt)
        and (bounds.gte is None or number >= bounds.gte)
        and (bounds.lt is None or number < bounds.lt)
        and (bounds.lte is None or number <= bounds.lte)
    )


@given(BOUNDS, st.integers(0, 130))
def test_bounds_hold_what_lies_inside_each_of_them(bounds: Bounds, number: int) -> None:
    assert bounds.holds(number) == inside(bounds, number)


@given(BOUNDS, BOUNDS)
def test_two_bands_meet_when_some_age_lies_in_both(one: Bounds, other: Bounds) -> None:
    common = any(inside(one, age) and inside(other, age) for age in AGES)
    if any(inside(one, age) for age in AGES) and any(inside(other, age) for age in AGES):
        assert one.meets(other) == common


@pytest.mark.parametrize(
    ("profile", "answer"),
    [
        ({"basis": "cash", "age": 27}, Fit.YES),
        ({"basis": "cash", "age": 30}, Fit.NO),
        ({"basis": "insured", "age": 27}, Fit.NO),
        ({"basis": "insured"}, Fit.NO),
        ({"basis": "cash"}, Fit.UNKNOWN),
        ({"basis": "cash", "age": None}, Fit.UNKNOWN),
        ({}, Fit.UNKNOWN),
    ],
)
def test_one_failed_condition_decides_and_an_unknown_one_is_no_guess(
    profile: dict[str, object], answer: Fit
) -> None:
    conditions: Conditions = {"basis": ("cash", "education"), "age": Bounds(lt=30)}
    assert fit(conditions, profile) is answer


def test_no_conditions_fit_everyone() -> None:
    assert fit({}, {}) is Fit.YES


def test_yes_is_not_the_number_one() -> None:
    assert fit({"exempt": (True,)}, {"exempt": 1}) is Fit.NO
    assert fit({"exempt": (True,)}, {"exempt": True}) is Fit.YES
    assert not may_both_fit({"exempt": (True,)}, {"exempt": (1,)})


def test_the_facts_nobody_told_are_named() -> None:
    conditions: Conditions = {"basis": ("cash",), "age": Bounds(lt=30), "group": (1,)}
    assert unknown_facts(conditions, {"basis": "cash", "age": None}) == {"age", "group"}


def test_more_conditions_are_stronger_and_then_the_narrower_age_band() -> None:
    nobody: Conditions = {}
    young: Conditions = {"age": Bounds(lt=30)}
    teens: Conditions = {"age": Bounds(gte=18, lt=20)}
    grown: Conditions = {"age": Bounds(gte=30)}
    both: Conditions = {"age": Bounds(gte=30), "basis": ("cash",)}
    in_order = sorted([both, teens, young, nobody, grown], key=strength)
    assert in_order == [nobody, grown, young, teens, both]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ({}, {"age": Bounds(lt=30)}, True),
        ({"basis": ("a",)}, {"age": Bounds(lt=30)}, True),
        ({"basis": ("a", "b")}, {"basis": ("b", "c")}, True),
        ({"basis": ("a",)}, {"basis": ("b",)}, False),
        ({"basis": ("a",), "age": Bounds(lt=30)}, {"basis": ("a",), "age": Bounds(gte=30)}, False),
        ({"group": (1, 2)}, {"group": Bounds(gte=2)}, True),
        ({"group": Bounds(gte=3)}, {"group": (1, 2)}, False),
        ({"group": Bounds(gte=0)}, {"group": ("one", True)}, False),
    ],
)
def test_two_rules_meet_when_one_citizen_could_fit_both(
    one: Conditions, other: Conditions, both: bool
) -> None:
    assert may_both_fit(one, other) is both
    assert may_both_fit(other, one) is both
