"""The same orders and questions for callers on the broker, through the same office as HTTP.

One nameko class for each service, built from its declaration, in a container of its own and only
where there is a broker. No service of ours calls it, so nobody inside notices when it is away.
A call answers `{"status": …}` with `done`, `answer` or `problem`; it never raises. A caller that
hears nothing repeats with the same key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
from nameko.messaging import QueueConsumer
from nameko.rpc import Rpc, RpcConsumer

from shared.access.visitor import Visitor, admit, read_reason
from shared.casework.call import Call
from shared.casework.questions import PLUMBING
from shared.http.bodies import decode
from shared.http.codes import Codes
from shared.http.fields import shown_name
from shared.http.front import tokens_of
from shared.http.headers import checked_key
from shared.http.limits import MAX_BODY
from shared.http.meters import outcome_of
from shared.http.paths import check_case_id
from shared.http.problems import Refusal, problem_body, refusal_of
from shared.identity import new_id
from shared.observability.logging import bind_call, get_logger
from shared.trouble import Denied, Invalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.access.table import AccessTable
    from shared.access.tokens import Tokens
    from shared.actor import Actor
    from shared.casework.declare import Act, CaseType, Query
    from shared.casework.office import Office
    from shared.casework.reading_room import ReadingRoom, Seen
    from shared.casework.works import Works
    from shared.http.meters import Meters

Answer = dict[str, Any]

_FAILED: Final = 500
_log = get_logger(__name__)


def rpc_service(works: Works) -> type[Any]:
    """Return the class that answers calls for a service at work."""
    return RpcCounter(
        office=works.office,
        room=works.room,
        access=works.access,
        tokens=tokens_of(works),
        codes=Codes.load(works.home / "codes.yaml"),
        meters=works.metrics,
        plumbing=PLUMBING,
    ).service_class()


@dataclass(frozen=True, slots=True)
class RpcCounter:
    """Takes orders and questions as the HTTP counter does; only the way they come differs."""

    office: Office
    room: ReadingRoom
    access: AccessTable
    tokens: Tokens
    codes: Codes
    meters: Meters
    plumbing: tuple[Query, ...] = ()

    @property
    def name(self) -> str:
        """Return the name callers use: `<service>_rpc`."""
        return f"{self.office.service.name}_rpc"

    def service_class(self) -> type[Any]:
        """Return a nameko class with a method for each order and `ask_<question>`."""
        service = self.office.service
        methods: dict[str, Any] = {
            act.name: _order(self, case, act) for case in service.cases for act in case.commands
        }
        questions = (*service.queries, *self.plumbing)
        methods |= {f"ask_{query.name}": _question(self, query) for query in questions}
        return type(
            f"{service.name.title().replace('_', '')}Rpc",
            (),
            {
                "__doc__": f"{service.title} for callers on the broker.",
                "name": self.name,
                **{name: _entrypoint(name, method) for name, method in methods.items()},
            },
        )

    def carry_out(self, case: CaseType[Any], act: Act, wish: _Wish, correlation_id: str) -> Answer:
        """Give an order to the office: rights first, then form, as at the HTTP counter."""
        actor = self._caller(wish.token)
        if not self.access.allowed(actor, act.name):
            raise Denied
        case_id = None if act.opens else _case_id(case, wish.case_id)
        key = checked_key(wish.key)
        if_match = None if act.opens else _version(wish.if_match)
        command = decode(_bytes(wish.body), msgspec.json.Decoder(act.command).decode)
        call = Call(actor, correlation_id, key, if_match)
        self.room.search_by_order(act, command, call)
        if case_id is None:
            done = self.office.open(case, act, command, call)
        else:
            done = self.office.act(case, act, case_id, command, call)
        self.meters.command(act.name, "replayed" if done.replayed else "done")
        return {"status": 201 if act.opens else 200, "done": _plain(done)}

    def ask(
        self, query: Query, token: Any, params: Any, look: _Look, correlation_id: str
    ) -> Answer:
        """Answer a question; a guest's purpose and reason come along as they do over HTTP."""
        visitor = Visitor(self._caller(token), correlation_id, look.purpose, look.reason)
        admit(self.access, visitor, query.name)
        names = frozenset(field.encode_name for field in msgspec.structs.fields(query.params))

        def read(body: bytes) -> Any:
            raw = msgspec.json.decode(body, type=dict[str, Any])
            for name in raw.keys() - names:
                raise Invalid("field_unknown", shown_name(name))
            return msgspec.convert(raw, query.params)

        asked = decode(_bytes({} if params is None else params), read)
        seen = self.room.ask(query, asked, visitor)
        return {"status": 200, "answer": _plain(seen.body), **look_of(seen)}

    def answered(self, act: Act | None, do: Callable[[str], Answer]) -> Answer:
        """Return what came of a call; whatever is raised becomes a problem."""
        correlation_id = str(new_id())
        bind_call(self.office.service.name, correlation_id, entrypoint="rpc")
        try:
            return do(correlation_id)
        except Exception as error:  # noqa: BLE001 - nobody outside is shown the inside of a fault
            refusal = refusal_of(error, opening=act is not None and act.opens)
            if refusal is None:
                _log.error("request_failed", error_type=type(error).__name__, exc_info=error)
                refusal = Refusal(_FAILED, "internal_error")
            self.meters.refused(refusal.code)
            if act is not None:
                self.meters.command(act.name, outcome_of(refusal.status))
            return {"status": refusal.status, "problem": self._problem(refusal, correlation_id)}

    def _problem(self, refusal: Refusal, correlation_id: str) -> Answer:
        body: Answer = _plain(problem_body(refusal, self.codes, correlation_id))
        version = refusal.headers.get("ETag", "").strip('"')
        wait = refusal.headers.get("Retry-After")
        more = {"version": int(version)} if version else {}
        return body | more | ({"retry_after": int(wait)} if wait else {})

    def _caller(self, token: Any) -> Actor:
        return self.tokens.bearer(f"Bearer {token}" if isinstance(token, str) else None).actor


