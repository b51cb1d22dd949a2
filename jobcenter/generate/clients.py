"""Writes a service's typed Python client: one method for each order and question."""

from __future__ import annotations

import subprocess
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import msgspec

from jobcenter.generate.copied_structs import SHARED, Copies, quoted
from jobcenter.trouble import PlainError
from shared.casework.questions import PLUMBING
from shared.http.answers import CaseFilter, Fact, KnownAt, ListedCases, Moments, ShownCase
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
from shared.http.paths import variables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shared.casework.declare import Query, Service

MARK: Final = "Written by `python -m jobcenter generate`; do not change it here."
_STANDARD: Final = ("datetime", "decimal", "typing", "uuid")


def client_sources(services: Sequence[Service]) -> Iterator[tuple[str, str]]:
    """Write each service's client, and once for all what every service answers alike."""
    of_everybody: dict[type[Any], bool] = {}
    for service in services:
        copies = Copies()
        yield f"services/{service.name}/client.py", _client(service, copies)
        for struct, is_sent in copies.of_everybody.items():
            of_everybody[struct] = of_everybody.get(struct, False) or is_sent
    yield f"{SHARED.replace('.', '/')}.py", _structs(of_everybody)


def _structs(of_everybody: Mapping[type[Any], bool]) -> str:
    copies = Copies(everything=True)
    for struct in sorted(of_everybody, key=_name):
        copies.send(struct) if of_everybody[struct] else copies.annotation(struct)
    head = f'"""What the clients of all services send and read alike.\n\n{MARK}\n"""'
    return formatted("\n\n\n".join([f"{head}\n\n{_imports(copies)}", copies.source]))


def _name(struct: type[Any]) -> str:
    return struct.__name__


def _client(service: Service, copies: Copies) -> str:
    methods = [
        _method(copies, endpoint)
        for endpoint in endpoints(service, PLUMBING)
        if not isinstance(endpoint.what, Feed)
    ]
    name = f"{service.name.title().replace('_', '')}Client"
    client = (
        f"class {name}(Client):\n"
        f'    """One who calls {service.name}; orders answer with the case and its version."""\n\n'
        + "\n".join(methods)
    )
    copies.imports.add(("shared.http.client", "Client"))
    copies.imports.add(("shared.http.client", "Done"))
    head = f'"""The client of {service.name} ({service.title}).\n\n{MARK}\n"""'
    return formatted("\n\n\n".join([f"{head}\n\n{_imports(copies)}", copies.source, client]))


def formatted(source: str) -> str:
    """Return source in the form the formatter gives it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", "client.py", "-"]
    ran = subprocess.run(command, input=source, capture_output=True, text=True, check=False)  # noqa: S603 - our own formatter
    if ran.returncode != 0:
        raise PlainError(
            f"The formatter did not take a generated client: {ran.stderr.strip()[:500]}",
            "Run it where the project is set up for development: `make install`.",
        )
    return ran.stdout


def _imports(copies: Copies) -> str:
    found = sorted(copies.imports)
    lines = {
        module: f"from {module} import {', '.join(sorted((n for _, n in names), key=_as_sorted))}"
        for module, names in groupby(found, key=lambda each: each[0])
    }
    blocks = (
        [line for module, line in lines.items() if module in _STANDARD],
        [line for module, line in lines.items() if module == "msgspec"],
        [line for module, line in lines.items() if module.startswith("shared.")],
    )
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _as_sorted(name: str) -> tuple[bool, str]:
    """Sort as the linter does: names of classes before names of functions."""
    return name[0].islower(), name.lower()


def _method(copies: Copies, endpoint: Endpoint) -> str:
    match endpoint.what:
        case Order() as order:
            return _order(copies, endpoint, order)
        case Cases():
            return _listing(copies, endpoint, CaseFilter, ListedCases)
        case OneCase():
            return _about_case(copies, endpoint, KnownAt, ShownCase)
        case History():
            return _about_case(copies, endpoint, Moments, list[Fact])
        case Question(query):
            return _question(copies, endpoint, query)
        case Feed():
            return ""


def _order(copies: Copies, endpoint: Endpoint, order: Order) -> str:
    command = copies.send(order.act.command)
    opens = order.act.opens
    case_id = "" if opens else "case_id: str, "
    version = "" if opens else "if_match: int, "
    passed = "" if opens else "if_match=if_match, "
    return (
        f"    def {endpoint.name}(self, {case_id}command: {command}, *, {version}"
        "key: str | None = None, correlation_id: str | None = None) -> Done:\n"
        f'        """Give the order `{endpoint.name}`."""\n'
        f"        return self.order({_path(endpoint)}, command, {passed}"
        "key=key, correlation_id=correlation_id)\n"
    )


def _listing(copies: Copies, endpoint: Endpoint, params: type[msgspec.Struct], answer: Any) -> str:
    asked, answered = copies.send(params), copies.annotation(answer)
    optional = not any(each.required for each in msgspec.structs.fields(params))
    wanted = f"params: {asked} | None = None" if optional else f"params: {asked}"
    return (
        f"    def {endpoint.name}(self, {wanted}) -> {answered}:\n"
        f'        """Ask `{endpoint.name.removeprefix("ask_")}`."""\n'
        f"        found: {answered} = self.ask({_path(endpoint)}, params, {answered})\n"
        "        return found\n"
    )


def _about_case(
    copies: Copies, endpoint: Endpoint, params: type[msgspec.Struct], answer: Any
) -> str:
    asked, answered = copies.send(params), copies.annotation(answer)
    return (
        f"    def {endpoint.name}(self, case_id: str, params: {asked} | None = None) "
        f"-> {answered}:\n"
        f'        """Ask `{endpoint.name}`."""\n'
        f"        found: {answered} = self.ask({_path(endpoint)}, params, {answered})\n"
        "        return found\n"
    )


def _question(copies: Copies, endpoint: Endpoint, query: Query) -> str:
    in_path = variables(endpoint.path)
    if query.method == "GET" and not in_path:
        return _listing(copies, endpoint, query.params, query.answer)
    asked, answered = copies.send(query.params), copies.annotation(query.answer)
    ask, sent, first = "ask", "rest", ""
    if query.method == "POST":
        ask, sent = "ask_posted", "params"
    else:
        copies.imports.add(("msgspec", "to_builtins"))
        names = ", ".join(map(quoted, in_path))
        apart = f"!= {names}" if len(in_path) == 1 else f"not in {{{names}}}"
        first = (
            "        rest = {name: value for name, value in to_builtins(params).items() "
            f"if name {apart}}}\n"
        )
    return (
        f"    def {endpoint.name}(self, params: {asked}) -> {answered}:\n"
        f'        """Ask `{query.name}`."""\n{first}'
        f"        found: {answered} = self.{ask}({_path(endpoint)}, {sent}, {answered})\n"
        "        return found\n"
    )


def _path(endpoint: Endpoint) -> str:
    """Write a path; what varies in it is the case's id or a parameter."""
    names = variables(endpoint.path)
    if not names:
        return quoted(endpoint.path)
    path = endpoint.path
    for name in names:
        value = name if name == "case_id" else f"params.{name}"
        path = path.replace(f"{{{name}}}", f"{{{value}}}")
    return f'f"{path}"'
