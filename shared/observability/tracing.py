"""Follows one wish across services by the W3C `traceparent` header; no tracing product is needed.

Format: `00-<32 hex trace id>-<16 hex span id>-<2 hex flags>`, lower case.
Why by hand: it is one line of text, and whoever runs a tracing product can read it in our messages.
"""

import re
from secrets import token_hex

from msgspec import Struct
from msgspec.structs import replace

_SHAPE = re.compile(
    r"\A(?P<version>[0-9a-f]{2})-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})"
    r"(?P<rest>-.*)?\Z",
    re.ASCII,
)
_FORBIDDEN_VERSION = "ff"
_NO_TRACE = "0" * 32
_NO_SPAN = "0" * 16
_SAMPLED = 0x01


class Trace(Struct, frozen=True):
    """One step of one wish: `trace_id` stays the same, `span_id` is new for each step."""

    trace_id: str
    span_id: str
    sampled: bool = True

    @property
    def header(self) -> str:
        """Return the value of the `traceparent` header."""
        return f"00-{self.trace_id}-{self.span_id}-{int(self.sampled):02x}"

    def child(self) -> "Trace":
        """Return the next step of the same wish."""
        return replace(self, span_id=_span())


def new_trace(*, sampled: bool = True) -> Trace:
    """Begin to follow a wish that came without a trace."""
    return Trace(token_hex(16), _span(), sampled)


def parse(traceparent: str | None) -> Trace | None:
    """Read the header a caller sent; anything malformed is as good as none."""
    found = _SHAPE.match(traceparent or "")
    if found is None or found["version"] == _FORBIDDEN_VERSION:
        return None
    if found["trace"] == _NO_TRACE or found["span"] == _NO_SPAN:
        return None
    if found["version"] == "00" and found["rest"]:
        return None
    return Trace(found["trace"], found["span"], bool(int(found["flags"], 16) & _SAMPLED))


def follow(traceparent: str | None) -> Trace:
    """Continue the caller's trace, or begin one."""
    came = parse(traceparent)
    return came.child() if came else new_trace()


def _span() -> str:
    return token_hex(8)
