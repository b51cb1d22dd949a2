"""Questions to a view: which of the asked filters apply, as SQL of declared names only."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from msgspec import Meta

Limit: TypeAlias = Annotated[int, Meta(ge=1, le=500)]
Skip: TypeAlias = Annotated[int, Meta(ge=0, le=100_000, description="Rows to pass over.")]


def conditions(filters: Mapping[str, str], given: Mapping[str, Any]) -> str:
    """Return the conditions whose parameter was given, joined."""
    asked = [sql for name, sql in filters.items() if given.get(name) is not None]
    return " and ".join(asked) or "true"
