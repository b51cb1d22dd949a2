"""A case folded once is only brought forward, and never older than the log."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from shared.casework.casebook import SEARCH_TAKES, Casebook
from shared.trouble import Unavailable
from tests.shared.casework.house import START, SampleOffice, plan
from tests.shared.casework.sample import PLAN, OpenPlan, Running, TakeStep
from tests.shared.casework.sample_service import SERVICE


class Counted:
    """A log that remembers from which version it was read."""

    def __init__(self, log: object) -> None:
        self._log = log
        self.read_after: list[int] = []

    def read(self, stream: str, after: int = 0) -> object:
        self.read_after.append(after)
        return self._log.read(stream, after)  # type: ignore[attr-defined]  # a log of either kind


def test_only_what_is_new_is_read(office: SampleOffice) -> None:
    opened = office.order(OpenPlan(uuid4())).case_id
    log = Counted(office.pure_log)
    book = Casebook(SERVICE, log)  # type: ignore[arg-type]  # it reads and nothing else
    first = book.load(PLAN, opened)
    office.order(TakeStep("ringe"), opened)
    second = book.load(PLAN, opened)
    assert log.read_after == [0, 1], "the last fact known is read again, to see that it stands"
    assert (first.version, second.version) == (2, 4)
    assert second.state == Running(first.subjects[0], steps=1)


class Shortened:
    """A log whose tail may be lost."""

    def __init__(self, log: object) -> None:
        self._log = log
        self.ends = 99

    def read(self, stream: str, after: int = 0) -> list[object]:
        rows = self._log.read(stream, after)  # type: ignore[attr-defined]  # a log of either kind
        return [row for row in rows if row.version <= self.ends]


def test_a_case_whose_last_fact_the_log_has_lost_is_folded_anew(office: SampleOffice) -> None:
    opened = office.order(OpenPlan(uuid4())).case_id
    office.order(TakeStep("ringe"), opened)
    log = Shortened(office.pure_log)
    book = Casebook(SERVICE, log)  # type: ignore[arg-type]  # it reads and nothing else
    assert book.load(PLAN, opened).version == 4
    log.ends = 2
    cut = book.load(PLAN, opened)
    assert cut.version == 2
    assert cut.state == Running(cut.subjects[0], steps=0)


def test_another_process_never_makes_it_stale(office: SampleOffice) -> None:
    opened = office.order(OpenPlan(uuid4())).case_id
    here, there = (Casebook(SERVICE, office.pure_log) for _ in range(2))
    for number in range(1, 4):
        assert there.load(PLAN, opened).state.steps == number - 1
        office.order(TakeStep(str(number)), opened)
        assert here.load(PLAN, opened).state.steps == number
        assert there.load(PLAN, opened).state.steps == number


def test_brought_forward_is_the_same_as_read_anew(office: SampleOffice) -> None:
    opened = office.order(OpenPlan(uuid4())).case_id
    book = Casebook(SERVICE, office.pure_log)
    for number in range(4):
        office.order(TakeStep(str(number)), opened)
        assert book.load(PLAN, opened) == Casebook(SERVICE, office.pure_log).load(PLAN, opened)


def test_deadlines_never_reach_the_case_itself(office: SampleOffice) -> None:
    """The sample's evolve fails on any fact it does not know, deadlines among them."""
    opened = office.order(OpenPlan(uuid4())).case_id
    loaded = Casebook(SERVICE, office.pure_log).load(PLAN, opened)
    assert [each.tag for each in loaded.history] == ["sample.plan_opened", "deadline.set"]
    assert [duty.key for duty in loaded.clocks.duties] == ["interview.first"]
    office.clock.move_to(START + timedelta(days=1))
    assert loaded.state == Running(loaded.subjects[0])


def test_a_case_nobody_opened_is_not_kept(office: SampleOffice) -> None:
    book = Casebook(SERVICE, office.pure_log)
    assert not book.load(PLAN, uuid4()).exists
    assert not book._kept


def test_the_least_used_are_let_go(office: SampleOffice) -> None:
    plans = [office.order(OpenPlan(uuid4())).case_id for _ in range(4)]
    book = Casebook(SERVICE, office.pure_log, kept=2)
    for each in (plans[0], plans[1], plans[0], plans[2]):
        book.load(PLAN, each)
    assert list(book._kept) == [plan(plans[0]), plan(plans[2])]


def test_one_at_a_time_goes_through_the_log_and_the_next_one_is_asked_to_come_back() -> None:
    """Before, four who asked for a file held every connection, and orders waited for them."""

    class Long:
        """A log that is asked a second time while it is gone through."""

        def about(self, citizen: UUID, after: int, limit: int) -> list[object]:
            if not refused:
                with pytest.raises(Unavailable, match="overloaded") as trouble:
                    book.about(citizen, after, limit)
                refused.append(trouble.value.retry_after)
            return []

    refused: list[int] = []
    book = Casebook(SERVICE, Long())  # type: ignore[arg-type]  # it is gone through and nothing else
    assert book.about(uuid4(), 0, 10) == []
    assert refused == [SEARCH_TAKES]
    assert book.about(uuid4(), 0, 10) == [], "the next one may, also after trouble"


def test_a_log_that_could_not_be_gone_through_lets_the_next_one_try() -> None:
    class Broken:
        def about(self, *_asked: object) -> list[object]:
            raise ConnectionError

    book = Casebook(SERVICE, Broken())  # type: ignore[arg-type]  # it fails and nothing else
    for _ in range(2):
        with pytest.raises(ConnectionError):
            book.about(uuid4(), 0, 10)
