"""Keeps the law decisions were taken by: a released row is ended or superseded, never edited."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from shared.law.rule import Rule

RELEASED_FILE: Final = "released.json"


def read_released(folder: Path) -> dict[str, str | None]:
    """Return the released rows of a rules folder: version, and last day if it was ended."""
    path = folder / RELEASED_FILE
    if not path.exists():
        return {}
    return msgspec.json.decode(path.read_bytes(), type=dict[str, str | None])


def record_released(folder: Path, rules: Iterable[Rule]) -> None:
    """Write down the rows that go out with a release; refuse if one released before was edited."""
    rows = tuple(rules)
    complaints = edited(rows, read_released(folder))
    if complaints:
        raise ValueError("; ".join(complaints))
    released = {row.version: _last_day(row) for row in rows}
    text = msgspec.json.format(msgspec.json.encode(released, order="sorted"), indent=2)
    (folder / RELEASED_FILE).write_bytes(text + b"\n")


def edited(rules: Iterable[Rule], released: dict[str, str | None]) -> list[str]:
    """Return what was done to released rows that may not be done, one sentence each.

    A row that ran without end may be ended; a wrong one is superseded by a new row.
    """
    now = {row.version: _last_day(row) for row in rules}
    complaints = []
    for version, last_day in sorted(released.items()):
        if version not in now:
            complaints.append(f"{version} was released and has been edited or removed")
        elif last_day is not None and now[version] != last_day:
            complaints.append(f"{version} was released as ending {last_day}, now {now[version]}")
    return complaints


def _last_day(row: Rule) -> str | None:
    return None if row.valid_to is None else row.valid_to.isoformat()
