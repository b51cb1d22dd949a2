"""What a verified token says: who acts, with which scopes, and for whom the token was made."""

import re
from typing import Any

from msgspec import Struct, ValidationError, convert

from shared.access.terms import SUPPLIER
from shared.actor import Actor, Authority

_SUBJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@:-]{0,127}")
_UNIT = re.compile(r"[a-z][a-z0-9_]*(:[A-Za-z0-9._-]{1,64})?")


class TokenRefusedError(Exception):
    """The caller has not proved who it is (401); `code` says why, never what was in the token."""

    def __init__(self, code: str) -> None:
        """Say why: `token_missing`, `token_invalid`, `token_expired` or `login_too_weak`."""
        super().__init__(code)
        self.code = code


class Bearer(Struct, frozen=True):
    """One who has proved who it is."""

    actor: Actor
    scopes: frozenset[str]
    audiences: frozenset[str]


class _Claims(Struct, frozen=True):
    sub: str
    aud: str | tuple[str, ...]
    roles: tuple[str, ...] = ()
    unit: str = ""
    authority: Authority = "municipal"
    kind: str = "person"
    scope: str = ""


def bearer_of(claims: dict[str, Any]) -> Bearer:
    """Read the claims of a token whose signature and times were checked."""
    try:
        read = convert(claims, _Claims)
    except ValidationError as error:
        raise TokenRefusedError("token_invalid") from error
    if not _SUBJECT.fullmatch(read.sub) or (read.unit and not _UNIT.fullmatch(read.unit)):
        raise TokenRefusedError("token_invalid")
    # Which supplier is not said, and all of them are not meant.
    if read.unit == SUPPLIER:
        raise TokenRefusedError("token_invalid")
    # Nobody outside may pass for one of our own policies.
    if read.sub.startswith("policy:") or "policy" in read.roles:
        raise TokenRefusedError("token_invalid")
    audiences = (read.aud,) if isinstance(read.aud, str) else read.aud
    actor = Actor(
        id=read.sub,
        kind="machine" if read.kind == "machine" else "person",
        authority=read.authority,
        unit=read.unit,
        roles=read.roles,
    )
    return Bearer(actor, frozenset(read.scope.split()), frozenset(audiences))
