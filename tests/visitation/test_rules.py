from datetime import date
from itertools import product
from typing import get_args

import pytest

from services.visitation.cases.citizen import CLOCKS
from services.visitation.domain.codes import TargetGroup
from services.visitation.domain.contact_attempts import ContactChannel
from services.visitation.domain.follow_up import FollowUpModel
from shared.eventlog.decider import Rejected
from shared.law.arithmetic import reckon
from shared.law.rulebook import RuleBook
from tests.visitation.house import ROOM

BOOK = RuleBook.load([ROOM / "visitation" / "rules"])
GROUPS = get_args(TargetGroup)


NEW: dict[str, object] = {
    "labour_market_ready": False,
    "self_supporting": False,
    "matched": False,
    "cv_registered": False,
    "interviews_held": 0,
    "no_shows": 0,
    "changed_from": "none",
    "care_duty": False,
    "changed_group": "none",
}
"""What the course of a case says of a citizen who was just registered."""


def profile(basis: str, group: str, age: int, **more: object) -> dict[str, object]:
    return {**NEW, "benefit_basis": basis, "target_group": group, "age": age, **more}


def timely(key: str, day: date, facts: dict[str, object]) -> date:
    rule = BOOK.rule(key, day, facts)
    return reckon(day, rule.number, rule.time_unit, rule.roll).timely_until


def test_h1_the_first_interview_is_due_three_months_after_registration():
    p1 = profile("cash_benefit", "tg2_cash_ready", 27)
    assert timely("interview.first", date(2008, 3, 12), p1) == date(2008, 6, 12)


def test_h1_the_cv_is_due_in_a_month_and_rolls_from_saturday_to_monday():
    p1 = profile("cash_benefit", "tg2_cash_ready", 27)
    assert timely("cv.register", date(2008, 3, 12), p1) == date(2008, 4, 14)


def test_h3_the_insured_under_30_is_seen_within_a_month():
    p3 = profile("ui_benefit", "tg1_insured", 24)
    assert timely("interview.first", date(2011, 1, 3), p3) == date(2011, 2, 3)


@pytest.mark.parametrize(
    ("day", "facts", "due"),
    [
        (date(2011, 5, 2), profile("ui_benefit", "tg1_insured", 30), date(2011, 8, 2)),
        (date(2009, 7, 31), profile("ui_benefit", "tg1_insured", 24), date(2009, 10, 31)),
        (date(2011, 5, 2), profile("cash_benefit", "tg2_cash_ready", 19), date(2011, 5, 9)),
        (date(2011, 5, 2), profile("cash_benefit", "tg2_cash_ready", 20), date(2011, 8, 2)),
        (date(2014, 5, 2), profile("education_benefit", "tg12_education_ready", 24),
         date(2014, 5, 9)),
        (date(2026, 7, 6), profile("cash_benefit", "tg2_cash_ready", 40), date(2026, 7, 13)),
    ],
)  # fmt: skip
def test_lab_16_18_the_first_interview_by_age_basis_and_year(day, facts, due):
    assert timely("interview.first", day, facts) == due


def test_from_july_2015_only_cash_and_education_benefit_have_a_first_interview():
    with pytest.raises(Rejected, match="not_applicable"):
        BOOK.rule("interview.first", date(2015, 7, 1), profile("ui_benefit", "tg1_insured", 40))


@pytest.mark.parametrize("year", range(2007, 2027))
def test_nobody_is_turned_away_from_registration_for_want_of_a_rule(year):
    for key, group, basis in product(CLOCKS, GROUPS, ("cash_benefit", "ui_benefit", "sick_pay")):
        code = None
        try:
            BOOK.rule(key, date(year, 8, 1), profile(basis, group, 25))
        except Rejected as refusal:
            code = refusal.code
        assert code in {None, "not_applicable"}, (key, group, basis)


def test_the_cv_duty_is_only_that_of_groups_one_and_two_from_registration():
    with pytest.raises(Rejected, match="not_applicable"):
        BOOK.rule(
            "cv.register",
            date(2011, 5, 2),
            profile("cash_benefit", "tg3_cash_other_problems", 40),
        )


