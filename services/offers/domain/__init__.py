"""All that offers ever states as a fact."""

from typing import TypeAlias

from services.offers.domain import (
    attendance_sheet,
    candidacy,
    citizen_cost,
    commitment_account,
    job_order,
    offer_duty,
    offer_placement,
    supplier_contract,
)

Event: TypeAlias = (
    offer_placement.Event
    | attendance_sheet.Event
    | offer_duty.Event
    | job_order.Event
    | candidacy.Event
    | citizen_cost.Event
    | commitment_account.Event
    | supplier_contract.Event
)
