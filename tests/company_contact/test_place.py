"""A place of an agreement: held, taken by an offer, occupied and vacated (E9, T5, C-06)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from services.company_contact.domain import place_events as told
from services.company_contact.domain import place_orders as orders
from services.company_contact.domain.agreement_capacity import Places, places_on
from services.company_contact.domain.agreement_state import AgreementFacts
from services.company_contact.domain.place import (
    Place,
    first_full_day,
    held_on,
    occupied_days,
    open_throughout,
)
from shared.eventlog.event import Event
from tests.company_contact import agreement as a
from tests.company_contact import places as p
from tests.support.scenario import Given

NONE = "none"
"""What offers tells a second time is true already, and is not told again."""

# Each order: where it happens, with what; where refused; given twice; after another came.
TABLE: Sequence[
    tuple[Any, Given, Event, tuple[Given, str], str, tuple[Given, str]]
] = (
    (p.RESERVE, p.HOLDS, p.RESERVED, (a.WRITTEN, "agreement_not_signed"),
     "place_reserved_already", (p.FULL, "place_reserved_already")),
    (p.RELEASE, p.HELD, p.RELEASED, (p.HOLDS, "place_not_known"),
     "place_not_reserved", (p.HAS_OFFER, "place_not_reserved")),
    (p.HOLD_ANEW, p.GIVEN_FREE, p.HELD_ANEW, (p.HELD, "place_not_released"),
     "place_not_released", (p.RAN_OUT, "place_not_released")),
    (p.CORRECT, p.HELD, p.CORRECTED, (p.HOLDS, "place_not_known"),
     "nothing_to_correct", (p.RAN_OUT, "place_not_held")),
    (p.LAPSE, p.HELD, p.LAPSED, (p.HOLDS, NONE), NONE, (p.HAS_OFFER, NONE)),
    (p.TAKE, p.HELD, p.TAKEN, (a.WRITTEN, NONE), NONE, (p.BUSY, NONE)),
    (p.FREE, p.HAS_OFFER, p.FREED, (p.HELD, NONE), NONE, (p.BUSY, NONE)),
    (p.OCCUPY, p.HAS_OFFER, p.OCCUPIED, (p.HELD, NONE), NONE, (p.LEFT, NONE)),
    (p.NOT_BEGUN, p.BUSY, p.OCCUPANCY_WITHDRAWN, (p.HELD, NONE), NONE, (p.LEFT, NONE)),
    (p.VACATE, p.BUSY, p.VACATED, (p.HELD, NONE), NONE, (p.HAS_OFFER, NONE)),
    (p.NOT_OVER, p.LEFT, p.VACANCY_WITHDRAWN, (p.HELD, NONE), NONE, (p.HAS_OFFER, NONE)),
)  # fmt: skip
ROWS = pytest.mark.parametrize(
    ("order", "start", "fact", "refused", "again", "collides"),
    TABLE,
    ids=lambda each: type(each).__name__,
)


def comes_to(start: Given, order: Any, code: str) -> None:
    answer = start.when(order, p.FACTS)
    if code == NONE:
        answer.then()
    else:
        answer.then_rejected(code)


def test_every_order_about_a_place_stands_in_the_table() -> None:
    assert {type(row[0]) for row in TABLE} == set(get_args(orders.PlaceOrder))


@ROWS
def test_each_order_happens_is_refused_is_repeated_and_collides(  # noqa: PLR0917 - a row
    order: Any,
    start: Given,
    fact: Event,
    refused: tuple[Given, str],
    again: str,
    collides: tuple[Given, str],
) -> None:
    start.when(order, p.FACTS).then(fact)
    comes_to(refused[0], order, refused[1])
    comes_to(start.and_then(order, p.FACTS), order, again)
    comes_to(collides[0], order, collides[1])


def test_two_who_reserve_the_last_place_do_not_both_get_it() -> None:
    """Both read one version; decided anew, the second finds the place of the first."""
    one_left = p.HELD
    first, second = (replace(p.RESERVE, place=each) for each in (p.Q, p.R))
    assert one_left.when(first, p.FACTS).refusal is None
    assert one_left.when(second, p.FACTS).refusal is None
    late = one_left.and_then(first, p.FACTS).when(second, p.FACTS)
    assert late.then_rejected("no_place_open").detail == {"day": p.FROM}


def test_a_place_that_nobody_named_gets_an_id() -> None:
    (fact,) = p.HOLDS.when(replace(p.RESERVE, place=None), p.FACTS).events
    assert isinstance(fact, told.PlaceReserved)
    assert fact.place == p.R


@pytest.mark.parametrize("start", [p.GIVEN_FREE, p.RAN_OUT, p.LEFT])
def test_a_place_that_is_free_again_is_reserved_anew(start: Given) -> None:
    both = start.and_then(replace(p.RESERVE, place=p.Q, from_=date(2011, 10, 15)), p.FACTS)
    third = replace(p.RESERVE, place=p.R, from_=date(2011, 10, 15))
    assert both.when(third, p.FACTS).refusal is None
    both.and_then(third, p.FACTS).when(replace(third, place=None), p.FACTS).then_rejected(
        "place_reserved_already"
    )


def test_a_vacated_place_is_held_to_its_last_day_and_open_after_it() -> None:
    busy = p.LEFT.and_then(replace(p.RESERVE, place=p.Q, from_=p.LAST), p.FACTS)
    third = replace(p.RESERVE, place=p.R, from_=p.LAST)
    busy.when(third, p.FACTS).then_rejected("no_place_open")
    assert busy.when(replace(third, from_=p.LAST + timedelta(1)), p.FACTS).refusal is None


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (a.NOTHING, "agreement_not_drafted"),
        (a.WRITTEN, "agreement_not_signed"),
        (a.GIVEN_UP, "agreement_dropped"),
        (a.RESTS, "agreement_suspended"),
        (a.RAN_OUT, "agreement_expired"),
        (a.OVER, "agreement_ended"),
    ],
)
def test_nothing_is_reserved_where_the_agreement_does_not_hold(start: Given, code: str) -> None:
    start.when(p.RESERVE, p.FACTS).then_rejected(code)


def test_c06_nothing_is_reserved_or_given_while_a_concern_is_open() -> None:
    p.HOLDS.when(p.RESERVE, p.CONCERNED).then_rejected("ethical_concern_open")
    p.GIVEN_FREE.when(p.HOLD_ANEW, p.CONCERNED).then_rejected("ethical_concern_open")
    p.HELD.when(p.TAKE, p.CONCERNED).then(p.denied("ethical_concern_open"))
    p.HAS_OFFER.when(p.OCCUPY, p.CONCERNED).then(p.OCCUPIED)


def test_nothing_is_reserved_with_a_company_that_closed() -> None:
    closed = replace(p.FACTS, company_stage="closed")
    p.HOLDS.when(p.RESERVE, closed).then_rejected("company_closed")


def test_an_offer_whose_place_is_gone_is_told_so() -> None:
    for start in (p.HOLDS, p.RAN_OUT, p.GIVEN_FREE):
        start.when(p.TAKE, p.FACTS).then(p.denied("place_not_reserved"))
    other = replace(p.TAKE, placement=p.OTHER)
    p.HAS_OFFER.when(other, p.FACTS).then(p.denied("place_not_reserved", p.OTHER))
    rests = p.HELD.and_then(a.SUSPEND, p.FACTS)
    rests.when(p.TAKE, p.FACTS).then(p.denied("agreement_suspended"))
    ended = p.HELD.and_then(a.END, p.FACTS)
    ended.when(p.TAKE, p.FACTS).then(p.denied("agreement_ended"))
    expired = p.HELD.and_then(a.EXPIRE, p.FACTS)
    expired.when(p.TAKE, p.FACTS).then(p.denied("agreement_expired"))


@pytest.mark.parametrize("order", [p.FREE, p.OCCUPY])
def test_another_offer_moves_no_place(order: Any) -> None:
    p.HAS_OFFER.when(replace(order, placement=p.OTHER), p.FACTS).then()


def test_places_go_with_the_agreement_through_its_steps() -> None:
    """Somebody stays where they are when the agreement rests, ends, or a step is taken back."""
    rests = p.BUSY.and_then(a.SUSPEND, p.FACTS)
    ended = rests.and_then(a.END, p.FACTS)
    for start in (rests, ended, ended.and_then(a.STEP_BACK, p.FACTS)):
        assert start.state.places == p.BUSY.state.places
        start.when(p.VACATE, p.FACTS).then(p.VACATED)
    left = rests.and_then(p.VACATE, p.FACTS).and_then(a.STEP_BACK, p.FACTS)
    assert left.state.places == p.LEFT.state.places
    changed = p.BUSY.and_then(a.REDRAFT, p.FACTS).and_then(a.SIGN, a.MIA)
    assert changed.state.places == p.BUSY.state.places


def test_the_first_signature_stands_once_places_were_reserved() -> None:
    p.GIVEN_FREE.when(a.UNSIGN, a.MIA).then_rejected("agreement_places_reserved")
    assert p.HOLDS.when(a.UNSIGN, a.MIA).refusal is None
    changed = p.HELD.and_then(a.REDRAFT, p.FACTS).and_then(a.SIGN, a.MIA)
    assert changed.when(a.UNSIGN, a.MIA).refusal is None
    assert changed.and_then(a.UNSIGN, a.MIA).state.places == p.HELD.state.places


@pytest.mark.parametrize(
    ("order", "start", "code"),
    [
        (replace(p.RESERVE, to=date(2011, 9, 4)), p.HOLDS, "period_reversed"),
        (replace(p.RESERVE, to=date(2012, 1, 1)), p.HOLDS, "outside_the_agreement"),
        (replace(p.RESERVE, from_=date(2010, 12, 31)), p.HOLDS, "outside_the_agreement"),
        (replace(p.CORRECT, to=date(2011, 9, 4)), p.HELD, "period_reversed"),
        (replace(p.CORRECT, to=date(2012, 1, 1)), p.HELD, "outside_the_agreement"),
        (replace(p.CORRECT, from_=date(2011, 9, 7)), p.BUSY, "place_days_miss_the_start"),
        (p.CORRECT, p.LEFT, "place_not_held"),
        (p.HOLD_ANEW, p.after(p.RESERVED, p.TAKEN, p.FREED), "place_not_released"),
    ],
)
def test_days_that_do_not_fit_are_refused(order: Any, start: Given, code: str) -> None:
    start.when(order, p.FACTS).then_rejected(code)


def test_only_days_that_come_new_must_be_open() -> None:
    beside = replace(p.RESERVED, place=p.Q)
    later = replace(p.RESERVED, place=p.R, from_=date(2011, 12, 1), to=date(2011, 12, 31))
    again = replace(later, place=p.OTHER)
    full = p.after(p.RESERVED, beside, later, again)
    full.when(p.CORRECT, p.FACTS).then_rejected("no_place_open")
    shorter = replace(p.CORRECT, to=date(2011, 10, 1))
    assert full.when(shorter, p.FACTS).refusal is None
    fewer = full.and_then(orders.ReleasePlace(p.R, "not_needed"), p.FACTS)
    fewer.when(p.CORRECT, p.FACTS).then(p.CORRECTED)


def test_late_words_about_a_start_are_put_right_by_another_day() -> None:
    again = p.BUSY.and_then(p.NOT_BEGUN, p.FACTS)
    other_day = replace(p.OCCUPY, on=date(2011, 9, 7))
    again.when(other_day, p.FACTS).then(replace(p.OCCUPIED, occupied_from=date(2011, 9, 7)))


def test_t5_days_are_counted_from_the_start_to_the_last_day() -> None:
    def days(case: Given, first: date = a.FIRST, last: date = a.LAST) -> int:
        return occupied_days(case.state.places, first, last)

    assert [days(case) for case in (p.HELD, p.HAS_OFFER, p.GIVEN_FREE)] == [0, 0, 0]
    assert days(p.BUSY) == (p.TO - p.BEGUN).days + 1
    assert days(p.LEFT) == (p.LAST - p.BEGUN).days + 1
    assert days(p.LEFT, p.BEGUN, p.BEGUN) == days(p.LEFT, p.LAST, p.LAST) == 1
    assert days(p.LEFT, p.LAST + timedelta(1)) == 0


DAYS = st.integers(0, 40).map(lambda n: date(2011, 9, 1) + timedelta(days=n))


@st.composite
def _spans(draw: st.DrawFn) -> tuple[date, date]:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return first, last


@for_all(st.lists(st.tuples(_spans(), st.integers(1, 3)), max_size=4), st.lists(_spans()), _spans())
def test_the_first_full_day_is_the_first_on_which_none_is_open(
    agreed: list[tuple[tuple[date, date], int]], held: list[tuple[date, date]], asked: Any
) -> None:
    capacity = [Places(first, last, count) for (first, last), count in agreed]
    places = tuple(Place(p.P, first, last) for first, last in held)
    days = [asked[0] + timedelta(n) for n in range((asked[1] - asked[0]).days + 1)]
    full = (day for day in days if places_on(capacity, day) <= held_on(places, day))
    assert first_full_day(capacity, places, *asked) == next(full, None)


@for_all(st.lists(st.tuples(_spans(), st.integers(1, 3)), max_size=4), st.lists(_spans()), _spans())
def test_open_throughout_is_the_least_that_is_open_on_any_of_the_days(
    agreed: list[tuple[tuple[date, date], int]], held: list[tuple[date, date]], asked: Any
) -> None:
    capacity = [Places(first, last, count) for (first, last), count in agreed]
    places = tuple(Place(p.P, first, last) for first, last in held)
    days = [asked[0] + timedelta(n) for n in range((asked[1] - asked[0]).days + 1)]
    least = min(places_on(capacity, day) - held_on(places, day) for day in days)
    assert open_throughout(capacity, places, *asked) == max(least, 0)


_IDS = st.sampled_from([p.P, p.Q, p.R])
_OFFERS = st.sampled_from([p.OFFER, p.OTHER])
_ANY = st.one_of(
    st.builds(lambda span, at: orders.ReservePlace(span[0], span[1], at), _spans(), _IDS),
    st.builds(lambda at, span: orders.CorrectPlaceDays(at, span[0], span[1]), _IDS, _spans()),
    st.builds(lambda at: orders.ReleasePlace(at, "not_needed"), _IDS),
    st.builds(lambda at: orders.WithdrawRelease(at, "wrong_day"), _IDS),
    st.builds(orders.LapseReservation, _IDS),
    st.builds(orders.TakePlace, _IDS, _OFFERS),
    st.builds(orders.FreePlace, _IDS, _OFFERS),
)


@for_all(st.lists(_ANY, max_size=16))
def test_never_are_more_places_held_than_the_agreement_has_open(ordered: list[Any]) -> None:
    case = p.HOLDS
    for order in ordered:
        answer = case.when(order, p.FACTS)
        if answer.refusal is not None:
            assert answer.refusal.code != "not_allowed_now"
            continue
        case = Given(case.decider, (*case.history, *answer.events))
        state = case.state
        for n in range(42):
            day = date(2011, 9, 1) + timedelta(days=n)
            assert held_on(state.places, day) <= places_on(state.capacity, day)


def of_the_ratio(most: int, *elsewhere: Place) -> AgreementFacts:
    """Give what is known where the company may have so many supported persons."""
    return replace(p.FACTS, most_supported=most, elsewhere=elsewhere)


MANY = (Places(a.FIRST, a.LAST, 3),)
THIRD = replace(p.RESERVE, place=p.R)


def test_h24_a_company_of_twelve_has_no_room_for_a_third() -> None:
    """Two are there, one agreed place is open, and the third is refused with the rule's key."""
    wide = p.after(replace(p.OPEN, capacity=MANY), p.RESERVED, p.TAKEN, p.OCCUPIED)
    two = wide.and_then(replace(p.RESERVE, place=p.Q), p.FACTS)
    refusal = two.when(THIRD, of_the_ratio(2)).then_rejected("supported_ratio_exceeded")
    assert refusal.detail == {"day": p.BEGUN, "most": 2, "rule": "supported_ratio"}
    assert two.when(THIRD, of_the_ratio(3)).refusal is None
    left = two.and_then(p.VACATE, p.FACTS)
    after_it = replace(THIRD, from_=p.LAST + timedelta(1))
    left.when(THIRD, of_the_ratio(2)).then_rejected("supported_ratio_exceeded")
    assert left.when(after_it, of_the_ratio(2)).refusal is None


