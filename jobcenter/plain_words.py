"""Says in plain words what a command met outside itself: a refusal, a server that is away."""

from __future__ import annotations

import httpx
import psycopg

from jobcenter.scenario.house import Refused
from jobcenter.trouble import PlainError


def in_plain_words(wrong: Exception) -> PlainError | None:
    """Return what is wrong and what helps, or None for a bug."""
    match wrong:
        case Refused():
            return PlainError(
                f"The house said no: {wrong.title}",
                f"Its code is {wrong.code}; docs/reference/codes.md lists them all.",
            )
        case psycopg.OperationalError():
            said = str(wrong).partition("\n")[0]
            return PlainError(
                "The database does not answer.",
                f"Is it running, and is the URL right? It was said: {said}",
            )
        case httpx.TransportError():
            return PlainError(
                f"A service does not answer ({type(wrong).__name__}).",
                "See what runs with `jobcenter doctor`.",
            )
        case _:
            return None
