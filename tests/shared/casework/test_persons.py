"""Who is who: pointers folded in the order they were told, up to a moment."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from shared.access.relations import RelationRow
from shared.casework.persons import IdentityLink, Persons, among, cases_of

A, B, C, D = (UUID(int=each, version=4) for each in range(1, 5))
START = datetime(2011, 6, 20, 8, tzinfo=UTC)
CASE, OTHER = "visitation/citizen_case-1", "offers/offer_duty-2"


def link(nth: int, citizen: UUID, other: UUID, *cases: str, merged: bool = True) -> IdentityLink:
    """Make the nth pointer that was told."""
    told = START + timedelta(days=nth)
    return IdentityLink(UUID(int=100 + nth), citizen, other, merged, cases, told, nth)


def split(nth: int, citizen: UUID, other: UUID, *cases: str) -> IdentityLink:
    """Make a pointer that parts two ids."""
    return link(nth, citizen, other, *cases, merged=False)


def test_nobody_was_merged_where_nothing_was_told() -> None:
    nobody = Persons()
    assert (nobody.survivor(A), nobody.ids(A), nobody.written_under(A)) == (A, (A,), (A,))
    assert nobody.owner(CASE, A) == A
    assert nobody.about("visitation", "citizen_case-1", (A, B)) == (A, B)


def test_a_merge_of_what_was_merged_leads_to_the_last() -> None:
    persons = Persons.of([link(2, C, A), link(1, A, B)])
    for each in (A, B, C):
        assert persons.ids(each) == (C, *sorted((A, B)))
    assert [persons.is_retired(each) for each in (A, B, C)] == [True, True, False]
    assert persons.survivor(D) == D


def test_what_was_told_later_is_not_known_before() -> None:
    told = [link(1, A, B), split(2, A, B, CASE)]
    assert Persons.of(told, START).ids(B) == (B,)
    assert Persons.of(told, START + timedelta(days=1)).ids(B) == (A, B)
    assert Persons.of(told, START + timedelta(days=2)).owner(CASE, A) == B


def test_a_split_ends_the_merge_of_the_two_whichever_is_named_first() -> None:
    for one, two in ((A, B), (B, A)):
        assert Persons.of([link(1, A, B), split(2, one, two)]).ids(A) == (A,)
    still = Persons.of([link(1, A, B), link(2, A, C), split(3, A, B)])
    assert (still.ids(A), still.ids(B)) == ((A, C), (B,))


def test_a_case_is_moved_from_any_id_of_the_person_and_no_other_case_is() -> None:
    persons = Persons.of([link(1, A, C), split(2, A, B, CASE)])
    assert (persons.owner(CASE, A), persons.owner(CASE, C)) == (B, B)
    assert (persons.owner(CASE, D), persons.owner(OTHER, A)) == (D, A)
    assert persons.written_under(B) == (B, *sorted((A, C)))
    assert persons.about("visitation", "citizen_case-1", (A, D)) == (B, D)
    assert persons.about("offers", "citizen_case-1", (A,)) == (A,)
    assert persons.tangled_with(B) == (frozenset((A, C)), frozenset())
    assert persons.tangled_with(A) == (frozenset(), frozenset((B,)))


def test_a_case_moved_back_is_whose_it_was() -> None:
    persons = Persons.of([split(1, A, B, CASE), split(2, B, A, CASE)])
    assert persons.owner(CASE, A) == A
    assert persons.moved("visitation") == {"citizen_case-1": A}


def test_pointers_are_found_by_way_of_others() -> None:
    told = [link(1, A, B), link(2, C, A), link(3, D, UUID(int=9))]
    asked: list[Any] = []

    def rows(_view: Any, _where: str, params: dict[str, Any]) -> list[IdentityLink]:
        asked.append(params["ids"])
        return [each for each in told if {each.citizen, each.other} & set(params["ids"])]

    assert among(rows, (B,)).ids(B) == (C, *sorted((A, B)))
    assert len(asked) == 3
    assert among(rows, ()) == Persons()


@given(
    st.lists(
        st.tuples(st.sampled_from((A, B, C, D)), st.sampled_from((A, B, C, D)), st.booleans()),
        max_size=8,
    )
)
def test_whatever_is_told_each_id_is_of_one_person(told: list[tuple[UUID, UUID, bool]]) -> None:
    """Even rings, which a claim keeps from being told, end somewhere."""
    links = [link(nth, a, b, merged=merged) for nth, (a, b, merged) in enumerate(told) if a != b]
    persons = Persons.of(links)
    for each in (A, B, C, D):
        assert persons.survivor(each) in (A, B, C, D)
        assert persons.survivor(each) == persons.ids(each)[0]
    assert all(one.recorded_at < two.recorded_at for one, two in pairwise(links))


@given(
    told=st.lists(
        st.tuples(st.sampled_from((A, B, C, D)), st.sampled_from((A, B, C, D)), st.booleans()),
        max_size=6,
    ),
    written=st.lists(st.tuples(st.sampled_from(("1", "2", "3")), st.sampled_from((A, B, C, D)))),
    asked=st.lists(st.sampled_from((A, B, C, D)), unique=True),
)
def test_each_citizen_gets_the_cases_of_the_person_and_no_others(
    told: list[tuple[UUID, UUID, bool]], written: list[tuple[str, UUID]], asked: list[UUID]
) -> None:
    """What is asked of everybody at once is what the definition says of each."""
    persons = Persons.of(
        link(nth, a, b, *(() if merged else (CASE,)), merged=merged)
        for nth, (a, b, merged) in enumerate(told)
        if a != b
    )
    rows = [
        RelationRow("visitation", f"citizen_case-{nth}", citizen, None, True, START.date())
        for nth, citizen in written
    ]
    found = [(row.stream, row.citizen) for row in cases_of(rows, persons, asked)]
    assert found == [
        (row.stream, citizen)
        for citizen in asked
        for row in rows
        if persons.owner(f"visitation/{row.stream}", row.citizen) == persons.survivor(citizen)
    ]
