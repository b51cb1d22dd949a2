"""A decision without an amount gets one when the rate for its day is loaded, and nothing else."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from services.benefit_service import messages as told
from services.benefit_service.domain.benefit_orders import ChangePayment
from services.benefit_service.domain.sanction_events import (
    AppealDecided,
    SanctionAmountAssessed,
    SanctionDecided,
    SanctionEffectuated,
)
from services.benefit_service.domain.sanction_orders import (
    AssessAmount,
    DecideAppeal,
    DecideSanction,
    EffectuateSanction,
    FlagForReview,
    RegisterAppeal,
    ReverseSanction,
)
from services.benefit_service.domain.sanction_states import Decided, SanctionFacts
from shared.law.deadline import DeadlineSet
from shared.law.rulebook import RuleBook
from tests.benefit_service.conftest import ROOM, Counter
from tests.benefit_service.samples import (
    ANNA,
    CITIZEN,
    CITIZEN_CASE,
    LAW,
    READY,
    ROBOT,
    day,
    ready,
    rule,
)
from tests.benefit_service.test_sanction_afterwards import WORK_IN_JUNE
from tests.benefit_service.test_sanction_case import DECIDE, decided, refused, reported
from tests.benefit_service.test_stories import refused as refused_there
from tests.benefit_service.test_stories_of_rates import MISSED, pays, until_ready
from tests.support.scenario import Given

RATE = rule("sanction.day_rate", "aktivloven § 35 stk. 4")
NO_RATE = ready(day_rate=None, rate_refused="rule_missing")
ORDER = AssessAmount(RATE.version, "Satsen for juni 2011 er nu indlæst.")
BY_28_JULY = replace(LAW, appeal_by=day(28, 7))


def loaded(**changes: Any) -> SanctionFacts:
    """Thursday 30 June 2011: the rate is loaded, and everything else stands as it did."""
    return replace(ready(today=day(30), law=BY_28_JULY, day_rate=40_000, rate_rule=RATE), **changes)


def without_amount() -> Given:
    return reported().and_then(DECIDE, NO_RATE)


def assessed() -> Given:
    return without_amount().and_then(ORDER, loaded())


# -- it happens ---------------------------------------------------------------------------------


def test_law_35_the_amount_is_assessed_by_the_rule_the_officer_names() -> None:
    (told_,) = without_amount().when(ORDER, loaded()).events
    assert isinstance(told_, SanctionAmountAssessed)
    assert (told_.rule, told_.day_rate, told_.amount) == (RATE.version, 40_000, 160_000)
    assert (told_.assessed_by, told_.assessed_on, told_.appeal_by) == ("bo", day(30), day(28, 7))
    paragraphs = [(one.outcome, one.rule) for one in told_.assessments]
    assert paragraphs == [
        ("amount_assessed", RATE.version),
        ("still_in_time", LAW.effectuation.version),
        ("can_be_appealed", LAW.appeal.version),
    ]


def test_law_25_the_letter_tells_the_amount_and_how_to_complain_before_anything_is_taken() -> None:
    (told_,) = without_amount().when(ORDER, loaded()).events
    assert told_.letter == (
        "I afgørelsen af 23. juni 2011 er der truffet afgørelse om fradrag for 4 dage. Satsen var"
        " ikke kendt, da afgørelsen blev truffet. Efter aktivloven § 35 stk. 4 er den 400,00 kr."
        " om dagen, i alt 1.600,00 kr. Afgørelsen og dens begrundelse er ellers uændret. Du kan"
        " klage over beløbet senest den 28.07.2011. Klagen sendes til Ydelsesservice."
    )


def test_the_decision_and_the_hearing_stay_as_they_were() -> None:
    before, after = without_amount().state, assessed().state
    assert isinstance(after, Decided)
    assert after.decision == before.decision
    assert (after.decision.amount, after.amount) == (None, 160_000)


def test_an_assessed_amount_is_taken_from_the_payment() -> None:
    assessed().when(EffectuateSanction("2011-07"), loaded()).then(
        SanctionEffectuated(CITIZEN, (day(14), day(15), day(16), day(17)), 160_000, "2011-07")
    )


# -- it is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"actor": ROBOT}, "human_must_decide"),
        ({"actor": ANNA}, "wrong_unit"),
        ({"today": day(1, 10)}, "effectuation_deadline_passed"),
        ({"rate_rule": None, "day_rate": None, "rate_refused": "rule_missing"}, "rule_missing"),
        (
            {"day_rate": None, "rate_refused": "monthly_amount_not_known"},
            "monthly_amount_not_known",
        ),
        ({"rate_rule": None, "rate_refused": "ruleset_draft"}, "ruleset_draft"),
        ({"law": None, "law_refused": "ruleset_draft"}, "ruleset_draft"),
    ],
)
def test_an_amount_is_refused_and_the_attempt_kept(changes: dict[str, Any], code: str) -> None:
    facts = loaded(**changes)
    refusal = without_amount().when(ORDER, facts).then_rejected(code)
    assert refusal.record == refused("assess_amount", code, facts.actor.id)


def test_an_amount_is_refused_without_reasons_without_a_decision_or_where_it_is_known() -> None:
    without_amount().when(AssessAmount(RATE.version, " "), loaded()).then_rejected(
        "reasons_missing"
    )
    reported().when(ORDER, loaded()).then_rejected("sanction_not_decided")
    decided().when(ORDER, loaded()).then_rejected("amount_already_known")
    reversed_ = without_amount().and_then(ReverseSanction("late_fact", "Syg."), READY)
    reversed_.when(ORDER, loaded()).then_rejected("case_closed")


def test_an_amount_waits_until_a_late_fact_is_looked_at() -> None:
    flagged = without_amount().and_then(FlagForReview(WORK_IN_JUNE), READY)
    flagged.when(ORDER, loaded()).then_rejected("review_open")


def test_nothing_is_taken_before_the_amount_is_assessed() -> None:
    without_amount().when(EffectuateSanction("2011-07"), loaded()).then_rejected("amount_not_known")


# -- it is repeated -----------------------------------------------------------------------------


def test_the_same_rule_assesses_once() -> None:
    assessed().when(ORDER, loaded()).then_rejected("amount_already_assessed")
    taken = assessed().and_then(EffectuateSanction("2011-07"), loaded())
    taken.when(ORDER, loaded()).then_rejected("already_effectuated")


def test_a_rate_that_was_put_right_assesses_anew_until_it_is_taken() -> None:
    right = replace(RATE, version="sanction.day_rate@2009-10-01#111111111111")
    again = loaded(rate_rule=right, day_rate=30_000, today=day(4, 7))
    (told_,) = assessed().when(AssessAmount(right.version, "Rettet sats."), again).events
    assert (told_.amount, told_.assessed_on) == (120_000, day(4, 7))
    after = assessed().and_then(AssessAmount(right.version, "Rettet sats."), again)
    assert after.state.amount == 120_000


# -- it collides --------------------------------------------------------------------------------


def test_a_rule_that_was_replaced_in_between_is_named_in_the_refusal() -> None:
    newer = replace(RATE, version="sanction.day_rate@2009-10-01#111111111111")
    refusal = (
        without_amount().when(ORDER, loaded(rate_rule=newer)).then_rejected("another_rule_in_force")
    )
    assert refusal.detail == {"rule_in_force": newer.version}
    assert refusal.record == refused("assess_amount", "another_rule_in_force")


# -- the appeal ---------------------------------------------------------------------------------


def test_law_67_the_time_to_complain_about_the_amount_runs_from_its_letter() -> None:
    appeal = RegisterAppeal(day(25, 7), "Beløbet er for højt.")
    later = loaded(today=day(26, 7))
    (late,) = without_amount().when(appeal, later).events
    (timely,) = assessed().when(appeal, later).events
    assert (late.in_time, timely.in_time) == (False, True)


def test_an_appeal_that_was_settled_before_does_not_close_the_way_for_the_amount() -> None:
    settled = (
        without_amount()
        .and_then(RegisterAppeal(day(24), "Jeg var syg."), loaded())
        .and_then(DecideAppeal("upheld", "Rigtig."), loaded())
    )
    assert any(isinstance(one, AppealDecided) for one in settled.history)
    settled.when(RegisterAppeal(day(29), "x"), loaded()).then_rejected("already_appealed")
    after = settled.and_then(ORDER, loaded())
    assert len(after.when(RegisterAppeal(day(30), "For meget."), loaded()).events) == 1
    waiting = without_amount().and_then(RegisterAppeal(day(24), "Jeg var syg."), loaded())
    still = waiting.and_then(ORDER, loaded())
    still.when(RegisterAppeal(day(30), "x"), loaded()).then_rejected("already_appealed")


# -- on a real log ------------------------------------------------------------------------------


def load_rate(counter: Counter, folder: Path, ore: int) -> str:
    """Load the second band of 2023 as an operator does: a row that supersedes the known one."""
    for path in (ROOM / "rules").glob("*.yaml"):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (known,) = (one for one in counter.office.rules.rules() if one.key == "sanction.day_rate")
    table = folder / "sanction.day_rate.yaml"
    said = table.read_text("utf-8")
    both_bands = said.partition("rows:\n")[2].replace(
        "        value: 20000\n",
        "        value: 20000\n"
        "      - when: {monthly_benefit_ore: {gte: 575100}}\n"
        f"        value: {ore}\n"
        f'    supersedes: "{known.version}"\n',
    )
    table.write_text(said + both_bands, "utf-8")
    counter.office.rules = RuleBook.load([folder])
    return counter.office.rules.rule("sanction.day_rate", MISSED).version


@pytest.mark.postgres
def test_a_story_the_rate_is_loaded_in_june_and_the_sanction_effectuated_in_july(
    counter_2023: Counter, tmp_path: Path
) -> None:
    pays(counter_2023, 1_000_000)
    case, _ = until_ready(counter_2023)
    counter_2023.told("sanction_recommendation-1", told.ContactRestored(CITIZEN, case, MISSED))
    counter_2023.order(DecideSanction("Udeblev uden grund."), case)
    (row,) = counter_2023.ask("sanction_list", citizen=CITIZEN).cases
    assert (row.case.amount, row.case.amount_refused) == (None, "rule_missing")
    unread = AssessAmount("sanction.day_rate@2023-01-01#000000000000", "x")
    refused_there(counter_2023, "rule_missing", unread, case)

    counter_2023.at(6, 20)
    version = load_rate(counter_2023, tmp_path, 31_000)
    refused_there(counter_2023, "another_rule_in_force", unread, case)
    counter_2023.order(AssessAmount(version, "Satsen for 2023 er indlæst."), case)
    (amount,) = counter_2023.of(SanctionAmountAssessed)
    assert (amount.amount, amount.rule) == (31_000, version)
    assert amount.appeal_by == date(2023, 7, 18)
    counter_2023.order(EffectuateSanction("2023-07"), case)

    (taken,) = counter_2023.of(SanctionEffectuated)
    assert (taken.days, taken.amount) == ((MISSED,), 31_000)
    (row,) = counter_2023.ask("sanction_list", citizen=CITIZEN).cases
    assert (row.case.amount, row.case.amount_refused) == (31_000, None)
    appeals = [
        one for one in counter_2023.of(DeadlineSet) if one.rule.startswith("appeal.deadline@")
    ]
    assert [one.due for one in appeals] == [date(2023, 6, 23), date(2023, 7, 18)]
    assert len(counter_2023.of(SanctionDecided)) == 1
    assessed_by = next(f for f in counter_2023.facts() if isinstance(f.event, type(amount)))
    assert assessed_by.meta.basis is not None
    decision = next(f for f in counter_2023.facts() if isinstance(f.event, SanctionDecided))
    assert assessed_by.meta.basis.events == (decision.meta.event_id,)


@pytest.mark.postgres
def test_a_raise_after_the_day_is_no_ground_for_a_higher_deduction(
    counter_2023: Counter, tmp_path: Path
) -> None:
    pays(counter_2023, 575_000)
    case, _ = until_ready(counter_2023)
    counter_2023.told("sanction_recommendation-1", told.ContactRestored(CITIZEN, case, MISSED))
    counter_2023.order(ChangePayment(900_000, date(2023, 6, 1)), CITIZEN_CASE)
    load_rate(counter_2023, tmp_path, 31_000)
    counter_2023.order(DecideSanction("Udeblev uden grund."), case)
    (decision,) = counter_2023.of(SanctionDecided)
    assert decision.amount == 20_000
