"""The orders of a complaint over the end of sick pay: paths and examples."""

from services.sickpay.domain import appeal_orders as appeal
from shared.casework.declare import Act

APPEAL_ACTS = (
    Act(
        command=appeal.RegisterAppeal,
        verb="register-appeal",
        example={"on": "2024-07-20", "grounds": "Jeg er stadig syg"},
    ),
    Act(command=appeal.CorrectAppeal, verb="correct-appeal", example={"on": "2024-07-19"}),
    Act(
        command=appeal.DecideAppeal,
        verb="decide-appeal",
        example={"outcome": "upheld", "reasons": "Ingen af grundene er opfyldt"},
    ),
)
