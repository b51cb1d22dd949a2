"""What a service speaks to on other machines must show who it is, or the network must be ours."""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.casework.settings import Settings

_SHOWS_WHO_IT_IS = {"https", "amqps"}


def spoken_in_clear(settings: Settings) -> list[str]:
    """Return what would be spoken to on another machine without TLS and a checked certificate."""
    return list(_in_clear(settings))


def database_in_clear(url: str) -> bool:
    """Say whether the driver would not check which database answers."""
    try:
        said = conninfo_to_dict(url)
    except ProgrammingError:
        return False  # it connects nowhere, and says so itself
    mode = said.get("sslmode") or os.environ.get("PGSSLMODE", "")
    hosts = str(said.get("host") or os.environ.get("PGHOST", "")).split(",")
    return mode != "verify-full" and not all(_is_here(host) for host in hosts)


def _in_clear(settings: Settings) -> Iterator[str]:
    if database_in_clear(settings.database_url):
        yield "the database"
    others = {"the broker": settings.broker_url, "the issuer's keys": settings.jwks_url}
    for name, url in others.items():
        if url is not None and url_in_clear(url):
            yield name


def url_in_clear(url: str) -> bool:
    """Say whether nobody would check who answers at a web or broker address."""
    said = urlsplit(url)
    return said.scheme not in _SHOWS_WHO_IT_IS and not _is_here(said.hostname or "")


def _is_here(host: str) -> bool:
    """Say whether a host is this machine: a socket's folder, its name, or a loopback address."""
    if host in {"", "localhost"} or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
