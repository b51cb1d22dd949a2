"""CPR numbers: what is one, what it tells, and that it never shows itself."""

import json
import pickle
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.privacy.cpr import MASK, CprNumber, NotACprNumber

DAYS = st.dates(date(1858, 1, 1), date(2057, 12, 31))


def seventh_digit(day: date) -> int:
    """Pick a seventh digit of the day's century, by the table of the CPR office."""
    if day.year < 1900:
        return 5
    if day.year < 2000:
        return 0
    return 4 if day.year < 2037 else 5


@pytest.mark.parametrize(
    ("text", "born", "kind", "modulus_11"),
    [
        ("211062-5629", date(1862, 10, 21), "cpr", True),
        ("2110625629", date(1862, 10, 21), "cpr", True),
        ("211062-5628", date(1862, 10, 21), "cpr", False),
        ("010165-5001", date(1865, 1, 1), "cpr", False),
        ("811062-5629", date(1862, 10, 21), "replacement", False),
        ("610158-5000", date(1858, 1, 1), "replacement", False),
        ("290260-5000", date(1860, 2, 29), "cpr", False),
        ("290200-4000", date(2000, 2, 29), "cpr", False),
        ("890200-4000", date(2000, 2, 29), "replacement", False),
        ("290296-0000", date(1996, 2, 29), "cpr", False),
        ("010136-4000", date(2036, 1, 1), "cpr", False),
        ("010137-4000", date(1937, 1, 1), "cpr", False),
        ("010136-9000", date(2036, 1, 1), "cpr", False),
        ("010137-9000", date(1937, 1, 1), "cpr", True),  # 3+7+18+35+36 = 99 = 9*11
        ("010157-8000", date(2057, 1, 1), "cpr", False),
        ("010158-8000", date(1858, 1, 1), "cpr", False),
        ("010100-3999", date(1900, 1, 1), "cpr", False),
    ],
)
def test_a_number_tells_birth_kind_and_check_figure(
    text: str, born: date, kind: str, modulus_11: bool
) -> None:
    number = CprNumber(text)
    assert (number.birth_date, number.kind, number.modulus_11) == (born, kind, modulus_11)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000000000",
        "290200-0000",  # 1900 was no leap year
        "290258-5000",  # 1858 neither
        "310458-5000",
        "320158-5000",
        "600158-5000",  # day 60 is neither a day nor a replacement
        "920158-5000",  # 92 - 60 = 32
        "010058-5000",
        "011358-5000",
        "01015-85000",
        "010158--5000",
        "010158 5000",
        "010158-500",
        "010158-50000",
        "010158-5000\n",
        "\u0660\u0661\u0660\u0661\u0665\u0668-\u0665\u0660\u0660\u0660",
        "010158-500x",
    ],
)
def test_what_is_no_number_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(NotACprNumber) as refused:
        CprNumber(text)
    assert str(refused.value) == "not a CPR number"
    assert refused.value.__cause__ is None


@given(DAYS, st.integers(0, 999), st.booleans(), st.booleans())
def test_every_day_of_two_centuries_can_be_born_on(
    day: date, serial: int, replacement: bool, dash: bool
) -> None:
    first = day.day + (60 if replacement else 0)
    text = f"{first:02d}{day:%m%y}{'-' if dash else ''}{seventh_digit(day)}{serial:03d}"
    number = CprNumber(text)
    assert number.birth_date == day
    assert number.kind == ("replacement" if replacement else "cpr")
    assert number.reveal() == text.replace("-", "")


def test_one_number_in_eleven_has_the_check_figure_and_the_others_are_numbers_too() -> None:
    day = date(1860, 3, 1)
    numbers = [
        CprNumber(f"{day + timedelta(days=n):%d%m%y}{serial}")
        for n in range(10)
        for serial in range(5000, 5110)
    ]
    fitting = sum(number.modulus_11 for number in numbers)
    assert 0 < fitting < len(numbers) / 8


def test_it_is_never_shown() -> None:
    number = CprNumber("211062-5629")
    assert str(number) == repr(number) == f"{number}" == f"{number!r}" == MASK
    assert f"{[number]} {(number,)}".count(MASK) == 2
    assert json.dumps({"n": number}, default=str) == json.dumps({"n": MASK})
    assert msgspec.json.encode(number, enc_hook=str) == json.dumps(MASK).encode()
    with pytest.raises(TypeError):
        msgspec.json.encode(number)
    with pytest.raises(TypeError):
        json.dumps(number)
    with pytest.raises(TypeError):
        pickle.dumps(number)
    assert not hasattr(number, "__dict__")


def test_the_same_number_is_equal_with_and_without_dash() -> None:
    assert CprNumber("211062-5629") == CprNumber("2110625629")
    assert len({CprNumber("211062-5629"), CprNumber("2110625629")}) == 1
    assert CprNumber("211062-5629") != CprNumber("211062-5628")
    assert CprNumber("211062-5629") != "2110625629"
