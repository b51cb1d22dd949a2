"""The root of all orders a case can be given."""

from msgspec import Struct


class Command(Struct, frozen=True, forbid_unknown_fields=True):
    """An order as the caller states it; unknown fields are refused, not dropped."""
