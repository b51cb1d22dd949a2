"""Who may do what in a service: role and unit against command, read from its `access.yaml`.

What the table does not name is denied. Every order, policy, question and case type has a row,
so nobody forgets one; an empty row says that no person may. Who reads has a row in `readers`:
what is shown by relation to the citizen and class of field (`shared.access.readers`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import msgspec

from shared.access.readers import (
    Reader,
    RelationRules,
    Right,
    read_readers,
    right_of,
)
from shared.access.reported import ReportedRules
from shared.access.terms import FieldClass, Terms, house_terms
from shared.actor import Actor
from shared.casework.declare import Service
from shared.strict_yaml import read_yaml

__all__ = ["AccessTable", "AccessTableError", "Right", "load_access", "make_access"]

DENIED = "access_denied"
_FILE = "citizen_file"
_SECTIONS = ("commands", "policies", "queries", "readers", "searches", "relation", "reported")


class AccessTableError(Exception):
    """The table does not fit the service; every fault is named, so one look mends them all."""

    def __init__(self, faults: Iterable[str]) -> None:
        """List the faults."""
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


Rights = tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class AccessTable:
    """The rows of one service's table."""

    commands: Mapping[str, Rights]
    policies: Mapping[str, frozenset[str]]
    queries: Mapping[str, Rights]
    readers: Mapping[Right, Reader] = field(default_factory=dict)
    searches: Mapping[str, frozenset[FieldClass]] = field(default_factory=dict)
    relation: RelationRules = field(default_factory=RelationRules)
    reported: ReportedRules = field(default_factory=ReportedRules)
    terms: Terms = field(default_factory=house_terms)

    def allowed(self, actor: Actor, command: str) -> bool:
        """Say whether this actor may give this order; a policy asks `policy_may` instead."""
        return bool(self.orders_as(actor, command))

    def orders_as(self, actor: Actor, command: str) -> tuple[Right, ...]:
        """Return the rights by which this actor may give an order; a policy has none here."""
        if is_policy(actor):
            return ()
        return tuple(right for right in self.commands.get(command, ()) if right.held_by(actor))

    def reads_as(self, actor: Actor, name: str) -> tuple[Right, ...]:
        """Return the rights by which this actor may ask a question or read a type of case.

        What a role may read depends on its authority; a policy reads nothing.
        """
        if is_policy(actor):
            return ()
        return tuple(
            right
            for right in self.queries.get(name, ())
            if right.held_by(actor) and actor.authority in self._authorities(right)
        )

    def parties(self, unit: str) -> tuple[str, ...] | None:
        """Return the services whose cases make a citizen this unit's own; None means all."""
        return self.relation.parties.get(unit)

    def _authorities(self, right: Right) -> tuple[str, ...]:
        role = self.terms.roles.get(right.role)
        return () if role is None else role.authorities

    def policy_may(self, policy: str, command: str) -> bool:
        """Say whether this policy may give this order."""
        return command in self.policies.get(policy, frozenset())

    def who_may(self, command: str) -> tuple[str, ...]:
        """Return the row of an order as it is written, for the API documentation."""
        return tuple(str(right) for right in self.commands.get(command, ()))


def is_policy(actor: Actor) -> bool:
    """Say whether the actor is one of our own policies."""
    return actor.id.startswith("policy:") or "policy" in actor.roles


def load_access(
    path: Path, service: Service, plumbing: Iterable[str] = (), terms: Terms | None = None
) -> AccessTable:
    """Read a service's table and check that it is complete; `plumbing` names questions of ours.

    A question of the plumbing (`deadlines`) may have a row of its own; without one,
    everybody who may read one of the service's case types may ask it. The citizen's file
    is the other way round: without a row nobody may.
    """
    return make_access(read_yaml(path), service, plumbing, terms)


