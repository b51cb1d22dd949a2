from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from services.benefit_service.domain.hearing_events import (
    HearingAnswered,
    HearingAnswerWithdrawn,
    HearingConcluded,
    HearingFactsAmended,
    HearingServed,
    HearingServiceCorrected,
    HearingWithdrawn,
)
from services.benefit_service.domain.hearing_orders import (
    AmendFacts,
    AnswerHearing,
    ConcludeHearing,
    CorrectService,
    ServeHearing,
    WithdrawAnswer,
    WithdrawHearing,
)
from services.benefit_service.domain.hearing_states import AboutStop, Concluded, Served
from services.benefit_service.domain.party_hearing import PARTY_HEARING
from shared.eventlog.command import Command
from shared.eventlog.decider import Claim, Release
from shared.privacy.personal import Erased
from tests.benefit_service.samples import (
    ABOUT,
    BENEFIT,
    BO,
    CITIZEN,
    CITIZEN_CASE,
    LETTER,
    ROBOT,
    SANCTION,
    day,
    hearing_facts,
)
from tests.support.scenario import given

ANSWERED = HearingAnswered(CITIZEN, SANCTION, day(20), "Mit barn var sygt.")
NOT_ACCEPTED = HearingConcluded(
    CITIZEN,
    SANCTION,
    finding="excuse_not_accepted",
    answered=True,
    reasons="Ingen rimelig grund.",
    concluded_on=day(21),
    concluded_by="bo",
)
SILENT = replace(NOT_ACCEPTED, answered=False, concluded_on=day(23))
CONCLUDE = ConcludeHearing("excuse_not_accepted", "Ingen rimelig grund.")
SERVE = ServeHearing(
    CITIZEN,
    SANCTION,
    facts=LETTER.facts,
    absence_from=day(14),
    covers_continuing_absence=True,
    on=day(15),
)
NAME = f"hearing_about_sanction:{SANCTION}"


# -- serving ------------------------------------------------------------------------------------


def test_fvl_19_the_citizen_is_handed_the_facts() -> None:
    answered = given(PARTY_HEARING).when(SERVE, hearing_facts())
    answered.then(LETTER)
    answered.then_claims(Claim(NAME, "hearing_already_served"))


def test_the_standard_letter_names_the_report_and_the_continuing_absence() -> None:
    facts = hearing_facts(names_continuing=True)
    (letter,) = given(PARTY_HEARING).when(ServeHearing(CITIZEN), facts).events
    assert isinstance(letter, HearingServed)
    assert letter.absence_from == day(14)
    assert letter.covers_continuing_absence
    assert "14.06.2011" in str(letter.facts)
    assert "fortsat" in str(letter.facts)


def test_the_wording_follows_the_letter_and_not_the_rule_when_it_is_written_by_hand() -> None:
    order = replace(SERVE, covers_continuing_absence=False)
    (letter,) = given(PARTY_HEARING).when(order, hearing_facts(names_continuing=True)).events
    assert isinstance(letter, HearingServed)
    assert not letter.covers_continuing_absence


@pytest.mark.parametrize(
    ("order", "changes", "code"),
    [
        (SERVE, {"not_found": "several_open_sanction_cases"}, "several_open_sanction_cases"),
        (SERVE, {"about": None}, "no_open_sanction_case"),
        (SERVE, {"about": replace(ABOUT, open=False)}, "sanction_case_not_open"),
        (SERVE, {"about": replace(ABOUT, citizen=CITIZEN_CASE)}, "other_citizen"),
        (SERVE, {"about": replace(ABOUT, hearing_standing=True)}, "hearing_already_served"),
        (replace(SERVE, on=day(16)), {}, "date_in_future"),
        (replace(SERVE, facts="  "), {}, "facts_missing"),
        (replace(SERVE, facts=Erased()), {}, "facts_missing"),
        (replace(SERVE, absence_from=day(16)), {}, "absence_not_begun"),
        (replace(SERVE, stop_ground="moved_abroad"), {}, "stop_needs_benefit_case"),
    ],
)
def test_a_letter_is_refused(order: ServeHearing, changes: dict[str, Any], code: str) -> None:
    given(PARTY_HEARING).when(order, hearing_facts(**changes)).then_rejected(code)


