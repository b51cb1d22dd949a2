"""The services of the house, in the order of their ports."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from shared.casework.settings import SERVICES
from shared.privacy.keks import Keks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from shared.casework.declare import Service
    from shared.eventlog.database import Database

_SERVICES = Path(__file__).resolve().parent.parent / "services"


def declaration(name: str) -> Service:
    """Return what a service declares about itself."""
    declared: Service = import_module(f"services.{name}.wiring").SERVICE
    return declared


def home(name: str) -> Path:
    """Return the folder of a service: its rules, codes and rights lie there."""
    return _SERVICES / name


def declarations(names: tuple[str, ...] = SERVICES) -> list[tuple[Service, Path]]:
    """Return the services with their folders."""
    return [(declaration(name), home(name)) for name in names]


def front_door(name: str) -> type[Any]:
    """Return a service's nameko class."""
    module = import_module(f"services.{name}.service")
    doors = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and getattr(each, "name", None) == name
    ]
    if len(doors) != 1:
        msg = f"services.{name}.service must hold one service class"
        raise LookupError(msg)
    found: type[Any] = doors[0]
    return found


def resources(name: str, database: Database, data: Path) -> Mapping[str, Any]:
    """Return what a service's office needs beyond its log: the vault of citizen_history."""
    wiring = import_module(f"services.{name}.wiring")
    make = getattr(wiring, "resources", None)
    made: Mapping[str, Any] = make(database.connection, name, data) if make else {}
    if (before_work := getattr(wiring, "before_work", None)) is not None:
        before_work(made)
    return made


def create_keys(data: Path) -> None:
    """Make all keys of an installation, once, when it is created."""
    create_keys_for(FIRST_STEPS, data)


def create_keys_for(steps: Collection[str], data: Path) -> None:
    """Make the keys that the first steps of some schemas ask for; later steps ask for none."""
    wanted = [make for step, make in _KEYS_OF.items() if step in steps]
    if wanted:
        data.mkdir(parents=True, exist_ok=True)
    for make in wanted:
        make(data)


def _create_vault_keys(data: Path) -> None:
    import_module("services.citizen_history.wiring").create_keys(data)


def _create_kek(data: Path) -> None:
    Keks(data).create()


_KEYS_OF: Final[dict[str, Callable[[Path], None]]] = {
    "keys/0001_keys.sql": _create_kek,  # first: in a token it seals the others
    "citizen_history/0001_vault.sql": _create_vault_keys,
}
FIRST_STEPS: Final = frozenset(_KEYS_OF)
