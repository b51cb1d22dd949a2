"""Every way to take something from a citizen without what the law asks for is refused."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_events import ReductionRefused
from services.benefit_service.domain.benefit_orders import (
    ChangePayment,
    SetUpPayment,
    StopPayment,
)
from services.benefit_service.domain.benefit_states import StopHearing
from services.benefit_service.domain.hearing_letter import Coverage
from services.benefit_service.domain.sanction_case import SANCTION_CASE
from services.benefit_service.domain.sanction_events import SanctionRefused
from services.benefit_service.domain.sanction_orders import DecideSanction, EffectuateSanction
from services.benefit_service.domain.sanction_states import KnownReason
from shared.eventlog.command import Command
from shared.eventlog.event import Event
from shared.period import Period
from tests.benefit_service.samples import (
    ANNA,
    CITIZEN,
    HEARD,
    HEARING,
    PAYING,
    POLICY,
    RECOMMENDED,
    REPORTED,
    ROBOT,
    benefit_facts,
    day,
    ready,
)
from tests.support.scenario import given

ROOM = Path(__file__).parents[2] / "services" / "benefit_service"
DECIDE = DecideSanction("Fravær uden rimelig grund.")
WAYS: dict[str, tuple[tuple[Event, ...], dict[str, Any], str]] = {
    "no hearing": ((RECOMMENDED,), {"hearing": None}, "hearing_missing"),
    "the hearing runs": (
        (RECOMMENDED,),
        {"hearing": replace(HEARD, finding=None)},
        "hearing_not_concluded",
    ),
    "the excuse was accepted": (
        (RECOMMENDED,),
        {"hearing": replace(HEARD, finding="excuse_accepted")},
        "excuse_accepted",
    ),
    "nobody recommended": ((), {}, "recommendation_missing"),
    "the recommender decides": (
        (replace(RECOMMENDED, recommended_by="bo"),),
        {},
        "recommender_may_not_decide",
    ),
    "a machine decides": ((RECOMMENDED,), {"actor": ROBOT}, "human_must_decide"),
    "a policy decides": ((RECOMMENDED,), {"actor": POLICY}, "human_must_decide"),
    "the jobcenter decides": ((RECOMMENDED,), {"actor": ANNA}, "wrong_unit"),
    "no written guidance": (
        (RECOMMENDED,),
        {"guidance_given_on": None},
        "written_guidance_missing",
    ),
    "guided on the day itself": (
        (RECOMMENDED,),
        {"guidance_given_on": day(14)},
        "written_guidance_missing",
    ),
    "guided afterwards": (
        (RECOMMENDED,),
        {"guidance_given_on": day(15)},
        "written_guidance_missing",
    ),
    "heard about other days": (
        (RECOMMENDED,),
        {"hearing": replace(HEARD, coverage=Coverage(day(1, 7), day(2, 7), continuing=True))},
        "absence_not_heard",
    ),
    "nothing recorded": ((RECOMMENDED,), {"attendance": ()}, "not_known_yet"),
    "no rule": ((RECOMMENDED,), {"law": None}, "rule_missing"),
    "a draft rule": (
        (RECOMMENDED,),
        {"law": None, "law_refused": "ruleset_draft"},
        "ruleset_draft",
    ),
    "the same day twice": (
        (RECOMMENDED,),
        {"deducted_before": (day(17),)},
        "day_already_deducted",
    ),
    "ill on one of the days": (
        (RECOMMENDED,),
        {"known_reasons": (KnownReason("sickness", Period(day(17), None)),)},
        "excuse_on_record",
    ),
    "too late": ((RECOMMENDED,), {"today": day(1, 10)}, "effectuation_deadline_passed"),
}


@pytest.mark.parametrize("way", WAYS)
def test_fvl_19_every_way_to_decide_a_sanction_without_its_grounds_is_refused(way: str) -> None:
    history, changes, code = WAYS[way]
    case = given(SANCTION_CASE, REPORTED, *history)
    facts = ready(**changes)
    refusal = case.when(DECIDE, facts).then_rejected(code)
    assert refusal.record == (SanctionRefused(CITIZEN, "decide_sanction", code, facts.actor.id),)
    assert case.blocks(DecideSanction, facts)[0] == code
    case.when(EffectuateSanction("2011-07"), facts).then_rejected("sanction_not_decided")


def test_a_summons_without_the_consequences_in_writing_carries_no_sanction() -> None:
    report = replace(REPORTED, consequences_in_writing=False)
    given(SANCTION_CASE, report, RECOMMENDED).when(DECIDE, ready()).then_rejected(
        "written_guidance_missing"
    )


def test_with_everything_in_place_it_is_decided() -> None:
    assert given(SANCTION_CASE, REPORTED, RECOMMENDED).when(DECIDE, ready()).refusal is None


def test_what_stands_in_the_way_is_listed_whole() -> None:
    codes = given(SANCTION_CASE, REPORTED).blocks(DecideSanction, ready(hearing=None, law=None))
    assert codes == ("hearing_missing", "recommendation_missing", "rule_missing")


CONCLUDED = StopHearing(HEARING, "moved_abroad", objection_accepted=False)
CUTS: list[tuple[Command, dict[str, Any], str]] = [
    (ChangePayment(999_999, day(1, 7)), {}, "reduction_needs_sanction_decision"),
    (ChangePayment(1, day(1, 1)), {}, "reduction_needs_sanction_decision"),
    (ChangePayment(1, day(1, 7)), {"actor": ROBOT}, "human_must_decide"),
    (SetUpPayment(1, day(1, 7)), {}, "payment_already_set_up"),
    (StopPayment("moved_abroad", day(1, 7), "x"), {}, "hearing_not_concluded"),
    (StopPayment("case_closed", day(1, 7), "x"), {}, "hearing_not_concluded"),
    (StopPayment("employment", day(1, 7), "x"), {}, "hearing_not_concluded"),
    (StopPayment("education", day(1, 7), "x"), {}, "hearing_not_concluded"),
    (
        StopPayment("employment", day(1, 7), "x"),
        {"stop_hearings": (CONCLUDED,)},
        "hearing_not_concluded",
    ),
    (
        StopPayment("moved_abroad", day(1, 7), "x"),
        {"stop_hearings": (replace(CONCLUDED, objection_accepted=True),)},
        "excuse_accepted",
    ),
    (
        StopPayment("moved_abroad", day(1, 7), "x"),
        {"stop_hearings": (CONCLUDED,), "actor": POLICY},
        "human_must_decide",
    ),
    (StopPayment("citizen_withdrew", day(1, 7), "x"), {"actor": ROBOT}, "human_must_decide"),
    (StopPayment("citizen_withdrew", day(1, 7), " "), {}, "reasons_missing"),
    (StopPayment("died", day(1, 7), "x"), {"actor": ANNA}, "wrong_unit"),
]


@pytest.mark.parametrize(("order", "changes", "code"), CUTS)
def test_fvl_19_every_other_way_to_pay_a_citizen_less_is_refused_and_recorded(
    order: Command, changes: dict[str, Any], code: str
) -> None:
    facts = benefit_facts(**changes)
    case = given(BENEFIT_CASE, *PAYING)
    refusal = case.when(order, facts).then_rejected(code)
    (recorded,) = refusal.record
    assert isinstance(recorded, ReductionRefused)
    assert (recorded.citizen, recorded.code) == (CITIZEN, code)
    assert recorded.tried_by == facts.actor.id
    assert given(BENEFIT_CASE, *PAYING, recorded).state == case.state


def test_no_policy_may_decide_effectuate_or_stop() -> None:
    table = yaml.safe_load((ROOM / "access.yaml").read_text("utf-8"))
    given_by_policies = {name for names in table["policies"].values() for name in names}
    assert "report_non_compliance" in given_by_policies
    assert not given_by_policies & {
        "decide_sanction",
        "effectuate_sanction",
        "correct_effectuation",
        "stop_payment",
        "change_payment",
        "set_up_payment",
        "decide_eligibility",
        "conclude_hearing",
    }
