"""Reads from a case's `decide` which facts each order may lead to.

The source is followed from `decide` through the functions it calls. Left out are an arm of a
`match` and a branch of an `if` that ask for another order, what stands after the answer this order
has had already, and a fact that is only built to be compared. Facts that may follow of any order
are declared by the case type and told apart.
A test holds the answer against what the domain tests really decided, both ways.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from dataclasses import dataclass, field
from functools import cache
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, get_args

from shared.eventlog.command import Command
from shared.eventlog.event import Event, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.casework.declare import CaseType, Service

_REFUSED = "_refused"


def outcomes(service: Service, case: CaseType[Any]) -> dict[str, tuple[str, ...]]:
    """Return for each order the names of the facts it may lead to, but what follows of any."""
    anyhow = {tag_of(each) for each in case.follows}
    return {
        act.name: tuple(tag for tag in facts_of(service, case, act.command) if tag not in anyhow)
        for act in case.commands
    }


def facts_of(service: Service, case: CaseType[Any], command: type[Command]) -> tuple[str, ...]:
    """Return the facts one order may lead to, in the order in which the service declares them."""
    reader = _Reader(command, f"services.{service.name}.")
    reader.follow(case.decider.decide)
    declared = get_args(service.events) or (service.events,)
    return tuple(
        tag_of(each)
        for each in declared
        if each in reader.found and not is_recorded_refusal(tag_of(each))
    )


def is_recorded_refusal(tag: str) -> bool:
    """Say whether a fact tells of an order that was refused."""
    return tag.endswith(_REFUSED)


@dataclass
class _Reader:
    """Follows one order through the functions of one service."""

    command: type[Command]
    home: str
    found: set[type[Event]] = field(default_factory=set)
    seen: set[FunctionType] = field(default_factory=set)

    def follow(self, function: Any) -> None:
        """Read a function and everything of the service that it reaches."""
        function = inspect.unwrap(function)
        if not isinstance(function, FunctionType) or function in self.seen:
            return
        if not function.__module__.startswith(self.home):
            return
        self.seen.add(function)
        names = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
        tree = _tree(function)
        self.found |= handed_on(tree, names)
        aside = set(map(id, looked_at_only(tree, names)))
        for node in self._reached(tree, names):
            if id(node) not in aside:
                self._meet(node, names)

    def _meet(self, node: ast.AST, names: Mapping[str, Any]) -> None:
        match node:
            case ast.Call(func=ast.Name(id="isinstance")):
                return
            case ast.Call(func=func, args=args):
                given = [resolve(each, names) for each in (func, *args)]
                self.found |= {each for each in given if is_fact(each)}
            case ast.Name() | ast.Attribute():
                self._follow_value(resolve(node, names), node)
            case _:
                return

    def _follow_value(self, meant: Any, node: ast.AST) -> None:
        if isinstance(meant, dict):
            handler = meant.get(self.command)
            for each in handler if isinstance(handler, tuple) else (handler,):
                self.follow(each)
        elif meant is None and isinstance(node, ast.Attribute):
            for method in _methods(self.home, node.attr):
                self.follow(method)
        else:
            self.follow(meant)

    def _reached(self, node: ast.AST, names: Mapping[str, Any]) -> Iterator[ast.AST]:
        """Go through the nodes this order can come to."""
        yield node
        for child in self._children(node, names):
            yield from self._reached(child, names)

    def _children(self, node: ast.AST, names: Mapping[str, Any]) -> Iterator[ast.AST]:
        match node:
            case ast.Match(subject=subject, cases=arms):
                yield subject
                yield from (arm for arm in arms if self._may_match(arm.pattern, names))
            case ast.match_case(body=body, guard=guard):
                yield from ([guard] if guard else [])
                yield from self._come_to(body, names)
            case ast.If(test=test, body=body, orelse=other):
                said = self._asked(test, names)
                yield test
                yield from self._come_to(body, names) if said is not False else ()
                yield from self._come_to(other, names) if said is not True else ()
            case ast.IfExp(test=test, body=one, orelse=two):
                said = self._asked(test, names)
                yield from [one] if said is not False else ()
                yield from [two] if said is not True else ()
            case ast.FunctionDef(body=body):
                yield from self._come_to(body, names)
            case _:
                yield from ast.iter_child_nodes(node)

    def _come_to(self, body: list[ast.stmt], names: Mapping[str, Any]) -> Iterator[ast.stmt]:
        """Go through the statements of a block, up to where this order has had its answer."""
        for each in body:
            yield each
            if isinstance(each, ast.If) and self._is_answered(each, names):
                return

    def _is_answered(self, asked: ast.If, names: Mapping[str, Any]) -> bool:
        """Say whether the branch this order is sure to take leaves the function at its end."""
        said = self._asked(asked.test, names)
        taken = {True: asked.body, False: asked.orelse, None: []}[said]
        return bool(taken) and isinstance(taken[-1], ast.Return | ast.Raise)

    def _may_match(self, pattern: ast.pattern, names: Mapping[str, Any]) -> bool:
        match pattern:
            case ast.MatchClass(cls=cls):
                meant = resolve(cls, names)
                return not _is_order(meant) or issubclass(self.command, meant)
            case ast.MatchSequence(patterns=parts):
                return all(self._may_match(each, names) for each in parts)
            case ast.MatchOr(patterns=choices):
                return any(self._may_match(each, names) for each in choices)
            case ast.MatchAs(pattern=ast.pattern() as inner):
                return self._may_match(inner, names)
            case _:
                return True

    def _asked(self, test: ast.expr, names: Mapping[str, Any]) -> bool | None:
        """Return what a question about the kind of order comes to; None where it depends."""
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                said = self._asked(inner, names)
                return None if said is None else not said
            case ast.BoolOp(op=ast.And(), values=parts):
                return _all([self._asked(each, names) for each in parts])
            case ast.BoolOp(op=ast.Or(), values=parts):
                denied = [self._asked(each, names) for each in parts]
                said = _all([None if each is None else not each for each in denied])
                return None if said is None else not said
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, kinds]):
                orders = _orders_in(kinds, names)
                return issubclass(self.command, orders) if orders else None
            case _:
                return None


def _all(said: list[bool | None]) -> bool | None:
    if False in said:
        return False
    return None if None in said else True


def _orders_in(kinds: ast.expr, names: Mapping[str, Any]) -> tuple[type[Command], ...]:
    """Return the orders a check asks for; none when it asks for something else."""
    parts = [resolve(each, names) for each in _alternatives(kinds)]
    listed = [one for each in parts for one in (each if isinstance(each, tuple) else (each,))]
    flat = [one for each in listed for one in (get_args(each) or (each,))]
    return tuple(flat) if flat and all(_is_order(each) for each in flat) else ()


def _alternatives(kinds: ast.expr) -> Iterator[ast.expr]:
    match kinds:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _alternatives(left)
            yield from _alternatives(right)
        case ast.Tuple(elts=parts):
            yield from parts
        case _:
            yield kinds


def resolve(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """Return what a name stands for where it is written; None when that is not known."""
    match node:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if isinstance(
            names.get(name), ModuleType | type
        ):
            return getattr(names[name], attr, None)
        case _:
            return None


def is_fact(meant: Any) -> bool:
    """Say whether something is a kind of fact."""
    return isinstance(meant, type) and issubclass(meant, Event)


def _is_order(meant: Any) -> bool:
    return isinstance(meant, type) and issubclass(meant, Command)


def handed_on(tree: ast.FunctionDef, names: Mapping[str, Any]) -> set[type[Event]]:
    """Return the kinds of facts a function was given and answers with, perhaps changed."""
    given = {
        each.arg: meant
        for each in (*tree.args.args, *tree.args.kwonlyargs)
        if each.annotation is not None and is_fact(meant := resolve(each.annotation, names))
    }
    changed = {
        name: given[call.args[0].id]
        for name, call in _kept_calls(tree)
        if isinstance(call.func, ast.Name)
        and call.func.id == "replace"
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id in given
    }
    return {kind for name, kind in (given | changed).items() if name in _answered(tree)}


def looked_at_only(tree: ast.FunctionDef, names: Mapping[str, Any]) -> Iterator[ast.AST]:
    """Go through the calls that build a fact which the function does not answer with."""
    for name, call in _kept_calls(tree):
        built = resolve(call.func, names)
        answer = getattr(built, "__annotations__", {}).get("return")
        if (is_fact(built) or is_fact(answer)) and name not in _answered(tree):
            yield call
            yield call.func


@cache
def _kept_calls(tree: ast.FunctionDef) -> tuple[tuple[str, ast.Call], ...]:
    """Return the calls whose answer a function keeps under a name."""
    return tuple(
        (node.targets[0].id, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
    )


@cache
def _answered(tree: ast.FunctionDef) -> frozenset[str]:
    """Return the names that are returned or put into a list or tuple."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Return(value=ast.Name(id=name)) | ast.Yield(value=ast.Name(id=name)):
                found.add(name)
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                found |= {each.id for each in parts if isinstance(each, ast.Name)}
            case ast.Call(func=ast.Attribute(attr="append"), args=[ast.Name(id=name)]):
                found.add(name)
    return frozenset(found)


@cache
def _tree(function: FunctionType) -> ast.FunctionDef:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)  # noqa: S101 - a lambda decides nothing
    return tree


@cache
def _methods(home: str, name: str) -> tuple[FunctionType, ...]:
    """Return the methods of this name in the service's own classes: whose it is, is not known."""
    found = []
    for module_name, module in sorted(sys.modules.items()):
        if not module_name.startswith(f"{home}domain"):
            continue
        for kind in vars(module).values():
            method = vars(kind).get(name) if isinstance(kind, type) else None
            if isinstance(method, FunctionType) and method.__module__ == module_name:
                found.append(method)
    return tuple(found)
