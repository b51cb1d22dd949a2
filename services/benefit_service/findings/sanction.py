"""What is found out before something is decided in a sanction case."""

from datetime import date
from typing import NamedTuple, get_args
from uuid import UUID

from services.benefit_service.domain.deduction import AttendanceDay
from services.benefit_service.domain.hearing_events import HearingEvent
from services.benefit_service.domain.hearing_states import Concluded, Served
from services.benefit_service.domain.party_hearing import PARTY_HEARING, coverage
from services.benefit_service.domain.sanction_events import (
    AppealCorrected,
    AppealRegistered,
    EffectuationCorrected,
    NonComplianceCorrected,
    NonComplianceReported,
    RecommendationReceived,
    SanctionAmountAssessed,
    SanctionDecided,
    SanctionEffectuated,
)
from services.benefit_service.domain.sanction_orders import (
    AssessAmount,
    CorrectAppeal,
    CorrectEffectuation,
    CorrectReport,
    DecideAppeal,
    DecideSanction,
    FlagForReview,
    RegisterAppeal,
    ReportNonCompliance,
    ReverseSanction,
    ReviewDecision,
    WithdrawReport,
)
from services.benefit_service.domain.sanction_states import (
    Decided,
    Heard,
    KnownReason,
    Reported,
    SanctionFacts,
    SanctionLaw,
)
from services.benefit_service.findings.absence import is_reported_already
from services.benefit_service.findings.history import event_ids, guard, last_event_id
from services.benefit_service.findings.sanction_law import day_rate, rate_rule, sanction_law
from services.benefit_service.views.attendance import ATTENDANCE, AttendanceRow
from services.benefit_service.views.contact_restored import CONTACT_RESTORED
from services.benefit_service.views.decision_basis import DECISION_BASIS
from services.benefit_service.views.duty_guidance import DUTY_GUIDANCE
from services.benefit_service.views.hearing_list import HEARING_LIST
from services.benefit_service.views.known_reasons import KNOWN_REASONS, ReasonRow
from shared.casework.declare import Collected, Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.envelope import Basis, How, Statement
from shared.period import Period


