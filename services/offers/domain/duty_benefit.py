"""Another benefit, and what it does to the duty to offers: history stays, the law is counted anew.

An offer that was given stays given and one that runs goes on; what is still owed is owed by the law
of the new benefit, from the day of the change (E2). A change that is taken back puts the days back.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from services.offers.domain.offer_duty_events import (
    FirstDutyRecounted,
    OfferDutyBenefitNoted,
    OfferDutyBenefitWithdrawn,
    RepeatDutyRecounted,
)
from services.offers.domain.offer_duty_orders import (
    NoteBenefitChange,
    NoteBenefitChangeWithdrawn,
)
from shared.eventlog.event import Event as Fact


class Owed(Protocol):
    """What a duty is counted from, and whether anything is owed at all."""

    @property
    def first_from(self) -> date | None:
        """Return the day an open duty to a first offer is counted from."""
        ...

    @property
    def repeat_from(self) -> date | None:
        """Return the day an open duty to another offer is counted from."""
        ...


def changed(
    command: NoteBenefitChange,
    citizen: UUID,
    latest: OfferDutyBenefitNoted | None,
    owed: Owed,
    begins: bool,  # noqa: FBT001 - whether a first offer would be owed if the law knew of one
) -> Sequence[Fact]:
    """Note the benefit, and count from its day what is owed; the same again says nothing."""
    noted = OfferDutyBenefitNoted(
        citizen=citizen,
        benefit_basis=command.benefit_basis,
        target_group=command.target_group,
        age=command.age,
        holds_from=command.on,
        first_from=owed.first_from,
        repeat_from=owed.repeat_from,
    )
    if latest and (latest.benefit_basis, latest.holds_from) == (command.benefit_basis, command.on):
        return []
    told: list[Fact] = [noted]
    if owed.first_from is not None or begins:
        told.append(FirstDutyRecounted(citizen, "benefit", command.on))
    if owed.repeat_from is not None:
        told.append(RepeatDutyRecounted(citizen, "benefit", command.on))
    return told


def taken_back(
    command: NoteBenefitChangeWithdrawn,
    citizen: UUID,
    latest: OfferDutyBenefitNoted | None,
    owed: Owed,
) -> Sequence[Fact]:
    """Note that it did not take place, and count from where was counted before."""
    if latest is None or latest.holds_from != command.on:
        return []
    told: list[Fact] = [
        OfferDutyBenefitWithdrawn(
            citizen=citizen,
            benefit_basis=command.benefit_basis,
            target_group=command.target_group,
            age=command.age,
            holds_from=command.on,
        )
    ]
    if owed.first_from is not None or (latest.first_from is not None and owed.repeat_from is None):
        told.append(FirstDutyRecounted(citizen, "benefit", latest.first_from or command.on))
    if owed.repeat_from is not None:
        told.append(RepeatDutyRecounted(citizen, "benefit", latest.repeat_from or command.on))
    return told
