"""A house as the player sees it: doors, tokens, clock, and everything that stands in the logs."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID, uuid4

import httpx
import msgspec

from jobcenter.trouble import PlainError
from shared.access.issuer import Issuer
from shared.casework.quiet import Quiet, on_the_way
from shared.eventlog.codec import Codec, Unread
from shared.eventlog.envelope import Cursor, Recorded
from shared.messaging import envelope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from jobcenter.running import Running
    from jobcenter.scenario.story import Person
    from shared.eventlog.row import Page

_PATIENCE_SECONDS = 60.0
_TOKEN_MINUTES: Final = 600
_PAGE: Final = 500
_seen = msgspec.json.Decoder(Quiet)


class Refused(Exception):  # noqa: N818 - an answer of the house
    """The house said no; `code` says why."""

    def __init__(self, status: int, code: str, title: str) -> None:
        """Keep what the problem said."""
        super().__init__(f"{status} {code}: {title}")
        self.status = status
        self.code = code
        self.title = title


class _Held(NamedTuple):
    """A token that is used again, until the moment when a new one is taken instead."""

    text: str
    until: float


class House:
    """Talks to a running house as its people do, and reads its logs as a service would."""

    def __init__(self, running: Running, data: Path, now: Callable[[], float] = time.time) -> None:
        """Use the demo issuer's key that lies in the data folder; tokens live in real time."""
        self._running = running
        self.data = data
        self._now = now
        self._issuer = Issuer(data, now=now)
        self._client = httpx.Client(timeout=30.0)
        self._codec = Codec()
        self._tokens: dict[tuple[str, str], _Held] = {}
        self._read: dict[str, Cursor] = {}
        self.facts: list[Recorded[Unread]] = []
        """Every fact of every service, in the order in which they were read."""

    # -- acting ---------------------------------------------------------------------------------

    def token(self, name: str, person: Person) -> str:
        """Return a token for a person of the story, with half of its life still before it."""
        key = (name, person.unit)
        held = self._tokens.get(key)
        if held is None or self._now() >= held.until:
            held = self._tokens[key] = self._issued(name, person)
        return held.text

    def _issued(self, name: str, person: Person) -> _Held:
        until = self._now() + _TOKEN_MINUTES * 60 / 2
        text = self._issuer.issue(
            name, person.roles, person.unit, person.authority, minutes=_TOKEN_MINUTES
        )
        return _Held(text, until)

    def post(
        self, service: str, path: str, body: Any, token: str, version: int | None
    ) -> dict[str, Any]:
        """Give an order under a fresh key; `version` None opens a case."""
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        url = f"{self._running.doors[service].api}{path}"
        answer = self._client.post(url, json=body, headers=headers)
        if answer.status_code == httpx.codes.PRECONDITION_FAILED and "ETag" in answer.headers:
            headers["If-Match"] = answer.headers["ETag"]
            answer = self._client.post(url, json=body, headers=headers)
        done: dict[str, Any] = _read(answer)
        return done

    def get(
        self,
        service: str,
        path: str,
        token: str,
        params: Any = None,
        *,
        reason: str | None = None,
        purpose: str | None = None,
    ) -> Any:
        """Ask a question; `reason` says why, where the citizen is not the asker's own."""
        url = f"{self._running.doors[service].api}{path}"
        headers = {"Authorization": f"Bearer {token}"}
        if purpose is not None:
            headers["X-Purpose"] = purpose
        if reason is not None:
            headers["X-Access-Reason"] = reason
        return _read(self._client.get(url, params=params, headers=headers))

    # -- time -----------------------------------------------------------------------------------

    def move_clock(self, moment: datetime) -> None:
        """Move the played clock of every process."""
        body = {"moment": moment.isoformat()}
        for door in self._running.doors.values():
            answer = self._client.post(f"{door.ops}/clock", json=body)
            if answer.status_code == httpx.codes.CONFLICT:
                raise PlainError(
                    "This installation runs on real time.", "Stories need a simulated one."
                )
            answer.raise_for_status()

    def look(self) -> list[Quiet]:
        """Ask every service how far it has come."""
        doors = self._running.doors.values()
        return [_seen.decode(self._client.get(f"{door.ops}/quiet").content) for door in doors]

    def wait_for_quiet(self, *, bus: bool = True) -> list[Quiet]:
        """Wait until nothing is on its way: the same picture twice, and all level.

        Without `bus` a broker that is away is not waited for.
        """
        deadline = time.monotonic() + _PATIENCE_SECONDS
        last: list[Quiet] = []
        while time.monotonic() < deadline:
            seen = self.look()
            if any(each.parked for each in seen):
                where = ", ".join(each.service for each in seen if each.parked)
                raise PlainError(
                    f"Facts were set aside in {where}.", "See `jobcenter parked list`."
                )
            if seen == last and not on_the_way(seen, bus=bus):
                return seen
            last = seen
            time.sleep(0.02)
        missing = "; ".join(on_the_way(last, bus=bus)) or "something happens all the time"
        raise PlainError(
            "The services do not come to rest.", f"This is how far they are: {missing}."
        )

    # -- reading --------------------------------------------------------------------------------

    def read_logs(self) -> list[Recorded[Unread]]:
        """Bring `facts` up to date and return what was new."""
        before = len(self.facts)
        for service in self._running.doors:
            self.facts += self.news_of(service)
        return self.facts[before:]

    def news_of(self, service: str) -> Iterator[Recorded[Unread]]:
        """Read what is new in one log, page by page; nothing of it is kept."""
        while True:
            page = self._page(service, self._read.get(service, Cursor()), _PAGE)
            self._read[service] = page.upto
            yield from (self._codec.read(service, row) for row in page.rows)
            if len(page.rows) < _PAGE:
                return

    def skip_to_now(self) -> None:
        """Leave unread what stands in the logs already; only what comes from now on is new."""
        for service in self._running.doors:
            self._read[service] = self._page(service, Cursor(), 1).head

    def _page(self, service: str, after: Cursor, limit: int) -> Page:
        params: dict[str, Any] = {"epoch": after.epoch, "position": after.position, "limit": limit}
        if after.event_id is not None:
            params["event_id"] = str(after.event_id)
        token = self._issuer.service_token("scenario_player", service)
        url = f"{self._running.doors[service].api}/feed"
        answer = self._client.get(url, params=params, headers={"Authorization": f"Bearer {token}"})
        answer.raise_for_status()
        return envelope.read_page(answer.content)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


def about(fact: Recorded[Unread], citizen: UUID | None) -> bool:
    """Say whether a fact is about a citizen."""
    return citizen is None or citizen in fact.meta.subjects


def _read(answer: httpx.Response) -> Any:
    if answer.is_success:
        return answer.json()
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    if "code" not in problem:
        answer.raise_for_status()
    errors = "; ".join(f"{e.get('field')}: {e.get('code')}" for e in problem.get("errors", []))
    title = f"{problem.get('title_en')} {errors}".strip()
    raise Refused(answer.status_code, problem["code"], title)
