"""Who comes to look, what for, and why although the citizen is not one's own."""

import re
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from shared.access.readers import Reader
from shared.access.table import DENIED, AccessTable
from shared.actor import Actor
from shared.privacy.masking import hides_cpr
from shared.trouble import Denied, Invalid

PURPOSE: Final = "X-Purpose"
REASON: Final = "X-Access-Reason"
SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 500
_PURPOSE = re.compile(r"[a-z][a-z0-9_]{0,63}")


class Visitor(Struct, frozen=True):
    """One who asks to see something; `reason` is written by a guest."""

    actor: Actor
    correlation_id: str
    purpose: str | None = None
    reason: str | None = None


class Entry(Struct, frozen=True):
    """The rows of the table by which a visitor reads one question, and the purpose."""

    name: str
    readers: tuple[Reader, ...]
    right: str
    purpose: str

    @property
    def pseudonyms(self) -> bool:
        """Say whether only made-up ids may be shown."""
        return all(reader.pseudonyms for reader in self.readers)


def read_reason(written: str | None) -> str | None:
    """Read a reason as it stands in a header (percent-encoded UTF-8); refuse what tells nothing."""
    if written is None:
        return None
    reason = " ".join(unquote(written, errors="replace").split())
    usable = SHORTEST_REASON <= len(reason) <= LONGEST_REASON and reason.isprintable()
    if not usable or hides_cpr(reason):
        raise Invalid("reason_unusable", REASON)
    return reason


def admit_order(access: AccessTable, actor: Actor, name: str) -> Entry:
    """Let somebody give an order that searches; it names no purpose, so the role's first counts."""
    rights = access.orders_as(actor, name)
    if not rights:
        raise Denied(DENIED)
    role = access.terms.roles.get(rights[0].role)
    return Entry(name, (), str(rights[0]), role.purposes[0] if role else "")


def admit(access: AccessTable, visitor: Visitor, name: str) -> Entry:
    """Let a visitor in by its role, unit, authority and purpose, or refuse."""
    rights = access.reads_as(visitor.actor, name)
    if not rights:
        raise Denied(DENIED)
    purposes = {
        purpose: None for right in rights for purpose in access.terms.roles[right.role].purposes
    }
    purpose = next(iter(purposes), "") if visitor.purpose is None else visitor.purpose
    if not _PURPOSE.fullmatch(purpose) or purpose not in access.terms.purposes:
        raise Invalid("purpose_unknown", PURPOSE)
    if purpose not in purposes:
        raise Denied("purpose_not_yours")
    held = [right for right in rights if purpose in access.terms.roles[right.role].purposes]
    readers = tuple(access.readers[right] for right in held if right in access.readers)
    return Entry(name, readers, str(held[0]), purpose)
