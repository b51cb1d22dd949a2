"""The case of a citizen's duty to offers: what its orders need to know, and its declaration."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.offers.cases.duty_policies import Found, Placed
from services.offers.domain import offer_duty as duty
from services.offers.domain import offer_duty_events as facts
from services.offers.domain import offer_duty_orders as orders
from services.offers.domain.offer_placement import offer_placement
from services.offers.domain.offer_placement_events import (
    OfferCorrected,
    OfferEnded,
    OfferEndWithdrawn,
    OfferStarted,
    OfferStartWithdrawn,
)
from services.offers.domain.start_slack import SlackLaw
from services.offers.views.duty_list import DUTY_LIST
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import How, Recorded
from shared.law.arithmetic import add_weeks, at_least_so_old
from shared.law.rule import Rule

_PER_CENT: Final = 100
_MOVED: Final = (
    OfferStarted,
    OfferStartWithdrawn,
    OfferEnded,
    OfferEndWithdrawn,
    OfferCorrected,
)
_SLACK: Final = "offer.wage_subsidy.start_slack"
# The duties that a wage subsidy given in time fulfils until it begins.
_GIVEN_IN_TIME: Final = ("offer.first", "offer.after_exemption")


_STATING: Final = (
    orders.NoteRegistration,
    orders.NoteBenefitChange,
    orders.NoteBenefitChangeWithdrawn,
)


def collect_duty(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[duty.DutyFacts]:
    """Find out which duties run, how long an offer must be, and whether one may be exempt."""
    known = loaded.state if isinstance(loaded.state, duty.Duty) else None
    rule = _shortest(desk, command, known)
    needed_days = _days(rule)
    wrong, how = _corrected(loaded, command, needed_days)
    slack, allowed = _slack(desk, loaded, command, needed_days)
    first = _counted_from(loaded, "offer.first")
    asks_quota = known is not None and isinstance(command, orders.ExemptFromOffer | None)
    return Collected(
        facts=duty.DutyFacts(
            today=desk.today,
            citizen=UUID(case_id),
            needed_days=needed_days,
            first_from=first,
            repeat_from=_counted_from(loaded, "offer.repeat"),
            exempt_left=not asks_quota or exempt_left(desk),
            slack=slack,
        ),
        rules=tuple(each.version for each in (rule, allowed) if each),
        profile={
            **_profile(known, command, desk.today),
            "first_owed": first is not None and not _on_own_means(command),
        },
        subjects=(command.citizen,) if isinstance(command, orders.NoteRegistration) else (),
        effective_on=wrong.meta.effective_on if wrong else None,
        corrects=wrong.meta.event_id if wrong else None,
        how=how,
    )


def _on_own_means(command: Command | None) -> bool:
    """Say whether a pause is over that was no exemption."""
    return isinstance(command, orders.NotePauseOver) and command.kind == orders.SELF_SUPPORTING


def find_duty(desk: Desk, message: Recorded[Any]) -> Found:
    """Find whose duty a message is about, and how an offer of which it tells was given."""
    placed = find_placed(desk, message) if isinstance(message.event, _MOVED) else None
    return Found(_running_elsewhere(desk, getattr(message.event, "citizen", None)), placed)


def duty_of(desk: Desk, citizen: UUID) -> Loaded:
    """Return the person's duty: the one that runs, under whichever id it was begun."""
    return desk.load(duty.offer_duty, running_under(desk, citizen))


def running_under(desk: Desk, citizen: UUID) -> UUID:
    """Return the id of the person under which the duty runs; this one when none does.

    A duty that was begun under an id goes on under it when the id is merged into another.
    """
    if _runs(desk, citizen):
        return citizen
    others = desk.persons((citizen,)).ids(citizen)
    return next((each for each in others if _runs(desk, each)), citizen)


def _running_elsewhere(desk: Desk, citizen: UUID | None) -> UUID | None:
    """Return the other id of the person under which the duty runs; None when it is this one's."""
    under = citizen if citizen is None else running_under(desk, citizen)
    return None if under == citizen else under


def _runs(desk: Desk, citizen: UUID) -> bool:
    state = desk.load(duty.offer_duty, citizen).state
    return isinstance(state, duty.Duty) and state.open


