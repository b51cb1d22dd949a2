"""Deadlines that stand still while a citizen is exempt, and run on afterwards."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from shared.law.clocks import Clocks, Duty, Trigger, clocks, fold
from shared.law.deadline import (
    DeadlineEvent,
    DeadlineMet,
    DeadlineMissed,
    DeadlineRecomputed,
    DeadlineSet,
    Pause,
)
from shared.law.keeper import kept, missed
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook
from tests.shared.law.rows import a_rule
from tests.shared.law.test_clocks import fact, fact_id, kinds
from tests.shared.law.test_keeper import book as book_that_recounts

REGISTERED, HELD, CLOSED = "visitation.registered", "visitation.held", "visitation.closed"
EXEMPT, ENDED = "visitation.exemption_granted", "visitation.exemption_ended"
ILL, WELL = "visitation.sick_reported", "visitation.recovery_reported"
MENDED = "visitation.record_mended"
BIRTH, ILLNESS = "maternity", "serious_illness"
KEY = "interview.first"


def a_duty(**changes: Any) -> Rule:
    row: dict[str, Any] = {
        "value": 10,
        "kind": "authority_duty",
        "roll": "none",
        "starts_on": {"event": REGISTERED},
        "stops_on": [HELD],
        "withdrawn_by": [CLOSED],
        "paused_by": [{"event": EXEMPT, "kinds": [BIRTH, ILLNESS]}, ILL],
        "resumed_by": [{"event": ENDED, "after": [EXEMPT]}, {"event": WELL, "after": [ILL]}],
    }
    return a_rule(KEY, **{**row, **changes})


BOOK = RuleBook.of([a_duty()])
DAY0 = date(2011, 3, 1)  # a Tuesday; due on Friday 11 March


def day(number: int) -> date:
    return DAY0 + timedelta(days=number)


def told(
    now: Clocks,
    *facts: Trigger,
    earlier: Sequence[Trigger] = (),
    today: date | None = None,
    book: RuleBook = BOOK,
) -> list[DeadlineEvent]:
    known = today or max(one.recorded_on for one in facts)
    return clocks(book, book.keys(), now, facts, {}, known, earlier)


def after(*steps: Trigger | date, book: RuleBook = BOOK) -> Clocks:
    """Tell facts one by one, with those before; a date is the deadline keeper's visit."""
    now, before = Clocks(), list[Trigger]()
    for step in steps:
        if isinstance(step, date):
            now = fold(missed(now, step), now)
        else:
            now = fold(told(now, step, earlier=before, book=book), now)
            before.append(step)
    return now


def only(now: Clocks) -> Duty:
    (duty,) = now.duties
    return duty


def exempt(number: int, kind: str | None = BIRTH, **more: Any) -> Trigger:
    return fact(EXEMPT, day(number), kind=kind, **more)


def ended(number: int, kind: str | None = None, **more: Any) -> Trigger:
    return fact(ENDED, day(number), kind=kind, **more)


START = fact(REGISTERED, DAY0)
RUNNING = after(START)
PAUSED = after(START, exempt(4))


def test_lab_an_exemption_stops_the_clock_from_its_day() -> None:
    (paused,) = told(RUNNING, exempt(4))
    assert isinstance(paused, DeadlineRecomputed)
    assert (paused.because, paused.on, paused.paused_since) == ("paused", day(4), day(4))
    assert (paused.due, paused.due_without_pauses) == (day(10), day(10))
    assert paused.by_tag == EXEMPT
    duty = only(PAUSED)
    assert (duty.state, duty.paused_since, duty.open) == ("paused", day(4), True)


def test_a_paused_deadline_is_never_missed() -> None:
    assert missed(PAUSED, day(4000)) == []
    assert told(PAUSED, fact("visitation.other", day(400))) == []


def test_the_end_of_an_exemption_moves_the_deadline_by_the_days_it_lasted() -> None:
    (resumed,) = told(PAUSED, ended(11))
    assert isinstance(resumed, DeadlineRecomputed)
    assert (resumed.because, resumed.on, resumed.paused_since) == ("resumed", day(11), None)
    # Seven days moved: Friday 11 March becomes Friday 18 March.
    assert (resumed.due, resumed.plan_by, resumed.timely_until) == (day(17), day(17), day(17))
    now = fold([resumed], PAUSED)
    assert only(now).state == "running"
    assert kinds(missed(now, day(18))) == [DeadlineMissed]
    assert missed(now, day(17)) == []


