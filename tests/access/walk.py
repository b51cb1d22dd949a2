"""Walks the matrix: asks every way to read and to order, as everybody, and compares."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.access.terms import FIELD_CLASSES
from shared.http import paths
from tests.access.cells import TERMS, UNKNOWN, Cell, Verdict, rows_of, verdict
from tests.access.house import CITIZEN, Counter, case_path, question_path
from tests.access.made_up import query_of

if TYPE_CHECKING:
    from shared.access.issuer import Issuer

SERVICES = (
    "visitation",
    "company_contact",
    "offers",
    "benefit_service",
    "sickpay",
    "citizen_history",
)
RELATIONS = ("own", "former", "long_ago", "none", "guest", "self")
CLASSES = frozenset(FIELD_CLASSES)
_OTHER = ("own_access", "complaint")
AUTHORITIES = ("state", "municipal", "external")


def people() -> list[tuple[str, str]]:
    """Return everybody any table speaks of, a stranger to all of them, and operations."""
    texts = {
        text
        for service in SERVICES
        for section in ("commands", "queries")
        for row in rows_of(service)[section].values()
        for text in row
    }
    units = {"*": "elsewhere", "supplier": "supplier:1"}
    found = {(text.split("@")[0], units.get(u := text.split("@")[1], u)) for text in texts}
    return sorted({*found, ("operations", "operations"), ("nobody", "jobcenter")})


class Walk:
    """One service, its table as written, and the table its API was given."""

    def __init__(self, service: str, issuer: Issuer, rows: Any = None, terms: Any = None) -> None:
        self.said = {**rows_of(service), "case_types": []}
        self.counter = Counter(service, issuer, rows or rows_of(service), terms or TERMS)
        self.said["case_types"] = sorted(case.name for case in self.counter.service.cases)
        self.cells = 0
        self.allowed = 0

    def differences(self) -> Iterator[str]:
        """Go through the cells whose answer is not what the table says."""
        for name, kind, what in self.counter.reads:
            for role, unit in people():
                yield from self._as(name, kind, what, role, unit)
        yield from self._orders()

    def _as(self, name: str, kind: str, what: Any, role: str, unit: str) -> Iterator[str]:
        for authority in AUTHORITIES if self._ever(name, role) else ("municipal",):
            own = Cell(role, unit, authority, "own")
            yield from self._cell(name, kind, what, own)
            if verdict(self.said, TERMS, name, own, relation_needed=False).status != 200:
                continue
            more = [Cell(role, unit, authority, relation) for relation in RELATIONS]
            more += [Cell(role, unit, authority, "foreign")] if ":" in unit else []
            more += [
                Cell(role, unit, authority, "own", purpose)
                for purpose in (*TERMS["roles"][role]["purposes"], *_OTHER, UNKNOWN)
            ]
            first = TERMS["roles"][role]["purposes"][0]
            more += [Cell(role, unit, authority, "own", reasoned=True)]
            more += [
                Cell(role, unit, authority, relation, first, reasoned=True)
                for relation in ("own", "former", "guest")
            ]
            if name not in self.said.get("searches", {}):
                more += [Cell(role, unit, authority, "tied")]
                more += [Cell(role, unit, authority, "tied", first, reasoned=True)]
            for cell in more[1:]:
                yield from self._cell(name, kind, what, cell)

    def _ever(self, name: str, role: str) -> bool:
        """Say whether the role stands in the row at all; who does not is refused everywhere."""
        row = self.said["queries"].get(name)
        return row is None or any(text.split("@")[0] == role for text in row)

    def _cell(self, name: str, kind: str, what: Any, cell: Cell) -> Iterator[str]:
        as_told = {"long_ago": "none", "foreign": "none"}.get(cell.relation, cell.relation)
        told = replace(cell, relation=as_told)
        if kind == "question":
            expected, answer = self._question(name, what, cell, told)
        else:
            needed = kind != "list"
            expected = verdict(self.said, TERMS, name, told, relation_needed=needed)
            path, stream = case_path(what, kind)
            path = paths.collection(what) if kind == "list" else path
            answer = self.counter.ask(cell, "GET", path, stream)
        self.cells += 1
        self.allowed += expected.status == 200
        wrong = _compare(expected, answer, frozenset() if kind == "list" else CLASSES)
        if wrong:
            yield f"{name} {kind} {cell}: {wrong}"

    def _question(self, name: str, query: Any, cell: Cell, told: Cell) -> tuple[Verdict, Any]:
        pseudonyms = cell.role == "reporting"
        asked = query_of(query.params, with_citizen=not pseudonyms)
        needed = "citizen" in asked or bool(asked.keys() & set(self.said["case_types"]))
        expected = verdict(self.said, TERMS, name, told, relation_needed=needed)
        body = None
        path = question_path(query, with_citizen=not pseudonyms)
        if query.method == "POST":
            path, body = path.partition("?")[0], asked
        answer = self.counter.ask(cell, query.method, path, "case-1", body)
        return expected, answer

    def _orders(self) -> Iterator[str]:
        for case in self.counter.service.cases:
            case_id = case_path(case, "show")[1].partition("-")[2]
            for template, act in paths.orders(case):
                row = self.said["commands"][act.name]
                path = template.replace("{case_id}", case_id)
                for role, unit in people():
                    cell = Cell(role, unit, "municipal", "own")
                    may = any(_sits(text, cell) for text in row)
                    answer = self.counter.ask(cell, "POST", path, "case-1", act.example or {})
                    self.cells += 1
                    self.allowed += may
                    if (answer.status_code == 403) == may:
                        yield f"{act.name} {cell}: {answer.status_code}"


def _sits(text: str, cell: Cell) -> bool:
    role, unit = text.split("@")
    return role == cell.role and (unit in {"*", cell.unit} or cell.unit.startswith(unit + ":"))


def _compare(expected: Verdict, answer: Any, classes: frozenset[Any]) -> str:
    """Say what is wrong with an answer."""
    code = answer.json.get("code", "") if answer.status_code != 200 else ""
    if (answer.status_code, code) != (expected.status, expected.code):
        return f"{answer.status_code} {code}, not {expected.status} {expected.code}"
    if answer.status_code != 200 or "X-Left-Out" in answer.headers:
        strangers = expected.status == 200 and expected.shown
        leaks = str(CITIZEN) in answer.text
        return "a stranger was shown" if leaks else "left out" if strangers else ""
    masked = set(_masked(json.loads(answer.text)))
    wanted = set(classes - expected.shown)
    return f"masked {masked}, not {wanted}" if masked != wanted else ""


def _masked(data: Any) -> Iterator[str]:
    match data:
        case {"masked": str(name), **rest} if not rest:
            yield name
        case dict():
            for each in data.values():
                yield from _masked(each)
        case list():
            for each in data:
                yield from _masked(each)
