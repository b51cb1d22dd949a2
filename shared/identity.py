"""Ids: time-ordered for cases and events, random for citizens, derived for what a policy opens."""

import re
from uuid import UUID, uuid4, uuid5

import uuid_utils

_POLICIES = UUID("6f1c8f9e-2f0a-5c7e-9b6d-0d6c1e1f7a11")
_WRITTEN = 36
_AS_WRITTEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_id() -> UUID:
    """Return a fresh id that sorts by the time it was made."""
    return UUID(int=uuid_utils.uuid7().int)


def new_citizen_id() -> UUID:
    """Return a fresh id that tells nothing about the citizen, not even when it was made."""
    return uuid4()


def derived_id(message_id: UUID, *parts: str) -> UUID:
    """Return the id that the same message and the same parts always give.

    A redelivered message can therefore never open the same case twice.
    """
    return uuid5(_POLICIES, "/".join((str(message_id), *parts)))


def is_id(text: str) -> bool:
    """Say whether a text is an id as it is written here: with hyphens."""
    if len(text) != _WRITTEN:
        return False
    try:
        return _AS_WRITTEN.fullmatch(text) is not None or bool(UUID(text).hex)
    except ValueError:
        return False
