"""The HTTP API of one service, made whole from its declaration."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

import falcon

from shared.access.table import AccessTable
from shared.access.tokens import Tokens
from shared.casework.declare import Query
from shared.casework.office import Office
from shared.casework.reading_room import ReadingRoom
from shared.eventlog.row import Page
from shared.http import docs, openapi
from shared.http.browser import shield
from shared.http.codes import Codes
from shared.http.counter import Counter, Handler
from shared.http.endpoints import (
    Cases,
    Endpoint,
    Feed,
    History,
    OneCase,
    Order,
    Question,
    endpoints,
)
from shared.http.gate import Gate
from shared.http.headers import read_trace
from shared.http.limits import BUSY_RETRY_AFTER
from shared.http.meters import Meters
from shared.http.orders import take_order
from shared.http.problems import ProblemWriter, Refusal
from shared.http.questions import ask, read_feed
from shared.http.reading import list_cases, show_case, show_history
from shared.observability.logging import bind_call

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

_VARIABLE = re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True, slots=True)
class Extra:
    """A route beside the declared ones; a token is required unless the resource says otherwise.

    The resource is Falcon's: `on_get(req, resp)`, with `req.context.bearer` for who calls.
    With `open_to_all = True` on it, no token is asked for.
    """

    path: str
    resource: object


class Api(falcon.App[falcon.Request, falcon.Response]):
    """A Falcon application that says at once when it is full."""

    def __init__(
        self, service: str, gate: Gate, meters: Meters, tokens: Tokens, codes: Codes
    ) -> None:
        """Set the habits that hold for every route."""
        super().__init__(middleware=[Habits(service, tokens, meters)])
        self._gate = gate
        self._meters = meters
        writer = ProblemWriter(codes, meters)
        self.add_error_handler(Exception, writer)
        self.add_error_handler(falcon.HTTPError, writer)

    def __call__(self, env: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request; the place is given back however it ends."""
        if not self._gate.enter():
            env["jobcenter.full"] = True
            return super().__call__(env, start_response)
        self._meters.in_flight(self._gate.taken)
        try:
            return super().__call__(env, start_response)
        finally:
            self._gate.leave()
            self._meters.in_flight(self._gate.taken)


class Habits:
    """What happens around every request: a correlation id, a place, a token, a figure."""

    def __init__(self, service: str, tokens: Tokens, meters: Meters) -> None:
        """Take the service's name, what checks tokens and what counts."""
        self._service = service
        self._tokens = tokens
        self._meters = meters

    def process_request(self, req: falcon.Request, _resp: falcon.Response) -> None:
        """Name the thread this request hangs on; send it away when the house is full."""
        req.context.started = perf_counter()
        req.context.trace = trace = read_trace(req)
        req.context.correlation_id = trace.correlation_id
        bind_call(self._service, trace.correlation_id, entrypoint="http")
        if "jobcenter.full" in req.env:
            raise Refusal(503, "overloaded", headers={"Retry-After": str(BUSY_RETRY_AFTER)})

    def process_resource(
        self,
        req: falcon.Request,
        _resp: falcon.Response,
        resource: object,
        _params: dict[str, Any],
    ) -> None:
        """Ask who calls: every route wants a token unless it says that it is open to all."""
        if not getattr(resource, "open_to_all", False):
            req.context.bearer = self._tokens.bearer(req.get_header("Authorization"))

    def process_response(
        self,
        req: falcon.Request,
        resp: falcon.Response,
        resource: object,
        _succeeded: bool,  # noqa: FBT001 - Falcon's signature
    ) -> None:
        """Name the thread in the answer and count it; nothing is kept on the way."""
        resp.set_header("X-Correlation-Id", req.context.correlation_id)
        shield(resp)
        if "cache-control" not in resp.headers:
            resp.set_header("Cache-Control", "no-store")
        route = getattr(resource, "template", None) or req.uri_template
        seconds = perf_counter() - req.context.started
        self._meters.answered(req.method, route, resp.status_code, seconds)


class Resource:
    """All methods of one path.

    Falcon wants one name for a variable at one place of all paths; we give it the place's number
    and hand the handler the names its own declaration uses.
    """

    def __init__(self, template: str) -> None:
        """Keep the path as declared, for figures."""
        self.template = template

    def add(self, endpoint: Endpoint, handler: Handler) -> None:
        """Let one method of this path be answered."""
        names = _names(endpoint.path)

        def respond(req: falcon.Request, resp: falcon.Response, **found: str) -> None:
            handler(req, resp, {names[place]: value for place, value in found.items()})

        setattr(self, f"on_{endpoint.method.lower()}", respond)


def build_api(
    office: Office,
    access: AccessTable,
    tokens: Tokens,
    *,
    codes: Codes,
    meters: Meters,
    write_page: Callable[[Page], bytes],
    room: ReadingRoom | None = None,
    plumbing: Sequence[Query] = (),
    extra_routes: Sequence[Extra] = (),
    gate: Gate | None = None,
    version: str = "1",
) -> falcon.App[falcon.Request, falcon.Response]:
    """Build the API of the office's service.

    `plumbing` holds the questions that every service answers (`/deadlines`); `extra_routes`
    what only some installations have (`/clock`); `write_page` writes a page of the feed.
    """
    counter = Counter(office, room or ReadingRoom(office), access, codes, meters, write_page)
    app = Api(office.service.name, gate or Gate(), meters, tokens, codes)
    offered = endpoints(office.service, plumbing)
    for path, resource in _resources(offered, partial(_handler, counter)).items():
        app.add_route(path, resource)
    for extra in extra_routes:
        app.add_route(extra.path, extra.resource)
    write = partial(
        openapi.write, office.service, access, codes, plumbing=plumbing, version=version
    )
    docs.add_docs(app, write)
    return app


def _resources(
    offered: Sequence[Endpoint], handler: Callable[[Endpoint], Handler]
) -> Mapping[str, Resource]:
    resources: dict[str, Resource] = {}
    for endpoint in offered:
        path = _numbered(endpoint.path)
        resource = resources.setdefault(path, Resource(endpoint.path))
        resource.add(endpoint, handler(endpoint))
    return resources


def _handler(counter: Counter, endpoint: Endpoint) -> Handler:
    match endpoint.what:
        case Order() as order:
            return take_order(counter, order)
        case Cases(case):
            return list_cases(counter, case)
        case OneCase(case):
            return show_case(counter, case)
        case History(case):
            return show_history(counter, case)
        case Question(query):
            return ask(counter, query)
        case Feed():
            return read_feed(counter)


def _numbered(path: str) -> str:
    parts = path.split("/")
    return "/".join(
        f"{{at{number}}}" if _VARIABLE.fullmatch(part) else part
        for number, part in enumerate(parts)
    )


def _names(path: str) -> dict[str, str]:
    return {
        f"at{number}": part[1:-1]
        for number, part in enumerate(path.split("/"))
        if _VARIABLE.fullmatch(part)
    }
