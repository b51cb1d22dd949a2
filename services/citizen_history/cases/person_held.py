"""What the vault holds about a citizen, in clear, for the citizen's own file and for nothing else.

Law: databeskyttelsesforordningen art. 15. Case work never needs it: it goes by the citizen's id.
"""

from typing import Annotated
from uuid import UUID

from msgspec import Struct

from services.citizen_history.vault.vault import Vault
from shared.access.masking import ADDRESS, CONTACT
from shared.casework.declare import Desk


class PersonOf(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is asked for."""

    citizen: UUID


class PersonHeld(Struct, frozen=True):
    """All numbers, names and addresses of one citizen that are held; none when it was erased."""

    citizen: UUID
    numbers: Annotated[tuple[str, ...], CONTACT]
    names: Annotated[tuple[str, ...], CONTACT]
    addresses: Annotated[tuple[str, ...], ADDRESS]


def person_held(desk: Desk, params: PersonOf) -> PersonHeld:
    """Open the vault for one citizen."""
    vault: Vault = desk.resources["vault"]
    held = vault.opened(params.citizen)
    return PersonHeld(params.citizen, held.numbers, held.names, held.addresses)
