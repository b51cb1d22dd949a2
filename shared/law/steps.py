"""What the state refunds of a benefit, week by week.

Units: amounts in øre, shares in percent. The Monday of a week decides which year it belongs to
and which rule holds; weeks of total support are numbered from 1.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec
from msgspec import Struct, field

from shared.eventlog.decider import Rejected
from shared.law.conditions import Profile
from shared.law.figures import StepFigures
from shared.law.rule import Banner, Rule
from shared.law.rulebook import NO_FACTS, RuleBook
from shared.money import Ore

_WHOLE = 100


class PaidWeek(Struct, frozen=True, kw_only=True):
    """A week of benefit: any day of it, its number of total support, and what was paid.

    `key` is the rule its share is found by; `profile` answers that rule's conditions.
    """

    key: str
    day: date
    amount_ore: int
    number: int = 1
    profile: Profile = field(default_factory=lambda: NO_FACTS)


class RefundedWeek(Struct, frozen=True, kw_only=True):
    """One week, divided between state and municipality, with the rule that says so."""

    monday: date
    number: int
    amount_ore: int
    pct: int
    refund_ore: int
    rule: str
    banners: tuple[Banner, ...] = ()

    @property
    def municipal_ore(self) -> int:
        """Return what the municipality bears."""
        return self.amount_ore - self.refund_ore


class Refund(Struct, frozen=True):
    """Weeks with their division, and the sums."""

    weeks: tuple[RefundedWeek, ...]

    @property
    def amount_ore(self) -> int:
        """Return what was paid."""
        return sum(week.amount_ore for week in self.weeks)

    @property
    def refund_ore(self) -> int:
        """Return what the state refunds."""
        return sum(week.refund_ore for week in self.weeks)

    @property
    def municipal_ore(self) -> int:
        """Return what the municipality bears."""
        return self.amount_ore - self.refund_ore

    @property
    def share_tenths(self) -> int | None:
        """Return the refunded share in tenths of a percent, half up; None if nothing was paid."""
        paid = self.amount_ore
        return half_up(1000 * self.refund_ore, paid) if paid else None

    @property
    def banners(self) -> tuple[Banner, ...]:
        """Return the warnings of the rules that decided, each once."""
        return tuple(sorted({banner for week in self.weeks for banner in week.banners}))


class RefundSums(Struct, frozen=True):
    """What was paid, what the state refunds, what the municipality bears; the share half up.

    `banners` are the warnings of the rules that decided: `low_evidence` is not to be shown as law.
    """

    paid: Ore
    refunded: Ore
    own: Ore
    per_mille: int
    banners: tuple[Banner, ...] = ()


def sums_of(refund: Refund) -> RefundSums:
    """Add up weeks that were divided."""
    paid, back, share = refund.amount_ore, refund.refund_ore, refund.share_tenths or 0
    return RefundSums(paid, back, refund.municipal_ore, share, refund.banners)


def monday_of(day: date) -> date:
    """Return the first day of the week that `day` lies in."""
    return day - timedelta(days=day.weekday())


def half_up(numerator: int, denominator: int) -> int:
    """Return the whole number nearest to a fraction that is not negative; a half counts up."""
    return (2 * numerator + denominator) // (2 * denominator)


def step_share(rule: Rule, number: int) -> int:
    """Return the share, in percent, that a stair gives a week; refuse above its last step."""
    if number < 1:
        msg = f"weeks are numbered from 1, not {number}"
        raise ValueError(msg)
    for step in msgspec.convert(rule.figures, StepFigures).steps:
        if step.to_week is None or number <= step.to_week:
            return step.pct
    code = "not_applicable" if rule.complete else "rule_missing"
    raise Rejected(code, detail={"rule": rule.key, "week": number})


def share_of_week(
    book: RuleBook, key: str, day: date, number: int, profile: Profile = NO_FACTS
) -> tuple[int, Rule]:
    """Return the share, in percent, of the week a day lies in, and the rule that gives it.

    The rule may be a stair, a table whose lines ask for the `week`, or one plain figure.
    """
    monday = monday_of(day)
    facts = {**profile, "week": number}
    rule = book.rule(key, monday, facts)
    if rule.type == "step":
        return step_share(rule, number), rule
    if rule.type == "table":
        return book.table_value(key, monday, **facts), rule
    return rule.number, rule


def refunded(book: RuleBook, weeks: Iterable[PaidWeek]) -> Refund:
    """Divide paid weeks between state and municipality, each by the rule of its Monday."""
    return Refund(tuple(_divided(book, week) for week in weeks))


def _divided(book: RuleBook, week: PaidWeek) -> RefundedWeek:
    pct, rule = share_of_week(book, week.key, week.day, week.number, week.profile)
    return RefundedWeek(
        monday=monday_of(week.day),
        number=week.number,
        amount_ore=week.amount_ore,
        pct=pct,
        refund_ore=half_up(week.amount_ore * pct, _WHOLE),
        rule=rule.version,
        banners=rule.banners,
    )
