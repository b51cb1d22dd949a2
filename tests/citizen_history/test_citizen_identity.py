"""Registering a person, changing and withdrawing numbers, noting a name."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from services.citizen_history.domain import Event
from services.citizen_history.domain.citizen_identity import (
    IDENTITY,
    ChangeNumber,
    Facts,
    IdentityNameRecorded,
    IdentityNumberChanged,
    IdentityNumberWithdrawn,
    IdentityRegistered,
    Number,
    RecordName,
    Registered,
    RegisterIdentity,
    WithdrawNumber,
)
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.privacy.masking import holds_cpr
from tests.citizen_history.people import (
    ANNA,
    ANNAS_NEXT_NUMBER,
    ANNAS_NUMBER,
    BENTS,
    FIRST,
    HER_NAME,
    NAME,
    OTHER_NAME,
    SECOND,
    TODAY,
    told,
)
from tests.support.scenario import Given, given

REGISTERED = IdentityRegistered(ANNA, FIRST.number, "cpr", modulus_11=True)
CHANGED = IdentityNumberChanged(ANNA, SECOND.number, "cpr", False, "new_number_given")
WITHDRAWN = IdentityNumberWithdrawn(ANNA, FIRST.number, "entered_wrongly")
NAMED = IdentityNameRecorded(ANNA, HER_NAME)

REGISTER = RegisterIdentity(national_id=str(FIRST.number))
CHANGE = ChangeNumber(national_id=str(SECOND.number), reason="new_number_given", on=TODAY)
WITHDRAW = WithdrawNumber(reason="entered_wrongly")
NOTE_NAME = RecordName(name=str(HER_NAME))


# -- register --------------------------------------------------------------------------------


def test_a_person_is_registered() -> None:
    given(IDENTITY).when(REGISTER, told(FIRST)).then(REGISTERED)


def test_a_person_is_registered_with_a_name() -> None:
    given(IDENTITY).when(REGISTER, told(FIRST, HER_NAME)).then(REGISTERED, NAMED)


def test_a_citizen_is_not_registered_with_a_second_number() -> None:
    given(IDENTITY, REGISTERED).when(REGISTER, told(SECOND)).then_rejected("already_registered")


def test_a_citizen_is_not_registered_with_somebody_elses_number() -> None:
    given(IDENTITY).when(REGISTER, told(BENTS)).then_rejected("number_of_another_citizen")


def test_registering_again_gives_nothing_new() -> None:
    given(IDENTITY, REGISTERED).when(REGISTER, told(FIRST, OTHER_NAME)).then()


def test_registering_again_by_an_old_number_gives_nothing_new() -> None:
    given(IDENTITY, REGISTERED, CHANGED).when(REGISTER, told(FIRST)).then()


def test_two_registrations_collide_and_the_second_gives_nothing_new() -> None:
    given(IDENTITY).and_then(REGISTER, told(FIRST)).when(REGISTER, told(FIRST)).then()


def test_a_person_is_registered_again_after_a_wrong_number_was_withdrawn() -> None:
    right = IdentityRegistered(ANNA, SECOND.number, "cpr", modulus_11=False)
    given(IDENTITY, REGISTERED, WITHDRAWN).when(REGISTER, told(SECOND)).then(right)


# -- change the number -----------------------------------------------------------------------


def test_a_number_is_changed() -> None:
    given(IDENTITY, REGISTERED).when(CHANGE, told(SECOND)).then(CHANGED)


@pytest.mark.parametrize(
    ("history", "found", "code"),
    [
        ((), SECOND, "identity_not_registered"),
        ((REGISTERED,), BENTS, "number_of_another_citizen"),
        ((REGISTERED,), FIRST, "same_number"),
        ((REGISTERED, WITHDRAWN), SECOND, "no_current_number"),
    ],
)
def test_a_number_is_not_changed(history: tuple[Any, ...], found: Number, code: str) -> None:
    given(IDENTITY, *history).when(CHANGE, told(found)).then_rejected(code)


def test_a_number_is_not_changed_from_a_day_to_come() -> None:
    tomorrow = msgspec.structs.replace(CHANGE, on=date(2011, 6, 16))
    given(IDENTITY, REGISTERED).when(tomorrow, told(SECOND)).then_rejected("date_in_future")


def test_a_change_repeated_is_refused_as_the_same_number() -> None:
    changed = given(IDENTITY, REGISTERED).and_then(CHANGE, told(SECOND))
    changed.when(CHANGE, told(SECOND)).then_rejected("same_number")


def test_a_change_that_collides_with_a_withdrawal_is_refused() -> None:
    withdrawn = given(IDENTITY, REGISTERED).and_then(WITHDRAW, told())
    withdrawn.when(CHANGE, told(SECOND)).then_rejected("no_current_number")


def test_an_earlier_number_can_count_again() -> None:
    back = given(IDENTITY, REGISTERED, CHANGED).and_then(CHANGE, told(FIRST))
    assert back.state.current == FIRST
    assert back.state.knows(SECOND.number)


# -- withdraw the number ---------------------------------------------------------------------


def test_a_wrong_number_is_withdrawn_and_the_one_before_counts_again() -> None:
    case = given(IDENTITY, REGISTERED, CHANGED).and_then(WITHDRAW, told())
    assert case.history[-1] == IdentityNumberWithdrawn(ANNA, SECOND.number, "entered_wrongly")
    assert case.state.current == FIRST
    assert not case.state.knows(SECOND.number)


def test_nothing_is_withdrawn_from_somebody_unregistered() -> None:
    given(IDENTITY).when(WITHDRAW, told()).then_rejected("identity_not_registered")


def test_a_withdrawal_repeated_finds_no_number_left() -> None:
    case = given(IDENTITY, REGISTERED).and_then(WITHDRAW, told())
    case.when(WITHDRAW, told()).then_rejected("no_current_number")


def test_a_withdrawal_that_collides_with_a_change_takes_the_newer_number() -> None:
    case = given(IDENTITY, REGISTERED).and_then(CHANGE, told(SECOND))
    case.when(WITHDRAW, told()).then(
        IdentityNumberWithdrawn(ANNA, SECOND.number, "entered_wrongly")
    )


# -- note the name ---------------------------------------------------------------------------


def test_a_name_is_noted() -> None:
    given(IDENTITY, REGISTERED).when(NOTE_NAME, told(name=HER_NAME)).then(NAMED)


def test_nobody_unregistered_is_named() -> None:
    given(IDENTITY).when(NOTE_NAME, told(name=HER_NAME)).then_rejected("identity_not_registered")


def test_the_same_name_repeated_gives_nothing_new() -> None:
    given(IDENTITY, REGISTERED, NAMED).when(NOTE_NAME, told(name=HER_NAME)).then()


def test_a_name_that_collides_with_another_is_noted_after_it() -> None:
    other = IdentityNameRecorded(ANNA, OTHER_NAME)
    given(IDENTITY, REGISTERED, other).when(NOTE_NAME, told(name=HER_NAME)).then(NAMED)


# -- what always holds -----------------------------------------------------------------------

REFERENCES = [uuid5(UUID(int=0), str(n)) for n in range(3)]
NUMBERS = [Number(ref, ANNA, "cpr", modulus_11=True) for ref in REFERENCES]
ORDERS: list[tuple[Command, Facts]] = [
    *((REGISTER, told(number)) for number in [*NUMBERS, BENTS]),
    *((CHANGE, told(number)) for number in [*NUMBERS, BENTS]),
    (WITHDRAW, told()),
    *((NOTE_NAME, told(name=name)) for name in (HER_NAME, OTHER_NAME)),
]


@for_all(st.lists(st.sampled_from(ORDERS), max_size=12))
def test_what_blocks_lists_is_what_decide_refuses_with(
    orders: list[tuple[Command, Facts]],
) -> None:
    case = given(IDENTITY)
    for command, facts in orders:
        codes = case.blocks(type(command), facts)
        answered = case.when(command, facts)
        if codes:
            answered.then_rejected(codes[0])
        else:
            assert answered.refusal is None
            case = Given(IDENTITY, (*case.history, *answered.events))
        assert case.state == Given(IDENTITY, _through_json(case.history)).state


def _through_json(history: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(msgspec.json.decode(msgspec.json.encode(each), type=Event) for each in history)


@for_all(st.lists(st.sampled_from(ORDERS), max_size=12))
def test_a_withdrawn_number_never_counts_again_by_itself(
    orders: list[tuple[Command, Facts]],
) -> None:
    case = given(IDENTITY)
    for command, facts in orders:
        answered = case.when(command, facts)
        case = Given(IDENTITY, (*case.history, *answered.events))
        if isinstance(case.state, Registered) and isinstance(command, WithdrawNumber):
            assert case.state.current is None or case.state.current.number not in (
                event.number for event in answered.events if hasattr(event, "number")
            )


def test_neither_orders_nor_facts_show_a_number() -> None:
    orders = (
        RegisterIdentity(national_id=ANNAS_NUMBER, name=NAME),
        ChangeNumber(national_id=ANNAS_NEXT_NUMBER, reason="corrected", on=TODAY),
        RecordName(name=NAME),
    )
    for order in orders:
        for shown in (repr(order), str(order), f"{[order]}"):
            assert not holds_cpr(shown)
            assert NAME not in shown
    for fact in (REGISTERED, CHANGED, WITHDRAWN, NAMED):
        assert not {"national_id", "cpr"} & set(type(fact).__struct_fields__)


@pytest.mark.parametrize("text", ["", "1", "010158-50000", "010158 5000", "x10158-5000"])
def test_an_order_with_no_number_in_it_cannot_be_read(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"national_id": text}, RegisterIdentity)


def test_nothing_else_is_decided_here() -> None:
    class Odd(Command, frozen=True):
        pass

    with pytest.raises(Rejected, match="not_allowed_now"):
        IDENTITY.decide(Odd(), Registered((FIRST,)), told())
