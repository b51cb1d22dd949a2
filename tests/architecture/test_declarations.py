import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from shared.access.table import load_access
from shared.casework.questions import PLUMBING
from shared.eventlog.command import Command
from shared.eventlog.event import Event
from shared.http.codes import COMMON, Codes
from shared.law.rulebook import RuleBook
from tests.architecture.declared import REPOSITORY, SERVICES, declared, files, members, room

MONEY = re.compile(r"amount|money|price|fee|rate|salary|wage|ore\b|_ore|payment|refund")
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
REFUSES = re.compile(r"block|objection|refus|_may_|_is_|_has_")
TROUBLE = {"Rejected", "Invalid", "NotFound", "Denied", "TooOften", "Unavailable"}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_its_rooms(service):
    for name in ("__init__.py", "wiring.py", "application.py", "access.yaml", "codes.yaml"):
        assert (room(service) / name).is_file(), name
    assert declared(service).name == service
    assert declared(service).title


@pytest.mark.parametrize("service", SERVICES)
def test_every_order_policy_and_question_has_a_row_in_the_access_table(service):
    table = load_access(room(service) / "access.yaml", declared(service), ("deadlines",))
    for policy, orders in table.policies.items():
        assert orders, f"{policy} may do nothing"


@pytest.mark.parametrize("service", SERVICES)
def test_an_order_no_person_may_give_is_given_by_a_policy(service):
    table = load_access(room(service) / "access.yaml", declared(service), ("deadlines",))
    by_policies = {order for orders in table.policies.values() for order in orders}
    assert {order for order, rights in table.commands.items() if not rights} <= by_policies


@pytest.mark.parametrize("service", SERVICES)
def test_orders_and_facts_are_what_they_are_called(service):
    mine = declared(service)
    assert all(issubclass(each, Event) for each in members(mine.events))
    assert all(issubclass(each, Event) for each in members(mine.messages))
    acts = [act for case in mine.cases for act in case.commands]
    assert all(issubclass(act.command, Command) for act in acts)
    for case in mine.cases:
        at_the_collection = [act.opens for act in case.commands if not act.verb]
        assert at_the_collection in ([], [True]), "one order opens; every other has a verb"
        verbs = [act.verb for act in case.commands if act.verb]
        assert len(set(verbs)) == len(verbs), case.name


def strings_in(node: ast.AST | None) -> Iterator[str]:
    """Go through the texts a returned value is made of, not those it is computed from."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from strings_in(part)
        case ast.Starred(value=inner) | ast.DictComp(value=inner):
            yield from strings_in(inner)
        case ast.Dict(values=values):
            for value in values:
                yield from strings_in(value)
        case ast.IfExp(body=body, orelse=other):
            yield from strings_in(body)
            yield from strings_in(other)
        case ast.BinOp(left=left, right=right):
            yield from strings_in(left)
            yield from strings_in(right)


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def raised_in(tree: ast.AST) -> Iterator[str]:
    """Go through the codes a file refuses with: `Rejected("code")` and what blocks answer."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in TROUBLE and node.args:
            yield from strings_in(node.args[0])
        elif isinstance(node, ast.keyword) and node.arg == "refusal":
            yield from strings_in(node.value)
        elif isinstance(node, ast.FunctionDef) and _gives_codes(node):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return | ast.Yield):
                    yield from strings_in(inner.value)
                elif isinstance(inner, ast.Call) and called(inner) in {"append", "extend"}:
                    yield from (text for part in inner.args for text in strings_in(part))
                elif isinstance(inner, ast.Assign) and isinstance(inner.value, ast.Dict):
                    yield from (text for key in inner.value.keys for text in strings_in(key))
        elif isinstance(node, ast.AnnAssign) and "Code" in ast.unparse(node.annotation):
            yield from strings_in(node.value)


def _gives_codes(function: ast.FunctionDef) -> bool:
    answer = ast.unparse(function.returns) if function.returns else ""
    gives_texts = answer in {"tuple[str, ...]", "Sequence[str]", "str | None", "list[str]"}
    return bool(re.search(r"\bCode\b", answer)) or (
        gives_texts and bool(REFUSES.search(function.name))
    )


def refused_with(*paths: Path) -> set[str]:
    return {
        code
        for path in paths
        for code in raised_in(ast.parse(path.read_text(encoding="utf-8")))
        if CODE.fullmatch(code)
    }


def test_the_reader_of_codes_finds_each_way_to_refuse():
    source = """
def blocks(command, state, facts) -> tuple[Code, ...]:
    rules = {"a_rule": facts.a, "another_rule": facts.b}
    codes.append("an_addition")
    match state:
        case "no_code": return ("a_block", *more("no_code"))
    return ("a_choice",) if facts.a == "no_code" else ()
def _refusal(facts) -> str | None:
    return "a_refusal" if facts else None
def decide():
    Claim(name("no_code"), refusal="a_claim")
    raise Rejected("one_way" if facts else "other_way", detail={"no_code": "no_code"})
def words() -> tuple[str, ...]:
    return ("no_code",)
"""
    assert set(raised_in(ast.parse(source))) == {
        "a_rule", "another_rule", "an_addition", "a_block", "a_choice",
        "a_refusal", "a_claim", "one_way", "other_way",
    }  # fmt: skip


