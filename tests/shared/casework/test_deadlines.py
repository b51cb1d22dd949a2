"""Deadlines stand beside the facts that start and stop them, and the keeper says when they pass."""

import threading
from dataclasses import replace as changed
from datetime import UTC, date, datetime, timedelta
from unittest.mock import Mock
from uuid import uuid4

import msgspec
import psycopg
import pytest
from structlog.testing import capture_logs

from shared.casework import keeper as keeping
from shared.casework.keeper import DeadlineKeeper
from shared.eventlog.database import Database
from shared.law.deadline import DeadlineMet, DeadlineMissed, DeadlineRecomputed, DeadlineSet
from shared.law.rulebook import RuleBook
from shared.law.rulesets import read_rulesets
from tests.shared.casework.house import START, SampleHouse, SampleOffice, plan
from tests.shared.casework.sample import ClosePlan, OpenPlan, TakeStep
from tests.shared.casework.sample_service import first_step_rule

DUE = date(2011, 6, 15)


def keeper(house: SampleHouse) -> DeadlineKeeper:
    return DeadlineKeeper(house.office, house.level)


def after(house: SampleHouse, days: int) -> None:
    house.clock.move_to(START + timedelta(days=days))


def test_a_deadline_is_set_in_the_append_that_starts_it(office: SampleOffice) -> None:
    opened = office.order(OpenPlan(uuid4()))
    first, deadline = office.facts(plan(opened.case_id))
    assert isinstance(deadline.event, DeadlineSet)
    assert deadline.event.trigger == first.meta.event_id
    assert deadline.event.timely_until == DUE
    assert deadline.recorded_at == first.recorded_at


def test_the_fact_that_fulfils_it_stands_in_the_same_append(office: SampleOffice) -> None:
    opened = office.order(OpenPlan(uuid4()))
    office.clock.move_to(START + timedelta(days=10))
    done = office.order(TakeStep("ringe", on=date(2011, 6, 9)), opened.case_id, if_match=2)
    assert done.events == ("sample.step_taken", "deadline.met")
    step, met = office.facts(plan(opened.case_id))[2:]
    assert step.meta.effective_on == date(2011, 6, 9)
    assert isinstance(met.event, DeadlineMet)
    assert (met.event.by, met.event.on) == (step.meta.event_id, date(2011, 6, 9))


def test_the_fact_that_ends_the_duty_withdraws_it(office: SampleOffice) -> None:
    opened = office.order(OpenPlan(uuid4()))
    assert office.order(ClosePlan(), opened.case_id).events == (
        "sample.plan_closed",
        "deadline.withdrawn",
    )


def test_a_refused_order_starts_no_clock(office: SampleOffice) -> None:
    citizen = uuid4()
    opened = office.order(OpenPlan(citizen))
    with pytest.raises(Exception, match="plan_already_open"):
        office.order(OpenPlan(citizen))
    assert office.tags(plan(opened.case_id)).count("deadline.set") == 1


def test_the_keeper_writes_down_once_what_passed(house: SampleHouse) -> None:
    opened = house.order(OpenPlan(uuid4())).case_id
    house.follower.catch_up()
    one = keeper(house)
    after(house, 14)
    assert one.keep() == 0
    assert one.kept_on == DUE
    after(house, 16)
    assert one.keep() == 1
    assert one.keep() == 0
    missed = house.facts(plan(opened))[-1]
    assert isinstance(missed.event, DeadlineMissed)
    assert missed.meta.effective_on == date(2011, 6, 16)
    assert missed.meta.actor.id == "keeper:sample"
    assert house.tags(plan(opened)).count("deadline.missed") == 1


def test_the_day_is_done_only_when_the_list_has_seen_the_whole_log(house: SampleHouse) -> None:
    house.order(OpenPlan(uuid4()))
    one = keeper(house)
    after(house, 20)
    assert one.keep() == 0
    assert one.kept_on is None
    house.follower.catch_up()
    assert one.keep() == 1
    assert one.kept_on is None
    house.follower.catch_up()
    assert one.keep() == 0
    assert one.kept_on == date(2011, 6, 21)


def test_a_deadline_met_meanwhile_is_not_missed(house: SampleHouse) -> None:
    """The list may be behind; what is so stands in the case."""
    opened = house.order(OpenPlan(uuid4())).case_id
    house.follower.catch_up()
    house.order(TakeStep("ringe"), opened)
    after(house, 20)
    assert keeper(house).keep() == 0
    assert "deadline.missed" not in house.tags(plan(opened))


