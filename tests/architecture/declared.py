"""What the services say about themselves, and where their files lie."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from shared.casework.declare import Service

REPOSITORY = Path(__file__).parents[2]
SERVICES = tuple(
    sorted(
        each.name
        for each in (REPOSITORY / "services").iterdir()
        if each.is_dir() and not each.name.startswith(("_", "."))
    )
)
_NOT_OURS = {
    "__pycache__",
    ".git",
    ".hypothesis",
    ".venv",
    "build",
    "dist",
    "htmlcov",
    "mutants",
    "node_modules",
}


def room(service: str) -> Path:
    """Return a service's folder."""
    return REPOSITORY / "services" / service


def declared(service: str) -> Service:
    """Return what the service declares."""
    wiring: Any = importlib.import_module(f"services.{service}.wiring")
    found = wiring.SERVICE
    assert isinstance(found, Service)
    return found


def members(union: Any) -> tuple[type[Any], ...]:
    """Return the types of a union, of one type, or of nothing."""
    if union is None:
        return ()
    return get_args(union) or (union,)


def files(*suffixes: str, under: Path = REPOSITORY) -> Iterator[Path]:
    """Go through the project's own files."""
    for each in sorted(under.iterdir()) if under.is_dir() else ():
        if each.is_dir():
            if each.name not in _NOT_OURS and not each.name.endswith("_cache"):
                yield from files(*suffixes, under=each)
        elif each.suffix in suffixes:
            yield each
