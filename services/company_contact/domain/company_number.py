"""The two numbers a Danish company is known by: the CVR number and the P number.

Law: CVR-loven (lov om Det Centrale Virksomhedsregister); a CVR number names the legal
unit, a P number one of its workplaces. Both are digits without spaces.
"""

from typing import Annotated, TypeAlias

from msgspec import Meta

CompanyRegNo: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[1-9][0-9]{7}$",
        max_length=8,
        description="CVR number: 8 digits that pass the check of modulus 11.",
    ),
]
UnitRegNo: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{10}$",
        max_length=10,
        description="P number of one production unit: 10 digits.",
    ),
]

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def passes_check(number: str) -> bool:
    """Say whether the eight digits of a CVR number agree with each other (modulus 11)."""
    return sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=True)) % 11 == 0


def refuse_wrong_number(number: str) -> None:
    """Refuse a CVR number with a slip of the pen, before it becomes a company of its own."""
    if not passes_check(number):
        msg = "the CVR number does not pass its check of modulus 11"
        raise ValueError(msg)
