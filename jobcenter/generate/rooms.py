"""What the generator looks at: every service with its rights, its codes and its law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobcenter import catalogue
from shared.access.table import AccessTable, load_access
from shared.http.codes import Codes
from shared.law.rulebook import RuleBook

if TYPE_CHECKING:
    from pathlib import Path

    from shared.casework.declare import Service
    from shared.law.rule import Rule


@dataclass(frozen=True)
class Room:
    """One service as it declares itself, with what lies in its folder."""

    service: Service
    home: Path
    access: AccessTable
    codes: Codes
    rules: tuple[Rule, ...]

    @property
    def own_codes(self) -> list[str]:
        """Return the codes that stand in the service's own file."""
        return sorted(set(self.codes) - set(Codes.load()))


def rooms() -> tuple[Room, ...]:
    """Open every service of the house."""
    return tuple(_room(service, home) for service, home in catalogue.declarations())


def _room(service: Service, home: Path) -> Room:
    rules = home / "rules"
    return Room(
        service=service,
        home=home,
        access=load_access(home / "access.yaml", service, ("deadlines",)),
        codes=Codes.load(home / "codes.yaml"),
        rules=RuleBook.load([rules]).rules() if rules.is_dir() else (),
    )
