"""Places on the real log: held with a clock, moved by what offers tells, shown and counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from services.company_contact import messages
from services.company_contact.cases import places
from services.company_contact.domain import agreement_orders, ethical_concern, place_orders
from services.company_contact.domain.agreement_capacity import Places
from services.company_contact.views.capacity_use import Underused, UseQuestion, WarningQuestion
from services.company_contact.views.open_places import OpenPlaces, OpenQuestion
from services.company_contact.views.place_list import PlaceRow, PlaceSearch
from shared.clock import FixedClock
from shared.eventlog.decider import Rejected
from shared.trouble import Conflicted, Denied
from tests.company_contact.agreement import TERMS
from tests.company_contact.conftest import CONSULTANT, SICKPAY, Counter
from tests.company_contact.test_agreements_at_work import MIA, B, signed
from tests.company_contact.test_one_register import REGISTER

PLACE, OFFER = uuid4(), uuid4()
FROM, TO = date(2011, 6, 6), date(2011, 8, 26)
RESERVE = place_orders.ReservePlace(FROM, TO, PLACE)
CONCERN = ethical_concern.RaiseConcern
ONE = replace(TERMS, capacity=(Places(TERMS.first_day, TERMS.last_day, 1),))
pytestmark = pytest.mark.postgres


def company(counter: Counter) -> str:
    return counter.order(REGISTER).case_id


def agreement(counter: Counter, terms: Any = ONE) -> str:
    return signed(counter, company(counter), terms)


def offer(counter: Counter, case: str, event: Any, offer_id: UUID = OFFER) -> None:
    counter.told_by("offers", "offer_placement", offer_id, event)


def named(case: str, place: UUID = PLACE) -> messages.AgreedPlace:
    return messages.AgreedPlace(UUID(case), place)


def tags(counter: Counter, case: str) -> list[str]:
    told = [each.tag for each in counter.told("partnership_agreement", case)]
    return [tag.partition(".")[2] for tag in told if "place" in tag]


def place(counter: Counter) -> PlaceRow:
    (row,) = counter.ask("place_list", PlaceSearch(), by=SICKPAY).places
    return row  # type: ignore[no-any-return]  # a page of the list


def open_now(counter: Counter, **asked: Any) -> list[OpenPlaces]:
    return counter.ask("open_places", OpenQuestion(**asked), by=CONSULTANT)  # type: ignore[no-any-return]  # the list


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Rejected) as caught:
        yield
    assert caught.value.code == code


def test_whoever_places_people_reserves_and_nobody_does_what_offers_tells(counter: Counter) -> None:
    case = agreement(counter)
    with pytest.raises(Denied):
        counter.order(RESERVE, case, by=SICKPAY)
    counter.order(RESERVE, case, by=CONSULTANT)
    with pytest.raises(Denied):
        counter.order(place_orders.OccupyPlace(PLACE, OFFER, FROM), case)


def test_a_place_has_a_clock_of_its_own_of_five_working_days(counter: Counter) -> None:
    """1 June 2011 is a Wednesday and 2 June Ascension Day; five working days end on the 9th."""
    case = agreement(counter, replace(ONE, capacity=TERMS.capacity))
    other = uuid4()
    for each in (PLACE, other):
        counter.order(replace(RESERVE, place=each), case)
    clocks = [each.event for each in counter.told("partnership_agreement", case)]
    held = [each for each in clocks if getattr(each, "rule_key", "") == "place.reservation"]
    assert [(each.item, each.due) for each in held] == [
        (PLACE, date(2011, 6, 9)),
        (other, date(2011, 6, 9)),
    ]
    offer(counter, case, messages.OfferGiven(named(case)))
    met = [each.tag for each in counter.told("partnership_agreement", case)]
    assert met.count("deadline.met") == 1


def test_a_day_that_passes_lets_only_its_own_place_lapse(counter: Counter) -> None:
    case = agreement(counter, replace(ONE, capacity=TERMS.capacity))
    counter.order(replace(RESERVE, place=uuid4()), case)
    counter.order(RESERVE, case)
    (mine,) = [
        each.event
        for each in counter.told("partnership_agreement", case)
        if getattr(each.event, "item", None) == PLACE
    ]
    missed = messages.DeadlineMissed("place.reservation", mine.timely_until, mine.deadline)
    for _ in range(2):
        counter.told_by("company_contact", "partnership_agreement", case, missed)
    assert tags(counter, case).count("place_reservation_lapsed") == 1
    rows = counter.ask("place_list", PlaceSearch(stage="lapsed")).places
    assert [row.place for row in rows] == [PLACE]
    other = replace(missed, rule_key="agreement.expiry")
    assert list(places.lapse(None, None)) == []  # type: ignore[arg-type]  # it looks at no message then
    counter.told_by("company_contact", "partnership_agreement", case, other)
    counter.told_by("offers", "partnership_agreement", case, missed)
    assert tags(counter, case).count("place_reservation_lapsed") == 1


def test_e9_a_place_goes_with_its_offer_and_a_word_twice_said_moves_nothing(
    counter: Counter,
) -> None:
    case = agreement(counter)
    at = named(case)
    counter.order(RESERVE, case)
    steps: list[tuple[Any, str]] = [
        (messages.OfferGiven(at), "place_taken"),
        (messages.OfferStarted(date(2011, 6, 7), at), "place_occupied"),
        (messages.OfferStartWithdrawn(at), "place_occupancy_withdrawn"),
        (messages.OfferStarted(date(2011, 6, 6), at), "place_occupied"),
        (messages.OfferEnded(date(2011, 6, 30), at), "place_vacated"),
        (messages.OfferEndWithdrawn(at), "place_vacancy_withdrawn"),
        (messages.OfferEnded(date(2011, 6, 29), at), "place_vacated"),
    ]
    for event, fact in steps:
        offer(counter, case, event)
        offer(counter, case, event)
        assert tags(counter, case)[-1] == fact
    assert len(tags(counter, case)) == 1 + len(steps)
    row = place(counter)
    assert (row.stage, row.placement, row.last_day) == ("vacated", OFFER, date(2011, 6, 29))
    (last,) = [e for e in counter.told("partnership_agreement", case) if "cated" in e.tag][-1:]
    assert (last.meta.effective_on, last.event.match_groups) == (date(2011, 6, 29), ("2",))
    facts = [e for e in counter.told("partnership_agreement", case) if "withdrawn" in e.tag]
    assert [each.meta.how for each in facts if ".place" in each.tag] == ["withdrawn"] * 2
    assert all(each.meta.subjects == () for each in counter.told("partnership_agreement", case))


def test_an_offer_called_off_gives_the_place_free(counter: Counter) -> None:
    case = agreement(counter)
    counter.order(RESERVE, case)
    with refused("no_place_open"):
        counter.order(replace(RESERVE, place=uuid4()), case)
    offer(counter, case, messages.OfferGiven(named(case)))
    offer(counter, case, messages.OfferCancelled(named(case)))
    counter.order(replace(RESERVE, place=uuid4()), case)


def test_an_offer_that_is_put_right_takes_the_place_it_names_then(counter: Counter) -> None:
    case = agreement(counter)
    counter.order(RESERVE, case)
    offer(counter, case, messages.OfferCorrected(named(case)))
    offer(counter, case, messages.OfferCorrected(named(case)))
    assert tags(counter, case) == ["place_reserved", "place_taken"]
    offer(counter, case, messages.OfferCorrected())
    assert tags(counter, case) == ["place_reserved", "place_taken"]


def test_of_two_offers_that_name_one_place_the_second_is_told_no(counter: Counter) -> None:
    case, other = agreement(counter), uuid4()
    counter.order(RESERVE, case)
    offer(counter, case, messages.OfferGiven(named(case)))
    offer(counter, case, messages.OfferGiven(named(case)), other)
    offer(counter, case, messages.OfferStarted(FROM, named(case)), other)
    (no,) = [e for e in counter.told("partnership_agreement", case) if "denied" in e.tag]
    assert (no.event.placement, no.event.because) == (other, "place_not_reserved")
    assert place(counter).placement == OFFER


def test_two_who_read_the_same_version_do_not_both_reserve_the_last_place(counter: Counter) -> None:
    case = agreement(counter)
    office = counter.office
    case_type = next(c for c in office.service.cases if c.name == "partnership_agreement")
    seen = len(office.history(case_type, case))
    counter.order(RESERVE, case)
    with pytest.raises(Conflicted):
        counter.order(replace(RESERVE, place=uuid4()), case, seen=seen)
    with refused("no_place_open"):
        counter.order(replace(RESERVE, place=uuid4()), case)


def test_c06_nothing_is_reserved_while_a_concern_is_open_until_another_approves(
    counter: Counter,
) -> None:
    at = company(counter)
    case = signed(counter, at, ONE)
    concern = counter.order(CONCERN(UUID(at), "misuse_of_support", date(2011, 6, 1))).case_id
    counter.follower.catch_up()
    with refused("ethical_concern_open"):
        counter.order(RESERVE, case)
    (row,) = open_now(counter)
    assert row.approval_waits
    approve = ethical_concern.ApproveDespiteConcern(date(2011, 6, 1))
    counter.order(approve, concern, by=MIA)
    counter.follower.catch_up()
    counter.order(RESERVE, case)


def test_c06_an_offer_is_told_no_when_a_concern_is_raised_after_the_reservation(
    counter: Counter,
) -> None:
    at = company(counter)
    case = signed(counter, at, ONE)
    counter.order(RESERVE, case)
    counter.order(CONCERN(UUID(at), "misuse_of_support", date(2011, 6, 1)))
    counter.follower.catch_up()
    offer(counter, case, messages.OfferGiven(named(case)))
    assert tags(counter, case)[-1] == "place_denied"


def test_open_places_are_shown_by_match_group_and_centre(counter: Counter) -> None:
    north = agreement(counter, replace(TERMS, capacity=(Places(FROM, TERMS.last_day, 2),)))
    assert open_now(counter) == []
    (row,) = open_now(counter, day=FROM)
    assert (str(row.agreement), row.agreed, row.held, row.open) == (north, 2, 0, 2)
    counter.order(RESERVE, north)
    offer(counter, north, messages.OfferGiven(named(north)))
    offer(counter, north, messages.OfferStarted(FROM, named(north)))
    (row,) = open_now(counter, day=FROM, match_group="2", centre="north")
    assert (row.held, row.open, row.vacated_on) == (1, 1, None)
    assert open_now(counter, day=FROM, match_group="3") == []
    assert open_now(counter, day=FROM, centre="south") == []
    assert open_now(counter, day=FROM, company=uuid4()) == []
    offer(counter, north, messages.OfferEnded(date(2011, 6, 17), named(north)))
    (row,) = open_now(counter, day=date(2011, 6, 18))
    assert (row.open, row.vacated_on) == (2, date(2011, 6, 17))


def test_e9_a_place_that_stands_open_for_more_than_ten_working_days_is_warned_of(
    counter: Counter,
) -> None:
    """Vacated on Friday 17 June: the tenth working day is Friday 1 July, and then it is warned."""
    case = agreement(counter)
    counter.order(RESERVE, case)
    offer(counter, case, messages.OfferGiven(named(case)))
    offer(counter, case, messages.OfferStarted(FROM, named(case)))
    offer(counter, case, messages.OfferEnded(date(2011, 6, 17), named(case)))
    (row,) = open_now(counter, day=date(2011, 7, 1))
    assert (row.open, row.open_too_long) == (1, 0)
    assert open_now(counter, day=date(2011, 7, 1), too_long=True) == []
    (row,) = open_now(counter, day=date(2011, 7, 2), too_long=True)
    assert (row.open, row.open_too_long, row.vacated_on) == (1, 1, date(2011, 6, 17))
    counter.order(replace(RESERVE, place=uuid4(), from_=date(2011, 7, 1)), case)
    assert open_now(counter, day=date(2011, 7, 2)) == [], "it waits no longer"
    (row,) = open_now(counter, day=date(2011, 7, 2), all=True)
    assert (row.open, row.open_too_long) == (0, 0)


def test_places_open_for_too_long_come_first(counter: Counter) -> None:
    at = company(counter)
    early, late = Places(FROM, TERMS.last_day, 1), Places(date(2011, 7, 1), TERMS.last_day, 5)
    long_open = signed(counter, at, replace(TERMS, capacity=(early,)))
    signed(counter, at, replace(B, capacity=(late,)))
    first, second = open_now(counter, day=date(2011, 7, 1))
    assert (str(first.agreement), first.open, first.open_too_long) == (long_open, 1, 1)
    assert (second.open, second.open_too_long) == (5, 0)


def test_who_is_there_beyond_what_is_agreed_on_is_shown(counter: Counter) -> None:
    """An end is taken back after another was promised the place: both are there, and it is seen."""
    case, other = agreement(counter), uuid4()
    counter.order(RESERVE, case)
    offer(counter, case, messages.OfferGiven(named(case)))
    offer(counter, case, messages.OfferStarted(FROM, named(case)))
    offer(counter, case, messages.OfferEnded(date(2011, 6, 17), named(case)))
    counter.order(replace(RESERVE, place=other, from_=date(2011, 6, 20)), case)
    offer(counter, case, messages.OfferEndWithdrawn(named(case)))
    assert open_now(counter, day=date(2011, 6, 20)) == []
    (row,) = open_now(counter, day=date(2011, 6, 20), all=True)
    assert (row.held, row.open, row.over) == (2, 0, 1)


def test_pages_of_places_follow_each_other(counter: Counter) -> None:
    case = agreement(counter, TERMS)
    for _ in range(3):
        counter.order(replace(RESERVE, place=None), case)
    first = counter.ask("place_list", PlaceSearch(agreement=UUID(case), limit=2))
    rest = counter.ask("place_list", PlaceSearch(limit=2, after=first.next))
    found = [row.place for page in (first, rest) for row in page.places]
    assert found == sorted(found)
    assert (len(found), rest.next) == (3, None)


def occupy(counter: Counter, case: str, first: date, last: date) -> None:
    at, by = uuid4(), uuid4()
    counter.order(place_orders.ReservePlace(first, last, at), case)
    offer(counter, case, messages.OfferGiven(named(case, at)), by)
    offer(counter, case, messages.OfferStarted(first, named(case, at)), by)


def test_h15_t5_the_use_of_places_comes_from_what_offers_told(counter: Counter) -> None:
    at = company(counter)
    north, south = signed(counter, at), signed(counter, at, B)
    for _ in range(7):
        occupy(counter, north, date(2011, 1, 1), date(2011, 12, 31))
    for _ in range(5):
        occupy(counter, south, date(2011, 7, 1), date(2011, 12, 31))
    half_way = counter.ask("capacity_use", UseQuestion(2011), by=SICKPAY)
    assert [month.occupied for month in half_way.months[3:6]] == [210, 217, None]
    to(counter, datetime(2012, 1, 2, 10, tzinfo=UTC))
    answer = counter.ask("capacity_use", UseQuestion(2011), by=SICKPAY)
    assert (answer.mean, answer.pooled) == (3750, 3802)
    assert (answer.target, answer.reached, answer.left_out) == (38, False, ())
    assert (answer.months[0].occupied, answer.months[6].occupied) == (217, 372)
    only = counter.ask("capacity_use", UseQuestion(2011, centre="south"))
    assert (only.mean, only.reached, len(only.left_out)) == (5000, True, 6)
    nobody = counter.ask("capacity_use", UseQuestion(2011, company=uuid4()))
    assert (nobody.mean, nobody.pooled, nobody.reached) == (None, None, None)


def test_e9_kvs_is_warned_after_two_months_in_a_row_under_the_target(counter: Counter) -> None:
    def warned(**asked: Any) -> list[Underused]:
        return counter.ask("capacity_warnings", WarningQuestion(**asked))  # type: ignore[no-any-return]  # the list

    late = replace(TERMS, capacity=(Places(date(2011, 5, 1), TERMS.last_day, 4),))
    case = agreement(counter, late)
    assert warned() == []  # in April no place was agreed on, so May stands alone
    occupy(counter, case, date(2011, 6, 1), date(2011, 7, 31))
    to(counter, datetime(2011, 7, 1, 10, tzinfo=UTC))
    (row,) = warned()
    assert (str(row.agreement), row.target, row.company_name) == (case, 38, REGISTER.name)
    assert [(m.agreed, m.occupied) for m in row.months] == [(124, 0), (120, 30)]
    assert row.use == 1230
    assert warned(centre="south") == warned(company=uuid4()) == []
    occupy(counter, case, date(2011, 7, 1), date(2011, 7, 31))
    to(counter, datetime(2011, 8, 1, 10, tzinfo=UTC))
    assert warned() == []  # July came to 50 per cent
    counter.order(agreement_orders.EndAgreement(date(2011, 7, 31), "company_ends_it"), case)
    assert warned() == []


def to(counter: Counter, moment: datetime) -> None:
    clock = counter.office.clock
    assert isinstance(clock, FixedClock)
    clock.move_to(moment)
