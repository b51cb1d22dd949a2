"""The identity vault's own keys are changed by a command; each step may be the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner

from jobcenter import key_state
from jobcenter.commands import vault_keys
from jobcenter.scenario.house import Refused
from jobcenter.trouble import PlainError
from jobcenter.vault_key_change import VaultKeyChange
from services.citizen_history.cases.identities import LookUp
from services.citizen_history.domain.citizen_identity import RegisterIdentity
from services.citizen_history.vault.rekeying import Rekeying
from services.citizen_history.wiring import KEY_FILE
from shared.access.table import Right
from shared.privacy.keys import FIRST, VaultKeyFile
from tests.citizen_history.registry import EVA, NAME, NUMBER, Registry
from tests.support.door import Door
from tests.support.real import RealHouse

pytestmark = pytest.mark.postgres

BEGUN, FINISHED, RETIRED = (
    f"citizen_history.{name}"
    for name in ("vault_key_change_begun", "vault_key_change_finished", "vault_keys_retired")
)
MANAGER = Right("manager", "jobcenter")


class Killed(Exception):  # noqa: N818 - what happens to the process
    """The process is gone."""


class Town(Registry):
    """The house of one citizen, and who changes its keys."""

    def change(self) -> VaultKeyChange:
        """Return a change as a freshly started command works on it."""
        file = VaultKeyFile(self.data / KEY_FILE)
        return VaultKeyChange(Door(self.house, "eva"), file, self.vault())

    def vault(self) -> Rekeying:
        connect = self.works("citizen_history").database.connection
        return Rekeying(connect, "citizen_history", VaultKeyFile(self.data / KEY_FILE))

    def told(self) -> list[str]:
        return [tag for tag in self.tags() if "vault_key" in tag]

    def known(self) -> bool:
        """Say whether the citizen is found by number, with the name."""
        found = self.ask("look_up_citizen", LookUp(national_id=NUMBER))
        return (found.citizen, found.name) == (self.citizen, NAME)

    def troubles(self) -> list[str]:
        """Return what doctor finds wrong with the vault."""
        with psycopg.connect(self.url) as conn:
            looks = [*key_state.of_files(self.data), *key_state.of_vault(self.data, conn)]
        return [trouble for _, trouble in looks if trouble is not None]


@pytest.fixture
def town(house_url: str, tmp_path: Path) -> Iterator[Town]:
    house = RealHouse(house_url, tmp_path)
    yield Town(house, house_url, tmp_path)
    house.close()


def test_the_keys_are_changed_while_people_are_found_and_the_log_tells_of_it(town: Town) -> None:
    new, moved = town.change().rotate("copy_lost")
    assert (moved, town.vault().standing()) == (2, {new: 2})
    assert town.known()
    assert town.told() == [BEGUN, FINISHED]
    assert town.troubles() == []
    assert town.change().retire() == [FIRST]
    assert town.told() == [BEGUN, FINISHED, RETIRED]
    assert town.known()
    assert (town.change().retire(), town.told()[2:]) == ([], [RETIRED])


def test_an_order_repeated_after_the_change_gets_the_answer_it_got_before(town: Town) -> None:
    """What is kept under its key was made from references; they do not depend on any key."""
    order = RegisterIdentity("040258-5000", "Prøve Gentagelse")
    first = town.order("citizen_history", order, key="once", actor=EVA)
    town.change().rotate("yearly")
    town.change().retire()
    again = town.order("citizen_history", order, key="once", actor=EVA)
    assert (again.case_id, again.replayed) == (first.case_id, True)


def test_a_second_change_follows_the_first(town: Town) -> None:
    first, _ = town.change().rotate("yearly")
    second, _ = town.change().rotate("person_left")
    assert town.vault().standing() == {second: 2}
    assert town.change().retire() == [FIRST, first]
    assert town.known()


def dies_in(name: str, *, after: bool) -> Callable[[pytest.MonkeyPatch, VaultKeyChange], None]:
    """Return what kills a command in a step: before it, or after it before anything else."""

    def arm(broken: pytest.MonkeyPatch, change: VaultKeyChange) -> None:
        part: Any = next(
            each
            for each in (change, change._register, change._file, change._vault)
            if hasattr(each, name)
        )
        step = getattr(part, name)

        def dies(*arguments: Any) -> None:
            if after:
                step(*arguments)
            raise Killed

        broken.setattr(part, name, dies)

    return arm


STEPS = ("add", "post", "bring_into_use", "carry_over", "_order")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_change_that_was_killed_anywhere_is_finished_and_told_once(
    town: Town, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    change = town.change()
    dies_in(step, after=after)(monkeypatch, change)
    with pytest.raises(Killed):
        change.rotate("misuse_suspected")
    assert town.known()
    if (step, after) not in {("add", False), ("_order", True)}:
        assert town.change().unfinished()
        with pytest.raises(PlainError, match="is not finished"):
            town.change().rotate("yearly")
        with pytest.raises(PlainError, match="is not finished"):
            town.change().retire()
    if (step, after) == ("add", False):
        return
    new, _ = town.change().carry_through("misuse_suspected")
    assert town.told() == [BEGUN, FINISHED]
    assert town.vault().standing() == {new: 2}
    assert town.known()
    assert town.troubles() == []


@pytest.mark.parametrize("step", ["_order", "forget", "retire"])
def test_a_retirement_that_was_killed_is_finished(
    town: Town, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    town.change().rotate("yearly")
    change = town.change()
    part: Any = {"_order": change, "forget": change._vault, "retire": change._file}[step]

    def dies(*_arguments: Any) -> None:
        raise Killed

    monkeypatch.setattr(part, step, dies)
    with pytest.raises(Killed):
        change.retire()
    assert town.change().retire() == [FIRST]
    assert town.told() == [BEGUN, FINISHED, RETIRED]
    assert town.known()


def test_a_change_is_begun_only_where_the_service_has_the_keys(town: Town) -> None:
    """The command ran on a machine whose file is not the one the service reads."""
    elsewhere = town.data / "elsewhere"
    elsewhere.mkdir()
    other = VaultKeyFile(elsewhere / KEY_FILE)
    other.create()
    change = VaultKeyChange(Door(town.house, "eva"), other, town.vault())
    with pytest.raises(Refused, match="key_set_unknown"):
        change.rotate("yearly")
    assert town.told() == []
    assert town.vault().in_use() == FIRST


def test_a_change_needs_somebody_who_answers_for_it(town: Town) -> None:
    clerk = Door(town.house, "rita", Right("reception", "jobcenter"))
    with pytest.raises(Refused) as refused:
        clerk.post("/vault-key-changes", {"key_set": FIRST, "ground": "yearly"}, None)
    assert refused.value.code == "access_denied"
    by_manager = Door(town.house, "finn", MANAGER)
    file = VaultKeyFile(town.data / KEY_FILE)
    VaultKeyChange(by_manager, file, town.vault()).rotate("person_left")
    assert town.told() == [BEGUN, FINISHED]


def test_doctor_sees_an_unfinished_change_and_an_old_file(town: Town) -> None:
    old = (town.data / KEY_FILE).read_bytes()
    town.vault().bring_into_use(VaultKeyFile(town.data / KEY_FILE).add())
    assert town.troubles() == ["2 rows stand by earlier ones: run `jobcenter keys vault rekey`"]
    town.change().carry_through("yearly")
    assert town.troubles() == []
    (town.data / KEY_FILE).write_bytes(old)
    assert town.troubles() == [
        "2 rows stand by keys that are not in it: put the newest copy of the file back"
    ]


def test_the_command_shows_what_there_is_and_no_key(town: Town) -> None:
    new, _ = town.change().rotate("yearly")
    given = ["show", "--database", town.url, "--data", str(town.data)]
    done = CliRunner().invoke(vault_keys.app, given)
    assert done.exit_code == 0, done.output
    assert "in use" in done.output
    assert FIRST in done.output
    assert new[:8] in done.output
    secrets = (town.data / KEY_FILE).read_text("utf-8").split('"')
    assert not any(len(part) == 44 and part in done.output for part in secrets)


def test_a_ground_that_is_none_is_said_before_anything_is_done(town: Town) -> None:
    given = ["rotate", "--ground", "boredom", "--database", town.url, "--data", str(town.data)]
    done = CliRunner().invoke(vault_keys.app, given)
    assert isinstance(done.exception, PlainError)
    assert VaultKeyFile(town.data / KEY_FILE).ids() == (FIRST,)
