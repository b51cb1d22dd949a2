"""A duty that ended by mistake is owed again as if it had never ended (X-22)."""

from datetime import date, timedelta

import pytest

from shared.law.clocks import Clocks, fold
from shared.law.deadline import (
    DeadlineMet,
    DeadlineMissed,
    DeadlineRecomputed,
    DeadlineWithdrawn,
)
from shared.law.rulebook import RuleBook
from tests.shared.law.rows import a_rule
from tests.shared.law.test_clocks import (
    ANSWERED,
    BOOK,
    CORRECTED,
    HEARD,
    KEY,
    LAST_DAY,
    SERVED,
    SERVED_ON,
    WITHDRAWN,
    after,
    fact,
    fact_id,
    kinds,
    told,
)
from tests.shared.law.test_clocks import clocks as reckoned

MENDED = "benefit_service.end_mended"
ENDED_ON = date(2011, 6, 17)
ENDED = after(fact(WITHDRAWN, ENDED_ON), now=HEARD)
AUTHORITYS = RuleBook.of([a_rule(kind="authority_duty", roll="none")])


def taken_back(on: date, how: str = "annulled", tag: str = MENDED) -> object:
    """The end is taken back on this day; the fact holds from the day of the end."""
    return fact(tag, ENDED_ON, corrects=WITHDRAWN, how=how, recorded_on=on)


@pytest.mark.parametrize("how", ["withdrawn", "annulled"])
def test_x_22_an_end_that_is_taken_back_leaves_the_deadline_as_it_was(how: str) -> None:
    assert ENDED.duties == ()
    (again,) = told(ENDED, taken_back(ENDED_ON + timedelta(days=1), how))
    assert isinstance(again, DeadlineRecomputed)
    assert (again.because, again.on, again.timely_until) == ("end_withdrawn", ENDED_ON, LAST_DAY)
    assert fold([again], ENDED) == HEARD
    assert told(HEARD, taken_back(ENDED_ON)) == []


def test_an_end_that_is_corrected_or_another_that_is_taken_back_gives_nothing_back() -> None:
    assert told(ENDED, fact(MENDED, ENDED_ON, corrects=WITHDRAWN, how="corrected")) == []
    assert told(ENDED, fact(MENDED, ENDED_ON, corrects="other", how="annulled")) == []


def test_an_end_is_taken_back_whichever_of_its_corrections_is_named() -> None:
    right = fact(CORRECTED, ENDED_ON, "c1", corrects=WITHDRAWN, how="corrected")
    back = fact(MENDED, ENDED_ON, corrects="c1", how="withdrawn")
    assert told(ENDED, back) == []
    events = reckoned(BOOK, BOOK.keys(), ENDED, [back], {}, ENDED_ON, (), [right])
    assert kinds(events) == [DeadlineRecomputed]


def test_the_authority_misses_what_passed_while_the_case_was_closed_by_its_mistake() -> None:
    running = fold(told(Clocks(), fact(SERVED, SERVED_ON), book=AUTHORITYS))
    ended = after(fact(WITHDRAWN, ENDED_ON), now=running)
    events = told(ended, taken_back(date(2011, 6, 29)), book=AUTHORITYS)
    assert kinds(events) == [DeadlineRecomputed, DeadlineMissed]
    assert fold(events, ended).duties[0].timely_until == LAST_DAY


def test_a_citizen_gets_the_days_back_when_the_last_one_passed_meanwhile() -> None:
    on_the_day = told(ENDED, taken_back(LAST_DAY))
    assert fold(on_the_day, ENDED).duties[0].timely_until == LAST_DAY
    # Twelve days in which nothing could be answered: 22 June + 12 = 4 July.
    events = told(ENDED, taken_back(date(2011, 6, 29)))
    assert kinds(events) == [DeadlineRecomputed]
    assert fold(events, ENDED).duties[0].timely_until == date(2011, 7, 4)


def test_what_was_missed_before_the_end_is_missed_still() -> None:
    late = after(LAST_DAY + timedelta(days=1), now=HEARD)
    ended = after(fact(WITHDRAWN, date(2011, 6, 27)), now=late)
    back = fact(
        MENDED, date(2011, 6, 27), corrects=WITHDRAWN, how="annulled", recorded_on=date(2011, 7, 1)
    )
    events = told(ended, back)
    assert kinds(events) == [DeadlineRecomputed, DeadlineMissed]
    assert fold(events, ended).duties == late.duties


def test_what_was_done_meanwhile_is_not_owed_again() -> None:
    answered = fact(ANSWERED, date(2011, 6, 20))
    back = taken_back(date(2011, 6, 21))
    events = reckoned(BOOK, BOOK.keys(), ENDED, [back], {}, date(2011, 6, 21), (), [answered])
    assert kinds(events) == [DeadlineRecomputed, DeadlineMet]
    undone = fact("x.undone", date(2011, 6, 20), corrects=ANSWERED, how="withdrawn")
    events = reckoned(
        BOOK, BOOK.keys(), ENDED, [back], {}, date(2011, 6, 21), (), [answered, undone]
    )
    assert kinds(events) == [DeadlineRecomputed, DeadlineMet, DeadlineRecomputed]


def test_what_never_was_owed_does_not_come_back() -> None:
    never = fact("x.mistake", SERVED_ON, "no", corrects=SERVED, how="withdrawn")
    gone = after(never, now=HEARD)
    assert told(gone, fact(MENDED, SERVED_ON, corrects="no", how="annulled")) == []


def test_a_deadline_that_is_set_again_by_the_same_fact_is_not_given_back_beside_it() -> None:
    anew = fold(told(ENDED, fact(SERVED, SERVED_ON)), ENDED)
    assert [duty.name for duty in anew.duties] == [f"{KEY}:{fact_id(SERVED).hex[-12:]}"]
    assert told(anew, taken_back(ENDED_ON)) == []


def test_a_rule_that_says_itself_what_the_taking_back_does_is_followed() -> None:
    starts = [{"event": SERVED}, {"event": MENDED}]
    counts = RuleBook.of([a_rule(starts_on=starts)])
    ended = after(fact(SERVED, SERVED_ON), fact(WITHDRAWN, ENDED_ON), book=counts)
    assert told(ended, taken_back(ENDED_ON, "withdrawn"), book=counts) == []
    assert kinds(told(ended, taken_back(ENDED_ON), book=counts)) == [DeadlineRecomputed]
    ends = RuleBook.of([a_rule(withdrawn_by=[WITHDRAWN, MENDED])])
    ended = after(fact(SERVED, SERVED_ON), fact(WITHDRAWN, ENDED_ON), book=ends)
    assert told(ended, taken_back(ENDED_ON), book=ends) == []


def test_it_can_end_again() -> None:
    again = fold(told(ENDED, taken_back(ENDED_ON)), ENDED)
    (gone,) = told(again, fact(WITHDRAWN, LAST_DAY, "second"))
    assert isinstance(gone, DeadlineWithdrawn)
    twice = fold([gone], again)
    assert told(twice, taken_back(LAST_DAY)) == []
    back = fact(MENDED, LAST_DAY, corrects="second", how="annulled")
    assert kinds(told(twice, back)) == [DeadlineRecomputed]
