"""Plays a story step by step and says which expectation failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from jobcenter.scenario.checks import Checker
from jobcenter.scenario.house import Refused, about
from jobcenter.scenario.names import Names
from jobcenter.scenario.orders import Ordered, find_order
from jobcenter.trouble import PlainError
from shared.eventlog.event import tag_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobcenter.scenario.house import House
    from jobcenter.scenario.story import Step, Story


class Outcome(NamedTuple):
    """What became of one step or check: its words, and what was wrong (None: nothing)."""

    words: str
    trouble: str | None = None


class Player:
    """Plays one story in one house; every order goes through the services' HTTP APIs."""

    def __init__(self, story: Story, house: House, tell: Callable[[Outcome], None]) -> None:
        """Take the story, the house, and who hears of each step."""
        self._story = story
        self._house = house
        self._tell = tell
        self._names = Names()
        self._checker = Checker(story, house, self._names)
        self.failures = 0

    def play(self) -> int:
        """Play the story to its end; return how many expectations failed."""
        for step in self._story.steps:
            self._house.wait_for_quiet()
            self._house.move_clock(step.moment)
            self._house.wait_for_quiet()
            if step.do is not None:
                self._do(step, step.do)
            for check in step.checks:
                self._quietly(check)
        for check in self._story.checks:
            self._quietly(check)
        return self.failures

    def _quietly(self, check: Any) -> None:
        self._house.wait_for_quiet()
        self._house.read_logs()
        for words, trouble in self._checker.check(check):
            self._say(words, trouble)

    def _do(self, step: Step, do: str) -> None:
        words = f"{step.on} {step.by}: {do}"
        order = find_order(do)
        events, refused = self._given(step, order)
        expected = step.expect.refused if step.expect else None
        if refused is not None and refused.code != expected:
            self._say(words, f"refused with {refused.code} ({refused})")
        elif refused is None and expected is not None:
            self._say(words, f"should have been refused with {expected}, but brought {events}")
        else:
            missing = [e for e in (step.expect.events if step.expect else []) if e not in events]
            words += f" -> refused: {expected}" if expected else f" -> {', '.join(events)}"
            self._say(words, f"{missing} did not follow" if missing else None)
        if step.expect_deadline is not None:
            self._house.wait_for_quiet()
            self._house.read_logs()
            case = step.case or step.as_
            for each, trouble in self._checker.deadline(step.expect_deadline, case):
                self._say(each, trouble)

    def _given(self, step: Step, order: Ordered) -> tuple[list[str], Refused | None]:
        by = step.by or ""
        person = self._story.actors.get(by)
        if person is None:
            raise PlainError(f"{by!r} is not one of the story's actors.", "Add them to `actors`.")
        body = self._names.resolve(step.with_)
        case_id = self._case_id(step, order, body)
        if "citizen" not in order.fields:
            body.pop("citizen", None)
        token = self._house.token(self._names.actor(by, person), person)
        version = None if order.act.opens else 1
        try:
            done = self._house.post(order.service.name, order.path(case_id), body, token, version)
        except Refused as refused:
            return [], refused
        if step.as_:
            self._names.give(step.as_, done["case_id"])
        return list(done["events"]), None

    def _case_id(self, step: Step, order: Ordered, body: dict[str, Any]) -> str | None:
        if order.act.opens:
            return None
        if step.case is not None:
            return str(self._names.resolve(step.case))
        citizen = body.get("citizen")
        self._house.wait_for_quiet()
        self._house.read_logs()
        found = self._open_cases(order, None if citizen is None else UUID(citizen))
        if len(found) != 1:
            raise PlainError(
                f"{step.on}: {len(found)} open cases fit {step.do}.", "Name the one with `case`."
            )
        return found[0]

    def _open_cases(self, order: Ordered, citizen: UUID | None) -> list[str]:
        """Return the open cases of the order's kind, about a citizen or all, by the facts alone."""
        closing = {tag_of(each) for each in order.case.closes_on}
        reopening = {tag_of(each) for each in order.case.reopens_on}
        cases: dict[str, bool] = {}
        for fact in self._house.facts:
            if fact.case_type != order.case.name or not about(fact, citizen):
                continue
            still = cases.get(fact.case_id, True)
            cases[fact.case_id] = (still and fact.tag not in closing) or fact.tag in reopening
        return [case_id for case_id, is_open in cases.items() if is_open]

    def _say(self, words: str, trouble: str | None) -> None:
        if trouble is not None:
            self.failures += 1
        self._tell(Outcome(words, trouble))
