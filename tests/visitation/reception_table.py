"""Each order of the reception with what the four tests of an order need."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from msgspec.structs import replace

from services.visitation.domain.reception_visit import VisitFacts, reception_visit
from services.visitation.domain.reception_visit_events import (
    InterpreterBooked,
    JobBeforeBenefitRuledOut,
    JobsSuggested,
    JobSuggestion,
    MaterialDelivered,
    OpeningFound,
    OpeningsFound,
    ReceptionArrived,
    ReceptionServiceBegun,
    ReceptionStepHandled,
    ReceptionStepWithdrawn,
    ReceptionVisitAbandoned,
    ReceptionVisitCompleted,
    ReceptionVisitCorrected,
    ReferredAtVisit,
    ServiceGuideDelivered,
)
from services.visitation.domain.reception_visit_orders import (
    BeginService,
    BookInterpreter,
    CompleteVisit,
    CorrectVisit,
    DeliverMaterial,
    DeliverServiceGuide,
    FindOpenings,
    HandleReceptionStep,
    LeaveVisit,
    ReferAtVisit,
    RegisterArrival,
    RuleOutJob,
    SuggestJobs,
    WithdrawReceptionStep,
)
from shared.law.rulebook import RuleBook
from tests.support.scenario import given
from tests.visitation.cases import P6
from tests.visitation.four import Four
from tests.visitation.house import ROOM

BOOK = RuleBook.load([ROOM / "visitation" / "rules"])
MAY_2 = date(2011, 5, 2)
NINE = datetime(2011, 5, 2, 7, tzinfo=UTC)
TWELVE_PAST, HALF_PAST = NINE + timedelta(minutes=12), NINE + timedelta(minutes=30)
ALL = ("job_meeting", "job_service", "mediation", "cv", "record")
NOW = VisitFacts(HALF_PAST, mandatory=("cv",), service="registration")
ARRIVE = RegisterArrival(P6, "new_unemployed", at=NINE)
ARRIVED = ReceptionArrived(P6, "new_unemployed", "registration", None, NINE)
BEGUN = ReceptionServiceBegun(P6, TWELVE_PAST, 720)
CV_DONE = ReceptionStepHandled(P6, "cv", "done", None, handled_at=HALF_PAST)
SHOP = JobSuggestion("order-77", "Butiksassistent")
SUGGESTED = JobsSuggested(P6, (SHOP,), handled_at=HALF_PAST)
RULED_OUT = JobBeforeBenefitRuledOut(P6, "no_matching_opening", None, handled_at=HALF_PAST)
OPENING, OTHER_OPENING = UUID(int=71), UUID(int=72)
FOUND = OpeningFound(OPENING, "job", "Detailhandel, Torvets Kiosk")
KNOWN = replace(NOW, openings=(FOUND,))
OPENINGS_FOUND = OpeningsFound(P6, (FOUND,))
REFER = ReferAtVisit("job", "job_service", "Kan begynde mandag", "order-77")
REFERRED = ReferredAtVisit(
    P6, "job", "job_service", "Kan begynde mandag", "order-77", handled_at=HALF_PAST
)
GUIDE = ServiceGuideDelivered(P6, "2011-1", "printed", handled_at=HALF_PAST)
MATERIAL = MaterialDelivered(P6, "education_guide", "2011-1", "printed")
BOOKED = InterpreterBooked(P6, "arabic", HALF_PAST, on_duty=False, price_ore=90000)
DONE = ReceptionVisitCompleted(P6, HALF_PAST)
LEFT = ReceptionVisitAbandoned(P6, HALF_PAST)
SERVED = (ARRIVED, BEGUN)


def visit(*history):
    return given(reception_visit, *history)


def recorded_in_service(command, fact, **more):
    """Return the four tests of a thing that is recorded while the citizen is served."""
    return Four(
        command=command,
        before=visit(*SERVED),
        facts=NOW,
        gives=(fact,),
        refused_in=visit(ARRIVED),
        refused="service_not_begun",
        repeated="step_already_recorded",
        rival=LeaveVisit(),
        lost="visit_ended",
        **more,
    )


ORDERS = [
    Four(
        command=ARRIVE,
        before=visit(),
        facts=NOW,
        gives=(ARRIVED,),
        refused_in=visit(),
        refused_facts=replace(NOW, now=NINE - timedelta(minutes=1)),
        refused="date_in_future",
        repeated="visit_already_registered",
        rival=replace(ARRIVE, enquiry_type="other"),
        lost="visit_already_registered",
    ),
    Four(
        command=CorrectVisit("Forkert valgt", enquiry_type="job_search"),
        before=visit(ARRIVED),
        facts=replace(NOW, service="job_service"),
        gives=(
            ReceptionVisitCorrected(P6, "job_search", "job_service", None, NINE, "Forkert valgt"),
        ),
        refused_in=visit(),
        refused="visit_not_registered",
        repeated="nothing_to_correct",
        rival=CorrectVisit("Fejl", enquiry_type="job_search"),
        lost="nothing_to_correct",
    ),
    Four(
        command=BeginService(TWELVE_PAST),
        before=visit(ARRIVED),
        facts=NOW,
        gives=(BEGUN,),
        refused_in=visit(ARRIVED, LEFT),
        refused="visit_ended",
        repeated="service_already_begun",
        rival=LeaveVisit(),
        lost="visit_ended",
    ),
    recorded_in_service(HandleReceptionStep("cv"), CV_DONE),
    Four(
        command=FindOpenings(),
        before=visit(*SERVED),
        facts=KNOWN,
        gives=(OPENINGS_FOUND,),
        refused_in=visit(ARRIVED),
        refused="service_not_begun",
        repeated=None,
        rival=LeaveVisit(),
        lost="visit_ended",
    ),
    recorded_in_service(SuggestJobs((SHOP,)), SUGGESTED),
    recorded_in_service(RuleOutJob("no_matching_opening"), RULED_OUT),
    recorded_in_service(REFER, REFERRED),
    Four(
        command=DeliverServiceGuide("2011-1"),
        before=visit(ARRIVED),
        facts=NOW,
        gives=(GUIDE,),
        refused_in=visit(ARRIVED, LEFT),
        refused="visit_ended",
        repeated="step_already_recorded",
        rival=DeliverServiceGuide("2011-1"),
        lost="step_already_recorded",
    ),
    Four(
        command=DeliverMaterial("education_guide", "2011-1"),
        before=visit(ARRIVED),
        facts=NOW,
        gives=(MATERIAL,),
        refused_in=visit(ARRIVED, LEFT),
        refused="visit_ended",
        repeated="step_already_recorded",
        rival=DeliverMaterial("education_guide", "2011-1"),
        lost="step_already_recorded",
    ),
    Four(
        command=BookInterpreter("arabic", HALF_PAST, price_ore=90000),
        before=visit(ARRIVED),
        facts=NOW,
        gives=(BOOKED,),
        refused_in=visit(ARRIVED, LEFT),
        refused="visit_ended",
        repeated="step_already_recorded",
        rival=LeaveVisit(),
        lost="visit_ended",
    ),
    Four(
        command=CompleteVisit(),
        before=visit(*SERVED, CV_DONE),
        facts=NOW,
        gives=(DONE,),
        refused_in=visit(*SERVED),
        refused="mandatory_step_open",
        repeated="visit_ended",
        rival=LeaveVisit(),
        lost="visit_ended",
    ),
    Four(
        command=LeaveVisit(),
        before=visit(ARRIVED),
        facts=NOW,
        gives=(LEFT,),
        refused_in=visit(),
        refused="visit_not_registered",
        repeated="visit_ended",
        rival=LeaveVisit(TWELVE_PAST),
        lost="visit_ended",
    ),
    Four(
        command=WithdrawReceptionStep("Fejl"),
        before=visit(*SERVED),
        facts=NOW,
        gives=(ReceptionStepWithdrawn(P6, "reception_service_begun", "Fejl"),),
        refused_in=visit(ARRIVED),
        refused="no_step_to_withdraw",
        repeated="no_step_to_withdraw",
        rival=WithdrawReceptionStep("Forkert"),
        lost="no_step_to_withdraw",
    ),
]
