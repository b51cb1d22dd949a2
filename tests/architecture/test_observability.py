"""What the plumbing writes down and counts stands in the lists that say what it means."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from shared.observability.fields import ALLOWED
from tests.architecture.declared import REPOSITORY, files

LOGGERS = {"_log", "log", "logger", "_logger"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "note"}
FIGURES = {"Counter", "Gauge", "Histogram", "Summary", "Info", "Enum"}


def sources() -> Iterator[Path]:
    for top in ("shared", "services", "jobcenter"):
        yield from files(".py", under=REPOSITORY / top)


def log_calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Go through calls like `_log.info("name", field=value)`, and bindings to a call."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=level)):
                if name in LOGGERS and level in LEVELS:
                    yield node
            case ast.Call(func=ast.Name(id="bind_call" | "note")):
                yield node


def unlisted_fields(source: str) -> set[str]:
    given = {
        word.arg for call in log_calls(ast.parse(source)) for word in call.keywords if word.arg
    }
    return given - set(ALLOWED) - {"exc_info"}


def computed_texts(source: str) -> list[str]:
    return [
        ast.unparse(call.args[0])
        for call in log_calls(ast.parse(source))
        if isinstance(call.func, ast.Attribute)
        and call.args
        and not isinstance(call.args[0], ast.Constant)
    ]


def test_every_field_of_a_log_line_is_on_the_list():
    found = {
        str(path.relative_to(REPOSITORY)): sorted(unlisted)
        for path in sources()
        if (unlisted := unlisted_fields(path.read_text(encoding="utf-8")))
    }
    assert found == {}, "these fields would be dropped: add them to the list, or leave them out"


def names_of(source: str) -> set[str]:
    """Return the names of the lines that a module writes; a binding has none."""
    return {
        str(call.args[0].value)
        for call in log_calls(ast.parse(source))
        if isinstance(call.func, ast.Attribute)
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_log_line_stands_in_the_inventory_and_no_other():
    written = {name for path in sources() for name in names_of(path.read_text(encoding="utf-8"))}
    text = (REPOSITORY / "docs/reference/log-lines.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]+)` \| (?:info|warning|error) \|", text, re.MULTILINE)
    assert sorted(listed) == sorted(written)


def test_the_name_of_a_log_line_is_fixed_and_carries_no_value():
    found = [
        f"{path.relative_to(REPOSITORY)}: {text}"
        for path in sources()
        for text in computed_texts(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_field_or_text_that_is_not_listed_would_be_found():
    assert unlisted_fields('_log.info("x", name=1, code=2)\nbind_call("s", "c", cpr=3)') == {
        "name",
        "cpr",
    }
    assert computed_texts('_log.info(f"for {name}")\n_log.info("x")') == ["f'for {name}'"]


def test_every_figure_is_declared_in_the_one_list_the_docs_are_made_from():
    strangers = [
        str(path.relative_to(REPOSITORY))
        for path in sources()
        if path != REPOSITORY / "shared/observability/metrics.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module == "prometheus_client"
        and FIGURES & {alias.name for alias in node.names}
    ]
    assert strangers == []
