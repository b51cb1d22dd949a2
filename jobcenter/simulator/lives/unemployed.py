"""Somebody registers, is on benefit, meets the jobcenter again and again, and finds work."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from jobcenter.simulator.chance import days_of, drawn, person, within
from jobcenter.simulator.lives import Life, Part
from jobcenter.simulator.lives.interview import interview
from jobcenter.simulator.lives.jobseeker import CASH, Jobseeker
from jobcenter.simulator.lives.offer import offer
from jobcenter.simulator.lives.referral import referral
from jobcenter.simulator.lives.visit import visit

if TYPE_CHECKING:
    from jobcenter.simulator.town import Town

_AMOUNTS = (642_500, 995_200, 1_066_000)
_THREE_MONTHS = 13
_DAYS_TO_DECIDE = (1, 2, 3, 4, 6, 8, 12)


def unemployed(town: Town, chance: Random) -> Life:
    """From the first contact until the case is closed."""
    who = _registered(town, chance)
    if who is None:
        return
    yield town.in_days(1)
    yield from _first_days(town, chance, who)
    if chance.random() < town.rates.unemployed.referred:
        yield from referral(town, chance, who.citizen)
    yield from _course(town, chance, who)
    _closed(town, chance, who)
    if chance.random() < town.rates.unemployed.late_job:
        yield from _late_job(town, chance, who.citizen)


def _registered(town: Town, chance: Random) -> Jobseeker | None:
    rates = town.rates.unemployed
    citizen, group = person(chance), drawn(chance, rates.groups)
    if chance.random() < rates.visit:
        visit(town, chance, citizen)
    case = town.order(
        "reception",
        "visitation.register_citizen",
        citizen=citizen,
        benefit_basis=group.benefit_basis,
        target_group=group.target_group,
        age=within(chance, rates.ages),
        channel=chance.choice(("reception", "reception", "online", "phone")),
    )
    if case is None:
        return None
    town.order(
        "reception", "visitation.give_duty_guidance", case, form="written", text_version="2010-1"
    )
    return Jobseeker(citizen, case, group, town.today + days_of(chance, rates.weeks))


def _first_days(town: Town, chance: Random, who: Jobseeker) -> Life:
    rates = town.rates.unemployed
    officer = f"sagsbehandler_{chance.randint(1, 200)}"
    town.order(
        "counsellor",
        "visitation.assign_case",
        who.case,
        owner=officer,
        team=f"team_{officer[-1]}",
        centre=chance.choice(("valby", "oesterbro", "skelbaekgade")),
    )
    if who.on_cash:
        yield from _benefit(town, chance, who.citizen)
    if chance.random() < rates.cv:
        town.order("counsellor", "visitation.register_cv", who.case)
        yield town.in_days(chance.randint(1, 6))
        town.order("counsellor", "visitation.approve_cv", who.case)


def _benefit(town: Town, chance: Random, citizen: str) -> Life:
    """The benefit service decides whether there is a benefit, and sets the payment up."""
    case = town.case(citizen, "benefit_case")
    if case is None:
        return
    town.order("officer", "benefit_service.apply_for_benefit", case, on=town.today)
    yield town.in_days(chance.choice(_DAYS_TO_DECIDE))
    town.order(
        "officer",
        "benefit_service.decide_eligibility",
        case,
        eligible=True,
        benefit_basis=CASH,
        from_=town.today,
    )
    yield town.in_days(2)
    town.order(
        "officer",
        "benefit_service.set_up_payment",
        case,
        monthly_amount=chance.choice(_AMOUNTS),
        from_=town.today.replace(day=1),
    )


def _course(town: Town, chance: Random, who: Jobseeker) -> Life:
    """Interview after interview until there is work; what else happens, happens between them."""
    rates = town.rates
    match: str | None = None
    gap = within(chance, rates.interviews.first_weeks)
    while True:
        if chance.random() < rates.interviews.late[who.basis]:
            gap = _THREE_MONTHS + within(chance, rates.interviews.late_weeks)
        day = town.in_days(gap * 7 - chance.randrange(5))
        if day >= who.ends:
            yield max(who.ends, town.today)
            return
        held = yield from interview(town, chance, who, day)
        gap = within(chance, rates.interviews.interval_weeks) if held else 2
        if not held:
            continue
        first, match = match is None, _matched(town, chance, who, match)
        if first:
            yield from _out_of_reach(town, chance, who)
        if chance.random() < rates.offers.after_interview:
            yield from _offered(town, chance, who)
            gap = 1


def _offered(town: Town, chance: Random, who: Jobseeker) -> Life:
    planned = chance.random() < town.rates.unemployed.job_plan
    if (planned or who.on_cash) and town.case(who.citizen, "job_plan") is None:
        _planned(town, who.citizen)
    yield town.in_days(chance.randint(2, 12))
    yield from offer(town, chance, who)


def _out_of_reach(town: Town, chance: Random, who: Jobseeker) -> Life:
    """Some need not come for a time: they are exempt, or ill."""
    rates, luck = town.rates.unemployed, chance.random()
    if luck < rates.exempt:
        yield from _exempt(town, chance, who)
    elif who.on_cash and luck < rates.exempt + rates.ill:
        yield from _ill(town, chance, who)


def _matched(town: Town, chance: Random, who: Jobseeker, before: str | None) -> str:
    """Say at the interview where the citizen stands, for the first time or anew."""
    rates = town.rates.unemployed
    if before is None:
        value = drawn(chance, rates.match[who.group.target_group]).value
    elif chance.random() < rates.match_moves:
        step = -1 if chance.random() < rates.moves_up else 1
        value = str(min(max(int(before) + step, 1), 3))
    else:
        value = before
    town.order(
        "counsellor",
        "visitation.assess_match",
        who.case,
        value=value,
        elements={
            "job_aim": "Lager eller butik",
            "qualifications": "Folkeskole og erfaring",
            "personal_competences": "Møder stabilt",
            "economy_and_network": "Ingen særlige forhold",
            "health": "Se sagen",
        },
        reason=None if value == before else "Samtalen viste det.",
    )
    return value


def _planned(town: Town, citizen: str) -> None:
    plan = town.order(
        "counsellor",
        "visitation.draft_job_plan",
        citizen=citizen,
        goal="Ordinært job på lager",
        elements=[{"offer_type": "guidance_qualification", "reason": "Opkvalificering"}],
        expected_effect="Job inden for et halvt år",
        actions=["Søger to job om ugen"],
    )
    if plan is not None:
        town.order("counsellor", "visitation.agree_job_plan", plan, confirmed="in_person")


def _exempt(town: Town, chance: Random, who: Jobseeker) -> Life:
    kind = chance.choice(("maternity", "serious_illness", "close_to_work"))
    town.order("counsellor", "visitation.grant_exemption", who.case, kind=kind, reason="Se sagen.")
    yield town.in_days(within(chance, town.rates.unemployed.exempt_days))
    town.order("counsellor", "visitation.end_exemption", who.case)


def _ill(town: Town, chance: Random, who: Jobseeker) -> Life:
    """Somebody on cash benefit falls ill; sick pay follows up and tells of the recovery."""
    town.order("counsellor", "visitation.report_sick", who.case)
    yield town.in_days(within(chance, town.rates.unemployed.ill_days))
    case = town.case(who.citizen, "sick_pay_case")
    if case is not None:
        town.order("sickpay", "sickpay.report_recovery", case, on=town.today)
        yield town.in_days(1)


def _closed(town: Town, chance: Random, who: Jobseeker) -> None:
    reason = drawn(chance, town.rates.unemployed.ends).value
    town.order("counsellor", "visitation.close_case", who.case, reason=reason)
    case = town.case(who.citizen, "benefit_case")
    if case is not None:
        town.order(
            "officer",
            "benefit_service.stop_payment",
            case,
            ground="citizen_withdrew",
            on=town.today,
            reasons="Borgeren har fundet arbejde og frasiger sig ydelsen.",
        )


def _late_job(town: Town, chance: Random, citizen: str) -> Part[None]:
    """The unemployment fund tells late of a job that began long ago."""
    yield town.in_days(chance.randint(5, 60))
    start = town.today - timedelta(days=chance.randint(20, 60))
    town.order(
        "importer",
        "citizen_history.import_record",
        record_source="ui_fund",
        record_id=f"job-{chance.getrandbits(40)}",
        record_version=1,
        citizen=citizen,
        kind="employment",
        period={"start": start, "end": None},
        authority="external",
        on=town.today,
    )