def make_access(
    rows: Any, service: Service, plumbing: Iterable[str] = (), terms: Terms | None = None
) -> AccessTable:
    """Make the table from what was read, or raise with everything that is wrong with it."""
    faults: list[str] = []
    terms = terms or house_terms()
    sections = _sections(rows, faults)
    commands = {name: _rights(name, row, faults) for name, row in sections["commands"].items()}
    queries = {name: _rights(name, row, faults) for name, row in sections["queries"].items()}
    policies = {name: _names(name, row, faults) for name, row in sections["policies"].items()}
    orders = {act.name for case in service.cases for act in case.commands}
    case_types = {case.name for case in service.cases}
    questions = {query.name for query in service.queries} | case_types
    optional = frozenset((*plumbing, _FILE)) - questions
    faults += _compare("commands", commands, orders)
    faults += _compare("policies", policies, {policy.name for policy in service.policies})
    faults += _compare("queries", queries.keys() - optional, questions)
    faults += [
        f"policies.{name}: there is no order `{command}`"
        for name, given in policies.items()
        for command in sorted(given - orders)
    ]
    readers = read_readers(sections["readers"], terms, frozenset(queries), faults)
    reading = {str(right) for row in queries.values() for right in row}
    faults += _compare("readers", map(str, readers), reading)
    cases = {name: queries[name] for name in sorted(case_types & queries.keys())}
    faults += _opened_by_statistics(cases, readers)
    searches, relation, reported = _other_rows(sections, questions, faults)
    own = get_args(service.events) or (service.events,)
    faults += [f"reported: no fact has a text `{name}`" for name in reported.unknown(own)]
    if faults:
        raise AccessTableError(faults)
    everybody = tuple(dict.fromkeys(r for name in sorted(case_types) for r in queries[name]))
    queries = dict.fromkeys(optional, everybody) | {_FILE: ()} | queries
    return AccessTable(commands, policies, queries, readers, searches, relation, reported, terms)


def _opened_by_statistics(
    cases: Mapping[str, Rights], readers: Mapping[Right, Reader]
) -> list[str]:
    """Name who could list a type of case and would be refused each case of it."""
    return [
        f"queries.{name}: `{right}` sees made-up ids only and opens no case"
        for name, rights in cases.items()
        for right in rights
        if right in readers and readers[right].pseudonyms
    ]


def _sections(rows: Any, faults: list[str]) -> dict[str, dict[str, Any]]:
    if not isinstance(rows, dict):
        raise AccessTableError(["the table is no mapping"])
    faults += [
        f"unknown section `{name}`" for name in sorted(rows.keys() - set(_SECTIONS), key=str)
    ]
    sections: dict[str, dict[str, Any]] = {}
    for name in _SECTIONS:
        section = rows.get(name) or {}
        if not isinstance(section, dict):
            raise AccessTableError([f"section `{name}` is no mapping"])
        sections[name] = section
    return sections


def _other_rows(
    sections: Mapping[str, dict[str, Any]], questions: Iterable[str], faults: list[str]
) -> tuple[dict[str, frozenset[FieldClass]], RelationRules, ReportedRules]:
    """Read which questions find strangers, what makes a relation, and what is reported."""
    try:
        searches = msgspec.convert(sections["searches"], dict[str, frozenset[FieldClass]])
        relation = msgspec.convert(sections["relation"], RelationRules)
        reported = msgspec.convert(sections["reported"], ReportedRules)
    except msgspec.ValidationError as error:
        faults.append(str(error))
        return {}, RelationRules(), ReportedRules()
    unknown = sorted(searches.keys() - set(questions))
    faults += [f"searches: there is no question or case type `{name}`" for name in unknown]
    return searches, relation, reported


def _rights(name: str, row: Any, faults: list[str]) -> Rights:
    rights = []
    for text in row if isinstance(row, list) else [row]:
        right = right_of(text)
        if right is None:
            faults.append(f"{name}: `{text}` is not role@unit")
        else:
            rights.append(right)
    return tuple(rights)


def _names(name: str, row: Any, faults: list[str]) -> frozenset[str]:
    if not isinstance(row, list) or not all(isinstance(each, str) for each in row):
        faults.append(f"policies.{name}: is no list of orders")
        return frozenset()
    return frozenset(row)


def _compare(section: str, rows: Iterable[str], wanted: set[str]) -> list[str]:
    found = set(rows)
    missing = [f"{section}: no row for `{name}`" for name in sorted(wanted - found)]
    unknown = [f"{section}: unknown row `{name}`" for name in sorted(found - wanted, key=str)]
    return missing + unknown
