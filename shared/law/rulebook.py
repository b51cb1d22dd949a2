"""The book of rules: which figure holds for this citizen on that day, or why there is none.

It refuses rather than guesses: `rule_missing`, `not_applicable`, `ruleset_draft`, and
`not_known_yet` when a fact that decides which rule holds has not been told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeVar

import msgspec

from shared.eventlog.decider import Rejected
from shared.law.calendar import CALENDARS, DK_PUBLIC, Calendar
from shared.law.conditions import Fit, Profile, fit, may_both_fit, strength, unknown_facts
from shared.law.rule import Rule
from shared.law.rulefile import RuleError, read_rule_file, version_of
from shared.law.rulesets import RULESETS_FILE, RuleSet, read_rulesets

T = TypeVar("T")
NO_FACTS: Final[Profile] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules a service or an installation works by. It never changes once loaded."""

    sets: tuple[RuleSet, ...]
    parameters: Mapping[str, Any]
    allow_draft: bool
    _rows: Mapping[str, tuple[Rule, ...]]
    _found: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """Answers that follow from the rows alone; every order asks for the same few."""

    @classmethod
    def load(
        cls,
        folders: Iterable[Path],
        parameters: Mapping[str, Any] | None = None,
        *,
        rulesets: Path = RULESETS_FILE,
        allow_draft: bool = False,
    ) -> "RuleBook":
        """Read the rule files of these folders and check all of them against each other.

        `parameters` are the installation's own figures; one named like a rule replaces its
        value, which only rules with a local figure (evidence A) allow.
        """
        rows = [
            rule
            for folder in folders
            for path in sorted(folder.glob("*.yaml"))
            for rule in read_rule_file(path)
        ]
        return cls.of(rows, parameters, sets=read_rulesets(rulesets), allow_draft=allow_draft)

    @classmethod
    def of(
        cls,
        rules: Iterable[Rule],
        parameters: Mapping[str, Any] | None = None,
        *,
        sets: tuple[RuleSet, ...] | None = None,
        allow_draft: bool = False,
    ) -> "RuleBook":
        """Make a book of rules that are already read."""
        own = dict(parameters or {})
        rows: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            rows[rule.key].append(_with_local_figure(rule, own))
        for same_key in rows.values():
            _refuse_contradictions(same_key)
        made = cls(
            sets=read_rulesets() if sets is None else sets,
            parameters=MappingProxyType(own),
            allow_draft=allow_draft,
            _rows=MappingProxyType({key: tuple(rows[key]) for key in sorted(rows)}),
        )
        _refuse_what_is_not_counted_anew(made)
        return made

    def rule(self, key: str, on: date, profile: Profile = NO_FACTS) -> Rule:
        """Return the rule that holds for such a citizen on the day of the trigger, or refuse."""
        rows = self._standing(key)
        if not rows:
            _refuse("rule_missing", key, on)
        if self._is_drafted_away(rows[0], on):
            _refuse("ruleset_draft", key, on)
        chosen = _strongest(key, on, rows, profile)
        if chosen is None:
            covered = any(fit(row.applies_to, profile) is not Fit.NO for row in rows)
            _refuse("rule_missing" if covered else "not_applicable", key, on)
        if chosen.status == "abolished":
            _refuse("not_applicable", key, on)
        if chosen.status == "draft" and not self.allow_draft:
            _refuse("ruleset_draft", key, on)
        return chosen

    def table_value(self, key: str, on: date, **facts: Any) -> int:
        """Return the figure of the table's line these facts fall in, or refuse.

        Money in a table is øre.
        """
        table = self.rule(key, on, facts)
        for line in table.rows_data:
            if fit(line.when, facts) is Fit.YES:
                return line.value
        awaited = set[str]().union(*(unknown_facts(line.when, facts) for line in table.rows_data))
        if awaited:
            _refuse("not_known_yet", key, on, awaited=sorted(awaited))
        return _refuse("not_applicable" if table.complete else "rule_missing", key, on)

    def parameter(self, key: str, default: Any = None) -> Any:
        """Return a figure that this installation set for itself, else `default`."""
        return self.parameters.get(key, default)

    def calendar(self, on: date) -> Calendar:
        """Return the calendar of working days that holds on a day."""
        found = self._set_on(on)
        return DK_PUBLIC if found is None else CALENDARS[found.calendar]

    def rules(self) -> tuple[Rule, ...]:
        """Return every row of every key, ended and superseded ones too: for documentation."""
        return tuple(row for rows in self._rows.values() for row in rows)

    def keys(self, owner: str | None = None) -> tuple[str, ...]:
        """Return the names of all rules, or of those one service owes."""
        return tuple(
            key for key, rows in self._rows.items() if owner is None or rows[0].owner == owner
        )

    def started_by(self, key: str, tag: str) -> tuple[Rule, ...]:
        """Return the rows of a key whose clock the fact with this tag starts."""
        return self._once(
            ("started_by", key, tag),
            lambda: tuple(row for row in self._standing(key) if row.started_by(tag)),
        )

    def keys_started_by(self, tag: str) -> frozenset[str]:
        """Return the rules of which some row's clock is started by the fact with this tag."""
        return self._once(
            ("keys_started_by", tag),
            lambda: frozenset(key for key in self._rows if self.started_by(key, tag)),
        )

    def pausing_tags(self) -> frozenset[str]:
        """Return the facts that pause a clock or let it run again."""
        return self._once(
            "pausing_tags",
            lambda: frozenset(
                tag
                for row in self.rules()
                for tag in (*(p.event for p in row.paused_by), *(r.event for r in row.resumed_by))
            ),
        )

    def row(self, version: str) -> Rule | None:
        """Return exactly that row, also one that has ended or was superseded."""
        rows = self._once("by_version", lambda: {row.version: row for row in self.rules()})
        return rows.get(version)

    def successor(self, version: str, on: date) -> Rule | None:
        """Return the row for the same citizens that follows a row and holds on that day."""
        old = self.row(version)
        if old is None:
            return None
        return next(
            (
                row
                for row in self._standing(old.key)
                if row.applies_to == old.applies_to
                and row.holds_on(on)
                and row.status == "in_force"
                and row is not old
            ),
            None,
        )

    def _standing(self, key: str) -> tuple[Rule, ...]:
        return self._once(("standing", key), lambda: _standing(self._rows.get(key, ())))

    def _once(self, question: Any, find: Callable[[], T]) -> T:
        """Find an answer once; the rows never change, so it never does."""
        if question not in self._found:
            self._found[question] = find()
        found: T = self._found[question]
        return found

    def _set_on(self, day: date) -> RuleSet | None:
        return next((one for one in self.sets if one.holds_on(day)), None)

    def _is_drafted_away(self, rule: Rule, on: date) -> bool:
        found = self._set_on(on)
        return (
            not self.allow_draft
            and found is not None
            and found.status == "draft"
            and not found.lets_continue(rule)
        )


