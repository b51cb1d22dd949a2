"""How many interviews the law asks for in a stretch of months, and when they were reached.

Law: LAB § 31: six or four in the first half year, three by the unemployment fund in the first
three months and three by the jobcenter in the next; LAB § 32: intensive contact from 16 months,
and interviews on the citizen's request after half a year. The number stands in the rules; the
day it must be reached by is a clock, and reaching it is a fact that stops the clock.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.codes import Text
from services.visitation.domain.ground import CountDuty, Ground
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.law.arithmetic import add_months
from shared.privacy.personal import ContactData

CountKind: TypeAlias = Literal["first_six_months", "year", "fund_quarter", "second_quarter"]


class NoteFundInterview(Order, frozen=True):
    """Record that the citizen's unemployment fund has held an interview."""

    on: date | None = None


class WithdrawFundInterview(Order, frozen=True):
    """Take back a fund interview that was not held that day."""

    day: date
    reason: Text


class WithdrawCount(Order, frozen=True):
    """Take back that the number of interviews was reached, so that its clock runs again."""

    kind: CountKind
    reason: Text


class StartIntensiveContact(Order, frozen=True):
    """Record that the intensive contact of the long-term unemployed has begun."""

    on: date | None = None


class WithdrawIntensiveContact(Order, frozen=True):
    """Take back an intensive contact that did not begin."""

    reason: Text


class RequestInterview(Order, frozen=True):
    """Record that the citizen asks for an interview."""

    on: date | None = None


class WithdrawInterviewRequest(Order, frozen=True):
    """Take back that the citizen asked for an interview on `day`."""

    day: date
    reason: Text


class FundInterviewHeld(Fact, frozen=True, tag="visitation.fund_interview_held"):
    """The unemployment fund held an interview; it does not restart the jobcenter's interval."""

    citizen: UUID
    held_on: date


class FundInterviewWithdrawn(Fact, frozen=True, tag="visitation.fund_interview_withdrawn"):
    """The fund did not hold an interview that day."""

    citizen: UUID
    held_on: date
    reason: ContactData[str]


class FirstSixMonthsCovered(Fact, frozen=True, tag="visitation.first_six_months_covered"):
    """The interviews of the first six months have been held."""

    citizen: UUID
    interviews: int
    reached_on: date


class YearCovered(Fact, frozen=True, tag="visitation.year_covered"):
    """The interviews of twelve months have been held; the next twelve run from `next_from`."""

    citizen: UUID
    interviews: int
    reached_on: date
    next_from: date


class FundQuarterCovered(Fact, frozen=True, tag="visitation.fund_quarter_covered"):
    """The fund has held its interviews of the first three months."""

    citizen: UUID
    interviews: int
    reached_on: date


class SecondQuarterCovered(Fact, frozen=True, tag="visitation.second_quarter_covered"):
    """The jobcenter has held its interviews of the fourth to the sixth month."""

    citizen: UUID
    interviews: int
    reached_on: date


class InterviewCountWithdrawn(Fact, frozen=True, tag="visitation.interview_count_withdrawn"):
    """The number was not reached after all."""

    citizen: UUID
    kind: CountKind
    reason: ContactData[str]


class IntensiveContactStarted(Fact, frozen=True, tag="visitation.intensive_contact_started"):
    """The intensive contact has begun."""

    citizen: UUID
    started_on: date


class IntensiveContactWithdrawn(Fact, frozen=True, tag="visitation.intensive_contact_withdrawn"):
    """The intensive contact had not begun."""

    citizen: UUID
    reason: ContactData[str]


class InterviewRequested(Fact, frozen=True, tag="visitation.interview_requested"):
    """The citizen asks for an interview; with `by_right` the jobcenter may not say no."""

    citizen: UUID
    requested_on: date
    by_right: bool


class InterviewRequestWithdrawn(Fact, frozen=True, tag="visitation.interview_request_withdrawn"):
    """The citizen did not ask for an interview that day."""

    citizen: UUID
    requested_on: date
    reason: ContactData[str]


Command: TypeAlias = (
    NoteFundInterview
    | WithdrawFundInterview
    | WithdrawCount
    | StartIntensiveContact
    | WithdrawIntensiveContact
    | RequestInterview
    | WithdrawInterviewRequest
)
Covered: TypeAlias = FirstSixMonthsCovered | YearCovered | FundQuarterCovered | SecondQuarterCovered
Event: TypeAlias = (
    FundInterviewHeld
    | FundInterviewWithdrawn
    | Covered
    | InterviewCountWithdrawn
    | IntensiveContactStarted
    | IntensiveContactWithdrawn
    | InterviewRequested
    | InterviewRequestWithdrawn
)
COVERED: Final[Mapping[str, type[Covered]]] = {
    "first_six_months": FirstSixMonthsCovered,
    "year": YearCovered,
    "fund_quarter": FundQuarterCovered,
    "second_quarter": SecondQuarterCovered,
}
# The rule whose clock each kind of count stops.
KIND_OF_RULE: Final[Mapping[str, CountKind]] = {
    "interview.count_first_6m": "first_six_months",
    "interview.count_12m": "year",
    "interview.count_first_3m.fund": "fund_quarter",
    "interview.count_m4_6.jobcenter": "second_quarter",
    "interview.count_m4_6.municipal": "second_quarter",
}
_KINDS: Final[tuple[CountKind, ...]] = get_args(CountKind)
_MONTHS_OF_A_YEAR: Final = 12


class Counts(Struct, frozen=True):
    """The interviews of the fund, what has been reached, intensive contact, and what is asked."""

    fund: tuple[date, ...] = ()
    reached: tuple[CountKind, ...] = ()
    intensive_since: date | None = None
    requested: tuple[date, ...] = ()


