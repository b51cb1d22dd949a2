"""A meeting recorded late, when a later one is on record: one duty is owed, never two."""

import random
from datetime import date, timedelta
from uuid import UUID, uuid5

from shared.law.clocks import Clocks, Trigger, clocks, fold
from shared.law.rulebook import RuleBook
from tests.shared.law.rows import a_rule

HELD, TAKEN_BACK = "sickpay.follow_up_held", "sickpay.follow_up_withdrawn"
KEY = "followup.interval"
BOOK = RuleBook.of(
    [
        a_rule(
            KEY,
            starts_on={"event": HELD, "date": "effective_on"},
            stops_on=[HELD],
            withdrawn_by=[],
            value=28,
            roll="none",
        )
    ]
)
DAY = timedelta(days=1)
FIRST = date(2011, 6, 1)


def name(day: date) -> UUID:
    return uuid5(UUID(int=0), day.isoformat())


def held(day: date, recorded: date) -> Trigger:
    return Trigger(tag=HELD, event_id=name(day), effective_on=day, recorded_on=recorded)


def taken_back(day: date, recorded: date) -> Trigger:
    return Trigger(
        tag=TAKEN_BACK,
        event_id=uuid5(name(day), "back"),
        effective_on=day,
        recorded_on=recorded,
        corrects=name(day),
        how="withdrawn",
    )


def after(*facts: Trigger) -> Clocks:
    so_far = Clocks()
    for fact in facts:
        so_far = fold(clocks(BOOK, (KEY,), so_far, (fact,), {}, fact.recorded_on), so_far)
    return so_far


def owed_from(so_far: Clocks) -> list[date]:
    return [duty.trigger_day for duty in so_far.duties if duty.open]


def test_a_meeting_recorded_late_starts_no_second_clock() -> None:
    late, newest = FIRST, FIRST + 10 * DAY
    so_far = after(held(newest, newest), held(late, newest + DAY))
    assert owed_from(so_far) == [newest]
    (older,) = [duty for duty in so_far.duties if not duty.open]
    assert older.met is not None
    assert (older.met.on, older.met.late_by_days) == (newest, 0)


def test_when_the_later_meeting_is_taken_back_the_earlier_ones_duty_is_owed_again() -> None:
    late, newest = FIRST, FIRST + 10 * DAY
    so_far = after(
        held(newest, newest), held(late, newest + DAY), taken_back(newest, newest + 2 * DAY)
    )
    assert owed_from(so_far) == [late]
    assert [duty.timely_until for duty in so_far.duties] == [FIRST + 28 * DAY]


def test_however_meetings_are_recorded_the_newest_one_alone_has_a_running_clock() -> None:
    """An oracle of one line over 500 random orders of recording."""
    chance = random.Random(15)
    for _ in range(500):
        days = [FIRST + DAY * n for n in chance.sample(range(60), chance.randint(2, 6))]
        recorded = max(days)
        so_far = after(*(held(day, recorded) for day in days))
        assert owed_from(so_far) == [max(days)], days
