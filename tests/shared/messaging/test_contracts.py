"""What a service tells, as documents, and how a fact may change its shape."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, TypeAlias
from uuid import UUID

import msgspec
import pytest
from jsonschema_rs import Draft202012Validator
from msgspec import Struct

from jobcenter.generate import asyncapi
from shared.eventlog.event import Event
from shared.messaging import envelope, topology
from shared.messaging.compatibility import incompatibilities
from shared.messaging.reporting import LEFT_OUT
from shared.messaging.schemas import event_schemas
from shared.privacy.personal import ContactData
from tests.shared.messaging.test_envelope import SOURCE, NoShowReported, plain_meta, row_of
from tests.support.reporting import NAMES_ONLY

Note: TypeAlias = ContactData[str]


class Day(Struct, frozen=True):
    """One day."""

    on: date
    hours: int = 0


class OfferGiven(Event, frozen=True, tag="offers.offer_given"):
    """A citizen got an offer."""

    citizen: UUID
    kind: Literal["guidance", "traineeship"]
    days: tuple[Day, ...]
    note: Note = ""


def released() -> dict[str, dict[str, Any]]:
    return event_schemas(OfferGiven)


def changed(**fields: Any) -> dict[str, dict[str, Any]]:
    """Return the schema of the same fact with other fields; None takes one away."""
    now: dict[str, Any] = {
        "citizen": UUID,
        "kind": Literal["guidance", "traineeship"],
        "days": tuple[Day, ...],
        "note": (Note, ""),
    }
    now |= fields
    kept = [
        (name, *each) if isinstance(each, tuple) else (name, each)
        for name, each in now.items()
        if each is not None
    ]
    made = msgspec.defstruct(
        "OfferGiven", kept, bases=(Event,), frozen=True, kw_only=True, tag="offers.offer_given"
    )
    return event_schemas(made)


class LongerDay(Struct, frozen=True):
    """A day that tells more."""

    on: date
    hours: int | None = 0
    place: str = ""


class ShorterDay(Struct, frozen=True):
    """A day that tells less."""

    on: date


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"supplier": (UUID | None, None)},
        {"kind": Literal["guidance", "traineeship", "wage_subsidy"]},
        {"kind": str},
        {"days": tuple[LongerDay, ...]},
        {"citizen": UUID | None},
        {"note": (Note | None, None)},
    ],
)
def test_a_fact_may_tell_more_or_allow_more(fields: dict[str, Any]) -> None:
    assert incompatibilities(released(), changed(**fields)) == []


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"note": None}, "offers.offer_given.note: removed"),
        ({"supplier": UUID}, "offers.offer_given.supplier: newly required"),
        ({"note": Note}, "offers.offer_given.note: newly required"),
        ({"kind": Literal["guidance"]}, "offers.offer_given.kind: narrowed, fewer values"),
        ({"citizen": int}, "offers.offer_given.citizen: narrowed, string to integer"),
        ({"days": tuple[ShorterDay, ...]}, "offers.offer_given.days[].hours: removed"),
        ({"note": (str, "")}, "offers.offer_given.note: narrowed, Erased is no longer allowed"),
    ],
)
def test_a_fact_may_not_tell_less_or_allow_less(fields: dict[str, Any], because: str) -> None:
    assert because in incompatibilities(released(), changed(**fields))


def test_a_name_is_for_ever() -> None:
    assert incompatibilities(released(), {}) == ["offers.offer_given: removed or renamed"]
    assert incompatibilities({}, released()) == []


def test_every_fact_has_a_schema_of_its_own_that_is_valid() -> None:
    schemas = event_schemas(OfferGiven | NoShowReported)
    assert list(schemas) == ["offers.no_show_reported", "offers.offer_given"]
    for schema in schemas.values():
        Draft202012Validator(schema)  # refuses what is no schema


def test_a_real_message_is_what_the_document_says() -> None:
    document = asyncapi.document("offers", "Tilbud", "1.0.0", OfferGiven | NoShowReported)
    assert document["asyncapi"] == "3.0.0"
    channel = document["channels"]["offers.no_show_reported"]
    assert channel["address"] == "offers.no_show_reported"
    payload = document["components"]["messages"]["offers.no_show_reported"]["payload"]
    schema = payload | {"components": document["components"]}
    message = msgspec.json.decode(envelope.write(SOURCE, row_of(plain_meta(causation_depth=1))))
    Draft202012Validator(schema).validate(message)
    assert not Draft202012Validator(schema).is_valid(message | {"data": {"day": "2011-06-14"}})
    assert not Draft202012Validator(schema).is_valid(message | {"type": "offers.offer_given"})
    described = document["components"]["schemas"]["Envelope"]["properties"]
    assert set(message) <= set(described) | {"data"}
    assert set(described) | {"data"} == set(envelope.CloudEvent.__struct_fields__)


def test_what_reporting_is_told_is_what_the_document_says() -> None:
    document = asyncapi.document("offers", "Tilbud", "1.0.0", OfferGiven | NoShowReported)
    assert document["channels"]["reporting"]["address"] == topology.HISTORY
    payload = document["components"]["messages"]["reporting"]["payload"]
    told = NAMES_ONLY.of(envelope.write(SOURCE, row_of(plain_meta(causation_depth=1))))
    Draft202012Validator(payload | {"components": document["components"]}).validate(
        msgspec.json.decode(told)
    )
    described = document["components"]["schemas"]["ReportedEnvelope"]["properties"]
    assert set(envelope.CloudEvent.__struct_fields__) - {*described, "data"} == set(LEFT_OUT)
    assert set(msgspec.json.decode(told)) <= {*described, "data"}


def test_the_document_is_the_same_each_time() -> None:
    first = asyncapi.document("offers", "Tilbud", "1.0.0", OfferGiven | NoShowReported)
    second = asyncapi.document("offers", "Tilbud", "1.0.0", NoShowReported | OfferGiven)
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


def test_all_that_a_service_tells_can_be_documented() -> None:
    from tests.shared.messaging.sample_service import SERVICE  # noqa: PLC0415 - see there

    told = asyncapi.told(SERVICE)
    document = asyncapi.document(SERVICE.name, SERVICE.title, "1", told)
    assert document["channels"]["deadline.missed"]["address"] == "offers.deadline.missed"
    assert "reaction.refused" in document["channels"]
    assert incompatibilities(event_schemas(told), event_schemas(told)) == []
