"""The one write answers the same, in memory and in PostgreSQL."""

from datetime import UTC, datetime
from uuid import uuid4

import msgspec
import pytest
from msgspec.structs import replace

from shared.clock import SystemClock
from shared.eventlog.append import Append, Appended, ClaimedBy, Conflict, Guard, KeyReused, Replayed
from shared.eventlog.chain import hash_of
from shared.eventlog.decider import Claim, Release
from shared.eventlog.envelope import Cursor
from shared.eventlog.log import Log, PostgresLog
from shared.eventlog.memory import MemoryLog
from shared.eventlog.row import LogDiverged
from tests.support.sample import Counted, count, fact


@pytest.fixture(params=["memory", "postgres"])
def log(request: pytest.FixtureRequest) -> Log:
    if request.param == "memory":
        return MemoryLog(SystemClock())
    return request.getfixturevalue("sample_log")


def test_a_decision_for_an_untouched_stream_is_stored(log: Log) -> None:
    assert log.append([count("counter-1", 0, times=2)]) == [Appended(1, 2)]
    rows = log.read("counter-1")
    assert [row.version for row in rows] == [1, 2]
    assert [row.previous for row in rows] == [0, 1]
    assert [row.position for row in rows] == [1, 2]
    assert rows[0].previous_hash == b""
    assert len(rows[1].previous_hash) == 32


def test_each_fact_names_the_hash_of_the_one_before(log: Log) -> None:
    """Seen red in memory, which hashed something else than the database."""
    about_two = Append("counter-2", 0, (fact(Counted(), uuid4(), uuid4()),))
    log.append([count("counter-1", 0, times=3), about_two, count("counter-3", 0)])
    rows = log.feed(Cursor(), 10).rows
    assert [len(row.subjects) for row in rows] == [0, 0, 0, 2, 0]
    assert [row.previous_hash for row in rows] == [b"", *(hash_of(row) for row in rows[:-1])]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 1, 1, 0, 0, 0, 120, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC),
    ],
)
def test_any_moment_and_day_is_hashed_as_the_database_does(
    sample_log: PostgresLog, moment: datetime
) -> None:
    sample_log.append([count("counter-1", 0)])
    (row,) = sample_log.read("counter-1")
    changed = {"recorded_at": moment, "effective_on": moment.date()}
    with sample_log._database.connection() as conn:
        found = conn.execute(
            "SELECT sample.row_hash(jsonb_populate_record(e, %s::jsonb)) FROM sample.events e",
            (msgspec.json.encode(changed).decode(),),
        ).fetchone()
    assert found == (hash_of(replace(row, **changed)),)


def test_a_stale_version_is_a_conflict_that_names_the_actual_one(log: Log) -> None:
    log.append([count("counter-1", 0)])
    assert log.append([count("counter-1", 0)]) == [Conflict("counter-1", 1)]


def test_one_loser_in_a_batch_does_not_touch_the_others(log: Log) -> None:
    outcomes = log.append(
        [count("counter-1", 0, times=3), count("counter-1", 0), count("counter-2", 0, times=2)]
    )
    assert outcomes == [Appended(1, 3), Conflict("counter-1", 3), Appended(4, 2)]
    assert [r.previous for r in log.read("counter-2")] == [3, 4]


def test_the_same_key_gets_the_stored_answer_and_stores_nothing(log: Log) -> None:
    log.append([count("counter-1", 0, key="k")])
    assert log.append([count("counter-1", 0, key="k")]) == [Replayed(b"answer")]
    assert len(log.read("counter-1")) == 1
    assert log.answer("client", "k") == (b"d", b"answer")


def test_the_same_key_with_another_body_is_refused(log: Log) -> None:
    log.append([count("counter-1", 0, key="k")])
    assert log.append([count("counter-1", 1, key="k", digest=b"other")]) == [KeyReused()]


def test_the_same_key_twice_in_one_batch_is_one_effect(log: Log) -> None:
    outcomes = log.append([count("c-1", 0, key="k"), count("c-1", 0, key="k")])
    assert outcomes == [Appended(1, 1), Replayed(b"answer")]


def test_a_guard_that_moved_is_a_conflict_of_the_guarded_stream(log: Log) -> None:
    log.append([count("hearing-1", 0)])
    assert log.append([count("case-1", 0, guards=(Guard("hearing-1", 0),))]) == [
        Conflict("hearing-1", 1)
    ]
    assert log.append([count("case-1", 0, guards=(Guard("hearing-1", 1),))]) == [Appended(2, 1)]


def test_a_claimed_name_is_refused_to_another_case_until_released(log: Log) -> None:
    log.append([count("case-1", 0, claims=(Claim("open:p1"),))])
    assert log.append([count("case-2", 0, claims=(Claim("open:p1"),))]) == [
        ClaimedBy("open:p1", "case-1")
    ]
    log.append([count("case-1", 1, claims=(Release("open:p1"),))])
    assert isinstance(log.append([count("case-2", 0, claims=(Claim("open:p1"),))])[0], Appended)


def test_a_name_claimed_twice_in_one_batch_goes_to_the_first(log: Log) -> None:
    claim = (Claim("open:p1"),)
    outcomes = log.append([count("case-1", 0, claims=claim), count("case-2", 0, claims=claim)])
    assert outcomes == [Appended(1, 1), ClaimedBy("open:p1", "case-1")]


def test_releasing_what_another_case_holds_changes_nothing(log: Log) -> None:
    log.append([count("case-1", 0, claims=(Claim("open:p1"),))])
    log.append([count("case-2", 0, claims=(Release("open:p1"),))])
    assert isinstance(log.append([count("case-3", 0, claims=(Claim("open:p1"),))])[0], ClaimedBy)


def test_the_feed_goes_on_from_a_cursor_and_refuses_one_it_does_not_know(log: Log) -> None:
    log.append([count("case-1", 0, times=5)])
    first = log.feed(Cursor(), 2)
    assert [row.position for row in first.rows] == [1, 2]
    assert first.head.position == 5
    rest = log.feed(first.upto, 10)
    assert [row.position for row in rest.rows] == [3, 4, 5]
    assert log.feed(rest.upto, 10).rows == ()
    with pytest.raises(LogDiverged):
        log.feed(Cursor(1, 2, rest.rows[0].event_id), 10)


def test_recorded_at_never_goes_back(log: Log) -> None:
    for version in range(5):
        log.append([count("case-1", version)])
    moments = [row.recorded_at for row in log.read("case-1")]
    assert moments == sorted(moments)


def test_an_append_of_nothing_still_remembers_its_key(log: Log) -> None:
    log.append([count("case-1", 0)])
    assert log.append([count("case-1", 1, times=0, key="k")])[0] != Replayed(b"answer")
    assert log.append([count("case-1", 1, times=0, key="k")]) == [Replayed(b"answer")]
