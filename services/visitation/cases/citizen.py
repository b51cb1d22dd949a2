"""The citizen's case as the service declares it: its orders, its clocks, when it is closed."""

from typing import Final

from services.visitation.cases.citizen_facts import collect_case
from services.visitation.domain import (
    assignment,
    authority,
    benefit_change,
    benefit_right,
    benefit_weeks,
    cancellation,
    competences,
    cv,
    exemptions,
    follow_up,
    match,
    registration,
    standing,
)
from services.visitation.domain import citizen_case as case
from services.visitation.domain import contact_course as course
from services.visitation.domain import duty_guidance as guidance
from services.visitation.domain import interview_counts as counts
from services.visitation.domain.summons_move import MoveSummons
from shared.casework.declare import Act, CaseType

CLOCKS: Final = (
    "interview.first",
    "interview.first.fund",
    "interview.interval",
    "interview.interval.weeks",
    "interview.count_first_6m",
    "interview.count_12m",
    "interview.count_first_3m.fund",
    "interview.count_m4_6.jobcenter",
    "interview.count_m4_6.municipal",
    "interview.intensive",
    "match.reassess",
    "cv.register",
    "case.without_benefit",
)
_CITIZEN: Final = "5f0c6f5e-9f3b-4b0e-8a39-0f6d5f3f7b11"
CITIZEN_CASE: Final = CaseType[case.CaseFacts](
    decider=case.citizen_case,
    path="citizen-cases",
    title="Borgersag",
    collect=collect_case,
    closes_on=(case.CaseClosed,),
    reopens_on=(case.CaseReopened,),
    clocks=CLOCKS,
    commands=(
        Act(
            command=registration.RegisterCitizen,
            opens=True,
            example={
                "citizen": _CITIZEN,
                "benefit_basis": "cash_benefit",
                "target_group": "tg2_cash_ready",
                "age": 27,
                "authority": "municipal",
                "channel": "reception",
                "on": "2008-03-12",
            },
        ),
        Act(
            command=registration.CorrectRegistration,
            verb="correct-registration",
            example={"age": 28, "reason": "Fødselsdagen var før henvendelsen"},
        ),
        Act(command=cv.RegisterCv, verb="register-cv", example={"on": "2008-04-01"}),
        Act(command=cv.WithdrawCv, verb="withdraw-cv", example={"reason": "Ikke godkendt"}),
        Act(command=cv.ApproveCv, verb="approve-cv", example={"on": "2008-04-03"}),
        Act(
            command=guidance.GiveDutyGuidance,
            verb="give-duty-guidance",
            example={"form": "written", "text_version": "2011-1", "on": "2011-05-02"},
        ),
        Act(
            command=guidance.CorrectDutyGuidance,
            verb="correct-duty-guidance",
            example={
                "given_on": "2011-05-02",
                "form": "oral",
                "text_version": "2011-1",
                "reason": "Brevet blev ikke sendt",
            },
        ),
        Act(
            command=guidance.WithdrawDutyGuidance,
            verb="withdraw-duty-guidance",
            example={"given_on": "2011-05-02", "reason": "Forkert borger"},
        ),
        Act(
            command=authority.TransferAuthority,
            verb="transfer-authority",
            example={"to": "municipal", "on": "2009-08-01"},
        ),
        Act(
            command=authority.WithdrawTransfer,
            verb="withdraw-transfer",
            example={"reason": "Forkert sag"},
        ),
        Act(
            command=benefit_change.ChangeBenefit,
            verb="change-benefit",
            example={
                "benefit_basis": "cash_benefit",
                "target_group": "tg2_cash_ready",
                "reason": "Dagpengeretten er brugt op",
                "on": "2009-03-02",
            },
        ),
        Act(
            command=benefit_change.WithdrawBenefitChange,
            verb="withdraw-benefit-change",
            example={"reason": "Forkert sag"},
        ),
        Act(
            command=assignment.AssignCase,
            verb="assign",
            example={"owner": "anna", "team": "team_1", "centre": "valby", "on": "2011-05-02"},
        ),
        Act(
            command=assignment.WithdrawAssignment,
            verb="withdraw-assignment",
            example={"reason": "Forkert sag"},
        ),
        Act(
            command=case.CloseCase,
            verb="close",
            example={"reason": "job", "on": "2011-09-01"},
        ),
        Act(command=case.CloseOnExternalRecord, verb="close-on-external-record"),
        Act(
            command=case.ReopenCase,
            verb="reopen",
            example={"reason": "Ledig igen", "on": "2011-11-01", "age": 31},
        ),
        Act(
            command=case.WithdrawClosing,
            verb="withdraw-closing",
            example={"reason": "Forkert sag lukket"},
        ),
        Act(
            command=course.SummonCitizen,
            verb="summon",
            example={
                "at": "2011-06-07T10:00:00+02:00",
                "form": "letter",
                "legal_consequence_text": True,
            },
        ),
        Act(
            command=MoveSummons,
            verb="move-summons",
            example={
                "from_at": "2011-06-07T10:00:00+02:00",
                "at": "2011-06-08T10:00:00+02:00",
                "booking": "01930000-0000-7000-8000-00000000000d",
            },
        ),
        Act(
            command=course.CorrectSummons,
            verb="correct-summons",
            example={
                "day": "2011-06-07",
                "at": "2011-06-08T10:00:00+02:00",
                "form": "letter",
                "legal_consequence_text": True,
                "reason": "Forkert dag",
            },
        ),
        Act(
            command=course.HoldInterview,
            verb="hold-interview",
            example={"form": "personal", "on": "2011-06-07"},
        ),
        Act(
            command=course.WithdrawInterview,
            verb="withdraw-interview",
            example={"day": "2011-06-07", "reason": "Samtalen blev afbrudt"},
        ),
        Act(
            command=course.RegisterInterviewNoShow,
            verb="register-no-show",
            example={"day": "2011-06-07"},
        ),
        Act(
            command=course.WithdrawNoShow,
            verb="withdraw-no-show",
            example={"day": "2011-06-07", "reason": "Borgeren mødte i et andet hus"},
        ),
        Act(
            command=cancellation.CancelInterview,
            verb="cancel-interview",
            example={"by": "citizen", "excused": True, "agreed_on": "2011-06-14"},
        ),
        Act(
            command=cancellation.WithdrawCancellation,
            verb="withdraw-cancellation",
            example={"day": "2011-06-07", "reason": "Det var en anden borger"},
        ),
        Act(
            command=follow_up.AttendJointSession,
            verb="attend-joint-session",
            example={"session": "info-2011-23", "individual_part": True, "on": "2011-06-08"},
        ),
        Act(
            command=follow_up.WithdrawJointSession,
            verb="withdraw-joint-session",
            example={"session": "info-2011-23", "day": "2011-06-08", "reason": "Udeblev"},
        ),
        Act(
            command=follow_up.ChooseFollowUpModel,
            verb="choose-follow-up-model",
            example={"model": "telephone", "reason": "Borgeren bor langt væk"},
        ),
        Act(
            command=follow_up.WithdrawFollowUpChoice,
            verb="withdraw-follow-up-choice",
            example={"reason": "Forkert borger"},
        ),
        Act(
            command=counts.NoteFundInterview,
            verb="note-fund-interview",
            example={"on": "2024-02-05"},
        ),
        Act(
            command=counts.WithdrawFundInterview,
            verb="withdraw-fund-interview",
            example={"day": "2024-02-05", "reason": "Forkert borger"},
        ),
        Act(
            command=counts.WithdrawCount,
            verb="withdraw-count",
            example={"kind": "first_six_months", "reason": "En samtale blev ikke holdt"},
        ),
        Act(
            command=counts.StartIntensiveContact,
            verb="start-intensive-contact",
            example={"on": "2017-01-09"},
        ),
        Act(
            command=counts.WithdrawIntensiveContact,
            verb="withdraw-intensive-contact",
            example={"reason": "Ikke begyndt"},
        ),
        Act(
            command=counts.RequestInterview,
            verb="request-interview",
            example={"on": "2021-06-01"},
        ),
        Act(
            command=counts.WithdrawInterviewRequest,
            verb="withdraw-interview-request",
            example={"day": "2021-06-01", "reason": "Forkert borger"},
        ),
        Act(
            command=match.AssessMatch,
            verb="assess-match",
            example={
                "value": "2",
                "elements": {
                    "job_aim": "Lager",
                    "qualifications": "Truckkort",
                    "personal_competences": "Stabil",
                    "economy_and_network": "Ingen gæld",
                    "health": "God",
                },
                "on": "2011-06-07",
            },
        ),
        Act(
            command=match.ConvertMatchModel,
            verb="convert-match-model",
            example={"on": "2010-04-26"},
        ),
        Act(
            command=match.WithdrawMatch,
            verb="withdraw-match",
            example={"reason": "Forkert borger"},
        ),
        Act(
            command=match.RateForCalibration,
            verb="rate-for-calibration",
            example={"value": "2", "on": "2011-06-20"},
        ),
        Act(
            command=exemptions.GrantExemption,
            verb="grant-exemption",
            example={"kind": "maternity", "reason": "Barsel", "on": "2011-07-01"},
        ),
        Act(
            command=exemptions.EndExemption,
            verb="end-exemption",
            example={"on": "2011-12-01"},
        ),
        Act(
            command=exemptions.WithdrawExemption,
            verb="withdraw-exemption",
            example={"reason": "Forkert borger"},
        ),
        Act(command=exemptions.ReportSick, verb="report-sick", example={"on": "2011-06-20"}),
        Act(
            command=exemptions.WithdrawSickReport,
            verb="withdraw-sick-report",
            example={"reason": "Borgeren var ikke syg"},
        ),
        Act(
            command=exemptions.NoteRecovery,
            verb="note-recovery",
            example={"on": "2011-06-27"},
        ),
        Act(
            command=standing.SetTargetGroup,
            verb="set-target-group",
            example={"target_group": "tg3_cash_other_problems", "reason": "Helbred"},
        ),
        Act(
            command=standing.NoteHousingArea,
            verb="note-housing-area",
            example={"area": "mjoelnerparken", "source": "cpr_register"},
        ),
        Act(
            command=standing.NoteOriginGroup,
            verb="note-origin-group",
            example={"origin_group": "western", "source": "statistics_denmark"},
        ),
        Act(
            command=competences.NoteCompetences,
            verb="note-competences",
            example={"competences": ["forklift_licence", "cash_register"]},
        ),
        Act(
            command=standing.NoteBarriers,
            verb="note-barriers",
            example={"barriers": ["debt"], "resources": ["work_experience", "licence"]},
        ),
        Act(
            command=benefit_weeks.NoteWeeksWithoutBenefit,
            verb="note-weeks-without-benefit",
        ),
        Act(command=benefit_right.NoteEligibility, verb="note-eligibility"),
        Act(
            command=benefit_right.RegisterSelfSupporting,
            verb="register-self-supporting",
            example={"on": "2011-05-20"},
        ),
        Act(
            command=benefit_right.WithdrawSelfSupporting,
            verb="withdraw-self-supporting",
            example={"reason": "Borgeren ville ikke blive stående"},
        ),
    ),
)
