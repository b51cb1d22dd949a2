"""Applications: every step has its next day, nothing lies still unseen, the citizen can follow."""

from datetime import UTC, date, datetime
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from services.visitation.domain.application_case import ApplicationFacts, application_case
from services.visitation.domain.application_case_events import (
    ApplicationAppealed,
    ApplicationAppealSettled,
    ApplicationClosed,
    ApplicationCorrected,
    ApplicationDecided,
    ApplicationReceived,
    ApplicationStepTaken,
    ApplicationStepWithdrawn,
    AssignedToTaskForce,
)
from services.visitation.domain.application_case_orders import (
    AppealApplication,
    AssignToTaskForce,
    CloseApplication,
    Command,
    CorrectApplication,
    DecideApplication,
    DecideApplicationAppeal,
    ReceiveApplication,
    TakeApplicationStep,
    WithdrawApplicationStep,
)
from services.visitation.views.application_list import APPLICATION_LIST
from services.visitation.wiring import SERVICE
from shared.actor import Actor
from shared.trouble import Denied
from tests.support.database import make_service
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.four import Four
from tests.visitation.further import CASE, LARS, MARIE, clocks_of, play, shown, stories
from tests.visitation.house import OneService
from tests.visitation.recommendations import ANNA

MAR_1, MAR_15, APR_1 = date(2011, 3, 1), date(2011, 3, 15), date(2011, 4, 1)
SOON = date(2011, 4, 15)
THE_CITIZEN = Actor(id=str(P6), unit="self_service", roles=("citizen",))
STAFF, LEADER = ApplicationFacts(APR_1, ANNA), ApplicationFacts(APR_1, MARIE)
RECEIVE = ReceiveApplication(P6, "flex_job", "centre_a", MAR_15, on=MAR_1)
RECEIVED = ApplicationReceived(P6, "flex_job", "centre_a", False, MAR_15, MAR_1)
WAITING = ApplicationStepTaken(
    P6, "awaiting_medical", ("medical_certificate",), "Ringet til lægen", None, SOON, MAR_15
)
READY = ApplicationStepTaken(P6, "ready", (), None, None, SOON, MAR_15)
ASSIGNED = AssignedToTaskForce(P6, "old_cases", "centre_a", "centre_b", SOON, APR_1)
DECIDE = DecideApplication("refused", "LAB § 69", "Ikke udtømt", SOON)
DECIDED = ApplicationDecided(
    P6, "flex_job", "refused", "LAB § 69", "Ikke udtømt", "marie", SOON, APR_1
)
APPEALED = ApplicationAppealed(P6, SOON, APR_1)
IN_APPEAL = (RECEIVED, READY, DECIDED, APPEALED)
CHANGED = ApplicationAppealSettled(P6, "changed", "granted", "Udtømt", SOON, APR_1)
CLOSED = ApplicationClosed(P6, "moved", APR_1)


def app(*history):
    return given(application_case, *history)


ORDERS = [
    Four(
        command=RECEIVE,
        before=app(),
        facts=STAFF,
        gives=(RECEIVED,),
        refused_in=app(),
        refused_facts=ApplicationFacts(date(2011, 2, 1), ANNA),
        refused="date_in_future",
        repeated="application_already_received",
        rival=replace(RECEIVE, kind="rehabilitation"),
        lost="application_already_received",
    ),
    Four(
        command=CorrectApplication("Fejl", kind="rehabilitation"),
        before=app(RECEIVED),
        facts=STAFF,
        gives=(
            ApplicationCorrected(P6, "rehabilitation", "centre_a", False, MAR_15, MAR_1, "Fejl"),
        ),
        refused_in=app(),
        refused="application_not_received",
        repeated="nothing_to_correct",
        rival=CorrectApplication("Forkert", kind="rehabilitation"),
        lost="nothing_to_correct",
    ),
    Four(
        command=TakeApplicationStep(
            "awaiting_medical", SOON, ("medical_certificate",), "Ringet til lægen", on=MAR_15
        ),
        before=app(RECEIVED),
        facts=STAFF,
        gives=(WAITING,),
        refused_in=app(RECEIVED, CLOSED),
        refused="application_closed",
        repeated="step_already_recorded",
        rival=CloseApplication("moved"),
        lost="application_closed",
    ),
    Four(
        command=AssignToTaskForce("old_cases", "centre_b", SOON),
        before=app(RECEIVED, WAITING),
        facts=STAFF,
        gives=(ASSIGNED,),
        refused_in=app(RECEIVED, READY, DECIDED),
        refused="application_already_decided",
        repeated="task_force_has_it_already",
        rival=CloseApplication("moved"),
        lost="application_closed",
    ),
    Four(
        command=DECIDE,
        before=app(RECEIVED, READY),
        facts=LEADER,
        gives=(DECIDED,),
        refused_in=app(RECEIVED, WAITING),
        refused="application_not_ready",
        repeated="application_already_decided",
        rival=replace(DECIDE, outcome="granted"),
        lost="application_already_decided",
    ),
    Four(
        command=AppealApplication(SOON),
        before=app(RECEIVED, READY, DECIDED),
        facts=STAFF,
        gives=(APPEALED,),
        refused_in=app(RECEIVED, READY),
        refused="application_not_decided",
        repeated="application_already_appealed",
        rival=AppealApplication(APR_1),
        lost="application_already_appealed",
    ),
    Four(
        command=DecideApplicationAppeal("changed", "Udtømt", SOON),
        before=app(*IN_APPEAL),
        facts=STAFF,
        gives=(CHANGED,),
        refused_in=app(RECEIVED, READY, DECIDED),
        refused="application_not_appealed",
        repeated="application_appeal_already_settled",
        rival=DecideApplicationAppeal("upheld", "Rigtig", SOON),
        lost="application_appeal_already_settled",
    ),
    Four(
        command=CloseApplication("moved"),
        before=app(RECEIVED),
        facts=STAFF,
        gives=(CLOSED,),
        refused_in=app(RECEIVED, READY, DECIDED),
        refused="application_already_decided",
        repeated="application_closed",
        rival=CloseApplication("death"),
        lost="application_closed",
    ),
    Four(
        command=WithdrawApplicationStep("Fejl"),
        before=app(RECEIVED, READY),
        facts=STAFF,
        gives=(ApplicationStepWithdrawn(P6, "application_step_taken", "Fejl"),),
        refused_in=app(RECEIVED),
        refused="no_step_to_withdraw",
        repeated="no_step_to_withdraw",
        rival=WithdrawApplicationStep("Forkert"),
        lost="no_step_to_withdraw",
    ),
]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


