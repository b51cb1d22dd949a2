from datetime import date

from services.sickpay.domain import sick_pay_events as told
from services.sickpay.domain import sick_pay_orders as orders
from tests.sickpay.cases import CITIZEN, FACTS, FORM, NOTED, WELL, case


def test_a_recovery_corrected_to_before_the_form_was_sent_makes_the_form_unneeded() -> None:
    before = date(2007, 10, 10)
    case(NOTED, WELL).when(orders.CorrectRecovery(on=before), FACTS).then(
        told.RecoveryCorrected(CITIZEN, before, date(2007, 12, 3)),
        told.FormNotNeeded(CITIZEN, FORM, before),
    )
