"""A house in memory whose services answer every question with everything in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import msgspec
from falcon import testing

from jobcenter import catalogue
from shared.access.issuer import AUDIENCE, ISSUER, Issuer
from shared.access.pace import Pace
from shared.access.relations import RelationRow, own_relations
from shared.access.table import make_access
from shared.access.terms import FIELD_CLASSES, Terms
from shared.access.tokens import Tokens
from shared.casework.call import Shown
from shared.casework.case_list import CaseRow
from shared.casework.declare import Loaded, Query
from shared.casework.persons import Persons
from shared.casework.questions import PLUMBING
from shared.casework.reading_room import ReadingRoom
from shared.clock import FixedClock
from shared.http.api import build_api
from shared.http.codes import Codes
from shared.http.paths import collection, has_natural_id
from shared.law.duties import Clocks
from shared.observability.metrics import Metrics
from shared.trouble import NotFound
from tests.access.made_up import CITIZEN, DAY, NAMES, Everything, fact, query_of

if TYPE_CHECKING:
    from shared.access.looks import Look
    from tests.access.cells import Cell

NOW = datetime(2011, 6, 14, 12, tzinfo=UTC)
LONG_AGO = 4000


class Office:
    """Stands in for an office: every case is about one citizen, with whom there is a relation."""

    def __init__(self, service: Any, access: Any) -> None:
        self.service, self.access = service, access
        self.clock = FixedClock(NOW)
        self.relations = own_relations(service)
        self.relation = "none"
        self.supplier: str | None = None

    def tied(self, _actor: Any, citizens: Any) -> frozenset[UUID]:
        return frozenset(citizens) if self.relation == "tied" else frozenset()

    def relations_of(self, citizens: Any) -> list[RelationRow]:
        days = {"own": 0, "tied": 0, "former": 10, "long_ago": LONG_AGO}.get(self.relation)
        if days is None:
            return []
        last, is_open = NOW.date() - timedelta(days=days), self.relation in {"own", "tied"}
        sources = self.relations.follows or (self.service.name,)
        return [
            RelationRow(source, self.stream, citizen, self.supplier, is_open, last)
            for citizen in citizens
            for source in sources
        ]

    @property
    def stream(self) -> str:
        return self._stream

    def about(self, stream: str) -> None:
        self._stream = stream

    def show(self, case: Any, case_id: str, _actor: Any, _moment: Any = None) -> Shown:
        state = {"stage": "open", **dict.fromkeys(FIELD_CLASSES, "written here")}
        return Shown(case_id, 1, state, (CITIZEN,), {})

    def existing(self, case: Any, case_id: str) -> Loaded:
        return Loaded(f"{case.name}-{case_id}", None, 1, (CITIZEN,), (fact(),), Clocks())

    case = existing

    def list_cases(self, case: Any, *_: Any, **__: Any) -> list[CaseRow]:
        return [
            CaseRow(self.stream, case.name, "1", (CITIZEN,), DAY, "x", NOW, version=1, open=True)
        ]

    def desk(self, _actor: Any) -> Any:
        return Desk()

    def open(self, *_: Any) -> Any:
        raise NotFound

    def act(self, *_: Any) -> Any:
        raise NotFound


class Desk:
    """A desk in a house where nobody was ever merged."""

    def persons(self, _citizens: Any, _known: Any = None) -> Persons:
        return Persons()


class Counter:
    """One service's API on such an office, with a table that a test may have changed."""

    def __init__(self, name: str, issuer: Issuer, rows: Any, terms: Any) -> None:
        declared = catalogue.declaration(name)
        answering = tuple(_answering(query) for query in declared.queries)
        self.plumbing = tuple(_answering(query) for query in PLUMBING)
        self.service = replace(declared, queries=answering)
        self._issuer = issuer
        plain = {section: row for section, row in rows.items() if section != "case_types"}
        spoken = msgspec.convert(terms, Terms)
        access = make_access(plain, self.service, ("deadlines",), spoken)
        self.office = Office(self.service, access)
        self.looks: list[Look] = []
        self.unrecorded: list[str] = []
        room = ReadingRoom(self.office, looks=self)  # type: ignore[arg-type]  # a stand-in with the same methods
        room._pace = Pace(most=10**9)
        self.room = room
        room._names = dict.fromkeys(room._names, NAMES)
        app = build_api(
            self.office,  # type: ignore[arg-type]  # see above
            access,
            Tokens(issuer.keys(), issuer=ISSUER, audiences=[AUDIENCE]),
            codes=Codes.load(catalogue.home(name) / "codes.yaml"),
            meters=Metrics(name),
            write_page=lambda _page: b"{}",
            room=room,
            plumbing=self.plumbing,
        )
        self._client = testing.TestClient(app)
        self._tokens: dict[Any, str] = {}

    def ask(self, cell: Cell, method: str, path: str, stream: str, body: Any = None) -> Any:
        """Ask as somebody in a cell; the office then knows the citizen as the cell says."""
        supplier = cell.unit.partition(":")[2] or None
        self.office.about(stream)
        self.office.relation = {"foreign": "own"}.get(cell.relation, cell.relation)
        self.office.supplier = "2" if cell.relation == "foreign" else supplier
        headers = {"Authorization": f"Bearer {self._token(cell)}"}
        if cell.purpose is not None:
            headers["X-Purpose"] = cell.purpose
        if cell.guest or cell.reasoned:
            headers["X-Access-Reason"] = "Vikar%20for%20en%20syg%20kollega"
        if method == "POST":
            headers |= {"Content-Type": "application/json", "Idempotency-Key": "k"}
            headers["If-Match"] = '"1"'
        data = None if body is None else msgspec.json.encode(body)
        self.looks.clear()
        answer = self._client.simulate_request(method, path, headers=headers, body=data)
        if answer.status_code == HTTPStatus.OK and str(CITIZEN) in answer.text:
            shown = [look for look in self.looks if look.result == "shown"]
            if not any(CITIZEN in look.citizens for look in shown):
                self.unrecorded.append(f"{method} {path} {cell}")
        return answer

    def record(self, look: Look) -> None:
        """Keep a look, as the look-up log does."""
        self.looks.append(look)

    def _token(self, cell: Cell) -> str:
        sub = str(CITIZEN) if cell.relation == "self" else "anna"
        who = (sub, cell.role, cell.unit, cell.authority)
        if who not in self._tokens:
            self._tokens[who] = self._issuer.issue(sub, [cell.role], cell.unit, cell.authority)  # type: ignore[arg-type]  # an authority
        return self._tokens[who]

    @cached_property
    def reads(self) -> list[tuple[str, str, Any]]:
        """Return every way to read: its name in the table, its kind, and what is read."""
        cases = [
            (case.name, kind, case)
            for case in self.service.cases
            for kind in ("show", "history", "list")
        ]
        questions = (*self.service.queries, *self.plumbing)
        return [*cases, *((query.name, "question", query) for query in questions)]


def _answering(query: Query) -> Query:
    return replace(query, run=lambda _desk, _params: [Everything()], answer=list[Everything])


def case_path(case: Any, kind: str) -> tuple[str, str]:
    """Return the path of a case's page and the stream it is about."""
    case_id = "12345678" if has_natural_id(case) else str(UUID(int=uuid4().int))
    page = f"{collection(case)}/{case_id}" + ("/events" if kind == "history" else "")
    return page, f"{case.name}-{case_id}"


def question_path(query: Any, *, with_citizen: bool) -> str:
    """Return the path of a question with all it needs."""
    params = query_of(query.params, with_citizen=with_citizen)
    path = "/" + query.path.lstrip("/")
    for name in [name for name in params if f"{{{name}}}" in path]:
        path = path.replace(f"{{{name}}}", params.pop(name))
    return path + ("?" + "&".join(f"{k}={v}" for k, v in params.items()) if params else "")


__all__ = ["CITIZEN", "Counter", "case_path", "question_path"]
