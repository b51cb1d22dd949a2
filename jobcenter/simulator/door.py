"""The door through which the town's lives give their orders; over the street it is HTTP."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar
from uuid import UUID

import msgspec

from jobcenter.scenario.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from jobcenter.scenario.house import House
    from jobcenter.scenario.orders import Ordered
    from jobcenter.scenario.story import Person
    from shared.eventlog.codec import Unread
    from shared.eventlog.envelope import Recorded

T = TypeVar("T")
_OVERTAKEN: Final = "version_conflict"
_TRIES: Final = 5


class Door(Protocol):
    """What a town needs of the services it lives with."""

    def begin_day(self, morning: datetime) -> None:
        """Let it be morning; yesterday's messages have arrived."""
        ...

    def order(
        self, by: tuple[str, Person], order: Ordered, case_id: str | None, body: Mapping[str, Any]
    ) -> str:
        """Give an order and return the case's id; raise `Refused` when the answer is no."""
        ...

    def case(self, citizen: UUID, case_type: str) -> str | None:
        """Return the citizen's newest case of a kind, as it was known this morning."""
        ...

    def state(self, by: tuple[str, Person], order: Ordered, case_id: str) -> Mapping[str, Any]:
        """Return the state of the case that an order is for."""
        ...

    def together(self, steps: Sequence[Callable[[], T]]) -> list[T]:
        """Let several lives act; none of them waits for another."""
        ...


class FrontDoor:
    """The real doors of a running house: every order is a request with a token of its own."""

    def __init__(self, house: House) -> None:
        """Stand before a house."""
        self._house = house
        self._cases: dict[tuple[UUID, str], list[str]] = defaultdict(list)
        self._versions: dict[str, int] = {}
        """The version seen last of each case; several kinds of case may share an id."""
        self.facts = 0
        self.tell: Callable[[list[Recorded[Unread]]], None] | None = None
        """Who is told of the new facts of each day."""

    def begin_day(self, morning: datetime) -> None:
        """Wait for yesterday's messages, move the clock of every service, and read the mail."""
        self.news()
        self._house.move_clock(morning)

    def news(self) -> list[Recorded[Unread]]:
        """Wait until all messages have arrived and return what is new."""
        self._house.wait_for_quiet()
        return self.read_mail()

    def read_mail(self) -> list[Recorded[Unread]]:
        """Read the facts that are new since the last look, and return them."""
        mail = self._house.read_logs()
        self._house.facts.clear()
        self.facts += len(mail)
        if self.tell is not None:
            self.tell(mail)
        for fact in mail:
            self._versions[fact.stream] = fact.version
            for subject in fact.meta.subjects:
                cases = self._cases[subject, fact.case_type]
                if fact.case_id not in cases:
                    cases.append(fact.case_id)
        return mail

    def order(
        self, by: tuple[str, Person], order: Ordered, case_id: str | None, body: Mapping[str, Any]
    ) -> str:
        """Post an order; whoever was overtaken by somebody else looks again and repeats it."""
        for _ in range(_TRIES - 1):
            try:
                return self._post(by, order, case_id, body)
            except Refused as refused:
                if refused.code != _OVERTAKEN:
                    raise
        return self._post(by, order, case_id, body)

    def _post(
        self, by: tuple[str, Person], order: Ordered, case_id: str | None, body: Mapping[str, Any]
    ) -> str:
        known = self._versions.get(f"{order.case.name}-{case_id}", 1)
        plain, token = msgspec.to_builtins(body), self._house.token(*by)
        version = None if order.act.opens else known
        done = self._house.post(order.service.name, order.path(case_id), plain, token, version)
        self._versions[f"{order.case.name}-{done['case_id']}"] = done["version"]
        return str(done["case_id"])

    def case(self, citizen: UUID, case_type: str) -> str | None:
        """Return the newest case that the mail has brought news of."""
        found = self._cases.get((citizen, case_type))
        return found[-1] if found else None

    def state(self, by: tuple[str, Person], order: Ordered, case_id: str) -> Mapping[str, Any]:
        """Ask for a case."""
        path = f"/{order.case.path}/{case_id}"
        shown = self._house.get(order.service.name, path, self._house.token(*by))
        state: Mapping[str, Any] = shown["state"]
        return state

    def together(self, steps: Sequence[Callable[[], T]]) -> list[T]:
        """Let one act after the other."""
        return [step() for step in steps]
