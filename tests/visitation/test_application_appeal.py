"""What the appeals board says about an application, and what follows from each answer."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from services.visitation.domain.application_case import application_case
from services.visitation.domain.application_case_events import (
    ApplicationAppealSettled,
    ApplicationSentBack,
    ApplicationStepWithdrawn,
)
from services.visitation.domain.application_case_orders import (
    AppealApplication,
    DecideApplicationAppeal,
    TakeApplicationStep,
    WithdrawApplicationStep,
)
from services.visitation.wiring import SERVICE
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.further import LARS, MARIE, clocks_of
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA
from tests.visitation.test_application_case import (
    APPEALED,
    APR_1,
    CHANGED,
    DECIDE,
    IN_APPEAL,
    LEADER,
    RECEIVE,
    SOON,
    STAFF,
    THE_CITIZEN,
    app,
    listed,
)

UPHELD = ApplicationAppealSettled(P6, "upheld", "refused", "Rigtig", SOON, APR_1)
REPEALED = ApplicationSentBack(P6, "repealed", "ready", "Ikke hørt", SOON, APR_1)
RETURNED = ApplicationSentBack(P6, "returned", "clarifying", "For gammel prøve", SOON, APR_1)


@pytest.mark.parametrize(
    ("outcome", "reasons", "told", "status", "holds"),
    [
        ("upheld", "Rigtig", UPHELD, "decided", "refused"),
        ("changed", "Udtømt", CHANGED, "decided", "granted"),
        ("repealed", "Ikke hørt", REPEALED, "ready", None),
        ("returned", "For gammel prøve", RETURNED, "clarifying", None),
    ],
)
def test_what_follows_of_each_answer_of_the_appeals_board(outcome, reasons, told, status, holds):
    appealed = app(*IN_APPEAL)
    order = DecideApplicationAppeal(outcome, reasons, SOON)
    appealed.when(order, STAFF).then(told)
    after = appealed.and_then(order, STAFF)
    assert (after.state.status, after.state.outcome) == (status, holds)
    row = listed(*IN_APPEAL, told)
    assert (row.status, row.outcome, row.next_on) == (status, holds, SOON)
    undone = ApplicationStepWithdrawn(P6, "x", "Fejl")
    assert listed(*IN_APPEAL, told, undone) == listed(*IN_APPEAL)


def test_a_decision_taken_away_is_made_again_and_may_be_appealed_again():
    repealed = app(*IN_APPEAL, REPEALED)
    repealed.when(AppealApplication(SOON), STAFF).then_rejected("application_not_decided")
    anew = repealed.and_then(replace(DECIDE, outcome="granted"), LEADER)
    assert (anew.state.status, anew.state.outcome) == ("decided", "granted")
    anew.when(AppealApplication(SOON), STAFF).then(APPEALED)
    returned = app(*IN_APPEAL, RETURNED)
    returned.when(DECIDE, LEADER).then_rejected("application_not_ready")


def test_the_board_has_the_last_word_on_the_decision_it_upheld_or_changed():
    for settled in (UPHELD, CHANGED):
        after = app(*IN_APPEAL, settled)
        order = AppealApplication(SOON)
        after.when(order, STAFF).then_rejected("application_appeal_already_settled")
        after.when(DECIDE, LEADER).then_rejected("application_already_decided")


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_a_returned_case_lies_still_again_after_sixty_days_and_a_mistake_takes_that_back(service):
    service.at(2011, 3, 1)
    case = service.order(ANNA, replace(RECEIVE, on=None)).case_id
    stream, later = f"application_case-{case}", date(2011, 9, 1)
    service.order(ANNA, TakeApplicationStep("ready", later), case)
    service.order(LARS, replace(DECIDE, next_action_on=later), case)
    service.order(ANNA, AppealApplication(later), case)
    service.at(2011, 5, 2)
    returned = DecideApplicationAppeal("returned", "For gammel prøve", later)
    service.order(ANNA, returned, case)
    assert clocks_of(service, stream)[-1] == (
        "deadline.set",
        "application.stale",
        date(2011, 7, 1),
    )
    [seen] = service.ask("own_applications", THE_CITIZEN, citizen=P6)
    assert (seen.status, seen.outcome) == ("clarifying", None)
    service.order(LARS, WithdrawApplicationStep("Brevet var en anden borgers"), case)
    running = service.office.desk(ANNA).load(application_case, case).clocks
    assert not any(duty.open for duty in running.duties)
    assert service.ask("applications", MARIE, status="appealed", citizen=P6)
