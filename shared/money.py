"""Money is a whole number of øre; a krone is a hundred."""

from typing import Annotated, TypeAlias

from msgspec import Meta

Ore: TypeAlias = Annotated[int, Meta(description="Amount in øre; 100 øre are 1 krone.")]
OrePositive: TypeAlias = Annotated[
    int, Meta(ge=1, le=10**12, description="Amount in øre, more than 0; 100 øre are 1 krone.")
]


def in_kroner(amount: int) -> str:
    """Write an amount the Danish way: 160000 øre is `1.600,00 kr.`."""
    sign = "-" if amount < 0 else ""
    kroner, ore = divmod(abs(amount), 100)
    return f"{sign}{kroner:,}".replace(",", ".") + f",{ore:02d} kr."