def test_h24_places_of_the_companys_other_agreements_count() -> None:
    elsewhere = (Place(p.OTHER, p.TO, p.TO), Place(p.OFFER, p.TO, p.TO, "lapsed"))
    refusal = p.HELD.when(THIRD, of_the_ratio(2, *elsewhere)).then_rejected(
        "supported_ratio_exceeded"
    )
    assert refusal.detail["day"] == p.TO
    before = replace(THIRD, to=p.TO - timedelta(1))
    assert p.HELD.when(before, of_the_ratio(2, *elsewhere)).refusal is None


def test_h24_a_place_held_anew_or_moved_is_held_against_the_ratio_on_its_new_days() -> None:
    one = Place(p.OTHER, date(2011, 12, 1), a.LAST)
    p.HELD.when(p.CORRECT, of_the_ratio(1, one)).then_rejected("supported_ratio_exceeded")
    p.HELD.when(replace(p.CORRECT, to=date(2011, 11, 30)), of_the_ratio(1, one)).then(
        replace(p.CORRECTED, to=date(2011, 11, 30))
    )
    here = Place(p.OTHER, p.FROM, p.TO)
    p.GIVEN_FREE.when(p.HOLD_ANEW, of_the_ratio(1, here)).then_rejected("supported_ratio_exceeded")
    shrunk = of_the_ratio(1, here)
    shorter = replace(p.CORRECT, to=date(2011, 10, 1))
    assert p.HELD.when(shorter, shrunk).refusal is None


def test_h24_the_latest_check_is_when_the_offer_is_given() -> None:
    """The company shrank: who has an offer comes before who only has a reservation."""
    reserved, given = Place(p.OTHER, p.FROM, p.TO), Place(p.OTHER, p.FROM, p.TO, "taken", p.OTHER)
    p.HELD.when(p.TAKE, of_the_ratio(1, reserved)).then(p.TAKEN)
    p.HELD.when(p.TAKE, of_the_ratio(1, given)).then(p.denied("supported_ratio_exceeded"))
    p.HAS_OFFER.when(p.OCCUPY, of_the_ratio(1, given)).then(p.OCCUPIED)
