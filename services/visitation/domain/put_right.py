"""A correction tells the whole again; this takes from it what was told first, put right."""

from typing import TypeVar

from msgspec import Struct

S = TypeVar("S", bound=Struct)


def put_right(kind: type[S], correction: Struct) -> S:
    """Return `kind` with the values of a correction that has all of its fields, and more."""
    return kind(**{name: getattr(correction, name) for name in kind.__struct_fields__})
