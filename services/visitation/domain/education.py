"""An education in the guide: who may begin it, what it gives access to, where, and since when.

Law: none; the staff guide of educations is the jobcenter's own (V-17). Each wording is a version
with the days it holds; a number once given names that wording for ever, for citizens got it so.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.visitation.domain.codes import Text
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.eventlog.event import tag_of

EducationCode: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]{1,60}$")]
Area: TypeAlias = Literal[
    "care_and_health",
    "office_and_trade",
    "construction",
    "transport_and_logistics",
    "food_and_service",
    "technology_and_it",
    "industry",
    "teaching_and_children",
    "general",
]
Level: TypeAlias = Literal[
    "preparatory",
    "basic",
    "vocational",
    "upper_secondary",
    "labour_market_course",
    "academy",
    "professional_bachelor",
    "university",
]
Qualification: TypeAlias = Literal[
    "primary_school_9",
    "primary_school_10",
    "danish_2",
    "danish_3",
    "vocational_basic_course",
    "vocational_certificate",
    "general_upper_secondary",
    "higher_preparatory",
    "academy_degree",
    "bachelor_degree",
    "work_experience_2_years",
    "training_contract",
    "driving_licence",
]
Months: TypeAlias = Annotated[int, Meta(ge=1, le=120)]
Age: TypeAlias = Annotated[int, Meta(ge=15, le=70)]
WithdrawnBecause: TypeAlias = Literal["entered_wrongly", "not_decided", "other"]


class EntryRoute(Struct, frozen=True, forbid_unknown_fields=True):
    """One way in: all of `needs`, from an age, and with a test where there is one."""

    needs: Annotated[tuple[Qualification, ...], Meta(max_length=10)] = ()
    least_age: Age | None = None
    admission_test: bool = False


Routes: TypeAlias = Annotated[tuple[EntryRoute, ...], Meta(min_length=1, max_length=10)]
Qualifications: TypeAlias = Annotated[tuple[Qualification, ...], Meta(max_length=10)]


class EnterEducation(Order, frozen=True):
    """Enter an education in the guide; `months` is how long it takes, `gives` what one has then."""

    code: EducationCode
    title: Text
    area: Area
    level: Level
    routes: Routes
    months: Months
    where: Text
    valid_from: date
    gives: Qualifications = ()
    valid_to: date | None = None


class ReviseEducation(Order, frozen=True):
    """Word the education anew from a day; what is left out stays as it was."""

    valid_from: date
    title: Text | None = None
    area: Area | None = None
    level: Level | None = None
    routes: Routes | None = None
    months: Months | None = None
    where: Text | None = None
    gives: Qualifications | None = None
    valid_to: date | None = None


class EndEducation(Order, frozen=True):
    """Take the education out of the guide after a last day."""

    last_day: date


class WithdrawEducationStep(Order, frozen=True):
    """Take back the latest version, or the end."""

    reason: WithdrawnBecause


class EducationVersionEntered(Fact, frozen=True, tag="visitation.education_version_entered"):
    """The guide words the education so from that day; `replaces` is the version that held before.

    `valid_to` is the last day where one was stated; a later version ends it sooner.
    """

    code: str
    version: int
    title: str
    area: Area
    level: Level
    routes: tuple[EntryRoute, ...]
    gives: tuple[Qualification, ...]
    months: int
    where: str
    valid_from: date
    valid_to: date | None
    replaces: int | None


class EducationEnded(Fact, frozen=True, tag="visitation.education_ended"):
    """The education stands in the guide until that day, and no longer."""

    code: str
    version: int
    last_day: date


class EducationStepWithdrawn(Fact, frozen=True, tag="visitation.education_step_withdrawn"):
    """The latest version, or the end, does not count; what stood before stands again."""

    code: str
    step: str
    version: int
    replaces: int | None
    reason: WithdrawnBecause


Command: TypeAlias = EnterEducation | ReviseEducation | EndEducation | WithdrawEducationStep
Step: TypeAlias = EducationVersionEntered | EducationEnded
Event: TypeAlias = Step | EducationStepWithdrawn
STEPS: Final = (EducationVersionEntered, EducationEnded)


class NotInGuide(Struct, frozen=True):
    """Nobody has entered this education."""


class Education(Struct, frozen=True):
    """An education with its steps; `given` is how many version numbers were used, ever."""

    first: EducationVersionEntered
    steps: tuple[Step, ...]
    given: int = 1

    @property
    def latest(self) -> EducationVersionEntered | None:
        """Return the wording that was entered last and stands."""
        versions = (each for each in self.steps if isinstance(each, EducationVersionEntered))
        return max(versions, key=lambda each: each.version, default=None)

    @property
    def ends(self) -> bool:
        """Say whether the education leaves the guide on a day that is known."""
        last = self.steps[-1] if self.steps else None
        return isinstance(last, EducationEnded) or (last is not None and last.valid_to is not None)


State: TypeAlias = NotInGuide | Education


class EducationFacts(Struct, frozen=True):
    """What the education cannot know itself: nothing; the days it holds are stated."""


def blocks(command_type: type[Order], state: State, _facts: EducationFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    match state:
        case NotInGuide():
            return () if command_type is EnterEducation else ("education_not_entered",)
        case Education() if command_type is EnterEducation:
            return ("education_already_entered",)
        case Education(steps=()) if command_type is not ReviseEducation:
            return ("no_step_to_withdraw",)
        case Education() if command_type is EndEducation:
            return ("education_already_ended",) if state.ends else ()
        case Education():
            return ()


def decide(command: Order, state: State, facts: EducationFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case EnterEducation(), NotInGuide():
            return [_entered(command)]
        case ReviseEducation(), Education():
            return [_revised(command, state)]
        case EndEducation(last_day), Education(latest=EducationVersionEntered() as latest):
            if last_day < latest.valid_from:
                raise Rejected("ends_before_it_began")
            return [EducationEnded(latest.code, latest.version, last_day)]
        case WithdrawEducationStep(reason), Education(first, steps) if steps:
            last = steps[-1]
            step = tag_of(last).partition(".")[2]
            replaces = last.replaces if isinstance(last, EducationVersionEntered) else None
            return [EducationStepWithdrawn(first.code, step, last.version, replaces, reason)]
        case _:
            return not_allowed_now()


def _entered(command: EnterEducation) -> EducationVersionEntered:
    return _in_order(
        EducationVersionEntered(
            code=command.code,
            version=1,
            title=command.title,
            area=command.area,
            level=command.level,
            routes=command.routes,
            gives=command.gives,
            months=command.months,
            where=command.where,
            valid_from=command.valid_from,
            valid_to=command.valid_to,
            replaces=None,
        )
    )


def _revised(command: ReviseEducation, state: Education) -> EducationVersionEntered:
    latest = state.latest
    names = ("title", "area", "level", "routes", "gives", "months", "where")
    stated = {name: said for name in names if (said := getattr(command, name)) is not None}
    was = latest or state.first
    if latest and command.valid_from <= latest.valid_from:
        same = replace(latest, **stated) == latest and command.valid_from == latest.valid_from
        raise Rejected("nothing_to_correct" if same else "version_not_later")
    return _in_order(
        replace(
            was,
            **stated,
            version=state.given + 1,
            valid_from=command.valid_from,
            valid_to=command.valid_to,
            replaces=latest.version if latest else None,
        )
    )


def _in_order(version: EducationVersionEntered) -> EducationVersionEntered:
    if version.valid_to is not None and version.valid_to < version.valid_from:
        raise Rejected("ends_before_it_began")
    return version


def evolve(state: State, event: Fact) -> State:
    """Return the education after a fact."""
    match event, state:
        case EducationVersionEntered(), NotInGuide():
            return Education(event, (event,))
        case EducationVersionEntered(version=version), Education(steps=steps):
            return replace(state, steps=(*steps, event), given=version)
        case EducationEnded(), Education(steps=steps):
            return replace(state, steps=(*steps, event))
        case EducationStepWithdrawn(), Education(steps=steps):
            return replace(state, steps=steps[:-1])
        case _:
            return state


def day_before(day: date) -> date:
    """Return the last day of what ends when something new begins."""
    return day - timedelta(days=1)


education: Final = Decider[Order, State, EducationFacts](
    case_type="education",
    initial=NotInGuide(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
