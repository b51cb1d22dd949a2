"""The rules of medical certificates: asked for, the doctor's talk, come, corrected, taken back.

Law: the agreement on medical certificates; the doctor's clocks are rules `cert.*`, and each
certificate has its own. What came and was wrong is corrected or withdrawn, and the decisions
that relied on it are flagged.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from services.sickpay.domain import paper_events as told
from services.sickpay.domain import paper_orders as orders
from services.sickpay.domain.certificate_history import Certificate, Illness
from services.sickpay.domain.facts import SickPayFacts, refuse_future
from services.sickpay.domain.handling import Blocks, Handler, OpenCase, Stage
from shared.eventlog.command import Command
from shared.eventlog.decider import Decision, Rejected
from shared.law.arithmetic import add_days

_ALWAYS: tuple[Stage, ...] = ("running", "recovered", "ended")


def _request(
    command: orders.RequestCertificate, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    asked = (command.kind, command.on)
    if any((one.kind, one.requested_on) == asked for one in case.course.awaited):
        raise Rejected("certificate_already_requested")
    if command.kind == "le285":
        if command.follow_up_on is None:
            raise Rejected("certificate_for_no_follow_up")
        notice = facts.law.rule("cert.le285.min_notice", command.on)
        if command.follow_up_on < add_days(command.on, notice.number):
            raise Rejected("certificate_notice_too_short")
    citizen = case.absence.citizen
    return [told.CertificateRequested(citizen, command.kind, command.on, facts.new_id)]


def _correct_request(
    command: orders.CorrectCertificateRequest, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    one = _named(command.certificate, case)
    if one.requested_on is None or one.cancelled:
        raise Rejected("no_certificate_awaited")
    if one.requested_on == command.on:
        raise Rejected("nothing_to_correct")
    return [
        told.CertificateRequestCorrected(
            case.absence.citizen,
            command.certificate,
            command.on,
            one.requested_on,
            command.reason,
        )
    ]


def _consult(
    command: orders.NoteConsultation, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    one = awaited(command.certificate, case)
    if one is None or one.kind is None:
        raise Rejected("no_certificate_awaited")
    if one.consulted_on is not None:
        raise Rejected("already_consulted")
    return [told.ConsultationNoted(case.absence.citizen, one.kind, command.on, one.certificate)]


def _no_consultation(
    command: orders.WithdrawConsultation, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    one = _named(command.certificate, case)
    if one.consulted_on is None:
        raise Rejected("consultation_not_noted")
    return [
        told.ConsultationWithdrawn(
            case.absence.citizen, command.certificate, one.consulted_on, command.reason
        )
    ]


def _receive(
    command: orders.ReceiveCertificate, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    _refuse_reversed(command)
    one = None if command.unasked else awaited(command.certificate, case)
    return [
        told.CertificateReceived(
            case.absence.citizen,
            command.on,
            command.ill_from,
            command.ill_to,
            command.says,
            one.kind if one else None,
            one.certificate if one else facts.new_id,
        )
    ]


def _correct(
    command: orders.CorrectCertificate, case: OpenCase, facts: SickPayFacts
) -> list[Decision]:
    refuse_future(command.on, facts)
    _refuse_reversed(command)
    one = _named(command.certificate, case)
    if one.received_on is None:
        raise Rejected("certificate_not_received")
    said = (command.on, Illness(command.ill_from, command.ill_to), command.says)
    if said == (one.received_on, one.ill, one.says):
        raise Rejected("nothing_to_correct")
    return [
        told.CertificateCorrected(
            case.absence.citizen,
            command.certificate,
            command.on,
            command.ill_from,
            command.ill_to,
            command.says,
            one.received_on,
        )
    ]


def _withdraw(
    command: orders.WithdrawCertificate, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    one = _named(command.certificate, case)
    if one.received_on is None:
        raise Rejected("certificate_not_received")
    return [
        told.CertificateWithdrawn(
            case.absence.citizen, command.certificate, one.received_on, command.reason
        )
    ]


def _cancel(
    command: orders.CancelCertificate, case: OpenCase, _facts: SickPayFacts
) -> list[Decision]:
    one = awaited(command.certificate, case)
    if one is None:
        raise Rejected("no_certificate_awaited")
    return [told.CertificateCancelled(case.absence.citizen, command.reason, one.certificate)]


def awaited(name: UUID | None, case: OpenCase) -> Certificate | None:
    """Return the awaited certificate an order means; None where none is and none was named."""
    waiting = case.course.awaited
    if name is not None:
        found = _named(name, case)
        if not found.awaited:
            raise Rejected("no_certificate_awaited")
        return found
    if len(waiting) > 1:
        names = [str(one.certificate) for one in waiting]
        raise Rejected("certificate_not_named", detail={"certificates": names})
    return waiting[0] if waiting else None


def _named(name: UUID, case: OpenCase) -> Certificate:
    found = next((one for one in case.course.certificates if one.certificate == name), None)
    if found is None:
        raise Rejected("certificate_unknown")
    return found


def _refuse_reversed(command: orders.ReceiveCertificate | orders.CorrectCertificate) -> None:
    if command.ill_to < command.ill_from:
        raise Rejected("period_reversed")


def _anyhow(_case: OpenCase) -> Blocks:
    return ()


def _some(code: str, fits: Callable[[Certificate], bool]) -> Callable[[OpenCase], Blocks]:
    def blocks(case: OpenCase) -> Blocks:
        return () if any(fits(one) for one in case.course.certificates) else (code,)

    return blocks


_awaited = _some("no_certificate_awaited", lambda one: one.awaited)


def _not_consulted(case: OpenCase) -> Blocks:
    seen = all(one.consulted_on is not None for one in case.course.awaited)
    return _awaited(case) or (("already_consulted",) if seen else ())


_asked = _some("no_certificate_awaited", lambda one: one.requested_on is not None)
_consulted = _some("consultation_not_noted", lambda one: one.consulted_on is not None)
_received = _some("certificate_not_received", lambda one: one.received_on is not None)

CERTIFICATES: Mapping[type[Command], Handler] = {
    orders.RequestCertificate: Handler(_request, _anyhow),
    orders.CorrectCertificateRequest: Handler(_correct_request, _asked),
    orders.NoteConsultation: Handler(_consult, _not_consulted),
    orders.WithdrawConsultation: Handler(_no_consultation, _consulted),
    orders.ReceiveCertificate: Handler(_receive, _anyhow, _ALWAYS),
    orders.CorrectCertificate: Handler(_correct, _received, _ALWAYS),
    orders.WithdrawCertificate: Handler(_withdraw, _received, _ALWAYS),
    orders.CancelCertificate: Handler(_cancel, _awaited),
}
