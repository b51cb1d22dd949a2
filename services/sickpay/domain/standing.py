"""Where a sick-pay case stands: the furthest point it has come to, in the words of case work.

A state says whether somebody is ill, well again or without sick pay; between the notification and
that lies the course, and this names the point of it. It is shown with the case, and drawn.
"""

from typing import Final

from services.sickpay.domain.course import Course
from services.sickpay.domain.ending_orders import NextBasis
from services.sickpay.domain.sick_pay_history import (
    Ended,
    Form,
    FormReturned,
    FormSent,
    NotNotified,
    Recovered,
    Running,
    State,
)

_TRANSFERRED: Final[frozenset[NextBasis]] = frozenset(
    {"job_clarification", "flex_job", "resource_course", "pension"}
)


def standing(state: State) -> str:
    """Name the point that the case has come to."""
    match state:
        case NotNotified():
            return "not_notified"
        case Running(form=form, course=course):
            return _near_the_end(course) or _followed_up(course) or _of_the_form(form)
        case Recovered():
            return "recovered"
        case Ended(course=course):
            return _ended(course)
        case _:
            return "withdrawn"


def _near_the_end(course: Course) -> str | None:
    if course.proposed is not None:
        heard = course.hearing is not None and course.hearing.finding is not None
        return "end_heard" if heard else "end_proposed"
    if course.reassessment is not None:
        return "reassessed"
    return "extended" if course.extension is not None else None


def _followed_up(course: Course) -> str | None:
    if course.stand_by_from is not None:
        return "on_stand_by"
    if course.partial_from is not None:
        return "partial_return"
    if course.held:
        return "followed_up"
    triaged = course.risk is not None or course.category is not None
    return "triaged" if triaged else None


def _of_the_form(form: Form) -> str:
    match form:
        case FormReturned():
            return "form_returned"
        case FormSent(reminded_on=None, overdue_since=None):
            return "form_sent"
        case FormSent(reminded_on=None):
            return "form_overdue"
        case FormSent():
            return "form_reminded"
        case _:
            return "notified"


def _ended(course: Course) -> str:
    if course.appeal is not None and course.appeal.registered_on and not course.appeal.upheld:
        return "end_appealed"
    if course.proposed == "no_cooperation":
        return "ended_no_cooperation"
    return "transferred" if course.next_basis in _TRANSFERRED else "ended_duration"
