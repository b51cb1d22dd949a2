"""Given these facts, when this is ordered, then that happens: the shape of every domain test."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from shared.eventlog.command import Command
from shared.eventlog.decider import Claim, Decider, Decision, Rejected, Release
from shared.eventlog.event import Event

Watch = Callable[[Decider[Any, Any, Any], Sequence[Event], str, Sequence[Event]], None]

WATCHING: list[Watch] = []
"""Who is told, in every test of this process, which facts came of which order after which ones."""


def tell(
    decider: Decider[Any, Any, Any], history: Sequence[Event], order: str, new: Sequence[Event]
) -> None:
    """Tell whoever watches what an order brought."""
    for watch in WATCHING:
        watch(decider, history, order, new)


@dataclass(frozen=True)
class Answered:
    """What came of an order: facts and claims, or a refusal."""

    decisions: tuple[Decision, ...] = ()
    refusal: Rejected | None = None

    def then(self, *expected: Event) -> None:
        """Expect exactly these facts."""
        assert self.refusal is None, f"refused with {self.refusal.code}"
        assert self.events == expected

    def then_claims(self, *expected: Claim | Release) -> None:
        """Expect exactly these claims and releases."""
        assert tuple(d for d in self.decisions if isinstance(d, Claim | Release)) == expected

    def then_rejected(self, code: str) -> Rejected:
        """Expect a refusal with this code."""
        assert self.refusal is not None, f"not refused: {self.events}"
        assert self.refusal.code == code
        return self.refusal

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the facts among what was decided."""
        return tuple(d for d in self.decisions if isinstance(d, Event))


@dataclass(frozen=True)
class Given:
    """A case with a history."""

    decider: Decider[Any, Any, Any]
    history: tuple[Event, ...]

    @property
    def state(self) -> Any:
        """Return the state after the history."""
        return reduce(self.decider.evolve, self.history, self.decider.initial)

    def when(self, command: Command, facts: Any = None) -> Answered:
        """Give the order."""
        try:
            answered = Answered(tuple(self.decider.decide(command, self.state, facts)))
        except Rejected as refusal:
            return Answered(refusal=refusal)
        tell(self.decider, self.history, type(command).__name__, answered.events)
        return answered

    def and_then(self, command: Command, facts: Any = None) -> "Given":
        """Give an order that must succeed, and go on from there."""
        answered = self.when(command, facts)
        assert answered.refusal is None, f"refused with {answered.refusal.code}"
        return Given(self.decider, (*self.history, *answered.events))

    def blocks(self, command: type[Command], facts: Any = None) -> Sequence[str]:
        """Return why this kind of order is not allowed now."""
        return self.decider.blocks(command, self.state, facts)


def given(decider: Decider[Any, Any, Any], *history: Event) -> Given:
    """Start from these facts."""
    return Given(decider, history)
