"""Every order about certificates, statements, talks and contacts, with what its four tests need."""

from datetime import date

from services.sickpay.domain import paper_orders as paper
from tests.sickpay.course_story import CAME, CERTIFICATE, GONE, NEW, OTHER, SEEN, TODAY, Told

CALLED = paper.RecordContact("doctor", date(2010, 2, 1), "Ask again", date(2010, 2, 8))

PAPERS = (
    Told(
        paper.AssignCase("sif", "north"),
        "case_assigned",
        ((), paper.AssignCase("sif", "north", specialist=True), "specialist_reserved"),
        "already_assigned",
        collides=GONE,
    ),
    Told(
        CERTIFICATE,
        "certificate_requested",
        ((), paper.RequestCertificate("le285", date(2010, 2, 1)), "certificate_for_no_follow_up"),
        "certificate_already_requested",
    ),
    Told(
        paper.NoteConsultation(date(2010, 2, 5)),
        "consultation_noted",
        ((), paper.NoteConsultation(date(2010, 2, 5)), "no_certificate_awaited"),
        "already_consulted",
        (CERTIFICATE,),
    ),
    Told(
        paper.ReceiveCertificate(date(2010, 2, 10), date(2010, 1, 11), date(2010, 4, 1), "Ill"),
        "certificate_received",
        (
            (),
            paper.ReceiveCertificate(date(2010, 2, 10), date(2010, 4, 1), date(2010, 1, 11), "x"),
            "period_reversed",
        ),
        None,
        (CERTIFICATE,),
        GONE,
    ),
    Told(
        paper.CorrectCertificateRequest(NEW, date(2010, 2, 2), "Sent a day later"),
        "certificate_request_corrected",
        (
            (),
            paper.CorrectCertificateRequest(NEW, date(2010, 2, 2), "x"),
            "no_certificate_awaited",
        ),
        "nothing_to_correct",
        (CERTIFICATE,),
    ),
    Told(
        paper.WithdrawConsultation(NEW, "Did not come"),
        "consultation_withdrawn",
        ((CERTIFICATE,), paper.WithdrawConsultation(NEW, "x"), "consultation_not_noted"),
        "consultation_not_noted",
        (CERTIFICATE, SEEN),
    ),
    Told(
        paper.CorrectCertificate(NEW, CAME.on, CAME.ill_from, date(2010, 3, 1), "Ill"),
        "certificate_corrected",
        (
            (CERTIFICATE, CAME),
            paper.CorrectCertificate(OTHER, CAME.on, CAME.ill_from, CAME.ill_to, "x"),
            "certificate_unknown",
        ),
        "nothing_to_correct",
        (CERTIFICATE, CAME),
        collides=((paper.WithdrawCertificate(NEW, "x"),), "certificate_not_received"),
    ),
    Told(
        paper.WithdrawCertificate(NEW, "Another citizen's"),
        "certificate_withdrawn",
        ((CERTIFICATE,), paper.WithdrawCertificate(NEW, "x"), "certificate_not_received"),
        "certificate_not_received",
        (CERTIFICATE, CAME),
        GONE,
    ),
    Told(
        paper.CancelCertificate("Not needed"),
        "certificate_cancelled",
        ((), paper.CancelCertificate("x"), "no_certificate_awaited"),
        "no_certificate_awaited",
        (CERTIFICATE,),
    ),
    Told(
        paper.ReceivePossibilityStatement(date(2010, 2, 10), "Desk work"),
        "possibility_statement_received",
        ((), paper.ReceivePossibilityStatement(date(2009, 10, 4), "x"), "not_applicable"),
        "statement_already_received",
    ),
    Told(
        paper.HoldEmployerInterview(date(2010, 2, 1)),
        "employer_interview_held",
        ((), paper.HoldEmployerInterview(date(2010, 1, 10)), "before_absence"),
        "interview_already_held",
        collides=GONE,
    ),
    Told(
        paper.WithdrawEmployerInterview("Another employee"),
        "employer_interview_withdrawn",
        ((), paper.WithdrawEmployerInterview("x"), "interview_not_held"),
        "interview_not_held",
        (paper.HoldEmployerInterview(date(2010, 2, 1)),),
        collides=GONE,
    ),
    Told(
        paper.WithdrawPossibilityStatement("Another case"),
        "possibility_statement_withdrawn",
        ((), paper.WithdrawPossibilityStatement("x"), "statement_not_received"),
        "statement_not_received",
        (paper.ReceivePossibilityStatement(date(2010, 2, 10), "Desk work"),),
    ),
    Told(
        paper.RecordContact("doctor", date(2010, 2, 1), "Ask again", date(2010, 2, 8)),
        "contact_recorded",
        ((), paper.RecordContact("doctor", TODAY[2010], "x", date.min), "next_action_in_the_past"),
        None,
        collides=GONE,
    ),
    Told(
        paper.CorrectContact(NEW, "doctor", date(2010, 2, 2), "Ask again", date(2010, 2, 8)),
        "contact_corrected",
        (
            (CALLED,),
            paper.CorrectContact(OTHER, "doctor", date(2010, 2, 2), "x", date(2010, 2, 8)),
            "contact_unknown",
        ),
        "nothing_to_correct",
        (CALLED,),
        GONE,
    ),
    Told(
        paper.WithdrawContact(NEW, "Another citizen"),
        "contact_withdrawn",
        ((), paper.WithdrawContact(OTHER, "x"), "contact_unknown"),
        "contact_unknown",
        (CALLED,),
        GONE,
    ),
)
