"""What `blocks` lists is what `decide` refuses with, and every history survives JSON and replay."""

from functools import reduce
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.benefit_service.domain import Event
from services.benefit_service.domain.benefit_events import EligibilityNoticeCalledOff
from services.benefit_service.domain.benefit_states import StopHearing
from services.benefit_service.domain.hearing_states import HearingFacts
from services.benefit_service.domain.information_form import FormFacts
from services.benefit_service.domain.late_fact import LateFact
from services.benefit_service.domain.sanction_states import KnownReason
from services.benefit_service.wiring import SERVICE
from shared.casework.declare import CaseType
from shared.eventlog.codec import Codec
from shared.eventlog.decider import Rejected
from shared.eventlog.event import Event as AnyEvent
from shared.eventlog.row import Row
from shared.period import Period
from shared.privacy.personal import Erased
from tests.benefit_service.samples import (
    ABOUT,
    ANNA,
    BENEFIT,
    BO,
    CITIZEN,
    HEARD,
    HEARING,
    LAW,
    LETTER,
    MESSAGE,
    PAYING,
    POLICY,
    READY,
    RECOMMENDATION,
    RECOMMENDED,
    REPORT_EVENT,
    REPORTED,
    ROBOT,
    SANCTION,
    SHEET,
    benefit_facts,
    day,
    hearing_facts,
    recorded,
)
from tests.benefit_service.test_sanction_case import decided, effectuated

ACTORS = st.sampled_from([BO, BO, BO, ANNA, ROBOT, POLICY])
DAYS = st.dates(day(1), day(30, 9))
CODEC = Codec(Event)
LATE = (
    LateFact("employment_recorded", MESSAGE, Period(day(1), day(30))),
    LateFact("relied_on_fact_corrected", HEARING, corrects=RECOMMENDATION),
    LateFact("attendance_corrected", REPORT_EVENT, Period(day(1, 9)), placement=SANCTION),
)
WITHOUT_NOTICE = (*PAYING[:2], EligibilityNoticeCalledOff(CITIZEN, "case_closed"))
# Walks begin at every stage, for chance alone seldom comes as far as a decision.
STARTS: dict[str, tuple[tuple[AnyEvent, ...], ...]] = {
    "sanction_case": ((), (REPORTED, RECOMMENDED), decided().history, effectuated().history),
    "party_hearing": ((), (LETTER,)),
    "benefit_case": ((), PAYING[:2], PAYING[:4], PAYING, WITHOUT_NOTICE),
    "information_form": ((),),
}
st.register_type_strategy(UUID, st.sampled_from([CITIZEN, SANCTION, RECOMMENDATION, MESSAGE]))


@st.composite
def sanction_facts(draw: Any) -> Any:
    heard = st.sampled_from(
        [
            None,
            HEARD,
            HEARD,
            replace(HEARD, finding=None),
            replace(HEARD, finding="excuse_accepted"),
        ]
    )
    return replace(
        READY,
        today=draw(DAYS),
        actor=draw(ACTORS),
        already_reported=draw(st.booleans()),
        hearing=draw(heard),
        guidance_given_on=draw(st.sampled_from([None, day(2, 5), day(2, 5)])),
        law=draw(st.sampled_from([None, LAW, LAW])),
        attendance=draw(st.sampled_from([(), SHEET, SHEET])),
        known_reasons=draw(st.sampled_from([(), (KnownReason("sickness", Period(day(15))),)])),
        day_rate=draw(st.sampled_from([None, 40000])),
    )


@st.composite
def facts_of_hearing(draw: Any) -> HearingFacts:
    return hearing_facts(
        draw(DAYS),
        actor=draw(ACTORS),
        about=draw(st.sampled_from([None, ABOUT, ABOUT, replace(ABOUT, open=False)])),
        timely_until=draw(st.sampled_from([None, day(22)])),
        decided=draw(st.booleans()),
        names_continuing=draw(st.booleans()),
    )


@st.composite
def facts_of_benefit(draw: Any) -> Any:
    hearing = StopHearing(HEARING, "moved_abroad", objection_accepted=draw(st.booleans()))
    return benefit_facts(
        draw(DAYS),
        actor=draw(ACTORS),
        stop_hearings=draw(st.sampled_from([(), (hearing,)])),
    )


