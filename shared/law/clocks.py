"""Which deadlines new facts start, fulfil, move or end: pure, from facts and rules alone."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from msgspec.structs import replace

from shared.eventlog.decider import Rejected
from shared.law.arithmetic import Reckoned, reckon
from shared.law.conditions import Profile
from shared.law.deadline import (
    DeadlineEvent,
    DeadlineMet,
    DeadlineRecomputed,
    DeadlineSet,
    DeadlineWithdrawn,
    Pause,
    WhyRecomputed,
    WhyWithdrawn,
    deadline_id,
    waiting_on,
)
from shared.law.duties import Clocks, Duty, Gone, after, evolve, fold
from shared.law.keeper import missed, missed_now, moved_now
from shared.law.pauses import Change, change, joined, pauses_told, with_pauses
from shared.law.rule import Rule
from shared.law.rulebook import RuleBook
from shared.law.trigger import Cause, Trigger

__all__ = ["Cause", "Clocks", "Duty", "Trigger", "clocks", "evolve", "fold"]


def clocks(  # noqa: PLR0917 - all of them are what the question is made of
    book: RuleBook,
    keys: Iterable[str],
    running: Clocks,
    triggers: Sequence[Trigger],
    profile: Profile,
    today: date,
    earlier: Sequence[Trigger] = (),
    meanwhile: Sequence[Trigger] = (),
) -> list[DeadlineEvent]:
    """Return the deadline facts that stand beside these new facts, in the same append.

    Each fact is taken in turn: what it corrects, what it gives back, what it ends, what it pauses
    or lets run again, what it fulfils, what it starts. `earlier` are facts of the case told before,
    in their order: of them those that pause deadlines hold for one that begins, or begins again,
    while they last. `meanwhile` are those told since a fact that is taken back now.
    A rule that is missing, a draft or not decidable yet refuses the whole decision;
    one that does not apply starts nothing.
    """
    own = tuple(keys)
    told: list[DeadlineEvent] = []
    for number, fact in enumerate(triggers):
        before = (*earlier, *triggers[:number])
        told += _corrected(book, fold(told, running), fact, profile, before)
        now = _not_begun_anew(book, fold(told, running), triggers[number + 1 :])
        told += _given_back(book, now, fact, profile, before, meanwhile)
        told += _ended(fold(told, running), fact)
        told += _paused(book, fold(told, running), fact)
        told += _fulfilled(fold(told, running), fact)
        told += _begun(book, own, fold(told, running), fact, profile, before)
    # Registered so late that the day has passed already: missed from the start.
    return [*told, *missed(fold(told, running), today)]


def _corrected(
    book: RuleBook, now: Clocks, fact: Trigger, profile: Profile, before: Sequence[Trigger]
) -> list[DeadlineEvent]:
    told: list[DeadlineEvent] = []
    for duty in now.duties if fact.corrects is not None else ():
        if fact.corrects in duty.causes:
            told += _cause_corrected(book, duty, fact, profile, before)
        elif fact.corrects in duty.fulfilled_by and not duty.open:
            told += _fulfilment_corrected(book, duty, fact, before)
    return told


def _cause_corrected(
    book: RuleBook, duty: Duty, fact: Trigger, profile: Profile, before: Sequence[Trigger]
) -> list[DeadlineEvent]:
    if fact.takes_back:
        return [_withdrawn(duty, fact.cause, "trigger_withdrawn")]
    day = _day_after_correction(book, duty, fact)
    rule = _rule_or_none(book, duty.key, day, profile)
    if rule is None or rule.started_by(duty.started.trigger_tag) is None:
        return [_withdrawn(duty, fact.cause, "no_longer_applies")]
    dates = _dates(book, rule, day, profile)
    anew = replace(
        duty, rule=rule.version, trigger_day=day, due_without_pauses=None, **dates._asdict()
    )
    moved = _moved(_with_pauses_told(book, anew, before), fact.cause, "trigger_corrected")
    met = duty.met
    if met is None or met.on < day:
        return [moved]
    return [moved, *_fulfil(after(duty, moved), Cause(met.by, met.by_tag, met.on))]


def _with_pauses_told(book: RuleBook, duty: Duty, before: Sequence[Trigger]) -> Duty:
    pauses = joined(duty.pauses, pauses_told(before, duty.started))
    return with_pauses(book, duty, pauses) if pauses else duty


def _day_after_correction(book: RuleBook, duty: Duty, fact: Trigger) -> date:
    starts = [
        row.started_by(duty.started.trigger_tag)
        for row in book.started_by(duty.key, duty.started.trigger_tag)
    ]
    counted_from = next((start.date for start in starts if start is not None), "effective_on")
    if counted_from == "recorded_on":
        return duty.trigger_day
    return fact.dates.get(counted_from, fact.corrected_day)


def _fulfilment_corrected(
    book: RuleBook, duty: Duty, fact: Trigger, before: Sequence[Trigger]
) -> list[DeadlineEvent]:
    day, anew = fact.corrected_day, _with_pauses_told(book, duty, before)
    if fact.takes_back or day < duty.trigger_day:
        return [_moved(anew, fact.cause, "fulfilment_withdrawn")]
    again = _moved(anew, fact.cause, "fulfilment_corrected")
    cause = fact.cause._replace(on=day)
    return [again, *_fulfil(after(duty, again), cause, instead_of=fact.corrects)]


def _given_back(  # noqa: PLR0917 - the law, the case, the fact and what was told before it
    book: RuleBook,
    now: Clocks,
    fact: Trigger,
    profile: Profile,
    before: Sequence[Trigger],
    meanwhile: Sequence[Trigger],
) -> list[DeadlineEvent]:
    """Let what a fact had ended run again when that fact is taken back: it never was over (X-22).

    What was told meanwhile is taken in turn, so a duty that was done is not owed again.
    """
    told: list[DeadlineEvent] = []
    for gone in now.ended_by(_named(fact, meanwhile)) if fact.takes_back else ():
        if not _comes_back(book, gone.duty, fact):
            continue
        duty = _with_pauses_told(book, _with_time_back(book, gone, fact), before)
        about: list[DeadlineEvent] = [_moved(duty, fact.cause, "end_withdrawn")]
        alone = Clocks(gone={duty.name: gone})
        for each in meanwhile:
            about += _corrected(book, fold(about, alone), each, profile, before)
            about += _fulfilled(fold(about, alone), each)
        told += about
    return told


def _not_begun_anew(book: RuleBook, now: Clocks, following: Sequence[Trigger]) -> Clocks:
    """Leave out of what ended those deadlines that a later fact of the same append begins anew."""
    anew = {key for each in following for key in book.keys_started_by(each.tag)}
    if not anew:
        return now
    return Clocks(
        now.by_name, {n: gone for n, gone in now.gone.items() if gone.duty.key not in anew}
    )


def _named(fact: Trigger, meanwhile: Sequence[Trigger]) -> set[UUID]:
    """Return what a fact takes back: the one it names, and those that one was a correction of."""
    names = {fact.corrects} if fact.corrects is not None else set()
    for each in reversed(meanwhile):
        if each.event_id in names and each.corrects is not None:
            names.add(each.corrects)
    return names


def _comes_back(book: RuleBook, duty: Duty, fact: Trigger) -> bool:
    """Say whether a deadline runs again: not where its rule says itself what the fact does to it.

    A rule may name the fact that takes back an end as one that ends, or counts anew.
    What is annulled, though, never held: then it is as it was before.
    """
    if fact.tag in duty.started.withdrawn_by:
        return False
    return fact.how == "annulled" or duty.key not in book.keys_started_by(fact.tag)


def _with_time_back(book: RuleBook, gone: Gone, fact: Trigger) -> Duty:
    """Give others the days in which they could not act, when their last day was among them.

    The authority's own duty keeps its day: nobody else answers for its mistake.
    """
    duty, ended = gone.duty, gone.ended
    passed = duty.state == "running" and duty.timely_until < fact.recorded_on
    if not passed or waiting_on(duty.started.kind) == "authority":
        return duty
    stood_still = Pause(
        on=ended.on,
        tag=fact.tag,
        causes=(fact.event_id,),
        until=fact.recorded_on,
        ended_by=(fact.event_id,),
    )
    return with_pauses(book, duty, (*duty.pauses, stood_still))


def _ended(now: Clocks, fact: Trigger) -> list[DeadlineEvent]:
    return [
        _withdrawn(duty, fact.cause, "duty_gone")
        for duty in now.duties
        if duty.open and fact.tag in duty.started.withdrawn_by and duty.concerned_by(fact.item)
    ]


def _paused(book: RuleBook, now: Clocks, fact: Trigger) -> list[DeadlineEvent]:
    return [
        event
        for duty in now.duties
        if (changed := change(duty.pauses, fact, duty.started)) is not None
        and (changed.because != "paused" or _reaches(duty, fact))
        for event in _with_other_pauses(book, duty, fact, changed)
    ]


def _reaches(duty: Duty, fact: Trigger) -> bool:
    """Say whether a new pause can move the deadline, or change how late it was met."""
    in_time = duty.met is not None and not duty.met.late_by_days
    return not in_time and (duty.state == "paused" or fact.effective_on <= duty.timely_until)


def _with_other_pauses(
    book: RuleBook, duty: Duty, fact: Trigger, changed: Change
) -> list[DeadlineEvent]:
    cause, met = fact.cause._replace(on=fact.corrected_day), duty.met
    moved = _moved(with_pauses(book, duty, changed.pauses), cause, changed.because)
    if met is None:
        return [moved]
    return [moved, *_fulfil(after(duty, moved), Cause(met.by, met.by_tag, met.on))]


def _fulfilled(now: Clocks, fact: Trigger) -> list[DeadlineEvent]:
    return [
        event
        for duty in now.duties
        # What happened before the trigger does not fulfil the duty that came of it.
        if duty.open
        and fact.tag in duty.started.stops_on
        and fact.effective_on >= duty.trigger_day
        and duty.concerned_by(fact.item)
        for event in _fulfil(duty, fact.cause)
    ]


def _fulfil(duty: Duty, cause: Cause, *, instead_of: UUID | None = None) -> list[DeadlineEvent]:
    # While the deadline stands still nothing is late.
    late = max(0, (cause.on - duty.timely_until).days) if duty.state != "paused" else 0
    met = DeadlineMet(
        deadline=duty.name,
        rule_key=duty.key,
        by=cause.by,
        by_tag=cause.tag,
        on=cause.on,
        late_by_days=late,
        instead_of=instead_of,
    )
    if late and duty.state == "running":
        return [missed_now(duty), met]
    if not late and duty.state == "missed":
        return [_moved(duty, cause, "late_fact"), met]
    return [met]


def _begun(  # noqa: PLR0917 - the law, the case and the fact
    book: RuleBook,
    keys: tuple[str, ...],
    now: Clocks,
    fact: Trigger,
    profile: Profile,
    before: Sequence[Trigger],
) -> list[DeadlineEvent]:
    told: list[DeadlineEvent] = []
    starting = frozenset[str]() if fact.takes_back else book.keys_started_by(fact.tag)
    for key in (key for key in keys if key in starting):
        known = any(fact.event_id in duty.causes for duty in now.of_key(key))
        begun = None if known else _set(book, key, fact, profile)
        if begun is not None:
            anew: list[DeadlineEvent] = [begun, *_paused_from_the_start(book, begun, fact, before)]
            told += [*anew, *_done_since(now, fold(anew).duties[0])]
    return told


def _done_since(now: Clocks, begun: Duty) -> list[DeadlineEvent]:
    """Fulfil a duty that began before another of its kind: what began that one was the doing.

    So a fact recorded late starts no second clock, and if the later fact is taken back,
    the duty of the earlier one is owed again.
    """
    since = [
        duty
        for duty in now.of_key(begun.key)
        if duty.trigger_day > begun.trigger_day
        and duty.started.trigger_tag in begun.started.stops_on
        and duty.concerned_by(begun.started.item)
    ]
    if not since:
        return []
    first = min(since, key=lambda duty: duty.trigger_day)
    did = Cause(first.causes[-1], first.started.trigger_tag, first.trigger_day)
    return _fulfil(begun, did)


def _paused_from_the_start(
    book: RuleBook, begun: DeadlineSet, fact: Trigger, before: Sequence[Trigger]
) -> list[DeadlineRecomputed]:
    (duty,) = fold([begun]).duties
    with_told = _with_pauses_told(book, duty, before)
    if with_told.paused_since is None and with_told.due == duty.due:
        return []
    because: WhyRecomputed = "resumed" if with_told.paused_since is None else "paused"
    return [_moved(with_told, fact.cause._replace(on=begun.trigger_day), because)]


def _set(book: RuleBook, key: str, fact: Trigger, profile: Profile) -> DeadlineSet | None:
    # All rows of a key count from the same date of one fact; the rule book sees to that.
    start = next(
        (row.started_by(fact.tag) for row in book.started_by(key, fact.tag)),
        None,
    )
    if start is None:
        return None
    day = fact.day(start.date)
    rule = _rule_or_none(book, key, day, profile)
    if rule is None or rule.started_by(fact.tag) is None:
        return None
    dates = _dates(book, rule, day, profile)
    return DeadlineSet(
        deadline=deadline_id(key, fact.event_id),
        rule_key=key,
        rule=rule.version,
        trigger=fact.event_id,
        trigger_tag=fact.tag,
        trigger_day=day,
        due=dates.due,
        plan_by=dates.plan_by,
        timely_until=dates.timely_until,
        kind=rule.kind,
        roll=rule.roll,
        law_ref=rule.law_ref,
        evidence=rule.evidence,
        stops_on=rule.stops_on,
        withdrawn_by=rule.withdrawn_by,
        warn_days=rule.warn_days,
        paused_by=rule.paused_by,
        resumed_by=rule.resumed_by,
        item=fact.item,
    )


def _rule_or_none(book: RuleBook, key: str, day: date, profile: Profile) -> Rule | None:
    try:
        return book.rule(key, day, profile)
    except Rejected as refusal:
        if refusal.code == "not_applicable":
            return None
        raise


def _dates(book: RuleBook, rule: Rule, day: date, profile: Profile) -> Reckoned:
    return reckon(
        day,
        rule.number,
        rule.time_unit,
        rule.roll,
        calendar=book.calendar(day),
        without=profile.get("weeks_without_benefit", ()),
    )


def _withdrawn(duty: Duty, cause: Cause, because: WhyWithdrawn) -> DeadlineWithdrawn:
    return DeadlineWithdrawn(
        deadline=duty.name,
        rule_key=duty.key,
        by=cause.by,
        by_tag=cause.tag,
        on=cause.on,
        because=because,
    )


def _moved(duty: Duty, cause: Cause, because: WhyRecomputed) -> DeadlineRecomputed:
    return moved_now(duty, cause.on, because, cause.by, cause.tag)
