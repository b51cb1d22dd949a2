import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec import ValidationError, json
from stdnum.dk import cvr

from services.company_contact.domain.company import RegisterCompany
from services.company_contact.domain.company_number import passes_check

BODY = (
    b'{"company_reg_no":"%s","unit_reg_no":"%s","name":"Eksempel ApS","size":3,'
    b'"sector":"private","industry":"carpentry","on":"2011-06-01"}'
)


def read(company_reg_no: str, unit_reg_no: str = "1000000001") -> RegisterCompany:
    body = BODY % (company_reg_no.encode(), unit_reg_no.encode())
    return json.decode(body, type=RegisterCompany)


@for_all(st.from_regex(r"[1-9][0-9]{7}", fullmatch=True))
def test_the_check_agrees_with_the_common_library(number: str) -> None:
    assert passes_check(number) == cvr.is_valid(number)


@for_all(st.sampled_from(["10000009", "10000017", "10000025"]), st.integers(0, 7), st.data())
def test_one_wrong_digit_is_always_found(number: str, place: int, data: st.DataObject) -> None:
    digit = data.draw(st.sampled_from(sorted(set("0123456789") - {number[place]})))
    assert not passes_check(number[:place] + digit + number[place + 1 :])


def test_a_right_number_is_read() -> None:
    assert read("10000009").company_reg_no == "10000009"


@pytest.mark.parametrize("number", ["10000008", "1000000", "100000090", "00000000", "1000000x", ""])
def test_a_wrong_company_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        read(number)


@pytest.mark.parametrize("number", ["100000001", "10000000011", "10000000 1", "100000000x", ""])
def test_a_wrong_unit_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        read("10000009", number)


def test_a_number_with_a_line_break_is_refused() -> None:
    with pytest.raises(ValidationError):
        read("10000009\\n")
    with pytest.raises(ValidationError):
        read("10000009", "1000000001\\n")