def test_the_moved_day_is_rolled_and_planned_like_any_other() -> None:
    book = RuleBook.of([a_duty(roll="next")])
    duty = only(after(START, exempt(4), ended(5), book=book))
    # 12 March is a Saturday.
    assert (duty.due, duty.timely_until) == (day(11), day(13))
    plain = only(after(START, exempt(4), ended(5)))
    assert (plain.due, plain.timely_until, plain.plan_by) == (day(11), day(11), day(10))


def test_a_pause_of_no_days_moves_nothing() -> None:
    duty = only(after(START, exempt(4), ended(4)))
    assert (duty.state, duty.due) == ("running", day(10))


def test_only_the_kinds_the_rule_names_stop_the_clock() -> None:
    assert told(RUNNING, exempt(4, "holiday")) == []
    assert told(RUNNING, exempt(4, None)) == []
    assert kinds(told(RUNNING, exempt(4, ILLNESS))) == [DeadlineRecomputed]


def test_a_row_without_pauses_never_stands_still() -> None:
    book = RuleBook.of([a_duty(paused_by=[], resumed_by=[])])
    assert told(after(START, book=book), exempt(4), book=book) == []


def test_what_ends_no_pause_changes_nothing() -> None:
    assert told(RUNNING, ended(5)) == []
    assert told(PAUSED, ended(3)) == []  # it ended before this one began
    assert told(PAUSED, fact(WELL, day(5))) == []
    assert told(after(START, exempt(4), ended(6)), ended(8, name="again")) == []


def test_who_is_exempt_for_two_reasons_stays_so_until_both_are_gone() -> None:
    both = after(START, exempt(4), exempt(6, ILLNESS, name="ill"))
    first = fold(told(both, ended(8, BIRTH)), both)
    assert (only(first).state, only(first).paused_since) == ("paused", day(4))
    second = fold(told(first, ended(11, ILLNESS, name="e2")), first)
    assert (only(second).state, only(second).due) == ("running", day(17))
    # An end that does not say of which ends all.
    assert only(fold(told(both, ended(8)), both)).state == "running"


def test_recovery_does_not_end_an_exemption() -> None:
    both = after(START, exempt(4), fact(ILL, day(5)), fact(WELL, day(7)))
    assert only(both).state == "paused"
    assert only(fold(told(both, ended(11)), both)).due == day(17)


def test_two_pauses_one_after_the_other_move_it_twice() -> None:
    twice = (START, exempt(4), ended(6), exempt(8, name="x2"), ended(11, name="e2"))
    assert only(after(*twice)).due == day(15)


def test_a_pause_on_the_last_timely_day_still_stops_the_clock_and_one_after_it_does_not() -> None:
    assert kinds(told(RUNNING, exempt(10))) == [DeadlineRecomputed]
    assert kinds(told(RUNNING, exempt(11))) == [DeadlineMissed]
    assert told(after(START, day(11)), exempt(11)) == []


def test_a_pause_known_late_gives_a_missed_deadline_its_time_back() -> None:
    noticed = after(START, day(11))
    late = exempt(4, recorded_on=day(20))
    assert kinds(told(noticed, late)) == [DeadlineRecomputed]
    paused = fold(told(noticed, late), noticed)
    assert only(paused).state == "paused"
    over = ended(9, recorded_on=day(20))
    events = told(paused, over)
    assert kinds(events) == [DeadlineRecomputed, DeadlineMissed]
    assert only(fold(events, paused)).timely_until == day(15)


def test_a_pause_known_late_judges_an_interview_anew() -> None:
    noticed = after(START, day(11), fact(HELD, day(14)))
    late = exempt(4, recorded_on=day(20))
    events = told(noticed, late)
    assert kinds(events) == [DeadlineRecomputed, DeadlineMet]
    in_time = fold(events, noticed)
    assert (only(in_time).state, only(in_time).met.late_by_days) == ("met", 0)  # type: ignore[union-attr]  # it is met
    # Exempt for three days only: the thirteenth was the last, so one day late.
    events = told(in_time, ended(7, recorded_on=day(20)))
    assert kinds(events) == [DeadlineRecomputed, DeadlineMissed, DeadlineMet]
    assert only(fold(events, in_time)).met.late_by_days == 1  # type: ignore[union-attr]  # it is met


