"""The lens by itself: whose cases are whose, also for a reader the gate should have stopped."""

from datetime import date

import pytest

from shared.access.lens import Lens
from shared.access.readers import Reader
from shared.access.relations import RelationRow
from shared.access.visitor import Entry, Visitor
from shared.actor import Actor
from tests.shared.http.sample import ACCESS, CITIZEN

DAY = date(2011, 6, 14)
ENTRY = Entry("plan", (Reader(own=("contact",), former=()),), "supplier@supplier", "delivery")


def lens_of(unit: str, supplier: str | None) -> Lens:
    """Look as a supplier at a citizen whose only case is delivered by `supplier`."""
    actor = Actor(id="sara", roles=("supplier",), unit=unit, authority="external")
    row = RelationRow("sample", "plan-1", CITIZEN, supplier, open=True, last_on=DAY)
    return Lens(ACCESS, ENTRY, Visitor(actor, "test"), DAY, [row])


def test_a_supplier_sees_the_citizens_it_delivers_to() -> None:
    assert lens_of("supplier:1", "1").sight((CITIZEN,)) == ("own", frozenset({"contact"}))
    assert lens_of("supplier:1", "2").sight((CITIZEN,)) is None


@pytest.mark.parametrize("supplier", ["1", None, ""])
def test_a_supplier_that_nobody_named_sees_nobody(supplier: str | None) -> None:
    """Before, every citizen with any case was its own."""
    assert lens_of("supplier", supplier).sight((CITIZEN,)) is None
