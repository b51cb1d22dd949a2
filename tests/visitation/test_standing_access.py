"""Housing area, origin and barriers are shown to a role of its own, and to the citizen."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.visitation.cases.citizen import CITIZEN_CASE
from services.visitation.domain.standing import (
    BarriersNoted,
    HousingAreaNoted,
    OriginGroupNoted,
    TargetGroupSet,
)
from services.visitation.wiring import SERVICE
from shared.access.masking import covered, covered_names, names_of
from shared.access.table import load_access
from shared.eventlog.marks import marks_of
from tests.visitation.cases import P6

DAY = date(2011, 6, 1)
AREA = HousingAreaNoted(P6, "mjoelnerparken", "cpr_register", DAY)
ORIGIN = OriginGroupNoted(P6, "western", "statistics_denmark", DAY)
BARRIERS = BarriersNoted(P6, ("debt",), ("network",), 3, DAY)
HIDDEN = {"masked": "standing"}
ACCESS = load_access(Path("services/visitation/access.yaml"), SERVICE, ("deadlines",))


def classes_of_reader(right: str, relation: Any) -> frozenset[str]:
    reader = next(row for name, row in ACCESS.readers.items() if str(name) == right)
    return frozenset(reader.shown(relation, "citizen_case") or ())


@pytest.mark.parametrize("right", [str(each) for each in ACCESS.readers])
def test_no_other_role_is_shown_area_and_origin(right: str) -> None:
    shown = {
        relation
        for relation in ("own", "former", "guest", "self", "any")
        if "standing" in classes_of_reader(right, relation)
    }
    expected = {
        "standing_officer@jobcenter": {"own", "former"},
        "disclosure_officer@*": {"any"},
        "citizen@*": {"self"},
    }
    assert shown == expected.get(right, set())


@pytest.mark.parametrize(
    ("fact", "hidden"),
    [
        (AREA, {"area"}),
        (ORIGIN, {"origin_group"}),
        (BARRIERS, set()),
        (TargetGroupSet(P6, None, "tg2_cash_ready", DAY, "Ny"), set()),
    ],
)
def test_a_counsellor_sees_that_it_was_noted_and_not_what(fact: Any, hidden: set[str]) -> None:
    counsellor: Any = classes_of_reader("counsellor_muni@jobcenter", "own")
    officer: Any = classes_of_reader("standing_officer@jobcenter", "own")
    seen = covered(fact, counsellor)
    marked = {n for n in fact.__struct_fields__ if hidden and seen[n] == HIDDEN}
    assert marked == hidden
    assert covered(fact, officer) is fact
    assert marks_of(type(fact)).classes() == {"contact"}, "the key is the one it always had"


def test_the_state_of_the_case_is_covered_in_the_same_way() -> None:
    names = names_of(CITIZEN_CASE.decider)
    state = {"known": {"area": ["x", "staff"], "origin": ["western", "staff"], "barriers": []}}
    counsellor: Any = classes_of_reader("counsellor_muni@jobcenter", "own")
    assert covered_names(state, names, counsellor) == {
        "known": {"area": HIDDEN, "origin": HIDDEN, "barriers": []}
    }
    officer: Any = classes_of_reader("standing_officer@jobcenter", "own")
    assert covered_names(state, names, officer) == state


def test_only_the_case_itself_shows_them_and_the_role_may_order_nothing() -> None:
    may_read = [n for n, rights in ACCESS.queries.items() if "standing_officer" in str(rights)]
    assert may_read == ["citizen_case"]
    assert not any("standing_officer" in str(rights) for rights in ACCESS.commands.values())