def test_an_interview_held_in_time_is_left_alone_by_a_pause_known_late() -> None:
    held = after(START, fact(HELD, day(9)))
    assert told(held, exempt(4, recorded_on=day(20))) == []
    too_late = after(START, day(11), fact(HELD, day(14)))
    assert told(too_late, exempt(12, recorded_on=day(20))) == []


def test_what_is_done_while_the_clock_stands_still_is_not_late() -> None:
    events = told(PAUSED, fact(HELD, day(90)))
    assert kinds(events) == [DeadlineMet]
    assert events[0].late_by_days == 0  # type: ignore[union-attr]  # just seen to be met


def test_the_end_of_the_pause_is_told_of_what_was_met_in_it() -> None:
    held = after(START, exempt(4), fact(HELD, day(90)))
    events = told(held, ended(100))
    assert kinds(events) == [DeadlineRecomputed, DeadlineMet]
    gone = fact(MENDED, day(101), corrects=HELD, how="withdrawn")
    again = only(fold(told(fold(events, held), gone), fold(events, held)))
    assert (again.state, again.due) == ("running", day(106))


def test_a_withdrawn_pause_is_undone() -> None:
    back = fact(MENDED, day(8), corrects=EXEMPT, how="withdrawn")
    (undone,) = told(PAUSED, back)
    assert isinstance(undone, DeadlineRecomputed)
    assert (undone.because, undone.pauses, undone.due) == ("pause_withdrawn", (), day(10))
    assert undone.due_without_pauses is None
    assert only(fold([undone], PAUSED)) == only(RUNNING)
    # Withdrawn long after, the days that passed count again.
    over = after(START, exempt(4), ended(11))
    late = fact(MENDED, day(15), corrects=EXEMPT, how="annulled")
    assert kinds(told(over, late)) == [DeadlineRecomputed, DeadlineMissed]
    # What is withdrawn cannot be corrected back.
    assert told(fold([undone], PAUSED), mended(EXEMPT, 5, "again"), today=day(9)) == []


def mended(corrects: str, number: int, name: str = "mended", **more: Any) -> Trigger:
    more = {"corrects": corrects, "how": "corrected", "recorded_on": day(30), **more}
    return fact(MENDED, day(number), name, **more)


def test_a_corrected_pause_moves_the_deadline_by_its_true_days() -> None:
    over = after(START, exempt(4), ended(11))
    longer = fold(told(over, mended(EXEMPT, 2)), over)
    assert only(longer).due == day(19)
    again = fold(told(longer, mended("mended", 6, "m2")), longer)
    assert only(again).due == day(15)
    first = told(again, mended(EXEMPT, 4, "m3"))
    assert only(fold(first, again)).due == day(17)


def test_a_pause_corrected_to_a_kind_that_does_not_count_is_none() -> None:
    (undone,) = told(PAUSED, mended(EXEMPT, 4, kind="holiday"), today=day(9))
    assert isinstance(undone, DeadlineRecomputed)
    assert undone.because == "pause_withdrawn"
    still = fold(told(PAUSED, mended(EXEMPT, 4, kind=ILLNESS), today=day(9)), PAUSED)
    assert only(fold(told(still, ended(11, BIRTH)), still)).state == "paused"
    assert only(fold(told(still, ended(11, ILLNESS)), still)).due == day(17)


def test_a_corrected_end_moves_the_deadline_by_the_true_days() -> None:
    over = after(START, exempt(4), ended(11))
    longer = fold(told(over, mended(ENDED, 14)), over)
    assert only(longer).due == day(20)
    again = fold(told(longer, mended("mended", 12, "m2")), longer)
    assert only(again).due == day(18)
    # An end that would lie before the beginning leaves no pause.
    assert only(fold(told(over, mended(ENDED, 3)), over)).due == day(10)


