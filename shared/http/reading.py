"""Seeing cases: one with what may be done with it, its history, and lists of them."""

from collections.abc import Mapping
from typing import Any

import falcon

from shared.access.table import DENIED
from shared.access.visitor import admit
from shared.actor import Actor
from shared.casework.call import Shown
from shared.casework.declare import CaseType
from shared.casework.reading_room import Seen
from shared.http.answers import (
    CaseFilter,
    KnownAt,
    MayOrder,
    Moments,
    Reason,
    ShownCase,
    fact,
)
from shared.http.counter import Counter, Handler, answer, tell, visitor
from shared.http.parameters import known_at, read_parameters
from shared.http.paths import check_case_id, collection
from shared.http.problems import etag


def show_case(counter: Counter, case: CaseType[Any]) -> Handler:
    """Return the handler that shows one case."""

    def handle(req: falcon.Request, resp: falcon.Response, found: Mapping[str, str]) -> None:
        who = visitor(req)
        admit(counter.access, who, case.name)
        case_id = check_case_id(case, found["case_id"])
        moment = known_at(read_parameters(req, KnownAt, {}).as_of_known)
        shown, seen = counter.room.show(case, case_id, who, moment)
        tell(resp, seen)
        if moment is not None:
            # What may be done is a question about today; yesterday's version is no ETag.
            answer(resp, _shown(case, shown, seen, {}))
            return
        resp.set_header("ETag", etag(shown.version))
        answer(resp, _shown(case, shown, seen, _may(counter, case, shown, who.actor)))

    return handle


def show_history(counter: Counter, case: CaseType[Any]) -> Handler:
    """Return the handler that shows the facts of one case."""

    def handle(req: falcon.Request, resp: falcon.Response, found: Mapping[str, str]) -> None:
        who = visitor(req)
        admit(counter.access, who, case.name)
        case_id = check_case_id(case, found["case_id"])
        moments = read_parameters(req, Moments, {})
        known = known_at(moments.as_of_known)
        history, seen = counter.room.history(case, case_id, who, known, moments.as_of_valid)
        tell(resp, seen)
        answer(resp, [fact(each) for each in history])

    return handle


def list_cases(counter: Counter, case: CaseType[Any]) -> Handler:
    """Return the handler that lists cases of one type, a page at a time."""

    def handle(req: falcon.Request, resp: falcon.Response, _found: Mapping[str, str]) -> None:
        who = visitor(req)
        admit(counter.access, who, case.name)
        wanted = read_parameters(req, CaseFilter, {})
        seen, following = counter.room.list_cases(
            case,
            who,
            wanted.citizen,
            open_only=wanted.open,
            after=wanted.after,
            limit=wanted.limit,
        )
        if following is not None:
            resp.append_link(_page_url(req, case, following), "next")
        tell(resp, seen)
        answer(resp, {"items": seen.body, "next": following})

    return handle


def _page_url(req: falcon.Request, case: CaseType[Any], after: str) -> str:
    params = {name: value for name, value in req.params.items() if name != "after"}
    return collection(case) + falcon.to_query_str({**params, "after": after})


def _shown(case: CaseType[Any], shown: Shown, seen: Seen, may: dict[str, MayOrder]) -> ShownCase:
    return ShownCase(
        case_id=shown.case_id,
        case_type=case.name,
        version=shown.version,
        state=shown.state,
        subjects=tuple(shown.subjects),
        may=may,
        relation=seen.relation,
        masked=seen.masked,
    )


def _may(counter: Counter, case: CaseType[Any], shown: Shown, actor: Actor) -> dict[str, MayOrder]:
    """Say of every order whether it can be given: the person's rights first, then the case."""
    found: dict[str, MayOrder] = {}
    for act in case.commands:
        if act.opens:
            continue
        denied = () if counter.access.allowed(actor, act.name) else (DENIED,)
        reasons = tuple(
            dict.fromkeys(
                _reason(counter, code) for code in (*denied, *shown.may.get(act.name, ()))
            )
        )
        found[act.name] = MayOrder(allowed=not reasons, because=reasons)
    return found


def _reason(counter: Counter, code: str) -> Reason:
    title = counter.codes.title(code)
    return Reason(code, title.da, title.en)
