"""Weeks that a counter of weeks on benefit leaves out, by the record that tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.offers.domain.offer_duty_events import RepeatDutyRecounted, WeeksWithoutBenefitNoted

if TYPE_CHECKING:
    from services.offers.domain.offer_duty import Duty, DutyFacts
    from shared.eventlog.event import Event as Fact


def noted(record: str, weeks: tuple[str, ...], state: Duty, facts: DutyFacts) -> list[Fact]:
    """Note the weeks of a record, and count the next duty anew where one runs."""
    if state.weeks.get(record, ()) == weeks:
        return []
    told: list[Fact] = [WeeksWithoutBenefitNoted(state.citizen, record, weeks)]
    if facts.repeat_from is not None and state.open:
        told.append(RepeatDutyRecounted(state.citizen, "weeks", facts.repeat_from))
    return told
