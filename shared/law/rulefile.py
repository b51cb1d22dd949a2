"""Reads rule files: one YAML file is one key of law with all its dated rows.

The format is `schema/rule.schema.json`, which also holds worked examples.
A file that is not exactly so is refused when the service starts.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec
from jsonschema_rs import Draft202012Validator

from shared.law.arithmetic import TIME_UNITS
from shared.law.figures import complaint_about
from shared.law.rule import Rule
from shared.strict_yaml import YamlError, read_yaml

_HERE: Final = Path(__file__).parent
_COUNTED_AS: Final = {
    ("days", "working_days"): "working_days",
    ("weeks", "weeks_on_benefit"): "weeks_on_benefit",
    ("working_days", "working_days"): "working_days",
    ("weeks_on_benefit", "weeks_on_benefit"): "weeks_on_benefit",
}
# Ending a row does not change what it said.
_NOT_IN_THE_VERSION: Final = ("valid_to",)
_EMPTY: Final[tuple[object, ...]] = (None, {}, [])


class RuleError(ValueError):
    """A rule file cannot be used; the message names the file and says why."""


@cache
def rule_schema() -> dict[str, Any]:
    """Return the JSON Schema of a rule file."""
    schema: dict[str, Any] = json.loads((_HERE / "schema" / "rule.schema.json").read_text("utf-8"))
    return schema


@cache
def _format() -> Draft202012Validator:
    return Draft202012Validator(rule_schema(), validate_formats=True)


def read_rule_file(path: Path) -> tuple[Rule, ...]:
    """Return the rows of one file, oldest first; refuse a file that is not in the format."""
    try:
        content = read_yaml(path)
    except YamlError as trouble:
        raise RuleError(str(trouble)) from trouble
    for error in _format().iter_errors(content):
        msg = f"{path.name}: {_place(error.instance_path)}: {error.message}"
        raise RuleError(msg)
    if content["key"] != path.stem:
        msg = f"{path.name}: the file must be named after its key {content['key']}"
        raise RuleError(msg)
    try:
        rules = [make_rule(content, row) for row in content["rows"]]
    except (RuleError, msgspec.ValidationError) as trouble:
        msg = f"{path.name}: {trouble}"
        raise RuleError(msg) from trouble
    return tuple(sorted(rules, key=lambda rule: rule.valid_from))


def _place(path: Sequence[str | int]) -> str:
    return "$" + "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in path)


def make_rule(head: Mapping[str, Any], row: Mapping[str, Any]) -> Rule:
    """Make one row of a file's content a rule, with the version that names it for ever."""
    rule = msgspec.convert(
        {
            "key": head["key"],
            "owner": head["owner"],
            "description": head.get("description", ""),
            **_normal(row),
            "version": version_of(head["key"], row),
        },
        Rule,
    )
    _refuse_half_a_rule(rule)
    return rule


def version_of(key: str, row: Mapping[str, Any]) -> str:
    """Return `<key>@<valid_from>#<12 hex>`; ending a row does not change its version."""
    said = {
        name: value
        for name, value in row.items()
        if value not in _EMPTY and name not in _NOT_IN_THE_VERSION
    }
    digest = sha256(msgspec.json.encode(said, order="sorted")).hexdigest()[:12]
    return f"{key}@{row['valid_from']}#{digest}"


def _normal(row: Mapping[str, Any]) -> dict[str, Any]:
    """Write a row in one way where the format allows several."""
    normal = {name: value for name, value in row.items() if value is not None}
    count = normal.pop("count", "calendar")
    if count != "calendar":
        counted = _COUNTED_AS.get((normal.get("unit", ""), count))
        if counted is None:
            msg = f"{normal.get('unit')} cannot be counted as {count}"
            raise RuleError(msg)
        normal["unit"] = counted
    starts = normal.get("starts_on", [])
    normal["starts_on"] = [starts] if isinstance(starts, dict) else starts
    for name in ("paused_by", "resumed_by"):
        facts = normal.get(name, [])
        normal[name] = [{"event": each} if isinstance(each, str) else each for each in facts]
    normal["applies_to"] = _conditions(normal.get("applies_to", {}))
    normal["rows_data"] = [
        {**line, "when": _conditions(line["when"])} for line in normal.get("rows_data", [])
    ]
    normal.setdefault("type", _type_of(normal))
    return normal


def _conditions(conditions: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: condition if isinstance(condition, list | dict) else [condition]
        for name, condition in conditions.items()
        if condition != "any"
    }


def _type_of(row: Mapping[str, Any]) -> str:
    if row["rows_data"]:
        return "table"
    if row["starts_on"]:
        return "deadline"
    return "requirement" if row.get("unit") == "flag" else "parameter"


def _refuse_half_a_rule(rule: Rule) -> None:
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        msg = f"{rule.version} ends before it begins"
        raise RuleError(msg)
    if rule.type == "deadline" and rule.status != "abolished":
        _refuse_half_a_deadline(rule)
    if rule.starts_on and rule.type != "deadline":
        msg = f"{rule.version}: only a deadline is started by a fact"
        raise RuleError(msg)
    if (rule.type == "table") != bool(rule.rows_data) and rule.status != "abolished":
        msg = f"{rule.version}: a table has lines, and only a table has them"
        raise RuleError(msg)
    _refuse_half_a_pause(rule)
    wrong = complaint_about(rule) if rule.status != "abolished" else None
    if wrong is not None:
        msg = f"{rule.version}: {wrong}"
        raise RuleError(msg)


def _refuse_half_a_pause(rule: Rule) -> None:
    if bool(rule.paused_by) != bool(rule.resumed_by):
        msg = f"{rule.version}: what pauses a deadline and what lets it run again go together"
        raise RuleError(msg)
    if rule.paused_by and rule.type != "deadline":
        msg = f"{rule.version}: only a deadline is paused"
        raise RuleError(msg)
    pausing = {each.event for each in rule.paused_by}
    unknown = {tag for each in rule.resumed_by for tag in each.after} - pausing
    if unknown:
        msg = f"{rule.version}: {', '.join(sorted(unknown))} does not pause it"
        raise RuleError(msg)


def _refuse_half_a_deadline(rule: Rule) -> None:
    counts = isinstance(rule.value, int) and not isinstance(rule.value, bool)
    if rule.unit not in TIME_UNITS or not counts or rule.number < 0:
        msg = f"{rule.version}: a deadline counts a whole number of a unit of time"
        raise RuleError(msg)
    if rule.kind == "parameter":
        msg = f"{rule.version}: a deadline says whose duty it is"
        raise RuleError(msg)
