"""What the rules and the figures of the reception say (V-12, V-13)."""

from datetime import date
from typing import get_args

import pytest

from services.visitation.domain.reception_visit_events import EnquiryType
from services.visitation.views.reception_list import percentile
from shared.law.rulebook import RuleBook
from tests.visitation.house import ROOM

BOOK = RuleBook.load([ROOM / "visitation" / "rules"])


@pytest.mark.parametrize("kind", get_args(EnquiryType))
def test_v12_every_kind_of_enquiry_leads_to_a_service_and_has_its_elements(kind):
    for key in ("reception.service", "reception.steps"):
        assert BOOK.rule(key, date(2027, 1, 4), {"enquiry_type": kind}).value


@pytest.mark.parametrize(
    ("values", "p50", "p90"),
    [([], None, None), ([7], 7, 7), ([1, 2], 1, 2), (list(range(1, 11)), 5, 9)],
)
def test_half_and_nine_tenths_waited_so_long_at_most(values, p50, p90):
    assert (percentile(values, 50), percentile(values, 90)) == (p50, p90)
