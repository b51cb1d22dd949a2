"""Somebody who is registered: who it is, on what they live, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jobcenter.simulator.rates import Group

CASH: Final = "cash_benefit"


@dataclass(frozen=True)
class Jobseeker:
    """A citizen with a case at the jobcenter; `ends` is the day on which there is work."""

    citizen: str
    case: str
    group: Group
    ends: date

    @property
    def basis(self) -> str:
        """Return on what the citizen lives."""
        return self.group.benefit_basis

    @property
    def on_cash(self) -> bool:
        """Say whether the municipality pays; a fund pays the others and decides about them."""
        return self.basis == CASH
