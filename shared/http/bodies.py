"""Reads the body of a request straight into its struct: small, JSON, typed, nothing unknown."""

from collections.abc import Callable
from typing import Any, TypeVar

import falcon
import msgspec

from shared.http.checks import check
from shared.http.fields import invalid
from shared.http.limits import MAX_BODY
from shared.http.problems import Refusal

T = TypeVar("T")


def read_body(req: falcon.Request) -> bytes:
    """Return the whole body, refusing one that is too large, of another type, or cut short."""
    _check_type(req.content_type)
    declared = req.content_length
    if declared is not None and declared > MAX_BODY:
        raise Refusal(413, "body_too_large")
    try:
        body = _read(req, MAX_BODY + 1 if declared is None else declared)
    except (OSError, ValueError) as error:
        raise Refusal(400, "body_unreadable") from error
    if len(body) > MAX_BODY:
        raise Refusal(413, "body_too_large")
    if declared is not None and len(body) < declared:
        raise Refusal(400, "body_unreadable")
    return body


def decode(body: bytes, decoder: Callable[[bytes], T]) -> T:
    """Decode a body; a form that is no JSON is 400, JSON that is no such order is 422."""
    try:
        value = decoder(body)
    except msgspec.ValidationError as error:
        raise invalid(str(error)) from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Refusal(400, "malformed_json") from error
    check(value)
    return value


def _read(req: falcon.Request, wanted: int) -> bytes:
    """Read from the raw stream: without a length the body is chunked and the server unpacks it."""
    stream: Any = req.stream
    parts: list[bytes] = []
    while wanted > 0 and (part := stream.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)


def _check_type(content_type: str | None) -> None:
    media_type, _, parameters = (content_type or "").partition(";")
    charset = parameters.strip().lower().replace('"', "")
    if media_type.strip().lower() != "application/json" or charset not in ("", "charset=utf-8"):
        raise Refusal(415, "content_type_not_supported")
