import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import services
import shared
from tests.architecture.declared import REPOSITORY, SERVICES, files, room

VALUES = ("period", "money", "identity", "actor", "clock")
KERNEL = ("event", "command", "decider", "envelope", "append")
FOR_DOMAIN = (
    "msgspec",
    *(f"shared.{name}" for name in VALUES),
    *(f"shared.eventlog.{name}" for name in KERNEL),
    "shared.privacy.personal",
    "shared.law",
)
FOR_CLIENTS = ("shared.http.client", "shared.http.client_structs")

GENERATED = "Written by `python -m jobcenter generate`"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a path that is not a name (relative import)"
            yield f"{node.module}"


def strangers(path: Path, *allowed: str) -> list[str]:
    return [
        f"{path.relative_to(REPOSITORY)} imports {name}"
        for name in imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not any(name == each or name.startswith(f"{each}.") for each in allowed)
    ]


@pytest.mark.parametrize("package", [services, shared])
def test_the_path_is_the_import_name(package):
    assert package.__file__ is not None
    assert Path(package.__file__).is_relative_to(REPOSITORY)


def test_no_library_brings_a_package_of_our_names():
    for name in ("services", "shared", "jobcenter"):
        assert set(packages_distributions().get(name, ())) <= {"jobcenter"}


def test_every_folder_of_python_files_is_a_package():
    tops = (REPOSITORY / top for top in ("services", "shared", "jobcenter"))
    folders = {path.parent for top in tops for path in files(".py", under=top)}
    assert not [str(each) for each in folders if not (each / "__init__.py").exists()]


@pytest.mark.parametrize("service", SERVICES)
def test_the_domain_imports_values_and_nothing_that_does_things(service):
    own = f"services.{service}.domain"
    domain = files(".py", under=room(service) / "domain")
    assert [each for path in domain for each in strangers(path, own, *FOR_DOMAIN)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_client_is_a_leaf(service):
    client = room(service) / "client.py"
    if client.exists():
        assert strangers(client, "msgspec", *FOR_CLIENTS) == []


def test_nobody_keeps_a_drawer_for_odds_and_ends():
    forbidden = {"utils", "util", "helpers", "common", "base", "misc", "manager", "processor"}
    assert not [str(path) for path in files(".py") if forbidden & {path.stem, path.parent.name}]


def test_no_file_is_too_long_to_be_one_room():
    texts = {path: path.read_text(encoding="utf-8") for path in files(".py")}
    lengths = {
        path: len(text.splitlines())
        for path, text in texts.items()
        if GENERATED not in text or path.name != "client.py"
    }
    # One test file has grown past it and waits to be split; it may not grow further.
    known = {"tests/shared/law/test_clocks.py": 412}
    longer = {path.relative_to(REPOSITORY).as_posix(): n for path, n in lengths.items() if n > 400}
    assert {path: n for path, n in longer.items() if n > known.get(path, 400)} == {}
