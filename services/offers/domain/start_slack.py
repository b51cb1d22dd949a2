"""A wage subsidy given in time may begin up to three weeks after the deadline.

The offer must be given by the deadline, and until it begins the duty counts as fulfilled by that.
If it has not begun when the weeks are over, or is called off, the duty was never fulfilled.

Law: LAB § 102 stk. 3 (`offer.wage_subsidy.start_slack`).
"""

from datetime import date
from uuid import UUID

from msgspec import Struct

from services.offers.domain.offer_duty_events import StartSlackEnded, StartSlackGranted
from services.offers.domain.offer_duty_orders import EndStartSlack, WeighStartSlack
from shared.eventlog.event import Event as Fact


class Slack(Struct, frozen=True):
    """The wage subsidy that may begin after the deadline, and the last day for it."""

    placement: UUID
    deadline_on: date
    start_by: date


class SlackLaw(Struct, frozen=True):
    """What the clocks and the law say: the open deadline, the last day after it, and more.

    `awaited` says that a slack is granted and nobody has begun; `needed_days` is the shortest
    offer that counts.
    """

    deadline_on: date | None = None
    start_by: date | None = None
    awaited: bool = False
    needed_days: int = 0


def decide(
    order: WeighStartSlack | EndStartSlack, citizen: UUID, slack: Slack | None, law: SlackLaw
) -> list[Fact]:
    """Grant the slack where the offer fits into it, and end one that no longer holds."""
    if isinstance(order, WeighStartSlack):
        return _weighed(order, citizen, slack, law)
    if slack is None or not law.awaited or order.placement not in {None, slack.placement}:
        return []
    return [StartSlackEnded(citizen, slack.placement)]


def _weighed(
    order: WeighStartSlack, citizen: UUID, slack: Slack | None, law: SlackLaw
) -> list[Fact]:
    if slack is not None and slack.placement == order.placement and law.awaited:
        fits = _fits(order, slack.deadline_on, slack.start_by, law.needed_days)
        return [] if fits else [StartSlackEnded(citizen, slack.placement)]
    if law.deadline_on is None or law.start_by is None:
        return []
    if not _fits(order, law.deadline_on, law.start_by, law.needed_days):
        return []
    granted = StartSlackGranted(
        citizen=citizen,
        placement=order.placement,
        given_on=order.on,
        deadline_on=law.deadline_on,
        start_by=law.start_by,
    )
    return [granted]


def _fits(order: WeighStartSlack, deadline_on: date, start_by: date, needed_days: int) -> bool:
    in_time = order.on <= deadline_on < order.starts_on <= start_by
    return order.wage_subsidy and order.days >= needed_days and in_time
