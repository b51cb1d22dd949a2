"""Which deadlines new facts start, fulfil, move and end."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.eventlog.decider import Rejected
from shared.law.arithmetic import reckon
from shared.law.clocks import Clocks, Trigger, clocks, fold
from shared.law.deadline import (
    DeadlineEvent,
    DeadlineMet,
    DeadlineMissed,
    DeadlineRecomputed,
    DeadlineSet,
    DeadlineWithdrawn,
)
from shared.law.keeper import missed
from shared.law.rulebook import RuleBook
from tests.shared.law.rows import a_rule

SERVED, ANSWERED = "benefit_service.hearing_served", "benefit_service.hearing_answered"
CORRECTED, WITHDRAWN = "benefit_service.service_corrected", "benefit_service.hearing_withdrawn"
KEY = "hearing.min_days"
BOOK = RuleBook.of([a_rule()])
SERVED_ON = date(2011, 6, 15)
LAST_DAY = date(2011, 6, 22)


def fact_id(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def fact(tag: str, on: date, name: str = "", **more: Any) -> Trigger:
    if isinstance(more.get("corrects"), str):
        more["corrects"] = fact_id(more["corrects"])
    recorded = more.pop("recorded_on", on)
    return Trigger(
        tag=tag, event_id=fact_id(name or tag), effective_on=on, recorded_on=recorded, **more
    )


def told(
    now: Clocks, *facts: Trigger, book: RuleBook = BOOK, today: date | None = None, **profile: Any
) -> list[DeadlineEvent]:
    day = today or max(one.recorded_on for one in facts)
    return clocks(book, book.keys(), now, facts, profile, day)


def after(*steps: Trigger | date, book: RuleBook = BOOK, now: Clocks | None = None) -> Clocks:
    """Tell facts one by one; a date is the deadline keeper's visit on that day."""
    so_far = now or Clocks()
    for step in steps:
        new: Sequence[Any] = (
            missed(so_far, step) if isinstance(step, date) else told(so_far, step, book=book)
        )
        so_far = fold(new, so_far)
    return so_far


def kinds(events: Sequence[DeadlineEvent]) -> list[type]:
    return [type(event) for event in events]


HEARD = after(fact(SERVED, SERVED_ON))


def test_fvl_19_a_served_hearing_starts_its_deadline() -> None:
    rule = BOOK.rule(KEY, SERVED_ON)
    trigger = fact(SERVED, SERVED_ON)
    assert told(Clocks(), trigger) == [
        DeadlineSet(
            deadline=f"{KEY}:{trigger.event_id.hex[-12:]}",
            rule_key=KEY,
            rule=rule.version,
            trigger=trigger.event_id,
            trigger_tag=SERVED,
            trigger_day=SERVED_ON,
            due=LAST_DAY,
            plan_by=LAST_DAY,
            timely_until=LAST_DAY,
            kind="citizen_duty",
            roll="next",
            law_ref="forvaltningsloven § 19",
            evidence="A",
            stops_on=(ANSWERED,),
            withdrawn_by=(WITHDRAWN,),
            warn_days=(3, 1),
        )
    ]


def test_the_same_trigger_twice_sets_nothing_new() -> None:
    assert told(HEARD, fact(SERVED, SERVED_ON)) == []


def test_a_fact_no_rule_names_changes_nothing() -> None:
    assert told(HEARD, fact("benefit_service.payment_raised", SERVED_ON)) == []


def test_another_fact_of_the_same_kind_has_a_deadline_of_its_own() -> None:
    both = after(fact(SERVED, date(2011, 6, 16), "again"), now=HEARD)
    assert [duty.due for duty in both.of_key(KEY)] == [LAST_DAY, date(2011, 6, 23)]
    assert both.of_key("another.key") == ()


def test_an_answer_on_the_last_day_is_in_time() -> None:
    (met,) = told(HEARD, fact(ANSWERED, LAST_DAY))
    assert isinstance(met, DeadlineMet)
    assert (met.on, met.late_by_days, met.by_tag) == (LAST_DAY, 0, ANSWERED)


