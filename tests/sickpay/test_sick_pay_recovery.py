from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

from services.sickpay.domain import Event
from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_history import (
    FormDropped,
    FormSent,
    NotNotified,
    Recovered,
    Running,
    State,
    Withdrawn,
)
from shared.eventlog.decider import Claim, Release
from tests.sickpay.cases import (
    CITIZEN,
    CLAIM,
    FACTS,
    FORM,
    NOTED,
    NOTIFY,
    RELEASE,
    RETURNED,
    SECOND,
    WELL,
    WITHDRAWN,
    case,
    form_of,
)
from tests.support.scenario import Given, given

# -- the citizen is well again -------------------------------------------------------------------

REPORT = orders.ReportRecovery(on=date(2007, 12, 3))


def test_a_recovery_ends_the_case_and_frees_its_name() -> None:
    answered = case().when(REPORT, FACTS)
    answered.then(WELL)
    answered.then_claims(RELEASE)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2008, 1, 1), "date_in_future"),
        (date(2007, 10, 1), "recovered_before_absence"),
    ],
)
def test_a_recovery_lies_between_the_absence_and_today(on: date, code: str) -> None:
    case().when(orders.ReportRecovery(on=on), FACTS).then_rejected(code)


def test_a_recovery_is_reported_once() -> None:
    case(WELL).when(REPORT, FACTS).then_rejected("already_recovered")


def test_reporting_a_recovery_collides_with_withdrawing_the_case() -> None:
    case(WITHDRAWN).when(REPORT, FACTS).then_rejected("notification_withdrawn")


def test_a_form_sent_after_the_recovery_need_not_be_answered() -> None:
    early = orders.ReportRecovery(on=date(2007, 10, 17))
    case(NOTED).when(early, FACTS).then(
        told.RecoveryReported(CITIZEN, date(2007, 10, 17)),
        told.FormNotNeeded(CITIZEN, FORM, date(2007, 10, 17)),
    )
    assert form_of(case(NOTED).and_then(early, FACTS)) == FormDropped(FORM, date(2007, 10, 18))


WELL_4 = orders.CorrectRecovery(on=date(2007, 12, 4))


def test_the_day_of_recovery_is_corrected() -> None:
    case(WELL).when(WELL_4, FACTS).then(
        told.RecoveryCorrected(CITIZEN, date(2007, 12, 4), date(2007, 12, 3))
    )


def test_a_wrong_day_of_recovery_is_refused() -> None:
    case().when(WELL_4, FACTS).then_rejected("not_recovered")
    early = orders.CorrectRecovery(on=date(2007, 10, 1))
    case(WELL).when(early, FACTS).then_rejected("recovered_before_absence")


def test_the_day_of_recovery_is_corrected_once() -> None:
    once = case(WELL).and_then(WELL_4, FACTS)
    once.when(WELL_4, FACTS).then_rejected("nothing_to_correct")


def test_correcting_the_recovery_collides_with_taking_it_back() -> None:
    back = told.RecoveryWithdrawn(CITIZEN, "Holiday")
    case(WELL, back).when(WELL_4, FACTS).then_rejected("not_recovered")


SICK_AGAIN = orders.WithdrawRecovery(reason="Holiday")


def test_a_recovery_that_never_was_is_taken_back_and_takes_its_name_again() -> None:
    answered = case(NOTED, WELL).when(SICK_AGAIN, FACTS)
    answered.then(told.RecoveryWithdrawn(CITIZEN, "Holiday"))
    answered.then_claims(CLAIM)
    assert case(NOTED, WELL).and_then(SICK_AGAIN, FACTS).state == case(NOTED).state


def test_a_recovery_nobody_reported_is_not_taken_back() -> None:
    case().when(SICK_AGAIN, FACTS).then_rejected("not_recovered")


def test_a_recovery_is_taken_back_once() -> None:
    once = case(WELL).and_then(SICK_AGAIN, FACTS)
    once.when(SICK_AGAIN, FACTS).then_rejected("not_recovered")


def test_taking_a_recovery_back_collides_with_a_new_case_on_the_claim() -> None:
    case(WELL).when(SICK_AGAIN, FACTS).then_claims(CLAIM)


# -- whatever is ordered -------------------------------------------------------------------------

DAYS = st.dates(date(2007, 9, 28), date(2008, 1, 2))
KINDS: tuple[st.SearchStrategy[Any], ...] = (
    st.builds(replace, st.just(NOTIFY), on=DAYS, first_absence_day=DAYS),
    st.builds(orders.CorrectFirstAbsenceDay, first_absence_day=DAYS, reason=st.just("x")),
    st.just(orders.WithdrawNotification(reason="x")),
    st.builds(orders.NoteFormSent, form=st.sampled_from([FORM, SECOND]), sent_on=DAYS),
    st.builds(orders.CorrectFormSent, form=st.just(FORM), sent_on=DAYS),
    st.builds(orders.RegisterFormReturn, on=DAYS, health=st.just("Back pain")),
    st.builds(orders.CorrectFormReturn, on=DAYS),
    st.just(orders.CorrectFormAnswer(health="Broken leg")),
    st.just(orders.WithdrawFormReturn(reason="x")),
    st.builds(orders.ReportRecovery, on=DAYS),
    st.builds(orders.CorrectRecovery, on=DAYS),
    st.just(SICK_AGAIN),
)
ORDERS = st.sampled_from([k for k in KINDS for _ in range(4)] + [KINDS[2]]).flatmap(lambda k: k)


@settings(max_examples=150, deadline=None)
@for_all(st.lists(ORDERS, min_size=4, max_size=20))
def test_what_blocks_lists_is_refused_and_every_history_replays(chosen: list[Any]) -> None:
    now, names = case(), 1
    for order in chosen:
        codes = now.blocks(type(order), FACTS)
        answered = now.when(order, FACTS)
        if codes:
            answered.then_rejected(codes[0])
        elif answered.refusal is not None:
            assert answered.refusal.code != "not_allowed_now"
        else:
            names += sum(isinstance(d, Claim) - isinstance(d, Release) for d in answered.decisions)
            now = Given(SICK_PAY_CASE, (*now.history, *answered.events))
            assert names == (1 if isinstance(now.state, Running) else 0)
            assert_sound(now.state)
    stored = json.decode(json.encode(now.history), type=tuple[Event, ...])
    assert stored == now.history
    assert given(SICK_PAY_CASE, *stored).state == now.state


def assert_sound(state: State) -> None:
    """Nobody is awaited to answer a form that was sent after the recovery."""
    assert not isinstance(state, NotNotified)
    if isinstance(state, Withdrawn):
        return
    assert state.absence.first_absence_day <= state.absence.notified_on
    if isinstance(state, Recovered):
        assert state.absence.first_absence_day < state.recovered_on
        if isinstance(state.form, FormSent):
            assert state.form.sent_on <= state.recovered_on


@pytest.mark.parametrize("kind", get_args(orders.Order))
def test_every_order_has_its_place_in_blocks(kind: type[orders.Order]) -> None:
    for now in (given(SICK_PAY_CASE), case(), case(NOTED, RETURNED), case(WELL), case(WITHDRAWN)):
        assert isinstance(now.blocks(kind, FACTS), tuple)
