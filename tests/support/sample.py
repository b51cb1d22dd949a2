"""A toy case type for tests of the plumbing: a counter that may not pass ten."""

from uuid import UUID, uuid4

from shared.actor import Actor
from shared.clock import FixedClock, SystemClock, local_date
from shared.eventlog.append import Append, Guard, Key, NewEvent
from shared.eventlog.codec import Codec
from shared.eventlog.decider import Claim, Release
from shared.eventlog.envelope import Meta
from shared.eventlog.event import Event, tag_of


class Counted(Event, frozen=True, tag="sample.counted"):
    """Somebody counted one up."""

    by: int = 1


class Named(Event, frozen=True, tag="sample.named"):
    """The counter got a name."""

    name: str


SampleEvent = Counted | Named
CODEC = Codec(SampleEvent)
ACTOR = Actor(id="sara", unit="jobcenter", roles=("counsellor_muni",))


def fact(event: Event, *subjects: UUID, clock: SystemClock | FixedClock | None = None) -> NewEvent:
    """Wrap a fact in a plausible envelope."""
    now = (clock or SystemClock()).now()
    event_id = uuid4()
    meta = Meta(
        event_id=event_id,
        occurred_at=now,
        effective_on=local_date(now),
        actor=ACTOR,
        correlation_id="test",
        subjects=subjects,
    )
    return NewEvent(event_id, tag_of(event), CODEC.encode(event, meta), subjects, meta.effective_on)


def count(
    stream: str,
    expected: int,
    *,
    times: int = 1,
    key: str | None = None,
    digest: bytes = b"d",
    guards: tuple[Guard, ...] = (),
    claims: tuple[Claim | Release, ...] = (),
) -> Append:
    """Decide to count `times` up in a stream that stands at `expected`."""
    return Append(
        stream=stream,
        expected=expected,
        events=tuple(fact(Counted()) for _ in range(times)),
        guards=guards,
        claims=claims,
        key=Key("client", key, digest, b"answer") if key else None,
    )
