"""Holds what a story expects against what stands in the logs and what the services answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

import msgspec

from jobcenter.scenario.house import Refused, about
from jobcenter.scenario.orders import find_query
from jobcenter.scenario.story import Person
from shared.clock import COPENHAGEN

if TYPE_CHECKING:
    from datetime import date

    from jobcenter.scenario.house import House
    from jobcenter.scenario.names import Names
    from jobcenter.scenario.story import (
        Check,
        ExpectedAnswer,
        ExpectedDeadline,
        ExpectedEvent,
        ExpectedState,
        ExpectedTimeline,
        ExpectedWaiting,
        ForbiddenEvent,
        Story,
    )
    from shared.eventlog.codec import Unread
    from shared.eventlog.envelope import Recorded

Found: TypeAlias = Iterator[tuple[str, str | None]]
_READER = Person(roles=["counsellor_muni"], unit="jobcenter")
_REASON = "Reads along whether the story comes out as expected"


class Checker:
    """Checks the expectations of one story."""

    def __init__(self, story: Story, house: House, names: Names) -> None:
        """Check this story in this house."""
        self._story = story
        self._house = house
        self._names = names

    def check(self, check: Check) -> Found:
        """Check one expectation: its words, and what is wrong with it."""
        given = [name for name in check.__struct_fields__ if getattr(check, name) is not None]
        if len(given) != 1:
            yield f"check {given}", "a check holds exactly one expectation"
            return
        asks: dict[str, Callable[[Any], Found]] = {
            "expect_event": self._event,
            "expect_no_event": self._no_event,
            "expect_deadline": self.deadline,
            "expect_timeline": self._timeline,
            "expect_waiting": self._waiting,
            "expect_state": self._state,
            "expect_answer": self._answer,
        }
        try:
            yield from asks[given[0]](getattr(check, given[0]))
        except Refused as refused:
            yield given[0], f"the answer was {refused}"

    # -- facts ----------------------------------------------------------------------------------

    def _event(self, wanted: ExpectedEvent) -> Found:
        words = f"expect {wanted.event}" + (f" with {wanted.with_}" if wanted.with_ else "")
        told = self._told(wanted.event, wanted.citizen)
        fields = self._names.resolve(wanted.with_)
        found = [
            fact
            for fact in told
            if _holds(fact.event.data, fields)
            and wanted.effective_on in (None, fact.meta.effective_on)
        ]
        if wanted.count is not None and len(found) != wanted.count:
            yield words, f"stands {len(found)} times, not {wanted.count}"
        elif not found and wanted.count != 0:
            near = [(str(f.meta.effective_on), f.event.data) for f in told]
            yield words, f"not found; what there is: {near}"
        else:
            yield words, None

    def _no_event(self, wanted: ForbiddenEvent) -> Found:
        told = self._told(wanted.event, wanted.citizen)
        yield f"expect no {wanted.event}", f"it stands {len(told)} times" if told else None

    def _told(self, tag: str, citizen: str | None) -> list[Recorded[Unread]]:
        who = UUID(self._names.citizen(citizen)) if citizen else None
        return [fact for fact in self._house.facts if fact.tag == tag and about(fact, who)]

    # -- deadlines ------------------------------------------------------------------------------

    def deadline(self, wanted: ExpectedDeadline, case: str | None = None) -> Found:
        """Check a deadline's dates and what became of it."""
        case = wanted.case or case
        words = f"expect deadline {wanted.rule}"
        standing = self._deadlines(wanted, self._names.case(case) if case else None)
        if not standing:
            yield words, "no such deadline was set"
            return
        for name in ("due", "plan_by", "timely_until", "status", "late_by_days"):
            expected = getattr(wanted, name)
            if expected is None:
                continue
            seen = {str(each.get(name)) for each in standing}
            wrong = None if str(expected) in seen else f"is {', '.join(sorted(seen))}"
            yield f"{words}: {name} {expected}", wrong

    def _deadlines(self, wanted: ExpectedDeadline, case_id: str | None) -> list[dict[str, Any]]:
        """Fold deadline facts to how each deadline stands now."""
        who = UUID(self._names.citizen(wanted.citizen)) if wanted.citizen else None
        standing: dict[tuple[str, str], dict[str, Any]] = {}
        for fact in self._house.facts:
            data = fact.event.data
            if not fact.tag.startswith("deadline.") or not about(fact, who):
                continue
            if case_id is not None and fact.case_id != case_id:
                continue
            if data.get("rule_key") != wanted.rule:
                continue
            row = standing.setdefault((fact.stream, data["deadline"]), {})
            kind = fact.tag.removeprefix("deadline.")
            running = "paused" if data.get("paused_since") else "running"
            row.update(data, status=running if kind in {"set", "recomputed"} else kind)
        return list(standing.values())

    # -- questions ------------------------------------------------------------------------------

    def _timeline(self, wanted: ExpectedTimeline) -> Found:
        citizen = self._names.citizen(wanted.citizen)
        params = {}
        if wanted.known is not None:
            params["as_of_known"] = _end_of(wanted.known).isoformat()
        if wanted.valid is not None:
            params["as_of_valid"] = wanted.valid.isoformat()
        answer = self._house.get(
            "citizen_history",
            f"/citizens/{citizen}/timeline",
            self._house.token("the_story", _READER),
            params,
            reason=_REASON,
        )
        tags = {line["tag"] for line in answer["lines"]}
        words = f"timeline of {wanted.citizen}, known {wanted.known}, valid {wanted.valid}"
        missing = [tag for tag in wanted.contains if tag not in tags]
        extra = [tag for tag in wanted.lacks if tag in tags]
        trouble = [f"{missing} missing" if missing else "", f"{extra} there" if extra else ""]
        said = ", ".join(each for each in trouble if each)
        yield words, f"{said}; it shows {sorted(tags)}" if said else None

    def _waiting(self, wanted: ExpectedWaiting) -> Found:
        citizen = self._names.citizen(wanted.citizen)
        lines = self._house.get(
            "citizen_history",
            f"/citizens/{citizen}/waiting",
            self._house.token("the_story", _READER),
            reason=_REASON,
        )
        seen = [(line["waiting_on"], line["until"]) for line in lines]
        words = f"waiting on {wanted.on}" + (f" until {wanted.until}" if wanted.until else "")
        if wanted.on == "nobody":
            yield words, f"waiting on {seen}" if seen else None
            return
        until = None if wanted.until is None else wanted.until.isoformat()
        fits = any(on == wanted.on and until in (None, when) for on, when in seen)
        yield words, None if fits else f"waiting on {seen}"

    def _token(self, by: str) -> str:
        person = self._story.actors[by]
        return self._house.token(self._names.actor(by, person), person)

    def _state(self, wanted: ExpectedState) -> Found:
        case_id, owner = self._names.case(wanted.case), None
        for fact in self._house.facts:
            if fact.case_id == case_id:
                owner = fact
                break
        if owner is None:
            yield f"state of {wanted.case}", "there is no such case"
            return
        token = self._token(wanted.by)
        shown = self._house.get(owner.source, f"/{_path(owner)}/{case_id}", token)
        state = shown["state"]
        words = f"state of {wanted.case}"
        if wanted.stage is not None:
            wrong = None if state["stage"] == wanted.stage else f"is {state['stage']}"
            yield f"{words}: {wanted.stage}", wrong
        for name, value in self._names.resolve(wanted.with_).items():
            seen = state.get(name)
            yield f"{words}: {name} {value}", None if _same(seen, value) else f"is {seen}"
        for command, code in wanted.may_not.items():
            codes = [each["code"] for each in shown["may"][command]["blocked_by"]]
            yield f"{words}: may not {command}", None if code in codes else f"blocked by {codes}"

    def _answer(self, wanted: ExpectedAnswer) -> Found:
        service, query = find_query(wanted.query)
        params = self._names.resolve(wanted.params)
        path = "/" + query.path.format(**params)
        rest = {k: v for k, v in params.items() if f"{{{k}}}" not in query.path}
        token = self._token(wanted.by)
        answer = self._house.get(service.name, path, token, rest)
        rows = _rows(answer)
        fields = self._names.resolve(wanted.contains)
        found = any(_holds(row, fields) for row in rows)
        words = f"{wanted.query} answers {wanted.contains}"
        yield words, None if found else f"it answers {rows}"


def _rows(answer: Any) -> list[Any]:
    """Return the rows of an answer; a page counts as one, and so does each row on it."""
    if isinstance(answer, list):
        return answer
    on_it = (each for each in answer.values() if isinstance(each, list))
    return [answer, *(row for rows in on_it for row in rows if isinstance(row, dict))]


def _path(fact: Recorded[Unread]) -> str:
    from jobcenter.catalogue import declaration  # noqa: PLC0415 - imports every service

    cases = declaration(fact.source).cases
    return next(case.path for case in cases if case.name == fact.case_type)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), COPENHAGEN) - timedelta(microseconds=1)


def _holds(data: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(name in data and _same(data[name], value) for name, value in wanted.items())


def _same(seen: Any, wanted: Any) -> bool:
    """Compare as JSON; a struct inside is compared by the fields that are wanted of it."""
    if isinstance(wanted, dict) and isinstance(seen, dict):
        return _holds(seen, wanted)
    return bool(msgspec.to_builtins(seen) == wanted) or str(seen) == str(wanted)
