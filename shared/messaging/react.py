"""What a service does with what it is told; the inbox calls it inside its one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.eventlog.database import Connection
    from shared.eventlog.envelope import Recorded


class React(Protocol):
    """Writes foreign views and carries out policies, all on the connection it is given (E1).

    It never commits, and makes no call over the network. What the domain rejects it records as
    `reaction_refused` and returns (E2). When a case moved meanwhile it raises
    `shared.trouble.Conflicted`, and the whole transaction is done again, which is not a try (E3).
    Any other exception is a bug: the fact is tried again and then set aside.
    """

    def prepare(self, conn: Connection, batch: Sequence[Recorded[Any]]) -> None:
        """Fetch in one go what the batch will touch; called first, once for each transaction."""
        ...

    def react(self, conn: Connection, recorded: Recorded[Any]) -> None:
        """Let one fact have its effects."""
        ...

    def finish(self, conn: Connection) -> None:
        """Write what was gathered; called last before the commit."""
        ...


class TooDeep(Exception):  # noqa: N818 - says why a fact is set aside
    """A chain of reactions is longer than any that makes sense: two policies answer each other."""
