"""Suppliers' contracts: what their decisions need to know, and their declaration."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from services.offers.domain import supplier_contract as contracts
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded
from shared.identity import derived_id

_SUPPLIERS: Final = UUID("0b1f3c52-9a57-4d0e-8f0b-6c8a2d4e7f10")


def contract_of(supplier: str) -> UUID:
    """Return the id of a supplier's contracts: one case for each supplier."""
    return derived_id(_SUPPLIERS, supplier)


def collect_contract(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[contracts.ContractFacts]:
    """Find out which day it is, from when it holds, and what is taken back."""
    wrong = _taken_back(loaded, command)
    return Collected(
        facts=contracts.ContractFacts(desk.today),
        effective_on=wrong.meta.effective_on if wrong else _from_when(command),
        corrects=wrong.meta.event_id if wrong else None,
        how="withdrawn" if wrong else None,
    )


def _taken_back(loaded: Loaded, command: Command | None) -> Recorded[Any] | None:
    """Return the latest fact that still holds, for the order that takes it back."""
    if not isinstance(command, contracts.WithdrawSupplierContractStep):
        return None
    steps = getattr(loaded.state, "steps", ())
    return next((each for each in reversed(loaded.history) if each.event in steps[-1:]), None)


def _from_when(command: Command | None) -> date | None:
    match command:
        case contracts.ChangeSupplierPrices(from_day=day) | contracts.EndSupplierContract(day):
            return day
        case _:
            return None


_PRICES: Final = [
    {"offer_type": "guidance_qualification", "week_ore": 240_000},
    {"offer_type": "company_practice", "week_ore": 90_000},
]
SUPPLIER_CONTRACT: Final = CaseType[contracts.ContractFacts](
    decider=contracts.supplier_contract,
    path="supplier-contracts",
    title="Kontrakter med en leverandør",
    collect=collect_contract,
    clocks=(),
    commands=(
        Act(
            command=contracts.SignSupplierContract,
            opens=True,
            case_id=lambda command: str(contract_of(command.supplier)),
            example={
                "supplier": "1",
                "valid_from": "2011-01-01",
                "valid_to": "2012-12-31",
                "prices": _PRICES,
                "on": "2010-12-15",
            },
        ),
        Act(
            command=contracts.ChangeSupplierPrices,
            verb="change-prices",
            example={"prices": _PRICES[:1], "from_day": "2011-07-01"},
        ),
        Act(
            command=contracts.EndSupplierContract,
            verb="end",
            example={"last_day": "2011-12-31"},
        ),
        Act(
            command=contracts.WithdrawSupplierContractStep,
            verb="withdraw-step",
            example={"reason": "entered_wrong"},
        ),
    ),
)
