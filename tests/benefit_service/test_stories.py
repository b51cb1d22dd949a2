"""Whole stories on a real log: collected facts, guards, claims, clocks, policies and lists."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.benefit_service import messages as told
from services.benefit_service.domain.hearing_events import HearingServed
from services.benefit_service.domain.hearing_orders import (
    AmendFacts,
    AnswerHearing,
    ConcludeHearing,
    CorrectService,
    ServeHearing,
    WithdrawAnswer,
)
from services.benefit_service.domain.sanction_events import (
    JobcenterNotifiedOfSanction,
    NonComplianceReported,
    SanctionDecided,
    SanctionRefused,
)
from services.benefit_service.domain.sanction_orders import (
    DecideSanction,
)
from shared.eventlog.decider import Rejected
from shared.law.deadline import DeadlineRecomputed, DeadlineSet
from tests.benefit_service.conftest import Counter
from tests.benefit_service.samples import CITIZEN, CITIZEN_CASE, PLACEMENT, day

pytestmark = pytest.mark.postgres
CONCLUDE = ConcludeHearing("excuse_not_accepted", "Ingen rimelig grund.")
DECIDE = DecideSanction("Fravær uden rimelig grund.")


def refused(counter: Counter, code: str, *order: Any, **more: Any) -> None:
    with pytest.raises(Rejected) as refusal:
        counter.order(*order, **more)
    assert refusal.value.code == code


def register_and_guide(counter: Counter) -> UUID:
    stream = f"citizen_case-{CITIZEN_CASE}"
    counter.told(stream, told.CitizenRegistered(CITIZEN, "cash_benefit", day(2, 5)))
    return counter.told(stream, told.DutyGuidanceGiven(CITIZEN, "written", day(2, 5)))


def no_show(counter: Counter, on: date, **more: Any) -> UUID:
    event = told.NoShowReported(
        citizen=CITIZEN,
        placement=PLACEMENT,
        supplier="1",
        day=on,
        reported_by="sara",
        hearing_served_on_site=more.get("on_site", False),
        continues=more.get("continues", False),
    )
    return counter.told(f"offer_placement-{PLACEMENT}", event)


def week_24(counter: Counter) -> None:
    days = tuple(
        told.DayAttended(day(n), scheduled=True, present=False, absence_kind="no_show")
        for n in (14, 15, 16, 17)
    )
    back = (told.DayAttended(day(20), scheduled=True, present=True),)
    stream = f"attendance_sheet-{PLACEMENT}-2011-W24"
    counter.told(stream, told.AttendanceRecorded(CITIZEN, PLACEMENT, days))
    counter.told(stream, told.AttendanceRecorded(CITIZEN, PLACEMENT, back))


def the_case(counter: Counter) -> UUID:
    rows = counter.ask("sanction_list", citizen=CITIZEN).cases
    found: UUID = rows[0].case.sanction_case
    return found


def recommend(counter: Counter, case: UUID, by: str = "anna") -> UUID:
    event = told.SanctionRecommended(
        CITIZEN, case, "point_sanction", "aktivloven § 36", by, counter.clock.now().date()
    )
    return counter.told("sanction_recommendation-1", event)


def until_decided(counter: Counter, **letter: Any) -> UUID:
    """Play scenario 6 up to the decision on Thursday 23 June 2011."""
    register_and_guide(counter)
    counter.at(6, 14)
    no_show(counter, day(14))
    case = the_case(counter)
    counter.at(6, 15)
    hearing = counter.order(ServeHearing(CITIZEN, **letter)).case_id
    counter.at(6, 20)
    week_24(counter)
    counter.order(AnswerHearing(day(20), "Mit barn var sygt."), hearing)
    counter.at(6, 21)
    counter.order(CONCLUDE, hearing)
    recommend(counter, case)
    counter.at(6, 23)
    counter.order(DECIDE, case)
    return case


def test_scenario_6_the_story_whole(counter: Counter) -> None:
    register_and_guide(counter)
    counter.at(6, 14)
    no_show(counter, day(14))
    case = the_case(counter)
    counter.at(6, 15)
    refused(counter, "hearing_missing", DECIDE, case)
    hearing = counter.order(ServeHearing(CITIZEN)).case_id
    (deadline,) = [d for d in counter.of(DeadlineSet) if d.rule_key == "hearing.min_days"]
    assert deadline.timely_until == day(22)
    counter.at(6, 16)
    refused(counter, "hearing_not_concluded", DECIDE, case)
    refused(counter, "hearing_not_answered_or_expired", CONCLUDE, hearing)
    counter.at(6, 20)
    week_24(counter)
    counter.order(AnswerHearing(day(20), "Mit barn var sygt."), hearing)
    counter.at(6, 21)
    counter.order(CONCLUDE, hearing)
    refused(counter, "recommendation_missing", DECIDE, case)
    recommend(counter, case)
    counter.at(6, 23)
    counter.order(DECIDE, case)
    (decision,) = counter.of(SanctionDecided)
    assert decision.days == (day(14), day(15), day(16), day(17))
    assert (decision.amount, decision.appeal_by) == (160_000, day(21, 7))
    assert decision.effectuate_by == day(30, 9)
    (notice,) = counter.of(JobcenterNotifiedOfSanction)
    assert (notice.outcome, notice.placement) == ("decided", PLACEMENT)
    codes = [one.code for one in counter.of(SanctionRefused)]
    assert codes == ["hearing_missing", "hearing_not_concluded", "recommendation_missing"]
    stored = next(fact for fact in counter.facts() if isinstance(fact.event, SanctionDecided))
    assert stored.meta.basis is not None
    assert stored.meta.basis.events == decision.relied_on
    assert [one.found for one in stored.meta.basis.statements] == [None, None]
    assert len(stored.meta.rules) == 5
    assert {d.rule_key for d in counter.of(DeadlineSet)} >= {
        "eligibility.notice",
        "sanction.effectuate_within",
        "appeal.deadline",
    }
    assert counter.refusals() == []


def test_k_scenario_6_a_letter_without_the_continuing_absence_costs_two_days(
    counter: Counter,
) -> None:
    until_decided(counter, covers_continuing_absence=False)
    assert counter.of(SanctionDecided)[0].days == (day(14), day(15))


def test_silence_is_concluded_the_day_after_the_last_one(counter: Counter) -> None:
    register_and_guide(counter)
    counter.at(6, 14)
    no_show(counter, day(14))
    counter.at(6, 15)
    hearing = counter.order(ServeHearing(CITIZEN)).case_id
    counter.at(6, 22, 21)  # 23:00 in Copenhagen, still the last day
    refused(counter, "hearing_not_answered_or_expired", CONCLUDE, hearing)
    counter.at(6, 22, 22)  # midnight in Copenhagen
    counter.order(CONCLUDE, hearing)


def test_o_05_a_letter_handed_over_at_the_site_starts_the_hearing(counter: Counter) -> None:
    register_and_guide(counter)
    counter.at(6, 14)
    no_show(counter, day(14), on_site=True)
    (letter,) = counter.of(HearingServed)
    assert (letter.on_site, letter.served_on) == (True, day(14))
    assert letter.sanction_case == the_case(counter)
    refused(counter, "hearing_already_served", ServeHearing(CITIZEN))
    assert counter.refusals() == []


def test_the_same_absence_and_a_continuing_one_are_reported_once(counter: Counter) -> None:
    counter.at(6, 14)
    no_show(counter, day(14), continues=True)
    no_show(counter, day(14))
    counter.at(6, 15)
    no_show(counter, day(15))
    assert counter.refusals() == ["absence_already_reported", "absence_already_reported"]
    counter.at(6, 20)
    week_24(counter)
    counter.at(6, 21)
    no_show(counter, day(21))
    assert len(counter.of(NonComplianceReported)) == 2
    refused(counter, "several_open_sanction_cases", ServeHearing(CITIZEN))


def test_a_report_taken_back_closes_the_case_calls_off_the_hearing_and_may_come_again(
    counter: Counter,
) -> None:
    counter.at(6, 14)
    report = no_show(counter, day(14), on_site=True)
    event = told.NoShowWithdrawn(CITIZEN, PLACEMENT, day(14))
    counter.told(f"offer_placement-{PLACEMENT}", event, corrects=report)
    (notice,) = counter.of(JobcenterNotifiedOfSanction)
    assert (notice.outcome, notice.report_event) == ("withdrawn", report)
    assert [row.stage for row in counter.ask("hearing_list", citizen=CITIZEN)] == ["withdrawn"]
    no_show(counter, day(14))
    assert counter.refusals() == []


def test_a_wrong_day_of_service_moves_the_deadline_and_new_facts_start_another(
    counter: Counter,
) -> None:
    counter.at(6, 14)
    no_show(counter, day(14))
    counter.at(6, 15)
    hearing = counter.order(ServeHearing(CITIZEN)).case_id
    counter.at(6, 17)
    counter.order(CorrectService(day(17)), hearing)
    assert counter.of(DeadlineRecomputed)[-1].timely_until == day(24)
    counter.at(6, 23)
    refused(counter, "hearing_not_answered_or_expired", CONCLUDE, hearing)
    counter.order(AmendFacts("Fraværet fortsatte.", on=day(23)), hearing)
    assert counter.of(DeadlineSet)[-1].timely_until == day(30)
    counter.at(6, 25)
    refused(counter, "hearing_not_answered_or_expired", CONCLUDE, hearing)
    counter.order(AnswerHearing(day(25), "Forkert sag."), hearing)
    counter.order(WithdrawAnswer("Svaret hørte til en anden."), hearing)
    refused(counter, "hearing_not_answered_or_expired", CONCLUDE, hearing)
    counter.at(7, 1)
    counter.order(CONCLUDE, hearing)
