"""What can happen with an employer's refund requests."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from shared.eventlog.event import Event
from shared.money import Ore
from shared.privacy.personal import EconomyData


class NotificationSigned(Event, frozen=True, tag="sickpay.notification_signed"):
    """The notification is signed; refunds may be asked for."""

    citizen: UUID
    signed_on: date


class RefundRequested(Event, frozen=True, tag="sickpay.refund_requested"):
    """The employer asks a refund for these days; `refund_from` is the first day that can be one."""

    citizen: UUID
    request: UUID
    from_: date
    to: date
    refund_from: date
    amount: EconomyData[Ore]


class RefundCorrected(Event, frozen=True, tag="sickpay.refund_corrected"):
    """The request says something else."""

    citizen: UUID
    request: UUID
    to: date
    amount: EconomyData[Ore]


class RefundFetched(Event, frozen=True, tag="sickpay.refund_fetched"):
    """The municipality took the request over."""

    citizen: UUID
    request: UUID


class RefundAnnulled(Event, frozen=True, tag="sickpay.refund_annulled"):
    """The request holds no more."""

    citizen: UUID
    request: UUID
    reason: EconomyData[str]


class RefundPaid(Event, frozen=True, tag="sickpay.refund_paid"):
    """The refund was paid."""

    citizen: UUID
    request: UUID
    from_: date
    to: date
    amount: EconomyData[Ore]


class RefundPaymentWithdrawn(Event, frozen=True, tag="sickpay.refund_payment_withdrawn"):
    """The refund for these days was not paid, or the money came back."""

    citizen: UUID
    request: UUID
    from_: date
    to: date
    amount: EconomyData[Ore]
    reason: EconomyData[str]


RefundEvent: TypeAlias = (
    NotificationSigned
    | RefundRequested
    | RefundCorrected
    | RefundFetched
    | RefundAnnulled
    | RefundPaid
    | RefundPaymentWithdrawn
)
