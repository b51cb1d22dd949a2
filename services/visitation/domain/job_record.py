"""How a job that another system tells of is known here, by whoever looks at it."""

from typing import Final

JOB: Final = "employment"
"""The kind under which such a record is told."""


def record_key(source: str, record: str) -> str:
    """Return the name by which a record is known here."""
    return f"{source}:{record}"