FACTS: dict[str, st.SearchStrategy[Any]] = {
    "sanction_case": sanction_facts(),
    "party_hearing": facts_of_hearing(),
    "benefit_case": facts_of_benefit(),
    "information_form": st.builds(FormFacts, DAYS),
}


def orders(case: CaseType[Any]) -> st.SearchStrategy[Any]:
    """Any order of the case type, with any content its struct allows."""
    texts = st.sampled_from(["x", "Fordi.", "", " "])
    return st.one_of(
        [st.builds(act.command, **_fields(act.command, texts)) for act in case.commands]
    )


def _fields(command: Any, texts: st.SearchStrategy[str]) -> dict[str, st.SearchStrategy[Any]]:
    known: dict[str, st.SearchStrategy[Any]] = {
        "reasons": st.one_of(texts, st.just(Erased())),
        "benefit_basis": st.sampled_from(["cash_benefit", "ui_benefit"]),
        "reason": texts,
        "facts": st.one_of(st.none(), texts) if command.__name__ == "ServeHearing" else texts,
        "statement": texts,
        "grounds": texts,
        "month": st.sampled_from(["2011-05", "2011-06", "2011-07", "2011-10"]),
        "monthly_amount": st.integers(1, 3),
        "day": DAYS,
        "on": st.one_of(st.none(), DAYS)
        if command.__name__ in {"ServeHearing", "AmendFacts"}
        else DAYS,
        "from_": DAYS,
        "first_contact_on": DAYS,
        "recommended_on": DAYS,
        "absence_from": st.one_of(st.none(), DAYS),
        "recommended_by": st.sampled_from(["anna", "bo"]),
        "benefit_case": st.sampled_from([None, BENEFIT]),
        "fact": st.sampled_from(LATE),
        "report_event": st.sampled_from([None, REPORT_EVENT]),
    }
    return {name: known[name] for name in command.__struct_fields__ if name in known}


@pytest.mark.parametrize("case", SERVICE.cases, ids=lambda case: case.name)
def test_what_blocks_lists_is_what_decide_refuses_with(case: CaseType[Any]) -> None:
    decider, facts_of = case.decider, FACTS[case.name]

    @settings(max_examples=60, deadline=None)
    @for_all(
        st.sampled_from(STARTS[case.name]),
        st.lists(st.tuples(orders(case), facts_of), max_size=8),
    )
    def holds(start: tuple[AnyEvent, ...], steps: list[tuple[Any, Any]]) -> None:
        history = list(start)
        state = reduce(decider.evolve, history, decider.initial)
        for order, facts in steps:
            blocked = decider.blocks(type(order), state, facts)
            answered = _answer(case, order, state, facts)
            if isinstance(answered, Rejected):
                assert not blocked or answered.code == blocked[0]
                assert blocked or answered.code != "not_allowed_now"
                for record in answered.record:
                    assert decider.evolve(state, record) == state
                continue
            assert not blocked
            new = [one for one in answered if isinstance(one, AnyEvent)]
            history += new
            for event in new:
                state = decider.evolve(state, event)
        replayed = decider.initial
        for event in history:
            read = _through_json(event, case.name)
            assert read == event
            replayed = decider.evolve(replayed, read)
        assert replayed == state

    holds()


def _answer(case: CaseType[Any], order: Any, state: Any, facts: Any) -> Any:
    try:
        return case.decider.decide(order, state, facts)
    except Rejected as refusal:
        return refusal


def _through_json(event: AnyEvent, case_type: str) -> AnyEvent:
    fact = recorded(event, f"{case_type}-{SANCTION}")
    row = Row(
        epoch=1,
        position=1,
        previous=0,
        event_id=fact.meta.event_id,
        stream=fact.stream,
        version=1,
        tag=fact.tag,
        subjects=(),
        effective_on=fact.meta.effective_on,
        recorded_at=fact.recorded_at,
        state=CODEC.encode(event, fact.meta),
        previous_hash=b"",
    )
    read: AnyEvent = CODEC.read("benefit_service", row).event
    return read
