"""Moved."""

from shared.trouble import (
    Conflicted,
    Denied,
    Invalid,
    KeyReusedError,
    NotFound,
    Rejected,
    TooOften,
    Unavailable,
)

__all__ = [
    "Conflicted",
    "Denied",
    "Invalid",
    "KeyReusedError",
    "NotFound",
    "Rejected",
    "TooOften",
    "Unavailable",
]