def collect_sanction(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[SanctionFacts]:
    """Find out what an order in this case needs: little for most, everything for a decision."""
    sanction_case = UUID(case_id)
    if isinstance(command, ReportNonCompliance):
        return _collect_report(desk, sanction_case, command)
    needs_all = command is None or isinstance(command, DecideSanction)
    if needs_all and isinstance(loaded.state, Reported):
        return _collect_decision(desk, sanction_case, loaded, loaded.state)
    needs_rate = command is None or isinstance(command, AssessAmount)
    if needs_rate and isinstance(loaded.state, Decided):
        return _collect_amount(desk, sanction_case, loaded, loaded.state)
    corrects, how = _corrected(loaded, command)
    facts = SanctionFacts(
        today=desk.today,
        actor=desk.actor,
        sanction_case=sanction_case,
        decision_event=last_event_id(loaded, SanctionDecided),
    )
    return Collected(
        facts=facts,
        basis=Basis(events=(command.fact.message,)) if isinstance(command, FlagForReview) else None,
        effective_on=_day_told(command),
        corrects=corrects,
        how=how,
    )


def _day_told(command: Command | None) -> date | None:
    match command:
        case CorrectReport(day=day) | RegisterAppeal(on=day) | CorrectAppeal(on=day):
            return day
        case _:
            return None


def _collect_report(
    desk: Desk, sanction_case: UUID, command: ReportNonCompliance
) -> Collected[SanctionFacts]:
    facts = SanctionFacts(
        today=desk.today,
        actor=desk.actor,
        sanction_case=sanction_case,
        already_reported=is_reported_already(desk, command),
    )
    return Collected(facts=facts, effective_on=command.day, subjects=(command.citizen,))


class _Told(NamedTuple):
    """What other services told about the absence, and the facts that tell it."""

    attendance: tuple[AttendanceDay, ...]
    contact_restored_on: date | None
    guidance_given_on: date | None
    reasons: tuple[KnownReason, ...]
    events: tuple[UUID, ...]


def _collect_decision(
    desk: Desk, sanction_case: UUID, loaded: Loaded, case: Reported
) -> Collected[SanctionFacts]:
    report = case.report
    heard, hearing_events, hearing_guards = _hearing(desk, sanction_case)
    told = _told(desk, sanction_case, report)
    law = sanction_law(desk, report)
    rate, rate_refused, payment_guards = day_rate(desk, report)
    relied_on = (*_own_events(loaded, case), *hearing_events, *told.events)
    facts = SanctionFacts(
        today=desk.today,
        actor=desk.actor,
        sanction_case=sanction_case,
        hearing=heard,
        guidance_given_on=told.guidance_given_on,
        law=None if isinstance(law, str) else law,
        law_refused=law if isinstance(law, str) else None,
        attendance=told.attendance,
        contact_restored_on=told.contact_restored_on,
        known_reasons=told.reasons,
        deducted_before=_deducted_before(desk, report.citizen),
        day_rate=rate,
        rate_refused=rate_refused,
        relied_on=relied_on,
    )
    return Collected(
        facts=facts,
        guards=(*hearing_guards, *payment_guards),
        rules=() if isinstance(law, str) else _versions(law),
        basis=Basis(events=relied_on, statements=_statements(desk, report, told.reasons)),
    )


def _collect_amount(
    desk: Desk, sanction_case: UUID, loaded: Loaded, case: Decided
) -> Collected[SanctionFacts]:
    """Find the rate that is in force now for the day of the sanction; the decision stays."""
    report, decision = case.report, last_event_id(loaded, SanctionDecided)
    law = sanction_law(desk, report)
    found = rate_rule(desk, report)
    rate, rate_refused, payment_guards = day_rate(desk, report)
    earlier = last_event_id(loaded, SanctionAmountAssessed)
    facts = SanctionFacts(
        today=desk.today,
        actor=desk.actor,
        sanction_case=sanction_case,
        law=None if isinstance(law, str) else law,
        law_refused=law if isinstance(law, str) else None,
        day_rate=rate,
        rate_refused=rate_refused or (found if isinstance(found, str) else None),
        rate_rule=None if isinstance(found, str) else found,
        decision_event=decision,
    )
    used = () if isinstance(law, str) else (law.effectuation, law.appeal)
    return Collected(
        facts=facts,
        guards=payment_guards,
        rules=tuple(one.version for one in (*used, facts.rate_rule) if one is not None),
        basis=None if decision is None else Basis(events=(decision,)),
        corrects=earlier,
        how=None if earlier is None else "corrected",
    )


def _hearing(
    desk: Desk, sanction_case: UUID
) -> tuple[Heard | None, tuple[UUID, ...], tuple[Guard, ...]]:
    """Return the one hearing about this case; its version is guarded."""
    rows = desk.rows(
        HEARING_LIST,
        "sanction_case = %(case)s AND stage <> 'withdrawn' ORDER BY hearing",
        {"case": sanction_case},
    )
    for row in rows:
        loaded = desk.load(PARTY_HEARING, row.hearing)
        state = loaded.state
        if isinstance(state, Served | Concluded):
            finding = state.conclusion.finding if isinstance(state, Concluded) else None
            events = event_ids(loaded, get_args(HearingEvent))
            heard = Heard(row.hearing, finding, coverage(state.letter))
            return heard, events, (guard(loaded),)
    return None, (), ()


def _told(desk: Desk, sanction_case: UUID, report: NonComplianceReported) -> _Told:
    sheet = _attendance(desk, report)
    contact = desk.rows(CONTACT_RESTORED, "sanction_case = %(case)s", {"case": sanction_case})
    guided = desk.rows_of(
        DUTY_GUIDANCE,
        report.citizen,
        "form = 'written' AND given_on < %(day)s ORDER BY given_on DESC",
        {"day": report.day},
    )[:1]
    reasons = _reasons(desk, report)
    return _Told(
        attendance=tuple(
            AttendanceDay(one.day, one.scheduled, one.present, one.excused) for one in sheet
        ),
        contact_restored_on=contact[0].restored_on if contact else None,
        guidance_given_on=guided[0].given_on if guided else None,
        reasons=tuple(KnownReason(one.kind, Period(one.start, one.ended)) for one in reasons),
        events=tuple(
            dict.fromkeys(
                (
                    *(one.told_by for one in sheet),
                    *(one.told_by for one in contact),
                    *(one.told_by for one in guided),
                    *(one.told_by for one in reasons),
                )
            )
        ),
    )


def _attendance(desk: Desk, report: NonComplianceReported) -> list[AttendanceRow]:
    if report.placement is None:
        return []
    return desk.rows_of(
        ATTENDANCE,
        report.citizen,
        "placement = %(placement)s AND day BETWEEN %(day)s AND %(today)s ORDER BY day",
        {"placement": report.placement, "day": report.day, "today": desk.today},
    )


def _reasons(desk: Desk, report: NonComplianceReported) -> list[ReasonRow]:
    """Return work and illness on record that had not ended by the day of the absence."""
    return desk.rows_of(
        KNOWN_REASONS,
        report.citizen,
        "start <= %(today)s AND (ended IS NULL OR ended > %(day)s)"
        " AND (ended IS NULL OR ended > start) ORDER BY record",
        {"day": report.day, "today": desk.today},
    )


def _deducted_before(desk: Desk, citizen: UUID) -> tuple[date, ...]:
    """Return the days deducted before, under whichever id of the person they were."""
    rows = desk.rows_of(DECISION_BASIS, citizen, "stage = 'decided'")
    return tuple(sorted({day for row in rows for day in row.days}))


def _own_events(loaded: Loaded, case: Reported) -> tuple[UUID, ...]:
    """Return the report and the recommendation: here, and where they came from."""
    here = event_ids(
        loaded, (NonComplianceReported, NonComplianceCorrected, RecommendationReceived)
    )
    there = [case.report.report_event]
    if case.recommendation is not None:
        there.append(case.recommendation.recommendation_event)
    return (*here, *(one for one in there if one is not None))


def _statements(
    desk: Desk, report: NonComplianceReported, reasons: tuple[KnownReason, ...]
) -> tuple[Statement, ...]:
    """Say what was looked for in the days of the absence, and that it was not found."""
    looked_at = Period.of_days(report.day, max(report.day, desk.today))
    return tuple(
        Statement(
            subject=report.citizen,
            kind=kind,
            period=looked_at,
            found=kind if any(one.kind == kind for one in reasons) else None,
        )
        for kind in ("employment", "sickness")
    )


def _versions(law: SanctionLaw) -> tuple[str, ...]:
    rules = (law.hearing, law.guidance, law.days, law.effectuation, law.appeal)
    return tuple(rule.version for rule in rules)


def _corrected(loaded: Loaded, command: Command | None) -> tuple[UUID | None, How | None]:
    match command:
        case CorrectReport():
            kinds = (NonComplianceReported, NonComplianceCorrected)
            return last_event_id(loaded, *kinds), "corrected"
        case WithdrawReport():
            return last_event_id(loaded, NonComplianceReported), "withdrawn"
        case (
            ReverseSanction()
            | DecideAppeal(outcome="reversed")
            | ReviewDecision(outcome="reversed")
        ):
            return last_event_id(loaded, SanctionDecided), "annulled"
        case CorrectEffectuation():
            return last_event_id(loaded, SanctionEffectuated, EffectuationCorrected), "corrected"
        case CorrectAppeal():
            return last_event_id(loaded, AppealRegistered, AppealCorrected), "corrected"
        case _:
            return None, None
