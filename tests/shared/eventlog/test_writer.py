"""Group commit: each gets the answer to the own decision, nobody a false success (T3 to T5)."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from shared.clock import SystemClock
from shared.eventlog.append import (
    Append,
    Appended,
    ClaimedBy,
    Conflict,
    Guard,
    Outcome,
    Replayed,
)
from shared.eventlog.decider import Claim
from shared.eventlog.log import Log, PostgresLog
from shared.eventlog.memory import MemoryLog
from shared.eventlog.writer import Writer
from shared.trouble import Unavailable
from tests.support.sample import count


def test_of_32_clients_on_one_stream_exactly_one_wins_each_version(
    sample_log: PostgresLog,
) -> None:
    writer = Writer(sample_log)
    for version in range(5):
        with ThreadPoolExecutor(32) as clients:
            outcomes = list(
                clients.map(lambda _, v=version: writer.submit(count("c-1", v)), range(32))
            )
        assert sum(isinstance(each, Appended) for each in outcomes) == 1
        assert sum(isinstance(each, Conflict) for each in outcomes) == 31
    writer.stop()
    assert [row.version for row in sample_log.read("c-1")] == [1, 2, 3, 4, 5]


def test_t3_32_copies_of_one_request_agree_and_exactly_one_of_two_rivals_wins(
    sample_log: PostgresLog,
) -> None:
    writer = Writer(sample_log)

    def send(nth: int) -> Outcome:
        if nth == 7:
            return writer.submit(count("c-1", 0, key="rival", digest=b"rival"))
        return writer.submit(count("c-1", 0, key="wish"))

    with ThreadPoolExecutor(33) as clients:
        outcomes = list(clients.map(send, range(33)))
    writer.stop()
    rival = outcomes.pop(7)
    assert len(sample_log.read("c-1")) == 1
    if isinstance(rival, Appended):
        assert all(isinstance(each, Conflict) for each in outcomes)
    else:
        assert isinstance(rival, Conflict)
        won = [each for each in outcomes if isinstance(each, Appended)]
        assert len(won) == 1
        assert all(isinstance(each, Replayed) for each in outcomes if each not in won)


def test_t5_one_conflict_and_one_repeated_key_in_a_group_reach_only_their_callers(
    sample_log: PostgresLog,
) -> None:
    sample_log.append([count("c-1", 0), count("c-2", 0, key="k")])
    gate, held = threading.Event(), Held(sample_log)
    writer = Writer(held)
    wishes = [count(f"d-{nth}", 0) for nth in range(8)]
    wishes += [count("c-1", 0), count("c-2", 0, key="k")]
    with ThreadPoolExecutor(11) as clients:
        first = clients.submit(writer.submit, count("gate-1", 0))
        held.entered.wait(5)
        waiting = [clients.submit(writer.submit, wish) for wish in wishes]
        while writer.waiting() < len(wishes):
            gate.wait(0.01)
        held.open.set()
        outcomes = [each.result() for each in waiting]
    writer.stop()
    assert isinstance(first.result(), Appended)
    assert held.sizes == [1, 10]
    assert all(isinstance(each, Appended) for each in outcomes[:8])
    assert isinstance(outcomes[8], Conflict)
    assert outcomes[9] == Replayed(b"answer")


class Held:
    """A log whose first append waits until the door is opened."""

    def __init__(self, log: PostgresLog | MemoryLog) -> None:
        self.log = log
        self.entered, self.open = threading.Event(), threading.Event()
        self.sizes: list[int] = []

    def append(self, commands: Sequence[Append]) -> list[Outcome]:
        self.entered.set()
        self.open.wait(5)
        self.sizes.append(len(commands))
        return self.log.append(commands)


class Killed(BaseException):
    """What a kill of the writer looks like from inside."""


class DyingLog:
    """Dies in the middle of a batch: before storing, or after storing but before answering."""

    def __init__(self, log: Log, *, stored: bool) -> None:
        self._log = log
        self._stored = stored
        self.dying = True

    def append(self, commands: Sequence[Append]) -> list[Outcome]:
        if not self.dying:
            return self._log.append(commands)
        if self._stored:
            self._log.append(commands)
        raise Killed


@pytest.fixture(params=["memory", "postgres"])
def kept(request: pytest.FixtureRequest) -> Log:
    """A log in memory and one in PostgreSQL: both keep the same promises."""
    if request.param == "memory":
        return MemoryLog(SystemClock())
    return request.getfixturevalue("sample_log")


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_t4_when_the_writer_is_killed_in_a_batch_nobody_is_told_success(
    kept: Log, stored: bool
) -> None:
    log = DyingLog(kept, stored=stored)
    writer = Writer(log)

    def send(nth: int) -> Outcome | Unavailable:
        try:
            return writer.submit(count(f"c-{nth}", 0, key=f"k{nth}"))
        except Unavailable as unknown:
            return unknown

    with ThreadPoolExecutor(64) as clients:
        outcomes = list(clients.map(send, range(64)))
    assert all(isinstance(each, Unavailable) for each in outcomes)
    assert {each.code for each in outcomes} == {"outcome_unknown"}  # type: ignore[union-attr]

    log.dying = False
    with ThreadPoolExecutor(64) as clients:
        again = list(clients.map(send, range(64)))
    writer.stop()
    assert all(isinstance(each, Appended | Replayed) for each in again)
    assert all(len(kept.read(f"c-{nth}")) == 1 for nth in range(64))


def test_a_decision_the_server_cannot_take_fails_alone(sample_log: PostgresLog) -> None:
    writer = Writer(sample_log)
    bad = count("c-\x00", 0)

    def send(wish: Append) -> Outcome | psycopg.Error:
        try:
            return writer.submit(wish)
        except psycopg.Error as trouble:
            return trouble

    with ThreadPoolExecutor(9) as clients:
        outcomes = list(clients.map(send, [bad, *(count(f"d-{n}", 0) for n in range(8))]))
    writer.stop()
    assert isinstance(outcomes[0], psycopg.Error)
    assert all(isinstance(each, Appended) for each in outcomes[1:])


def test_a_lost_connection_is_unknown_and_the_same_key_finds_out(sample_log: PostgresLog) -> None:
    class Lossy:
        def append(self, commands: Sequence[Append]) -> list[Outcome]:
            sample_log.append(commands)
            raise psycopg.OperationalError("server closed the connection")

    with pytest.raises(Unavailable, match="outcome_unknown"):
        Writer(Lossy()).submit(count("c-1", 0, key="k"))
    assert Writer(sample_log).submit(count("c-1", 0, key="k")) == Replayed(b"answer")


def test_a_full_queue_refuses_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.eventlog.writer._LONGEST_QUEUE", 1)
    log = Held(MemoryLog(SystemClock()))
    writer = Writer(log)
    clients = ThreadPoolExecutor(2)
    clients.submit(writer.submit, count("c-1", 0))
    log.entered.wait(5)
    clients.submit(writer.submit, count("c-2", 0))
    while writer.waiting() < 1:
        threading.Event().wait(0.01)
    with pytest.raises(Unavailable, match="overloaded"):
        writer.submit(count("c-3", 0))
    log.open.set()
    clients.shutdown(wait=False, cancel_futures=True)


def test_of_32_cases_that_claim_one_name_at_once_exactly_one_gets_it(
    sample_log: PostgresLog,
) -> None:
    writer = Writer(sample_log)
    claim = (Claim("open:p1"),)
    with ThreadPoolExecutor(32) as clients:
        outcomes = list(
            clients.map(lambda n: writer.submit(count(f"c-{n}", 0, claims=claim)), range(32))
        )
    writer.stop()
    assert sum(isinstance(each, Appended) for each in outcomes) == 1
    assert sum(isinstance(each, ClaimedBy) for each in outcomes) == 31


def test_no_decision_is_stored_that_relied_on_a_stream_which_had_moved(
    sample_log: PostgresLog,
) -> None:
    writer = Writer(sample_log)

    def move(version: int) -> Outcome:
        return writer.submit(count("hearing-1", version))

    def rely(n: int) -> tuple[int, Outcome]:
        seen = len(sample_log.read("hearing-1"))
        return seen, writer.submit(count(f"case-{n}", 0, guards=(Guard("hearing-1", seen),)))

    with ThreadPoolExecutor(16) as clients:
        relied = [clients.submit(rely, n) for n in range(60)]
        for version in range(30):
            move(version)
        outcomes = [each.result() for each in relied]
    outcomes.append(rely(60))
    writer.stop()
    moved = [row.position for row in sample_log.read("hearing-1")]
    stored = [(seen, each.position) for seen, each in outcomes if isinstance(each, Appended)]
    assert all(sum(at < position for at in moved) == seen for seen, position in stored)
    assert stored[-1][0] == len(moved) == 30, "the last one relied on what is true now"
