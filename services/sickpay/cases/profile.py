"""What the rules ask about a sick-pay case: basis, model of follow-up, category, certificate."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.sickpay.domain import follow_up_orders as follow
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.course import Course
from services.sickpay.domain.facts import model_on
from services.sickpay.domain.sick_pay_history import NotNotified, State, Withdrawn
from shared.eventlog.command import Command


def profile_of(command: Command | None, state: State) -> Mapping[str, Any]:
    """Answer every condition of this service's clocks, as it stands after the order."""
    match command, state:
        case orders.NotifyAbsence(), _:
            first = command.first_absence_day
            return _of("sick_pay", command.notified_by, (first, first), Course())
        case orders.OpenCashBenefitFollowUp(first_absence_day=first), _:
            return _of("cash_benefit", "jobcenter", (first, first), Course())
        case _, NotNotified() | Withdrawn():
            return {}
        case _:
            pass
    absence, course = state.absence, state.course
    first, told_by = absence.first_absence_day, absence.notified_by
    match command:
        case orders.CorrectFirstAbsenceDay():
            first = command.first_absence_day
        case orders.CorrectNotification():
            told_by = command.notified_by
        case _:
            pass
    days = (first, _counted_from(command, first, course))
    return _with(command, course, _of(absence.legal_basis, told_by, days, course))


def _with(command: Command | None, course: Course, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answer what the order itself changes of the course."""
    match command:
        case follow.Categorise(category=category):
            return {**asked, "category": category}
        case follow.WithdrawFastTrack():
            return {**asked, "fast_track": False}
        case follow.WithdrawFollowUp() | follow.CorrectFollowUp():
            # Fewer may count now; where they are enough still, nothing begins to count anew.
            return {**asked, "count_done": False}
        case paper.RequestCertificate(kind=kind):
            return {**asked, "certificate": kind}
        case (
            paper.NoteConsultation(certificate=name)
            | paper.CorrectCertificateRequest(certificate=name)
        ):
            return {**asked, "certificate": _kind(name, course)}
        case _:
            return asked


def _kind(name: UUID | None, course: Course) -> str:
    """Return the kind of the certificate an order names, or of the only one awaited."""
    meant = course.awaited if name is None else course.certificates
    fits = (one.kind for one in meant if name is None or one.certificate == name)
    return next((kind for kind in fits if kind is not None), "none")


def _of(basis: str, notified_by: str, days: tuple[date, date], course: Course) -> Mapping[str, Any]:
    first, counted_from = days
    paid = basis == "sick_pay"
    return {
        "legal_basis": basis,
        "notified_by": notified_by,
        "first_model": model_on(first) if paid else "none",
        "model": model_on(counted_from) if paid else "none",
        # 0 and "none" are answers: no category was set, and the order asks no doctor.
        "category": course.category or 0,
        "certificate": "none",
        "followed_up": bool(course.held),
        "fast_track": course.fast_track,
        "count_done": course.count_done,
    }


def _counted_from(command: Command | None, first: date, course: Course) -> date:
    """Return the day that the time to the next follow-up is counted from."""
    match command:
        case follow.HoldFollowUp(on=on) | follow.CorrectFollowUp(on=on) | follow.EndStandBy(on=on):
            return on
        case follow.WithdrawFollowUp() if course.held:
            return course.held[-2] if course.held[1:] else first
        case _:
            return course.held[-1] if course.held else first