@pytest.mark.parametrize(
    "order",
    [
        TakeApplicationStep("ready", MAR_15),
        AssignToTaskForce("x", "y", MAR_15),
        replace(DECIDE, next_action_on=MAR_15),
    ],
    ids=lambda order: type(order).__name__,
)
def test_every_step_names_a_next_day_that_is_not_past(order):
    app(RECEIVED, READY).when(order, LEADER).then_rejected("next_action_in_the_past")


def test_only_a_manager_or_a_lawyer_decides():
    ready = app(RECEIVED, READY)
    ready.when(DECIDE, STAFF).then_rejected("decider_not_manager_or_legal")
    assert ready.when(DECIDE, ApplicationFacts(APR_1, LARS)).events[0].decided_by == "lars"


def test_a_case_goes_back_and_forth_between_clarifying_and_the_doctor():
    here = app(RECEIVED, WAITING).and_then(TakeApplicationStep("clarifying", SOON), STAFF)
    there = here.and_then(TakeApplicationStep("awaiting_medical", SOON), STAFF)
    assert there.state.status == "awaiting_medical"


def test_no_step_lies_before_the_one_before_it():
    order = TakeApplicationStep("ready", SOON, on=MAR_1)
    app(RECEIVED, WAITING).when(order, STAFF).then_rejected("before_latest_step")
    late = CorrectApplication("Fejl", received_on=APR_1)
    app(RECEIVED, WAITING).when(late, STAFF).then_rejected("after_first_step")


def listed(*events):
    return shown(APPLICATION_LIST, "application_case", *events)


def test_the_list_follows_the_case_and_what_is_taken_back():
    back = ApplicationStepWithdrawn(P6, "assigned_to_task_force", "Fejl")
    row = listed(RECEIVED, WAITING, ASSIGNED)
    assert (row.status, row.centre, row.task_force) == (
        "awaiting_medical",
        "centre_b",
        "old_cases",
    )
    assert listed(RECEIVED, WAITING, ASSIGNED, back) == listed(RECEIVED, WAITING)
    undone = ApplicationStepWithdrawn(P6, "application_decided", "Fejl")
    assert listed(RECEIVED, READY, DECIDED).outcome == "refused"
    assert listed(RECEIVED, READY, DECIDED, undone) == listed(RECEIVED, READY)
    assert listed(RECEIVED, READY, DECIDED, APPEALED).status == "appealed"
    assert listed(RECEIVED, CLOSED).next_on is None
    right = ApplicationCorrected(P6, "flex_job", "centre_c", True, MAR_15, date(2011, 2, 1), "x")
    row = listed(RECEIVED, ASSIGNED, right)
    assert (row.centre, row.taken_over, row.received_on) == ("centre_b", True, date(2011, 2, 1))
    assert listed(RECEIVED, right).centre == "centre_c"
    assert listed(READY) is None


