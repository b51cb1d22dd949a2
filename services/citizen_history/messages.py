"""What citizen history reads of other services' facts.

It writes down facts of every kind, also of kinds that do not exist yet, so every foreign fact
arrives as its name and its fields. Deadline facts are read closer, and its own decision to erase.
"""

from datetime import date
from uuid import UUID

from msgspec import Struct

from shared.eventlog.event import Event


class ErasureApproved(Event, frozen=True, tag="citizen_history.erasure_approved"):
    """It was decided that a citizen is erased."""

    citizen: UUID


class DeadlineTold(Struct, frozen=True):
    """What is read of any `deadline.*` fact; only `deadline.set` has all of it."""

    deadline: str
    rule_key: str
    timely_until: date | None = None
    kind: str = "authority_duty"
    law_ref: str | None = None
