"""The format of a story: who, when, what, and what must come of it; for lawyers to write."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
import yaml
from msgspec import Meta, Struct, field

from jobcenter.trouble import PlainError
from shared.actor import Authority

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_START_OF_WORK = time(9, 0)
_MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$")

Fields = dict[str, Any]
Moment = Annotated[
    str,
    Meta(
        pattern=_MOMENT.pattern,
        description="A day, or a day and a time in Copenhagen: 2011-06-14 or 2011-06-14 15:00.",
    ),
]


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who acts in the story; one with the role citizen is called as the citizen is."""

    roles: list[str]
    unit: str
    authority: Authority = "municipal"


class Given(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds before the story begins."""

    parameters: Fields = field(default_factory=dict)


class Expected(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an order must come to: a refusal with this code, or at least these facts."""

    refused: str | None = None
    events: list[str] = field(default_factory=list)


class ExpectedDeadline(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A deadline that must stand in a citizen's or a case's facts."""

    rule: str
    citizen: str | None = None
    case: str | None = None
    due: date | None = None
    plan_by: date | None = None
    timely_until: date | None = None
    status: str | None = None
    late_by_days: int | None = None


class ExpectedEvent(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A fact that must stand in a log, with these fields among its own."""

    event: str
    citizen: str | None = None
    with_: Fields = field(name="with", default_factory=dict)
    effective_on: date | None = None
    count: int | None = None


class ForbiddenEvent(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A fact that must stand in no log."""

    event: str
    citizen: str | None = None


class ExpectedTimeline(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the citizen's history must show, as known at the end of a day and valid on a day."""

    citizen: str
    known: date | None = None
    valid: date | None = None
    contains: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)


class ExpectedWaiting(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Somebody is, or nobody is, waited for in this citizen's matters."""

    citizen: str
    on: str
    until: date | None = None


class ExpectedState(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The stage a case must be in when this person looks at it, with these fields."""

    case: str
    by: str
    stage: str | None = None
    with_: Fields = field(name="with", default_factory=dict)
    may_not: dict[str, str] = field(default_factory=dict)


class ExpectedAnswer(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a service must answer to a question (`<service>.<query>`)."""

    query: str
    by: str
    params: Fields = field(default_factory=dict)
    contains: Fields = field(default_factory=dict)


class Check(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One expectation; exactly one of the fields is given."""

    expect_event: ExpectedEvent | None = None
    expect_no_event: ForbiddenEvent | None = None
    expect_deadline: ExpectedDeadline | None = None
    expect_timeline: ExpectedTimeline | None = None
    expect_waiting: ExpectedWaiting | None = None
    expect_state: ExpectedState | None = None
    expect_answer: ExpectedAnswer | None = None


class Step(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """On a day somebody does something, or something is checked on that day.

    `do` names a command as in the service's command table. `case` names the case it is for;
    left out, it is the only open one of that kind, of the citizen if one is named. `as` gives
    the case a name.
    """

    on: Moment
    by: str | None = None
    do: str | None = None
    case: str | None = None
    with_: Fields = field(name="with", default_factory=dict)
    as_: str | None = field(name="as", default=None)
    expect: Expected | None = None
    expect_deadline: ExpectedDeadline | None = None
    checks: list[Check] = field(default_factory=list)
    because: str | None = None

    @property
    def moment(self) -> datetime:
        """Return the moment of the step; a day alone means nine in the morning."""
        return moment_of(self.on)


class Story(Struct, frozen=True, forbid_unknown_fields=True):
    """A dated story with its expectations."""

    story: str
    actors: dict[str, Person]
    steps: list[Step]
    given: Given = field(default_factory=Given)
    checks: list[Check] = field(default_factory=list)
    law: str | None = None


def moment_of(text: str) -> datetime:
    """Read a day, or a day and a time in Copenhagen, or say in plain words that it is none."""
    found = _MOMENT.match(text)
    try:
        if found is not None:
            at = time.fromisoformat(found[2]) if found[2] else _START_OF_WORK
            return datetime.combine(date.fromisoformat(found[1]), at, _COPENHAGEN)
    except ValueError:
        pass  # 30 February, or 25 o'clock
    raise PlainError(
        f"{text!r} is neither a day nor a day and a time.", "Write 2011-06-14 or 2011-06-14 15:00."
    )


def read_story(path: Path) -> Story:
    """Read a story file, or say in plain words what is wrong with it."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        story = msgspec.convert(_days_as_text(raw), Story, strict=False)
    except FileNotFoundError:
        raise PlainError(f"There is no file {path}.", "Check the name.") from None
    except (yaml.YAMLError, msgspec.ValidationError) as trouble:
        raise PlainError(
            f"{path.name} is not a story: {trouble}",
            "The format is described in docs/reference/scenario-format.md.",
        ) from trouble
    moments = [step.moment for step in story.steps]
    if moments != sorted(moments):
        raise PlainError(
            f"{path.name} goes back in time.", "Put the steps in the order of their days."
        )
    return story


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a story file."""
    found = msgspec.json.schema(Story)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Jobcenter story",
        **found,
    }


def _days_as_text(value: Any) -> Any:
    """Undo YAML's own reading of days, so that every field decides itself what it is."""
    match value:
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case dict():
            return {
                ("on" if key is True else key): _days_as_text(inner) for key, inner in value.items()
            }
        case list():
            return [_days_as_text(inner) for inner in value]
        case _:
            return value
