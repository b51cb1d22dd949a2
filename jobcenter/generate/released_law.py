"""Keeps the rows of law that went out with the last release; none of them is edited after that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobcenter.generate.files import REPOSITORY
from jobcenter.trouble import PlainError
from shared.law.released import INSTEAD, RELEASED_FILE, edited, read_released, record_released
from shared.law.rulefile import read_rule_file
from shared.law.rulesets import RULESETS_FILE, read_rulesets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shared.law.released import Dated

SERVICES: Final = REPOSITORY / "services"
SETS: Final = RULESETS_FILE


def law() -> dict[Path, Sequence[Dated]]:
    """Return every folder that holds law, with its rows: each service's rules, and the sets."""
    names = ("*.yaml", RELEASED_FILE)
    folders = sorted({path.parent for name in names for path in SERVICES.glob(f"*/rules/{name}")})
    found: dict[Path, Sequence[Dated]] = {
        folder: [row for path in sorted(folder.glob("*.yaml")) for row in read_rule_file(path)]
        for folder in folders
    }
    return {**found, SETS.parent: read_rulesets(SETS)}


def broken() -> list[str]:
    """Return what was done to released rows that may not be done."""
    return [
        complaint
        for folder, rows in law().items()
        for complaint in edited(rows, read_released(folder))
    ]


def write() -> list[str]:
    """Keep today's rows as the released ones, unless one released before was edited."""
    complaints = broken()
    if complaints:
        raise PlainError(
            f"These rows of law are not what was released: {'; '.join(complaints)}", INSTEAD
        )
    return [
        (folder / RELEASED_FILE).relative_to(SERVICES.parent).as_posix()
        for folder, rows in law().items()
        if record_released(folder, rows)
    ]