def find_placed(desk: Desk, message: Recorded[Any]) -> Placed | None:
    """Find how many days an offer is meant to last, both ends counted, and how it stands."""
    placed = desk.load(offer_placement, message.case_id)
    offer = getattr(placed.state, "offer", None)
    if offer is None:
        return None
    days = (offer.schedule.ends_on - offer.schedule.starts_on).days + 1
    return Placed(
        days,
        offer.offer_type == "wage_subsidy",
        offer.given_on,
        getattr(placed.state, "started_on", None),
        getattr(placed.state, "ended_on", None),
    )


def exempt_left(desk: Desk) -> bool:
    """Say whether one more may be exempt of those whose duty to a first offer is open."""
    try:
        quota = desk.rules.rule("offer.quota_exempt_max", desk.today).number
    except Rejected:
        return True
    rows = desk.rows(DUTY_LIST, "status = 'open' AND quota_counts")
    exempt = sum(row.exempt for row in rows)
    return (exempt + 1) * _PER_CENT <= quota * len(rows)


def _days(rule: Rule | None) -> int:
    return 0 if rule is None else (add_weeks(rule.valid_from, rule.number) - rule.valid_from).days


def _shortest(desk: Desk, command: Command | None, known: duty.Duty | None) -> Rule | None:
    match command:
        case orders.CountOffer(on=day) | orders.WeighStartSlack(starts_on=day):
            return _rule(desk, "offer.min_duration", day, _profile(known, None, day))
        case _:
            return None


def _slack(
    desk: Desk, loaded: Loaded, command: Command | None, needed_days: int
) -> tuple[SlackLaw, Rule | None]:
    """Ask by when a wage subsidy given in time must begin, where the deadline comes before it."""
    awaited = any(each.open for each in loaded.clocks.of_key(_SLACK))
    law = SlackLaw(awaited=awaited, needed_days=needed_days)
    deadline = _deadline(loaded)
    if not isinstance(command, orders.WeighStartSlack) or not command.wage_subsidy:
        return law, None
    if deadline is None or not command.on <= deadline < command.starts_on:
        return law, None
    rule = _rule(desk, _SLACK, deadline, {})
    if rule is None:
        return law, None
    start_by = add_weeks(deadline, rule.number)
    return SlackLaw(deadline, start_by, awaited, needed_days), rule


def _deadline(loaded: Loaded) -> date | None:
    """Return the deadline that an offer must be given by; None while nothing runs."""
    running = (each for key in _GIVEN_IN_TIME for each in loaded.clocks.of_key(key))
    days = [each.timely_until for each in running if each.state in {"running", "missed"}]
    return min(days, default=None)


def _rule(desk: Desk, key: str, day: date, known: Mapping[str, Any]) -> Rule | None:
    try:
        return desk.rules.rule(key, day, known)
    except Rejected as refusal:
        if refusal.code in {"not_applicable", "rule_missing"}:
            return None
        raise


def _counted_from(loaded: Loaded, key: str) -> Any:
    running = (each for each in loaded.clocks.of_key(key) if each.open)
    return next((each.trigger_day for each in running), None)


def _profile(known: duty.Duty | None, command: Command | None, today: date) -> dict[str, Any]:
    names = ("target_group", "age", "benefit_basis")
    source: Any = command if isinstance(command, _STATING) else known
    told = {name: getattr(source, name) for name in names} if source else {}
    if source is known and known is not None:
        told["age"] = _age(known, command, today)
    if isinstance(command, orders.NoteTargetGroup):
        told["target_group"] = command.target_group
    weeks = dict(known.weeks) if known else {}
    if isinstance(command, orders.NoteWeeksWithoutBenefit):
        weeks[command.record] = command.weeks
    ready = bool(known and known.ready)
    if isinstance(command, orders.NoteMatch | orders.NoteMatchWithdrawn):
        ready = command.ready
    return {
        **{name: value for name, value in told.items() if value is not None},
        "labour_market_ready": ready,
        "weeks_without_benefit": tuple(sorted({w for each in weeks.values() for w in each})),
    }


