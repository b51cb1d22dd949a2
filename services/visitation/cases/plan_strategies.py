"""The strategy for vulnerable citizens (V-10): what the rules of a day say a plan should hold."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from services.visitation.domain.match import MatchModel, MatchValue
from services.visitation.domain.plan_strategy import PlanMeasure, PlanSubgroup, Strategy
from services.visitation.views.citizen_case_list import CitizenCaseRow, latest_case_of
from shared.casework.declare import Desk, Query
from shared.eventlog.decider import Code, Rejected
from shared.law.rule import Evidence, Rule
from shared.law.rulebook import RuleBook

RULE: Final = "job_plan.strategy"
# Citizens with problems beside unemployment, before anybody has matched them.
_FAR_FROM_WORK: Final = frozenset({"tg3_cash_other_problems", "tg13_activity_ready_under_30"})
_NO_ROW: Final = frozenset({"not_applicable", "rule_missing"})


def is_vulnerable(own: CitizenCaseRow | None) -> bool:
    """Say whether a citizen is far from work: by the match, else by the target group.

    Match 4 and 5, later 2 and 3, and activity-ready from 2014: all who are not ready for work.
    """
    if own is None:
        return False
    return own.target_group in _FAR_FROM_WORK if own.match_value is None else not own.ready


def strategy_of(rule: Rule) -> Strategy:
    """Return what a row of the rules asks of a plan."""
    return msgspec.convert(dict(rule.figures), Strategy)


def strategy_on(rules: RuleBook, subgroup: str, day: date) -> tuple[Rule | None, Code | None]:
    """Return the row for a subgroup's plan that day, or why there is none."""
    try:
        return rules.rule(RULE, day, {"plan_subgroup": subgroup}), None
    except Rejected as refusal:
        return None, "plan_subgroup_unknown" if refusal.code in _NO_ROW else refusal.code


class PlanStrategies(Struct, frozen=True, forbid_unknown_fields=True):
    """Which templates are asked for; with a citizen, those that fit the standing match."""

    subgroup: PlanSubgroup | None = None
    citizen: UUID | None = None
    on: date | None = None


class PlanTemplate(Struct, frozen=True):
    """The fields of a draft as the strategy would have them: the least of each."""

    subgroup: str
    social_weight: int
    combination: bool
    measures: tuple[PlanMeasure, ...]


class PlanStrategyShown(Struct, frozen=True):
    """What a subgroup's plan should hold, the row that says so, its source and how sure it is."""

    title: str
    template: PlanTemplate
    social_at_most: int
    for_match: Mapping[MatchModel, tuple[MatchValue, ...]]
    rule: str
    law_ref: str
    evidence: Evidence


def plan_strategies(desk: Desk, params: PlanStrategies) -> list[PlanStrategyShown]:
    """Return the templates of the day; none where the rules of that day have no strategy."""
    day = params.on or desk.today
    own = latest_case_of(desk, params.citizen) if params.citizen else None
    asked = (params.subgroup,) if params.subgroup else _subgroups(desk.rules)
    found = (strategy_on(desk.rules, subgroup, day)[0] for subgroup in asked)
    shown = [_shown(rule) for rule in found if rule]
    return [each for each in shown if _fits(each, own)]


def _subgroups(rules: RuleBook) -> tuple[str, ...]:
    rows: list[Any] = [row.applies_to["plan_subgroup"] for row in rules.rules() if row.key == RULE]
    return tuple(sorted({code for codes in rows for code in codes}))


def _shown(rule: Rule) -> PlanStrategyShown:
    said = strategy_of(rule)
    least = said.social_at_least
    return PlanStrategyShown(
        title=said.title,
        template=PlanTemplate(str(rule.value), least, said.combination, said.measures),
        social_at_most=said.social_at_most,
        for_match=said.for_match,
        rule=rule.version,
        law_ref=rule.law_ref,
        evidence=rule.evidence,
    )


def _fits(shown: PlanStrategyShown, own: CitizenCaseRow | None) -> bool:
    """Say whether a template fits who is asked about; before a match all of them may."""
    if own is None or own.match_model is None or own.match_value is None:
        return True
    return (own.match_model, own.match_value) in {
        (model, value) for model, values in shown.for_match.items() for value in values
    }


QUERIES: Final = (
    Query(
        name="plan_strategies",
        path="lists/plan-strategies",
        params=PlanStrategies,
        answer=list[PlanStrategyShown],
        run=plan_strategies,
        of_person=True,
    ),
)
