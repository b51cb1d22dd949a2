"""Which command a story means, and where it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from jobcenter import catalogue
from jobcenter.trouble import PlainError
from shared.http.paths import order_path

if TYPE_CHECKING:
    from shared.casework.declare import Act, CaseType, Query, Service


class Ordered(NamedTuple):
    """A command with the case type and service it belongs to."""

    service: Service
    case: CaseType[Any]
    act: Act

    def path(self, case_id: str | None) -> str:
        """Return where the command is posted."""
        return order_path(self.case, self.act).replace("{case_id}", str(case_id))

    @property
    def fields(self) -> set[str]:
        """Return the fields of its body."""
        return {each.encode_name for each in msgspec.structs.fields(self.act.command)}


def find_order(name: str) -> Ordered:
    """Find a command by `<service>.<command>`."""
    service_name, _, command = name.partition(".")
    service = _service(service_name)
    for case in service.cases:
        for act in case.commands:
            if act.name == command:
                return Ordered(service, case, act)
    known = sorted(act.name for case in service.cases for act in case.commands)
    raise PlainError(f"{service_name} has no command {command}.", f"It has: {', '.join(known)}.")


def find_query(name: str) -> tuple[Service, Query]:
    """Find a question by `<service>.<query>`."""
    service_name, _, wanted = name.partition(".")
    service = _service(service_name)
    for query in service.queries:
        if query.name == wanted:
            return service, query
    known = ", ".join(sorted(query.name for query in service.queries))
    raise PlainError(f"{service_name} has no question {wanted}.", f"It has: {known}.")


def _service(name: str) -> Service:
    try:
        return catalogue.declaration(name)
    except ModuleNotFoundError:
        raise PlainError(f"There is no service {name}.", "Check the name.") from None
