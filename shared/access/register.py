"""Writes one look down as it happens: what was asked, by whom, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from shared.access.looks import Look

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from shared.access.key import AccessKey
    from shared.access.looks import LookKind, Looks
    from shared.access.terms import Relation
    from shared.access.visitor import Entry, Visitor
    from shared.clock import Clock


def place_of(actor: str, name: str) -> str:
    """Name the place for which a reason is sealed: who gave it, and for which question."""
    return f"{actor}|{name}"


@dataclass(frozen=True, slots=True)
class Register:
    """Where a service's looks are written."""

    service: str
    clock: Clock
    key: AccessKey
    looks: Looks | None

    def at(self, entry: Entry, visitor: Visitor, kind: LookKind) -> At:
        """Open a line for one look."""
        return At(self, entry, visitor, kind)


@dataclass(frozen=True, slots=True)
class At:
    """One look that is going on."""

    register: Register
    entry: Entry
    visitor: Visitor
    kind: LookKind
    criterion: str = ""

    def searching(self, params: Any) -> At:
        """Keep what is searched for, as a hash that tells nothing without the key."""
        words = msgspec.json.encode(params, order="sorted").decode()
        hashed = self.register.key.criterion(f"{self.entry.name}|{words}").hex()
        return replace(self, criterion=hashed)

    def shown(self, citizens: Iterable[UUID], relation: Relation | None) -> None:
        """Record that these citizens are shown, before they are."""
        self._record(citizens, relation or "", refused=False)

    def refused(self, citizens: Iterable[UUID]) -> None:
        """Record that somebody was turned away."""
        self._record(citizens, "", refused=True)

    def _record(self, citizens: Iterable[UUID], relation: str, *, refused: bool) -> None:
        if self.register.looks is None:
            return
        actor = self.visitor.actor
        self.register.looks.record(
            Look(
                at=self.register.clock.now(),
                service=self.register.service,
                kind=self.kind,
                name=self.entry.name,
                actor=actor.id,
                acts_as=self.entry.right,
                authority=actor.authority,
                unit=actor.unit,
                purpose=self.entry.purpose,
                relation=relation,
                reason=self.register.key.sealed(
                    self.visitor.reason or "", place_of(actor.id, self.entry.name)
                ),
                citizens=tuple(dict.fromkeys(citizens)),
                criterion=self.criterion,
                result="refused" if refused else "shown",
                correlation=self.visitor.correlation_id,
            )
        )
