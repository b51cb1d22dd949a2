"""Which half of the jobcenter the case lies with: a transfer moves the case, never a clock.

Law: two halves until 31 July 2009, one string after; the history and open clocks follow the case.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.visitation.domain.codes import CaseAuthority, TargetGroup, Text
from services.visitation.domain.ground import Ground
from services.visitation.domain.registration import (
    Registration,
    authority_must_fit,
    insured_only,
)
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData


class TransferAuthority(Order, frozen=True):
    """Hand the case to the other half of the jobcenter."""

    to: CaseAuthority
    on: date | None = None


class WithdrawTransfer(Order, frozen=True):
    """Take back the latest transfer."""

    reason: Text


class AuthorityTransferred(Fact, frozen=True, tag="visitation.authority_transferred"):
    """The case lies with another half of the jobcenter from that day."""

    citizen: UUID
    from_authority: CaseAuthority
    to_authority: CaseAuthority
    transferred_on: date


class TransferWithdrawn(Fact, frozen=True, tag="visitation.transfer_withdrawn"):
    """The transfer did not take place; the case lies with `authority` as before."""

    citizen: UUID
    authority: CaseAuthority
    reason: ContactData[str]


Command: TypeAlias = TransferAuthority | WithdrawTransfer
Event: TypeAlias = AuthorityTransferred | TransferWithdrawn
Transfers: TypeAlias = tuple[AuthorityTransferred, ...]


def blocks(command_type: type[Order], transfers: Transfers) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    return () if transfers or command_type is not WithdrawTransfer else ("never_transferred",)


def decide(
    command: Order,
    transfers: Transfers,
    registered: Registration,
    group: TargetGroup | None,
    ground: Ground,
) -> Sequence[Fact]:
    """Answer an order about whom the case lies with; `group` is the target group now."""
    match command:
        case TransferAuthority(to, on):
            day, now = ground.happened(on), authority_of(transfers, registered)
            if to == now:
                raise Rejected("same_authority")
            authority_must_fit(to, group, day)
            return [AuthorityTransferred(ground.citizen, now, to, day)]
        case WithdrawTransfer(reason) if transfers:
            back = transfers[-1].from_authority
            insured_only(back, group)
            return [TransferWithdrawn(ground.citizen, back, reason)]
        case _:
            return not_allowed_now()


def evolve(transfers: Transfers, event: Fact) -> Transfers:
    """Return the transfers after a fact."""
    match event:
        case AuthorityTransferred():
            return (*transfers, event)
        case TransferWithdrawn():
            return transfers[:-1]
        case _:
            return transfers


def authority_of(transfers: Transfers, registered: Registration) -> CaseAuthority:
    """Return the half of the jobcenter the case lies with now."""
    return transfers[-1].to_authority if transfers else registered.authority