def test_an_unknown_age_is_asked_for_where_it_decides():
    facts = {"benefit_basis": "cash_benefit", "target_group": "tg2_cash_ready"}
    facts |= {"changed_from": "none"}
    with pytest.raises(Rejected, match="not_known_yet"):
        BOOK.rule("interview.first", date(2011, 5, 2), facts)
    assert BOOK.rule("interview.first", date(2014, 5, 2), facts).number == 1


@pytest.mark.parametrize(
    ("day", "group", "required"),
    [
        (date(2013, 12, 31), "tg3_cash_other_problems", False),
        (date(2014, 1, 1), "tg3_cash_other_problems", True),
        (date(2014, 1, 1), "tg13_activity_ready_under_30", True),
        (date(2014, 1, 1), "tg2_cash_ready", False),
    ],
)
def test_las_35_the_activity_ready_must_be_sought_from_2014(day, group, required):
    assert BOOK.rule("contact.attempts", day, {"target_group": group}).value is required


@pytest.mark.parametrize(
    ("day", "basis", "required"),
    [
        (date(2007, 1, 1), "cash_benefit", True),
        (date(2013, 12, 31), "cash_benefit", True),
        (date(2013, 12, 31), "ui_benefit", False),
        (date(2014, 1, 1), "education_benefit", True),
    ],
)
def test_lab_9_an_offer_must_stand_in_a_plan_before_it_can_carry_a_sanction(day, basis, required):
    rule = BOOK.rule("job_plan.before_sanction", day, {"benefit_basis": basis})
    assert rule.value is required


def test_las_35_the_activity_ready_must_be_sought_by_speech_and_in_writing():
    ways = BOOK.rule("contact.ways", date(2014, 1, 1))
    assert ways.figures["ways"] == [["phone", "visit"], ["digital_post", "letter"]]
    assert ways.evidence == "A"
    known = {channel for way in ways.figures["ways"] for channel in way}
    assert known <= set(get_args(ContactChannel))
    with pytest.raises(Rejected, match="rule_missing"):
        BOOK.rule("contact.ways", date(2013, 12, 31))


def test_what_2027_will_ask_is_a_draft_and_answers_nothing():
    with pytest.raises(Rejected, match="ruleset_draft"):
        BOOK.rule("contact.attempts", date(2027, 1, 1), {"target_group": "tg2_cash_ready"})


UI, CASH = ("ui_benefit", "tg1_insured"), ("cash_benefit", "tg2_cash_ready")
ACTIVITY_READY = ("cash_benefit", "tg3_cash_other_problems")


@pytest.mark.parametrize(
    ("key", "day", "who", "due", "interviews"),
    [
        ("interview.interval", date(2011, 1, 31), UI, date(2011, 4, 30), None),
        ("interview.interval", date(2008, 2, 20), ACTIVITY_READY, date(2008, 5, 20), None),
        ("interview.count_first_6m", date(2015, 7, 1), UI, date(2016, 1, 1), 6),
        ("interview.count_first_6m", date(2019, 12, 31), UI, date(2020, 6, 30), 6),
        ("interview.count_first_6m", date(2020, 1, 1), UI, date(2020, 7, 1), 4),
        ("interview.count_first_6m", date(2023, 12, 31), CASH, date(2024, 6, 30), 4),
        ("interview.count_first_6m", date(2026, 6, 30), CASH, date(2026, 12, 30), 4),
        ("interview.count_first_6m", date(2026, 7, 6), CASH, date(2027, 1, 6), 4),
        ("interview.count_12m", date(2014, 1, 1), ACTIVITY_READY, date(2015, 1, 1), 4),
        ("interview.first.fund", date(2024, 1, 1), UI, date(2024, 1, 15), None),
        ("interview.count_first_3m.fund", date(2024, 1, 1), UI, date(2024, 4, 1), 3),
        ("interview.count_first_3m.fund", date(2026, 7, 1), UI, date(2026, 10, 1), 2),
        ("interview.count_m4_6.jobcenter", date(2026, 6, 30), UI, date(2026, 12, 30), 3),
        ("interview.count_m4_6.municipal", date(2026, 7, 1), UI, date(2027, 1, 1), 2),
        ("interview.intensive", date(2015, 7, 1), UI, date(2016, 11, 1), None),
    ],
)
def test_d1_each_dated_row_gives_its_day_and_its_number(key, day, who, due, interviews):
    rule = BOOK.rule(key, day, profile(*who, 40))
    assert reckon(day, rule.number, rule.time_unit, rule.roll).timely_until == due
    assert rule.figures.get("interviews") == interviews


