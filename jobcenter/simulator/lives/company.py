"""A company comes into the register and is called on by units that must not tread on each other."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from jobcenter.simulator.chance import cvr, drawn, within
from jobcenter.simulator.lives import Life
from jobcenter.simulator.lives.job_order import job_order

if TYPE_CHECKING:
    from jobcenter.simulator.town import Town

_INDUSTRIES = ("471120", "561110", "873010", "432100")
_PURPOSES = ("recruitment", "company_practice", "wage_subsidy", "retention", "upskilling")
_RESULTS = ("agreement", "interested", "wants_later_contact", "not_interested")


def company(town: Town, chance: Random) -> Life:
    """From the register to the last contact."""
    rates = town.rates.companies
    number = cvr(chance)
    case = town.order(
        "kvs",
        "company_contact.register_company",
        company_reg_no=number,
        unit_reg_no=f"1{chance.randint(0, 999_999_999):09d}",
        name=f"Prøvevirksomhed {number[-4:]}",
        size=int(drawn(chance, rates.sizes).value),
        sector=chance.choice(("private", "public")),
        industry=chance.choice(_INDUSTRIES),
        on=town.today,
    )
    if case is None:
        return
    for _ in range(within(chance, rates.contacts)):
        yield town.in_days(within(chance, rates.days_between))
        yield from _contact(town, chance, case)


def _contact(town: Town, chance: Random, case: str) -> Life:
    rates = town.rates.companies
    by = chance.choice(("kvs", "company"))
    day = town.in_days(chance.randint(2, 12))
    purpose = chance.choice(_PURPOSES)
    planned = town.order(by, "company_contact.plan_contact", case, purpose=purpose, planned_on=day)
    contact = _newest(town, case)
    if planned is None or contact is None:
        return
    yield day
    if chance.random() < rates.cancelled:
        town.order(
            by, "company_contact.cancel_contact", case, contact=contact, reason="company_declined"
        )
        return
    openings = chance.choice((0, 0, 1, 1, 2, 5))
    town.order(
        by,
        "company_contact.hold_contact",
        case,
        contact=contact,
        on=town.today,
        result=chance.choice(_RESULTS),
        openings=openings,
    )
    if openings and chance.random() < rates.ordered:
        yield town.in_days(1)
        yield from job_order(town, chance, case, openings)
        return
    if chance.random() < rates.followed_up:
        yield town.in_days(chance.randint(7, 21))
        town.order(
            by,
            "company_contact.follow_up_contact",
            case,
            contact=contact,
            on=town.today,
            outcome=chance.choice(("openings_filled", "openings_remain", "no_openings")),
        )


def _newest(town: Town, case: str) -> str | None:
    """Return the id that the log gave the contact planned last."""
    shown = town.state("kvs", "company_contact.plan_contact", case)
    contacts = shown.get("contacts", {})
    return next(reversed(contacts), None)