def test_a_met_deadline_is_not_met_again() -> None:
    assert told(after(fact(ANSWERED, LAST_DAY), now=HEARD), fact(ANSWERED, LAST_DAY, "two")) == []


def test_an_answer_the_day_after_is_missed_and_then_met_late() -> None:
    missed_one, met = told(HEARD, fact(ANSWERED, LAST_DAY + timedelta(days=1)))
    assert isinstance(missed_one, DeadlineMissed)
    assert isinstance(met, DeadlineMet)
    assert met.late_by_days == 1


def test_what_the_keeper_noticed_is_not_missed_twice() -> None:
    noticed = after(LAST_DAY + timedelta(days=1), now=HEARD)
    (met,) = told(noticed, fact(ANSWERED, LAST_DAY + timedelta(days=2)))
    assert isinstance(met, DeadlineMet)
    assert met.late_by_days == 2


def test_an_answer_in_time_that_is_registered_late_turns_what_was_missed() -> None:
    noticed = after(LAST_DAY + timedelta(days=1), now=HEARD)
    late = fact(ANSWERED, LAST_DAY, recorded_on=LAST_DAY + timedelta(days=5))
    turned, met = told(noticed, late)
    assert isinstance(turned, DeadlineRecomputed)
    assert isinstance(met, DeadlineMet)
    assert (turned.because, turned.timely_until, met.late_by_days) == ("late_fact", LAST_DAY, 0)


def test_what_happened_before_the_trigger_does_not_fulfil_the_duty() -> None:
    assert told(HEARD, fact(ANSWERED, SERVED_ON - timedelta(days=1))) == []


def test_a_trigger_registered_after_its_last_day_is_missed_from_the_start() -> None:
    late = fact(SERVED, SERVED_ON, recorded_on=LAST_DAY + timedelta(days=1))
    assert kinds(told(Clocks(), late)) == [DeadlineSet, DeadlineMissed]


def test_start_and_answer_in_one_decision_are_taken_in_turn() -> None:
    events = told(Clocks(), fact(SERVED, SERVED_ON), fact(ANSWERED, SERVED_ON))
    assert kinds(events) == [DeadlineSet, DeadlineMet]


def test_a_fact_that_both_fulfils_and_starts_ends_the_old_and_begins_the_new() -> None:
    held = "visitation.interview_held"
    rule = a_rule("interview.interval", starts_on={"event": held}, stops_on=[held])
    book = RuleBook.of([rule])
    first = after(fact(held, SERVED_ON, "one"), book=book)
    events = told(first, fact(held, LAST_DAY, "two"), book=book)
    assert kinds(events) == [DeadlineMet, DeadlineSet]


def test_a_closing_fact_ends_what_is_still_to_be_done() -> None:
    (gone,) = told(HEARD, fact(WITHDRAWN, SERVED_ON))
    assert isinstance(gone, DeadlineWithdrawn)
    assert gone.because == "duty_gone"
    assert told(after(fact(ANSWERED, LAST_DAY), now=HEARD), fact(WITHDRAWN, LAST_DAY)) == []


@pytest.mark.parametrize("how", ["withdrawn", "annulled"])
def test_a_trigger_that_did_not_happen_leaves_no_deadline(how: str) -> None:
    back = fact("benefit_service.mistake_noted", SERVED_ON, corrects=SERVED, how=how)
    (gone,) = told(HEARD, back)
    assert isinstance(gone, DeadlineWithdrawn)
    assert gone.because == "trigger_withdrawn"
    assert fold([gone], HEARD) == Clocks()


def test_a_fact_that_takes_back_starts_nothing() -> None:
    assert told(Clocks(), fact(SERVED, SERVED_ON, corrects="other", how="withdrawn")) == []


