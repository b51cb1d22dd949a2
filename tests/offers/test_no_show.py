from datetime import date

import pytest
from msgspec.structs import replace

from services.offers.domain.no_show import (
    NoShowWithdrawn,
    NoteReportOutcome,
    ReportAnswered,
    ReportNoShow,
    WithdrawNoShow,
)
from services.offers.domain.offer_placement import CancelOffer, EndOffer
from tests.offers.placements import (
    ANNA,
    CANCELLED,
    ENDED,
    GIVEN,
    JUNE_1,
    JUNE_14,
    JUNE_15,
    MAY_30,
    OTHER,
    P6,
    PLACEMENT,
    REPORTED,
    SARA,
    STARTED,
    WHIT_MONDAY,
    facts,
    placement,
)
from tests.visitation.four import Four

HAS_OFFER = placement(GIVEN)
RUNNING = placement(GIVEN, STARTED)
BY_SARA = facts(JUNE_14, SARA)
ORDERS = [
    Four(
        command=ReportNoShow(JUNE_14),
        before=HAS_OFFER,
        facts=BY_SARA,
        gives=(REPORTED,),
        refused_in=HAS_OFFER,
        refused_facts=facts(date(2011, 6, 13), SARA),
        refused="date_in_future",
        repeated="already_reported",
        rival=CancelOffer("Fik arbejde"),
        lost="offer_cancelled",
    ),
    Four(
        command=WithdrawNoShow(JUNE_14, "Var til stede"),
        before=placement(GIVEN, REPORTED),
        facts=BY_SARA,
        gives=(NoShowWithdrawn(P6, PLACEMENT, JUNE_14, "Var til stede"),),
        refused_in=HAS_OFFER,
        refused="no_such_report",
        repeated="no_such_report",
        rival=WithdrawNoShow(JUNE_14, "Fejl"),
        lost="no_such_report",
    ),
]
NOTE = Four(
    command=NoteReportOutcome(JUNE_14, "decided"),
    before=placement(GIVEN, REPORTED),
    facts=facts(JUNE_15),
    gives=(ReportAnswered(P6, PLACEMENT, JUNE_14, "decided"),),
    refused_in=HAS_OFFER,
    refused="no_such_report",
    repeated=None,
)


@pytest.mark.parametrize("order", [*ORDERS, NOTE], ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", [*ORDERS, NOTE], ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", [*ORDERS, NOTE], ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


@pytest.mark.parametrize("actor", [OTHER, ANNA], ids=["another_supplier", "jobcenter"])
def test_o_05_only_the_offers_own_supplier_reports(actor):
    order = ReportNoShow(JUNE_14)
    RUNNING.when(order, facts(JUNE_14, actor)).then_rejected("not_your_participant")


def test_a_supplier_withdraws_its_own_reports_only_and_the_jobcenter_any():
    reported = placement(GIVEN, STARTED, REPORTED)
    order = WithdrawNoShow(JUNE_14, "Fejl")
    reported.when(order, facts(JUNE_15, OTHER)).then_rejected("not_your_participant")
    assert reported.when(order, facts(JUNE_15, ANNA)).refusal is None


@pytest.mark.parametrize(
    ("told_on", "within", "late"),
    [(JUNE_14, 0, False), (JUNE_15, 0, True), (JUNE_15, 1, False), (date(2011, 6, 16), 1, True)],
)
def test_o_05_a_report_after_the_day_is_taken_and_marked_late(told_on, within, late):
    answered = RUNNING.when(ReportNoShow(JUNE_14), facts(told_on, SARA, within))
    answered.then(replace(REPORTED, reported_late=late))


def test_o_05_the_hearing_may_be_handed_over_at_the_site():
    order = ReportNoShow(JUNE_14, continues=False, hearing_handed_over=True)
    RUNNING.when(order, BY_SARA).then(
        replace(REPORTED, continues=False, hearing_served_on_site=True)
    )


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (MAY_30, "day_outside_offer"),
        (date(2011, 6, 11), "day_not_scheduled"),
        (WHIT_MONDAY, "day_not_scheduled"),
    ],
    ids=["before_the_offer", "saturday", "whit_monday"],
)
def test_nobody_is_absent_where_nobody_was_expected(day, code):
    RUNNING.when(ReportNoShow(day), BY_SARA).then_rejected(code)


def test_who_comes_on_mondays_only_cannot_be_absent_on_a_tuesday():
    mondays = placement(replace(GIVEN, scheduled_weekdays=(1,)), STARTED)
    mondays.when(ReportNoShow(JUNE_14), BY_SARA).then_rejected("day_not_scheduled")
    assert mondays.when(ReportNoShow(date(2011, 6, 6)), BY_SARA).refusal is None


def test_a_day_of_an_ended_offer_can_still_be_reported_but_none_after_its_last():
    over = placement(GIVEN, STARTED, ENDED)
    july = facts(date(2011, 7, 4), SARA)
    assert over.when(ReportNoShow(date(2011, 6, 30)), july).refusal is None
    over.when(ReportNoShow(date(2011, 7, 1)), july).then_rejected("day_outside_offer")
    ended_today = RUNNING.and_then(EndOffer("stopped", JUNE_1), facts(JUNE_14))
    ended_today.when(ReportNoShow(JUNE_14), BY_SARA).then_rejected("day_outside_offer")


def test_a_withdrawn_day_can_be_reported_again():
    again = placement(GIVEN, REPORTED, NoShowWithdrawn(P6, PLACEMENT, JUNE_14, "Fejl"))
    again.when(ReportNoShow(JUNE_14), BY_SARA).then(REPORTED)
    assert len(again.and_then(ReportNoShow(JUNE_14), BY_SARA).state.offer.reports) == 1


def test_every_report_gets_its_answer_also_when_withdrawn_ended_or_reversed():
    withdrawn = placement(GIVEN, REPORTED, NoShowWithdrawn(P6, PLACEMENT, JUNE_14, "Fejl"))
    withdrawn.when(NoteReportOutcome(JUNE_14, "withdrawn"), facts()).then(
        ReportAnswered(P6, PLACEMENT, JUNE_14, "withdrawn")
    )
    decided = ReportAnswered(P6, PLACEMENT, JUNE_14, "decided")
    over = placement(GIVEN, STARTED, REPORTED, ENDED, decided)
    over.when(NoteReportOutcome(JUNE_14, "reversed"), facts()).then(
        ReportAnswered(P6, PLACEMENT, JUNE_14, "reversed")
    )
    cancelled = placement(GIVEN, REPORTED, CANCELLED)
    assert cancelled.when(NoteReportOutcome(JUNE_14, "decided"), facts()).refusal is None