def _age(known: duty.Duty, command: Command | None, today: date) -> int | None:
    """Return how old the citizen is at least on the day a duty is counted from (D.0)."""
    if isinstance(command, orders.NoteCaseReopened) and command.age is not None:
        return command.age
    if known.age is None or known.aged_on is None:
        return known.age
    on = getattr(command, "on", None)
    day = on if isinstance(on, date) else today
    if isinstance(command, orders.NoteMatchWithdrawn) and known.matches:
        # What was counted before the match is counted from its own day again.
        day = known.matches[-1].first_from or day
    return at_least_so_old(known.age, known.aged_on, day)


def _corrected(
    loaded: Loaded, command: Command | None, needed_days: int
) -> tuple[Recorded[Any] | None, How | None]:
    how: How = "withdrawn"
    counted = getattr(loaded.state, "counted", ())
    match command:
        case orders.WithdrawCountedOffer(placement):
            wanted: type[Any] = facts.OfferCounted
        case orders.CountOffer(placement, days) if days < needed_days and placement in counted:
            wanted, how = facts.OfferCounted, "annulled"
        case orders.WithdrawEndOfOffer(placement):
            wanted = facts.RepeatDutyBegun
        case orders.CountFromEnd(placement) if placement not in counted:
            wanted, how = facts.RepeatDutyBegun, "annulled"
        case orders.WeighStartSlack() | orders.EndStartSlack() if _awaits(loaded.state, command):
            placement, wanted, how = (
                loaded.state.slack.placement,
                facts.StartSlackGranted,
                "annulled",
            )
        case _:
            return None, None
    found = (
        each
        for each in reversed(loaded.history)
        if isinstance(each.event, wanted) and each.event.placement == placement
    )
    wrong = next(found, None)
    return wrong, how if wrong else None


def _awaits(state: object, command: orders.WeighStartSlack | orders.EndStartSlack) -> bool:
    """Say whether the order is about the wage subsidy that is to begin."""
    if not isinstance(state, duty.Duty) or state.slack is None:
        return False
    return command.placement in {None, state.slack.placement}


OFFER_DUTY: Final = CaseType[duty.DutyFacts](
    decider=duty.offer_duty,
    path="offer-duties",
    title="Ret og pligt til tilbud",
    of_retired=True,
    collect=collect_duty,
    closes_on=(facts.OfferDutyClosed,),
    reopens_on=(facts.OfferDutyOpened, facts.OfferDutyReopened),
    clocks=("offer.first", "offer.repeat", "offer.after_exemption", _SLACK),
    commands=(
        Act(
            command=orders.NoteRegistration,
            opens=True,
            case_id=lambda command: str(command.citizen),
        ),
        Act(command=orders.NoteTargetGroup, verb="note-target-group"),
        Act(command=orders.NoteBenefitChange, verb="note-benefit-change"),
        Act(command=orders.NoteBenefitChangeWithdrawn, verb="note-benefit-change-withdrawn"),
        Act(command=orders.NoteCaseClosed, verb="note-case-closed"),
        Act(command=orders.NoteCaseReopened, verb="note-case-reopened"),
        Act(command=orders.NoteMatch, verb="note-match"),
        Act(command=orders.NoteMatchWithdrawn, verb="note-match-withdrawn"),
        Act(command=orders.NotePause, verb="note-pause"),
        Act(command=orders.NotePauseOver, verb="note-pause-over"),
        Act(command=orders.CountOffer, verb="count-offer"),
        Act(command=orders.WithdrawCountedOffer, verb="withdraw-counted-offer"),
        Act(command=orders.CountFromEnd, verb="count-from-end"),
        Act(command=orders.WithdrawEndOfOffer, verb="withdraw-end-of-offer"),
        Act(command=orders.NoteWeeksWithoutBenefit, verb="note-weeks-without-benefit"),
        Act(
            command=orders.ExemptFromOffer,
            verb="exempt",
            example={"reason": "Begynder i job om kort tid", "on": "2026-08-03"},
        ),
        Act(
            command=orders.EndOfferExemption,
            verb="end-exemption",
            example={"on": "2026-10-01"},
        ),
        Act(command=orders.WeighStartSlack, verb="weigh-start-slack"),
        Act(command=orders.EndStartSlack, verb="end-start-slack"),
    ),
)
