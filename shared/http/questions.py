"""Answering declared questions, and giving other services the log to read."""

from collections.abc import Mapping
from typing import Any

import falcon
import msgspec

from shared.access.visitor import admit
from shared.casework.declare import Query
from shared.http.answers import FeedPlace
from shared.http.bodies import decode, read_body
from shared.http.checks import check
from shared.http.counter import Counter, Handler, answer, bearer, tell, visitor
from shared.http.fields import shown_name
from shared.http.parameters import read_parameters
from shared.trouble import Denied, Invalid

FEED_SCOPE = "feed"


def ask(counter: Counter, query: Query) -> Handler:
    """Return the handler of one question."""
    posted = query.method == "POST"
    names = frozenset(field.encode_name for field in msgspec.structs.fields(query.params))

    def read_posted(body: bytes) -> Any:
        raw = msgspec.json.decode(body, type=dict[str, Any])
        for name in raw.keys() - names:
            raise Invalid("field_unknown", shown_name(name))
        return msgspec.convert(raw, query.params)

    def handle(req: falcon.Request, resp: falcon.Response, found: Mapping[str, str]) -> None:
        who = visitor(req)
        admit(counter.access, who, query.name)
        if posted:
            params = decode(read_body(req), read_posted)
        else:
            params = read_parameters(req, query.params, found)
        seen = counter.room.ask(query, params, who)
        tell(resp, seen)
        answer(resp, seen.body)

    return handle


def read_feed(counter: Counter) -> Handler:
    """Return the handler that gives a page of the log, in the bytes it was stored in."""
    service = counter.office.service.name

    def handle(req: falcon.Request, resp: falcon.Response, _found: Mapping[str, str]) -> None:
        caller = bearer(req)
        if service not in caller.audiences or FEED_SCOPE not in caller.scopes:
            raise Denied("scope_missing")
        place = read_parameters(req, FeedPlace, {})
        check(place)
        page = counter.office.feed(place.cursor, place.limit)
        resp.content_type = falcon.MEDIA_JSON
        resp.data = counter.write_page(page)

    return handle
