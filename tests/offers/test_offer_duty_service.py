"""The duty to offers on a real database: scenarios H 1, 2, 3, 21 and 22, to the day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.offers import messages
from services.offers.cases.duties import exempt_left
from services.offers.domain import offer_duty_orders as orders
from services.offers.domain.offer_duty import offer_duty
from services.offers.domain.offer_placement import (
    EndOffer,
    GiveOffer,
    StartOffer,
)
from services.offers.domain.offer_placement_events import (
    OfferEnded,
    OfferStarted,
    OfferStartWithdrawn,
)
from services.offers.wiring import SERVICE
from shared.eventlog.envelope import Recorded
from shared.law.rulebook import RuleBook
from shared.period import Period
from tests.offers.placements import ANNA, P6
from tests.support.database import make_service
from tests.visitation.house import ROOM, OneService

pytestmark = pytest.mark.postgres

CASE = UUID("01930000-0000-7000-8000-00000000000c")
CASE_STREAM = f"citizen_case-{CASE}"
DUTY_STREAM = f"offer_duty-{P6}"


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2007, 1, 2, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    yield house
    house.close()


def register(service: OneService, basis: str, group: str, age: int, day: date) -> Recorded:
    service.at(day.year, day.month, day.day)
    told = messages.CitizenRegistered(P6, basis, group, age, day)
    return service.told(CASE_STREAM, told, effective_on=day)


def duties(service: OneService) -> dict[str, list[tuple[date, str, int]]]:
    """Return the last timely day, the state and the days late of each duty, by rule."""
    found: dict[str, list[tuple[date, str, int]]] = {}
    for duty in service.office.desk(ANNA).load(offer_duty, P6).clocks.duties:
        late = duty.met.late_by_days if duty.met else 0
        found.setdefault(duty.key, []).append((duty.timely_until, duty.state, late))
    return found


def give(service: OneService, first: date, last: date) -> str:
    offer = GiveOffer(
        citizen=P6, offer_type="guidance_qualification", starts_on=first, ends_on=last
    )
    return service.order(ANNA, offer).case_id


def start(service: OneService, placement: str, day: date) -> Recorded:
    service.order(ANNA, StartOffer(day), placement)
    stream = f"offer_placement-{placement}"
    return service.told(stream, OfferStarted(P6, day), effective_on=day)


def end(service: OneService, placement: str, day: date) -> None:
    service.order(ANNA, EndOffer("completed", day), placement)
    told = OfferEnded(P6, "completed", day)
    service.told(f"offer_placement-{placement}", told, effective_on=day)


@pytest.mark.parametrize(
    ("who", "day", "due"),
    [
        (("cash_benefit", "tg2_cash_ready", 27), date(2008, 3, 12), date(2008, 6, 11)),
        (("cash_benefit", "tg2_cash_ready", 35), date(2008, 3, 12), date(2008, 12, 12)),
        (("ui_benefit", "tg1_insured", 45), date(2007, 9, 3), date(2008, 6, 3)),
        (("ui_benefit", "tg1_insured", 24), date(2011, 1, 3), date(2011, 4, 4)),
        (("cash_benefit", "tg2_cash_ready", 40), date(2026, 7, 6), date(2027, 1, 6)),
    ],
    ids=["h1 at 27", "h1 at 35", "h2", "h3", "h22"],
)
def test_the_first_offer_is_due_to_the_day(service, who, day, due):
    register(service, *who, day)
    assert duties(service) == {"offer.first": [(due, "running", 0)]}


def test_h2_the_next_offer_is_owed_after_26_weeks_on_benefit(service):
    register(service, "ui_benefit", "tg1_insured", 45, date(2007, 9, 3))
    service.at(2008, 6, 2)
    placement = give(service, date(2008, 6, 2), date(2008, 8, 29))
    start(service, placement, date(2008, 6, 2))
    assert duties(service) == {"offer.first": [(date(2008, 6, 3), "met", 0)]}
    service.at(2008, 8, 29)
    end(service, placement, date(2008, 8, 29))
    assert duties(service)["offer.repeat"] == [(date(2009, 3, 1), "running", 0)]


def test_h2_four_weeks_of_work_move_the_next_offer_four_weeks(service):
    register(service, "ui_benefit", "tg1_insured", 45, date(2007, 9, 3))
    service.at(2008, 8, 29)
    placement = give(service, date(2008, 6, 2), date(2008, 8, 29))
    start(service, placement, date(2008, 6, 2))
    end(service, placement, date(2008, 8, 29))
    service.at(2008, 12, 15)
    weeks = Period.of_days(date(2008, 11, 10), date(2008, 12, 7))
    job = messages.ExternalRecordImported(P6, "dp", "77", "employment", weeks)
    service.told("external_record-dp-77", job)
    assert duties(service)["offer.repeat"] == [(date(2009, 3, 29), "running", 0)]
    shorter = Period.of_days(date(2008, 11, 10), date(2008, 11, 16))
    service.told(
        "external_record-dp-77",
        messages.ExternalRecordCorrected(P6, "dp", "77", "employment", shorter),
    )
    assert duties(service)["offer.repeat"] == [(date(2009, 3, 8), "running", 0)]


H2_WEEKS = Period.of_days(date(2008, 11, 10), date(2008, 12, 7))
WRONG = {
    "withdrawn": messages.ExternalRecordWithdrawn(P6, "dp", "77"),
    "no_job": messages.ExternalRecordCorrected(P6, "dp", "77", "education", H2_WEEKS),
    "goes_on": messages.ExternalRecordCorrected(
        P6, "dp", "77", "employment", Period(date(2008, 11, 10), None)
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_e16_weeks_of_a_job_that_was_not_true_count_again(service, wrong):
    register(service, "ui_benefit", "tg1_insured", 45, date(2007, 9, 3))
    service.at(2008, 8, 29)
    placement = give(service, date(2008, 6, 2), date(2008, 8, 29))
    start(service, placement, date(2008, 6, 2))
    end(service, placement, date(2008, 8, 29))
    without = duties(service)["offer.repeat"]
    service.at(2008, 12, 15)
    job = messages.ExternalRecordImported(P6, "dp", "77", "employment", H2_WEEKS)
    service.told("external_record-dp-77", job)
    assert duties(service)["offer.repeat"] == [(date(2009, 3, 29), "running", 0)]
    service.told("external_record-dp-77", wrong)
    assert duties(service)["offer.repeat"] == without
    assert service.refusals() == []


def test_a_start_that_is_taken_back_leaves_the_duty_running(service):
    register(service, "ui_benefit", "tg1_insured", 45, date(2007, 9, 3))
    service.at(2008, 6, 2)
    placement = give(service, date(2008, 6, 2), date(2008, 8, 29))
    start(service, placement, date(2008, 6, 2))
    service.told(f"offer_placement-{placement}", OfferStartWithdrawn(P6, "Mødte ikke"))
    assert duties(service) == {"offer.first": [(date(2008, 6, 3), "running", 0)]}


def test_a_corrected_age_moves_the_duty_and_a_closed_case_ends_it(service):
    told = register(service, "cash_benefit", "tg2_cash_ready", 35, date(2008, 3, 12))
    right = messages.RegistrationCorrected(
        P6, "cash_benefit", "tg2_cash_ready", 27, date(2008, 3, 12)
    )
    service.told(
        CASE_STREAM, right, effective_on=date(2008, 3, 12),
        corrects=told.meta.event_id, how="corrected",
    )  # fmt: skip
    assert duties(service) == {"offer.first": [(date(2008, 6, 11), "running", 0)]}
    service.told(CASE_STREAM, messages.CaseClosed(P6, date(2008, 3, 12)))
    assert duties(service) == {}


@pytest.mark.parametrize("age", [32, None])
def test_d0_a_duty_that_begins_again_counts_by_the_age_of_that_day(service, age):
    register(service, "ui_benefit", "tg1_insured", 29, date(2009, 10, 5))
    service.at(2009, 11, 2)
    day = date(2009, 11, 2)
    service.told(CASE_STREAM, messages.CaseClosed(P6, day), effective_on=day)
    service.at(2012, 5, 2)
    # Where the age was not told anew, the citizen has grown older by the years that are over.
    back = messages.CaseReopened(P6, date(2012, 5, 2), age=age)
    service.told(CASE_STREAM, back, effective_on=date(2012, 5, 2))
    assert duties(service) == {"offer.first": [(date(2013, 2, 2), "running", 0)]}


def test_d0_a_match_counts_the_duty_anew_by_the_age_of_its_day(service):
    register(service, "ui_benefit", "tg1_insured", 29, date(2009, 10, 5))
    before = duties(service)
    service.at(2010, 10, 20)
    day = date(2010, 10, 20)
    upgraded = service.told(CASE_STREAM, messages.MatchUpgraded(P6, True, day))
    assert duties(service) == {"offer.first": [(date(2011, 7, 20), "running", 0)]}
    service.told(
        CASE_STREAM, messages.MatchWithdrawn(P6, False, day),
        corrects=upgraded.meta.event_id, how="withdrawn",
    )  # fmt: skip
    assert duties(service)["offer.first"][0][0] == before["offer.first"][0][0]


def test_h21_an_upgrade_counts_the_duty_anew_from_its_day(service):
    register(service, "cash_benefit", "tg3_cash_other_problems", 40, date(2007, 11, 5))
    service.at(2008, 2, 20)
    service.told(CASE_STREAM, messages.MatchUpgraded(P6, True, date(2008, 2, 20)))
    assert duties(service) == {"offer.first": [(date(2008, 11, 20), "running", 0)]}


def test_h21_an_upgrade_that_was_not_said_leaves_the_duty_where_it_was(service):
    register(service, "cash_benefit", "tg3_cash_other_problems", 40, date(2007, 11, 5))
    before = duties(service)
    service.at(2008, 2, 20)
    day = date(2008, 2, 20)
    upgraded = service.told(CASE_STREAM, messages.MatchUpgraded(P6, True, day))
    assert duties(service) != before
    service.told(
        CASE_STREAM, messages.MatchWithdrawn(P6, False, day),
        corrects=upgraded.meta.event_id, how="withdrawn",
    )  # fmt: skip
    assert duties(service) == before
    # Told again, and told of a match that only confirmed, it stays there.
    service.told(CASE_STREAM, messages.MatchWithdrawn(P6, False, day))
    assert duties(service) == before


def test_maternity_holds_the_clock_still_and_it_goes_on_after(service):
    register(service, "cash_benefit", "tg2_cash_ready", 27, date(2008, 3, 12))
    service.at(2008, 4, 1)
    pause = messages.ExemptionGranted(P6, "maternity", date(2008, 4, 1))
    service.told(CASE_STREAM, pause, effective_on=date(2008, 4, 1))
    # While it stands still it has no day, and is in no month's figure.
    year = {"from_day": date(2008, 1, 1), "to_day": date(2008, 12, 31)}
    assert service.ask("offer_timeliness", ANNA, **year).falling_due == 0
    service.at(2008, 5, 1)
    over = messages.ExemptionEnded(P6, "maternity", date(2008, 5, 1))
    service.told(CASE_STREAM, over, effective_on=date(2008, 5, 1))
    # 30 days stood still: 11 June + 30 = 11 July.
    assert duties(service) == {"offer.first": [(date(2008, 7, 11), "running", 0)]}


@pytest.mark.parametrize("withdrawn", [False, True])
def test_own_means_hold_the_clock_still_and_no_month_follows(service, withdrawn):
    register(service, "ui_benefit", "tg1_insured", 40, date(2021, 1, 4))
    service.at(2021, 2, 1)
    alone = messages.SelfSupportingRegistered(P6, date(2021, 2, 1))
    told = service.told(CASE_STREAM, alone, effective_on=date(2021, 2, 1))
    assert duties(service) == {"offer.first": [(date(2021, 7, 4), "paused", 0)]}
    assert service.ask("stock_of_offers", ANNA, month=date(2021, 2, 1)).on_benefit == 0
    service.at(2021, 3, 1)
    if withdrawn:
        mistake = messages.SelfSupportingWithdrawn(P6, date(2021, 2, 1))
        service.told(
            CASE_STREAM, mistake, effective_on=date(2021, 2, 1),
            corrects=told.meta.event_id, how="withdrawn",
        )  # fmt: skip
        assert duties(service) == {"offer.first": [(date(2021, 7, 4), "running", 0)]}
    else:
        right = messages.EligibilityConfirmed(P6, date(2021, 3, 1))
        service.told(CASE_STREAM, right, effective_on=date(2021, 3, 1))
        # 28 days stood still.
        assert duties(service) == {"offer.first": [(date(2021, 8, 1), "running", 0)]}


def test_lab_102_after_an_exemption_an_owed_offer_is_due_within_a_month(service):
    register(service, "ui_benefit", "tg1_insured", 40, date(2021, 1, 4))
    service.at(2021, 3, 1)
    pause = messages.ExemptionGranted(P6, "maternity", date(2021, 3, 1))
    service.told(CASE_STREAM, pause, effective_on=date(2021, 3, 1))
    service.at(2021, 9, 1)
    over = messages.ExemptionEnded(P6, "maternity", date(2021, 9, 1))
    service.told(CASE_STREAM, over, effective_on=date(2021, 9, 1))
    assert duties(service)["offer.after_exemption"] == [(date(2021, 10, 1), "running", 0)]


def test_l2_lists_overdue_offers_first_with_their_paragraph(service):
    register(service, "cash_benefit", "tg2_cash_ready", 27, date(2008, 3, 12))
    service.at(2008, 6, 12)
    (due,) = service.ask("offers_due", ANNA)
    assert (due.rule_key, due.law_ref, due.timely_until, due.days_left, due.overdue) == (
        "offer.first", "LAB § 92", date(2008, 6, 11), -1, True,
    )  # fmt: skip
    june = {"from_day": date(2008, 6, 1), "to_day": date(2008, 6, 30)}
    shown = service.ask("offer_timeliness", ANNA, **june)
    assert (shown.falling_due, shown.on_time, shown.not_yet) == (1, 0, 1)
    july = date(2008, 7, 1)
    service.at(2008, 8, 1)
    assert service.ask("stock_of_offers", ANNA, month=july).missing == 1
    # F.1: what was missed stays so when the case is closed afterwards.
    closed = messages.CaseClosed(P6, date(2008, 8, 1))
    service.told(CASE_STREAM, closed, effective_on=date(2008, 8, 1))
    shown = service.ask("offer_timeliness", ANNA, **june)
    assert (shown.falling_due, shown.on_time, shown.not_yet) == (1, 0, 1)


def test_h22_a_quarter_may_be_exempt_and_the_hundred_and_first_of_400_is_one_too_many():
    rules = RuleBook.load([ROOM / "offers" / "rules"])

    def desk(exempt: int) -> SimpleNamespace:
        rows = [SimpleNamespace(exempt=each < exempt) for each in range(400)]
        return SimpleNamespace(rules=rules, today=date(2026, 10, 1), rows=lambda *_: rows)

    assert exempt_left(desk(99))
    assert not exempt_left(desk(100))


def test_a_person_exempts_and_the_quota_counts_it(service):
    register(service, "cash_benefit", "tg2_cash_ready", 40, date(2026, 7, 6))
    # One of one would be a hundred per cent.
    assert service.office.desk(ANNA) is not None
    with pytest.raises(Exception, match="exempt_quota_used"):
        service.order(ANNA, orders.ExemptFromOffer("Job om kort tid"), P6)
    quota = service.ask("offer_quota", ANNA)
    assert (quota.citizens, quota.exempt) == (1, 0)
