"""A summons, and what comes of it: an interview, a call beforehand, or an empty chair."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from jobcenter.simulator.chance import within
from jobcenter.simulator.lives import Part
from jobcenter.simulator.lives.sanction import after_missed_interview

if TYPE_CHECKING:
    from jobcenter.simulator.lives.jobseeker import Jobseeker
    from jobcenter.simulator.town import Town

_FIRST_HOUR, _LAST_HOUR = 8, 14


def interview(town: Town, chance: Random, who: Jobseeker, day: date) -> Part[bool]:
    """Summon a citizen to a day and say whether the interview was held."""
    rates = town.rates.interviews
    notice = timedelta(days=within(chance, rates.notice_days))
    yield max(town.in_days(0), day - notice)
    day = max(day, town.in_days(3))
    hour = chance.randint(_FIRST_HOUR, _LAST_HOUR)
    town.order(
        "counsellor",
        "visitation.summon_citizen",
        who.case,
        at=f"{day.isoformat()}T{hour:02}:00:00+01:00",
        form="letter",
        legal_consequence_text=True,
    )
    comes = chance.random()
    if comes < rates.cancelled:
        yield town.in_days(1)
        yield from _called_off(town, chance, who.case, day)
        return False
    yield day
    if comes < rates.cancelled + rates.no_show[who.basis]:
        yield from _missed(town, chance, who, day)
        return False
    form = "phone" if chance.random() < rates.telephone else "personal"
    town.order(
        "counsellor",
        "visitation.hold_interview",
        who.case,
        form=form,
        items=["job_aim", "rights_and_duties", "next_contact"],
    )
    return True


def _called_off(town: Town, chance: Random, case: str, day: date) -> Part[None]:
    excused = chance.random() < town.rates.interviews.excused
    town.order(
        "counsellor",
        "visitation.cancel_interview",
        case,
        by="citizen" if excused else "jobcenter",
        excused=excused,
        agreed_on=day + timedelta(days=7) if excused else None,
    )
    yield town.in_days(1)


def _missed(town: Town, chance: Random, who: Jobseeker, day: date) -> Part[None]:
    yield town.in_days(1)
    town.order("counsellor", "visitation.register_interview_no_show", who.case, day=day)
    yield town.in_days(1)
    yield from after_missed_interview(town, chance, who, day)
