"""Keeps one stored example of every shape a fact ever had; what is kept is never changed.

The log is never rewritten, so today's code must read them all. The first shape of a fact is
`<tag>.json`, the next `<tag>.2.json`, and so on.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import msgspec

from jobcenter.generate.examples import envelope_of, example_of
from jobcenter.generate.facts import PLUMBING, told
from jobcenter.generate.files import REPOSITORY
from jobcenter.generate.rooms import rooms
from jobcenter.trouble import PlainError
from shared.eventlog.event import tag_of

if TYPE_CHECKING:
    from pathlib import Path

    from shared.eventlog.event import Event

FOLDER: Final = REPOSITORY / "tests" / "contracts" / "golden"
SEAL: Final = "released.sha256"
"""The file that says what was kept at the last release, to the byte (as `sha256sum` writes it)."""
_NAME: Final = re.compile(r"(?P<tag>[a-z_]+\.[a-z0-9_]+?)(?:\.(?P<nth>\d+))?\.json")


def every_fact() -> dict[str, type[Event]]:
    """Return all facts of the house by their tags."""
    found = [*PLUMBING, *(each for room in rooms() for each in told(room.service))]
    return {tag_of(each): each for each in found}


def kept(tag: str) -> list[Path]:
    """Return the examples of a fact, the oldest shape first."""
    found = {
        int(name["nth"] or 1): path
        for path in FOLDER.glob(f"{tag}.*json")
        if (name := _NAME.fullmatch(path.name)) and name["tag"] == tag
    }
    return [found[nth] for nth in sorted(found)]


def shape(value: Any) -> Any:
    """Return which fields a stored fact has, however deep, without their values."""
    match value:
        case dict():
            return {name: shape(inner) for name, inner in value.items()}
        case list():
            return [shape(value[0])] if value else []
        case _:
            return None


def state_of(event: type[Event]) -> bytes:
    """Return the bytes in which an example of a fact would be stored today."""
    return msgspec.json.encode({"event": example_of(event), "meta": envelope_of(event)})


def missing() -> dict[str, type[Event]]:
    """Return the facts of whose present shape no example is kept."""
    return {tag: event for tag, event in every_fact().items() if not _is_kept(tag, event)}


def write() -> list[str]:
    """Keep an example of every new shape; return the paths."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = []
    for tag, event in missing().items():
        nth = len(kept(tag)) + 1
        path = FOLDER / (f"{tag}.json" if nth == 1 else f"{tag}.{nth}.json")
        with path.open("xb") as file:
            file.write(msgspec.json.format(state_of(event), indent=2) + b"\n")
        written.append(path.relative_to(REPOSITORY).as_posix())
    return written


def seal() -> list[str]:
    """Say to the byte what is kept at this release; return the path if it says something new."""
    broken = tampered()
    if broken:
        raise PlainError(
            f"Examples that were released are not what they were: {', '.join(broken)}",
            "Take them back as they were; a new shape gets a file of its own.",
        )
    text = "".join(f"{_digest(path)}  {path.name}\n" for path in sorted(FOLDER.glob("*.json")))
    path = FOLDER / SEAL
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return []
    path.write_text(text, encoding="utf-8")
    return [path.relative_to(REPOSITORY).as_posix()]


def tampered() -> list[str]:
    """Return the released examples that are gone or say something else today."""
    path = FOLDER / SEAL
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    sealed = [line.partition("  ") for line in lines]
    return [
        name
        for digest, _, name in sealed
        if not (FOLDER / name).exists() or _digest(FOLDER / name) != digest
    ]


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _is_kept(tag: str, event: type[Event]) -> bool:
    today = shape(msgspec.json.decode(state_of(event)))
    return any(shape(msgspec.json.decode(path.read_bytes())) == today for path in kept(tag))
