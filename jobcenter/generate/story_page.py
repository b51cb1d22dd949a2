"""The page that explains how a story is written, drawn from the types that read one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jobcenter.generate.events_page import type_of
from jobcenter.generate.facts import tidy
from jobcenter.generate.page import code, page, table
from jobcenter.scenario import story

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE: Final = """\
story: Decided too early
law: forvaltningsloven § 19
actors:
  sara: {roles: [supplier], unit: "supplier:1", authority: external}
  anna: {roles: [counsellor_muni], unit: jobcenter}
  bo:   {roles: [benefit_officer], unit: benefit_service}
steps:
  - {on: 2011-05-02, by: anna, do: visitation.register_citizen,
     with: {citizen: p6, benefit_basis: cash_benefit, target_group: tg2_cash_ready, age: 34}}
  - {on: 2011-05-30, by: anna, do: offers.give_offer, as: $placement,
     with: {citizen: p6, type: guidance_qualification, from: 2011-06-01, to: 2011-08-31,
            supplier: "1"}}
  - {on: 2011-06-01, by: anna, do: offers.start_offer, case: $placement}
  - {on: 2011-06-14 15:00, by: sara, do: offers.report_no_show, case: $placement,
     with: {day: 2011-06-14}}
  - {on: 2011-06-16, by: bo, do: benefit_service.decide_sanction,
     with: {citizen: p6}, expect: {refused: hearing_missing}}
checks:
  - expect_no_event: {event: benefit_service.sanction_decided}
  - expect_timeline: {citizen: p6, known: 2011-06-14, contains: [offers.no_show_reported]}
"""
_PROSE: Final = """\
A story is a YAML file: who acts, what they do on which day, and what must come of it.
`python -m jobcenter scenario run FILE` plays it through the real APIs in an installation of its
own, whose clock it moves from step to step; it ends with an error when an expectation fails.

Steps stand in the order of their days. A day alone means nine in the morning.
`do` names an order as the table in the service's README does.
Versions, keys and tokens are the player's business.
Before each check it waits until every service has heard and shown everything.

Citizens are called by a short name wherever a field is called `citizen`.
A case gets its name by `as`, and the name stands for it anywhere as `$name`.
Where `case` is left out, the only open case of that kind is meant, of the citizen if one is named.
A step that only checks needs nobody who acts.

`given.parameters` sets figures an installation may choose (evidence A in [rules](rules.md)).
Refusal codes stand in [codes](codes.md), events and their fields in [events](events.md),
roles and units in [access](access.md).
Editors that know JSON Schema can use [scenario.schema.json](scenario.schema.json)."""


def story_schema() -> dict[str, Any]:
    """Return the JSON Schema of a story file."""
    found: dict[str, Any] = tidy(story.schema())
    return found


def story_page() -> str:
    """Return the page."""
    return page(
        "The format of a story",
        _PROSE,
        f"## Example\n\n```yaml\n{EXAMPLE}```",
        "## Fields",
        *_structs(),
    )


def _structs() -> Iterator[str]:
    schema = story_schema()
    parts = schema["$defs"]
    names = ["Story", *sorted(each for each in parts if each != "Story")]
    for name in names:
        struct = parts[name]
        wanted = struct.get("required", [])
        rows = [
            (
                code(field),
                _type(each, parts),
                "yes" if field in wanted else "",
                each.get("description", ""),
            )
            for field, each in struct.get("properties", {}).items()
        ]
        heads = ("field", "type", "needed", "")
        yield f"### {name}\n\n{struct.get('description', '')}\n\n{table(heads, rows)}"


def _type(schema: dict[str, Any], parts: dict[str, Any]) -> str:
    match schema:
        case {"$ref": ref}:
            name = ref.rpartition("/")[2]
            return f"[{name}](#{name.lower()})"
        case {"anyOf": choices}:
            known = [each for each in choices if each.get("type") != "null"]
            return " or ".join(_type(each, parts) for each in known)
        case {"type": "array", "items": dict(items)}:
            return f"list of {_type(items, parts)}"
        case {"type": "object", "additionalProperties": dict(inner)}:
            return f"{_type(inner, parts)} by name"
        case {"type": "object"}:
            return "fields"
        case _:
            return type_of(schema, parts)
