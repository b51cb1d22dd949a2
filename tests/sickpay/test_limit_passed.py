"""Sick pay that outlived its limit ends after the hearing, with a month, and never backwards (E4).

Scenario 11: the limit is 31 July 2024. The hearing was only concluded on 13 August.
"""

from datetime import date, timedelta

import pytest

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain.ending_events import SickPayEnded
from services.sickpay.domain.sick_pay_history import Ended
from shared.eventlog.decider import Rejected
from tests.sickpay.course_story import HEARING
from tests.sickpay.house import Story

FIRST, LIMIT = date(2024, 1, 8), date(2024, 7, 31)
HEARD, DECIDED, MONTH_END = date(2024, 8, 13), date(2024, 8, 14), date(2024, 8, 31)
REASSESSED = date(2024, 6, 10)
DAY = timedelta(days=1)


def heard_on(day: date, *, extended: int | None = None) -> Story:
    story = Story().notify(FIRST)
    if extended is not None:
        story.order(ending.Reassess(REASSESSED, (1, 2), "Grund fundet"), REASSESSED)
        story.order(ending.GrantExtension(extended, REASSESSED, "Afklares"), REASSESSED)  # type: ignore[arg-type] - one of the seven
        story.order(ending.Reassess(day - DAY, (), "Ingen grund mere"), day - DAY)
    else:
        story.order(ending.Reassess(REASSESSED, (), "Ingen grund"), REASSESSED)
    served = max(REASSESSED, day - timedelta(days=8)) if extended is None else day - DAY
    story.order(ending.ProposeEnding("duration", "Grænsen nås"), served)
    story.order(ending.NoteHearingServed(HEARING, "duration", served), served)
    story.order(ending.NoteHearingConcluded(HEARING, "excuse_not_accepted", day), day)
    return story


def follows_from(story: Story, day: date, on: date) -> None:
    story.order(ending.RecordNextBasis("job_clarification", day, on), on)


def end(story: Story, last_day: date, on: date) -> SickPayEnded:
    ended = story.order(ending.EndSickPay("duration", last_day, "Ingen grund"), on)[0]
    assert isinstance(ended, SickPayEnded)
    return ended


def test_e4_sick_pay_does_not_end_for_duration_before_the_citizen_was_heard() -> None:
    story = heard_on(HEARD)
    follows_from(story, date(2024, 8, 1), DECIDED)
    with pytest.raises(Rejected, match="ends_before_hearing"):
        end(story, LIMIT, DECIDED)


def test_e4_a_limit_that_has_passed_ends_with_the_month_of_the_hearing() -> None:
    story = heard_on(HEARD)
    follows_from(story, date(2024, 9, 1), DECIDED)
    assert end(story, MONTH_END, DECIDED).last_day == MONTH_END
    assert isinstance(story.state, Ended)


def test_e4_what_comes_next_follows_the_later_end_without_a_gap() -> None:
    story = heard_on(HEARD)
    follows_from(story, date(2024, 9, 2), DECIDED)
    with pytest.raises(Rejected, match="next_basis_missing"):
        end(story, MONTH_END, DECIDED)


def test_spa_24_a_hearing_on_the_limits_own_day_is_early_enough() -> None:
    story = heard_on(LIMIT)
    follows_from(story, date(2024, 8, 1), LIMIT)
    assert end(story, LIMIT, LIMIT).last_day == LIMIT


@pytest.mark.parametrize("last_day", [date(2024, 8, 14), date(2024, 8, 30), date(2024, 9, 30)])
def test_spa_24_a_passed_limit_ends_with_a_month_and_not_with_one_to_come(last_day: date) -> None:
    story = heard_on(HEARD)
    follows_from(story, date(2024, 8, 14), DECIDED)
    with pytest.raises(Rejected, match="not_the_limit_day"):
        end(story, last_day, DECIDED)


def test_spa_24_who_decides_a_month_later_still_may_choose_the_month_of_the_decision() -> None:
    story, later = heard_on(HEARD), date(2024, 9, 10)
    follows_from(story, date(2024, 10, 1), later)
    with pytest.raises(Rejected, match="next_basis_missing"):
        end(story, MONTH_END, later)
    assert end(story, date(2024, 9, 30), later).last_day == date(2024, 9, 30)


def test_spa_24_before_the_limit_has_passed_no_other_month_is_its_day() -> None:
    story = heard_on(date(2024, 7, 10))
    follows_from(story, date(2024, 8, 1), LIMIT)
    for other in (date(2024, 8, 31), date(2024, 7, 30)):
        with pytest.raises(Rejected, match="not_the_limit_day"):
            end(story, other, LIMIT)


def test_spa_24_heard_in_time_but_decided_late_the_limit_day_still_holds() -> None:
    story = heard_on(date(2024, 7, 10))
    follows_from(story, date(2024, 8, 1), date(2024, 7, 15))
    assert end(story, LIMIT, DECIDED).last_day == LIMIT


def test_spa_27_a_passed_extension_ends_with_the_month_of_the_hearing_too() -> None:
    heard = date(2025, 12, 3)
    story = heard_on(heard, extended=2)
    until = story.state.course.last_day
    assert until == date(2025, 11, 26)
    follows_from(story, date(2025, 12, 1), heard)
    with pytest.raises(Rejected, match="ends_before_hearing"):
        end(story, until, heard)
    assert end(story, date(2025, 12, 31), heard).last_day == date(2025, 12, 31)


def test_spa_27_an_open_extension_does_not_end_before_the_hearing_either() -> None:
    heard = date(2024, 9, 4)
    story = heard_on(heard, extended=1)
    follows_from(story, date(2024, 9, 1), heard)
    with pytest.raises(Rejected, match="ends_before_hearing"):
        end(story, heard - DAY, heard)
    assert end(story, heard, heard).last_day == heard


def test_an_end_given_twice_is_refused_and_one_after_a_new_letter_is_not_heard_yet() -> None:
    story = heard_on(HEARD)
    follows_from(story, date(2024, 9, 1), DECIDED)
    again = heard_on(HEARD)
    follows_from(again, date(2024, 9, 1), DECIDED)
    end(story, MONTH_END, DECIDED)
    with pytest.raises(Rejected, match="sick_pay_ended"):
        end(story, MONTH_END, DECIDED)
    again.order(ending.NoteHearingServed(HEARING, "duration", DECIDED), DECIDED)
    with pytest.raises(Rejected, match="hearing_not_concluded"):
        end(again, MONTH_END, DECIDED)