def test_a_hearing_is_served_once() -> None:
    given(PARTY_HEARING, LETTER).when(SERVE, hearing_facts()).then_rejected(
        "hearing_already_served"
    )


def test_a_hearing_about_stopping_a_benefit_names_the_benefit_case_and_the_ground() -> None:
    order = ServeHearing(
        CITIZEN, benefit_case=BENEFIT, stop_ground="moved_abroad", facts="Du er fraflyttet."
    )
    answered = given(PARTY_HEARING).when(
        order, hearing_facts(about=AboutStop(BENEFIT, CITIZEN, paying=True))
    )
    (letter,) = answered.events
    assert isinstance(letter, HearingServed)
    assert (letter.sanction_case, letter.benefit_case) == (None, BENEFIT)
    answered.then_claims(
        Claim(f"hearing_about_stop:{BENEFIT}:moved_abroad", "hearing_already_served")
    )


@pytest.mark.parametrize("ground", [None, "died", "citizen_withdrew"])
def test_a_hearing_about_a_stop_needs_an_adverse_ground(ground: str | None) -> None:
    order = ServeHearing(CITIZEN, benefit_case=BENEFIT, stop_ground=ground, facts="x")  # type: ignore[arg-type]  # a table of grounds
    facts = hearing_facts(about=AboutStop(BENEFIT, CITIZEN, paying=True))
    given(PARTY_HEARING).when(order, facts).then_rejected("stop_ground_missing")


def test_a_benefit_that_is_not_paid_cannot_be_heard_about() -> None:
    order = ServeHearing(CITIZEN, benefit_case=BENEFIT, stop_ground="moved_abroad", facts="x")
    facts = hearing_facts(about=AboutStop(BENEFIT, CITIZEN, paying=False))
    given(PARTY_HEARING).when(order, facts).then_rejected("payment_not_set_up")


# -- answering ----------------------------------------------------------------------------------


def test_the_citizen_answers() -> None:
    order = AnswerHearing(day(20), "Mit barn var sygt.")
    given(PARTY_HEARING, LETTER).when(order, hearing_facts(day(20))).then(ANSWERED)


def test_fvl_19_an_answer_after_the_deadline_but_before_the_conclusion_is_heard() -> None:
    late = given(PARTY_HEARING, LETTER).and_then(
        AnswerHearing(day(24), "Brevet lå hos naboen."), hearing_facts(day(24))
    )
    (concluded,) = late.when(CONCLUDE, hearing_facts(day(25))).events
    assert isinstance(concluded, HearingConcluded)
    assert concluded.answered


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (AnswerHearing(day(24), "x"), "date_in_future"),
        (AnswerHearing(day(14), "x"), "answered_before_service"),
        (AnswerHearing(day(20), " "), "statement_missing"),
        (AnswerHearing(day(20), Erased()), "statement_missing"),
    ],
)
def test_an_answer_is_refused(order: AnswerHearing, code: str) -> None:
    given(PARTY_HEARING, LETTER).when(order, hearing_facts(day(21))).then_rejected(code)


def test_the_same_answer_twice_adds_nothing() -> None:
    order = AnswerHearing(day(20), "Mit barn var sygt.")
    given(PARTY_HEARING, LETTER, ANSWERED).when(order, hearing_facts(day(20))).then()


def test_a_further_statement_is_heard_too() -> None:
    order = AnswerHearing(day(21), "Her er lægens brev.")
    (more,) = given(PARTY_HEARING, LETTER, ANSWERED).when(order, hearing_facts(day(21))).events
    assert isinstance(more, HearingAnswered)


def test_an_answer_cannot_change_what_is_concluded() -> None:
    given(PARTY_HEARING, LETTER, ANSWERED, NOT_ACCEPTED).when(
        AnswerHearing(day(21), "x"), hearing_facts(day(21))
    ).then_rejected("hearing_already_concluded")


def test_an_answer_registered_by_mistake_is_taken_back_and_the_citizen_is_still_to_be_heard() -> (
    None
):
    back = given(PARTY_HEARING, LETTER, ANSWERED)
    order = WithdrawAnswer("Forkert sag.")
    back.when(order, hearing_facts(day(21))).then(
        HearingAnswerWithdrawn(CITIZEN, SANCTION, "Forkert sag.")
    )
    again = back.and_then(order, hearing_facts(day(21)))
    again.when(CONCLUDE, hearing_facts(day(21))).then_rejected("hearing_not_answered_or_expired")
    again.when(order, hearing_facts(day(21))).then_rejected("not_answered")
    back.when(WithdrawAnswer(""), hearing_facts(day(21))).then_rejected("reasons_missing")


