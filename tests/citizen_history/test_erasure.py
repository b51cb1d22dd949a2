"""Erasure by two persons: what is allowed when, and what stands in the way."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from services.citizen_history.domain.erasure import (
    ERASURE,
    ApproveErasure,
    CitizenErased,
    ErasureApproved,
    ErasureDeclined,
    ErasureRequested,
    ErasureWithdrawn,
    Facts,
    Gone,
    RecordErasure,
    RefuseErasure,
    RequestErasure,
    WithdrawErasure,
)
from services.citizen_history.messages import ErasureApproved as Told
from services.citizen_history.policies import when_erasure_approved
from shared.eventlog.command import Command
from tests.citizen_history.people import ANNA, TODAY
from tests.support.scenario import given

KEPT_UNTIL = date(2016, 6, 1)
EVA = Facts(TODAY, "eva", kept_until=KEPT_UNTIL)
FINN = Facts(date(2016, 6, 15), "finn", kept_until=KEPT_UNTIL)
"""Eva asks; Finn decides five years later, when no retention period runs."""

ASK = RequestErasure(ANNA, "no_longer_necessary", TODAY)
APPROVE = ApproveErasure()
REFUSE = RefuseErasure("note_taking_duty")
WITHDRAW = WithdrawErasure("wish_withdrawn")
RECORD = RecordErasure()

ASKED = ErasureRequested(ANNA, "no_longer_necessary", "eva")
APPROVED = ErasureApproved(ANNA, "no_longer_necessary", "eva", "finn", KEPT_UNTIL)
DECLINED = ErasureDeclined(ANNA, "note_taking_duty")
WITHDRAWN = ErasureWithdrawn(ANNA, "wish_withdrawn")
ERASED = CitizenErased(ANNA, "no_longer_necessary")


def test_gdpr_17_what_one_asks_another_approves_and_a_machine_carries_out() -> None:
    case = given(ERASURE).and_then(ASK, EVA).and_then(APPROVE, FINN).and_then(RECORD, FINN)
    assert case.history == (ASKED, APPROVED, ERASED)
    assert case.state == Gone()


# -- open cases ------------------------------------------------------------------------------

BUSY = replace(FINN, open_cases=True)
ASK_FINISHED = replace(ASK, open_cases_finished=True)


def test_gdpr_5_what_an_open_case_needs_is_not_erased_as_unnecessary() -> None:
    case = given(ERASURE, ASKED)
    case.when(APPROVE, BUSY).then_rejected("cases_open")
    assert case.blocks(ApproveErasure, BUSY) == ("cases_open",)
    case.when(APPROVE, FINN).then(APPROVED)


def test_whoever_looked_may_state_that_open_cases_are_finished() -> None:
    asked = ErasureRequested(ANNA, "no_longer_necessary", "eva", open_cases_finished=True)
    case = given(ERASURE).and_then(ASK_FINISHED, EVA)
    assert case.history == (asked,)
    case.when(APPROVE, BUSY).then(APPROVED)


@pytest.mark.parametrize("ground", ["objection_upheld", "unlawful_processing", "legal_obligation"])
def test_on_other_grounds_an_open_case_does_not_stand_in_the_way(ground: Any) -> None:
    case = given(ERASURE, ErasureRequested(ANNA, ground, "eva"))
    assert case.blocks(ApproveErasure, BUSY) == ()


# -- request ---------------------------------------------------------------------------------


def test_an_erasure_is_requested() -> None:
    given(ERASURE).when(ASK, EVA).then(ASKED)


def test_nobody_unknown_is_asked_about() -> None:
    unknown = replace(EVA, kept_until=None)
    given(ERASURE).when(ASK, unknown).then_rejected("citizen_unknown")


def test_a_wish_is_not_received_tomorrow() -> None:
    late = replace(ASK, on=date(2011, 6, 16))
    given(ERASURE).when(late, EVA).then_rejected("date_in_future")


def test_whose_keys_are_gone_is_not_erased_again_whatever_this_case_says() -> None:
    gone = replace(EVA, erased=True)
    given(ERASURE).when(ASK, gone).then_rejected("erasure_already_decided")


def test_a_request_repeated_is_refused() -> None:
    case = given(ERASURE).and_then(ASK, EVA)
    case.when(ASK, EVA).then_rejected("erasure_already_requested")


def test_two_requests_collide_and_the_second_is_refused() -> None:
    case = given(ERASURE).and_then(replace(ASK, ground="objection_upheld"), FINN)
    case.when(ASK, EVA).then_rejected("erasure_already_requested")


@pytest.mark.parametrize("ended", [DECLINED, WITHDRAWN])
def test_what_was_refused_or_withdrawn_may_be_requested_again(ended: Any) -> None:
    given(ERASURE, ASKED, ended).when(ASK, EVA).then(ASKED)


# -- approve ---------------------------------------------------------------------------------


def test_an_erasure_is_approved() -> None:
    given(ERASURE, ASKED).when(APPROVE, FINN).then(APPROVED)


def test_nobody_approves_what_they_asked_for_themselves() -> None:
    alone = replace(FINN, actor="eva")
    given(ERASURE, ASKED).when(APPROVE, alone).then_rejected("four_eyes_needed")


@pytest.mark.parametrize("ground", ["no_longer_necessary", "objection_upheld"])
def test_gdpr_17_3_a_retention_period_that_runs_goes_before(ground: Any) -> None:
    case = given(ERASURE, replace(ASKED, ground=ground))
    the_day_before = replace(FINN, today=date(2016, 5, 31))
    case.when(APPROVE, the_day_before).then_rejected("retention_runs")
    approved = replace(APPROVED, ground=ground)
    case.when(APPROVE, replace(FINN, today=KEPT_UNTIL)).then(approved)


def test_gdpr_17_3_a_retention_period_that_is_not_known_goes_before() -> None:
    unknown = replace(FINN, kept_until=None)
    given(ERASURE, ASKED).when(APPROVE, unknown).then_rejected("retention_runs")


@pytest.mark.parametrize("ground", ["unlawful_processing", "legal_obligation"])
def test_what_was_never_to_be_kept_waits_for_no_retention_period(ground: Any) -> None:
    case = given(ERASURE, replace(ASKED, ground=ground))
    approved = ErasureApproved(ANNA, ground, "eva", "finn", None)
    case.when(APPROVE, replace(FINN, today=TODAY)).then(approved)


@pytest.mark.parametrize("ground", ["no_longer_necessary", "unlawful_processing"])
def test_a_legal_hold_goes_before_every_ground(ground: Any) -> None:
    case = given(ERASURE, replace(ASKED, ground=ground))
    case.when(APPROVE, replace(FINN, held=True)).then_rejected("legal_hold_stands")


def test_every_reason_that_stands_in_the_way_is_said() -> None:
    assert given(ERASURE, ASKED).blocks(ApproveErasure, replace(EVA, held=True)) == (
        "four_eyes_needed",
        "legal_hold_stands",
        "retention_runs",
    )


def test_an_approval_repeated_is_refused() -> None:
    case = given(ERASURE, ASKED).and_then(APPROVE, FINN)
    case.when(APPROVE, FINN).then_rejected("erasure_already_decided")


def test_an_approval_that_collides_with_a_refusal_is_refused() -> None:
    case = given(ERASURE, ASKED).and_then(REFUSE, FINN)
    case.when(APPROVE, FINN).then_rejected("no_erasure_requested")


# -- refuse ----------------------------------------------------------------------------------


def test_an_erasure_is_refused() -> None:
    given(ERASURE, ASKED).when(REFUSE, FINN).then(DECLINED)


def test_a_refusal_repeated_is_refused() -> None:
    case = given(ERASURE, ASKED).and_then(REFUSE, FINN)
    case.when(REFUSE, FINN).then_rejected("no_erasure_requested")


def test_a_refusal_that_collides_with_an_approval_is_refused() -> None:
    case = given(ERASURE, ASKED).and_then(APPROVE, FINN)
    case.when(REFUSE, EVA).then_rejected("erasure_already_decided")


# -- withdraw --------------------------------------------------------------------------------


def test_a_request_is_withdrawn() -> None:
    given(ERASURE, ASKED).when(WITHDRAW, EVA).then(WITHDRAWN)


def test_a_withdrawal_repeated_is_refused() -> None:
    case = given(ERASURE, ASKED).and_then(WITHDRAW, EVA)
    case.when(WITHDRAW, EVA).then_rejected("no_erasure_requested")


def test_a_withdrawal_that_collides_with_an_approval_is_refused() -> None:
    case = given(ERASURE, ASKED).and_then(APPROVE, FINN)
    case.when(WITHDRAW, EVA).then_rejected("erasure_already_decided")


@pytest.mark.parametrize("order", [APPROVE, REFUSE, WITHDRAW])
def test_what_nobody_asked_for_is_not_decided(order: Command) -> None:
    given(ERASURE).when(order, FINN).then_rejected("no_erasure_requested")


@pytest.mark.parametrize("order", [ASK, APPROVE, REFUSE, WITHDRAW])
@pytest.mark.parametrize("history", [(ASKED, APPROVED), (ASKED, APPROVED, ERASED)])
def test_what_is_decided_is_decided(order: Command, history: tuple[Any, ...]) -> None:
    case = given(ERASURE, *history)
    case.when(order, FINN).then_rejected("erasure_already_decided")
    assert case.blocks(type(order), FINN) == ("erasure_already_decided",)


# -- record ----------------------------------------------------------------------------------


def test_an_approved_erasure_is_recorded() -> None:
    given(ERASURE, ASKED, APPROVED).when(RECORD, FINN).then(ERASED)


@pytest.mark.parametrize("history", [(), (ASKED,), (ASKED, DECLINED)])
def test_what_is_not_approved_is_not_recorded(history: tuple[Any, ...]) -> None:
    given(ERASURE, *history).when(RECORD, FINN).then_rejected("not_allowed_now")


def test_a_record_repeated_is_refused() -> None:
    case = given(ERASURE, ASKED, APPROVED).and_then(RECORD, FINN)
    case.when(RECORD, FINN).then_rejected("not_allowed_now")


def test_a_record_that_collides_with_a_withdrawal_is_refused() -> None:
    case = given(ERASURE, ASKED).and_then(WITHDRAW, EVA)
    case.when(RECORD, FINN).then_rejected("not_allowed_now")


def test_an_approval_is_carried_out_in_the_citizens_own_case() -> None:
    class Message:
        event = Told(ANNA)

    (do,) = when_erasure_approved(Message(), None)  # type: ignore[arg-type]  # only the event is read
    assert (do.case_id, do.command) == (ANNA, RECORD)
