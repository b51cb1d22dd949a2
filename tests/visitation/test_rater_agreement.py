"""Kappa (K-39): agreement of raters beyond chance, against the example everybody knows."""

from collections import Counter
from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest

from services.visitation.views.match_moves import MatchRow, Rating
from services.visitation.views.rater_agreement import agreements, by_chance, half_up, observed

JUNE_20 = date(2011, 6, 20)
# Fleiss 1971: ten subjects, fourteen raters, five categories; kappa is 0.210.
FLEISS = [
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
]


def rating(standing, value, rated_by="bo", *, step=1, assessed_by="anna", on=JUNE_20):
    return Rating("m3", step, assessed_by, standing, rated_by, value, on)


def case(number, *ratings):
    return MatchRow(UUID(int=number), UUID(int=100 + number), ratings=ratings)


def agreement(*cases):
    (shown,) = agreements(cases, JUNE_20, JUNE_20)
    return shown


def test_fleiss_own_example_comes_out_as_he_printed_it():
    said = [Counter(dict(zip("12345", each, strict=True))) for each in FLEISS]
    assert half_up(observed(said), 3) == "0.378"
    assert half_up(by_chance(said), 3) == "0.213"
    kappa = (observed(said) - by_chance(said)) / (1 - by_chance(said))
    assert half_up(kappa, 3) == "0.210"


def test_two_raters_who_agree_on_three_of_four_cases():
    shown = agreement(
        case(1, rating("1", "1")),
        case(2, rating("2", "2")),
        case(3, rating("3", "3")),
        case(4, rating("1", "2")),
    )
    # Of eight ratings three say 1, three say 2 and two say 3: by chance 22 of 64 agree.
    assert (shown.cases, shown.ratings, shown.raters) == (4, 8, 2)
    assert (shown.agreement_percent, shown.by_chance_percent) == ("75.0", "34.4")
    assert shown.kappa == half_up((Fraction(3, 4) - Fraction(22, 64)) / (1 - Fraction(22, 64)), 2)
    assert shown.too_few


def test_raters_who_always_disagree_do_worse_than_chance():
    shown = agreement(case(1, rating("1", "2")), case(2, rating("2", "1")))
    assert (shown.agreement_percent, shown.kappa) == ("0.0", "-1.00")


def test_where_all_say_the_same_of_all_kappa_says_nothing():
    shown = agreement(case(1, rating("1", "1")), case(2, rating("1", "1")))
    assert (shown.agreement_percent, shown.kappa) == ("100.0", None)


def test_several_raters_of_one_case_count_with_whoever_matched_it():
    shown = agreement(case(1, rating("1", "1", "bo"), rating("1", "2", "eva")))
    # Of three pairs one agrees.
    assert (shown.cases, shown.ratings, shown.raters) == (1, 3, 3)
    assert shown.agreement_percent == "33.3"


def test_of_one_rater_the_latest_rating_of_a_match_counts_and_a_new_match_is_another_case():
    again = case(1, rating("1", "2"), rating("1", "1"))
    assert (agreement(again).ratings, agreement(again).agreement_percent) == (2, "100.0")
    moved = case(1, rating("1", "1"), rating("2", "2", step=2))
    assert (agreement(moved).cases, agreement(moved).ratings) == (2, 4)


def test_days_and_models_are_told_apart():
    old = case(1, rating("1", "1", on=date(2011, 6, 19)))
    assert agreements([old], JUNE_20, JUNE_20) == []
    other = MatchRow(
        UUID(int=9),
        UUID(int=10),
        ratings=(Rating("r2014", 1, "anna", "job_ready", "bo", "job_ready", JUNE_20),),
    )
    shown = agreements([case(1, rating("1", "1")), other], JUNE_20, JUNE_20)
    assert [each.model for each in shown] == ["m3", "r2014"]


def test_twenty_cases_are_enough():
    cases = [case(n, rating("1", "2" if n % 2 else "1")) for n in range(20)]
    assert not agreement(*cases).too_few
    assert agreement(*cases[:19]).too_few


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(2, 3), 1, "0.7"),
        (Fraction(1), 2, "1.00"),
    ],
)
def test_numbers_are_written_half_up(value, decimals, written):
    assert half_up(value, decimals) == written