def blocks(command_type: type[Order], counts: Counts) -> tuple[Code, ...]:
    """Return why the counts do not allow this kind of order now."""
    if command_type is WithdrawFundInterview and not counts.fund:
        return ("no_such_interview",)
    if command_type is WithdrawCount and not counts.reached:
        return ("count_not_reached",)
    if command_type is StartIntensiveContact and counts.intensive_since:
        return ("contact_already_intensive",)
    if command_type is WithdrawIntensiveContact and counts.intensive_since is None:
        return ("contact_not_intensive",)
    if command_type is WithdrawInterviewRequest and not counts.requested:
        return ("interview_not_requested",)
    return ()


def decide(command: Order, counts: Counts, ground: Ground) -> Sequence[Fact]:
    """Answer an order about what is counted."""
    citizen = ground.citizen
    match command:
        case NoteFundInterview(on):
            return _fund_interview(ground.happened(on), counts, ground)
        case WithdrawFundInterview(day, reason):
            return [_withdrawn(day, reason, counts, ground)]
        case WithdrawCount(kind, reason):
            if kind not in counts.reached:
                raise Rejected("count_not_reached")
            return [InterviewCountWithdrawn(citizen, kind, reason)]
        case StartIntensiveContact(on):
            return [IntensiveContactStarted(citizen, ground.happened(on))]
        case WithdrawIntensiveContact(reason):
            return [IntensiveContactWithdrawn(citizen, reason)]
        case RequestInterview(on):
            day, after = ground.happened(on), ground.law.request_after_months
            by_right = after is not None and day >= add_months(ground.since, after)
            return [InterviewRequested(citizen, day, by_right)]
        case WithdrawInterviewRequest(day, reason):
            if day not in counts.requested:
                raise Rejected("interview_not_requested")
            return [InterviewRequestWithdrawn(citizen, day, reason)]
        case _:
            return not_allowed_now()


def evolve(counts: Counts, event: Fact) -> Counts:
    """Return the counts after a fact."""
    match event:
        case FundInterviewHeld(held_on=day):
            return replace(counts, fund=(*counts.fund, day))
        case FundInterviewWithdrawn(held_on=wrong):
            return replace(counts, fund=tuple(day for day in counts.fund if day != wrong))
        case InterviewCountWithdrawn(kind=kind):
            return replace(counts, reached=tuple(k for k in counts.reached if k != kind))
        case IntensiveContactStarted(started_on=day):
            return replace(counts, intensive_since=day)
        case IntensiveContactWithdrawn():
            return replace(counts, intensive_since=None)
        case InterviewRequested(requested_on=day):
            return replace(counts, requested=(*counts.requested, day))
        case InterviewRequestWithdrawn(requested_on=day):
            at = counts.requested.index(day)
            left = (*counts.requested[:at], *counts.requested[at + 1 :])
            return replace(counts, requested=left)
        case _ if type(event) in COVERED.values():
            new = tuple(kind for kind in _KINDS if COVERED[kind] is type(event))
            return replace(counts, reached=tuple(dict.fromkeys((*counts.reached, *new))))
        case _:
            return counts


def reached_by(day: date, ground: Ground) -> list[Fact]:
    """Return which numbers of the jobcenter an interview on that day makes full."""
    held = (*ground.interviews, day)
    return [
        _covered(duty, held, ground)
        for duty in ground.law.counts
        if duty.kind != "fund_quarter" and not duty.met and _full(duty, held)
    ]


def rests_on(day: date, held: Sequence[date], ground: Ground) -> bool:
    """Say whether a number that was reached falls when the interview of that day goes."""
    left = [each for each in held if each != day]
    return any(
        duty.met and duty.kind != "fund_quarter" and _full(duty, held) and not _full(duty, left)
        for duty in ground.law.counts
    )


def _fund_interview(day: date, counts: Counts, ground: Ground) -> list[Fact]:
    if day in counts.fund:
        raise Rejected("interview_already_held")
    held = (*counts.fund, day)
    return [
        FundInterviewHeld(ground.citizen, day),
        *(
            FundQuarterCovered(ground.citizen, duty.needed, _reached_on(duty, held))
            for duty in ground.law.counts
            if duty.kind == "fund_quarter" and not duty.met and _full(duty, held)
        ),
    ]


def _withdrawn(day: date, reason: str, counts: Counts, ground: Ground) -> FundInterviewWithdrawn:
    if day not in counts.fund:
        raise Rejected("no_such_interview")
    left = [each for each in counts.fund if each != day]
    for duty in ground.law.counts:
        if duty.kind == "fund_quarter" and duty.met and not _full(duty, left):
            raise Rejected("count_rests_on_it")
    return FundInterviewWithdrawn(ground.citizen, day, reason)


def _full(duty: CountDuty, held: Sequence[date]) -> bool:
    return sum(day >= duty.counts_from for day in held) >= duty.needed


def _covered(duty: CountDuty, held: Sequence[date], ground: Ground) -> Fact:
    citizen, needed, day = ground.citizen, duty.needed, _reached_on(duty, held)
    if duty.kind == "year":
        next_from = add_months(duty.counts_from, _MONTHS_OF_A_YEAR)
        return YearCovered(citizen, needed, day, next_from)
    if duty.kind == "second_quarter":
        return SecondQuarterCovered(citizen, needed, day)
    return FirstSixMonthsCovered(citizen, needed, day)


def _reached_on(duty: CountDuty, held: Sequence[date]) -> date:
    return sorted(day for day in held if day >= duty.counts_from)[duty.needed - 1]
