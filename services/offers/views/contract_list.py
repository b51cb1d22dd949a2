"""Suppliers' contracts as who gives an offer needs them: whom to ask, for what, at what price."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, structs

from services.offers.domain import supplier_contract as contracts
from services.offers.domain.offer_placement_events import OfferType, SupplierId
from services.offers.views.filters import Limit, Skip, conditions
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.eventlog.view import RowKey, View


class ContractRow(Struct, frozen=True):
    """What was told of a supplier's contracts and still holds, oldest first."""

    contract: UUID
    supplier: str
    steps: tuple[contracts.Step, ...] = ()


def touches(recorded: Recorded[Any]) -> Sequence[RowKey]:
    """Return the supplier's row."""
    return [(UUID(recorded.case_id),)] if isinstance(recorded.event, contracts.Event) else []


def project(key: RowKey, row: ContractRow | None, recorded: Recorded[Any]) -> ContractRow:
    """Return the supplier's row after a fact."""
    before: contracts.State = (
        contracts.Contracts(row.supplier, row.steps) if row else contracts.NoContract()
    )
    after = contracts.evolve(before, recorded.event)
    steps = after.steps if isinstance(after, contracts.Contracts) else ()
    return ContractRow(key[0], recorded.event.supplier, steps)


CONTRACT_LIST: Final = View[ContractRow](
    name="contract_list",
    version=1,
    row=ContractRow,
    key=("contract",),
    touches=touches,
    project=project,
    indexes=(("supplier",),),
)


class SupplierContracts(Struct, frozen=True, forbid_unknown_fields=True):
    """Which contracts are asked for: of a supplier, for a kind of offer, running on a day."""

    supplier: SupplierId | None = None
    offer_type: OfferType | None = None
    day: date | None = None
    limit: Limit = 100
    skip: Skip = 0


class SupplierContractShown(Struct, frozen=True, kw_only=True):
    """One contract; prices are those of the day asked for, or the latest agreed."""

    contract: UUID
    supplier: str
    valid_from: date
    valid_to: date | None
    prices: tuple[contracts.Price, ...]


_FILTERS: Final = {"supplier": "supplier = %(supplier)s"}


def supplier_contracts(desk: Desk, params: SupplierContracts) -> list[SupplierContractShown]:
    """Return the contracts asked for, by supplier and first day."""
    asked = structs.asdict(params)
    rows = desk.rows(CONTRACT_LIST, f"{conditions(_FILTERS, asked)} order by supplier", asked)
    found = [each for row in rows for each in shown(row, params)]
    return found[params.skip : params.skip + params.limit]


def shown(row: ContractRow, params: SupplierContracts) -> list[SupplierContractShown]:
    """Return a supplier's contracts that run on the day and buy the kind of offer asked for."""
    answers = []
    for period in contracts.Contracts(row.supplier, row.steps).periods:
        if params.day is not None and not period.holds(params.day):
            continue
        prices = period.prices_on(params.day or date.max)
        if params.offer_type in {None, *(each.offer_type for each in prices)}:
            answers.append(
                SupplierContractShown(
                    contract=row.contract,
                    supplier=row.supplier,
                    valid_from=period.valid_from,
                    valid_to=period.valid_to,
                    prices=prices,
                )
            )
    return answers