def test_a_corrected_trigger_moves_the_deadline() -> None:
    moved_to = date(2011, 6, 17)
    (moved,) = told(HEARD, fact(CORRECTED, moved_to, corrects=SERVED, how="corrected"))
    assert isinstance(moved, DeadlineRecomputed)
    assert (moved.trigger_day, moved.timely_until) == (moved_to, date(2011, 6, 24))
    assert moved.because == "trigger_corrected"


def test_the_new_day_may_stand_beside_the_day_of_the_correction() -> None:
    correction = fact(
        CORRECTED, LAST_DAY, corrects=SERVED, how="corrected", replaces_day=date(2011, 6, 17)
    )
    (moved,) = told(HEARD, correction)
    assert isinstance(moved, DeadlineRecomputed)
    assert (moved.trigger_day, moved.on) == (date(2011, 6, 17), LAST_DAY)


def test_a_correction_of_a_correction_moves_it_again_whichever_it_names() -> None:
    once = after(
        fact(CORRECTED, date(2011, 6, 17), "c1", corrects=SERVED, how="corrected"), now=HEARD
    )
    for named in ("c1", SERVED):
        again = fact(CORRECTED, date(2011, 6, 16), "c2", corrects=named, how="superseded")
        (moved,) = told(once, again)
        assert isinstance(moved, DeadlineRecomputed)
        assert moved.timely_until == date(2011, 6, 23)


def test_a_corrected_trigger_gives_a_missed_deadline_its_time_back() -> None:
    noticed = after(LAST_DAY + timedelta(days=1), now=HEARD)
    correction = fact(CORRECTED, date(2011, 6, 20), corrects=SERVED, how="corrected")
    running = fold(told(noticed, correction, today=date(2011, 6, 24)), noticed)
    assert running.duties[0].state == "running"
    assert kinds(told(noticed, correction, today=date(2011, 6, 28))) == [
        DeadlineRecomputed,
        DeadlineMissed,
    ]


def test_a_corrected_trigger_judges_an_answer_anew() -> None:
    answered = after(fact(ANSWERED, LAST_DAY), now=HEARD)
    earlier = fact(CORRECTED, date(2011, 6, 14), corrects=SERVED, how="corrected")
    events = told(answered, earlier)
    assert kinds(events) == [DeadlineRecomputed, DeadlineMissed, DeadlineMet]
    assert fold(events, answered).duties[0].met == events[-1]
    assert events[-1].late_by_days == 1
    same_day = fact(CORRECTED, LAST_DAY, corrects=SERVED, how="corrected")
    assert kinds(told(answered, same_day)) == [DeadlineRecomputed, DeadlineMet]
    # The answer came before the hearing was really served, so it does not count.
    later = fact(CORRECTED, date(2011, 6, 23), corrects=SERVED, how="corrected")
    assert kinds(told(answered, later)) == [DeadlineRecomputed]


def test_a_withdrawn_answer_lets_the_deadline_run_again() -> None:
    answered = after(fact(ANSWERED, LAST_DAY), now=HEARD)
    back = fact("benefit_service.answer_withdrawn", LAST_DAY, corrects=ANSWERED, how="withdrawn")
    (again,) = told(answered, back)
    assert isinstance(again, DeadlineRecomputed)
    assert again.because == "fulfilment_withdrawn"
    reopened = fold([again], answered)
    assert reopened.duties[0].open
    # What no longer fulfils the duty is not corrected into fulfilling it.
    assert told(reopened, fact(CORRECTED, LAST_DAY, corrects=ANSWERED, how="corrected")) == []
    assert kinds(told(answered, back, today=LAST_DAY + timedelta(days=1))) == [
        DeadlineRecomputed,
        DeadlineMissed,
    ]


