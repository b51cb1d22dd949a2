"""The contact course: summonses, interviews held and missed, in the citizen's case.

It lives in the stream of the citizen case: registration starts its clock, an interview stops it.

Law: LAB §§ 16-18. An interview counts when it was individual and held; a summons must come
before a no-show, and must carry the consequences in writing or no sanction can follow.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain import cancellation, interpreter, summons_move
from services.visitation.domain.cancellation import (
    CancelInterview,
    InterviewCancellationWithdrawn,
    InterviewCancelled,
    WithdrawCancellation,
)
from services.visitation.domain.codes import Language, Text
from services.visitation.domain.ground import Ground
from services.visitation.domain.interpreter import InterpreterBooked
from services.visitation.domain.interview_counts import reached_by, rests_on
from services.visitation.domain.registration import past
from services.visitation.domain.summons_move import MoveSummons, SummonsMoved
from shared.clock import local_date
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

SummonsForm: TypeAlias = Literal["letter", "digital_post", "phone", "in_person"]
InterviewForm: TypeAlias = Literal["personal", "phone", "video", "group_part"]
Answer: TypeAlias = Literal["open", "held", "no_show", "cancelled"]
Item: TypeAlias = Literal[
    "job_aim", "job_openings", "rights_and_duties", "cv", "job_plan", "next_contact", "match"
]
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
IN_WRITING: frozenset[SummonsForm] = frozenset({"letter", "digital_post"})


class SummonCitizen(Order, frozen=True):
    """Summon the citizen to an interview at a moment; a language books an interpreter for it."""

    at: Moment
    form: SummonsForm
    legal_consequence_text: bool
    on: date | None = None
    interpreter_language: Language | None = None


class CorrectSummons(Order, frozen=True):
    """Correct what was written down about the summons to `day`."""

    day: date
    at: Moment
    form: SummonsForm
    legal_consequence_text: bool
    reason: Text


class HoldInterview(Order, frozen=True):
    """Record that an interview was held; `group_part` is the individual part of a joint session.

    `items` are the parts of a good interview that were gone through.
    """

    form: InterviewForm
    on: date | None = None
    items: tuple[Item, ...] = ()
    interpreter_language: Language | None = None


class WithdrawInterview(Order, frozen=True):
    """Take back an interview that was not held that day."""

    day: date
    reason: Text


class RegisterInterviewNoShow(Order, frozen=True):
    """Record that the citizen did not come to the interview on `day`."""

    day: date


class WithdrawNoShow(Order, frozen=True):
    """Take back a no-show that was recorded by mistake."""

    day: date
    reason: Text


Command: TypeAlias = (
    SummonCitizen
    | CorrectSummons
    | HoldInterview
    | WithdrawInterview
    | RegisterInterviewNoShow
    | WithdrawNoShow
    | CancelInterview
    | WithdrawCancellation
    | MoveSummons
)


class CitizenSummoned(Fact, frozen=True, tag="visitation.citizen_summoned"):
    """The citizen was summoned to an interview at a moment (UTC); `day` is its Copenhagen day."""

    citizen: UUID
    at: datetime
    day: date
    form: SummonsForm
    legal_consequence_text: bool


class SummonsCorrected(Fact, frozen=True, tag="visitation.summons_corrected"):
    """What was written down about the summons to `was_day` was wrong; this is right."""

    citizen: UUID
    was_day: date
    at: datetime
    day: date
    form: SummonsForm
    legal_consequence_text: bool
    reason: ContactData[str]


class InterviewHeld(Fact, frozen=True, tag="visitation.interview_held"):
    """An interview was held; `answers_summons` is the summoned day it stands for.

    `missing_items` are the parts of the standard of that day that were not gone through.
    """

    citizen: UUID
    held_on: date
    form: InterviewForm
    answers_summons: date | None = None
    items: tuple[str, ...] = ()
    missing_items: tuple[str, ...] = ()
    interpreter_language: str | None = None


class InterviewWithdrawn(Fact, frozen=True, tag="visitation.interview_withdrawn"):
    """The interview was not held after all; the summons it answered is open again."""

    citizen: UUID
    held_on: date
    answers_summons: date | None
    reason: ContactData[str]


class InterviewNoShow(Fact, frozen=True, tag="visitation.interview_no_show"):
    """The citizen did not come; without the consequences in writing no sanction can follow."""

    citizen: UUID
    day: date
    consequences_in_writing: bool


class InterviewNoShowWithdrawn(Fact, frozen=True, tag="visitation.interview_no_show_withdrawn"):
    """The no-show was recorded by mistake; the summons is open again."""

    citizen: UUID
    day: date
    reason: ContactData[str]


Event: TypeAlias = (
    CitizenSummoned
    | SummonsCorrected
    | InterviewHeld
    | InterviewWithdrawn
    | InterviewNoShow
    | InterviewNoShowWithdrawn
    | InterviewCancelled
    | InterviewCancellationWithdrawn
    | InterpreterBooked
    | SummonsMoved
)


class Summons(Struct, frozen=True):
    """One summons and what came of it."""

    day: date
    at: datetime
    form: SummonsForm
    legal_consequence_text: bool
    answer: Answer = "open"
    interpreter: bool = False
    booked: InterpreterBooked | None = None

    @property
    def in_writing(self) -> bool:
        """Say whether the citizen had the consequences in writing."""
        return self.legal_consequence_text and self.form in IN_WRITING


class Course(Struct, frozen=True):
    """The contact course so far; a summons is known by its day."""

    summonses: tuple[Summons, ...] = ()
    interviews: tuple[InterviewHeld, ...] = ()

    @property
    def waiting(self) -> Summons | None:
        """Return the first summons nobody has answered; only a correction can leave a second."""
        return next((each for each in self.summonses if each.answer == "open"), None)

    def summons_to(self, day: date) -> Summons | None:
        """Return the latest summons to that day."""
        return next((each for each in reversed(self.summonses) if each.day == day), None)

    def interview_on(self, day: date) -> InterviewHeld | None:
        """Return the interview held that day."""
        return next((each for each in self.interviews if each.held_on == day), None)


def blocks(command_type: type[Order], course: Course) -> tuple[Code, ...]:
    """Return why the course does not allow this kind of order now."""
    if command_type is SummonCitizen and course.waiting:
        return ("already_summoned",)
    needs_one = {RegisterInterviewNoShow, CancelInterview, MoveSummons}
    if command_type in needs_one and course.waiting is None:
        return ("not_summoned",)
    if command_type is CorrectSummons and not course.summonses:
        return ("not_summoned",)
    if command_type is WithdrawInterview and not course.interviews:
        return ("no_such_interview",)
    if command_type is WithdrawNoShow and not _days(course, "no_show"):
        return ("no_such_no_show",)
    if command_type is WithdrawCancellation and not _days(course, "cancelled"):
        return ("no_such_cancellation",)
    return ()


def decide(command: Order, course: Course, ground: Ground) -> Sequence[Fact]:
    """Answer an order about the course of a case that has been open since a day."""
    citizen, now = ground.citizen, ground.now
    match command:
        case SummonCitizen():
            return _summon(command, ground)
        case CorrectSummons():
            return [_correct_summons(command, course, citizen)]
        case HoldInterview():
            return held(command, course, ground)
        case WithdrawInterview(day, reason):
            return [_withdrawn(day, reason, course, ground)]
        case RegisterInterviewNoShow(day):
            return [_no_show(day, course, citizen, now)]
        case WithdrawNoShow():
            return [_came(command, course, citizen)]
        case CancelInterview() if course.waiting:
            return [cancellation.called_off(command, course.waiting.day, ground)]
        case WithdrawCancellation():
            return _not_called_off(command, course, citizen)
        case MoveSummons() if course.waiting:
            return summons_move.moved(command, course.waiting, citizen)
        case _:
            return not_allowed_now()


def evolve(course: Course, event: Fact) -> Course:
    """Return the course after a fact."""
    match event:
        case CitizenSummoned(at=at, day=day, form=form, legal_consequence_text=text):
            return replace(course, summonses=(*course.summonses, Summons(day, at, form, text)))
        case SummonsMoved(was_day=was, at=at, day=day):
            return _change(course, was, day=day, at=at)
        case SummonsCorrected(was_day=was, at=at, day=day, form=form, legal_consequence_text=text):
            return _change(course, was, day=day, at=at, form=form, legal_consequence_text=text)
        case InterviewHeld(answers_summons=day):
            answered = _change(course, day, answer="held") if day else course
            return replace(answered, interviews=(*answered.interviews, event))
        case InterviewWithdrawn(held_on=held_on, answers_summons=day):
            left = tuple(each for each in course.interviews if each.held_on != held_on)
            reopened = _change(course, day, answer="open") if day else course
            return replace(reopened, interviews=left)
        case InterviewNoShow(day=day):
            return _change(course, day, answer="no_show")
        case InterviewNoShowWithdrawn(day=day) | InterviewCancellationWithdrawn(day=day):
            return _change(course, day, answer="open")
        case InterviewCancelled(day=day):
            return _change(course, day, answer="cancelled", interpreter=False)
        case InterpreterBooked(at=at, on_duty=False):
            return _change(course, local_date(at), interpreter=True, booked=event)
        case _:
            return course


def _summon(command: SummonCitizen, ground: Ground) -> list[Fact]:
    today, now, at = ground.today, ground.now, command.at.astimezone(UTC)
    on, day = past(command.on, today), local_date(at)
    if at <= now if on == today else day < on:
        raise Rejected("summons_in_the_past")
    told = CitizenSummoned(ground.citizen, at, day, command.form, command.legal_consequence_text)
    return [told, *interpreter.for_summons(command.interpreter_language, at, ground)]


def _correct_summons(command: CorrectSummons, course: Course, citizen: UUID) -> SummonsCorrected:
    summons = course.summons_to(command.day)
    if summons is None:
        raise Rejected("not_summoned")
    at = command.at.astimezone(UTC)
    if summons.answer != "open" and local_date(at) != summons.day:
        raise Rejected("summons_already_answered")
    right = (at, command.form, command.legal_consequence_text)
    if right == (summons.at, summons.form, summons.legal_consequence_text):
        raise Rejected("nothing_to_correct")
    return SummonsCorrected(
        citizen=citizen,
        was_day=command.day,
        at=at,
        day=local_date(at),
        form=command.form,
        legal_consequence_text=command.legal_consequence_text,
        reason=command.reason,
    )


def held(command: HoldInterview, course: Course, ground: Ground) -> list[Fact]:
    """Return the interview, the numbers of interviews it makes full, and who interpreted."""
    told = _hold(command, course, ground)
    summons = course.summons_to(told.answers_summons or told.held_on)
    booked = summons is not None and summons.interpreter
    helped = interpreter.for_interview(command.interpreter_language, told.held_on, ground, booked)
    return [told, *reached_by(told.held_on, ground), *helped]


def _hold(command: HoldInterview, course: Course, ground: Ground) -> InterviewHeld:
    on = ground.happened(command.on)
    if course.interview_on(on):
        raise Rejected("interview_already_held")
    # Held later than summoned, the citizen did not come when told: the summons stays open.
    waiting = course.waiting
    answers = waiting.day if waiting and on <= waiting.day else None
    return InterviewHeld(
        citizen=ground.citizen,
        held_on=on,
        form=command.form,
        answers_summons=answers,
        items=command.items,
        missing_items=tuple(each for each in ground.law.standard if each not in command.items),
        interpreter_language=command.interpreter_language,
    )


def _withdrawn(day: date, reason: str, course: Course, ground: Ground) -> InterviewWithdrawn:
    interview = course.interview_on(day)
    if interview is None:
        raise Rejected("no_such_interview")
    if rests_on(day, ground.interviews, ground):
        raise Rejected("count_rests_on_it")
    return InterviewWithdrawn(ground.citizen, day, interview.answers_summons, reason)


def _no_show(day: date, course: Course, citizen: UUID, now: datetime) -> InterviewNoShow:
    if day > local_date(now):
        raise Rejected("date_in_future")
    summons = course.summons_to(day)
    if summons is None or summons.answer != "open":
        raise Rejected("not_summoned")
    if summons.at > now:
        raise Rejected("interview_not_due_yet")
    return InterviewNoShow(citizen, day, summons.in_writing)


def _came(command: WithdrawNoShow, course: Course, citizen: UUID) -> InterviewNoShowWithdrawn:
    if command.day not in _days(course, "no_show"):
        raise Rejected("no_such_no_show")
    return InterviewNoShowWithdrawn(citizen, command.day, command.reason)


def _not_called_off(command: WithdrawCancellation, course: Course, citizen: UUID) -> list[Fact]:
    summons = course.summons_to(command.day)
    if summons is None or summons.answer != "cancelled":
        raise Rejected("no_such_cancellation")
    return cancellation.taken_back(command, summons.at, summons.booked, citizen)


def _days(course: Course, answer: Answer) -> set[date]:
    return {each.day for each in course.summonses if each.answer == answer}


def _change(course: Course, of: date, **changes: object) -> Course:
    latest = course.summons_to(of)
    return replace(
        course,
        summonses=tuple(
            replace(each, **changes) if each is latest else each for each in course.summonses
        ),
    )
