"""Keeps the law decisions were taken by: a released row is ended or superseded, never edited.

Each folder with law has a `released.json`. A draft is not in it: nothing was decided by it yet.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final, Protocol

import msgspec

RELEASED_FILE: Final = "released.json"
INSTEAD: Final = (
    "Take the row back as it was. One that ran is ended by `valid_to`, and what follows is a row "
    "of its own; a wrong one stays, and a new row names it in `supersedes`."
)


class Dated(Protocol):
    """A row of a rule file, or a set of law."""

    @property
    def version(self) -> str:
        """What names exactly this content for ever."""
        ...

    @property
    def valid_to(self) -> date | None:
        """The last day it holds."""
        ...

    @property
    def status(self) -> str:
        """Whether it is a draft."""
        ...


def read_released(folder: Path) -> dict[str, str | None]:
    """Return the released rows of a rules folder: version, and last day if it was ended."""
    path = folder / RELEASED_FILE
    if not path.exists():
        return {}
    return msgspec.json.decode(path.read_bytes(), type=dict[str, str | None])


def record_released(folder: Path, rows: Iterable[Dated]) -> bool:
    """Write down the rows that go out with a release, and say whether any of it is new.

    Refuse if one that was released before has been edited.
    """
    rows = tuple(rows)
    released = read_released(folder)
    complaints = edited(rows, released)
    if complaints:
        raise ValueError("; ".join(complaints))
    now = {row.version: _last_day(row) for row in rows if row.status != "draft"}
    if now == released and (folder / RELEASED_FILE).exists():
        return False
    text = msgspec.json.format(msgspec.json.encode(now, order="sorted"), indent=2)
    (folder / RELEASED_FILE).write_bytes(text + b"\n")
    return True


def edited(rows: Iterable[Dated], released: dict[str, str | None]) -> list[str]:
    """Return what was done to released rows that may not be done, one sentence each.

    A row that ran without end may be ended; a wrong one is superseded by a new row.
    """
    now = {row.version: _last_day(row) for row in rows}
    complaints = []
    for version, last_day in sorted(released.items()):
        if version not in now:
            complaints.append(f"{version} was released and has been edited or removed")
        elif last_day is not None and now[version] != last_day:
            ends = now[version] or "never"
            complaints.append(f"{version} was released as ending {last_day}, and now ends {ends}")
    return complaints


def _last_day(row: Dated) -> str | None:
    return None if row.valid_to is None else row.valid_to.isoformat()
