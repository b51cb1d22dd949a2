"""The root of all facts, and the name under which a fact is stored for ever."""

from msgspec import Struct


class Event(Struct, frozen=True, tag_field="event"):
    """A fact that was decided; stored once and never changed."""


def tag_of(event: type[Event] | Event) -> str:
    """Return the stored name of a fact, such as `benefit_service.sanction_decided`."""
    tag = event.__struct_config__.tag
    if not isinstance(tag, str):
        msg = f"{event!r} has no tag of its own"
        raise TypeError(msg)
    return tag
