"""A hearing at its edges: the day of service itself, corrections, and what facts leave standing.

Found by changing the code line by line: no test noticed these.
"""

from msgspec.structs import replace

from services.benefit_service.domain.hearing_events import (
    HearingFactsAmended,
    HearingServed,
    HearingWithdrawn,
)
from services.benefit_service.domain.hearing_letter import Coverage
from services.benefit_service.domain.hearing_orders import (
    AmendFacts,
    AnswerHearing,
    CorrectService,
    WithdrawAnswer,
)
from services.benefit_service.domain.hearing_states import Served, Withdrawn
from services.benefit_service.domain.party_hearing import PARTY_HEARING, coverage
from tests.benefit_service.samples import CITIZEN, LETTER, SANCTION, day, hearing_facts
from tests.benefit_service.test_party_hearing import ANSWERED, NOT_ACCEPTED, SILENT
from tests.support.scenario import given


def test_a_letter_covers_the_days_it_put_before_the_citizen() -> None:
    assert coverage(LETTER) == Coverage(day(14), day(15), continuing=True)
    once = replace(LETTER, covers_continuing_absence=False)
    assert coverage(once) == Coverage(day(14), day(15), continuing=False)


def test_an_answer_on_the_day_of_service_is_taken() -> None:
    order = AnswerHearing(day(15), "Mit barn var sygt.")
    given(PARTY_HEARING, LETTER).when(order, hearing_facts(day(15))).then(
        replace(ANSWERED, answered_on=day(15))
    )


def test_a_letter_may_turn_out_served_on_the_day_it_was_answered() -> None:
    answered = given(PARTY_HEARING, LETTER, ANSWERED)
    after = answered.and_then(CorrectService(day(20)), hearing_facts(day(21)))
    assert after.state == Served(replace(LETTER, served_on=day(20)), ANSWERED)


def test_silence_reopened_by_a_correction_is_about_the_letter_as_it_was_really_served() -> None:
    silent = given(PARTY_HEARING, LETTER, SILENT)
    after = silent.and_then(CorrectService(day(20)), hearing_facts(day(24)))
    assert after.state == Served(replace(LETTER, served_on=day(20)))


def test_an_answer_taken_back_leaves_the_letter_unanswered() -> None:
    after = given(PARTY_HEARING, LETTER, ANSWERED).and_then(
        WithdrawAnswer("Skrevet i den forkerte sag."), hearing_facts(day(21))
    )
    assert after.state == Served(LETTER)


def test_a_new_letter_says_anew_whether_the_absence_goes_on_and_where_it_was_handed_over() -> None:
    order = AmendFacts("Udeblivelsen varede én dag.", on=day(21), covers_continuing_absence=False)
    served = given(PARTY_HEARING, LETTER)
    (_, anew) = served.when(order, hearing_facts(day(21))).events
    assert isinstance(anew, HearingServed)
    assert (anew.covers_continuing_absence, anew.on_site) == (False, False)
    on_site = replace(order, covers_continuing_absence=None, on_site=True)
    (_, anew) = served.when(on_site, hearing_facts(day(21))).events
    assert isinstance(anew, HearingServed)
    assert (anew.covers_continuing_absence, anew.on_site) == (True, True)


def test_new_facts_void_a_conclusion_as_soon_as_they_are_there() -> None:
    amended = HearingFactsAmended(CITIZEN, SANCTION)
    history = given(PARTY_HEARING, LETTER, ANSWERED, NOT_ACCEPTED, amended)
    assert history.state == Served(LETTER, ANSWERED)


def test_what_is_told_of_a_hearing_that_was_called_off_changes_nothing() -> None:
    gone = HearingWithdrawn(CITIZEN, SANCTION, "Forkert borger.")
    assert given(PARTY_HEARING, LETTER, gone, ANSWERED).state == Withdrawn(LETTER)