def test_a_withdrawn_end_lets_the_deadline_stand_still_again() -> None:
    over = after(START, exempt(4), ended(11))
    back = fact(MENDED, day(12), corrects=ENDED, how="withdrawn")
    (still,) = told(over, back)
    assert isinstance(still, DeadlineRecomputed)
    assert (still.because, still.paused_since, still.due) == ("pause_corrected", day(4), day(10))
    paused = fold([still], over)
    assert only(fold(told(paused, ended(20, name="e2")), paused)).due == day(26)


def test_a_correction_of_something_else_pauses_nothing() -> None:
    assert told(PAUSED, fact(MENDED, day(5), corrects="other", how="corrected")) == []
    assert told(PAUSED, fact(EXEMPT, day(5), "x", corrects="other", how="withdrawn")) == []


def test_a_deadline_that_begins_while_exempt_stands_still_from_the_start() -> None:
    before = (exempt(-20), exempt(-18, "holiday", name="h"))
    events = told(Clocks(), START, earlier=before)
    assert kinds(events) == [DeadlineSet, DeadlineRecomputed]
    now = fold(events)
    assert (only(now).state, only(now).paused_since) == ("paused", DAY0)
    assert only(fold(told(now, ended(5)), now)).due == day(15)
    # In one decision it is the same.
    assert kinds(told(Clocks(), exempt(0), START)) == [DeadlineSet, DeadlineRecomputed]


def test_an_exemption_that_is_over_leaves_a_later_deadline_alone() -> None:
    over = (exempt(-20), ended(-5))
    assert kinds(told(Clocks(), START, earlier=over)) == [DeadlineSet]
    back = (exempt(-20), fact(MENDED, day(-4), corrects=EXEMPT, how="withdrawn"))
    assert kinds(told(Clocks(), START, earlier=back)) == [DeadlineSet]


def test_a_deadline_registered_after_an_exemption_it_reaches_into_is_moved_at_once() -> None:
    late = fact(REGISTERED, DAY0, recorded_on=day(12))
    set_, moved = told(Clocks(), late, earlier=(exempt(4), ended(8)))
    assert isinstance(set_, DeadlineSet)
    assert isinstance(moved, DeadlineRecomputed)
    assert (moved.because, moved.due, moved.on) == ("resumed", day(14), DAY0)


def test_weeks_on_benefit_are_paused_by_whole_weeks() -> None:
    book = RuleBook.of([a_duty(value=13, unit="weeks_on_benefit")])
    assert only(after(START, book=book)).due == date(2011, 6, 5)
    eight_days = only(after(START, exempt(4), ended(12), book=book))
    assert eight_days.due == date(2011, 6, 19)
    two_weeks = only(after(START, exempt(4), ended(18), book=book))
    assert two_weeks.due == date(2011, 6, 19)


def test_a_pause_needs_no_row_that_is_still_in_the_book() -> None:
    now = after(START, exempt(4), book=BOOK)
    other = RuleBook.of([a_duty(value=12)])
    assert only(fold(told(now, ended(11), book=other), now)).due == day(17)


def test_new_law_counts_a_paused_deadline_anew_when_it_runs_again() -> None:
    on, over = date(2009, 7, 29), date(2009, 8, 10)
    old, new = a_duty(valid_to="2009-07-31"), a_duty(valid_from="2009-08-01", value=14)
    book = book_that_recounts(old, new)
    paused = after(fact(REGISTERED, on), fact(EXEMPT, on, kind=BIRTH), book=book)
    assert kept(book, paused, over) == []
    running = fold(told(paused, fact(ENDED, over), book=book), paused)
    (moved,) = kept(book, running, over)
    assert isinstance(moved, DeadlineRecomputed)
    assert (moved.because, moved.rule) == ("new_ruleset", new.version)
    assert moved.due == on + timedelta(days=14 + 12)
    assert kept(book, fold([moved], running), over) == []


def test_a_pause_survives_json_with_what_it_knows() -> None:
    (event,) = told(PAUSED, ended(11))
    assert msgspec.json.decode(msgspec.json.encode(event), type=DeadlineEvent) == event
    assert isinstance(event, DeadlineRecomputed)
    assert event.pauses == (
        Pause(day(4), EXEMPT, (fact_id(EXEMPT),), BIRTH, day(11), (fact_id(ENDED),)),
    )
    bare = Pause(day(4), EXEMPT, (fact_id(EXEMPT),))
    assert b"kind" not in msgspec.json.encode(bare)
