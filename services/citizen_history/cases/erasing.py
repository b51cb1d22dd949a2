"""Carries out an erasure: the citizen's keys go, and the vault forgets who the citizen was.

Law: databeskyttelsesforordningen art. 17. Facts stay as they are; what was sealed in them is noise.
Every step may be repeated, so a crash in between is mended by doing it again.
"""

from datetime import datetime
from uuid import UUID

from services.citizen_history.messages import ErasureApproved
from services.citizen_history.vault.vault import Connect, Vault
from shared.casework.declare import Desk
from shared.eventlog.envelope import Recorded
from shared.privacy.erased_list import ErasedLine, ErasedList


class Eraser:
    """Erases citizens that a decision names, and erases them again after a backup was restored."""

    def __init__(self, connect: Connect, vault: Vault, erased: ErasedList) -> None:
        """Work on the keys, on the vault, and on the list outside the database."""
        self._connect = connect
        self._vault = vault
        self._erased = erased

    def erase(self, citizen: UUID, decision: UUID, at: datetime) -> None:
        """Erase a citizen; the list is written first, so that no later step is ever undone."""
        self._erased.add(ErasedLine(citizen, decision, at))
        self._destroy(citizen, decision)
        self._vault.erase([citizen])

    def is_erased(self, citizen: UUID) -> bool:
        """Say whether the citizen's keys were destroyed."""
        with self._connect() as conn:
            found = conn.execute("SELECT keys.is_erased(%s)", (citizen,)).fetchone()
        return bool(found and found[0])

    def reapply(self) -> int:
        """Erase whoever a restored database brought back; return how many those were.

        The other way round, a list that was lost is written anew from what the database knows.
        """
        lines = self._erased.lines()
        with self._connect() as conn:
            asked = "SELECT citizen, decision, at FROM keys.erased_after(0)"
            found = conn.execute(asked).fetchall()
        known = {row[0] for row in found}
        for row in found if known - {line.citizen for line in lines} else ():
            self._erased.add(ErasedLine(*row))
        back = [line for line in lines if line.citizen not in known]
        for line in back:
            self._destroy(line.citizen, line.decision)
        self._vault.erase([*known, *(line.citizen for line in back)])
        return len(back)

    def _destroy(self, citizen: UUID, decision: UUID) -> None:
        with self._connect() as conn:
            conn.execute("SELECT keys.destroy(%s, %s)", (citizen, decision))


def carry_out(desk: Desk, recorded: Recorded[ErasureApproved]) -> None:
    """Erase whom a decision names, under every id that was merged into that one."""
    eraser: Eraser = desk.resources["eraser"]
    citizen = recorded.event.citizen
    for each in desk.persons((citizen,)).ids(citizen):
        eraser.erase(each, recorded.meta.event_id, desk.now)
