"""Whole stories on a real log: a missed interview, and what a day costs by the law's own table."""

from datetime import date
from uuid import UUID

import pytest

from services.benefit_service import messages as told
from services.benefit_service.domain.benefit_orders import (
    ApplyForBenefit,
    DecideEligibility,
    SetUpPayment,
)
from services.benefit_service.domain.hearing_orders import ConcludeHearing, ServeHearing
from services.benefit_service.domain.sanction_events import (
    JobcenterNotifiedOfSanction,
    SanctionDecided,
)
from services.benefit_service.domain.sanction_orders import (
    CorrectReport,
    DecideSanction,
    EffectuateSanction,
    NoteDropped,
)
from shared.trouble import Denied
from tests.benefit_service.conftest import Counter
from tests.benefit_service.samples import CITIZEN, CITIZEN_CASE, PLACEMENT, day
from tests.benefit_service.test_stories import DECIDE, no_show, recommend, refused, the_case

pytestmark = pytest.mark.postgres
STREAM = f"citizen_case-{CITIZEN_CASE}"
MISSED = date(2023, 5, 16)


def in_may(number: int) -> date:
    return date(2023, 5, number)


def pays(counter: Counter, monthly_amount: int) -> None:
    counter.told(STREAM, told.CitizenRegistered(CITIZEN, "cash_benefit", in_may(2)))
    counter.order(ApplyForBenefit(in_may(2)), CITIZEN_CASE)
    order = DecideEligibility(
        eligible=True, benefit_basis="cash_benefit", from_=in_may(2), reasons="x"
    )
    counter.order(order, CITIZEN_CASE)
    counter.order(SetUpPayment(monthly_amount, in_may(2)), CITIZEN_CASE)


def until_ready(counter: Counter) -> tuple[UUID, UUID]:
    """Miss an interview on 16 May 2023, be heard, stay silent; return the case and the miss."""
    counter.told(STREAM, told.DutyGuidanceGiven(CITIZEN, "written", in_may(2)))
    counter.at(5, 16)
    missed = counter.told(STREAM, told.InterviewNoShow(CITIZEN, MISSED, True))
    case = the_case(counter)
    counter.at(5, 17)
    hearing = counter.order(ServeHearing(CITIZEN)).case_id
    counter.at(5, 26)
    counter.order(ConcludeHearing("excuse_not_accepted", "x"), hearing)
    recommend(counter, case)
    return case, missed


def test_the_table_of_2023_gives_200_kroner_a_day_below_its_limit(counter_2023: Counter) -> None:
    pays(counter_2023, 575_000)
    case, _ = until_ready(counter_2023)
    refused(counter_2023, "contact_not_restored", DECIDE, case)
    restored = told.ContactRestored(CITIZEN, case, in_may(22))
    counter_2023.told("sanction_recommendation-1", restored)
    counter_2023.order(DECIDE, case)
    (decision,) = counter_2023.of(SanctionDecided)
    assert decision.days == tuple(in_may(number) for number in range(16, 22))
    assert (decision.day_rate, decision.amount) == (20_000, 120_000)


@pytest.mark.parametrize(
    ("monthly_amount", "code"), [(1_000_000, "rule_missing"), (None, "monthly_amount_not_known")]
)
def test_where_the_table_ends_the_days_are_decided_and_no_amount_is_taken(
    counter_2023: Counter, monthly_amount: int | None, code: str
) -> None:
    if monthly_amount is not None:
        pays(counter_2023, monthly_amount)
    case, _ = until_ready(counter_2023)
    restored = told.ContactRestored(CITIZEN, case, MISSED)
    counter_2023.told("sanction_recommendation-1", restored)
    counter_2023.order(DECIDE, case)
    (decision,) = counter_2023.of(SanctionDecided)
    assert (decision.days, decision.amount, decision.amount_refused) == ((MISSED,), None, code)
    refused(counter_2023, "amount_not_known", EffectuateSanction("2023-06"), case)


def test_an_interview_that_was_not_missed_closes_the_case(counter_2023: Counter) -> None:
    _, missed = until_ready(counter_2023)
    gone = told.InterviewNoShowWithdrawn(CITIZEN, MISSED)
    counter_2023.told(STREAM, gone, corrects=missed)
    assert counter_2023.of(JobcenterNotifiedOfSanction)[0].outcome == "withdrawn"
    assert counter_2023.refusals() == []


def test_a_dropped_case_is_told_and_its_hearing_called_off(counter: Counter) -> None:
    counter.at(6, 14)
    no_show(counter, day(14), on_site=True)
    case = the_case(counter)
    counter.told("sanction_recommendation-1", told.SanctionDropped(CITIZEN, case, "Ingen grund."))
    assert [one.outcome for one in counter.of(JobcenterNotifiedOfSanction)] == ["dropped"]
    assert [row.stage for row in counter.ask("hearing_list", citizen=CITIZEN)] == ["withdrawn"]
    with pytest.raises(Denied):
        counter.order(NoteDropped("x"), case)


def test_a_kind_without_a_rule_is_refused_at_the_decision(counter: Counter) -> None:
    counter.told(STREAM, told.DutyGuidanceGiven(CITIZEN, "written", day(2, 5)))
    counter.at(6, 14)
    no_show(counter, day(14))
    case = the_case(counter)
    counter.order(CorrectReport("quit", day(14), "Forløbet blev forladt.", PLACEMENT), case)
    hearing = counter.order(ServeHearing(CITIZEN)).case_id
    counter.at(6, 23)
    counter.order(ConcludeHearing("excuse_not_accepted", "x"), hearing)
    recommend(counter, case)
    refused(counter, "rule_missing", DecideSanction("x"), case)


def test_a_letter_that_names_the_absence_as_continuing_covers_a_later_report(
    counter: Counter,
) -> None:
    counter.at(6, 14)
    no_show(counter, day(14), on_site=True)
    counter.at(6, 16)
    no_show(counter, day(16))
    assert counter.refusals() == ["absence_already_reported"]
