"""Masking: no CPR number in a log line, and nothing else eaten."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.privacy.cpr import MASK
from shared.privacy.masking import hides_cpr, holds_cpr, mask_cpr


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("cpr 211062-5629", f"cpr {MASK}"),
        ("2110625629", MASK),
        ("211062 5629", MASK),
        ("211062\u20135629", MASK),
        ("CPR:211062-5629.", f"CPR:{MASK}."),
        ("(211062-5629), and 8110625629!", f"({MASK}), and {MASK}!"),
        ("external_record-2110625629", f"external_record-{MASK}"),
        ("cpr_2110625629", f"cpr_{MASK}"),
        ('{"national_id":"2110625629"}', f'{{"national_id":"{MASK}"}}'),
        ("/citizens/2110625629?x=811062-5629", f"/citizens/{MASK}?x={MASK}"),
        ("290200-0000", MASK),  # no such day in 1900, yet close enough to be meant as one
    ],
)
def test_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_cpr(text) == masked
    assert holds_cpr(text)
    assert hides_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2011-06-14T10:00:00.123456Z",
        "3213014000",  # no 32nd day
        "2113625629",  # no 13th month
        "300258-5000",  # no 30 February
        "21106256290",  # eleven digits
        "921062-5629",
        "1.010.101.010,00 kr.",
        "1010101010,50",
        "1010101010 kr.",
        "1010101010 øre",
        "0.1010101010",
        "12101010-1010-1010-1010-101010101010",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "a1010101010",
        "phone 33 12 34 56",
    ],
)
def test_other_figures_stay(text: str) -> None:
    assert mask_cpr(text) == text
    assert not holds_cpr(text)


@given(st.uuids())
def test_no_id_is_ever_touched(value: UUID) -> None:
    assert mask_cpr(str(value)) == str(value)
    assert mask_cpr(value.hex) == value.hex


@given(
    st.dates(date(1858, 1, 1), date(2057, 12, 31)),
    st.integers(0, 9999),
    st.booleans(),
    st.sampled_from(["", " ", ": ", '"', "/", "=", "(", "\n", "-", "_"]),
    st.sampled_from(["", " ", ".", ",", '"', "/", ")", "\n", "-", "_"]),
)
def test_every_number_is_masked_wherever_it_stands(
    day: date, serial: int, replacement: bool, before: str, after: str
) -> None:
    first = day.day + (60 if replacement else 0)
    start = f"x{before}" if before else ""
    for dash in ("", "-", " "):
        number = f"{first:02d}{day:%m%y}{dash}{serial:04d}"
        assert mask_cpr(f"{start}{number}{after}") == f"{start}{MASK}{after}"


@pytest.mark.parametrize(
    "name",
    [
        "2110625629",
        "211062-5629",
        "cpr2110625629",
        "sag-2110625629",
        "211062-5629x",
        "a8110625629b",
    ],
)
def test_a_name_that_holds_a_number_is_known_however_it_is_glued_in(name: str) -> None:
    assert hides_cpr(name)


@pytest.mark.parametrize(
    "name",
    ["", "3213014000", "2113625629x", "x21106256290", "register-21106", "20110614T100000"],
)
def test_a_name_with_other_figures_may_be_used(name: str) -> None:
    assert not hides_cpr(name)


@given(st.uuids(), st.sampled_from(["", "order-", "v1_", "a:"]))
def test_nobody_is_turned_away_for_an_id_of_chance(value: UUID, before: str) -> None:
    """The first one holds ten digits and six and four; one in some thousand of chance does."""
    for text in ("a2110625-2110-4110-8110-a2110625629b", str(value), value.hex):
        assert not hides_cpr(f"{before}{text}")
