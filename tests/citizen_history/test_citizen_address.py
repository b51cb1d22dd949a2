"""An address is recorded and withdrawn, protected until a day, prolonged and lifted."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from services.citizen_history.domain import Event
from services.citizen_history.domain.citizen_address import (
    ADDRESS,
    AddressProtected,
    AddressProtectionLifted,
    AddressProtectionProlonged,
    AddressRecorded,
    AddressWithdrawn,
    Facts,
    LiftProtection,
    ProlongProtection,
    ProtectAddress,
    Protection,
    RecordAddress,
    Residence,
    WithdrawAddress,
)
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from tests.citizen_history.people import ANNA, TODAY
from tests.support.scenario import Given, given

HOME = UUID("66666666-6666-4666-8666-666666666666")
OTHER_HOME = UUID("77777777-7777-4777-8777-777777777777")
LAST = date(2012, 6, 14)
"""A year from today, both days with."""

HERE = Facts(TODAY, ANNA, 12, address=HOME)
THERE = replace(HERE, address=OTHER_HOME)
LATER = replace(HERE, today=LAST + timedelta(days=1))

RECORD = RecordAddress(ANNA, "put away already")
WITHDRAW = WithdrawAddress("entered_wrongly")
PROTECT = ProtectAddress(ANNA, TODAY)
PROLONG = ProlongProtection()
LIFT = LiftProtection("citizens_wish")

RECORDED = AddressRecorded(ANNA, HOME)
WITHDRAWN = AddressWithdrawn(ANNA, HOME, "entered_wrongly")
PROTECTED = AddressProtected(ANNA, TODAY, LAST)
PROLONGED = AddressProtectionProlonged(ANNA, date(2013, 6, 14))
LIFTED = AddressProtectionLifted(ANNA, "citizens_wish")


# -- record ----------------------------------------------------------------------------------


def test_an_address_is_recorded() -> None:
    given(ADDRESS).when(RECORD, HERE).then(RECORDED)


def test_nobody_unregistered_gets_an_address() -> None:
    stranger = replace(HERE, registered=False)
    given(ADDRESS).when(RECORD, stranger).then_rejected("identity_not_registered")


def test_the_same_address_repeated_gives_nothing_new() -> None:
    given(ADDRESS, RECORDED).when(RECORD, HERE).then()


def test_an_address_that_collides_with_another_is_noted_after_it() -> None:
    case = given(ADDRESS).and_then(RECORD, THERE)
    case.when(RECORD, HERE).then(RECORDED)


# -- withdraw --------------------------------------------------------------------------------


def test_a_wrong_address_is_withdrawn() -> None:
    case = given(ADDRESS, RECORDED).and_then(WITHDRAW, HERE)
    assert case.history[-1] == WITHDRAWN
    assert case.state.address is None


def test_no_address_cannot_be_withdrawn() -> None:
    given(ADDRESS).when(WITHDRAW, HERE).then_rejected("no_address")


def test_a_withdrawal_repeated_is_refused() -> None:
    given(ADDRESS, RECORDED, WITHDRAWN).when(WITHDRAW, HERE).then_rejected("no_address")


def test_a_withdrawal_that_collides_with_a_new_address_takes_that() -> None:
    newer = AddressRecorded(ANNA, OTHER_HOME)
    case = given(ADDRESS, RECORDED, newer)
    case.when(WITHDRAW, HERE).then(AddressWithdrawn(ANNA, OTHER_HOME, "entered_wrongly"))


# -- protect ---------------------------------------------------------------------------------


def test_cpr_28_a_protection_lasts_a_year_when_nothing_else_is_said() -> None:
    given(ADDRESS).when(PROTECT, HERE).then(PROTECTED)


@pytest.mark.parametrize(
    ("day", "protected"),
    [
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
def test_cpr_28_a_protection_lapses_by_its_date_alone(day: date, protected: bool) -> None:
    state: Residence = given(ADDRESS, RECORDED, PROTECTED).state
    assert (state.protected(day) is not None) == protected


@pytest.mark.parametrize(
    ("order", "facts", "code"),
    [
        (replace(PROTECT, until=TODAY - timedelta(days=1)), HERE, "protection_ends_before_it"),
        (replace(PROTECT, until=LAST + timedelta(days=1)), HERE, "protection_too_long"),
        (PROTECT, replace(HERE, registered=False), "identity_not_registered"),
        (PROTECT, replace(HERE, erased=True), "citizen_erased"),
    ],
)
def test_an_address_is_not_protected(order: Command, facts: Facts, code: str) -> None:
    with pytest.raises(Rejected, match=code):
        ADDRESS.decide(order, Residence(), facts)


def test_on_special_grounds_a_protection_runs_for_longer() -> None:
    long = replace(PROTECT, until=date(2015, 1, 1), special_grounds=True)
    given(ADDRESS).when(long, HERE).then(AddressProtected(ANNA, TODAY, date(2015, 1, 1)))


def test_a_protection_repeated_is_refused_while_it_runs_and_given_again_after() -> None:
    case = given(ADDRESS).and_then(PROTECT, HERE)
    case.when(PROTECT, HERE).then_rejected("address_already_protected")
    last_day = replace(HERE, today=LAST)
    case.when(PROTECT, last_day).then_rejected("address_already_protected")
    assert case.when(PROTECT, LATER).refusal is None


def test_two_protections_collide_and_the_first_stands() -> None:
    ahead = AddressProtected(ANNA, date(2011, 7, 1), date(2011, 8, 1))
    case = given(ADDRESS, ahead)
    case.when(PROTECT, HERE).then_rejected("address_already_protected")


# -- prolong ---------------------------------------------------------------------------------


def test_a_protection_is_prolonged_by_a_year_from_its_last_day() -> None:
    case = given(ADDRESS, PROTECTED).and_then(PROLONG, HERE)
    assert case.history[-1] == PROLONGED
    assert case.state.protection == Protection(TODAY, date(2013, 6, 14))


def test_a_protection_that_lapsed_is_not_prolonged() -> None:
    case = given(ADDRESS, PROTECTED)
    assert case.when(PROLONG, replace(HERE, today=LAST)).refusal is None
    case.when(PROLONG, LATER).then_rejected("no_protection_runs")


def test_a_protection_is_not_prolonged_to_an_earlier_day_or_for_too_long() -> None:
    case = given(ADDRESS, PROTECTED)
    same = replace(PROLONG, until=LAST)
    case.when(same, HERE).then_rejected("protection_ends_before_it_begins")
    too_long = replace(PROLONG, until=date(2013, 6, 15))
    case.when(too_long, HERE).then_rejected("protection_too_long")
    assert case.when(replace(too_long, special_grounds=True), HERE).refusal is None


def test_a_prolongation_repeated_goes_on_from_the_one_before() -> None:
    case = given(ADDRESS, PROTECTED).and_then(PROLONG, HERE)
    to = replace(PROLONG, until=date(2013, 6, 14))
    case.when(to, HERE).then_rejected("protection_ends_before_it_begins")


def test_a_prolongation_that_collides_with_a_lifting_is_refused() -> None:
    given(ADDRESS, PROTECTED, LIFTED).when(PROLONG, HERE).then_rejected("no_protection_runs")


# -- lift ------------------------------------------------------------------------------------


def test_a_protection_is_lifted_at_once() -> None:
    case = given(ADDRESS, RECORDED, PROTECTED).and_then(LIFT, HERE)
    assert case.history[-1] == LIFTED
    assert case.state.protected(TODAY) is None


def test_what_does_not_run_is_not_lifted() -> None:
    given(ADDRESS).when(LIFT, HERE).then_rejected("no_protection_runs")
    given(ADDRESS, PROTECTED).when(LIFT, LATER).then_rejected("no_protection_runs")


def test_a_lifting_repeated_is_refused() -> None:
    given(ADDRESS, PROTECTED, LIFTED).when(LIFT, HERE).then_rejected("no_protection_runs")


def test_a_lifting_that_collides_with_a_prolongation_ends_that_too() -> None:
    case = given(ADDRESS, PROTECTED, PROLONGED).and_then(LIFT, HERE)
    assert case.state.protection is None


# -- what always holds -----------------------------------------------------------------------

ORDERS: list[tuple[Command, Facts]] = [
    (order, facts)
    for order in (RECORD, WITHDRAW, PROTECT, PROLONG, LIFT)
    for facts in (HERE, THERE, LATER, replace(HERE, registered=False), replace(HERE, erased=True))
]


@for_all(st.lists(st.sampled_from(ORDERS), max_size=12))
def test_what_blocks_lists_is_what_decide_refuses_with(
    orders: list[tuple[Command, Facts]],
) -> None:
    case = given(ADDRESS)
    for command, facts in orders:
        codes = case.blocks(type(command), facts)
        answered = case.when(command, facts)
        if codes:
            answered.then_rejected(codes[0])
        else:
            assert answered.refusal != "not_allowed_now"
            case = Given(ADDRESS, (*case.history, *answered.events))
        assert case.state == Given(ADDRESS, _through_json(case.history)).state


def _through_json(history: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(msgspec.json.decode(msgspec.json.encode(each), type=Event) for each in history)


def test_an_order_shows_no_address() -> None:
    assert "Prøvevej" not in repr(RecordAddress(ANNA, "Prøvevej 1"))


def test_nothing_else_is_decided_here() -> None:
    class Odd(Command, frozen=True):
        pass

    with pytest.raises(Rejected, match="not_allowed_now"):
        ADDRESS.decide(Odd(), Residence(), HERE)
