"""Every refusal as `application/problem+json`: one stable code, a Danish and an English title.

There are seven kinds of trouble (`shared.trouble`); whatever else is raised is a bug:
it is logged, and its answer says nothing about the inside.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import falcon
import psycopg
from msgspec import Struct
from msgspec.json import encode

from shared.access.bearer import TokenRefusedError
from shared.casework.declare import Act
from shared.eventlog.row import LogDiverged, LogReplaced
from shared.http.codes import Codes
from shared.http.meters import Meters, outcome_of
from shared.observability.logging import get_logger
from shared.privacy.secret_file import KeysUnsafe
from shared.trouble import (
    Conflicted,
    Denied,
    Invalid,
    KeyReusedError,
    NotFound,
    Rejected,
    TooOften,
    Unavailable,
)

MEDIA_TYPE = "application/problem+json"
_SENT_AWAY = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)
"""Who has not proved who they are, may not, or tries too often: told in the log, never by name."""
_STATUS: dict[type[Exception], int] = {
    KeyReusedError: 422,
    NotFound: 404,
    Denied: 403,
    TooOften: 429,
    Unavailable: 503,
}
_log = get_logger(__name__)


class FieldProblem(Struct, frozen=True):
    """What is wrong with one field: its path and a code, never its value."""

    field: str
    code: str
    title: str
    title_en: str


class Problem(Struct, frozen=True):
    """Why a request was refused (RFC 9457); `code` is the stable name to program against.

    `facts` holds what the reason names, such as what is awaited and from whom.
    """

    type: str
    title: str
    title_en: str
    status: int
    code: str
    correlation_id: str
    detail: str = ""
    errors: tuple[FieldProblem, ...] = ()
    facts: dict[str, Any] = {}


class Refusal(Exception):  # noqa: N818 - an answer to the caller, not an error of ours
    """A refusal in the words of HTTP."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        field: str = "",
        headers: Mapping[str, str] | None = None,
        facts: Mapping[str, Any] | None = None,
        detail: str = "",
    ) -> None:
        """Name status and code, and the field it is about if there is one."""
        super().__init__(code)
        self.status = status
        self.code = code
        self.field = field
        self.headers = dict(headers or {})
        self.facts = dict(facts or {})
        self.detail = detail


_FALCON_CODES = {
    HTTPStatus.NOT_FOUND: "route_not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "body_too_large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "content_type_not_supported",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many_requests",
}


def etag(version: int) -> str:
    """Write a case's version as an ETag."""
    return f'"{version}"'


def refusal_of(error: Exception, *, opening: bool = False) -> Refusal | None:
    """Translate a trouble into HTTP; None means that it is a bug."""
    match error:
        case Refusal():
            return error
        case Invalid():
            return Refusal(422, error.code, field=error.path)
        case KeyReusedError() | NotFound() | Denied():
            return Refusal(_STATUS[type(error)], error.code)
        case TokenRefusedError():
            return Refusal(401, error.code, headers={"WWW-Authenticate": _challenge(error.code)})
        case falcon.HTTPError():
            return _falcon_refusal(error)
        case _:
            return _state_refusal(error, opening=opening)


def _state_refusal(error: Exception, *, opening: bool) -> Refusal | None:
    """Translate what depends on where the case, the log or the service stands."""
    match error:
        case Rejected():
            return Refusal(409, error.code, facts=error.detail)
        case LogDiverged():
            return Refusal(409, "log_diverged")
        case LogReplaced():
            return Refusal(409, "log_replaced")
        case Conflicted() if opening:
            # Nobody who opens a case has seen a version of it, so no precondition failed.
            return Refusal(409, "case_exists", headers={"ETag": etag(error.actual)})
        case Conflicted():
            return Refusal(412, "version_conflict", headers={"ETag": etag(error.actual)})
        case TooOften() | Unavailable():
            wait = {"Retry-After": str(error.retry_after)}
            return Refusal(_STATUS[type(error)], error.code, headers=wait)
        case psycopg.OperationalError() | psycopg.InterfaceError():
            # The database is away; what was asked may be repeated with the same key.
            _log.warning("database_unavailable", error_type=type(error).__name__)
            return Refusal(503, "unavailable", headers={"Retry-After": "1"})
        case KeysUnsafe():
            # The key file here is an older copy: nothing is found or opened wrongly meanwhile.
            _log.error("keys_not_at_hand", error_type=type(error).__name__)
            return Refusal(503, "keys_not_at_hand", headers={"Retry-After": "60"})
        case _:
            return None


def problem_body(refusal: Refusal, codes: Codes, correlation_id: str) -> Problem:
    """Write the body of a refusal."""
    title = codes.title(refusal.code)
    errors = (
        (FieldProblem(refusal.field, refusal.code, title.da, title.en),) if refusal.field else ()
    )
    return Problem(
        type=f"urn:jobcenter:problem:{refusal.code}",
        title=title.da,
        title_en=title.en,
        status=refusal.status,
        code=refusal.code,
        correlation_id=correlation_id,
        detail=refusal.detail,
        errors=errors,
        facts=refusal.facts,
    )


class ProblemWriter:
    """Falcon's handler for everything that is raised."""

    def __init__(self, codes: Codes, meters: Meters) -> None:
        """Take the titles, and what counts."""
        self._codes = codes
        self._meters = meters

    def __call__(
        self, req: falcon.Request, resp: falcon.Response, error: Exception, _params: dict[str, Any]
    ) -> None:
        """Answer with the problem; log what is our own fault."""
        order: Act | None = getattr(req.context, "order", None)
        refusal = refusal_of(error, opening=order is not None and order.opens)
        if refusal is None:
            _log.error("request_failed", error_type=type(error).__name__, exc_info=error)
            refusal = Refusal(500, "internal_error")
        if refusal.status in _SENT_AWAY:
            _log.warning(
                "access_refused",
                status=refusal.status,
                code=refusal.code,
                method=req.method,
                route=req.uri_template,
                unit=unit_of(req),
            )
        self._meters.refused(refusal.code)
        if order is not None:
            self._meters.command(order.name, outcome_of(refusal.status))
        resp.status = refusal.status
        resp.content_type = MEDIA_TYPE
        problem = problem_body(refusal, self._codes, req.context.correlation_id)
        resp.data = encode(problem)
        resp.text = None
        for name, value in refusal.headers.items():
            resp.set_header(name, value)


def unit_of(req: falcon.Request) -> str | None:
    """Return the unit of who calls, if that is known yet."""
    bearer = getattr(req.context, "bearer", None)
    return None if bearer is None else bearer.actor.unit


def _challenge(code: str) -> str:
    if code == "token_missing":
        return 'Bearer realm="jobcenter"'
    return f'Bearer realm="jobcenter", error="invalid_token", error_description="{code}"'


def _falcon_refusal(error: falcon.HTTPError) -> Refusal:
    status = error.status_code
    code = _FALCON_CODES.get(HTTPStatus(status))
    if code is None:
        code = "bad_request" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "internal_error"
    headers = error.headers or {}
    return Refusal(status, code, headers=dict(headers))