# -- concluding ---------------------------------------------------------------------------------


def test_an_answered_hearing_is_concluded() -> None:
    given(PARTY_HEARING, LETTER, ANSWERED).when(CONCLUDE, hearing_facts(day(21))).then(NOT_ACCEPTED)


@pytest.mark.parametrize("today", [day(15), day(21), day(22)])
def test_fvl_19_silence_is_not_concluded_up_to_and_on_the_last_day(today: date) -> None:
    given(PARTY_HEARING, LETTER).when(CONCLUDE, hearing_facts(today)).then_rejected(
        "hearing_not_answered_or_expired"
    )


def test_fvl_19_silence_after_the_deadline_lets_the_hearing_be_concluded() -> None:
    given(PARTY_HEARING, LETTER).when(CONCLUDE, hearing_facts(day(23))).then(SILENT)


def test_without_a_known_deadline_silence_is_never_concluded() -> None:
    facts = hearing_facts(day(1, 12), timely_until=None)
    given(PARTY_HEARING, LETTER).when(CONCLUDE, facts).then_rejected(
        "hearing_not_answered_or_expired"
    )


@pytest.mark.parametrize(
    ("served", "last", "day_after"),
    [
        (date(2011, 5, 13), date(2011, 5, 23), date(2011, 5, 24)),
        (date(2026, 4, 24), date(2026, 5, 1), date(2026, 5, 2)),
    ],
)
def test_scenario_7_great_prayer_day(served: date, last: date, day_after: date) -> None:
    letter = replace(LETTER, absence_from=served, served_on=served)
    heard = given(PARTY_HEARING, letter)
    heard.when(CONCLUDE, hearing_facts(last, timely_until=last)).then_rejected(
        "hearing_not_answered_or_expired"
    )
    assert heard.when(CONCLUDE, hearing_facts(day_after, timely_until=last)).refusal is None


def test_a_machine_never_weighs_what_a_citizen_said() -> None:
    given(PARTY_HEARING, LETTER, ANSWERED).when(
        CONCLUDE, hearing_facts(day(21), actor=ROBOT)
    ).then_rejected("human_must_decide")


def test_a_conclusion_gives_reasons() -> None:
    given(PARTY_HEARING, LETTER, ANSWERED).when(
        ConcludeHearing("excuse_not_accepted", " "), hearing_facts(day(21))
    ).then_rejected("reasons_missing")


def test_a_hearing_is_concluded_once() -> None:
    given(PARTY_HEARING, LETTER, ANSWERED, NOT_ACCEPTED).when(
        CONCLUDE, hearing_facts(day(21))
    ).then_rejected("hearing_already_concluded")


# -- new facts, corrections, calling off --------------------------------------------------------


def test_fvl_19_new_facts_without_a_new_letter_are_refused() -> None:
    given(PARTY_HEARING, LETTER, ANSWERED).when(
        AmendFacts("Fraværet varede til den 20."), hearing_facts(day(21))
    ).then_rejected("new_facts_need_new_hearing")


@pytest.mark.parametrize("history", [(LETTER,), (LETTER, ANSWERED, NOT_ACCEPTED)])
def test_fvl_19_new_facts_in_a_new_letter_open_the_hearing_anew(
    history: tuple[HearingServed, ...],
) -> None:
    order = AmendFacts("Fraværet varede til den 20.", on=day(21))
    amended = given(PARTY_HEARING, *history)
    anew = replace(LETTER, facts="Fraværet varede til den 20.", served_on=day(21))
    amended.when(order, hearing_facts(day(21))).then(HearingFactsAmended(CITIZEN, SANCTION), anew)
    after = amended.and_then(order, hearing_facts(day(21)))
    assert after.state == Served(anew)
    after.when(CONCLUDE, hearing_facts(day(28), timely_until=day(28))).then_rejected(
        "hearing_not_answered_or_expired"
    )
    after.when(order, hearing_facts(day(21))).then_rejected("no_new_facts")


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (AmendFacts("x", on=day(24)), "date_in_future"),
        (AmendFacts("x", on=day(14)), "served_before_the_first_letter"),
        (AmendFacts("", on=day(21)), "facts_missing"),
        (AmendFacts("x", absence_from=day(22), on=day(21)), "absence_not_begun"),
    ],
)
def test_a_new_letter_is_refused(order: AmendFacts, code: str) -> None:
    given(PARTY_HEARING, LETTER).when(order, hearing_facts(day(23))).then_rejected(code)


