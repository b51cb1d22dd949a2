"""Every order about the limit, extensions and the end, with what its four tests need."""

from datetime import date

from msgspec.structs import replace

from services.sickpay.domain import ending_orders as ending
from services.sickpay.domain import sick_pay_orders as orders
from tests.sickpay.course_story import (
    CATEGORY,
    END,
    EXTEND,
    GRANT,
    HEARD,
    HEARING,
    NEXT,
    OTHER,
    PROPOSE,
    REASSESS,
    SERVED,
    Told,
)

ENDINGS = (
    Told(
        EXTEND,
        "reassessment_made",
        ((), replace(EXTEND, on=date(2010, 11, 1)), "too_early_to_reassess"),
        None,
    ),
    Told(
        GRANT,
        "extension_granted",
        ((EXTEND,), replace(GRANT, ground=3), "ground_not_found"),
        "reassessment_missing",
        (EXTEND,),
    ),
    Told(
        ending.WithdrawExtension("Wrong case"),
        "extension_withdrawn",
        ((), ending.WithdrawExtension("x"), "no_extension"),
        "no_extension",
        (EXTEND, GRANT),
    ),
    Told(
        NEXT,
        "next_basis_recorded",
        ((), replace(NEXT, basis="job_clarification"), "not_applicable"),
        "next_basis_already_recorded",
    ),
    Told(
        PROPOSE,
        "ending_proposed",
        ((), PROPOSE, "reassessment_missing"),
        "ending_already_proposed",
        (REASSESS,),
    ),
    Told(
        SERVED,
        "hearing_noted",
        ((), SERVED, "ending_not_proposed"),
        "hearing_already_noted",
        (REASSESS, PROPOSE),
    ),
    Told(
        ending.NoteHearingServiceCorrected(HEARING, date(2011, 1, 12)),
        "hearing_noted",
        (
            (REASSESS, PROPOSE, SERVED),
            ending.NoteHearingServiceCorrected(OTHER, date(2011, 1, 12)),
            "another_hearing",
        ),
        "nothing_to_correct",
        (REASSESS, PROPOSE, SERVED),
    ),
    Told(
        HEARD,
        "hearing_outcome_noted",
        ((REASSESS, PROPOSE, SERVED), replace(HEARD, hearing=OTHER), "another_hearing"),
        "hearing_already_concluded",
        (REASSESS, PROPOSE, SERVED),
    ),
    Told(
        ending.NoteHearingWithdrawn(HEARING),
        "hearing_called_off",
        ((REASSESS, PROPOSE, SERVED), ending.NoteHearingWithdrawn(OTHER), "another_hearing"),
        "another_hearing",
        (REASSESS, PROPOSE, SERVED),
    ),
    Told(
        END,
        "sick_pay_ended",
        ((REASSESS, PROPOSE, SERVED, HEARD), END, "next_basis_missing"),
        "sick_pay_ended",
        (REASSESS, PROPOSE, SERVED, HEARD, NEXT),
    ),
    Told(
        ending.WithdrawEnd("A certificate came"),
        "sick_pay_end_withdrawn",
        ((), ending.WithdrawEnd("x"), "sick_pay_not_ended"),
        "sick_pay_not_ended",
        (REASSESS, PROPOSE, SERVED, HEARD, NEXT, END),
        ((ending.WithdrawEnd("Somebody else did"),), "sick_pay_not_ended"),
    ),
    Told(
        ending.ReviewDecision("category", stands=True, reason="Two days change nothing"),
        "decision_reviewed",
        ((), ending.ReviewDecision("category", stands=True, reason="x"), "nothing_to_review"),
        "nothing_to_review",
        (CATEGORY, orders.CorrectFirstAbsenceDay(date(2010, 1, 9), "Ill on Saturday")),
        ((ending.ReviewDecision("category", stands=False, reason="x"),), "nothing_to_review"),
    ),
    Told(
        ending.CorrectNextBasis("cash_benefit", date(2011, 1, 31), "The application says so"),
        "next_basis_corrected",
        (
            (),
            ending.CorrectNextBasis("cash_benefit", date(2011, 2, 1), "x"),
            "next_basis_not_recorded",
        ),
        "nothing_to_correct",
        (NEXT,),
    ),
    Told(
        ending.WithdrawNextBasis("Took it back"),
        "next_basis_withdrawn",
        ((), ending.WithdrawNextBasis("x"), "next_basis_not_recorded"),
        "next_basis_not_recorded",
        (NEXT,),
    ),
    Told(
        ending.WithdrawProposal("Excused"),
        "ending_proposal_withdrawn",
        ((), ending.WithdrawProposal("x"), "ending_not_proposed"),
        "ending_not_proposed",
        (REASSESS, PROPOSE),
    ),
)
