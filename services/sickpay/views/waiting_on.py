"""Waiting on whom: what a case waits for, from whom, by which paragraph, in Danish and English.

Deadlines say it by their rule, steps of the plan by who carries them out, and an end that is
proposed by how far its hearing has come.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from services.sickpay.domain.course import Course
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_history import Running
from services.sickpay.views.plan_steps import PLAN_STEPS, PlanStepRow
from shared.casework.declare import Desk, Query
from shared.law.assessment import day_in_words
from shared.law.deadline_list import DEADLINES, DeadlineRow

_CASE: Final = "sick_pay_case"
_WHO: Final = {
    "authority": ("Kommunen", "The municipality"),
    "citizen": ("Borgeren", "The citizen"),
    "employer": ("Arbejdsgiveren", "The employer"),
    "doctor": ("Lægen", "The doctor"),
}
_WHAT: Final = {
    "form.return": ("skal svare på oplysningsskemaet", "owes the information form"),
    "form.reminder": (
        "skal rykke for oplysningsskemaet",
        "owes a reminder of the information form",
    ),
    "form.reminder_answer": (
        "skal svare på rykkeren for oplysningsskemaet",
        "owes an answer to the reminder of the information form",
    ),
    "followup.first": ("skal holde første opfølgning", "owes the first follow-up"),
    "followup.interval": ("skal holde næste opfølgning", "owes the next follow-up"),
    "followup.six_months": (
        "skal have holdt opfølgningerne i de første seks måneder",
        "owes the follow-ups of the first six months",
    ),
    "cash_followup.first": ("skal holde første opfølgning", "owes the first follow-up"),
    "cash_followup.interval": ("skal holde næste opfølgning", "owes the next follow-up"),
    "fasttrack.interview": ("skal holde den fremrykkede opfølgning", "owes the early follow-up"),
    "employer_interview": ("skal holde sygesamtalen", "owes the talk with the sick employee"),
    "next_step.reassessment": ("skal revurdere varigheden", "owes the reassessment of the limit"),
    "next_step.extension": ("skal se på forlængelsen", "owes a look at the extension"),
    "next_step.decision": (
        "skal afgøre, om sygedagpengene forlænges eller ophører",
        "owes a decision whether sick pay is extended or ends",
    ),
    "appeal.sick_pay": ("kan klage over ophøret", "may appeal against the end"),
}
_RIGHTS: Final = ("appeal.sick_pay",)
"""What the citizen may do and need not: when the day has passed, nobody is waited for."""


class Waiting(Struct, frozen=True):
    """One thing that is waited for, in plain words."""

    citizens: tuple[UUID, ...]
    on: str
    rule_key: str
    law_ref: str
    due: date
    da: str
    en: str


class WaitingSearch(Struct, frozen=True):
    """Which case."""

    sick_pay_case: UUID


def waiting(desk: Desk, params: WaitingSearch) -> list[Waiting]:
    """Say whom a case waits for and until when, the nearest first."""
    rows = desk.rows(
        DEADLINES,
        "stream = %(stream)s and (status = 'running'"
        " or (status = 'missed' and rule_key <> all(%(rights)s)))",
        {"stream": f"{_CASE}-{params.sick_pay_case}", "rights": list(_RIGHTS)},
    )
    asked = desk.rows(
        PLAN_STEPS,
        "sick_pay_case = %(case)s and stage = 'asked'",
        {"case": params.sick_pay_case},
    )
    said = [
        *(in_words(row) for row in rows),
        *(step_in_words(step) for step in asked),
        *_about_the_end(desk, params.sick_pay_case),
    ]
    return sorted(said, key=lambda each: (each.due, each.rule_key))


def in_words(row: DeadlineRow) -> Waiting:
    """Say one deadline in Danish and English, with its paragraph."""
    who = _WHO[row.waiting_on]
    what = _WHAT.get(row.rule_key, ("skal sende lægeattesten", "owes the medical certificate"))
    until = row.timely_until
    return Waiting(
        row.citizens,
        row.waiting_on,
        row.rule_key,
        row.law_ref,
        until,
        f"{who[0]} {what[0]} senest {day_in_words(until)} ({row.law_ref}).",
        f"{who[1]} {what[1]} by {day_in_words(until, 'en')} ({row.law_ref}).",
    )


_CARRIED_OUT_BY: Final = {
    "company_practice": (
        "offers",
        (
            "Jobcentret skal give tilbuddet om praktik",
            "The jobcenter owes an answer about practice",
        ),
    ),
    "wage_subsidy": (
        "offers",
        (
            "Jobcentret skal give tilbuddet om løntilskud",
            "The jobcenter owes an answer about a wage subsidy",
        ),
    ),
    "workplace_contact": (
        "company_contact",
        (
            "Virksomhedskontakten skal tale med arbejdspladsen",
            "Company contact owes the talk with the workplace",
        ),
    ),
    "workplace_grant": (
        "company_contact",
        (
            "Virksomhedskontakten skal svare om bevillingen på arbejdspladsen",
            "Company contact owes an answer about the grant at the workplace",
        ),
    ),
}


def step_in_words(step: PlanStepRow) -> Waiting:
    """Say who is to carry out a step of the plan; `due` is the day the plan wants it from."""
    who, (da, en) = _CARRIED_OUT_BY[step.kind]
    day = step.from_
    return Waiting(
        (step.citizen,),
        who,
        "plan_step",
        "SPA § 15",
        day,
        f"{da}; planen regner med {day_in_words(day)}.",
        f"{en}; the plan counts on {day_in_words(day, 'en')}.",
    )


_HEARING: Final = "forvaltningsloven § 19"
_ENDING: Final = {
    "to_be_heard": (
        "benefit_service",
        "Før sygedagpengene kan ophøre, skal ydelsesservice høre borgeren",
        "Before sick pay can end the benefit service owes the citizen a hearing",
    ),
    "heard": (
        "benefit_service",
        "Ydelsesservice skal afslutte partshøringen om ophøret",
        "The benefit service owes the outcome of the hearing about the end",
    ),
    "to_be_decided": (
        "authority",
        "Borgeren er hørt, og kommunen skal afgøre, om sygedagpengene ophører",
        "The citizen has been heard, and the municipality owes a decision whether sick pay ends",
    ),
}


def _about_the_end(desk: Desk, case: UUID) -> Iterator[Waiting]:
    state: Any = desk.load(SICK_PAY_CASE, case).state
    if isinstance(state, Running) and state.course.proposed is not None:
        yield ending_in_words(state.absence.citizen, state.course, desk.today)


def ending_in_words(citizen: UUID, course: Course, today: date) -> Waiting:
    """Say who has to act about an end that is proposed; without a last day it is due today."""
    who, da, en = _ENDING[_how_far(course)]
    last = course.last_day if course.proposed == "duration" else None
    due = last or today
    until = ("", "")
    if last is not None:
        until = f" senest {day_in_words(last)}", f" by {day_in_words(last, 'en')}"
    said = (f"{da}{until[0]} ({_HEARING}).", f"{en}{until[1]} ({_HEARING}).")
    return Waiting((citizen,), who, "hearing", _HEARING, due, *said)


def _how_far(course: Course) -> str:
    if course.hearing is None:
        return "to_be_heard"
    return "heard" if course.hearing.concluded_on is None else "to_be_decided"


WAITING_ON = Query(
    name="waiting_on",
    path="/waiting-on",
    params=WaitingSearch,
    answer=list[Waiting],
    run=waiting,
)
