"""No command speaks in clear to another machine unawares, whichever way it got the address."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from msgspec.structs import replace

from jobcenter import running
from jobcenter.cli import make_app
from jobcenter.inside import say_for_all
from jobcenter.running import Door, Running
from jobcenter.trouble import SpokenInClearError

if TYPE_CHECKING:
    from collections.abc import Iterator

ELSEWHERE = "postgresql://jobcenter_owner:hemmeligt@db.invalid:1/jobcenter"
CHECKED = f"{ELSEWHERE}?sslmode=verify-full"
BROKER = "pyamqp://jobcenter:hemmeligt@mq.invalid:1/jobcenter"
CITIZEN = "11111111-1111-4111-8111-111111111111"
# What each command wants besides; one that is not here and takes an address is a red test.
WANTS = {
    "up": [],
    "serve": ["offers"],
    "attach": [],
    "migrate": [],
    "simulate": ["--year", "2011"],
    "epoch": ["offers", "--reason", "an exercise"],
    "subscribe": ["offers", "visitation", "--from", "now"],
    "scenario run": ["tests/journeys/h02_two_halves.yaml"],
    "keys show": [],
    "keys rotate": [],
    "keys rewrap": [],
    "keys retire": [],
    "keys vault show": [],
    "keys vault rotate": ["--ground", "yearly"],
    "keys vault rekey": [],
    "keys vault retire": [],
}
# What reads from running.json where the house is.
READS = {
    "verify": [],
    "doctor": [],
    "tail": ["--once"],
    "timeline": [CITIZEN],
    "file": [CITIZEN],
    "checkpoint": [],
    "rebuild": ["visitation.case_list"],
    "retention": [],
    "where": ["visitation"],
    "clock": [],
    "parked list": [],
    "keys show": [],
    "keys vault show": [],
    "simulate": [],
}


def commands(group: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Go through all commands by name, those of groups too."""
    group = group or typer.main.get_command(make_app())
    for name, each in group.commands.items():
        if hasattr(each, "commands"):
            yield from commands(each, f"{before}{name} ")
        else:
            yield f"{before}{name}", each


TAKES = {
    (name, option)
    for name, command in commands()
    for option in ("--database", "--broker")
    if any(option in param.opts for param in command.params)
}


def given(*arguments: str) -> str:
    """Give a command in this process; return what it said."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        make_app()(args=list(arguments), standalone_mode=False)
    return said.getvalue()


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PLAIN_INSIDE", "DATABASE", "BROKER", "DATA", "CHECKPOINTS"):
        monkeypatch.delenv(f"JOBCENTER_{name}", raising=False)
    say_for_all(plain_inside=False)  # what a command before this test said holds for the process


def house(data: Path, **changes: Any) -> Path:
    doors = {"visitation": Door("http://127.0.0.1:1", "http://127.0.0.1:1")}
    found = Running(running.ELSEWHERE, "postgresql://", None, simulated=True, doors=doors)
    running.write(data, replace(found, **changes))
    return data


@pytest.mark.parametrize(("name", "option"), sorted(TAKES))
def test_every_command_that_is_given_an_address_refuses_one_in_clear(
    name: str, option: str, tmp_path: Path
) -> None:
    addresses = {"--database": CHECKED, option: ELSEWHERE if option == "--database" else BROKER}
    arguments = [*name.split(), *WANTS[name]]
    for each, address in addresses.items():
        arguments += [each, address]
    if name != "scenario run":
        arguments += ["--data", str(tmp_path / "data")]
    if name.startswith("keys vault"):  # it asks the house that runs as well
        house(tmp_path / "data")
    with pytest.raises(SpokenInClearError) as said:
        given(*arguments)
    assert "hemmeligt" not in said.value.what
    assert ("the database" in said.value.what) == (option == "--database")
    if name in {"up", "attach"}:
        assert not running.path(tmp_path / "data").exists()


@pytest.mark.parametrize("name", READS)
def test_every_command_that_reads_where_the_house_is_refuses_one_in_clear(
    name: str, tmp_path: Path
) -> None:
    data = house(tmp_path, database_url=ELSEWHERE)
    arguments = [*name.split(), *READS[name], "--data", str(data)]
    if name == "doctor":
        assert "the database" in " ".join(given_and_ended(*arguments).split())
        return
    with pytest.raises(SpokenInClearError, match="the database"):
        given(*arguments)


def given_and_ended(*arguments: str) -> str:
    said = io.StringIO()
    with redirect_stdout(said):
        assert make_app()(args=list(arguments), standalone_mode=False) == 1
    return said.getvalue()


@pytest.mark.parametrize(
    "changes",
    [
        {"broker_url": BROKER},
        {"doors": {"offers": Door("http://offers:8103", "http://127.0.0.1:9103")}},
        {"doors": {"offers": Door("https://offers", "http://offers:9103")}},
    ],
    ids=["broker", "API", "inner door"],
)
def test_broker_and_doors_of_the_house_count_as_well(changes: Any, tmp_path: Path) -> None:
    with pytest.raises(SpokenInClearError):
        running.read(house(tmp_path, **changes))
    here = {"offers": Door("https://offers", "https://offers:9103")}
    running.read(house(tmp_path, database_url=CHECKED, doors=here))


def test_who_wrote_down_the_house_may_have_said_that_the_network_is_ours(tmp_path: Path) -> None:
    data = house(tmp_path, database_url=ELSEWHERE, plain_inside=True)
    assert running.read(data).database_url == ELSEWHERE


@pytest.mark.parametrize("way", ["before the command", "in the environment"])
def test_it_may_be_said_for_all_commands(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = house(tmp_path, database_url=ELSEWHERE)
    before = ["--plain-inside"] if way == "before the command" else []
    if not before:
        monkeypatch.setenv("JOBCENTER_PLAIN_INSIDE", "true")
    assert given(*before, "where", "visitation", "--data", str(data)) == "http://127.0.0.1:1\n"
