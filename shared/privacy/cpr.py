"""The CPR number: read it, say what it tells, and never show it by accident.

Law: CPR-loven; numbers without a valid modulus 11 have been issued since October 2007,
so the check figure is reported and never required.
A replacement number (erstatningspersonnummer) has 60 added to its day of birth.
"""

import re
from datetime import date
from typing import Literal, NoReturn, TypeAlias

from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError

NumberKind: TypeAlias = Literal["cpr", "replacement"]

MASK = "******-****"
_SHAPE = re.compile(r"[0-9]{6}-?[0-9]{4}")
_REPLACEMENT_DAYS = 60


class NotACprNumber(ValueError):  # noqa: N818 - it names what is wrong, as all refusals here do
    """What was written is no CPR number; the text itself is never repeated."""

    def __init__(self) -> None:
        """Refuse without a trace of what was written."""
        super().__init__("not a CPR number")


class CprNumber:
    """A person's number; shown as stars wherever it is written out.

    It is no Struct and no dataclass on purpose: no encoder writes it unasked,
    and one that falls back to `str` writes stars. Only `reveal` gives the digits.
    """

    __slots__ = ("_born", "_digits")

    def __init__(self, text: str) -> None:
        """Read `DDMMYY-SSSS` or ten digits; refuse everything else."""
        if not _SHAPE.fullmatch(text):
            raise NotACprNumber
        self._digits = text.replace("-", "")
        self._born = _birth_date(self._digits)

    @property
    def kind(self) -> NumberKind:
        """Say whether it is a real number or one that stands in until there is one."""
        return "replacement" if int(self._digits[:2]) > _REPLACEMENT_DAYS else "cpr"

    @property
    def birth_date(self) -> date:
        """Return the day of birth; the seventh digit decides the century."""
        return self._born

    @property
    def modulus_11(self) -> bool:
        """Say whether the check figure fits; a number may be valid without."""
        return int(stdnum_cpr.checksum(self._digits)) == 0

    def reveal(self) -> str:
        """Return the ten digits, for the vault and nobody else."""
        return self._digits

    def __eq__(self, other: object) -> bool:
        """Two readings of the same number are equal, with or without dash."""
        return isinstance(other, CprNumber) and other._digits == self._digits

    def __hash__(self) -> int:
        """Hash in memory only; what is stored uses `shared.privacy.keys.number_hash`."""
        return hash((CprNumber, self._digits))

    def __repr__(self) -> str:
        """Show stars."""
        return MASK

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a pickle would hold the digits."""
        raise TypeError("a CPR number is not pickled")


def _birth_date(digits: str) -> date:
    """Return the day of birth, taking 60 from the day of a replacement number."""
    day = int(digits[:2])
    if day > _REPLACEMENT_DAYS:
        digits = f"{day - _REPLACEMENT_DAYS:02d}{digits[2:]}"
    try:
        return stdnum_cpr.get_birth_date(digits)
    except ValidationError:
        raise NotACprNumber from None
