"""What the tables say about one cell, read anew from the YAML and by nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
TERMS: dict[str, Any] = yaml.safe_load((ROOT / "shared/access/terms.yaml").read_text("utf-8"))
UNKNOWN = "curiosity"
REFUSED = {"tied": "impartiality_conflict"}


@cache
def rows_of(service: str) -> dict[str, Any]:
    """Return a service's table as it is written."""
    path = ROOT / "services" / service / "access.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


@dataclass(frozen=True)
class Cell:
    """One who asks: who it is, what it says it is for, and what the citizen is to it."""

    role: str
    unit: str
    authority: str
    relation: str
    purpose: str | None = None
    reasoned: bool = False

    @property
    def guest(self) -> bool:
        return self.relation == "guest"


@dataclass(frozen=True)
class Verdict:
    """What the tables say: a status, its code, and the classes of fields that are shown."""

    status: int
    code: str = ""
    shown: frozenset[str] = frozenset()


def verdict(
    rows: dict[str, Any], terms: dict[str, Any], name: str, cell: Cell, *, relation_needed: bool
) -> Verdict:
    """Read one cell of the matrix."""
    row = rows["queries"].get(name)
    if row is None:
        cases = [r for case in rows["case_types"] for r in rows["queries"][case]]
        row = list(dict.fromkeys(cases))
    mine = [text for text in row if _holds(text, cell, terms)]
    if not mine:
        return Verdict(403, "access_denied")
    purposes = [p for text in mine for p in terms["roles"][text.split("@")[0]]["purposes"]]
    purpose = cell.purpose or purposes[0]
    if purpose not in terms["purposes"]:
        return Verdict(422, "purpose_unknown")
    if purpose not in purposes:
        return Verdict(403, "purpose_not_yours")
    readers = [
        rows["readers"][text]
        for text in mine
        if purpose in terms["roles"][text.split("@")[0]]["purposes"]
    ]
    if name in rows.get("searches", {}):
        return Verdict(200, shown=frozenset(rows["searches"][name]))
    kinds = (cell.relation, "any")
    if cell.relation == "tied":
        kinds = ("guest",) if cell.reasoned else ()
    for kind in kinds:
        shown = [reader[kind] for reader in readers if reader.get(kind) is not None]
        if kind != "none" and shown:
            extra = [r.get("assigned", {}).get(name, []) for r in readers if kind in {"own", "any"}]
            found = frozenset(each for some in (*shown, *extra) for each in some)
            asked = cell.purpose is not None and (cell.reasoned or cell.guest)
            return Verdict(200, shown=found if asked or kind == "self" else found - {"address"})
    if relation_needed:
        return Verdict(403, REFUSED.get(cell.relation, "relation_missing"))
    return Verdict(200)


def _holds(text: str, cell: Cell, terms: dict[str, Any]) -> bool:
    role, unit = text.split("@")
    sits = unit in {"*", cell.unit} or cell.unit.startswith(unit + ":")
    known = terms["roles"].get(role, {"authorities": []})
    return role == cell.role and sits and cell.authority in known["authorities"]
