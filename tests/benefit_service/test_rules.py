from datetime import date
from pathlib import Path

import pytest

from shared.eventlog.decider import Rejected
from shared.law.clocks import Clocks, Trigger, clocks, fold
from shared.law.deadline import DeadlineEvent, DeadlineMet, DeadlineRecomputed, DeadlineSet
from shared.law.rulebook import RuleBook
from tests.benefit_service.samples import HEARING, MESSAGE, SANCTION

RULES = Path(__file__).parents[2] / "services" / "benefit_service" / "rules"
BOOK = RuleBook.load([RULES])


def told(tag: str, on: date, key: str, **dates: date) -> list[DeadlineEvent]:
    trigger = Trigger(tag=tag, event_id=MESSAGE, effective_on=on, recorded_on=on, dates=dates)
    return clocks(BOOK, (key,), Clocks(), [trigger], {}, on)


def deadline(tag: str, on: date, key: str, **dates: date) -> DeadlineSet:
    (set_,) = told(tag, on, key, **dates)
    assert isinstance(set_, DeadlineSet)
    return set_


@pytest.mark.parametrize(
    ("served", "until"),
    [
        (date(2011, 6, 15), date(2011, 6, 22)),
        (date(2011, 5, 13), date(2011, 5, 23)),
        (date(2026, 4, 24), date(2026, 5, 1)),
    ],
)
def test_fvl_19_seven_days_to_answer_scenarios_6_and_7(served: date, until: date) -> None:
    running = deadline(
        "benefit_service.hearing_served", served, "hearing.min_days", served_on=served
    )
    assert running.timely_until == until
    assert running.kind == "citizen_duty"


def test_scenario_1_ten_days_to_a_notice_over_easter_2008() -> None:
    running = deadline(
        "visitation.citizen_registered",
        date(2008, 3, 13),
        "eligibility.notice",
        first_contact_on=date(2008, 3, 12),
    )
    assert (running.due, running.plan_by) == (date(2008, 3, 22), date(2008, 3, 19))
    assert running.timely_until == date(2008, 3, 22)


@pytest.mark.parametrize(
    ("absent", "until"),
    [(date(2026, 9, 15), date(2026, 12, 31)), (date(2011, 6, 14), date(2011, 9, 30))],
)
def test_law_35_3_three_whole_calendar_months_scenario_23b(absent: date, until: date) -> None:
    running = deadline(
        "benefit_service.sanction_decided",
        absent,
        "sanction.effectuate_within",
        day=absent,
    )
    assert running.timely_until == until


def test_law_67_four_weeks_to_appeal() -> None:
    decided = date(2011, 6, 23)
    running = deadline(
        "benefit_service.sanction_decided", decided, "appeal.deadline", decided_on=decided
    )
    assert running.timely_until == date(2011, 7, 21)


def test_law_67_four_weeks_to_complain_about_a_stop_or_a_refusal_of_the_benefit() -> None:
    decided = date(2011, 5, 5)
    tag = "benefit_service.appeal_guidance_given"
    running = deadline(tag, decided, "appeal.deadline", decided_on=decided)
    # Four weeks end on Ascension Day.
    assert (running.due, running.timely_until) == (date(2011, 6, 2), date(2011, 6, 3))


def test_a_corrected_day_of_service_moves_the_deadline() -> None:
    served = date(2011, 6, 15)
    running = told("benefit_service.hearing_served", served, "hearing.min_days", served_on=served)
    corrected = Trigger(
        tag="benefit_service.hearing_service_corrected",
        event_id=HEARING,
        effective_on=date(2011, 6, 17),
        recorded_on=date(2011, 6, 17),
        how="corrected",
        corrects=MESSAGE,
        dates={"served_on": date(2011, 6, 17)},
    )
    (moved,) = clocks(
        BOOK, ("hearing.min_days",), fold(running), [corrected], {}, date(2011, 6, 17)
    )
    assert isinstance(moved, DeadlineRecomputed)
    assert moved.timely_until == date(2011, 6, 24)


def test_an_answer_meets_the_deadline_and_new_facts_end_it() -> None:
    served = date(2011, 6, 15)
    running = told("benefit_service.hearing_served", served, "hearing.min_days", served_on=served)

    def after(tag: str) -> list[DeadlineEvent]:
        trigger = Trigger(
            tag=tag,
            event_id=SANCTION,
            effective_on=date(2011, 6, 20),
            recorded_on=date(2011, 6, 20),
        )
        return clocks(BOOK, ("hearing.min_days",), fold(running), [trigger], {}, date(2011, 6, 20))

    (met,) = after("benefit_service.hearing_answered")
    assert isinstance(met, DeadlineMet)
    for ends in ("benefit_service.hearing_withdrawn", "benefit_service.hearing_facts_amended"):
        assert len(after(ends)) == 1


def test_the_day_rate_is_known_for_one_band_of_one_year_and_refused_outside() -> None:
    key, in_2023 = "sanction.day_rate", date(2023, 5, 1)
    assert BOOK.table_value(key, in_2023, monthly_benefit_ore=575_099) == 20_000
    for on, amount in ((in_2023, 575_100), (date(2011, 6, 14), 1), (date(2026, 9, 15), 1)):
        with pytest.raises(Rejected) as refused:
            BOOK.table_value(key, on, monthly_benefit_ore=amount)
        assert refused.value.code == "rule_missing"


@pytest.mark.parametrize(
    "key",
    [
        "guidance.written",
        "sanction.offer_no_show",
        "sanction.interview_no_show",
        "sanction.effectuate_within",
    ],
)
def test_before_1_october_2009_and_in_a_draft_there_is_no_rule_to_sanction_by(key: str) -> None:
    assert BOOK.rule(key, date(2009, 10, 1)).valid_from == date(2009, 10, 1)
    for on, code in ((date(2009, 9, 30), "rule_missing"), (date(2027, 1, 1), "ruleset_draft")):
        with pytest.raises(Rejected) as refused:
            BOOK.rule(key, on)
        assert refused.value.code == code


@pytest.mark.parametrize("key", ["hearing.min_days", "hearing.required", "appeal.deadline"])
def test_the_hearing_and_the_appeal_hold_in_the_draft_too(key: str) -> None:
    assert BOOK.rule(key, date(2027, 1, 1)).key == key


def test_what_is_assumed_says_so() -> None:
    assert BOOK.rule("hearing.min_days", date(2011, 6, 15)).evidence == "A"
    assert BOOK.rule("sanction.effectuate_within", date(2011, 6, 14)).evidence == "A"
    assert BOOK.rule("sanction.effectuate_within", date(2026, 9, 15)).evidence == "V"


def test_an_installation_may_set_its_own_days_but_no_law() -> None:
    assert (
        RuleBook.load([RULES], {"hearing.min_days": 14})
        .rule("hearing.min_days", date(2011, 6, 15))
        .number
        == 14
    )
    with pytest.raises(ValueError, match="is law"):
        RuleBook.load([RULES], {"guidance.written": False})
