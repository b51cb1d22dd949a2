"""A cash-benefit recipient is ill: followed up once, until well, or taken back (S-06, E13).

Which follow-up a later message is about is looked up in a list, so these stand by themselves.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_orders import (
    OpenCashBenefitFollowUp,
    ReportRecovery,
    WithdrawNotification,
)
from services.sickpay.messages import RecoveryNoted, SickReported, SickReportWithdrawn
from services.sickpay.views.sick_pay_list import SICK_PAY_LIST
from shared.casework.declare import Desk, Do, Policy
from shared.eventlog.envelope import Recorded
from shared.identity import derived_id

# Their fund or employer notifies the absence, which opens a case of sick pay.
_OF_SICK_PAY: Final = frozenset({"ui_benefit", "sick_pay"})


def follow_up(message: Recorded[SickReported], _found: None) -> Sequence[Do]:
    """Open the follow-up of a sick cash-benefit recipient, once for each message (S-06).

    Citizens in rehabilitation, or who wait for a pension, are followed up in the same way.
    """
    told = message.event
    if told.benefit_basis in _OF_SICK_PAY:
        return []
    order = OpenCashBenefitFollowUp(told.citizen, told.citizen_case, told.sick_from)
    case = derived_id(message.meta.event_id, "when_sick_reported")
    return [Do(decider=SICK_PAY_CASE, case_id=case, command=order)]


def find_followed_up(
    desk: Desk, message: Recorded[SickReportWithdrawn | RecoveryNoted]
) -> UUID | None:
    """Find the running follow-up of a sick cash-benefit recipient; there is one at most."""
    rows = desk.rows_of(
        SICK_PAY_LIST,
        message.event.citizen,
        "legal_basis = 'cash_benefit'"
        " and recovered_on is null and ended_after is null and not withdrawn",
    )
    return rows[0].sick_pay_case if rows else None


def take_it_back(message: Recorded[SickReportWithdrawn], case: UUID | None) -> Sequence[Do]:
    """Take the follow-up back whose citizen was never ill."""
    del message
    order = WithdrawNotification("Sygemeldingen blev trukket tilbage.")
    return [] if case is None else [Do(decider=SICK_PAY_CASE, case_id=case, command=order)]


def end_it(message: Recorded[RecoveryNoted], case: UUID | None) -> Sequence[Do]:
    """End the follow-up when the jobcenter hears of the recovery before sick pay does."""
    order = ReportRecovery(message.event.recovered_on)
    return [] if case is None else [Do(decider=SICK_PAY_CASE, case_id=case, command=order)]


CASH_BENEFIT_POLICIES = (
    Policy(name="when_sick_reported", on=SickReported, react=follow_up),
    Policy(
        name="when_sick_report_withdrawn",
        on=SickReportWithdrawn,
        find=find_followed_up,
        react=take_it_back,
    ),
    Policy(name="when_recovery_noted", on=RecoveryNoted, find=find_followed_up, react=end_it),
)
