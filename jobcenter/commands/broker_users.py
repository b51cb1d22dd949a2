"""`jobcenter broker-users`: the users of the broker, each with what it may do and no more."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from jobcenter import catalogue
from jobcenter.trouble import PlainError
from shared.messaging.broker_users import definitions, users_of

_ONE_FOR_ALL = "JOBCENTER_BROKER_PASSWORD"


def command(
    out: Annotated[
        Path | None, typer.Option(help="Write to this file; else it is printed.")
    ] = None,
) -> None:
    """Say as RabbitMQ's definitions which users it needs, for `load_definitions`.

    Each password is read from JOBCENTER_BROKER_PASSWORD_<USER>, for instance …_OFFERS or
    …_REPORTING, or for all from JOBCENTER_BROKER_PASSWORD.
    """
    services = {service.name: service.sources for service, _ in catalogue.declarations()}
    said = json.dumps(definitions(users_of(services), _password, secrets.token_bytes), indent=1)
    if out is None:
        typer.echo(said)
        return
    out.write_text(said, encoding="utf-8")
    typer.echo(f"Written to {out}. RabbitMQ loads it at its start (load_definitions).")


def _password(user: str) -> str:
    own = f"{_ONE_FOR_ALL}_{user.removeprefix('jobcenter_').upper()}"
    found = os.environ.get(own) or os.environ.get(_ONE_FOR_ALL)
    if not found:
        raise PlainError(f"There is no password for {user}.", f"Set {own} or {_ONE_FOR_ALL}.")
    return found
