"""Stands at the rim of a house: no answer about a citizen leaves without its look.

Every answer to a question goes past; the citizens' ids in it are kept with the thread it hangs on
(`X-Correlation-Id`). At the end they are compared with the look-up log. The feed between services
is no look of a person (ADR 23), and the answer to an order tells only what was ordered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from jobcenter import catalogue
from shared.casework.questions import PLUMBING
from shared.casework.settings import SERVICES
from shared.http.endpoints import Feed, Order, endpoints

if TYPE_CHECKING:
    import falcon
    import httpx

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_OK = range(200, 300)


class Answered(NamedTuple):
    """One answer: what was asked, on which thread it hangs, and every id in it."""

    asked: str
    correlation: str
    ids: frozenset[str]


class Rim:
    """Keeps what went past since it was last compared."""

    def __init__(self) -> None:
        self.answers: list[Answered] = []

    def saw(self, asked: str, correlation: str, url: str, body: str) -> None:
        """Keep one answer: whom it was asked about, and whom it tells of."""
        ids = frozenset(_ID.findall(f"{url} {body}".lower()))
        if ids:
            self.answers.append(Answered(asked, correlation, ids))

    def unrecorded(self, url: str) -> list[str]:
        """Compare with the look-up log in this database, and forget what was compared."""
        answers, self.answers = self.answers, []
        if not answers:
            return []
        with psycopg.connect(url) as conn:
            citizens, looks = _citizens(conn), _looks(conn)
        return sorted(
            f"{each.asked} told of {citizen} and left no look"
            for each in answers
            for citizen in (each.ids & citizens) - looks[each.correlation]
        )


def _citizens(conn: psycopg.Connection[Any]) -> frozenset[str]:
    """Return every citizen of every log, but none whose id a made-up order took from a case."""
    found, cases = set(), set()
    for service in SERVICES:
        rows = conn.execute(f"SELECT DISTINCT stream, subjects::text[] FROM {service}.events")
        for stream, subjects in rows:
            found |= set(subjects)
            case = stream.partition("-")[2]
            cases |= {case} - set(subjects)
    return frozenset(found - cases)


def _looks(conn: psycopg.Connection[Any]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = conn.execute(
        "SELECT correlation, citizens::text[] FROM lookup_log.looks WHERE result = 'shown'"
    )
    for correlation, citizens in rows:
        found[correlation] |= set(citizens)
    return found


# -- where one stands ------------------------------------------------------------------------------


class Watcher:
    """A middleware of one service's API in this process."""

    def __init__(self, service: str, rim: Rim) -> None:
        self._service, self._rim = service, rim
        self._asked = {
            (each.method, each.path)
            for each in endpoints(catalogue.declaration(service), PLUMBING)
            if not isinstance(each.what, Order | Feed)
        }

    def process_response(
        self,
        req: falcon.Request,
        resp: falcon.Response,
        resource: Any,
        _succeeded: bool,
    ) -> None:
        template = getattr(resource, "template", "")
        if (req.method, template) in self._asked and resp.status_code in _OK:
            asked = f"{self._service} {req.method} {template}"
            body = (resp.data or b"").decode()
            self._rim.saw(asked, req.context.correlation_id, req.relative_uri, body)


def watch_client(client: httpx.Client, rim: Rim) -> None:
    """Stand where a house in another process is talked to; what is posted there is orders."""

    def passed(answer: httpx.Response) -> None:
        path = answer.request.url.path
        if answer.request.method == "GET" and answer.is_success and not _plumbing(path):
            answer.read()
            correlation = answer.headers["X-Correlation-Id"]
            rim.saw(f"GET {_ID.sub('…', path)}", correlation, str(answer.request.url), answer.text)

    client.event_hooks["response"] = [*client.event_hooks["response"], passed]


def _plumbing(path: str) -> bool:
    return path in {"/feed", "/quiet", "/clock"}
