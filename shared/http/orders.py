"""Taking an order: who, what, on which version, under which key; then it is the office's."""

from collections.abc import Mapping

import falcon
from msgspec.json import Decoder

from shared.casework.call import Call, Done
from shared.http.answers import Ordered
from shared.http.bodies import decode, read_body
from shared.http.counter import Counter, Handler, answer, bearer
from shared.http.endpoints import Order
from shared.http.headers import Trace, read_if_match, read_key
from shared.http.paths import check_case_id, collection
from shared.http.problems import etag
from shared.trouble import Denied

REPLAYED = "Idempotency-Replayed"


def take_order(counter: Counter, order: Order) -> Handler:
    """Return the handler of one kind of order."""
    case, act = order.case, order.act
    decoder = Decoder(act.command)

    def handle(req: falcon.Request, resp: falcon.Response, found: Mapping[str, str]) -> None:
        req.context.order = act
        if not counter.access.allowed(bearer(req).actor, act.name):
            raise Denied
        case_id = None if act.opens else check_case_id(case, found["case_id"])
        key = read_key(req)
        if_match = None if act.opens else read_if_match(req)
        command = decode(read_body(req), decoder.decode)
        trace: Trace = req.context.trace
        call = Call(
            actor=bearer(req).actor,
            correlation_id=trace.correlation_id,
            key=key,
            if_match=if_match,
            traceparent=trace.traceparent,
        )
        counter.room.search_by_order(act, command, call)
        if case_id is None:
            done = counter.office.open(case, act, command, call)
            resp.location = f"{collection(case)}/{done.case_id}"
        else:
            done = counter.office.act(case, act, case_id, command, call)
        counter.meters.command(act.name, "replayed" if done.replayed else "done")
        _answer(resp, done, 201 if act.opens else 200)

    return handle


def _answer(resp: falcon.Response, done: Done, status: int) -> None:
    """Answer; a repetition gets the same status and the same bytes, and a header that says so."""
    resp.set_header("ETag", etag(done.version))
    if done.replayed:
        resp.set_header(REPLAYED, "true")
    answer(resp, Ordered(done.case_id, done.version, done.events), status)