def _strongest(key: str, on: date, rows: Iterable[Rule], profile: Profile) -> Rule | None:
    answers = [(row, fit(row.applies_to, profile)) for row in rows if row.holds_on(on)]
    fits = [row for row, answer in answers if answer is Fit.YES]
    best = max(fits, key=lambda row: strength(row.applies_to), default=None)
    doubts = [
        row
        for row, answer in answers
        if answer is Fit.UNKNOWN
        and (best is None or strength(row.applies_to) > strength(best.applies_to))
    ]
    if doubts:
        awaited = set[str]().union(*(unknown_facts(row.applies_to, profile) for row in doubts))
        _refuse("not_known_yet", key, on, awaited=sorted(awaited))
    return best


def _standing(rows: Iterable[Rule]) -> tuple[Rule, ...]:
    rows = tuple(rows)
    replaced = {row.supersedes for row in rows}
    return tuple(row for row in rows if row.version not in replaced)


def _with_local_figure(rule: Rule, parameters: Mapping[str, Any]) -> Rule:
    if rule.key not in parameters:
        return rule
    if rule.evidence != "A" or rule.type == "table":
        msg = f"{rule.key} is law ({rule.law_ref}); an installation cannot set it"
        raise RuleError(msg)
    value = parameters[rule.key]
    if type(value) is not type(rule.value):
        msg = f"{rule.key} is set to {value!r}, which is not like {rule.value!r}"
        raise RuleError(msg)
    # The version tells that another figure was used, and the same figure gives the same version.
    said = {"rule": rule.version, "valid_from": rule.valid_from.isoformat(), "value": value}
    return msgspec.structs.replace(rule, value=value, version=version_of(rule.key, said))


def _refuse_contradictions(rows: list[Rule]) -> None:
    owners = {row.owner for row in rows}
    if len(owners) > 1:
        msg = f"{rows[0].key} has several owners: {', '.join(sorted(owners))}"
        raise RuleError(msg)
    _refuse_two_dates_of_one_fact(rows)
    for row in rows:
        if row.supersedes is not None and row.supersedes not in {r.version for r in rows}:
            msg = f"{row.version} supersedes {row.supersedes}, which does not exist"
            raise RuleError(msg)
        for one, other in combinations(row.rows_data, 2):
            if may_both_fit(one.when, other.when):
                msg = f"{row.version}: two lines of the table fit the same facts"
                raise RuleError(msg)
    for row, later in combinations(_standing(rows), 2):
        if row.overlaps(later):
            _refuse_equals(row, later)


def _refuse_two_dates_of_one_fact(rows: list[Rule]) -> None:
    starts = {(start.event, start.date) for row in rows for start in row.starts_on}
    if len({event for event, _ in starts}) < len(starts):
        msg = f"{rows[0].key} counts from different dates of the same fact"
        raise RuleError(msg)


def _refuse_what_is_not_counted_anew(book: RuleBook) -> None:
    """Refuse a set of law that would count weeks on benefit anew.

    A running deadline does not keep which weeks were without benefit; counted anew without them it
    would come too early, and a citizen would be told of a miss that is none.
    """
    for one in book.sets:
        if one.transition != "recompute":
            continue
        for rule in book.rules():
            later = book.successor(rule.version, one.valid_from)
            if later is not None and "weeks_on_benefit" in {rule.unit, later.unit}:
                msg = f"{one.id} would count {rule.version} anew, which counts weeks on benefit"
                raise RuleError(msg)


def _refuse_equals(one: Rule, other: Rule) -> None:
    if one.applies_to == other.applies_to:
        msg = f"{one.version} and {other.version} hold for the same citizens on the same days"
        raise RuleError(msg)
    if strength(one.applies_to) == strength(other.applies_to) and may_both_fit(
        one.applies_to, other.applies_to
    ):
        msg = f"{one.version} and {other.version} may both fit, and neither goes before the other"
        raise RuleError(msg)


def _refuse(code: str, key: str, on: date, **more: Any) -> NoReturn:
    raise Rejected(code, detail={"rule": key, "on": on.isoformat(), **more})
