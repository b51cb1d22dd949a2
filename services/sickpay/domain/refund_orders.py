"""What can be ordered about an employer's refund requests."""

from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.sickpay.domain.sick_pay_orders import Reason
from shared.eventlog.command import Command
from shared.money import OrePositive

Version: TypeAlias = Annotated[int, Meta(ge=1, description="The request's version last read.")]


class SignNotification(Command, frozen=True):
    """The notification that came unsigned is signed."""

    on: date


class RequestRefund(Command, frozen=True):
    """Ask a refund for a stretch of days; it follows the one before without a hole.

    `section_56` says that the absence falls under a § 56 agreement: the refund begins with its
    first day.
    """

    request: UUID
    from_: date
    to: date
    amount: OrePositive
    on: date
    section_56: Annotated[
        bool,
        Meta(
            description="Whether the illness is the one of a § 56 agreement.",
            extra_json_schema={"x-personal": "health"},
        ),
    ] = False


class CorrectRefund(Command, frozen=True):
    """Change a request that was not fetched yet; `version` is the one last read."""

    request: UUID
    version: Version
    to: date
    amount: OrePositive


class FetchRefund(Command, frozen=True):
    """The municipality takes a request over from the portal."""

    request: UUID
    version: Version


class AnnulRefund(Command, frozen=True):
    """Annul the last request, after it was fetched."""

    request: UUID
    version: Version
    reason: Reason


class PayRefund(Command, frozen=True):
    """Pay a fetched request."""

    request: UUID
    version: Version
    on: date


class WithdrawRefundPayment(Command, frozen=True):
    """The refund was not paid, or the money came back; the request can be annulled or paid anew."""

    request: UUID
    version: Version
    reason: Reason


RefundOrder: TypeAlias = (
    SignNotification
    | RequestRefund
    | CorrectRefund
    | FetchRefund
    | AnnulRefund
    | PayRefund
    | WithdrawRefundPayment
)