def own_codes(service: str) -> Codes:
    return Codes.load(room(service) / "codes.yaml")


@pytest.mark.parametrize("service", SERVICES)
def test_every_refusal_code_is_listed(service):
    ours = refused_with(*files(".py", under=room(service)))
    assert sorted(ours - set(own_codes(service))) == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_listed_code_is_used_or_marked_retired(service):
    written = {
        node.value
        for path in files(".py", under=room(service))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    listed = own_codes(service)
    mine = set(listed) - set(Codes.load())
    assert sorted(code for code in mine - written if not listed[code].retired) == []
    assert sorted(code for code in mine & written if listed[code].retired) == []


def test_every_code_of_the_plumbing_is_listed():
    assert (
        sorted(refused_with(*files(".py", under=REPOSITORY / "shared")) - set(Codes.load())) == []
    )


@pytest.mark.parametrize("service", ["shared", *SERVICES])
def test_every_code_has_a_danish_and_an_english_title(service):
    titles = Codes.load() if service == "shared" else own_codes(service)
    for code, title in titles.items():
        assert title.da.strip().endswith((".", "?")), code
        assert title.en.strip().endswith((".", "?")), code
        assert title.da != title.en, code
    assert COMMON.is_file()


def fractions_in(kind: Any, seen: set[Any]) -> Iterator[str]:
    """Go through the fields, however deep, that could hold a fraction."""
    match kind:
        case msgspec.inspect.StructType(cls=cls, fields=fields) if cls not in seen:
            seen.add(cls)
            for field in fields:
                found = list(fractions_in(field.type, seen))
                yield from (each or f"{cls.__name__}.{field.name}" for each in found)
        case msgspec.inspect.FloatType() | msgspec.inspect.DecimalType():
            yield ""
        case msgspec.inspect.UnionType(types=types) | msgspec.inspect.TupleType(item_types=types):
            for each in types:
                yield from fractions_in(each, seen)
        case (
            msgspec.inspect.VarTupleType(item_type=inner)
            | msgspec.inspect.ListType(item_type=inner)
            | msgspec.inspect.SetType(item_type=inner)
            | msgspec.inspect.FrozenSetType(item_type=inner)
            | msgspec.inspect.DictType(value_type=inner)
            | msgspec.inspect.Metadata(type=inner)
        ):
            yield from fractions_in(inner, seen)


@pytest.mark.parametrize("service", SERVICES)
def test_no_order_or_fact_holds_a_fraction_so_money_is_whole_ore(service):
    mine = declared(service)
    kinds = [
        *members(mine.events),
        *members(mine.messages),
        *(act.command for case in mine.cases for act in case.commands),
    ]
    assert [each for kind in kinds
            for each in fractions_in(msgspec.inspect.type_info(kind), set())] == []  # fmt: skip


@pytest.mark.parametrize("service", SERVICES)
def test_no_view_shows_money_as_a_fraction(service):
    found = [
        each
        for view in declared(service).views
        for each in fractions_in(msgspec.inspect.type_info(view.row), set())
    ]
    assert [each for each in found if MONEY.search(each)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_views_have_names_and_keys_of_their_own(service):
    views = declared(service).views
    assert len({view.name for view in views}) == len(views)
    for view in views:
        assert view.key
        assert set(view.key) <= set(view.row.__struct_fields__), view.name
        assert set(view.follows) <= {*SERVICES}, view.name


def test_every_rule_file_loads_and_contradicts_no_other():
    folders = [room(service) / "rules" for service in SERVICES]
    book = RuleBook.load([folder for folder in folders if folder.is_dir()])
    assert book.sets


def test_a_rule_stands_in_the_file_of_its_name_and_has_one_owner():
    owners: dict[str, str] = {}
    for service in SERVICES:
        for path in files(".yaml", under=room(service) / "rules"):
            assert path.stem not in owners, f"{path.stem}: {owners[path.stem]} and {service}"
            owners[path.stem] = service


@pytest.mark.parametrize("service", SERVICES)
def test_a_question_about_a_citizen_that_pages_on_says_in_which_order_its_rows_stand(service):
    for query in (*declared(service).queries, *PLUMBING):
        fields = query.params.__struct_fields__
        if "citizen" in fields and "after" in fields and not query.of_person:
            assert len(query.ordered_by) == 1, query.name


@pytest.mark.parametrize("service", SERVICES)
def test_a_list_about_a_citizen_says_in_which_order_the_rows_of_several_ids_stand(service):
    for query in (*declared(service).queries, *PLUMBING):
        rows = get_args(query.answer)
        if "citizen" not in query.params.__struct_fields__ or not rows or query.of_person:
            continue
        assert query.ordered_by, query.name
        for name in query.ordered_by:
            kind = rows[0]
            for part in name.removeprefix("-").split("."):
                assert part in kind.__struct_fields__, (query.name, name)
                kind = get_type_hints(kind)[part]
