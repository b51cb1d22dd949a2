"""The guide of educations (V-17): versions, who may begin what, and what was handed over."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation.domain.education import (
    Command,
    EducationEnded,
    EducationFacts,
    EducationStepWithdrawn,
    EducationVersionEntered,
    EndEducation,
    EnterEducation,
    EntryRoute,
    ReviseEducation,
    WithdrawEducationStep,
    education,
)
from services.visitation.domain.reception_visit_events import GuideEntry
from services.visitation.domain.reception_visit_orders import (
    DeliverMaterial,
    EntryNamed,
    RegisterArrival,
)
from services.visitation.views.education_guide import EDUCATION_GUIDE, EducationGuide, open_by
from services.visitation.wiring import SERVICE
from shared.access.table import load_access
from shared.actor import Actor
from shared.eventlog.decider import Rejected
from tests.support.database import make_service
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.four import Four
from tests.visitation.further import NOW, play, stories
from tests.visitation.house import ROOM, OneService, recorded
from tests.visitation.recommendations import ANNA

FACTS = EducationFacts()
JAN_1, JAN_2012, DEC_31 = date(2011, 1, 1), date(2012, 1, 1), date(2011, 12, 31)
ROUTES = (EntryRoute(("primary_school_9", "danish_3")), EntryRoute(least_age=25))
ENTER = EnterEducation(
    code="helper",
    title="Social- og sundhedshjælper",
    area="care_and_health",
    level="vocational",
    routes=ROUTES,
    months=26,
    where="Valby",
    valid_from=JAN_1,
    gives=("vocational_certificate",),
)
ONE = EducationVersionEntered(
    code="helper",
    version=1,
    title="Social- og sundhedshjælper",
    area="care_and_health",
    level="vocational",
    routes=ROUTES,
    gives=("vocational_certificate",),
    months=26,
    where="Valby",
    valid_from=JAN_1,
    valid_to=None,
    replaces=None,
)
TWO = replace(ONE, version=2, months=24, valid_from=JAN_2012, replaces=1)
REVISE = ReviseEducation(JAN_2012, months=24)
ENDED = EducationEnded("helper", 1, DEC_31)
BACK_1 = EducationStepWithdrawn("helper", "education_version_entered", 1, None, "not_decided")
BACK_2 = EducationStepWithdrawn("helper", "education_version_entered", 2, 1, "entered_wrongly")
BACK_END = EducationStepWithdrawn("helper", "education_ended", 1, None, "other")


def guide(*history):
    return given(education, *history)


ORDERS = [
    Four(
        command=ENTER,
        before=guide(),
        facts=FACTS,
        gives=(ONE,),
        refused_in=guide(ONE),
        refused="education_already_entered",
        repeated="education_already_entered",
        rival=replace(ENTER, title="Andet"),
        lost="education_already_entered",
    ),
    Four(
        command=REVISE,
        before=guide(ONE),
        facts=FACTS,
        gives=(TWO,),
        refused_in=guide(),
        refused="education_not_entered",
        repeated="nothing_to_correct",
        rival=ReviseEducation(date(2012, 8, 1), months=20),
        lost="version_not_later",
    ),
    Four(
        command=EndEducation(DEC_31),
        before=guide(ONE),
        facts=FACTS,
        gives=(ENDED,),
        refused_in=guide(TWO),
        refused="ends_before_it_began",
        repeated="education_already_ended",
        rival=REVISE,
        lost="ends_before_it_began",
    ),
    Four(
        command=WithdrawEducationStep("entered_wrongly"),
        before=guide(ONE, TWO),
        facts=FACTS,
        gives=(BACK_2,),
        refused_in=guide(),
        refused="education_not_entered",
        repeated=None,
        rival=WithdrawEducationStep("other"),
        lost="",
    ),
]
ONCE = [each for each in ORDERS if not isinstance(each.command, WithdrawEducationStep)]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", ONCE, ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", ONCE, ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


def test_a_step_is_taken_back_once_each_until_none_is_left():
    back = WithdrawEducationStep("not_decided")
    guide(ONE, TWO, BACK_2).when(back, FACTS).then(BACK_1)
    guide(ONE, BACK_1).when(back, FACTS).then_rejected("no_step_to_withdraw")
    guide(ONE, BACK_1).when(EndEducation(DEC_31), FACTS).then_rejected("no_step_to_withdraw")
    guide(ONE, ENDED).when(WithdrawEducationStep("other"), FACTS).then(BACK_END)


def test_v17_a_number_that_was_given_never_names_another_wording():
    [third] = guide(ONE, TWO, BACK_2).when(REVISE, FACTS).events
    assert (third.version, third.replaces, third.months) == (3, 1, 24)
    [again] = guide(ONE, BACK_1).when(ReviseEducation(JAN_1), FACTS).events
    assert (again.version, again.replaces, again.title) == (2, None, ONE.title)


def test_a_wording_that_has_a_last_day_is_not_ended_again_and_ends_after_it_began():
    until = replace(ENTER, valid_to=DEC_31)
    [said] = guide().when(until, FACTS).events
    guide(said).when(EndEducation(DEC_31), FACTS).then_rejected("education_already_ended")
    wrong = replace(ENTER, valid_to=date(2010, 12, 31))
    guide().when(wrong, FACTS).then_rejected("ends_before_it_began")
    guide(ONE).when(replace(REVISE, valid_to=DEC_31), FACTS).then_rejected("ends_before_it_began")
    guide(ONE, ENDED).when(REVISE, FACTS).then(TWO)


def rows(*events):
    kept = {}
    for event in events:
        told = recorded("education-x", event, NOW)
        for key in EDUCATION_GUIDE.touches(told):
            kept[key] = EDUCATION_GUIDE.project(key, kept.get(key), told)
    return {version: row for (_, version), row in kept.items() if row}


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ((ONE,), {1: None}),
        ((ONE, TWO), {1: DEC_31, 2: None}),
        ((ONE, TWO, BACK_2), {1: None}),
        ((ONE, EducationEnded("helper", 1, date(2011, 6, 30)), TWO),
         {1: date(2011, 6, 30), 2: None}),
        ((replace(ONE, valid_to=date(2011, 6, 30)), TWO), {1: date(2011, 6, 30), 2: None}),
        ((ONE, ENDED, BACK_END), {1: None}),
        ((ONE, BACK_1), {}),
    ],
)  # fmt: skip
def test_v17_each_wording_holds_until_what_ends_it_first(told, until):
    assert {version: row.valid_to for version, row in rows(*told).items()} == until


@pytest.mark.parametrize(
    ("has", "age", "found"),
    [
        (None, None, ROUTES),
        ("primary_school_9", 20, ()),
        ("primary_school_9", None, ROUTES[1:]),
        ("danish_3,primary_school_9", 24, ROUTES[:1]),
        ("danish_2", 25, ROUTES[1:]),
        (None, 24, ROUTES[:1]),
    ],
)
def test_v17_a_way_in_is_open_to_who_has_all_it_needs(has, age, found):
    assert open_by(ROUTES, EducationGuide(has=has, age=age)) == found


days = st.integers(0, 5).map(lambda n: date(2011, 1, 1 + n))
last = st.none() | days
STORY = {
    EnterEducation: st.builds(replace, st.just(ENTER), valid_from=days, valid_to=last),
    ReviseEducation: st.builds(ReviseEducation, days, months=st.integers(1, 3), valid_to=last),
    EndEducation: st.builds(EndEducation, days),
    WithdrawEducationStep: st.just(WithdrawEducationStep("other")),
}


@settings(max_examples=200, deadline=None)
@for_all(stories(EnterEducation, STORY, st.just(FACTS)))
def test_no_two_wordings_hold_on_one_day_and_the_list_agrees_with_the_case(story):
    told = play(education, story)
    state, shown = given(education, *told).state, rows(*told)
    standing = {each.version for each in getattr(state, "steps", ())
                if isinstance(each, EducationVersionEntered)}  # fmt: skip
    assert set(shown) == standing
    for day in (date(2011, 1, 1 + n) for n in range(7)):
        begun = [row for row in shown.values() if row.valid_from <= day]
        assert sum(row.valid_to is None or day <= row.valid_to for row in begun) <= 1


def test_every_order_takes_part():
    assert set(STORY) == set(get_args(Command)) == {type(each.command) for each in ORDERS}


def test_x10_the_guide_is_read_alike_in_both_halves_and_at_the_reception():
    table = load_access(ROOM / "visitation" / "access.yaml", SERVICE, ("deadlines",))
    for question in ("education_guide", "education"):
        who = set(map(str, table.queries[question]))
        assert {"counsellor_state@*", "counsellor_muni@*", "counsellor_m45@*"} <= who
        assert {"reception@reception", "reception@jobcenter"} <= who
    for order in ("enter_education", "revise_education", "end_education"):
        assert set(map(str, table.who_may(order))) == {"manager@jobcenter"}
    handing = set(map(str, table.who_may("deliver_material")))
    assert {"counsellor_state@jobcenter", "counsellor_muni@jobcenter"} <= handing


LISE = Actor(id="lise", unit="jobcenter", roles=("manager",))


@pytest.fixture
def service(database_url):
    start = datetime(2011, 5, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    yield house
    house.close()


@pytest.mark.postgres
def test_v17_what_is_handed_over_is_what_the_guide_words_that_day(service):
    case = service.order(LISE, ENTER).case_id
    with pytest.raises(Rejected, match="education_already_entered"):
        service.order(LISE, ENTER)
    found = service.ask("education_guide", ANNA, has="primary_school_9,danish_3", age=20)
    assert [(each.education.code, each.education.version) for each in found] == [("helper", 1)]
    assert service.ask("education_guide", ANNA, has="danish_2", age=20) == []
    assert service.ask("education_guide", ANNA, area="construction") == []
    assert service.ask("education_guide", ANNA, on=date(2010, 12, 31)) == []
    assert len(service.ask("education_guide", ANNA, gives="vocational_certificate")) == 1
    visit = service.order(ANNA, RegisterArrival(P6, "education_guidance")).case_id
    entries = (EntryNamed("helper", 1),)
    other = (EntryNamed("helper", 2),)
    with pytest.raises(Rejected, match="education_not_in_guide"):
        service.order(ANNA, DeliverMaterial("education_guide", "2011-1", entries=other), visit)
    with pytest.raises(Rejected, match="entries_only_of_the_guide"):
        service.order(ANNA, DeliverMaterial("self_help", "2011-1", entries=entries), visit)
    service.order(ANNA, DeliverMaterial("education_guide", "2011-1", entries=entries), visit)
    [shown] = service.ask("reception_visits", ANNA, citizen=P6)
    assert shown.visit.materials[0].entries == (GuideEntry("helper", 1),)
    service.at(2012, 1, 1)
    service.order(LISE, REVISE, case)
    [now] = service.ask("education_guide", ANNA, code="helper")
    [then] = service.ask("education_guide", ANNA, code="helper", on=DEC_31)
    assert (now.education.months, then.education.months) == (24, 26)
    with pytest.raises(Rejected, match="education_not_in_guide"):
        service.order(ANNA, DeliverMaterial("education_guide", "2012-1", entries=entries), visit)
    service.order(LISE, WithdrawEducationStep("not_decided"), case)
    [back] = service.ask("education_guide", ANNA, code="helper")
    assert (back.education.version, back.education.valid_to) == (1, None)
