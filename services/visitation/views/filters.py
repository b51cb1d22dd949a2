"""Questions to a view: which of the asked filters apply, as SQL of declared names only."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta

CaseStatus: TypeAlias = Literal["open", "closed"]
Limit: TypeAlias = Annotated[int, Meta(ge=1, le=500)]
Skip: TypeAlias = Annotated[int, Meta(ge=0, le=100_000, description="Rows to pass over.")]
WithinDays: TypeAlias = Annotated[int, Meta(ge=0, le=3650)]
Months: TypeAlias = Annotated[int, Meta(ge=0, le=120)]


def where(conditions: Mapping[str, str], given: Mapping[str, Any], order: str) -> str:
    """Return the conditions whose parameter was given, with the order and the page asked for."""
    page = " offset %(skip)s" if given.get("skip") else ""
    asked = [sql for name, sql in conditions.items() if given.get(name) is not None]
    return f"{' and '.join(asked) or 'true'} order by {order} limit %(limit)s{page}"