days = st.integers(0, 6).map(lambda n: date(2011, 3, 1 + n))
text = st.sampled_from(["Fejl", "Nyt"])
places = st.sampled_from(["centre_a", "centre_b"])
STORY = {
    ReceiveApplication: st.builds(
        ReceiveApplication, st.just(P6), st.just("flex_job"), places, days, on=days
    ),
    CorrectApplication: st.builds(
        CorrectApplication, text, centre=places, received_on=st.none() | days
    ),
    TakeApplicationStep: st.builds(
        TakeApplicationStep,
        st.sampled_from(["clarifying", "awaiting_medical", "ready"]),
        days,
        on=days,
    ),
    AssignToTaskForce: st.builds(AssignToTaskForce, text.map(str.lower), places, days, days),
    DecideApplication: st.builds(DecideApplication, st.just("granted"), text, text, days, days),
    AppealApplication: st.builds(AppealApplication, days, days),
    DecideApplicationAppeal: st.builds(
        DecideApplicationAppeal,
        st.sampled_from(["upheld", "changed", "repealed", "returned"]),
        text,
        days,
        days,
    ),
    CloseApplication: st.builds(CloseApplication, st.just("other"), days),
    WithdrawApplicationStep: st.builds(WithdrawApplicationStep, text),
}
FACTS = st.builds(ApplicationFacts, st.just(date(2011, 3, 7)), st.sampled_from([ANNA, MARIE]))


@settings(max_examples=100, deadline=None)
@for_all(stories(ReceiveApplication, STORY, FACTS))
def test_what_an_application_blocks_is_refused_and_the_list_agrees_with_the_case(story):
    told = play(application_case, story)
    state = given(application_case, *told).state
    row = listed(*told)
    if row is not None:
        assert (row.status, row.centre, row.task_force, row.outcome) == (
            state.status,
            state.centre,
            state.task_force,
            state.outcome,
        )


def test_every_order_takes_part():
    assert set(STORY) == set(get_args(Command)) == {type(each.command) for each in ORDERS}


@pytest.fixture
def service(database_url):
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_v07_a_case_that_lies_still_is_seen_and_a_task_force_takes_it_with_its_history(service):
    service.at(2011, 3, 1)
    case = service.order(ANNA, replace(RECEIVE, taken_over=True, on=None)).case_id
    stream = f"application_case-{case}"
    assert clocks_of(service, stream) == [("deadline.set", "application.stale", date(2011, 4, 30))]
    service.at(2011, 5, 1)
    [still] = service.ask("applications", MARIE, stale=True)
    assert still.law_ref == "Bilag D, forslag 11"
    assert (still.days_left, still.age_days, still.stale) == (-1, 61, True)
    assert service.ask("applications", MARIE, open_months=1, taken_over=True)
    assert service.ask("applications", MARIE, open_months=2) == []
    later = date(2011, 5, 20)
    service.order(ANNA, AssignToTaskForce("old_cases", "centre_b", later), case)
    assert service.ask("applications", MARIE, task_force="old_cases", centre="centre_b")[0].stale
    service.order(ANNA, TakeApplicationStep("ready", later), case)
    assert service.ask("applications", MARIE, stale=True) == []
    assert ("deadline.set", "application.stale", date(2011, 6, 30)) in clocks_of(service, stream)
    with pytest.raises(Denied):
        service.order(ANNA, replace(DECIDE, next_action_on=later), case)
    service.order(LARS, replace(DECIDE, next_action_on=later), case)
    assert [each.tag for each in service.facts(stream) if "visitation" in each.tag] == [
        "visitation.application_received",
        "visitation.assigned_to_task_force",
        "visitation.application_step_taken",
        "visitation.application_decided",
    ]
    service.order(LARS, WithdrawApplicationStep("Fejl"), case)
    assert service.ask("applications", MARIE, status="ready", kind="flex_job", citizen=P6)
    running = service.office.desk(ANNA).load(application_case, case).clocks
    assert [duty.open for duty in running.duties] == [False, True]


@pytest.mark.postgres
def test_v08_the_citizen_sees_the_step_what_is_missing_and_the_next_day_and_no_notes(service):
    service.at(2011, 3, 15)
    case = service.order(ANNA, replace(RECEIVE, on=None)).case_id
    order = TakeApplicationStep(
        "awaiting_medical", SOON, ("medical_certificate",), "Intern note", date(2011, 6, 1)
    )
    service.order(ANNA, order, case)
    service.order(ANNA, AssignToTaskForce("old_cases", "centre_b", SOON), case)
    [seen] = service.ask("own_applications", THE_CITIZEN, citizen=P6)
    assert asdict(seen) == {
        "application": UUID(case),
        "kind": "flex_job",
        "status": "awaiting_medical",
        "since": MAR_15,
        "missing": ("medical_certificate",),
        "expected_on": date(2011, 6, 1),
        "next_action_on": SOON,
        "outcome": None,
    }
    other = Actor(id=str(CASE), unit="self_service", roles=("citizen",))
    assert service.ask("own_applications", other, citizen=P6) == []
