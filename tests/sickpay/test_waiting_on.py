"""Whom a case waits for about its end, in plain words, from the proposal to the decision."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain.follow_up_orders import NoteMissedFollowUp, SummonToFollowUp
from services.sickpay.domain.sick_pay_orders import NotifyAbsence
from services.sickpay.views.waiting_on import Waiting, WaitingSearch, ending_in_words
from tests.sickpay.conftest import Counter
from tests.sickpay.house import CITIZEN, Story

HEARING = UUID(int=7)
DAY = date(2024, 6, 11)


def near_the_limit() -> Story:
    story = Story().notify(date(2024, 1, 8), date(2024, 1, 20))
    story.order(ending.Reassess(date(2024, 6, 10), (), "x"), date(2024, 6, 10))
    story.order(ending.ProposeEnding("duration", "The limit"), date(2024, 6, 10))
    return story


def said(story: Story) -> Waiting:
    return ending_in_words(CITIZEN, story.state.course, DAY)


def test_fvl_19_an_end_waits_for_the_hearing_then_its_outcome_then_the_decision() -> None:
    story = near_the_limit()
    proposed = said(story)
    assert proposed.citizens == (CITIZEN,)
    assert (proposed.on, proposed.due) == ("benefit_service", date(2024, 7, 31))
    assert proposed.da == (
        "Før sygedagpengene kan ophøre, skal ydelsesservice høre borgeren senest 31. juli 2024"
        " (forvaltningsloven § 19)."
    )
    story.order(ending.NoteHearingServed(HEARING, "duration", DAY), DAY)
    assert said(story).en.startswith("The benefit service owes the outcome of the hearing")
    later = DAY + timedelta(days=8)
    story.order(ending.NoteHearingConcluded(HEARING, "excuse_not_accepted", later), later)
    decide = said(story)
    assert decide.on == "authority"
    assert decide.en == (
        "The citizen has been heard, and the municipality owes a decision whether sick pay ends"
        " by 31 July 2024 (forvaltningsloven § 19)."
    )


@pytest.mark.postgres
def test_an_end_for_lack_of_cooperation_is_due_today_and_waits_no_more_when_withdrawn(
    counter: Counter,
) -> None:
    first = date(2007, 10, 1)
    counter.day(date(2007, 11, 20))
    told = NotifyAbsence(CITIZEN, "10000009", first, "employer", date(2007, 10, 15))
    case = counter.order(told).case_id
    counter.order(SummonToFollowUp(date(2007, 11, 20), "interview", date(2007, 11, 12)), case)
    counter.order(NoteMissedFollowUp(date(2007, 11, 20)), case)
    search = WaitingSearch(UUID(case))
    assert "hearing" not in {one.rule_key for one in counter.ask("waiting_on", search)}
    counter.order(ending.ProposeEnding("no_cooperation", "Did not come"), case)
    (heard,) = [one for one in counter.ask("waiting_on", search) if one.rule_key == "hearing"]
    assert (heard.on, heard.due) == ("benefit_service", date(2007, 11, 20))
    assert heard.da.endswith("skal ydelsesservice høre borgeren (forvaltningsloven § 19).")
    counter.order(ending.WithdrawProposal("The citizen was at hospital"), case)
    assert "hearing" not in {one.rule_key for one in counter.ask("waiting_on", search)}
