"""What a supervisor sees of the looks of the own unit: a sample, what stands out, one at a time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import psycopg
import pytest
from msgspec.structs import replace

from services.citizen_history.cases.supervision import (
    LookOf,
    LooksOn,
    LooksToReview,
    collect_review,
    look_opened,
    looks_sample,
    looks_standing_out,
    looks_to_review,
    sample_figures,
)
from services.citizen_history.cases.ties import KEY
from services.citizen_history.domain.look_review import Facts, ReviewLook, WithdrawLookReview
from services.citizen_history.views.look_reviews import LookReviewRow
from services.citizen_history.views.protections import PROTECTIONS, ProtectionRow
from shared.access.key import UNREADABLE, AccessKey
from shared.access.looks import Look, LookTable, set_up_looks
from shared.access.register import place_of
from shared.access.supervised import SupervisedLooks
from shared.access.ties import TIES, TieRow
from shared.actor import Actor
from shared.casework.persons import Persons
from shared.eventlog.database import Database, make_role
from shared.law.rulebook import RuleBook
from shared.trouble import Denied, NotFound

ROOM = Path(__file__).parents[2]
ROLE = "jobcenter_supervision_reader"
DAY = date(2011, 6, 14)  # a Tuesday
NOON = datetime(2011, 6, 14, 10, tzinfo=UTC)
MAJA = Actor(id="maja", unit="jobcenter", roles=("manager",))
EVA = Actor(id="eva", unit="staff", roles=("data_protection_officer",))
A_LOOK = Look(
    NOON, "visitation", "show", "citizen_case", "anna", "counsellor_muni@jobcenter", "municipal",
    "jobcenter", "employment_effort", "own", "", (UUID(int=1),), "", "shown", "test",
)  # fmt: skip
RULES = RuleBook.load([ROOM / "services" / "citizen_history" / "rules"])
ON = LooksOn(on=DAY)


KEYS = AccessKey(None)


def at(who: int, **changes: Any) -> Look:
    return replace(A_LOOK, citizens=(UUID(int=who),), **changes)


class Desk:
    """A supervisor's desk on a look-up log of one's own."""

    def __init__(self, url: str) -> None:
        self.database = Database(url, "lookup_log", ROLE)
        self.reviews: list[LookReviewRow] = []
        self.protections: list[ProtectionRow] = []
        self.ties: list[TieRow] = []
        self.merged = Persons()
        self._log = LookTable(self.database.connection)

    def write(self, *looks: Look) -> None:
        self._log.append(looks)

    def of(self, actor: Actor, today: date = DAY + timedelta(days=1)) -> Any:
        return SimpleNamespace(
            actor=actor,
            today=today,
            rules=RULES,
            resources={"supervised": SupervisedLooks(self.database.connection), KEY: KEYS},
            rows=self.rows,
            persons=lambda _citizens: self.merged,
        )

    def rows(self, view: Any, _where: str = "", asked: Any = None) -> list[Any]:
        if view is PROTECTIONS:
            day = asked["day"]
            return [row for row in self.protections if row.starts_on <= day <= row.until]
        if view is TIES:
            return [row for row in self.ties if row.until is None or row.until >= asked["day"]]
        return self.reviews


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    with psycopg.connect(database_url, autocommit=True) as conn:
        make_role(conn, ROLE)
        set_up_looks(conn, ROOM / "shared" / "access" / "migrations", [ROLE], ROLE)
    found = Desk(database_url)
    yield found
    found.database.close()


def why(desk: Desk, actor: Actor = MAJA, params: LooksOn = ON) -> list[tuple[int, str]]:
    return [(each.look, each.why) for each in looks_standing_out(desk.of(actor), params)]


def test_the_sample_is_as_large_as_the_rule_says_and_the_same_whenever_it_is_asked(
    desk: Desk,
) -> None:
    desk.write(*(at(n) for n in range(1, 40)))
    first = [each.look for each in looks_sample(desk.of(MAJA), ON)]
    assert len(first) == RULES.rule("looks.sample", DAY).number
    assert len(set(first)) == len(first)
    assert first != sorted(first)
    desk.write(at(99, at=NOON + timedelta(days=1)))
    again = looks_sample(desk.of(MAJA, DAY + timedelta(days=400)), ON)
    assert [each.look for each in again] == first


def test_a_sample_is_of_one_day_in_copenhagen_and_of_what_was_shown(desk: Desk) -> None:
    midnight = datetime(2011, 6, 13, 22, tzinfo=UTC)
    desk.write(
        at(1, at=midnight - timedelta(seconds=1)),
        at(2, at=midnight),
        at(3, at=midnight + timedelta(hours=24)),
        at(4, result="refused"),
        replace(A_LOOK, citizens=()),
    )
    assert [each.look for each in looks_sample(desk.of(MAJA), ON)] == [2]
    assert [each.look for each in looks_sample(desk.of(MAJA), LooksOn())] == [2]


def test_a_supervisor_sees_the_own_unit_and_the_protection_officer_every_unit(desk: Desk) -> None:
    desk.write(at(1), at(2, unit="sickpay"))
    assert [each.look for each in looks_sample(desk.of(MAJA), ON)] == [1]
    with pytest.raises(Denied, match="look_of_another_unit"):
        looks_sample(desk.of(MAJA), LooksOn(on=DAY, unit="sickpay"))
    assert {each.look for each in looks_sample(desk.of(EVA), ON)} == {1, 2}
    only = looks_sample(desk.of(EVA), LooksOn(on=DAY, unit="sickpay"))
    assert [each.look for each in only] == [2]


def test_a_list_names_no_citizen_and_one_look_does(desk: Desk) -> None:
    desk.write(at(1), at(2, unit="sickpay"))
    listed = looks_sample(desk.of(MAJA), ON)
    assert listed[0].how_many == 1
    assert str(UUID(int=1)) not in repr(listed)
    assert look_opened(desk.of(MAJA), LookOf(1)).citizens == (UUID(int=1),)
    with pytest.raises(Denied, match="look_of_another_unit"):
        look_opened(desk.of(MAJA), LookOf(2))
    assert look_opened(desk.of(EVA), LookOf(2)).citizens == (UUID(int=2),)
    with pytest.raises(NotFound):
        look_opened(desk.of(EVA), LookOf(3))


ORDINARY = "nothing"
CASES = {
    ORDINARY: at(1),
    "guest": at(1, relation="guest", reason="Vikar for en syg kollega"),
    "turned_away": at(1, relation="", result="refused"),
    "own_name": at(1, actor=str(UUID(int=1))),
    "no_case_after_search": at(1, kind="search", relation="any"),
    "outside_hours": at(1, at=datetime(2011, 6, 14, 3, 59, tzinfo=UTC)),
}


@pytest.mark.parametrize("expected", CASES)
def test_what_stands_out_is_listed_with_why(desk: Desk, expected: str) -> None:
    desk.write(CASES[expected])
    assert why(desk) == ([] if expected == ORDINARY else [(1, expected)])


@pytest.mark.parametrize(
    ("hour", "outside"), [(3, True), (4, False), (17, False), (18, True), (21, True)]
)
def test_the_working_day_is_that_of_copenhagen(desk: Desk, hour: int, *, outside: bool) -> None:
    desk.write(at(1, at=datetime(2011, 6, 14, hour, tzinfo=UTC)))
    assert why(desk) == ([(1, "outside_hours")] if outside else [])


def test_a_weekend_is_outside_hours(desk: Desk) -> None:
    saturday = NOON + timedelta(days=4)
    desk.write(at(1, at=saturday))
    assert why(desk, params=LooksOn(on=saturday.date())) == [(1, "outside_hours")]


def test_a_search_that_led_to_an_own_case_does_not_stand_out(desk: Desk) -> None:
    search = CASES["no_case_after_search"]
    desk.write(search, at(1), replace(search, citizens=(UUID(int=2),)), at(2, actor="bo"))
    assert why(desk) == [(3, "no_case_after_search")]


def test_one_citizen_too_many_in_an_hour_stands_out_and_a_list_does_not(desk: Desk) -> None:
    limit = RULES.rule("looks.citizens_an_hour", DAY).number
    crowd = tuple(UUID(int=n) for n in range(500, 800))
    desk.write(*(at(n) for n in range(1, limit + 1)), at(1), replace(A_LOOK, citizens=crowd))
    desk.write(at(limit + 1, actor="bo"), at(limit + 1, at=NOON + timedelta(hours=1)))
    assert why(desk) == []
    desk.write(at(limit + 1))
    assert why(desk) == [(1, "many_citizens")]


def test_a_look_at_one_protected_person_stands_out_whoever_looks(desk: Desk) -> None:
    hidden = UUID(int=7)
    desk.protections.append(ProtectionRow(hidden, DAY - timedelta(days=3), DAY))
    crowd = (hidden, UUID(int=8))
    desk.write(at(7), at(8), replace(A_LOOK, citizens=crowd), at(7, result="refused", relation=""))
    assert why(desk) == [(1, "protected_person"), (4, "protected_person"), (4, "turned_away")]


@pytest.mark.parametrize("days", [-1, 1])
def test_who_was_protected_on_another_day_does_not_stand_out(desk: Desk, days: int) -> None:
    other = DAY + timedelta(days=days)
    desk.protections.append(ProtectionRow(UUID(int=1), other, other))
    desk.write(at(1))
    assert why(desk) == []


def tied(worker: str, who: int, until: date | None = None) -> TieRow:
    return TieRow(KEYS.tie(worker, UUID(int=who)), KEYS.holder(worker), DAY, until)


def test_fvl_3_a_look_at_ones_own_stands_out_also_in_a_list_and_when_refused(desk: Desk) -> None:
    desk.ties.append(tied("anna", 7))
    crowd = (UUID(int=7), UUID(int=8))
    desk.write(at(7), at(8), replace(A_LOOK, citizens=crowd), at(7, actor="bo"))
    desk.write(at(7, result="refused", relation=""))
    assert why(desk) == [(1, "tied"), (3, "tied"), (5, "tied"), (5, "turned_away")]


def test_a_look_from_before_the_tie_was_told_stands_out_and_one_after_its_end_does_not(
    desk: Desk,
) -> None:
    desk.ties += [tied("anna", 7), tied("anna", 8, until=DAY), tied("anna", 9, until=DAY)]
    desk.ties[0] = replace(desk.ties[0], since=DAY + timedelta(days=30))
    desk.write(at(7), at(8))
    assert why(desk) == [(1, "tied"), (2, "tied")]
    after = NOON + timedelta(days=1)
    desk.write(at(9, at=after))
    assert why(desk, params=LooksOn(on=after.date())) == []


def test_a_look_at_one_colleague_stands_out_whoever_looks_and_a_list_does_not(desk: Desk) -> None:
    desk.ties.append(TieRow(KEYS.colleague(UUID(int=7)), None, DAY, None))
    desk.write(
        at(7), at(7, actor="bo"), at(8), replace(A_LOOK, citizens=(UUID(int=7), UUID(int=8)))
    )
    assert why(desk) == [(1, "colleague"), (2, "colleague")]


def test_a_tie_holds_for_every_id_of_a_person(desk: Desk) -> None:
    desk.ties += [tied("anna", 7), TieRow(KEYS.colleague(UUID(int=9)), None, DAY, None)]
    desk.merged = Persons(leads=((UUID(int=7), UUID(int=8)), (UUID(int=9), UUID(int=10))))
    desk.write(at(8), at(10))
    assert why(desk) == [(1, "tied"), (2, "colleague")]


def test_a_citizen_who_reads_the_own_file_at_night_does_not_stand_out(desk: Desk) -> None:
    night = datetime(2011, 6, 14, 1, tzinfo=UTC)
    desk.write(at(1, actor=str(UUID(int=1)), relation="self", at=night))
    assert why(desk, EVA) == []


def test_a_reason_is_read_by_the_supervisor_and_not_where_it_was_moved(desk: Desk) -> None:
    sealed = KEYS.sealed("Vikar for en kollega", place_of("anna", "citizen_case"))
    assert "Vikar" not in sealed
    guest = CASES["guest"]
    desk.write(replace(guest, reason=sealed), replace(guest, reason=sealed, actor="bo"), guest)
    found = looks_to_review(desk.of(MAJA), LooksToReview())
    assert [each.reason for each in found] == [
        "Vikar for en kollega",
        UNREADABLE,
        "Vikar for en syg kollega",
    ]


def test_every_look_by_a_reason_alone_waits_until_it_was_reviewed(desk: Desk) -> None:
    guest, other = CASES["guest"], at(2)
    desk.write(guest, other, replace(guest, result="refused"), replace(guest, unit="sickpay"))
    days = RULES.rule("looks.review_guest", DAY).number

    def waits(actor: Actor, after: int) -> list[tuple[int, bool]]:
        on = desk.of(actor, DAY + timedelta(days=after))
        return [(each.look, each.overdue) for each in looks_to_review(on, LooksToReview())]

    assert waits(MAJA, days) == [(1, False)]
    assert waits(MAJA, days + 1) == [(1, True)]
    assert waits(EVA, days + 1) == [(1, True), (4, True)]
    desk.reviews.append(LookReviewRow(1, "justified", NOON))
    assert waits(MAJA, days + 1) == []
    assert waits(EVA, 400) == [(4, True)]
    assert [each.outcome for each in looks_standing_out(desk.of(MAJA), ON)][:1] == ["justified"]


@pytest.mark.parametrize(
    "order", [ReviewLook(1, "justified"), WithdrawLookReview("new_facts"), None]
)
def test_what_a_review_finds_out(desk: Desk, order: Any) -> None:
    desk.write(CASES["guest"])

    def collect(actor: Actor) -> Facts:
        return collect_review(desk.of(actor), "1", None, order).facts  # type: ignore[arg-type]  # not looked at

    assert collect(MAJA) == Facts(known=True, guest=True)
    assert collect(replace(MAJA, id="anna")) == Facts(known=True, guest=True, by_looker=True)
    assert collect(replace(MAJA, unit="sickpay")) == Facts(known=True, guest=True, own_unit=False)
    assert collect(EVA) == Facts(known=True, guest=True)


def test_the_figures_count_what_waits_and_what_waits_too_long(desk: Desk) -> None:
    guest = CASES["guest"]
    days = RULES.rule("looks.review_guest", DAY).number
    desk.write(guest, replace(guest, unit="sickpay"), replace(guest, at=NOON + timedelta(days=1)))
    desk.reviews.append(LookReviewRow(2, "justified", NOON))
    said: list[tuple[int, int]] = []
    figures: Any = SimpleNamespace(unreviewed_looks=lambda *told: said.append(told))
    for after in (days, days + 1, days + 2):
        sample_figures(desk.of(MAJA, DAY + timedelta(days=after)), figures)
    assert said == [(2, 0), (2, 1), (2, 2)]


def test_a_review_of_no_look_is_of_nothing(desk: Desk) -> None:
    found = collect_review(desk.of(MAJA), "9", None, ReviewLook(9, "justified"))  # type: ignore[arg-type]  # not looked at
    assert found.facts == Facts(known=False)
    for wrong in ("x", "-1", "1" * 30, "\u0661"):
        with pytest.raises(NotFound):
            collect_review(desk.of(MAJA), wrong, None, None)  # type: ignore[arg-type]  # not looked at
