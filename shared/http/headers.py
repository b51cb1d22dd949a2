"""What goes with a request beside its body: key, expected version, correlation."""

import re

import falcon
from msgspec import Struct

from shared.http.problems import Refusal
from shared.identity import new_id
from shared.observability.tracing import parse
from shared.privacy.masking import hides_cpr

KEY_PATTERN = r"^[A-Za-z0-9._:~-]{1,128}$"
ETAG_PATTERN = r'^"[1-9][0-9]{0,8}"$'

_KEY = re.compile(KEY_PATTERN)
_ETAG = re.compile(ETAG_PATTERN)
_CORRELATION = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Trace(Struct, frozen=True):
    """The thread a request hangs on: the caller's, or one of our own."""

    correlation_id: str
    traceparent: str | None = None


def read_trace(req: falcon.Request) -> Trace:
    """Take the caller's correlation id or trace when they are well formed, else make an id."""
    came = parse(req.get_header("traceparent"))
    traceparent = came.header if came is not None else None
    given = req.get_header("X-Correlation-Id")
    # A caller must not make its citizen's number the name of a thread that every log keeps.
    if given and _CORRELATION.fullmatch(given) and not hides_cpr(given):
        return Trace(given, traceparent)
    return Trace(came.trace_id if came is not None else str(new_id()), traceparent)


def read_key(req: falcon.Request) -> str:
    """Return the idempotency key that every order needs."""
    return checked_key(req.get_header("Idempotency-Key"))


def checked_key(key: object) -> str:
    """Return a key that may be kept beside the order it names; no CPR number stands in one."""
    if key is None or key == "":
        raise Refusal(428, "idempotency_key_missing")
    if not isinstance(key, str) or not _KEY.fullmatch(key) or hides_cpr(key):
        raise Refusal(400, "idempotency_key_malformed")
    return key


def read_if_match(req: falcon.Request) -> int:
    """Return the version the caller has seen; weak tags, lists and `*` do not name one."""
    tag = req.get_header("If-Match")
    if not tag:
        raise Refusal(428, "if_match_missing")
    if not _ETAG.fullmatch(tag):
        raise Refusal(400, "if_match_malformed")
    return int(tag.strip('"'))