def test_a_corrected_answer_is_judged_by_its_new_day() -> None:
    answered = after(fact(ANSWERED, LAST_DAY), now=HEARD)
    late_day = LAST_DAY + timedelta(days=2)
    correction = fact(CORRECTED, late_day, "c1", corrects=ANSWERED, how="corrected")
    events = told(answered, correction)
    assert kinds(events) == [DeadlineRecomputed, DeadlineMissed, DeadlineMet]
    corrected = fold(events, answered)
    assert corrected.duties[0].fulfilled_by == (fact_id(ANSWERED), fact_id("c1"))
    for named in ("c1", ANSWERED):
        again = fact(CORRECTED, LAST_DAY, "c2", corrects=named, how="corrected")
        assert kinds(told(corrected, again, today=late_day)) == [DeadlineRecomputed, DeadlineMet]


def test_an_answer_corrected_to_before_the_trigger_no_longer_counts() -> None:
    answered = after(fact(ANSWERED, LAST_DAY), now=HEARD)
    before = fact(CORRECTED, SERVED_ON - timedelta(days=1), corrects=ANSWERED, how="corrected")
    (again,) = told(answered, before, today=LAST_DAY)
    assert isinstance(again, DeadlineRecomputed)
    assert again.because == "fulfilment_withdrawn"


def test_a_correction_of_something_else_changes_nothing() -> None:
    assert told(HEARD, fact(CORRECTED, LAST_DAY, corrects="other", how="corrected")) == []


YOUNG = a_rule(applies_to={"age": {"lt": 30}})


def test_a_rule_that_does_not_apply_starts_nothing() -> None:
    book = RuleBook.of([YOUNG])
    assert told(Clocks(), fact(SERVED, SERVED_ON), book=book, age=30) == []
    assert kinds(told(Clocks(), fact(SERVED, SERVED_ON), book=book, age=29)) == [DeadlineSet]


@pytest.mark.parametrize(
    ("rule", "on", "code"),
    [
        (a_rule(), date(1986, 12, 31), "rule_missing"),
        (a_rule("interview.first"), date(2027, 1, 1), "ruleset_draft"),
        (YOUNG, SERVED_ON, "not_known_yet"),
    ],
)
def test_a_clock_that_cannot_be_computed_refuses_the_decision(
    rule: Any, on: date, code: str
) -> None:
    with pytest.raises(Rejected, match=code):
        told(Clocks(), fact(SERVED, on), book=RuleBook.of([rule]))


def test_a_correction_to_a_citizen_the_rule_does_not_cover_takes_the_deadline_away() -> None:
    book = RuleBook.of([YOUNG])
    running = fold(told(Clocks(), fact(SERVED, SERVED_ON), book=book, age=29))
    correction = fact(CORRECTED, SERVED_ON, corrects=SERVED, how="corrected")
    (gone,) = told(running, correction, book=book, age=31)
    assert isinstance(gone, DeadlineWithdrawn)
    assert gone.because == "no_longer_applies"


def test_a_row_that_another_fact_starts_is_not_started_by_this_one() -> None:
    other = {"event": "benefit_service.letter_opened"}
    old = a_rule(valid_to="2010-12-31")
    new = a_rule(valid_from="2011-01-01", starts_on=other)
    book = RuleBook.of([old, new])
    assert told(Clocks(), fact(SERVED, SERVED_ON), book=book) == []
    served = fold(told(Clocks(), fact(SERVED, date(2010, 12, 31)), book=book))
    correction = fact(CORRECTED, date(2011, 1, 3), corrects=SERVED, how="corrected")
    assert kinds(told(served, correction, book=book)) == [DeadlineWithdrawn]


def test_a_clock_may_count_from_the_day_of_recording() -> None:
    book = RuleBook.of([a_rule(starts_on={"event": SERVED, "date": "recorded_on"})])
    served = fact(SERVED, SERVED_ON, recorded_on=date(2011, 6, 17))
    running = fold(told(Clocks(), served, book=book))
    assert running.duties[0].trigger_day == date(2011, 6, 17)
    correction = fact(CORRECTED, SERVED_ON, corrects=SERVED, how="corrected")
    (moved,) = told(running, correction, book=book)
    assert isinstance(moved, DeadlineRecomputed)
    assert moved.trigger_day == date(2011, 6, 17)


