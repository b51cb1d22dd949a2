"""Talks to a service's HTTP API: typed orders and questions, refusals as exceptions.

A lost answer is asked for again with the same key, so an order is never done twice.
A full house (503) is asked again soon, and who asked too often (429) waits as long as told.
"""

import random
import re
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Self, TypeVar
from urllib.parse import quote
from uuid import uuid4

import httpx
import msgspec
from msgspec import Struct

from shared.access.masking import Masked

__all__ = ["Client", "Done", "FieldRefused", "Masked", "Refused", "TooOften", "Unreachable"]

T = TypeVar("T")

# Seconds before the first repetition; each further one waits about twice as long.
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
# Seconds somebody who asked too often waits as told; who is told to wait longer gives up at once.
LONGEST_WAIT = 90.0
_COME_BACK = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_VARIABLE = re.compile(r"\{([a-z_]+)\}")


class FieldRefused(Struct, frozen=True):
    """What is wrong with one field."""

    field: str = ""
    code: str = ""
    title: str = ""
    title_en: str = ""


class _Problem(Struct, frozen=True):
    code: str = "unreadable_answer"
    title: str = ""
    title_en: str = ""
    correlation_id: str = ""
    errors: tuple[FieldRefused, ...] = ()
    facts: dict[str, Any] = {}


class Refused(Exception):  # noqa: N818 - an answer of the service, not an error of ours
    """The service said no: `code` is stable, `title` is Danish, `version` is set on 412."""

    def __init__(self, status: int, problem: _Problem, version: int | None = None) -> None:
        """Read the problem the service answered with."""
        super().__init__(f"{status} {problem.code}: {problem.title_en or problem.title}")
        self.status = status
        self.code = problem.code
        self.title = problem.title
        self.title_en = problem.title_en
        self.correlation_id = problem.correlation_id
        self.errors = problem.errors
        self.facts = problem.facts
        self.version = version


class TooOften(Refused):
    """The caller asked too often, and nothing was done; `retry_after` says when to ask again."""

    def __init__(self, status: int, problem: _Problem, retry_after: float | None) -> None:
        """Keep how many seconds the service asked for; None when it did not say."""
        super().__init__(status, problem)
        self.retry_after = retry_after


class Unreachable(Exception):  # noqa: N818 - says nothing about whether an order was done
    """No answer came; repeat later with `key` to learn whether the order was done."""

    def __init__(self, address: str, key: str | None) -> None:
        """Name the address and the key of the order."""
        super().__init__(f"no answer from {address}")
        self.key = key


class Done(Struct, frozen=True):
    """What an order led to: the case, its version now, the names of the new facts."""

    case_id: str
    version: int
    events: tuple[str, ...] = ()
    replayed: bool = False


