"""The duty to give a citizen a first offer in time, and another one after each.

One case for each citizen, its id the citizen's: it opens when visitation registers the citizen
and lives on through later registrations, so the citizen's registration and every offer
meet in one stream. Only what is told elsewhere moves it; a person may exempt.

Law: LAB ch. 17 (right and duty to offers), §§ 85-94, later § 102.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from services.offers.domain import duty_benefit, duty_match, duty_weeks, start_slack
from services.offers.domain.duty_interrupted import Interrupted, reopened
from services.offers.domain.offer_duty_events import (
    CountedOfferWithdrawn,
    Event,
    FirstDutyRecounted,
    OfferCounted,
    OfferDutyBenefitNoted,
    OfferDutyBenefitWithdrawn,
    OfferDutyClosed,
    OfferDutyCorrected,
    OfferDutyGroupNoted,
    OfferDutyMatchNoted,
    OfferDutyMatchWithdrawn,
    OfferDutyOpened,
    OfferDutyPaused,
    OfferDutyReopened,
    OfferDutyResumed,
    OfferExempted,
    OfferExemptionEnded,
    OfferFoundTooShort,
    RepeatDutyBegun,
    RepeatDutyWithdrawn,
    StartSlackEnded,
    StartSlackGranted,
    WeeksWithoutBenefitNoted,
)
from services.offers.domain.offer_duty_orders import (
    SELF_SUPPORTING,
    Command,
    CountFromEnd,
    CountOffer,
    EndOfferExemption,
    EndStartSlack,
    ExemptFromOffer,
    NoteBenefitChange,
    NoteBenefitChangeWithdrawn,
    NoteCaseClosed,
    NoteCaseReopened,
    NoteMatch,
    NoteMatchWithdrawn,
    NotePause,
    NotePauseOver,
    NoteRegistration,
    NoteTargetGroup,
    NoteWeeksWithoutBenefit,
    WeighStartSlack,
    WithdrawCountedOffer,
    WithdrawEndOfOffer,
)
from services.offers.domain.schedule import past
from services.offers.domain.start_slack import Slack, SlackLaw
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact

__all__ = ["Command", "Event"]


class NoDuty(Struct, frozen=True):
    """Visitation has not told of the citizen."""


class Duty(Struct, frozen=True, kw_only=True):
    """Who the citizen is to the rules, and what has been counted.

    `weeks` holds for each record of work the weeks that a counter of weeks on benefit leaves out.
    `interrupted` is what the latest closing put an end to, `aged_on` the day `age` was told for.
    """

    citizen: UUID
    citizen_case: UUID
    benefit_basis: str
    target_group: str | None
    age: int | None
    since: date
    ready: bool = False
    open: bool = True
    exempt: bool = False
    first_given: bool = False
    paused: tuple[str, ...] = ()
    counted: tuple[UUID, ...] = ()
    ended: tuple[UUID, ...] = ()
    weeks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slack: Slack | None = None
    benefits: tuple[OfferDutyBenefitNoted, ...] = ()
    matches: tuple[OfferDutyMatchNoted, ...] = ()
    interrupted: Interrupted = Interrupted()
    aged_on: date | None = None


State: TypeAlias = NoDuty | Duty


class DutyFacts(Struct, frozen=True):
    """What the case cannot know: the day, the shortest offer that counts, and its open clocks.

    `first_from` and `repeat_from` are the days the open duties are counted from; `exempt_left`
    says whether the share the law allows to exempt is not used up.
    """

    today: date
    citizen: UUID | None = None
    needed_days: int = 0
    first_from: date | None = None
    repeat_from: date | None = None
    exempt_left: bool = True
    slack: SlackLaw = SlackLaw()


_BEFORE_ANY_DUTY: Final = frozenset({NoteRegistration})


def blocks(command_type: type[Order], state: State, facts: DutyFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    if isinstance(state, NoDuty):
        return () if command_type in _BEFORE_ANY_DUTY else ("no_offer_duty",)
    if command_type is NoteCaseReopened and state.open:
        return ("duty_still_open",)
    if not state.open and command_type not in _WHILE_CLOSED:
        return ("duty_closed",)
    if command_type is ExemptFromOffer:
        return _blocks_exemption(state, facts)
    if command_type is EndOfferExemption and not state.exempt:
        return ("not_exempt",)
    return ()


def _blocks_exemption(state: Duty, facts: DutyFacts) -> tuple[Code, ...]:
    if state.exempt:
        return ("already_exempt",)
    return () if facts.exempt_left else ("exempt_quota_used",)


# What is told of the past may come after the case was closed.
_WHILE_CLOSED: Final = frozenset(
    {
        NoteRegistration,
        NoteCaseReopened,
        NoteWeeksWithoutBenefit,
        CountOffer,
        WithdrawCountedOffer,
        CountFromEnd,
        WithdrawEndOfOffer,
        NotePauseOver,
        WeighStartSlack,
        EndStartSlack,
    }
)


def decide(command: Order, state: State, facts: DutyFacts) -> Sequence[Fact]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case NoteRegistration(), NoDuty():
            return [_stated(OfferDutyOpened, command)]
        case NoteRegistration(), Duty():
            return _registered_again(command, state)
        case ((NoteMatch() | NoteMatchWithdrawn()), Duty()):
            return duty_match.decide(command, state.citizen, state.matches, facts)
        case ((NoteBenefitChange() | NoteBenefitChangeWithdrawn()), Duty()):
            return _other_benefit(command, state, facts)
        case _, Duty():
            return _decide_known(command, state, facts)
        case _:
            return not_allowed_now()


def _decide_known(command: Order, state: Duty, facts: DutyFacts) -> Sequence[Fact]:
    citizen = state.citizen
    match command:
        case NoteTargetGroup(group, on):
            same = group == state.target_group
            return [] if same else [OfferDutyGroupNoted(citizen, group, on)]
        case NoteCaseClosed(on):
            return [OfferDutyClosed(citizen, on)]
        case NoteCaseReopened():
            return [reopened(command, citizen, state.interrupted)]
        case NotePause(kind, on):
            return [] if kind in state.paused else [OfferDutyPaused(citizen, kind, on)]
        case NotePauseOver(kind, on):
            owed = facts.first_from is not None and kind != SELF_SUPPORTING
            over = OfferDutyResumed(citizen, kind, on, owed)
            return [over] if kind in state.paused else []
        case NoteWeeksWithoutBenefit(record, weeks):
            return duty_weeks.noted(record, tuple(sorted(set(weeks))), state, facts)
        case ExemptFromOffer(reason, on):
            return [OfferExempted(citizen, past(on, facts.today), reason)]
        case EndOfferExemption(on):
            day = past(on, facts.today)
            again = [] if state.first_given else [FirstDutyRecounted(citizen, "exemption", day)]
            return [OfferExemptionEnded(citizen, day), *again]
        case _:
            return _counted(command, state, facts)


def _other_benefit(
    command: NoteBenefitChange | NoteBenefitChangeWithdrawn, state: Duty, facts: DutyFacts
) -> Sequence[Fact]:
    latest = state.benefits[-1] if state.benefits else None
    match command:
        case NoteBenefitChange():
            none_given = not (state.first_given or state.exempt or state.slack)
            begins = none_given and facts.repeat_from is None
            return duty_benefit.changed(command, state.citizen, latest, facts, begins)
        case NoteBenefitChangeWithdrawn():
            return duty_benefit.taken_back(command, state.citizen, latest, facts)


def _counted(command: Order, state: Duty, facts: DutyFacts) -> Sequence[Fact]:
    citizen = state.citizen
    match command:
        case CountOffer(placement, days, on):
            if days < facts.needed_days:
                return [OfferFoundTooShort(citizen, placement, days, facts.needed_days)]
            return [] if placement in state.counted else [OfferCounted(citizen, placement, on)]
        case WithdrawCountedOffer(placement):
            taken_back = CountedOfferWithdrawn(citizen, placement)
            return [taken_back] if placement in state.counted else []
        case CountFromEnd(placement, on) if placement in state.counted:
            counts = placement not in state.ended and state.open
            return [RepeatDutyBegun(citizen, placement, on)] if counts else []
        case CountFromEnd(placement) | WithdrawEndOfOffer(placement):
            not_over = RepeatDutyWithdrawn(citizen, placement)
            return [not_over] if placement in state.ended else []
        case WeighStartSlack() | EndStartSlack():
            return start_slack.decide(command, citizen, state.slack, facts.slack)
        case _:
            return not_allowed_now()


def _registered_again(command: NoteRegistration, state: Duty) -> Sequence[Fact]:
    """Open anew for another case of the citizen, else correct; the same again says nothing."""
    if command.citizen_case != state.citizen_case:
        return [_stated(OfferDutyOpened, command)]
    told = _stated(OfferDutyCorrected, command)
    names = ("benefit_basis", "target_group", "age", "since")
    same = all(getattr(told, name) == getattr(state, name) for name in names)
    return [] if same else [told]


def _stated(made: type[OfferDutyOpened | OfferDutyCorrected], command: NoteRegistration) -> Fact:
    return made(
        citizen=command.citizen,
        citizen_case=command.citizen_case,
        benefit_basis=command.benefit_basis,
        target_group=command.target_group,
        age=command.age,
        since=command.on,
    )


def evolve(state: State, event: Fact) -> State:
    """Return the duty after a fact."""
    match event, state:
        case OfferDutyOpened(), Duty():
            weeks, counted, ended = state.weeks, state.counted, state.ended
            return replace(_opened(event), weeks=weeks, counted=counted, ended=ended)
        case OfferDutyOpened(), _:
            return _opened(event)
        case _, Duty():
            return _evolve_known(state, event)
        case _:
            return state


def _opened(event: OfferDutyOpened) -> Duty:
    return Duty(
        citizen=event.citizen,
        citizen_case=event.citizen_case,
        benefit_basis=event.benefit_basis,
        target_group=event.target_group,
        age=event.age,
        since=event.since,
        aged_on=event.since,
    )


def _evolve_known(state: Duty, event: Fact) -> Duty:
    match event:
        case OfferDutyBenefitNoted() | OfferDutyBenefitWithdrawn():
            return _lives_on(state, event)
        case OfferDutyCorrected():
            # What was registered is put right; what the citizen lives on since stays.
            who = () if state.benefits else ("benefit_basis", "target_group", "age")
            names = ("citizen_case", "since", *who)
            told = {"aged_on": event.since} if who else {}
            return replace(state, **{name: getattr(event, name) for name in names}, **told)
        case OfferDutyGroupNoted(target_group=group):
            return replace(state, target_group=group)
        case OfferDutyClosed():
            return _closed(state)
        case OfferDutyReopened():
            return _opened_again(state, event)
        case OfferDutyMatchNoted(ready=ready):
            return replace(state, ready=ready, matches=(*state.matches, event))
        case OfferDutyMatchWithdrawn(ready=ready):
            return replace(state, ready=ready, matches=state.matches[:-1])
        case OfferExempted():
            return replace(state, exempt=True)
        case OfferExemptionEnded():
            return replace(state, exempt=False)
        case _:
            return _evolve_counted(state, event)


def _closed(state: Duty) -> Duty:
    held = Interrupted(state.paused, state.exempt, state.slack)
    return replace(state, open=False, paused=(), exempt=False, slack=None, interrupted=held)


def _opened_again(state: Duty, event: OfferDutyReopened) -> Duty:
    if not event.by_mistake:
        told = {} if event.age is None else {"age": event.age, "aged_on": event.reopened_on}
        return replace(state, open=True, first_given=False, **told)
    slack = state.interrupted.slack
    return replace(state, open=True, paused=event.paused, exempt=event.exempt, slack=slack)


def _lives_on(state: Duty, event: OfferDutyBenefitNoted | OfferDutyBenefitWithdrawn) -> Duty:
    noted = isinstance(event, OfferDutyBenefitNoted)
    before = state.benefits[-2].holds_from if len(state.benefits) > 1 else state.since
    return replace(
        state,
        benefit_basis=event.benefit_basis,
        target_group=event.target_group,
        age=event.age,
        aged_on=event.holds_from if noted else before,
        benefits=(*state.benefits, event) if noted else state.benefits[:-1],
    )


def _evolve_counted(state: Duty, event: Fact) -> Duty:
    match event:
        case OfferDutyPaused(kind=kind):
            return replace(state, paused=(*state.paused, kind))
        case OfferDutyResumed(kind=kind):
            return replace(state, paused=tuple(k for k in state.paused if k != kind))
        case OfferCounted(placement=placement):
            return replace(state, counted=(*state.counted, placement), first_given=True)
        case CountedOfferWithdrawn(placement=placement) | OfferFoundTooShort(placement=placement):
            return _uncounted(state, placement)
        case RepeatDutyBegun(placement=placement):
            return replace(state, ended=(*state.ended, placement))
        case RepeatDutyWithdrawn(placement=placement):
            return replace(state, ended=tuple(p for p in state.ended if p != placement))
        case WeeksWithoutBenefitNoted(record=record, weeks=weeks):
            return replace(state, weeks={**state.weeks, record: weeks})
        case StartSlackGranted(placement=placement, deadline_on=day, start_by=last):
            return replace(state, slack=Slack(placement, day, last))
        case StartSlackEnded():
            return replace(state, slack=None)
        case _:
            return state


def _uncounted(state: Duty, placement: UUID) -> Duty:
    if placement not in state.counted:
        return state
    left = tuple(p for p in state.counted if p != placement)
    return replace(state, counted=left, first_given=bool(set(left) - set(state.ended)))


offer_duty: Final = Decider[Order, State, DutyFacts](
    case_type="offer_duty",
    initial=NoDuty(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
