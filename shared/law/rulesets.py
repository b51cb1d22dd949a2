"""The sets of law by date: which one a day lies in, and what a draft lets continue."""

from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from shared.law.calendar import CALENDARS
from shared.law.rule import Rule
from shared.law.rulefile import RuleError, version_of
from shared.strict_yaml import YamlError, read_yaml

RULESETS_FILE: Final = Path(__file__).with_name("rulesets.yaml")


class RuleSet(Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of years under the same acts; a draft answers nothing but what continues."""

    id: str
    status: Literal["historical", "in_force", "draft"]
    valid_from: date
    string_model: Literal["two_string", "one_string"]
    calendar: str
    valid_to: date | None = None
    transition: Literal["keep", "recompute"] = "keep"
    continues: tuple[str, ...] = ()
    note: str = ""

    @property
    def version(self) -> str:
        """Return what names this set as it counts; its end and its name in history may come."""
        said = {
            "calendar": self.calendar,
            "string_model": self.string_model,
            "transition": self.transition,
            "valid_from": self.valid_from.isoformat(),
        }
        return version_of(self.id, said)

    def holds_on(self, day: date) -> bool:
        """Say whether the day lies in the set."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def lets_continue(self, rule: Rule) -> bool:
        """Say whether a draft set leaves the rule as it is: named so, or a local parameter."""
        local = rule.kind == "parameter" and rule.evidence == "A"
        return local or any(fnmatchcase(rule.key, pattern) for pattern in self.continues)


class _Sets(Struct, forbid_unknown_fields=True):
    sets: tuple[RuleSet, ...]


@cache
def read_rulesets(path: Path = RULESETS_FILE) -> tuple[RuleSet, ...]:
    """Return the sets in order of time; refuse gaps, overlaps and unknown calendars."""
    try:
        sets = msgspec.convert(read_yaml(path), _Sets).sets
    except YamlError as trouble:
        raise RuleError(str(trouble)) from trouble
    except msgspec.ValidationError as trouble:
        msg = f"{path.name}: {trouble}"
        raise RuleError(msg) from trouble
    for one, following in pairwise(sets):
        if one.valid_to is None or one.valid_to + timedelta(days=1) != following.valid_from:
            msg = f"{path.name}: set {following.id} does not begin the day after set {one.id} ends"
            raise RuleError(msg)
    unknown = {one.calendar for one in sets} - CALENDARS.keys()
    if unknown:
        msg = f"{path.name}: unknown calendar {', '.join(sorted(unknown))}"
        raise RuleError(msg)
    return sets
