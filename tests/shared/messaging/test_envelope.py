"""The same row gives the same message, and the message gives the row back."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.actor import Actor
from shared.eventlog.codec import Codec
from shared.eventlog.envelope import Basis, Cursor, Meta, Statement
from shared.eventlog.event import Event
from shared.eventlog.row import Page, Row
from shared.messaging import envelope
from shared.period import Period


class NoShowReported(Event, frozen=True, tag="offers.no_show_reported"):
    """A participant did not come."""

    citizen: UUID
    day: date


CODEC = Codec(NoShowReported)
SOURCE = envelope.urn("aarhus", "offers")
CITIZEN = UUID("11111111-1111-4111-8111-111111111111")
MOMENT = datetime(2011, 6, 14, 15, 0, 0, 123456, tzinfo=UTC)
ids = st.uuids(version=4)
moments = st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1))  # noqa: DTZ001 - zone is given beside
rule_versions = st.from_regex(r"\A[a-z]+\.[a-z_]+@20[0-9]{2}-01-01#[0-9a-f]{12}\Z")


def row_of(meta: Meta, *, position: int = 7, previous: int = 4) -> Row:
    event = NoShowReported(CITIZEN, date(2011, 6, 14))
    return Row(
        position=position,
        epoch=1,
        previous=previous,
        event_id=meta.event_id,
        stream="offer_placement-0192",
        version=3,
        tag="offers.no_show_reported",
        subjects=meta.subjects,
        effective_on=meta.effective_on,
        recorded_at=MOMENT,
        state=CODEC.encode(event, meta),
        previous_hash=b"",
    )


def plain_meta(**more: Any) -> Meta:
    return Meta(
        event_id=UUID("22222222-2222-4222-8222-222222222222"),
        occurred_at=MOMENT,
        effective_on=date(2011, 6, 14),
        actor=Actor(id="sara", unit="supplier:1", authority="external"),
        correlation_id="wish-1",
        subjects=(CITIZEN,),
        **more,
    )


@st.composite
def metas(draw: st.DrawFn) -> Meta:
    statements = st.builds(
        Statement,
        subject=ids,
        kind=st.text(max_size=10),
        period=st.just(Period(date(2011, 2, 1), date(2011, 3, 1))),
        found=st.none() | st.text(max_size=5),
    )
    return Meta(
        event_id=draw(ids),
        occurred_at=draw(moments),
        effective_on=draw(st.dates()),
        actor=Actor(id=draw(st.text(max_size=8)), roles=tuple(draw(st.lists(st.text(max_size=4))))),
        correlation_id=draw(st.text(max_size=8)),
        subjects=tuple(draw(st.lists(ids, max_size=3))),
        causation_id=draw(st.none() | ids),
        causation_depth=draw(st.integers(0, 30)),
        rules=tuple(draw(st.lists(rule_versions, max_size=2))),
        basis=draw(
            st.none()
            | st.builds(
                Basis,
                events=st.lists(ids, max_size=2).map(tuple),
                statements=st.lists(statements, max_size=2).map(tuple),
            )
        ),
        corrects=draw(st.none() | ids),
        how=draw(st.none() | st.sampled_from(["withdrawn", "corrected"])),
        traceparent=draw(st.none() | st.text(max_size=10)),
        schema_version=draw(st.integers(1, 5)),
    )


@given(metas())
def test_a_message_gives_back_the_row_byte_for_byte(meta: Meta) -> None:
    row = row_of(meta)
    message = envelope.write(SOURCE, row)
    service, read = envelope.read(message)
    assert service == "offers"
    assert read == row
    assert envelope.write(SOURCE, read) == message
    assert CODEC.read("offers", read) == CODEC.read("offers", row)


def test_a_message_is_cloudevents_with_plain_lower_case_extensions() -> None:
    message = json.loads(envelope.write(SOURCE, row_of(plain_meta())))
    assert message == {
        "specversion": "1.0",
        "id": "22222222-2222-4222-8222-222222222222",
        "source": "urn:jobcenter:aarhus:offers",
        "type": "offers.no_show_reported",
        "subject": "offer_placement-0192",
        "time": "2011-06-14T15:00:00.123456Z",
        "datacontenttype": "application/json",
        "position": "7",
        "previous": "4",
        "epoch": "1",
        "streamversion": 3,
        "effectiveon": "2011-06-14",
        "occurredat": "2011-06-14T15:00:00.123456Z",
        "correlationid": "wish-1",
        "actor": '{"id":"sara","authority":"external","unit":"supplier:1"}',
        "data": {
            "event": "offers.no_show_reported",
            "citizen": str(CITIZEN),
            "day": "2011-06-14",
        },
        "subjects": str(CITIZEN),
    }
    assert all(name.isalnum() and name.islower() for name in message)


def test_an_unknown_field_in_the_body_travels_on() -> None:
    row = row_of(plain_meta())
    state = row.state.replace(b'"day"', b'"new_field":[1,{"a":2}],"day"')
    newer = msgspec.structs.replace(row, state=state)
    assert envelope.read(envelope.write(SOURCE, newer))[1].state == state


@pytest.mark.parametrize(
    "spoil",
    [
        lambda message: message[:-1],
        lambda message: message.replace(b'"position":"7"', b'"position":"seven"'),
        lambda message: message.replace(b"urn:jobcenter:", b"urn:other:"),
        lambda message: message.replace(str(CITIZEN).encode() + b'"}', b'nobody"}'),
        lambda message: message.replace(b'"actor":"', b'"actor":"x'),
        lambda message: b"",
    ],
)
def test_a_spoiled_envelope_is_unreadable_and_nothing_else(spoil: Any) -> None:
    message = envelope.write(SOURCE, row_of(plain_meta()))
    assert spoil(message) != message
    with pytest.raises(envelope.Unreadable):
        envelope.read(spoil(message))


def test_a_row_with_spoiled_metadata_is_not_published() -> None:
    row = msgspec.structs.replace(row_of(plain_meta()), state=b'{"event":{}}')
    with pytest.raises(envelope.Unreadable):
        envelope.write(SOURCE, row)


def test_a_page_of_the_feed_comes_back_whole() -> None:
    rows = (row_of(plain_meta()), row_of(plain_meta(causation_depth=2), position=9, previous=7))
    page = Page(rows, rows[-1].cursor, Cursor(1, 12, CITIZEN))
    assert envelope.read_page(envelope.write_page(SOURCE, page)) == page


def test_a_page_with_one_unreadable_fact_is_unreadable() -> None:
    body = envelope.write_page(SOURCE, Page((row_of(plain_meta()),), Cursor(), Cursor()))
    with pytest.raises(envelope.Unreadable):
        envelope.read_page(body.replace(b'"epoch":"1"', b'"epoch":"?"'))
    with pytest.raises(envelope.Unreadable):
        envelope.read_page(b"[]")