def test_a_wrong_day_of_service_is_corrected() -> None:
    served = given(PARTY_HEARING, LETTER)
    order = CorrectService(day(16))
    served.when(order, hearing_facts(day(17))).then(
        HearingServiceCorrected(CITIZEN, SANCTION, day(16))
    )
    served.and_then(order, hearing_facts(day(17))).when(order, hearing_facts(day(17))).then()


def test_silence_concluded_from_a_wrong_day_of_service_must_be_concluded_anew() -> None:
    silent = given(PARTY_HEARING, LETTER, SILENT)
    after = silent.and_then(CorrectService(day(20)), hearing_facts(day(24)))
    assert isinstance(after.state, Served)
    after.when(CONCLUDE, hearing_facts(day(24), timely_until=day(27))).then_rejected(
        "hearing_not_answered_or_expired"
    )


def test_an_answered_hearing_stays_concluded_when_its_day_of_service_is_corrected() -> None:
    heard = given(PARTY_HEARING, LETTER, ANSWERED, NOT_ACCEPTED)
    after = heard.and_then(CorrectService(day(16)), hearing_facts(day(24)))
    assert isinstance(after.state, Concluded)
    assert after.state.letter.served_on == day(16)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (day(26), "date_in_future"),
        (day(13), "absence_not_begun"),
        (day(21), "answered_before_service"),
    ],
)
def test_a_correction_of_the_service_is_refused(on: date, code: str) -> None:
    given(PARTY_HEARING, LETTER, ANSWERED).when(
        CorrectService(on), hearing_facts(day(25))
    ).then_rejected(code)


def test_a_hearing_is_called_off_and_another_may_be_served() -> None:
    answered = given(PARTY_HEARING, LETTER).when(
        WithdrawHearing("Forkert borger."), hearing_facts(day(16))
    )
    answered.then(HearingWithdrawn(CITIZEN, SANCTION, "Forkert borger."))
    answered.then_claims(Release(NAME))


@pytest.mark.parametrize(
    "order",
    [
        CorrectService(day(16)),
        AmendFacts("x", on=day(16)),
        AnswerHearing(day(16), "x"),
        WithdrawAnswer("x"),
        CONCLUDE,
        WithdrawHearing("x"),
    ],
)
def test_nothing_happens_in_a_hearing_that_was_called_off_or_never_served(order: Command) -> None:
    gone = HearingWithdrawn(CITIZEN, SANCTION, "x")
    given(PARTY_HEARING, LETTER, gone).when(order, hearing_facts(day(16))).then_rejected(
        "hearing_is_withdrawn"
    )
    given(PARTY_HEARING).when(order, hearing_facts(day(16))).then_rejected("not_allowed_now")


@pytest.mark.parametrize(
    "order", [CorrectService(day(16)), AmendFacts("x", on=day(21)), WithdrawHearing("x")]
)
def test_what_a_decision_rests_on_is_not_changed_under_it(order: Command) -> None:
    given(PARTY_HEARING, LETTER, ANSWERED, NOT_ACCEPTED).when(
        order, hearing_facts(day(24), decided=True)
    ).then_rejected("already_decided")


def test_new_facts_in_a_closed_sanction_case_are_refused() -> None:
    facts = hearing_facts(day(21), about=replace(ABOUT, open=False))
    given(PARTY_HEARING, LETTER).when(AmendFacts("x", on=day(21)), facts).then_rejected(
        "sanction_case_not_open"
    )


def test_who_concluded_is_named() -> None:
    (concluded,) = given(PARTY_HEARING, LETTER).when(CONCLUDE, hearing_facts(day(23))).events
    assert isinstance(concluded, HearingConcluded)
    assert concluded.concluded_by == BO.id
