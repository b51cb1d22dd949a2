"""Nothing on another machine is spoken to in clear unawares: the one rule for every command."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from jobcenter.trouble import SpokenInClearError
from shared.casework.addresses import database_in_clear, url_in_clear

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_SAID: ContextVar[bool] = ContextVar("plain_inside", default=False)


def refuse_clear(
    *,
    database: str | None = None,
    others: Mapping[str, str | None] | None = None,
    further: Iterable[str] = (),
    plain_inside: bool = False,
) -> None:
    """Refuse addresses where nobody shows who answers, unless the network between is ours.

    `others` are web and broker addresses by what they are, `further` what was found elsewhere.
    """
    if plain_inside or said_for_all():
        return
    found = ["the database"] if database is not None and database_in_clear(database) else []
    found += [name for name, url in (others or {}).items() if url is not None and url_in_clear(url)]
    found += further
    if found:
        raise SpokenInClearError(found)


def say_for_all(*, plain_inside: bool) -> None:
    """Remember what was said before the command, or in the environment."""
    _SAID.set(plain_inside)


def said_for_all() -> bool:
    """Say whether the network is said to be ours for whichever command is given."""
    return _SAID.get()
