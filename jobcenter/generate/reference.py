"""The reference pages that are drawn from all services: rules, codes and rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jobcenter.generate.page import NONE, code, listed, page, table
from jobcenter.generate.rights import WORDS, readers_part, terms_part
from shared.http.codes import Codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jobcenter.generate.rooms import Room
    from shared.law.rule import Rule

_VERSION: Final = (
    "A decision keeps the version of each rule it used: "
    "`<key>@<valid from>#<first 12 hex digits of its content>`."
)
_EVIDENCE: Final = (
    "Evidence: V was verified in a source of law, S in a secondary source; M-high, M-med and M-low "
    "are from memory with falling certainty, and the last is shown to users with a warning; "
    "A is a figure the authority sets itself, which an installation may change."
)
_CODES: Final = (
    "The code is stable and what programs read; titles are for people. "
    "A retired code is never used for anything else."
)
_RIGHTS: Final = (
    "What is not listed is refused. A unit `*` is any unit; `supplier` is every supplier's own. "
    "An order of a policy follows from a message and acts for the person who caused it."
)


def rules_page(rooms: Sequence[Room]) -> str:
    """Return every dated rule of law, by the service that owns it."""
    parts = [_VERSION, _EVIDENCE]
    for room in rooms:
        if room.rules:
            heads = ("rule", "value", "holds for", "law", "evidence", "from", "to")
            rows = [_rule(each) for each in room.rules]
            parts.append(f"## {room.service.name}\n\n{table(heads, rows)}")
    return page("Rules", *parts)


def _rule(rule: Rule) -> tuple[str, ...]:
    return (
        code(rule.key),
        _value(rule),
        _conditions(rule.applies_to),
        rule.law_ref,
        rule.evidence,
        rule.valid_from.isoformat(),
        rule.valid_to.isoformat() if rule.valid_to else NONE,
    )


def _value(rule: Rule) -> str:
    if rule.status == "abolished":
        return "abolished"
    if rule.type == "table":
        lines = (f"{_conditions(each.when)}: {each.value}" for each in rule.rows_data)
        return f"{'; '.join(lines)} ({rule.unit})"
    draft = " (draft)" if rule.status == "draft" else ""
    if isinstance(rule.value, bool):
        return ("yes" if rule.value else "no") + draft
    unit = (rule.unit or "").replace("_", " ")
    return f"{rule.value} {unit}".strip() + draft


def _conditions(conditions: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_condition(each)}" for name, each in conditions.items()) or "all"


def _condition(condition: Any) -> str:
    if isinstance(condition, list | tuple):
        return " or ".join(str(each) for each in condition)
    signs = {"lt": "<", "lte": "≤", "gt": ">", "gte": "≥"}
    names = condition if isinstance(condition, dict) else _bounds(condition)
    return " and ".join(f"{signs.get(name, name)} {each}" for name, each in names.items())


def _bounds(condition: Any) -> dict[str, Any]:
    found = ((name, getattr(condition, name)) for name in condition.__struct_fields__)
    return {name: value for name, value in found if value is not None}


def codes_page(rooms: Sequence[Room]) -> str:
    """Return every code a service may refuse with, in both languages."""
    parts = [_CODES, _codes("All services", Codes.load(), sorted(Codes.load()))]
    parts += [_codes(room.service.name, room.codes, room.own_codes) for room in rooms]
    return page("Refusal codes", *parts)


def _codes(title: str, codes: Codes, wanted: Iterable[str]) -> str:
    rows = [
        (code(each) + (" (retired)" if codes[each].retired else ""), codes[each].da, codes[each].en)
        for each in wanted
    ]
    return f"## {title}\n\n{table(('code', 'dansk', 'English'), rows)}"


def access_page(rooms: Sequence[Room]) -> str:
    """Return who may order and read what: by service, and by role and unit."""
    return page("Who may do what", _RIGHTS, WORDS, terms_part(), *(_matrix(room) for room in rooms))


def _matrix(room: Room) -> str:
    holders = sorted(
        {str(right) for rights in (*room.access.commands.values(), *room.access.queries.values())
         for right in rights}
    )  # fmt: skip
    rows = [
        (
            code(holder),
            listed(_held(room.access.commands, holder)),
            listed(_held(room.access.queries, holder)),
        )
        for holder in holders
    ]
    text = f"## {room.service.name}\n\n{table(('role@unit', 'may order', 'may read'), rows)}"
    text += f"\n\n{readers_part(room)}"
    if room.access.policies:
        policies = [
            (code(name), listed(sorted(orders)))
            for name, orders in sorted(room.access.policies.items())
        ]
        text += f"\n\n{table(('policy', 'may order'), policies)}"
    return text


def _held(rows: Any, holder: str) -> list[str]:
    return sorted(name for name, rights in rows.items() if holder in map(str, rights))