class Client:
    """A caller of one service; made once and used for many calls."""

    def __init__(
        self,
        base_url: str,
        token: str | Callable[[], str],
        *,
        timeout: float = 10.0,
        tries: int = 5,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        looking: Mapping[str, str] | None = None,
    ) -> None:
        """Call the service at `base_url`; a token function is asked before every request.

        `looking` are the headers that say what is looked for (`X-Purpose`, `X-Access-Reason`).
        """
        self._looking = dict(looking or {})
        self._token = token
        self._tries = tries
        self._sleep = sleep
        self._http = httpx.Client(base_url=base_url, timeout=timeout, transport=transport)

    def order(
        self,
        path: str,
        command: Struct | Mapping[str, Any],
        *,
        key: str | None = None,
        if_match: int | None = None,
        correlation_id: str | None = None,
    ) -> Done:
        """Give an order; `if_match` is the case's version last seen, None when it opens one."""
        key = key or str(uuid4())
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        if correlation_id is not None:
            headers["X-Correlation-Id"] = correlation_id
        body = msgspec.json.encode(command)
        answer = self._send("POST", path, headers, body=body, key=key)
        done = msgspec.json.decode(answer.content, type=Done)
        replayed = answer.headers.get("Idempotency-Replayed") == "true"
        return msgspec.structs.replace(done, replayed=replayed)

    def ask(
        self, path: str, params: Struct | Mapping[str, Any] | None = None, kind: type[T] | Any = Any
    ) -> T:
        """Ask a question; `kind` is the type of the answer.

        A `{name}` in the path is filled with the parameter of that name.
        """
        plain: dict[str, Any] = msgspec.to_builtins(params) if params is not None else {}
        path = _VARIABLE.sub(lambda found: quote(_text(plain.pop(found[1])), safe=""), path)
        answer = self._send("GET", path, self._looking, params=_query(plain))
        found: T = msgspec.json.decode(answer.content, type=kind)
        return found

    def ask_posted(
        self, path: str, params: Struct | Mapping[str, Any], kind: type[T] | Any = Any
    ) -> T:
        """Ask a question whose parameters must not stand in an address."""
        headers = {"Content-Type": "application/json", **self._looking}
        answer = self._send("POST", path, headers, body=msgspec.json.encode(params))
        found: T = msgspec.json.decode(answer.content, type=kind)
        return found

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        """Use the client for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the connections."""
        self.close()

    def _send(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        *,
        body: bytes | None = None,
        params: httpx.QueryParams | None = None,
        key: str | None = None,
    ) -> httpx.Response:
        for tried in range(1, self._tries + 1):
            last = tried == self._tries
            try:
                answer = self._http.request(
                    method, path, headers=headers | self._proof(), content=body, params=params
                )
            except httpx.TransportError as error:
                if last:
                    raise Unreachable(str(self._http.base_url), key) from error
                self._sleep(_pause(tried, None))
                continue
            pause = None if last else _pause_after(answer, tried)
            if pause is None:
                return _accepted(answer)
            self._sleep(pause)
        raise Unreachable(str(self._http.base_url), key)

    def _proof(self) -> dict[str, str]:
        token = self._token if isinstance(self._token, str) else self._token()
        return {"Authorization": f"Bearer {token}"}


def _accepted(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    try:
        problem = msgspec.json.decode(answer.content, type=_Problem)
    except msgspec.DecodeError:
        problem = _Problem()
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise TooOften(answer.status_code, problem, _asked(answer))
    tag = answer.headers.get("ETag", "").strip('"')
    raise Refused(answer.status_code, problem, int(tag) if tag.isdecimal() else None)


def _pause_after(answer: httpx.Response, tried: int) -> float | None:
    """Return how long to wait before asking again; None when the answer stands."""
    if answer.status_code not in _COME_BACK:
        return None
    asked = _asked(answer)
    if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE or asked is None:
        return _pause(tried, asked)
    # Whoever comes back sooner than told would be sent away again.
    return asked * random.uniform(1.0, 1.1) if asked <= LONGEST_WAIT else None  # noqa: S311 - not a secret


def _asked(answer: httpx.Response) -> float | None:
    asked = answer.headers.get("Retry-After", "")
    return float(asked) if asked.isdecimal() else None


def _pause(tried: int, asked: float | None) -> float:
    """Wait as long as was asked, else ever longer; a little chance keeps callers apart."""
    longest = FIRST_PAUSE * 2.0 ** (tried - 1) if asked is None else asked
    longest = min(LONGEST_PAUSE, longest)
    return longest * random.uniform(0.75, 1.25)  # noqa: S311 - not a secret


def _query(plain: Mapping[str, Any]) -> httpx.QueryParams:
    """Write parameters; what is None is left out, what is a list stands several times."""
    found: list[tuple[str, str | int | float | bool | None]] = []
    for name, value in plain.items():
        values = value if isinstance(value, list | tuple) else [value]
        found += [(name, _text(each)) for each in values if each is not None]
    return httpx.QueryParams(found)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