def look_of(seen: Seen) -> Answer:
    """Say as what the caller saw the answer, and how many rows were left out."""
    relation = {"relation": seen.relation} if seen.relation else {}
    return relation | ({"left_out": seen.left_out} if seen.left_out else {})


@dataclass(frozen=True, slots=True)
class _Look:
    """What a caller looks for."""

    purpose: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a caller sent with an order, unchecked."""

    token: Any
    body: Any
    key: Any
    case_id: Any
    if_match: Any


class _Listener(QueueConsumer):  # type: ignore[misc]  # nameko has no types
    """Gives up when the broker is gone, so that the door can be shut; the door tries again."""

    connect_max_retries = 1


class _Answerable(RpcConsumer):  # type: ignore[misc]  # nameko has no types
    """Drops a message that names nobody to answer; nameko would fall over it again and again."""

    queue_consumer = _Listener()

    def handle_message(self, body: Any, message: Any) -> None:
        """Take a call."""
        if message.properties.get("reply_to"):
            super().handle_message(body, message)
            return
        _log.warning("rpc_without_reply_to")
        self.queue_consumer.ack_message(message)


class _Call(Rpc):  # type: ignore[misc]  # nameko has no types
    """An entrypoint for one method."""

    rpc_consumer = _Answerable()


def _entrypoint(name: str, method: Callable[..., Answer]) -> Any:
    method.__name__ = name
    method.__qualname__ = name
    return _Call.decorator(sensitive_arguments=("token", "body"))(method)


def _order(counter: RpcCounter, case: CaseType[Any], act: Act) -> Callable[..., Answer]:
    def order(
        _self: Any,
        token: Any = None,
        body: Any = None,
        key: Any = None,
        case_id: Any = None,
        if_match: Any = None,
    ) -> Answer:
        wish = _Wish(token, body, key, case_id, if_match)
        return counter.answered(act, lambda thread: counter.carry_out(case, act, wish, thread))

    order.__doc__ = act.command.__doc__
    return order


def _question(counter: RpcCounter, query: Query) -> Callable[..., Answer]:
    def question(
        _self: Any,
        token: Any = None,
        body: Any = None,
        purpose: Any = None,
        reason: Any = None,
    ) -> Answer:
        def ask(correlation_id: str) -> Answer:
            look = _Look(_text(purpose), read_reason(_text(reason)))
            return counter.ask(query, token, body, look, correlation_id)

        return counter.answered(None, ask)

    question.__doc__ = query.params.__doc__
    return question


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else str(value)


def _case_id(case: CaseType[Any], case_id: Any) -> str:
    return check_case_id(case, case_id if isinstance(case_id, str) else "")


def _version(if_match: Any) -> int:
    if if_match is None:
        raise Refusal(428, "if_match_missing")
    if isinstance(if_match, bool) or not isinstance(if_match, int) or if_match < 1:
        raise Refusal(400, "if_match_malformed")
    return if_match


def _plain(found: Any) -> Any:
    """Write an answer in JSON's own types, all that travels over the broker."""
    return msgspec.json.decode(msgspec.json.encode(found))


def _bytes(body: Any) -> bytes:
    """Return a body as it would have come over HTTP, so that it is read by the same rules."""
    try:
        written = msgspec.json.encode(body)
    except (TypeError, ValueError, RecursionError) as error:
        raise Refusal(400, "malformed_json") from error
    if len(written) > MAX_BODY:
        raise Refusal(413, "body_too_large")
    return written