def test_a_clock_may_count_from_a_date_of_the_fact_itself() -> None:
    book = RuleBook.of([a_rule(starts_on={"event": SERVED, "date": "handed_over_on"})])
    handed_over = {"handed_over_on": date(2011, 6, 16)}
    running = fold(told(Clocks(), fact(SERVED, SERVED_ON, dates=handed_over), book=book))
    assert running.duties[0].trigger_day == date(2011, 6, 16)
    with pytest.raises(KeyError, match="handed_over_on"):
        told(Clocks(), fact(SERVED, SERVED_ON), book=book)


def test_weeks_without_benefit_are_not_counted() -> None:
    book = RuleBook.of([a_rule(value=26, unit="weeks_on_benefit", roll="none")])
    ended = fact(SERVED, date(2008, 8, 29))
    weeks = ("2008-W46", "2008-W47", "2008-W48", "2008-W49")
    (set_,) = told(Clocks(), ended, book=book, weeks_without_benefit=weeks)
    assert isinstance(set_, DeadlineSet)
    assert set_.due == date(2009, 3, 29)


def test_only_the_rules_asked_for_start_clocks() -> None:
    assert clocks(BOOK, (), Clocks(), [fact(SERVED, SERVED_ON)], {}, SERVED_ON) == []


DAYS = st.integers(0, 30).map(lambda days: SERVED_ON + timedelta(days=days))


@given(
    served=DAYS,
    corrected=st.none() | DAYS,
    answered=st.none() | DAYS,
    known_after=st.integers(0, 20),
    looked=st.integers(0, 60),
    visits=st.lists(DAYS, max_size=3),
)
def test_what_became_of_a_deadline_is_what_plain_reckoning_says(  # noqa: PLR0917 - all are drawn
    served: date,
    corrected: date | None,
    answered: date | None,
    known_after: int,
    looked: int,
    visits: list[date],
) -> None:
    """Whatever the order in which things became known, the end is the same."""
    steps: list[tuple[date, Trigger | date]] = [(served, fact(SERVED, served))]
    if corrected is not None:
        known = max(served, corrected)
        steps.append(
            (known, fact(CORRECTED, corrected, corrects=SERVED, how="corrected", recorded_on=known))
        )
    if answered is not None:
        known = max(served, answered, corrected or served) + timedelta(days=known_after)
        steps.append((known, fact(ANSWERED, answered, recorded_on=known)))
    steps += [(visit, visit) for visit in visits]
    today = max(day for day, _ in steps) + timedelta(days=looked)
    in_order = [step for _, step in sorted(steps, key=lambda pair: pair[0])]
    duty = after(*in_order, today).duties[0]

    from_day = corrected or served
    last = reckon(from_day, 7, "days", "next").timely_until
    assert (duty.trigger_day, duty.timely_until) == (from_day, last)
    if answered is not None and answered >= from_day:
        assert duty.state == "met"
        assert duty.met is not None
        assert duty.met.late_by_days == max(0, (answered - last).days)
    else:
        assert duty.state == ("missed" if last < today else "running")


def test_a_correction_that_could_start_the_clock_moves_the_one_that_runs() -> None:
    starts = [{"event": SERVED}, {"event": CORRECTED}]
    book = RuleBook.of([a_rule(starts_on=starts, applies_to={"age": {"lt": 30}})])
    correction = fact(CORRECTED, date(2011, 6, 16), corrects=SERVED, how="corrected")
    running = fold(told(Clocks(), fact(SERVED, SERVED_ON), book=book, age=29))
    assert kinds(told(running, correction, book=book, age=29)) == [DeadlineRecomputed]
    # The one first registered as too old had no clock; the correction starts it.
    assert told(Clocks(), fact(SERVED, SERVED_ON), book=book, age=31) == []
    assert kinds(told(Clocks(), correction, book=book, age=29)) == [DeadlineSet]
