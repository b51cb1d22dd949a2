"""A path of repair that no fault test takes is a failure of the run."""

from collections import Counter

import pytest

from tests.support import paths_taken
from tests.support.paths_taken import NEEDED, missing


class Session:
    """As much of a run as is judged."""

    def __init__(self, keyword: str = "") -> None:
        self.config = self
        self.stash: dict[object, list[str]] = {}
        self.exitstatus = pytest.ExitCode.OK
        self._keyword = keyword

    def getoption(self, _name: str) -> str:
        return self._keyword


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    counts = Counter(name for names in NEEDED for name in names.split("|"))
    monkeypatch.setattr(paths_taken, "taken", counts)
    monkeypatch.setattr(
        paths_taken, "_files", {path.name for path in paths_taken._FOLDER.glob("test_*.py")}
    )
    monkeypatch.setattr(paths_taken, "_failed", [])
    return counts


def judged(session: Session) -> pytest.ExitCode:
    paths_taken.pytest_sessionfinish(session)  # type: ignore[arg-type]  # as much as is judged
    return session.exitstatus


def test_a_run_that_took_every_path_is_well(whole: Counter[str]) -> None:
    assert judged(Session()) == pytest.ExitCode.OK


def test_a_path_that_was_never_taken_fails_the_run_and_is_named(whole: Counter[str]) -> None:
    del whole["drained"]
    session = Session()
    assert judged(session) == pytest.ExitCode.TESTS_FAILED
    assert [each[:8] for each in next(iter(session.stash.values()))] == ["drained:"]
    assert missing(whole) == next(iter(session.stash.values()))


def test_of_two_guards_that_chance_chooses_between_one_is_enough(whole: Counter[str]) -> None:
    del whole["cas_refused"]
    assert judged(Session()) == pytest.ExitCode.OK
    del whole["halt_unfounded"]
    assert judged(Session()) == pytest.ExitCode.TESTS_FAILED


def test_a_run_of_a_part_is_not_judged(
    whole: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    del whole["drained"]
    assert judged(Session(keyword="t7")) == pytest.ExitCode.OK
    monkeypatch.setattr(paths_taken, "_files", {"test_flow.py"})
    assert judged(Session()) == pytest.ExitCode.OK
