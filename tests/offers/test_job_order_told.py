"""Who is told of a company's order, and by which requests."""

from uuid import UUID

from services.offers.domain import job_order_orders as orders
from tests.offers.mediations import CENTRES, RECEIVED, SENT, VALIDATED, facts, order


def test_without_the_receptions_as_a_channel_no_reception_is_told():
    agreed = order(RECEIVED, VALIDATED)
    opened = agreed.when(orders.PublishJobOrder(("jobnet",)), facts()).events[0]
    assert (opened.channels, opened.receptions) == (("jobnet",), ())


def test_ids_of_requests_tell_centres_apart():
    assert len({each.request for each in SENT}) == len(CENTRES)
    assert all(isinstance(each.request, UUID) for each in SENT)
