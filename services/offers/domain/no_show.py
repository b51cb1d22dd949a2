"""No-shows of one placement: reported by its supplier, withdrawn, and answered.

Law: the supplier reports the same day on the standard form and may hand over the party hearing
at the site (O-05); a later report is taken, and marked late (`supplier.noshow_report`).
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Annotated, TypeAlias
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from services.offers.domain.schedule import Schedule, past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Rejected, not_allowed_now
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData

Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=2000)]


class ReportNoShow(Order, frozen=True):
    """Report that the citizen did not come on a day.

    `continues`: the absence goes on until attendance resumes. `hearing_handed_over`: the citizen
    was given the party hearing at the site.
    """

    day: date
    continues: bool = True
    hearing_handed_over: bool = False


class WithdrawNoShow(Order, frozen=True):
    """Take back a report that was wrong."""

    day: date
    reason: Text


class NoteReportOutcome(Order, frozen=True):
    """Take note of what benefit_service answered to the report of a day."""

    day: date
    outcome: str


Command: TypeAlias = ReportNoShow | WithdrawNoShow | NoteReportOutcome


class NoShowReported(Fact, frozen=True, tag="offers.no_show_reported"):
    """The citizen did not come; `reported_late` when told after the day the rule allows."""

    citizen: UUID
    placement: UUID
    supplier: str
    day: date
    reported_by: str
    reported_late: bool
    hearing_served_on_site: bool
    continues: bool


class NoShowWithdrawn(Fact, frozen=True, tag="offers.no_show_withdrawn"):
    """The report was wrong."""

    citizen: UUID
    placement: UUID
    day: date
    reason: ContactData[str]


class ReportAnswered(Fact, frozen=True, tag="offers.report_answered"):
    """benefit_service has told what became of the report, in one word."""

    citizen: UUID
    placement: UUID
    day: date
    outcome: str


Event: TypeAlias = NoShowReported | NoShowWithdrawn | ReportAnswered


class Report(Struct, frozen=True):
    """One reported day, and the latest answer; a withdrawn report still gets its answer."""

    day: date
    outcome: str | None = None
    withdrawn: bool = False


Reports: TypeAlias = tuple[Report, ...]


class About(Struct, frozen=True):
    """Whose absence, from which placement, expected when, and seen from which day."""

    citizen: UUID
    placement: UUID
    supplier: str
    schedule: Schedule
    today: date
    actor: str
    report_within_days: int
    public_holidays: Collection[date]


def decide(command: Order, reports: Reports, about: About) -> Sequence[Fact]:
    """Answer an order about a no-show."""
    match command:
        case ReportNoShow():
            return [_report(command, reports, about)]
        case WithdrawNoShow(day, reason):
            if not _stands(reports, day):
                raise Rejected("no_such_report")
            return [NoShowWithdrawn(about.citizen, about.placement, day, reason)]
        case NoteReportOutcome(day, outcome):
            report = _report_of(reports, day)
            if report is None:
                raise Rejected("no_such_report")
            if report.outcome == outcome:
                return []
            return [ReportAnswered(about.citizen, about.placement, day, outcome)]
        case _:
            return not_allowed_now()


def evolve(reports: Reports, event: Fact) -> Reports:
    """Return the reports after a fact; a day reported anew forgets its withdrawn report."""
    match event:
        case NoShowReported(day=day):
            return (*(each for each in reports if each.day != day), Report(day))
        case NoShowWithdrawn(day=day):
            return tuple(
                replace(each, withdrawn=True) if each.day == day else each for each in reports
            )
        case ReportAnswered(day=day, outcome=outcome):
            return tuple(
                replace(each, outcome=outcome) if each.day == day else each for each in reports
            )
        case _:
            return reports


def _report(command: ReportNoShow, reports: Reports, about: About) -> NoShowReported:
    day = past(command.day, about.today)
    if not about.schedule.holds(day):
        raise Rejected("day_outside_offer")
    if not about.schedule.expects(day, about.public_holidays):
        raise Rejected("day_not_scheduled")
    if _stands(reports, day):
        raise Rejected("already_reported")
    return NoShowReported(
        citizen=about.citizen,
        placement=about.placement,
        supplier=about.supplier,
        day=day,
        reported_by=about.actor,
        reported_late=about.today > day + timedelta(days=about.report_within_days),
        hearing_served_on_site=command.hearing_handed_over,
        continues=command.continues,
    )


def _report_of(reports: Reports, day: date) -> Report | None:
    return next((each for each in reports if each.day == day), None)


def _stands(reports: Reports, day: date) -> bool:
    report = _report_of(reports, day)
    return report is not None and not report.withdrawn
