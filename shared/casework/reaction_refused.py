"""What a policy's order came to when the domain said no: an answer, kept as a fact."""

from uuid import UUID

from shared.eventlog.event import Event


class ReactionRefused(Event, frozen=True, tag="reaction.refused"):
    """A policy was told something, gave an order, and the case refused it with a code."""

    message: UUID
    source: str
    policy: str
    command: str
    case: str
    code: str
