"""What a service tells the others, as an AsyncAPI 3.0 document: one channel for each fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from shared.casework.casebook import own_codec
from shared.eventlog.event import Event, tag_of
from shared.messaging.envelope import CONTENT_TYPE
from shared.messaging.reporting import LEFT_OUT
from shared.messaging.schemas import types_of
from shared.messaging.topology import EXCHANGE, HISTORY, routing_key

if TYPE_CHECKING:
    from shared.casework.declare import Service

_SCHEMAS = "#/components/schemas/"

_ATTRIBUTES: dict[str, tuple[str, str]] = {
    "specversion": ("string", "Always 1.0."),
    "id": ("string", "The fact's id; the same wherever it is read."),
    "source": ("string", "urn:jobcenter:<installation>:<service>."),
    "type": ("string", "The fact's name; never reused."),
    "subject": ("string", "The stream: case type and id."),
    "time": ("string", "When it was recorded, UTC."),
    "datacontenttype": ("string", "application/json."),
    "position": ("string", "Its place in the service's log."),
    "previous": ("string", "The place of the fact before it; a gap shows that one is missing."),
    "epoch": ("string", "How many times the log was cut."),
    "streamversion": ("integer", "Its number in the stream."),
    "effectiveon": ("string", "The day it holds, Europe/Copenhagen."),
    "occurredat": ("string", "When it was decided, UTC."),
    "subjects": ("string", "Ids of the citizens it is about, with commas between."),
    "correlationid": ("string", "The wish it belongs to."),
    "causationid": ("string", "The fact it reacts to."),
    "causationdepth": ("integer", "How many reactions led to it."),
    "traceparent": ("string", "W3C trace context."),
    "rules": ("string", "Versions of the rules it relied on, with commas between."),
    "corrects": ("string", "The fact it corrects."),
    "how": ("string", "withdrawn, corrected, superseded or annulled."),
    "actor": ("string", "Who decided, as JSON."),
    "basis": ("string", "What the decision relied on, as JSON."),
    "schemaversion": ("integer", "Version of the fact's shape."),
    "sealed": ("string", "Personal values, readable with the citizen's key only, as JSON."),
}
REPORTING = "reporting"
_REPORTED = (
    "Every fact once more, for reporting: each id is a made-up one, the same for the same id and "
    "in the answers of the API, and so is its place; a moment is its day in Copenhagen, written as "
    "midnight UTC."
)
_REPORTED_DATA = {
    "type": "object",
    "description": "The fields of the fact its type names. A field of a class (contact, economy, "
    "health, address, standing) is {masked: <class>}; a text is a code or a unit, or a made-up id.",
    "properties": {"event": {"type": "string"}},
    "required": ["event"],
}
_OPTIONAL = {
    *("subjects", "causationid", "causationdepth", "traceparent", "rules"),
    *("corrects", "how", "basis", "schemaversion", "sealed"),
}


def told(service: Service) -> tuple[type[Event], ...]:
    """Return all that a service tells: its cases' facts, deadlines, and refused reactions."""
    types = own_codec(service).types
    return tuple(types[tag] for tag in sorted(types))


def document(service: str, title: str, version: str, events: Any) -> dict[str, Any]:
    """Return the document for a service's facts; the same input gives the same document."""
    types = sorted(types_of(events), key=tag_of)
    _, schemas = msgspec.json.schema_components(types, ref_template=_SCHEMAS + "{name}")
    return {
        "asyncapi": "3.0.0",
        "info": {"title": f"{title}: what it tells", "version": version},
        "defaultContentType": CONTENT_TYPE,
        "channels": {
            **{tag_of(each): _channel(service, each) for each in types},
            REPORTING: _long_memory(),
        },
        "operations": {
            f"tell_{tag_of(each).replace('.', '_')}": {
                "action": "send",
                "channel": {"$ref": f"#/channels/{tag_of(each)}"},
            }
            for each in types
        }
        | {
            f"tell_{REPORTING}": {
                "action": "send",
                "channel": {"$ref": f"#/channels/{REPORTING}"},
            }
        },
        "components": {
            "messages": {tag_of(each): _message(each) for each in types} | {REPORTING: _reported()},
            "schemas": {
                "Envelope": _envelope(),
                "ReportedEnvelope": _envelope(LEFT_OUT),
                **dict(sorted(schemas.items())),
            },
        },
    }


def _channel(service: str, event: type[Event]) -> dict[str, Any]:
    tag = tag_of(event)
    return {
        "address": routing_key(service, tag),
        "messages": {tag: {"$ref": f"#/components/messages/{tag}"}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": EXCHANGE, "type": "topic", "durable": True},
            }
        },
    }


def _message(event: type[Event]) -> dict[str, Any]:
    data = {"$ref": _SCHEMAS + event.__name__}
    return {
        "name": tag_of(event),
        "title": event.__name__,
        "summary": (event.__doc__ or "").strip().partition("\n")[0],
        "contentType": CONTENT_TYPE,
        "payload": {
            "allOf": [
                {"$ref": _SCHEMAS + "Envelope"},
                {
                    "type": "object",
                    "properties": {"type": {"const": tag_of(event)}, "data": data},
                    "required": ["data"],
                },
            ]
        },
    }


def _long_memory() -> dict[str, Any]:
    """Describe where reporting replays all facts of all services, with nobody in them."""
    return {
        "address": HISTORY,
        "description": _REPORTED,
        "messages": {REPORTING: {"$ref": f"#/components/messages/{REPORTING}"}},
        "bindings": {"amqp": {"is": "queue", "queue": {"name": HISTORY, "durable": True}}},
    }


def _reported() -> dict[str, Any]:
    return {
        "name": REPORTING,
        "title": "A fact, with nobody in it",
        "summary": _REPORTED,
        "contentType": CONTENT_TYPE,
        "payload": {
            "allOf": [
                {"$ref": _SCHEMAS + "ReportedEnvelope"},
                {"type": "object", "properties": {"data": _REPORTED_DATA}, "required": ["data"]},
            ]
        },
    }


def _envelope(left_out: tuple[str, ...] = ()) -> dict[str, Any]:
    told = {name: what for name, what in _ATTRIBUTES.items() if name not in left_out}
    return {
        "type": "object",
        "description": "CloudEvents 1.0, structured mode; extensions in plain lower case.",
        "properties": {
            name: {"type": kind, "description": text} for name, (kind, text) in told.items()
        },
        "required": [name for name in told if name not in _OPTIONAL],
    }
