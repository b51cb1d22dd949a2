"""Rules for tests, written as they stand in a rule file."""

from pathlib import Path
from typing import Any

import yaml

from shared.law.rule import Rule
from shared.law.rulefile import make_rule

HEARING = {
    "value": 7,
    "unit": "days",
    "kind": "citizen_duty",
    "roll": "next",
    "starts_on": {"event": "benefit_service.hearing_served", "date": "effective_on"},
    "stops_on": ["benefit_service.hearing_answered"],
    "withdrawn_by": ["benefit_service.hearing_withdrawn"],
    "valid_from": "1987-01-01",
    "law_ref": "forvaltningsloven § 19",
    "evidence": "A",
    "warn_days": [3, 1],
}
FIGURE = {
    "value": 1,
    "unit": "count",
    "valid_from": "2007-01-01",
    "law_ref": "LAB",
    "evidence": "V",
}


def a_rule(key: str = "hearing.min_days", **changes: Any) -> Rule:
    """The hearing deadline, with these fields changed."""
    return make_rule({"key": key, "owner": "benefit_service"}, {**HEARING, **changes})


def a_figure(key: str = "some.figure", **changes: Any) -> Rule:
    """A plain figure of law, with these fields changed."""
    return make_rule({"key": key, "owner": "visitation"}, {**FIGURE, **changes})


def write(folder: Path, *rows: dict[str, Any], key: str = "hearing.min_days", **head: Any) -> Path:
    """Write a rule file and return its path."""
    path = folder / f"{key}.yaml"
    content = {"key": key, "owner": "benefit_service", "rows": list(rows), **head}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return path
