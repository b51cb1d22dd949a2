"""V-20: an interview in another language books an interpreter, and what interpreters cost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from services.visitation.domain.assignment import AssignCase
from services.visitation.domain.cancellation import (
    CancelInterview,
    InterviewCancellationWithdrawn,
    InterviewCancelled,
    WithdrawCancellation,
)
from services.visitation.domain.contact_course import (
    CitizenSummoned,
    CorrectSummons,
    HoldInterview,
    InterviewHeld,
    SummonCitizen,
    SummonsCorrected,
    WithdrawInterview,
)
from services.visitation.domain.follow_up import AttendJointSession
from services.visitation.domain.ground import CaseLaw
from services.visitation.domain.reception_visit_events import InterpreterBooked
from services.visitation.domain.reception_visit_orders import (
    BeginService,
    BookInterpreter,
    RegisterArrival,
    WithdrawReceptionStep,
)
from services.visitation.domain.registration import RegisterCitizen
from services.visitation.views.interpreter_costs import Booking, InterpreterCost, summed
from services.visitation.wiring import SERVICE
from shared.eventlog.event import tag_of
from tests.support.database import make_service
from tests.visitation.cases import JUNE_7, JUNE_7_AT_10, MAY_10, P6, REGISTERED, case, on
from tests.visitation.further import REX
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA

PRICES = CaseLaw(interpreter_booked_ore=60_000, interpreter_on_duty_ore=30_000)
MAY = replace(on(2011, 5, 10), law=PRICES)
THEN = replace(on(2011, 6, 7), law=PRICES)
SUMMON = SummonCitizen(JUNE_7_AT_10, "letter", True, MAY_10, "arabic")
SUMMONED = CitizenSummoned(P6, JUNE_7_AT_10, JUNE_7, "letter", True)
BOOKED = InterpreterBooked(P6, "arabic", JUNE_7_AT_10, on_duty=False, price_ore=60_000)
HOLD = HoldInterview("personal", JUNE_7, interpreter_language="arabic")


def test_v20_a_summons_with_a_language_books_an_interpreter_for_the_moment():
    case(REGISTERED).when(SUMMON, MAY).then(SUMMONED, BOOKED)
    case(REGISTERED).when(replace(SUMMON, interpreter_language=None), MAY).then(SUMMONED)


def test_v20_the_interpreter_booked_is_the_one_who_helped():
    held = InterviewHeld(P6, JUNE_7, "personal", JUNE_7, interpreter_language="arabic")
    case(REGISTERED, SUMMONED, BOOKED).when(HOLD, THEN).then(held)


def test_v20_nobody_booked_and_the_interpreter_on_duty_helps():
    on_duty = InterpreterBooked(P6, "arabic", THEN.now, on_duty=True, price_ore=30_000)
    held = InterviewHeld(P6, JUNE_7, "personal", JUNE_7, interpreter_language="arabic")
    case(REGISTERED, SUMMONED).when(HOLD, THEN).then(held, on_duty)
    cancelled = InterviewCancelled(P6, JUNE_7, "jobcenter")
    later = replace(on_duty, at=datetime(2011, 6, 7, 12, tzinfo=UTC))
    walked_in = replace(held, answers_summons=None)
    # The booking fell with the interview; recorded two days later it stands at noon of its day.
    case(REGISTERED, SUMMONED, BOOKED, cancelled).when(
        HOLD, replace(on(2011, 6, 9), law=PRICES)
    ).then(walked_in, later)


def test_v20_the_part_alone_of_a_joint_session_has_its_interpreter_too():
    session = AttendJointSession("info-1", True, JUNE_7, "arabic")
    told = case(REGISTERED).when(session, THEN).events
    assert [tag_of(each).partition(".")[2] for each in told] == [
        "joint_session_attended", "interview_held", "interpreter_booked",
    ]  # fmt: skip


def test_v20_an_interview_not_called_off_after_all_has_its_interpreter_again():
    cancelled = InterviewCancelled(P6, JUNE_7, "jobcenter")
    order, told = (
        WithdrawCancellation(JUNE_7, "Fejl"),
        InterviewCancellationWithdrawn(P6, JUNE_7, "Fejl"),
    )
    case(REGISTERED, SUMMONED, BOOKED, cancelled).when(order, MAY).then(told, BOOKED)
    case(REGISTERED, SUMMONED, cancelled).when(order, MAY).then(told)
    # Moved before it was called off, the interpreter comes to the new moment.
    june_14 = JUNE_7_AT_10.replace(day=14)
    moved = SummonsCorrected(P6, JUNE_7, june_14, date(2011, 6, 14), "letter", True, "Ferie")
    gone = replace(cancelled, day=date(2011, 6, 14))
    again = case(REGISTERED, SUMMONED, BOOKED, moved, gone).when(
        replace(order, day=date(2011, 6, 14)), MAY
    )
    again.then(replace(told, day=date(2011, 6, 14)), replace(BOOKED, at=june_14))


def test_an_unknown_price_keeps_nobody_from_an_interpreter():
    without = replace(BOOKED, price_ore=None)
    case(REGISTERED).when(SUMMON, on(2011, 5, 10)).then(SUMMONED, without)


def test_v20_costs_are_summed_by_month_and_centre_and_what_has_no_price_is_counted():
    def talk(price: int | None) -> Booking:
        return Booking(JUNE_7, "arabic", on_duty=False, price_ore=price)

    found = [
        ("2011-06", "valby", talk(60_000)), ("2011-05", None, talk(30_000)),
        ("2011-06", "valby", talk(None)), ("2011-06", "amager", talk(45_000)),
    ]  # fmt: skip
    assert summed(found) == [
        InterpreterCost("2011-05", None, 1, 30_000, 0),
        InterpreterCost("2011-06", "amager", 1, 45_000, 0),
        InterpreterCost("2011-06", "valby", 2, 60_000, 1),
    ]
    assert summed([]) == []


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2011, 5, 2, 7, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


def cost(service: OneService, month: int = 6) -> list[tuple[int, int]]:
    days = {"from_day": date(2011, month, 1), "to_day": date(2011, month, 30)}
    found = service.ask("interpreter_costs", ANNA, **days)
    return [(each.conversations, each.cost_ore) for each in found]


@pytest.mark.postgres
def test_v20_the_figure_follows_what_is_moved_called_off_and_taken_back(service):
    order = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27
    )
    number = service.order(ANNA, order).case_id
    service.order(ANNA, AssignCase("anna", "team_1", "valby"), number)
    service.order(ANNA, replace(SUMMON, on=None), number)
    assert cost(service) == [(1, 60_000)]
    booked = service.facts(f"citizen_case-{number}")[-1]
    assert booked.meta.rules[0].startswith("interpreter.price@2007-01-01#")
    moved = datetime(2011, 7, 5, 8, tzinfo=UTC)
    service.order(ANNA, CorrectSummons(JUNE_7, moved, "letter", True, "Ferie"), number)
    assert (cost(service), cost(service, 7)) == ([], [(1, 60_000)])
    service.order(ANNA, CancelInterview("citizen"), number)
    assert cost(service, 7) == []
    service.order(ANNA, WithdrawCancellation(date(2011, 7, 5), "En anden borger"), number)
    assert cost(service, 7) == [(1, 60_000)]
    service.order(ANNA, CancelInterview("citizen"), number)
    assert cost(service, 7) == []
    service.at(2011, 6, 7)
    service.order(ANNA, HOLD, number)
    assert cost(service) == [(1, 30_000)]
    (valby,) = service.ask(
        "interpreter_costs", ANNA, from_day=date(2011, 6, 1), to_day=date(2011, 6, 30)
    )
    assert (valby.month, valby.centre) == ("2011-06", "valby")
    service.order(ANNA, WithdrawInterview(JUNE_7, "Afbrudt"), number)
    assert cost(service) == []


@pytest.mark.postgres
def test_v20_at_the_reception_a_price_agreed_on_goes_before_the_figure(service):
    visit = service.order(REX, RegisterArrival(P6, "new_unemployed", "somali")).case_id
    service.order(REX, BeginService(), visit)
    assert cost(service, 5) == [(1, 30_000)]
    at = datetime(2011, 6, 7, 8, tzinfo=UTC)
    service.order(REX, BookInterpreter("arabic", at), visit)
    assert cost(service) == [(1, 60_000)]
    service.order(REX, BookInterpreter("arabic", at, price_ore=90_000), visit)
    assert cost(service) == [(2, 150_000)]
    service.order(REX, WithdrawReceptionStep("Fejl"), visit)
    assert cost(service) == [(1, 60_000)]