@pytest.mark.parametrize(
    ("key", "day", "who"),
    [
        ("interview.interval", date(2014, 1, 1), UI),
        ("interview.interval.weeks", date(2008, 12, 31), UI),
        ("interview.count_first_6m", date(2015, 6, 30), UI),
        ("interview.count_first_6m", date(2019, 12, 31), CASH),
        ("interview.count_first_6m", date(2024, 1, 1), UI),
        ("interview.count_first_6m", date(2026, 7, 1), ACTIVITY_READY),
        ("interview.count_12m", date(2020, 1, 1), ACTIVITY_READY),
        ("interview.count_12m", date(2014, 1, 1), CASH),
        ("interview.first.fund", date(2023, 12, 31), UI),
        ("interview.count_m4_6.jobcenter", date(2026, 7, 1), UI),
        ("interview.count_m4_6.municipal", date(2026, 6, 30), UI),
        ("interview.intensive", date(2015, 6, 30), UI),
        ("interview.on_request", date(2019, 12, 31), UI),
        ("match.reassess", date(2009, 12, 31), UI),
    ],
)
def test_d1_outside_its_dates_a_row_asks_nothing(key, day, who):
    with pytest.raises(Rejected, match="not_applicable"):
        BOOK.rule(key, day, profile(*who, 40, matched=True))


@pytest.mark.parametrize(
    ("day", "model"),
    [
        (date(2010, 4, 25), "m5"),
        (date(2010, 4, 26), "m3"),
        (date(2013, 12, 31), "m3"),
        (date(2014, 1, 1), "r2014"),
    ],
)
def test_the_match_model_changes_on_its_day(day, model):
    assert BOOK.rule("match.model", day).value == model


def test_h21_group_three_owes_a_cv_from_an_upgrade_and_easter_moves_it():
    p21 = profile(*ACTIVITY_READY, 40, labour_market_ready=True)
    assert timely("cv.register", date(2008, 2, 20), p21) == date(2008, 3, 25)
    with pytest.raises(Rejected, match="not_applicable"):
        BOOK.rule("cv.register", date(2008, 2, 20), {**p21, "cv_registered": True})


@pytest.mark.parametrize(
    ("ready", "no_shows", "model"),
    [(False, 0, "individual"), (False, 2, "home_visit"), (True, 2, "higher_frequency"),
     (True, 1, "group")],
)  # fmt: skip
def test_v06_the_rules_suggest_a_follow_up_model(ready, no_shows, model):
    who = profile(*CASH, 40, labour_market_ready=ready, no_shows=no_shows)
    assert BOOK.rule("followup.suggestion", date(2011, 6, 1), who).value == model


@pytest.mark.parametrize("ready", [True, False])
def test_v06_who_cares_for_somebody_is_rung_up_unless_interviews_were_missed(ready):
    who = profile(*CASH, 40, labour_market_ready=ready, care_duty=True)
    assert BOOK.rule("followup.suggestion", date(2011, 6, 1), who).value == "telephone"
    missed = BOOK.rule("followup.suggestion", date(2011, 6, 1), {**who, "no_shows": 2})
    assert missed.value in {"higher_frequency", "home_visit"}


def test_v06_each_model_of_the_catalogue_has_a_rule_that_says_when():
    rows = [each for each in BOOK.rules() if each.key == "followup.suggestion"]
    assert {each.value for each in rows} == set(get_args(FollowUpModel))


@pytest.mark.parametrize(
    ("barriers", "resources", "segment"),
    [(0, 2, 1), (0, 1, 2), (1, 2, 3), (2, 0, 4), (3, 3, 5), (8, 0, 6)],
)
def test_v50_barriers_and_resources_make_a_segment(barriers, resources, segment):
    found = BOOK.table_value(
        "segment.by_barriers", date(2011, 6, 1), barriers=barriers, resources=resources
    )
    assert found == segment