def test_two_keepers_write_it_once(house: SampleHouse) -> None:
    plans = [house.order(OpenPlan(uuid4())).case_id for _ in range(10)]
    house.follower.catch_up()
    after(house, 20)
    keepers = [keeper(house), keeper(house)]
    kept: list[int] = []
    threads = [threading.Thread(target=lambda one=one: kept.append(one.keep())) for one in keepers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(kept) == len(plans)
    for each in plans:
        assert house.tags(plan(each)).count("deadline.missed") == 1


def test_a_case_that_moves_while_it_is_kept_is_looked_at_again(house: SampleHouse) -> None:
    opened = house.order(OpenPlan(uuid4())).case_id
    house.follower.catch_up()
    after(house, 20)
    one = keeper(house)
    late = TakeStep("for sent", on=date(2011, 6, 20))
    house.log.before["append"] = lambda: house.order(late, opened)
    assert one.keep() == 0
    house.follower.catch_up()
    assert one.keep() == 0
    assert house.tags(plan(opened))[2:] == ["sample.step_taken", "deadline.missed", "deadline.met"]


def test_one_case_that_cannot_be_kept_does_not_hide_what_others_missed(
    house: SampleHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: the first broken case ended the keeper's look, every time anew."""
    broken, sound = (house.order(OpenPlan(uuid4())).case_id for _ in range(2))
    house.follower.catch_up()
    after(house, 20)
    one = keeper(house)
    keep = one._keep

    def breaks(case_type: str, case_id: str, today: date) -> bool:
        if case_id == broken:
            raise LookupError("a fact nobody can read")
        return keep(case_type, case_id, today)

    monkeypatch.setattr(one, "_keep", breaks)
    assert one.keep() == 1
    assert "deadline.missed" in house.tags(plan(sound))
    house.follower.catch_up()
    assert one.keep() == 0
    assert one.kept_on is None, "a day with a case that could not be kept is not done"


def test_a_broken_case_is_said_once_a_day_and_looked_at_without_haste(
    house: SampleHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: ten looks a second for one broken case, and a traceback for each."""
    house.order(OpenPlan(uuid4()))
    house.follower.catch_up()
    after(house, 20)
    one = keeper(house)
    monkeypatch.setattr(one, "_keep", Mock(side_effect=LookupError("a fact nobody can read")))
    with capture_logs() as lines:
        assert [one._look() for _ in range(3)] == [2.0] * 3
        assert [line["event"] for line in lines] == ["deadline_not_kept"]
        after(house, 21)
        one._look()
    assert [line["event"] for line in lines] == ["deadline_not_kept"] * 2


def test_however_many_cannot_be_kept_the_others_get_their_turn(
    house: SampleHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: as many broken cases as one look takes hid every younger one."""
    monkeypatch.setattr(keeping, "_AT_ONCE", 2)
    broken = {house.order(OpenPlan(uuid4())).case_id for _ in range(2)}
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    sound = house.order(OpenPlan(uuid4())).case_id
    house.follower.catch_up()
    after(house, 21)
    one = keeper(house)
    keep = one._keep

    def breaks(case_type: str, case_id: str, today: date) -> bool:
        if case_id in broken:
            raise LookupError("a fact nobody can read")
        return keep(case_type, case_id, today)

    monkeypatch.setattr(one, "_keep", breaks)
    with capture_logs():
        assert [one.keep(), one.keep()] == [0, 1]
    assert "deadline.missed" in house.tags(plan(sound))


def test_a_keeper_that_cannot_even_read_the_clock_tries_again(
    house: SampleHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red: a database that was away ended the keeper, and its container with it."""
    one = keeper(house)
    with monkeypatch.context() as broken, capture_logs() as lines:
        broken.setattr(house.clock, "now", Mock(side_effect=psycopg.OperationalError("away")))
        assert one._look() == 2.0
    assert [line["event"] for line in lines] == ["keeper_stumbled"]
    one._look()
    assert one.kept_on is not None


def test_the_keeper_runs_until_it_is_told_to_stop(house: SampleHouse) -> None:
    opened = house.order(OpenPlan(uuid4())).case_id
    house.follower.catch_up()
    one, stop = keeper(house), threading.Event()
    thread = threading.Thread(target=one.run, args=(stop,))
    thread.start()
    after(house, 20)
    one.wake.set()
    deadline = datetime.now(UTC) + timedelta(seconds=10)
    while "deadline.missed" not in house.tags(plan(opened)):
        assert datetime.now(UTC) < deadline
        stop.wait(0.01)
    stop.set()
    one.wake.set()
    thread.join(10)
    assert not thread.is_alive()


def test_new_law_counts_a_running_deadline_anew_when_it_begins(
    sample_database: Database,
) -> None:
    """Seen red: only deadlines that had passed by the old law were looked at."""
    old = first_step_rule(valid_to="2011-06-09")
    new = first_step_rule(valid_from="2011-06-10", value=30)
    one, *_ = read_rulesets()
    sets = (
        msgspec.structs.replace(one, valid_to=date(2011, 6, 9)),
        msgspec.structs.replace(
            one, id="new", valid_from=date(2011, 6, 10), valid_to=None, transition="recompute"
        ),
    )
    house = SampleHouse(sample_database, rules=changed(RuleBook.of([old, new]), sets=sets))
    opened = house.order(OpenPlan(uuid4())).case_id
    house.follower.catch_up()
    one_keeper = keeper(house)
    after(house, 8)
    assert one_keeper.keep() == 0
    assert one_keeper.kept_on == date(2011, 6, 9)
    after(house, 9)
    assert one_keeper.keep() == 1
    moved = house.events(plan(opened))[-1]
    assert isinstance(moved, DeadlineRecomputed)
    assert moved.timely_until == date(2011, 7, 1)
    house.follower.catch_up()
    assert one_keeper.keep() == 0
    assert one_keeper.kept_on == date(2011, 6, 10)
    house.close()
