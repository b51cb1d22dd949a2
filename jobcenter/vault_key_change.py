"""A change of the identity vault's own keys, step by step; every step may be done again.

First the new pair lies in the file, then a fact says that the vault goes over to it, then it is
brought into use and every row is carried over, then a fact says that all is done. Whoever is killed
in between leaves a vault that works, and a change that `rekey` finishes.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from jobcenter.scenario.house import Refused
from jobcenter.trouble import PlainError

if TYPE_CHECKING:
    from jobcenter.bulk_retention import Register
    from services.citizen_history.vault.rekeying import Rekeying
    from shared.privacy.keys import VaultKeyFile

_PATH: Final = "/vault-key-changes"


class VaultKeyChange:
    """The three who take part: the log, by the API; the key file; and the vault itself."""

    def __init__(self, register: Register, file: VaultKeyFile, vault: Rekeying) -> None:
        """Work on one installation, as whoever the register speaks for."""
        self._register = register
        self._file = file
        self._vault = vault

    def unfinished(self) -> bool:
        """Say whether a change was begun and not carried through."""
        newest = self._file.ids()[-1]
        behind = newest != self._vault.in_use() or self._vault.left() > 0
        return behind or self._stage(newest) == "running"

    def rotate(self, ground: str) -> tuple[str, int]:
        """Make a new pair and carry the vault over; return its id, and how many rows were."""
        if self.unfinished():
            raise PlainError(
                "The change before this one is not finished.",
                "Run `jobcenter keys vault rekey` first.",
            )
        self._file.add()
        return self.carry_through(ground)

    def carry_through(self, ground: str) -> tuple[str, int]:
        """Do what is left of a change to the newest pair; nothing when all is done."""
        newest = self._file.ids()[-1]
        if self.unfinished() and self._stage(newest) is None:
            self._register.post(_PATH, {"key_set": newest, "ground": ground}, None)
        self._vault.bring_into_use(newest)
        moved = self._vault.carry_over()
        if self._stage(newest) == "running":
            self._order(newest, "finish")
        return newest, moved

    def retire(self) -> list[str]:
        """Destroy the earlier pairs, in the log, the database and the file; return which."""
        if self.unfinished():
            raise PlainError(
                "The change of keys is not finished.", "Run `jobcenter keys vault rekey` first."
            )
        newest = self._file.ids()[-1]
        if self._stage(newest) == "finished":
            self._order(newest, "retire-earlier")
        self._vault.forget()
        return self._file.retire(set(self._file.ids()) - set(self._vault.named()))

    def _order(self, key_set: str, verb: str) -> None:
        version = int(self._case(key_set)["version"])
        self._register.post(f"{_PATH}/{key_set}/{verb}", {}, version)

    def _stage(self, key_set: str) -> str | None:
        """Return how far the log says a change has come; None when it was never begun."""
        try:
            return str(self._case(key_set)["state"]["stage"])
        except Refused as no:
            if no.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    def _case(self, key_set: str) -> dict[str, Any]:
        found: dict[str, Any] = self._register.get(f"{_PATH}/{key_set}", {})
        return found
