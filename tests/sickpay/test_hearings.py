"""Ending for lack of cooperation goes through the benefit service's hearing, told by messages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from services.sickpay.cases.cash_benefit import end_it, find_followed_up, follow_up, take_it_back
from services.sickpay.cases.hearings import (
    HearingFound,
    find_heard_case,
    find_open_case,
    note_concluded,
    note_served,
    note_service_corrected,
    note_withdrawn,
)
from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.ending_events import SickPayEnded
from services.sickpay.messages import (
    HearingConcluded,
    HearingServed,
    HearingServiceCorrected,
    HearingWithdrawn,
    RecoveryNoted,
    SickReported,
    SickReportWithdrawn,
)
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event, tag_of
from tests.sickpay.house import CITIZEN, Story

HEARING, CASE = UUID(int=7), UUID(int=99)
MISSED = date(2007, 11, 20)


def message(event: Event) -> Recorded[Any]:
    now = datetime(2007, 11, 21, tzinfo=UTC)
    meta = Meta(
        event_id=UUID(int=3),
        occurred_at=now,
        effective_on=date(2007, 11, 21),
        actor=Actor(id="bo"),
        correlation_id="test",
    )
    stream = f"party_hearing-{HEARING}"
    return Recorded("benefit_service", 1, 1, 0, stream, 1, tag_of(event), now, event, meta)


def missed() -> Story:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    summons = follow.SummonToFollowUp(MISSED, "interview", date(2007, 11, 5))
    story.order(summons, date(2007, 11, 5))
    story.order(follow.NoteMissedFollowUp(MISSED), MISSED)
    proposal = ending.ProposeEnding("no_cooperation", "Stayed away")
    story.order(proposal, MISSED)
    return story


END = ending.EndSickPay("no_cooperation", date(2007, 12, 10), "No excuse")
SERVED = HearingServed(CITIZEN, date(2007, 11, 22), "sick_pay_no_cooperation")


def heard(finding: Any) -> Story:
    story, found = missed(), HearingFound(CASE)
    (served,) = note_served(message(SERVED), found)
    story.order(served.command, date(2007, 11, 23))
    concluded = HearingConcluded(CITIZEN, finding, date(2007, 12, 3))
    (done,) = note_concluded(message(concluded), found)
    story.order(done.command, date(2007, 12, 4))
    return story


def test_nothing_ends_before_the_hearing_is_concluded() -> None:
    with pytest.raises(Rejected, match="hearing_not_concluded"):
        missed().order(END, date(2007, 12, 10))


def test_fvl_19_after_the_hearing_sick_pay_ends() -> None:
    (ended,) = heard("excuse_not_accepted").order(END, date(2007, 12, 10))
    assert isinstance(ended, SickPayEnded)
    assert (ended.hearing, ended.last_day) == (HEARING, date(2007, 12, 10))


def test_an_accepted_excuse_ends_nothing() -> None:
    with pytest.raises(Rejected, match="excuse_accepted"):
        heard("excuse_accepted").order(END, date(2007, 12, 10))


def test_sick_pay_does_not_end_before_the_hearing_ended() -> None:
    early = ending.EndSickPay("no_cooperation", date(2007, 12, 2), "x")
    with pytest.raises(Rejected, match="ends_before_hearing"):
        heard("excuse_not_accepted").order(early, date(2007, 12, 10))


def test_a_hearing_called_off_leaves_nothing_to_decide_on() -> None:
    story = heard("excuse_not_accepted")
    (off,) = note_withdrawn(message(HearingWithdrawn(CITIZEN)), HearingFound(CASE))
    story.order(off.command, date(2007, 12, 5))
    with pytest.raises(Rejected, match="hearing_not_concluded"):
        story.order(END, date(2007, 12, 10))


def test_fvl_19_a_silence_weighed_too_early_is_no_hearing() -> None:
    """The letter came four days later than was registered, and with it the deadline."""
    story, found = missed(), HearingFound(CASE)
    (served,) = note_served(message(SERVED), found)
    story.order(served.command, date(2007, 11, 23))
    silent = HearingConcluded(CITIZEN, "excuse_not_accepted", date(2007, 11, 30), answered=False)
    (done,) = note_concluded(message(silent), found)
    story.order(done.command, date(2007, 11, 30))
    late = HearingServiceCorrected(CITIZEN, date(2007, 11, 26))
    (corrected,) = note_service_corrected(message(late), found)
    story.order(corrected.command, date(2007, 12, 1))
    with pytest.raises(Rejected, match="hearing_not_concluded"):
        story.order(END, date(2007, 12, 10))


def test_an_answer_that_was_weighed_stays_weighed_when_the_day_of_service_is_corrected() -> None:
    story = heard("excuse_not_accepted")
    late = HearingServiceCorrected(CITIZEN, date(2007, 11, 23))
    (corrected,) = note_service_corrected(message(late), HearingFound(CASE))
    with pytest.raises(Rejected, match="hearing_already_concluded"):
        story.order(corrected.command, date(2007, 12, 5))
    assert story.order(END, date(2007, 12, 10))


def test_fvl_19_a_new_letter_in_the_hearing_opens_it_again() -> None:
    story = heard("excuse_not_accepted")
    anew = HearingServed(CITIZEN, date(2007, 12, 5), "sick_pay_no_cooperation", CASE)
    (again,) = note_served(message(anew), HearingFound(CASE))
    story.order(again.command, date(2007, 12, 5))
    with pytest.raises(Rejected, match="hearing_not_concluded"):
        story.order(END, date(2007, 12, 10))


def test_nobody_is_proposed_to_end_who_cooperated() -> None:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    with pytest.raises(Rejected, match="no_lack_of_cooperation"):
        story.order(ending.ProposeEnding("no_cooperation", "x"), MISSED)


@pytest.mark.parametrize(
    ("day", "refused"), [(date(2007, 10, 26), True), (date(2007, 10, 27), False)]
)
def test_spa_11_an_overdue_form_is_a_lack_of_cooperation(day: date, refused: bool) -> None:
    story = Story().notify(date(2007, 10, 1), date(2007, 10, 15))
    story.order(orders.NoteFormSent(UUID(int=1), date(2007, 10, 18)), date(2007, 10, 18))
    proposal = ending.ProposeEnding("no_cooperation", "No answer")
    code = "no_lack_of_cooperation" if refused else "form_not_reminded"
    with pytest.raises(Rejected, match=code):
        story.order(proposal, day)


def test_a_hearing_about_something_else_is_not_sick_pays() -> None:
    found = find_open_case(_desk([]), message(HearingServed(CITIZEN, MISSED, "employment")))
    assert note_served(message(SERVED), found) == []
    unheard = HearingConcluded(CITIZEN, "excuse_accepted", MISSED)
    unserved = message(HearingServiceCorrected(CITIZEN, MISSED))
    assert note_service_corrected(unserved, find_heard_case(_desk([]), unserved)) == []
    assert note_concluded(message(unheard), find_heard_case(_desk([]), message(unheard))) == []
    off = message(HearingWithdrawn(CITIZEN))
    assert note_withdrawn(off, find_heard_case(_desk([]), off)) == []


def _desk(rows: list[Any]) -> Any:
    return SimpleNamespace(rows=lambda *_: rows, rows_of=lambda *_: rows)


def test_a_hearing_is_about_the_case_named_else_the_only_open_one() -> None:
    named = HearingServed(CITIZEN, MISSED, "sick_pay_duration", CASE)
    assert find_open_case(_desk([]), message(named)) == HearingFound(CASE)
    row = SimpleNamespace(sick_pay_case=CASE)
    assert find_open_case(_desk([row]), message(SERVED)) == HearingFound(CASE)
    assert find_open_case(_desk([row, row]), message(SERVED)) == HearingFound(None)


def test_e13_a_sick_cash_benefit_recipient_is_followed_up_by_clocks_of_its_own() -> None:
    told = SickReported(CITIZEN, UUID(int=8), date(2010, 3, 1))
    (do,) = follow_up(message(told), None)
    assert do == follow_up(message(told), None)[0]
    story = Story()
    story.order(do.command, date(2010, 3, 2))
    assert story.due("cash_followup.first") == date(2010, 4, 25)
    assert story.owed("followup.first") is None
    story.hold(date(2010, 4, 20))
    assert story.owed("cash_followup.first") is None
    assert story.due("cash_followup.interval") == date(2010, 7, 20)
    with pytest.raises(Rejected, match="not_for_cash_benefit"):
        story.order(follow.Categorise(2, date(2010, 4, 20), "x"), date(2010, 4, 20))
    story.order(orders.ReportRecovery(date(2010, 5, 3)), date(2010, 5, 3))
    assert story.owed("cash_followup.interval") is None
    story.order(orders.WithdrawRecovery("Only one good day"), date(2010, 5, 4))
    assert story.due("cash_followup.interval") == date(2010, 7, 20)


@pytest.mark.parametrize(
    ("basis", "followed"),
    [
        (None, True),
        ("cash_benefit", True),
        ("rehabilitation", True),
        ("resource_course", True),
        ("ui_benefit", False),
        ("sick_pay", False),
    ],
)
def test_s06_who_gets_sick_pay_when_ill_is_not_followed_up_a_second_time(
    basis: str | None, followed: bool
) -> None:
    told = SickReported(CITIZEN, UUID(int=8), date(2010, 3, 1), basis)
    assert bool(follow_up(message(told), None)) is followed


def test_e13_an_illness_taken_back_takes_the_follow_up_with_it() -> None:
    followed = SimpleNamespace(sick_pay_case=CASE)
    told = message(SickReportWithdrawn(CITIZEN))
    assert find_followed_up(_desk([followed]), told) == CASE
    assert find_followed_up(_desk([]), told) is None
    assert list(take_it_back(told, None)) == []
    (do,) = take_it_back(told, CASE)
    story = Story()
    opened = SickReported(CITIZEN, UUID(int=8), date(2010, 3, 1))
    story.order(follow_up(message(opened), None)[0].command, date(2010, 3, 2))
    story.order(do.command, date(2010, 3, 3))
    assert story.owed("cash_followup.first") is None
    with pytest.raises(Rejected, match="notification_withdrawn"):
        story.hold(date(2010, 3, 4))


def test_e13_a_recovery_the_jobcenter_heard_of_ends_the_follow_up() -> None:
    told = message(RecoveryNoted(CITIZEN, date(2010, 3, 15)))
    assert list(end_it(told, None)) == []
    (do,) = end_it(told, CASE)
    story = Story()
    opened = SickReported(CITIZEN, UUID(int=8), date(2010, 3, 1))
    story.order(follow_up(message(opened), None)[0].command, date(2010, 3, 2))
    story.order(do.command, date(2010, 3, 16))
    assert story.state.recovered_on == date(2010, 3, 15)
    assert story.owed("cash_followup.first") is None
    with pytest.raises(Rejected, match="already_recovered"):
        story.order(do.command, date(2010, 3, 16))
