"""The list of everything a service answers, drawn from its declaration.

Routes, documentation and clients are all made from this one list, so they cannot differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from shared.casework.declare import Act, CaseType, Query, Service
from shared.http import paths


@dataclass(frozen=True, slots=True)
class Order:
    """Giving an order."""

    case: CaseType[Any]
    act: Act


@dataclass(frozen=True, slots=True)
class Cases:
    """Listing the cases of a type."""

    case: CaseType[Any]


@dataclass(frozen=True, slots=True)
class OneCase:
    """Seeing one case and what may be done with it."""

    case: CaseType[Any]


@dataclass(frozen=True, slots=True)
class History:
    """Seeing the facts of one case, by either clock."""

    case: CaseType[Any]


@dataclass(frozen=True, slots=True)
class Question:
    """Asking a declared question."""

    query: Query


@dataclass(frozen=True, slots=True)
class Feed:
    """Reading the service's log, for other services."""


What: TypeAlias = Order | Cases | OneCase | History | Question | Feed


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method on one path, with its name in the documentation."""

    method: str
    path: str
    name: str
    what: What


def endpoints(service: Service, plumbing: Sequence[Query] = ()) -> tuple[Endpoint, ...]:
    """List what a service answers; `plumbing` holds the questions every service answers."""
    found = (
        *(endpoint for case in service.cases for endpoint in _of_case(case)),
        *(_of_query(query) for query in (*service.queries, *plumbing)),
        Endpoint("GET", "/feed", "read_feed", Feed()),
    )
    _refuse_doubles(found)
    return found


def _of_case(case: CaseType[Any]) -> Iterator[Endpoint]:
    for path, act in paths.orders(case):
        yield Endpoint("POST", path, act.name, Order(case, act))
    member = paths.member(case)
    yield Endpoint("GET", paths.collection(case), f"list_{case.name}", Cases(case))
    yield Endpoint("GET", member, f"show_{case.name}", OneCase(case))
    yield Endpoint("GET", f"{member}/events", f"history_of_{case.name}", History(case))


def _of_query(query: Query) -> Endpoint:
    path = paths.absolute(query.path)
    if query.method == "POST" and paths.variables(path):
        msg = f"the question `{query.name}` is posted: its parameters stand in the body only"
        raise ValueError(msg)
    return Endpoint(query.method, path, f"ask_{query.name}", Question(query))


def _refuse_doubles(found: Sequence[Endpoint]) -> None:
    places: dict[tuple[str, str], str] = {}
    for each in found:
        place = (each.method, _shape(each.path))
        if place in places:
            msg = f"`{each.name}` and `{places[place]}` both want {each.method} {each.path}"
            raise ValueError(msg)
        places[place] = each.name


def _shape(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
