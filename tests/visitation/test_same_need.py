"""V-30, X-04, X-10: service depends on the need, and the same work has the same access."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any, get_args

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from services.offers.wiring import SERVICE as OFFERS
from services.visitation.cases.citizen_facts import open_file, profile
from services.visitation.cases.service_suggestions import needs_of
from services.visitation.domain.case_file import Open
from services.visitation.domain.citizen_case import CloseCase, citizen_case
from services.visitation.domain.codes import GROUP_OF, BenefitBasis, TargetGroup
from services.visitation.domain.contact_course import CitizenSummoned, InterviewNoShow
from services.visitation.domain.follow_up import ChooseFollowUpModel
from services.visitation.domain.match import MatchAssessed
from services.visitation.domain.registration import CitizenRegistered, RegisterCitizen
from services.visitation.domain.standing import (
    Barrier,
    BarriersNoted,
    Known,
    NoteBarriers,
    Resource,
)
from services.visitation.wiring import SERVICE
from shared.access.table import load_access
from shared.casework.declare import Service
from shared.eventlog.decider import Rejected
from shared.law.rulebook import RuleBook
from shared.privacy.personal import Erased
from tests.support.database import make_service
from tests.visitation.cases import P6
from tests.visitation.house import ROOM, OneService
from tests.visitation.recommendations import ANNA

BOOK = RuleBook.load([ROOM / "visitation" / "rules"])
DAY = date(2011, 6, 1)
SUGGESTING = (
    "service.by_need",
    "followup.suggestion",
    "interview.standard",
    "segment.by_barriers",
    "reception.service",
    "reception.steps",
    "referral.checklist",
)
# What only chooses the deadlines of the law.
LIVES_ON = {"benefit_basis", "target_group", "age", "authority"}

bases, groups = st.sampled_from(get_args(BenefitBasis)), st.sampled_from(get_args(TargetGroup))
barriers = st.frozensets(st.sampled_from(get_args(Barrier)))
resources = st.frozensets(st.sampled_from(get_args(Resource)))


def lives_on(basis: BenefitBasis, group: TargetGroup, age: int, state: bool) -> CitizenRegistered:
    """Return a registration: only this differs between two citizens with the same needs."""
    return CitizenRegistered(
        citizen=P6,
        benefit_basis=basis,
        target_group=GROUP_OF.get(basis, group),
        age=age,
        authority="state" if state else "municipal",
        channel="reception",
        first_contact_on=DAY,
        registered_on=DAY,
    )


someone = st.builds(lives_on, bases, groups, st.integers(16, 66), st.booleans())


def needs(stand_in_way: Sequence[str], help_: Sequence[str], missed: int, ready: bool) -> list[Any]:
    """Return the facts that tell of a need: match, missed interviews, barriers and resources."""
    match = MatchAssessed(
        citizen=P6, model="m3", value="1" if ready else "2", ready=ready, elements=(),
        health="", reason=None, assessed_on=DAY, assessed_by="anna",
    )  # fmt: skip
    told: list[Any] = [match]
    for number in range(missed):
        day = date(2011, 6, 2 + number)
        at = datetime(2011, 6, 2 + number, 8, tzinfo=UTC)
        told += [CitizenSummoned(P6, at, day, "letter", True), InterviewNoShow(P6, day, True)]
    return [*told, BarriersNoted(P6, tuple(stand_in_way), tuple(help_), 3, DAY)]


some_needs = st.builds(
    needs,
    barriers.map(sorted),
    resources.map(sorted),
    st.integers(0, 3),
    st.booleans(),
)


def suggested(who: CitizenRegistered, told: Sequence[Any]) -> dict[str, Any]:
    """Return everything that is suggested for a citizen, from the facts of the case."""
    file = open_file(reduce(citizen_case.evolve, [who, *told], citizen_case.initial))
    assert isinstance(file, Open)
    known = profile(file, None)
    stand_in_way, help_ = file.known.barriers
    assert isinstance(stand_in_way, tuple)
    assert isinstance(help_, tuple)
    counted = {"barriers": len(stand_in_way), "resources": len(help_)}
    return {
        "services": [
            BOOK.rule("service.by_need", DAY, {**known, "need": need}).value
            for need in needs_of(file)
        ],
        "follow_up": BOOK.rule("followup.suggestion", DAY, known).value,
        "interview": BOOK.rule("interview.standard", DAY, known).figures,
        "segment": BOOK.table_value("segment.by_barriers", DAY, **counted),
    }


@settings(max_examples=200, deadline=None)
@for_all(someone, someone, some_needs)
def test_v30_two_citizens_with_the_same_need_are_suggested_the_same(one, other, told):
    assert suggested(one, told) == suggested(other, told)


def test_v30_another_need_is_suggested_something_else():
    who = lives_on("cash_benefit", "tg2_cash_ready", 27, state=False)
    found = [
        suggested(who, needs(stand_in_way, (), missed, ready))
        for stand_in_way, missed, ready in [
            ((), 0, True), (("language",), 0, True), (("debt", "housing"), 0, True),
            (("language",), 2, True), (("language",), 2, False),
        ]
    ]  # fmt: skip
    assert [each["services"] for each in found] == [
        ["job_service"], ["language_unit"], ["debt_advice", "social_services"],
        ["language_unit"], ["language_unit"],
    ]  # fmt: skip
    assert [each["follow_up"] for each in found] == [
        "group", "group", "group", "higher_frequency", "home_visit",
    ]  # fmt: skip


@pytest.mark.parametrize("key", SUGGESTING)
def test_v30_no_rule_that_suggests_asks_what_the_citizen_lives_on(key):
    asked = {name for rule in BOOK.rules() if rule.key == key for name in rule.applies_to}
    lines = [line.when for rule in BOOK.rules() if rule.key == key for line in rule.rows_data]
    assert not LIVES_ON & (asked | {name for line in lines for name in line})


def test_every_barrier_has_a_service_and_nothing_noted_or_erased_has_none():
    assert {
        need: BOOK.rule("service.by_need", DAY, {"need": need}).applies_to
        for need in (*get_args(Barrier), "none")
        if not BOOK.rule("service.by_need", DAY, {"need": need}).applies_to
    } == {}
    assert needs_of(None) == ()
    who = lives_on("cash_benefit", "tg2_cash_ready", 27, state=False)
    file = open_file(citizen_case.evolve(citizen_case.initial, who))
    assert isinstance(file, Open)
    assert needs_of(file) == ()
    gone = BarriersNoted(P6, Erased(), Erased(), 3, DAY)
    erased = open_file(reduce(citizen_case.evolve, [who, gone], citizen_case.initial))
    assert isinstance(erased, Open)
    assert erased.known != Known()
    assert needs_of(erased) == ()


@pytest.fixture
def service(database_url: str) -> Iterator[OneService]:
    start = datetime(2007, 1, 2, tzinfo=UTC)
    house = OneService(SERVICE, make_service(database_url, "visitation"), start)
    house.at(2011, 6, 1)
    yield house
    house.close()


@pytest.mark.postgres
def test_v30_what_is_suggested_names_the_need_and_its_rule(service):
    assert service.ask("suggested_services", ANNA, citizen=P6) == []
    order = RegisterCitizen(
        citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27
    )
    case = service.order(ANNA, order).case_id
    assert service.ask("suggested_services", ANNA, citizen=P6) == []
    service.order(ANNA, NoteBarriers(("language", "debt"), ("network",)), case)
    debt, language = service.ask("suggested_services", ANNA, citizen=P6)
    assert (debt.need, debt.service) == ("debt", "debt_advice")
    assert (language.service, language.citizen) == ("language_unit", P6)
    assert language.rule.startswith("service.by_need@2007-01-01#")


def allowed(of: Service, role: str) -> set[str]:
    """Return what a role of the jobcenter may order."""
    table = load_access(ROOM / of.name / "access.yaml", of, ("deadlines",))
    orders = (act.name for case in of.cases for act in case.commands)
    wanted = {f"{role}@jobcenter", f"{role}@*"}
    return {name for name in orders if wanted & set(table.who_may(name))}


@pytest.mark.parametrize("of", [SERVICE, OFFERS], ids=lambda of: of.name)
def test_x04_staff_for_match_4_and_5_enter_all_that_other_counsellors_enter(of):
    assert allowed(of, "counsellor_m45") == allowed(of, "counsellor_muni") != set()


@pytest.mark.parametrize("of", [SERVICE, OFFERS], ids=lambda of: of.name)
def test_x10_both_halves_of_the_jobcenter_have_the_same_tools(of):
    # C.8: applications for pension, rehabilitation and flex job are the municipality's alone.
    applications = {act.name for case in of.cases if case.name == "application_case"
                    for act in case.commands}  # fmt: skip
    only_muni = allowed(of, "counsellor_muni") - allowed(of, "counsellor_state")
    assert only_muni <= applications
    assert allowed(of, "counsellor_state") <= allowed(of, "counsellor_muni")


@pytest.mark.parametrize("of", [SERVICE, OFFERS], ids=lambda of: of.name)
def test_x10_both_halves_of_the_jobcenter_read_the_same(of):
    table = load_access(ROOM / of.name / "access.yaml", of, ("deadlines",))

    def read_by(role: str) -> set[str]:
        wanted = {f"{role}@jobcenter", f"{role}@*"}
        return {name for name, rights in table.queries.items() if wanted & set(map(str, rights))}

    applications = {"application_case", "applications", "own_applications"}
    assert read_by("counsellor_muni") - read_by("counsellor_state") <= applications
    assert read_by("counsellor_state") <= read_by("counsellor_muni") == read_by("counsellor_m45")


@pytest.mark.postgres
def test_v06_the_suggestion_is_shown_before_anybody_chooses(service):
    assert service.ask("suggested_follow_up", ANNA, citizen=P6) == []
    order = RegisterCitizen(citizen=P6, benefit_basis="ui_benefit", age=40)
    mine = service.order(ANNA, order).case_id
    (shown,) = service.ask("suggested_follow_up", ANNA, citizen=P6)
    assert (shown.model, shown.chosen) == ("individual", None)
    service.order(ANNA, NoteBarriers(("care_duty",), ()), mine)
    (shown,) = service.ask("suggested_follow_up", ANNA, citizen=P6)
    assert shown.model == "telephone"
    assert shown.rule.startswith("followup.suggestion@")
    with pytest.raises(Rejected, match="other_model_needs_reason"):
        service.order(ANNA, ChooseFollowUpModel("group"), mine)
    service.order(ANNA, ChooseFollowUpModel("telephone"), mine)
    assert service.ask("suggested_follow_up", ANNA, citizen=P6)[0].chosen == "telephone"
    service.order(ANNA, CloseCase("job"), mine)
    assert service.ask("suggested_follow_up", ANNA, citizen=P6) == []
