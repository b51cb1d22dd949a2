"""How synthetic lives go: each is a small story that sleeps until a day and then acts.

The shares are plausible, not measured; nothing here is a fact about a real person or place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from jobcenter.simulator.town import Town

Life: TypeAlias = Iterator[date]

_FRIDAY = 4
_HEARING_DAYS = 9


def unemployed(town: Town, chance: Random) -> Life:
    """Somebody registers, gets a benefit, an interview, an offer, and in the end a job."""
    citizen = _person(chance)
    case = town.order(
        "reception",
        "visitation.register_citizen",
        citizen=citizen,
        benefit_basis="cash_benefit",
        target_group="tg2_cash_ready",
        age=chance.randint(19, 63),
    )
    if case is None:
        return
    town.order(
        "reception",
        "visitation.give_duty_guidance",
        case,
        form="written",
        text_version="2010-1",
    )
    yield town.in_days(1)
    yield from _benefit(town, chance, citizen)
    town.order("counsellor", "visitation.register_cv", case)
    yield town.in_days(chance.randint(10, 80))
    yield from _interview(town, chance, case)
    yield town.in_days(chance.randint(2, 40))
    yield from _offer(town, chance, citizen)
    yield town.in_days(chance.randint(5, 90))
    town.order("counsellor", "visitation.close_case", case, reason="job")
    if chance.random() < 0.1:
        yield from _late_job(town, chance, citizen)


def sick(town: Town, chance: Random) -> Life:
    """Somebody employed falls ill, answers the information form, and gets well."""
    citizen = _person(chance)
    first = town.today - timedelta(days=chance.randint(1, 20))
    case = town.order(
        "sickpay",
        "sickpay.notify_absence",
        citizen=citizen,
        employment=str(chance.randint(10_000_000, 99_999_999)),
        first_absence_day=first,
        notified_by="employer",
        on=town.today,
    )
    if case is None:
        return
    yield town.in_days(2)
    form = town.case(citizen, "information_form")
    if form is not None:
        town.order("officer", "benefit_service.send_information_form", form, on=town.today)
    yield town.in_days(chance.choice((3, 5, 7, 8, 12, 15)))
    town.order(
        "sickpay",
        "sickpay.register_form_return",
        case,
        on=town.today,
        health="Selvoplyst: venter på undersøgelse.",
    )
    yield town.in_days(chance.randint(3, 120))
    town.order("sickpay", "sickpay.report_recovery", case, on=town.today)


def company(town: Town, chance: Random) -> Life:
    """A company is registered and contacted by units that must not tread on each other."""
    number = _cvr(chance)
    case = town.order(
        "kvs",
        "company_contact.register_company",
        company_reg_no=number,
        unit_reg_no=f"1{chance.randint(0, 999_999_999):09d}",
        name=f"Prøvevirksomhed {number[-4:]}",
        size=chance.choice((3, 12, 45, 230)),
        sector=chance.choice(("private", "public")),
        industry=chance.choice(("471120", "561110", "873010", "432100")),
        on=town.today,
    )
    if case is None:
        return
    for _ in range(chance.randint(1, 4)):
        yield town.in_days(chance.randint(3, 60))
        by = chance.choice(("kvs", "company"))
        town.order(
            by,
            "company_contact.plan_contact",
            case,
            purpose=chance.choice(("recruitment", "retention", "upskilling")),
            planned_on=town.in_days(chance.randint(2, 20)),
        )


def _benefit(town: Town, chance: Random, citizen: str) -> Life:
    case = town.case(citizen, "benefit_case")
    if case is None:
        return
    town.order("officer", "benefit_service.apply_for_benefit", case, on=town.today)
    yield town.in_days(chance.choice((1, 2, 3, 4, 6, 8, 12)))
    town.order(
        "officer",
        "benefit_service.decide_eligibility",
        case,
        eligible=True,
        benefit_basis="cash_benefit",
        from_=town.today,
    )
    yield town.in_days(2)
    town.order(
        "officer",
        "benefit_service.set_up_payment",
        case,
        monthly_amount=chance.choice((995_200, 642_500, 1_066_000)),
        from_=town.today.replace(day=1),
    )


def _interview(town: Town, chance: Random, case: str) -> Life:
    meeting = town.in_days(7)
    town.order(
        "counsellor",
        "visitation.summon_citizen",
        case,
        at=f"{meeting.isoformat()}T10:00:00+00:00",
        form="letter",
        legal_consequence_text=True,
    )
    yield meeting
    if chance.random() < 0.9:
        town.order("counsellor", "visitation.hold_interview", case, form="personal")
        return
    town.order("counsellor", "visitation.register_interview_no_show", case, day=meeting)


def _offer(town: Town, chance: Random, citizen: str) -> Life:
    supplier = chance.randint(1, 5)
    first, last = town.in_days(7), town.in_days(7 + 7 * chance.randint(4, 13))
    placement = town.order(
        "counsellor",
        "offers.give_offer",
        citizen=citizen,
        type="guidance_qualification",
        from_=first,
        to=last,
        supplier=str(supplier),
    )
    if placement is None:
        return
    yield first
    town.order("counsellor", "offers.start_offer", placement)
    while town.today < last:
        yield town.today + timedelta(days=max(_FRIDAY - town.today.weekday(), 0))
        yield from _week(town, chance, (citizen, placement, supplier), first)
        yield town.in_days(3)
    town.order("counsellor", "offers.end_offer", placement, outcome="completed", on=last)


def _week(town: Town, chance: Random, offer: tuple[str, str, int], first: date) -> Life:
    """A week at the supplier's; now and then somebody stays away."""
    citizen, placement, supplier = offer
    monday = town.today - timedelta(days=town.today.weekday())
    absent = chance.randint(0, _FRIDAY) if chance.random() < 0.06 else None
    by = f"supplier_{supplier}"
    year, week, _ = monday.isocalendar()
    town.order(
        by,
        "offers.record_attendance",
        placement=placement,
        week=f"{year}-W{week:02d}",
        days=[
            {
                "day": monday + timedelta(days=n),
                "scheduled": True,
                "present": n != absent,
                "absence_kind": "no_show" if n == absent else None,
            }
            for n in range(town.today.weekday() + 1)
            if monday + timedelta(days=n) >= first
        ],
    )
    day = monday + timedelta(days=absent or 0)
    if absent is None or day < first or chance.random() > 0.85:
        return
    if town.order(by, "offers.report_no_show", placement, day=day, continues=False):
        yield town.in_days(1)
        yield from sanction(town, chance, citizen, day)


