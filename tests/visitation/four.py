"""The four tests every order has: it happens, is refused, is repeated, collides with a rival."""

from dataclasses import dataclass, field
from typing import Any

from shared.eventlog.command import Command
from shared.eventlog.event import Event
from tests.support.scenario import Given


@dataclass(frozen=True)
class Four:
    """One order in one situation.

    `repeated` is the code when it is given twice; None says that nothing new comes of it.
    `rival` is decided first by somebody else; then the order is refused with `lost`.
    """

    command: Command
    before: Given
    facts: Any
    gives: tuple[Event, ...]
    refused_in: Given
    refused: str
    repeated: str | None
    rival: Command | None = None
    lost: str = ""
    refused_facts: Any = None
    rival_facts: Any = field(default=None)

    def __str__(self) -> str:
        return type(self.command).__name__

    def happens(self) -> None:
        self.before.when(self.command, self.facts).then(*self.gives)

    def is_refused(self) -> None:
        facts = self.refused_facts or self.facts
        self.refused_in.when(self.command, facts).then_rejected(self.refused)

    def is_repeated(self) -> None:
        once = self.before.and_then(self.command, self.facts)
        again = once.when(self.command, self.facts)
        if self.repeated is None:
            again.then()
        else:
            again.then_rejected(self.repeated)

    def collides(self) -> None:
        assert self.rival is not None
        first = self.before.and_then(self.rival, self.rival_facts or self.facts)
        first.when(self.command, self.facts).then_rejected(self.lost)
