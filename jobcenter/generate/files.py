"""Every file that follows from the declarations: its path in the repository, and its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from jobcenter.generate import asyncapi
from jobcenter.generate.clients import client_sources
from jobcenter.generate.events_page import events_page
from jobcenter.generate.facts import PLUMBING, all_told, schema_of, told
from jobcenter.generate.orders_table import put_into
from jobcenter.generate.reference import access_page, codes_page, rules_page
from jobcenter.generate.rights import processing_page
from jobcenter.generate.rooms import rooms
from jobcenter.generate.services_map import services_page
from jobcenter.generate.story_page import story_page, story_schema
from shared.casework.questions import PLUMBING as QUESTIONS
from shared.eventlog.event import tag_of
from shared.http import openapi
from shared.observability.metrics import reference_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobcenter.generate.rooms import Room
    from shared.eventlog.event import Event

REPOSITORY: Final = Path(__file__).resolve().parents[2]
VERSION: Final = "1"


def generated() -> dict[str, str]:
    """Return every generated file by its path; nothing is written."""
    house = rooms()
    found = {
        "docs/reference/events.md": events_page(house),
        "docs/reference/rules.md": rules_page(house),
        "docs/reference/codes.md": codes_page(house),
        "docs/reference/access.md": access_page(house),
        "docs/reference/processing.md": processing_page(house),
        "docs/reference/metrics.md": reference_page(),
        "docs/reference/scenario-format.md": story_page(),
        "docs/reference/scenario.schema.json": as_json(story_schema()),
        "services/README.md": services_page(house),
    }
    found |= {f"docs/reference/events/{name}": text for name, text in _schemas(PLUMBING)}
    for room in house:
        found |= dict(_of_service(room))
    return found | dict(client_sources([room.service for room in house]))


def stale() -> list[str]:
    """Return the paths of files that do not say what they should, and of those nobody wants."""
    return _stale(generated())


def write() -> list[str]:
    """Write what is not as it should be; return the paths."""
    wanted = generated()
    changed = _stale(wanted)
    for path in changed:
        place = REPOSITORY / path
        if path not in wanted:
            place.unlink()
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(wanted[path], encoding="utf-8")
    return changed


def as_json(document: Any) -> str:
    """Write a document so that people can read it and a change shows as few lines."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _of_service(room: Room) -> Iterator[tuple[str, str]]:
    service, home = room.service, f"services/{room.service.name}"
    document = openapi.write(service, room.access, room.codes, plumbing=QUESTIONS, version=VERSION)
    yield f"{home}/api/openapi.yaml", openapi.as_yaml(document)
    tells = asyncapi.document(service.name, service.title, VERSION, all_told(service))
    plain = msgspec.json.decode(msgspec.json.encode(tells))
    yield f"{home}/api/asyncapi.yaml", openapi.as_yaml(plain)
    for name, text in _schemas(told(service)):
        yield f"{home}/api/events/{name}", text
    yield f"{home}/README.md", put_into(_text(room.home / "README.md"), room)


def _stale(wanted: dict[str, str]) -> list[str]:
    wrong = [path for path, text in wanted.items() if _text(REPOSITORY / path) != text]
    return sorted({*wrong, *_left_over(wanted)})


def _schemas(events: tuple[type[Event], ...]) -> Iterator[tuple[str, str]]:
    for event in events:
        yield f"{tag_of(event)}.json", as_json(schema_of(event))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _left_over(wanted: dict[str, str]) -> Iterator[str]:
    """Go through schemas of facts that are no more."""
    for path in (
        *REPOSITORY.glob("services/*/api/**/*"),
        *REPOSITORY.glob("docs/reference/events/*"),
    ):
        name = path.relative_to(REPOSITORY).as_posix()
        if path.is_file() and name not in wanted:
            yield name
