"""A fact that came in after a decision, and whether the decision relied on its opposite."""

from collections.abc import Collection
from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from shared.period import Period

Because: TypeAlias = Literal[
    "employment_recorded",
    "sickness_recorded",
    "attendance_corrected",
    "report_withdrawn",
    "sick_leave_notified",
    "citizen_case_closed",
    "guidance_corrected",
    "contact_corrected",
    "recommendation_corrected",
    "relied_on_fact_corrected",
]


class LateFact(Struct, frozen=True, forbid_unknown_fields=True):
    """What was told late: why it may matter, the message, the days it holds, what it corrects.

    `placement` limits it to decisions about that placement; `period` None says that only what
    it corrects counts.
    """

    because: Because
    message: UUID
    period: Period | None = None
    corrects: UUID | None = None
    placement: UUID | None = None


def touches_decision(
    fact: LateFact,
    *,
    relied_on: Collection[UUID],
    basis_period: Period,
    placement: UUID | None,
) -> bool:
    """Say whether the late fact falls into what a decision relied on."""
    if fact.corrects is not None and fact.corrects in relied_on:
        return True
    if fact.period is None or (fact.placement is not None and fact.placement != placement):
        return False
    return fact.period.overlaps(basis_period)


def touches_open_case(fact: LateFact, *, day: date, placement: UUID | None) -> bool:
    """Say whether the fact may matter to a case that nobody has decided yet."""
    if fact.placement is not None and fact.placement != placement:
        return False
    period = fact.period
    return period is None or period.end is None or day < period.end
