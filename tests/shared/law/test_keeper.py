"""What the deadline keeper finds."""

from dataclasses import replace as changed
from datetime import date
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace as changed_row

from shared.law.clocks import Clocks, Trigger, clocks, evolve, fold
from shared.law.deadline import DeadlineMet, DeadlineMissed, DeadlineRecomputed
from shared.law.keeper import followed, kept, missed, recomputed
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook
from shared.law.rulefile import RuleError
from tests.shared.law.rows import a_rule

SERVED = "benefit_service.hearing_served"
ON = date(2009, 7, 29)
OLD = a_rule(valid_to="2009-07-31")
NEW = a_rule(valid_from="2009-08-01", value=14)


def book(*rules: Rule, transition: str = "recompute", status: str = "historical") -> RuleBook:
    plain = RuleBook.of(rules)
    sets = tuple(
        msgspec.structs.replace(one, transition=transition, status=status)
        if one.id == "2010"
        else one
        for one in plain.sets
    )
    return changed(plain, sets=sets)


def served(on: date = ON, rule: Rule = OLD) -> Clocks:
    fact = Trigger(tag=SERVED, event_id=UUID(int=7), effective_on=on, recorded_on=on)
    return fold(clocks(RuleBook.of([rule]), [rule.key], Clocks(), [fact], {}, on))


def test_a_deadline_is_missed_the_day_after_its_last_day_and_only_once() -> None:
    running = served()
    assert missed(running, date(2009, 8, 5)) == []
    (one,) = missed(running, date(2009, 8, 6))
    assert one.timely_until == date(2009, 8, 5)
    assert missed(fold([one], running), date(2009, 8, 7)) == []


def test_a_running_deadline_keeps_its_day_over_a_change_of_the_law() -> None:
    assert recomputed(book(OLD, NEW, transition="keep"), served(), date(2009, 8, 3)) == []


def test_a_set_that_says_so_counts_running_deadlines_anew_once() -> None:
    running, rules = served(), book(OLD, NEW)
    (moved,) = recomputed(rules, running, date(2009, 8, 3))
    assert (moved.because, moved.rule) == ("new_ruleset", NEW.version)
    assert (moved.trigger_day, moved.timely_until) == (ON, date(2009, 8, 12))
    assert moved.on == date(2009, 8, 1)
    assert recomputed(rules, fold([moved], running), date(2009, 8, 4)) == []


def test_no_set_counts_weeks_on_benefit_anew() -> None:
    """Which weeks were without benefit is not kept with the deadline: it would come too early."""
    rows = [changed_row(each, unit="weeks_on_benefit", roll="none") for each in (OLD, NEW)]
    anew = book(OLD, NEW).sets
    with pytest.raises(RuleError, match=r"^2010 would count hearing\.min_days@.* anew"):
        RuleBook.of(rows, sets=anew)
    RuleBook.of(rows)
    RuleBook.of([OLD, NEW], sets=anew)


def test_new_law_moves_a_deadline_before_it_is_missed() -> None:
    rules, running = book(OLD, NEW), served()
    assert [type(event) for event in kept(rules, running, date(2009, 8, 12))] == [
        DeadlineRecomputed
    ]
    assert [type(event) for event in kept(rules, running, date(2009, 8, 13))] == [
        DeadlineRecomputed,
        DeadlineMissed,
    ]
    assert [type(event) for event in kept(book(OLD), running, date(2009, 8, 6))] == [DeadlineMissed]


def test_nothing_is_counted_anew_before_the_set_begins_or_by_a_draft() -> None:
    assert recomputed(book(OLD, NEW), served(), date(2009, 7, 31)) == []
    assert recomputed(book(OLD, NEW, status="draft"), served(), date(2009, 8, 3)) == []


def test_what_began_later_ended_before_or_has_no_new_row_stays() -> None:
    today = date(2009, 8, 30)
    assert recomputed(book(OLD, NEW), served(date(2009, 8, 3), NEW), today) == []
    assert recomputed(book(OLD, NEW), served(date(2009, 7, 20)), today) == []
    assert recomputed(book(OLD), served(), today) == []


def test_what_ends_on_the_first_day_of_the_set_still_runs_into_it() -> None:
    old = a_rule(value=8, roll="none", valid_to="2009-07-31")
    ends_that_day = served(date(2009, 7, 24), old)
    assert ends_that_day.duties[0].timely_until == date(2009, 8, 1)
    assert len(recomputed(book(old, NEW), ends_that_day, date(2009, 8, 1))) == 1


def test_what_is_told_of_a_withdrawn_deadline_does_not_bring_it_back() -> None:
    for late in (
        DeadlineMissed(deadline="x", rule_key="k", timely_until=ON),
        DeadlineMet(deadline="x", rule_key="k", by=UUID(int=1), by_tag="a.b", on=ON),
    ):
        assert evolve(Clocks(), late) == Clocks()


def test_other_facts_change_no_deadline() -> None:
    running = served()
    assert evolve(running, "something else") is running
    assert isinstance(recomputed(book(OLD, NEW), running, date(2009, 8, 3))[0], DeadlineRecomputed)


def test_the_rules_another_row_follows_are_found_by_their_version() -> None:
    rules = book(OLD, NEW)
    begun = next(one for one in rules.sets if one.id == "2010")
    assert followed(rules, begun) == [OLD.version]
    assert followed(book(OLD), begun) == []
