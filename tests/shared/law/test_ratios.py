"""How many supported persons a company may have."""

import pytest

from shared.law.ratios import most_by_ratio, room
from tests.shared.law.rows import a_figure

RATIO = a_figure(
    "supported_ratio",
    type="ratio",
    value=None,
    unit=None,
    figures={
        "bands": [{"up_to": 50, "per": 5, "minimum": 1}, {"above": 50, "per": 10}],
        "rounding": "floor_each_band",
    },
)


@pytest.mark.parametrize(
    ("ordinary", "most"),
    [
        *[(0, 1), (4, 1), (5, 1), (9, 1), (10, 2), (12, 2), (20, 4), (49, 9), (50, 10)],
        *[(59, 10), (60, 11), (73, 12)],
    ],
)
def test_h24_one_for_five_up_to_fifty_then_one_for_ten(ordinary: int, most: int) -> None:
    assert most_by_ratio(RATIO, ordinary) == most


def test_h24_the_third_placement_in_a_company_of_twelve_has_no_room() -> None:
    taken = room(RATIO, 12, 2)
    assert (taken.full, taken.free, taken.rule_key) == (True, 0, "supported_ratio")
    assert taken.rule == RATIO.version
    assert not room(RATIO, 12, 1).full
    assert room(RATIO, 12, 1).free == 1


def test_h24_a_department_of_five_places_in_a_company_of_twenty_holds_four() -> None:
    assert room(RATIO, 20, 0, places=5).most == 4
    assert room(RATIO, 20, 0, places=3).most == 3


def test_a_company_that_shrank_has_no_room_rather_than_less_than_none() -> None:
    assert room(RATIO, 12, 4).free == 0


def test_a_company_has_employees_or_none() -> None:
    with pytest.raises(ValueError, match="-1 employees"):
        most_by_ratio(RATIO, -1)
