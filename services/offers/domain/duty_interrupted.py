"""A duty whose case is closed, and open again: because the citizen is back, or as if never closed.

What held when the case was closed is kept, should the closing have been a mistake (X-22).
"""

from uuid import UUID

from msgspec import Struct

from services.offers.domain.offer_duty_events import OfferDutyReopened
from services.offers.domain.offer_duty_orders import NoteCaseReopened
from services.offers.domain.start_slack import Slack


class Interrupted(Struct, frozen=True):
    """What the latest closing put an end to."""

    paused: tuple[str, ...] = ()
    exempt: bool = False
    slack: Slack | None = None


def reopened(command: NoteCaseReopened, citizen: UUID, was: Interrupted) -> OfferDutyReopened:
    """Answer that the case is open again; what held before holds only if it never was closed."""
    held = was if command.by_mistake else Interrupted()
    return OfferDutyReopened(
        citizen=citizen,
        reopened_on=command.on,
        by_mistake=command.by_mistake,
        paused=held.paused,
        exempt=held.exempt,
        age=command.age,
    )