def sanction(town: Town, chance: Random, citizen: str, day: date) -> Life:
    """A no-show is heard, and only then may a person decide about money."""
    hearing = town.order(
        "officer",
        "benefit_service.serve_hearing",
        citizen=citizen,
        facts="Udeblivelse fra tilbud.",
        absence_from=day,
        covers_continuing_absence=False,
        on=town.today,
    )
    if hearing is None:
        return
    answers = chance.random() < 0.6
    yield town.in_days(chance.randint(2, 6) if answers else _HEARING_DAYS)
    excuse = answers and chance.random() < 0.5
    if answers:
        town.order(
            "officer",
            "benefit_service.answer_hearing",
            hearing,
            on=town.today,
            statement="Jeg var syg." if excuse else "Jeg glemte det.",
        )
    town.order(
        "officer",
        "benefit_service.conclude_hearing",
        hearing,
        finding="excuse_accepted" if excuse else "excuse_not_accepted",
        reasons="Se sagens oplysninger.",
    )
    yield town.in_days(1)
    recommendation = town.case(citizen, "sanction_recommendation")
    case = town.case(citizen, "sanction_case")
    if recommendation is None or case is None:
        return
    if excuse:
        town.order(
            "counsellor",
            "visitation.drop_recommendation",
            recommendation,
            reason="Rimelig grund.",
        )
        return
    town.order(
        "counsellor",
        "visitation.recommend_sanction",
        recommendation,
        sanction_type="point_sanction",
        law_ref="LAS § 36",
        grounds="Udeblev uden rimelig grund.",
    )
    yield town.in_days(1)
    decided = town.order(
        "officer", "benefit_service.decide_sanction", case, reasons="Udeblev uden rimelig grund."
    )
    if decided is None:
        return
    yield town.in_days(3)
    month = f"{town.today:%Y-%m}"
    town.order("officer", "benefit_service.effectuate_sanction", case, month=month)
    if chance.random() < 0.15:
        yield town.in_days(10)
        town.order(
            "officer",
            "benefit_service.reverse_sanction",
            case,
            ground="own_initiative",
            reasons="Nye oplysninger.",
        )


def _late_job(town: Town, chance: Random, citizen: str) -> Life:
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


def _person(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def _cvr(chance: Random) -> str:
    """Make a CVR number whose check digit is right."""
    weights = (2, 7, 6, 5, 4, 3, 2)
    while True:
        digits = [chance.randint(1, 9), *(chance.randint(0, 9) for _ in range(6))]
        check = -sum(w * d for w, d in zip(weights, digits, strict=True)) % 11
        if check < 10:
            return "".join(map(str, (*digits, check)))
