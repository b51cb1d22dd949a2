"""Keeps the schemas that went out with the last release; today's must be able to follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from jobcenter.generate.facts import PLUMBING, schema_of, told
from jobcenter.generate.files import REPOSITORY, as_json
from jobcenter.generate.rooms import rooms
from jobcenter.trouble import PlainError
from shared.eventlog.event import tag_of
from shared.messaging.compatibility import incompatibilities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.eventlog.event import Event

Schemas = dict[str, dict[str, Any]]

FOLDER: Final = REPOSITORY / "tests" / "contracts" / "released"
_EVERYWHERE: Final = "every_service"


def today() -> dict[str, Schemas]:
    """Return the schemas of all facts, by service and tag."""
    found = {room.service.name: _schemas(told(room.service)) for room in rooms()}
    return {**found, _EVERYWHERE: _schemas(PLUMBING)}


def released() -> dict[str, Schemas]:
    """Return what went out with the last release, by service and tag."""
    return {
        path.stem: msgspec.json.decode(path.read_bytes(), type=Schemas)
        for path in sorted(FOLDER.glob("*.json"))
    }


def broken() -> list[str]:
    """Return what was done to released facts that may not be done."""
    now = today()
    return [
        complaint
        for name, schemas in released().items()
        for complaint in incompatibilities(schemas, now.get(name, {}))
    ]


def write() -> list[str]:
    """Keep today's schemas as the released ones, unless they break what was released before."""
    complaints = broken()
    if complaints:
        raise PlainError(
            f"These facts cannot follow the released ones: {'; '.join(complaints)}",
            "Give a new meaning a new tag; add fields with a default; take nothing away.",
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schemas in today().items():
        path = FOLDER / f"{name}.json"
        text = as_json(schemas)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            written.append(path.relative_to(REPOSITORY).as_posix())
    return written


def _schemas(events: Iterable[type[Event]]) -> Schemas:
    return {tag_of(each): schema_of(each) for each in sorted(events, key=tag_of)}
