"""A stored fact in the form in which it travels: CloudEvents 1.0, structured JSON.

A message is a pure function of the stored row (protocol R1): two relays that overlap send the
same bytes, and a reader may take them from the bus or from the feed. The way back gives the same
row, so inbox, parking and rebuild read one form only. Personal values travel as they are stored:
sealed, in an attribute of their own; `data` is what somebody without a key reads.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import msgspec

from shared.actor import Actor
from shared.eventlog.envelope import Basis, Cursor, How, Meta, Sealed
from shared.eventlog.row import Page, Row

CONTENT_TYPE = "application/cloudevents+json"


class Unreadable(Exception):  # noqa: N818 - an answer about bytes that came from elsewhere
    """These bytes are no message of this house; nobody can say whom it is about."""


class CloudEvent(msgspec.Struct, frozen=True, omit_defaults=True):
    """The wire form; extension names are plain lower case, positions are text."""

    specversion: str
    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str
    position: str
    previous: str
    epoch: str
    streamversion: int
    effectiveon: date
    occurredat: datetime
    correlationid: str
    actor: str
    data: msgspec.Raw
    subjects: str = ""
    causationid: UUID | None = None
    causationdepth: int = 0
    traceparent: str | None = None
    rules: str = ""
    corrects: UUID | None = None
    how: How | None = None
    basis: str | None = None
    schemaversion: int = 1
    sealed: str | None = None


class _State(msgspec.Struct, frozen=True, omit_defaults=True):
    event: msgspec.Raw
    meta: Meta
    sealed: tuple[Sealed, ...] = ()


class _Batch(msgspec.Struct, frozen=True):
    upto: Cursor
    head: Cursor
    events: tuple[msgspec.Raw, ...]


_json = msgspec.json.Encoder()
_read_state = msgspec.json.Decoder(_State)
_read_event = msgspec.json.Decoder(CloudEvent)
_read_batch = msgspec.json.Decoder(_Batch)
_read_actor = msgspec.json.Decoder(Actor)
_read_basis = msgspec.json.Decoder(Basis)
_read_sealed = msgspec.json.Decoder(tuple[Sealed, ...])


def urn(installation: str, service: str) -> str:
    """Name the log a message comes from."""
    return f"urn:jobcenter:{installation}:{service}"


def service_of(source: str) -> str:
    """Return the service a source's name stands for."""
    parts = source.split(":")
    if len(parts) != 4 or parts[:2] != ["urn", "jobcenter"] or not parts[3]:  # noqa: PLR2004 - urn:jobcenter:x:y
        raise Unreadable("source")
    return parts[3]


def write(source: str, row: Row) -> bytes:
    """Return the message of a stored fact: for the same row always the same bytes."""
    try:
        state = _read_state.decode(row.state)
    except msgspec.MsgspecError as trouble:
        raise Unreadable(str(trouble)) from trouble
    meta = state.meta
    return _json.encode(
        CloudEvent(
            specversion="1.0",
            id=row.event_id,
            source=source,
            type=row.tag,
            subject=row.stream,
            time=row.recorded_at.astimezone(UTC),
            datacontenttype="application/json",
            position=str(row.position),
            previous=str(row.previous),
            epoch=str(row.epoch),
            streamversion=row.version,
            effectiveon=row.effective_on,
            occurredat=meta.occurred_at.astimezone(UTC),
            correlationid=meta.correlation_id,
            actor=_json.encode(meta.actor).decode(),
            data=state.event,
            subjects=",".join(str(each) for each in row.subjects),
            causationid=meta.causation_id,
            causationdepth=meta.causation_depth,
            traceparent=meta.traceparent,
            rules=",".join(meta.rules),
            corrects=meta.corrects,
            how=meta.how,
            basis=_json.encode(meta.basis).decode() if meta.basis is not None else None,
            schemaversion=meta.schema_version,
            sealed=_json.encode(state.sealed).decode() if state.sealed else None,
        )
    )


def read(message: bytes) -> tuple[str, Row]:
    """Return the service a message comes from and the row it was made of."""
    try:
        event = _read_event.decode(message)
        service = service_of(event.source)
        return service, _row(event)
    except (msgspec.MsgspecError, ValueError) as trouble:
        raise Unreadable(str(trouble)) from trouble


def _row(event: CloudEvent) -> Row:
    subjects = tuple(UUID(each) for each in event.subjects.split(",") if each)
    meta = Meta(
        event_id=event.id,
        occurred_at=event.occurredat,
        effective_on=event.effectiveon,
        actor=_read_actor.decode(event.actor),
        correlation_id=event.correlationid,
        subjects=subjects,
        causation_id=event.causationid,
        causation_depth=event.causationdepth,
        rules=tuple(each for each in event.rules.split(",") if each),
        basis=_read_basis.decode(event.basis) if event.basis is not None else None,
        corrects=event.corrects,
        how=event.how,
        traceparent=event.traceparent,
        schema_version=event.schemaversion,
    )
    sealed = _read_sealed.decode(event.sealed) if event.sealed is not None else ()
    return Row(
        position=int(event.position),
        epoch=int(event.epoch),
        previous=int(event.previous),
        event_id=event.id,
        stream=event.subject,
        version=event.streamversion,
        tag=event.type,
        subjects=subjects,
        effective_on=event.effectiveon,
        recorded_at=event.time,
        state=_json.encode(_State(event.data, meta, sealed)),
        previous_hash=b"",  # the chain is proved where the log lies; it does not travel
    )


def write_page(source: str, page: Page) -> bytes:
    """Return a page of the feed: its messages, how far was looked, and where the log ends."""
    events = tuple(msgspec.Raw(write(source, row)) for row in page.rows)
    return _json.encode(_Batch(page.upto, page.head, events))


def read_page(body: bytes) -> Page:
    """Return the page a feed answered with; a single unreadable fact makes it unreadable."""
    try:
        batch = _read_batch.decode(body)
    except msgspec.MsgspecError as trouble:
        raise Unreadable(str(trouble)) from trouble
    return Page(tuple(read(bytes(each))[1] for each in batch.events), batch.upto, batch.head)
