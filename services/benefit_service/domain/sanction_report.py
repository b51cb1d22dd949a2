"""The report that opens a sanction case: made once, corrected, or taken back."""

from services.benefit_service.domain.sanction_decision import told_back
from services.benefit_service.domain.sanction_events import (
    NonComplianceCorrected,
    NonComplianceReported,
    NonComplianceWithdrawn,
)
from services.benefit_service.domain.sanction_orders import CorrectReport, ReportNonCompliance
from services.benefit_service.domain.sanction_states import Reported, SanctionFacts
from shared.eventlog.decider import Claim, Decision, Rejected, Release
from shared.privacy.personal import EconomyData


def open_case(command: ReportNonCompliance, facts: SanctionFacts) -> list[Decision]:
    """Open the case; the same absence cannot be reported twice."""
    if command.day > facts.today:
        raise Rejected("date_in_future")
    if command.kind == "offer_no_show" and command.placement is None:
        raise Rejected("placement_missing")
    if facts.already_reported:
        raise Rejected("absence_already_reported")
    by_machine = facts.actor.kind == "machine"
    reported = NonComplianceReported(
        citizen=command.citizen,
        kind=command.kind,
        day=command.day,
        # Who reports is taken from a body only when the body is another service's event.
        reported_from=(command.reported_from if by_machine else None) or facts.actor.unit,
        reported_by=(command.reported_by if by_machine else None) or facts.actor.id,
        placement=command.placement,
        report_event=command.report_event if by_machine else None,
        continues=command.continues,
        consequences_in_writing=command.consequences_in_writing,
    )
    return [reported, Claim(absence_name(reported), "absence_already_reported")]


def correct(command: CorrectReport, case: Reported, facts: SanctionFacts) -> list[Decision]:
    """Correct the report; the hearing must then cover what it says now."""
    was = case.report
    if command.day > facts.today:
        raise Rejected("date_in_future")
    if command.kind == "offer_no_show" and command.placement is None:
        raise Rejected("placement_missing")
    now = NonComplianceCorrected(
        citizen=was.citizen,
        kind=command.kind,
        day=command.day,
        placement=command.placement,
        continues=command.continues,
        reason=command.reason,
    )
    corrected = corrected_report(was, now)
    if corrected == was:
        return []
    old, new = absence_name(was), absence_name(corrected)
    return [now] if old == new else [now, Release(old), Claim(new, "absence_already_reported")]


def withdraw(reason: EconomyData[str], case: Reported, facts: SanctionFacts) -> list[Decision]:
    """Take the report back, tell its sender, and let the day be reported again."""
    return [
        NonComplianceWithdrawn(case.report.citizen, reason),
        told_back(case.report, "withdrawn", facts),
        Release(absence_name(case.report)),
    ]


def corrected_report(
    was: NonComplianceReported, now: NonComplianceCorrected
) -> NonComplianceReported:
    """Return the report as it reads after a correction."""
    return NonComplianceReported(
        citizen=was.citizen,
        kind=now.kind,
        day=now.day,
        reported_from=was.reported_from,
        reported_by=was.reported_by,
        placement=now.placement,
        report_event=was.report_event,
        continues=now.continues,
        consequences_in_writing=was.consequences_in_writing,
    )


def absence_name(told: NonComplianceReported) -> str:
    """Return the name under which one absence can be reported only once."""
    return f"absence:{told.citizen}:{told.kind}:{told.day}:{told.placement or 'none'}"
