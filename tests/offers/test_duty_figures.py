"""T9 and F.2 for offers, counted by hand, and L2 with who answers for the case."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.offers import messages
from services.offers.domain import offer_duty_events as told
from services.offers.domain.offer_duty_orders import ExemptFromOffer
from services.offers.views import duty_list
from services.offers.views.duty_figures import flow, stock
from services.offers.views.duty_list import Absence, Stretch
from services.offers.wiring import SERVICE
from shared.eventlog.envelope import Recorded
from tests.offers.duties import CASE, CLOSED, JUNE_1, MAY_2, OPENED
from tests.offers.placements import ANNA, P6
from tests.offers.test_offer_duty_service import CASE_STREAM, register
from tests.support.database import make_service
from tests.visitation.house import OneService, recorded

MARCH_7 = date(2011, 3, 7)


def offer(day: date, status: str = "met", late_by_days: int = 0) -> SimpleNamespace:
    return SimpleNamespace(timely_until=day, status=status, late_by_days=late_by_days)


def month(number: int, due: int, on_time: int) -> list[SimpleNamespace]:
    day = date(2011, number, 15)
    late = [offer(day, late_by_days=3), offer(day, "missed")]
    return [offer(day)] * on_time + [late[n % 2] for n in range(due - on_time)]


def test_t9_the_mean_of_the_months_passes_where_the_pooled_share_would_fail():
    rows = [*month(1, 20, 19), *month(2, 10, 10), *month(3, 60, 54)]
    shown = flow(rows, date(2011, 1, 1), date(2011, 3, 31))
    assert (shown.mean, shown.pooled, shown.reaches_95) == (950, 922, True)
    assert (shown.falling_due, shown.on_time, shown.late, shown.not_yet) == (90, 83, 4, 3)
    assert shown.share_per_mille == 922
    one_less = flow([*month(1, 20, 19), *month(2, 10, 10), *month(3, 60, 53)], JUNE_1, JUNE_1)
    # 94.4 per cent, not rounded before it is compared.
    assert (one_less.mean, one_less.reaches_95) == (944, False)


def test_t9_months_in_which_nothing_fell_due_are_left_out_and_counted():
    shown = flow(month(3, 2, 1), date(2011, 1, 1), date(2011, 3, 31))
    assert ([each.month for each in shown.months], shown.months_left_out) == (["2011-03"], 2)
    nothing = flow([], date(2011, 1, 1), date(2011, 1, 31))
    assert (nothing.mean, nothing.pooled, nothing.reaches_95) == (None, None, None)


def duty(number: int, *absences: Absence, start: date = MAY_2, to: date | None = None, **more):
    stretch = Stretch(more.get("basis", "cash_benefit"), start, to)
    return SimpleNamespace(citizen=UUID(int=number), stretches=(stretch,), absences=absences)


def test_f2_the_stock_leaves_out_the_exempt_and_the_self_supporting():
    duties = [duty(n, start=MARCH_7) for n in range(900)]
    duties += [duty(n, Absence("exempt", MARCH_7), start=MARCH_7) for n in range(900, 950)]
    duties += [duty(n, start=MARCH_7, basis="self_supporting") for n in range(950, 970)]
    lacking = {UUID(int=n) for n in (*range(144), 905, 955)}
    shown = stock(duties, lacking, MARCH_7)
    assert (shown.missing, shown.on_benefit, shown.share) == (144, 900, 160)


@pytest.mark.parametrize(
    ("one", "owed"),
    [
        (duty(1, start=MARCH_7), 1),
        (duty(1, start=MARCH_7 + timedelta(1)), 0),
        (duty(1, start=date(2011, 1, 3), to=MARCH_7), 0),
        (duty(1, start=date(2011, 1, 3), to=MARCH_7 + timedelta(1)), 1),
        (duty(1, Absence("maternity", MARCH_7), start=date(2011, 1, 3)), 0),
        (duty(1, Absence("maternity", MARCH_7 + timedelta(1)), start=date(2011, 1, 3)), 1),
        (duty(1, Absence("sick", date(2011, 1, 9), MARCH_7), start=date(2011, 1, 3)), 1),
    ],
)
def test_f2_the_stock_of_a_past_month_knows_who_was_owed_an_offer_then(one, owed):
    assert stock([one], set(), MARCH_7).on_benefit == owed


def row_after(*facts) -> duty_list.DutyRow:
    row = None
    for fact in facts:
        message: Recorded = recorded(f"offer_duty-{P6}", fact, datetime(2011, 9, 1, tzinfo=UTC))
        assert list(duty_list.touches(message)) == [(P6,)]
        row = duty_list.project((P6,), row, message)
    assert row is not None
    return row


def test_the_list_shows_what_held_when_a_closing_was_a_mistake():
    closed = date(2011, 8, 1)
    row = row_after(
        OPENED,
        told.OfferDutyPaused(P6, "sick", JUNE_1),
        told.OfferExempted(P6, date(2011, 7, 1), "Job om kort tid"),
        CLOSED,
        told.OfferDutyReopened(P6, closed, by_mistake=True, paused=("sick",), exempt=True),
    )
    assert (row.status, row.paused, row.exempt) == ("open", ("sick",), True)
    assert row.absences == (
        Absence("sick", JUNE_1, closed),
        Absence("exempt", date(2011, 7, 1), closed),
        Absence("sick", closed),
        Absence("exempt", closed),
    )


def test_the_list_keeps_the_past_of_a_duty():
    row = row_after(
        OPENED,
        told.OfferDutyPaused(P6, "sick", JUNE_1),
        told.OfferDutyResumed(P6, "sick", date(2011, 6, 9), owed=True),
        told.OfferExempted(P6, date(2011, 7, 1), "Job om kort tid"),
        CLOSED,
        told.OfferDutyReopened(P6, date(2011, 8, 15)),
    )
    closed = date(2011, 8, 1)
    assert row.stretches == (
        Stretch("cash_benefit", MAY_2, closed),
        Stretch("cash_benefit", date(2011, 8, 15)),
    )
    assert row.absences == (
        Absence("sick", JUNE_1, date(2011, 6, 9)),
        Absence("exempt", date(2011, 7, 1), closed),
    )
    assert (row.status, row.exempt, row.paused) == ("open", False, ())


def test_an_absence_that_ends_the_day_it_began_was_none():
    paused = told.OfferDutyPaused(P6, "maternity", JUNE_1)
    row = row_after(OPENED, paused, told.OfferDutyResumed(P6, "maternity", JUNE_1, owed=True))
    assert row.absences == ()


def test_another_case_follows_the_former_and_a_corrected_day_moves_its_own():
    again = told.OfferDutyOpened(P6, UUID(int=7), "ui_benefit", "tg1_insured", 27, date(2012, 1, 2))
    right = told.OfferDutyCorrected(P6, CASE, "ui_benefit", "tg1_insured", 27, date(2012, 1, 9))
    row = row_after(OPENED, CLOSED, again, right)
    assert row.stretches == (
        Stretch("cash_benefit", MAY_2, date(2011, 8, 1)),
        Stretch("ui_benefit", date(2012, 1, 9)),
    )


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2007, 1, 2, 8, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "offers"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_l2_names_who_answers_for_the_case_and_is_narrowed_to_them(service):
    register(service, "cash_benefit", "tg2_cash_ready", 27, date(2008, 3, 12))
    service.at(2008, 6, 12)
    assert service.ask("offers_due", ANNA, owner="anna") == []
    service.told(CASE_STREAM, messages.CaseAssigned(P6, "anna", "team_1", "valby"))
    (due,) = service.ask("offers_due", ANNA, owner="anna", team="team_1")
    assert (due.owner, due.team, due.centre) == ("anna", "team_1", "valby")
    assert service.ask("offers_due", ANNA, team="team_2") == []
    assert service.ask("offers_due", ANNA, skip=1) == []
    service.told(CASE_STREAM, messages.CaseAssignmentWithdrawn(P6, None, None, None))
    (due,) = service.ask("offers_due", ANNA)
    assert (due.owner, due.centre) == (None, None)


@pytest.mark.postgres
def test_f2_the_stock_of_offers_is_taken_from_the_duties_kept(service):
    register(service, "cash_benefit", "tg2_cash_ready", 27, date(2008, 3, 12))
    service.at(2008, 7, 31)
    july = service.ask("stock_of_offers", ANNA, month=date(2008, 7, 31))
    # Due on 11 June; 7 July is the Monday of the week that holds the 8th.
    assert (july.measured_on, july.missing, july.on_benefit) == (date(2008, 7, 7), 1, 1)
    june = service.ask("stock_of_offers", ANNA, month=date(2008, 6, 1))
    assert (june.missing, june.on_benefit, june.share) == (0, 1, 0)
    service.order(ANNA, ExemptFromOffer("Job om kort tid", date(2008, 7, 1)), P6)
    assert service.ask("stock_of_offers", ANNA, month=date(2008, 7, 1)).on_benefit == 0
