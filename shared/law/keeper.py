"""What the deadline keeper finds when a day has passed, or when a new set of law begins."""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from shared.law.arithmetic import reckon
from shared.law.deadline import DeadlineMissed, DeadlineRecomputed, WhyRecomputed
from shared.law.duties import Clocks, Duty, fold
from shared.law.pauses import with_pauses
from shared.law.rulebook import RuleBook
from shared.law.rulesets import RuleSet


def kept(book: RuleBook, running: Clocks, today: date) -> list[DeadlineMissed | DeadlineRecomputed]:
    """Return all that a new day brings: first what new law moves, then what has passed."""
    moved = recomputed(book, running, today)
    return [*moved, *missed(fold(moved, running), today)]


def missed(running: Clocks, today: date) -> list[DeadlineMissed]:
    """Return what is missed when it is `today`: the last timely day lies before it."""
    return [
        missed_now(duty)
        for duty in running.duties
        if duty.state == "running" and duty.timely_until < today
    ]


def missed_now(duty: Duty) -> DeadlineMissed:
    """Return the fact that a deadline passed."""
    return DeadlineMissed(deadline=duty.name, rule_key=duty.key, timely_until=duty.timely_until)


def moved_now(
    duty: Duty,
    on: date,
    because: WhyRecomputed,
    by: UUID | None = None,
    by_tag: str | None = None,
) -> DeadlineRecomputed:
    """Return the fact that a deadline runs, or stands still, with the days it has now."""
    return DeadlineRecomputed(
        deadline=duty.name,
        rule_key=duty.key,
        rule=duty.rule,
        trigger_day=duty.trigger_day,
        due=duty.due,
        plan_by=duty.plan_by,
        timely_until=duty.timely_until,
        on=on,
        because=because,
        by=by,
        by_tag=by_tag,
        pauses=duty.pauses,
        paused_since=duty.paused_since,
        due_without_pauses=duty.due_without_pauses,
    )


def recomputed(book: RuleBook, running: Clocks, today: date) -> list[DeadlineRecomputed]:
    """Return the deadlines that a set of law with `transition: recompute` counts anew.

    Under any other set a running deadline keeps its dates.
    """
    return [
        moved
        for one in recounting(book, today)
        for duty in running.duties
        if _runs_into(duty, one) and (moved := _moved(book, duty, one)) is not None
    ]


def recounting(book: RuleBook, today: date) -> list[RuleSet]:
    """Return the sets of law begun by today that count running deadlines anew."""
    return [
        one
        for one in book.sets
        if one.transition == "recompute" and one.status != "draft" and one.valid_from <= today
    ]


def followed(book: RuleBook, one: RuleSet) -> list[str]:
    """Return the versions of rules that another row follows when a set of law begins."""
    versions = [rule.version for rule in book.rules()]
    return [each for each in versions if book.successor(each, one.valid_from) is not None]


def _runs_into(duty: Duty, one: RuleSet) -> bool:
    return duty.state == "running" and duty.trigger_day < one.valid_from <= duty.timely_until


def _moved(book: RuleBook, duty: Duty, one: RuleSet) -> DeadlineRecomputed | None:
    rule = book.successor(duty.rule, one.valid_from)
    if rule is None:
        return None
    day = duty.trigger_day
    dates = reckon(day, rule.number, rule.time_unit, rule.roll, calendar=book.calendar(day))
    anew = replace(duty, rule=rule.version, due_without_pauses=None, **dates._asdict())
    return moved_now(with_pauses(book, anew, duty.pauses), one.valid_from, "new_ruleset")
