"""What reporting is told of a fact's fields: nobody, no words, no class of field."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from msgspec import Struct

from shared.access.key import AccessKey
from shared.access.reported import PLUMBING, Pseudonyms, Reported, ReportedRules, day_of
from shared.eventlog.event import Event
from shared.privacy.personal import Erased, HealthData

KEY = AccessKey(None)
MADE_UP = Pseudonyms(KEY.pseudonym)
CITIZEN = UUID("11111111-1111-4111-8111-111111111111")
WORDS = frozenset({"unit", "ground", "paths"})


class Line(Struct, frozen=True):
    about: UUID
    ground: str
    note: str


class Told(Event, frozen=True, tag="sample.told"):
    citizen: UUID
    others: tuple[UUID, ...]
    unit: str
    ground: str | None
    decided_by: str
    case: str
    letter: str
    on: date
    at: datetime
    days: int
    illness: HealthData[str]
    lines: tuple[Line, ...]
    input: dict[str, str | int | bool | None]
    anything: Any = None


class Missed(Event, frozen=True, tag="deadline.missed"):
    rule: str
    deadline: str


FACT = Told(
    citizen=CITIZEN,
    others=(CITIZEN,),
    unit=f"supplier:{CITIZEN}",
    ground=None,
    decided_by="anna",
    case=f"sample.plan-{CITIZEN}",
    letter="Anna Andersen, 2011/44",
    on=date(2011, 6, 14),
    at=datetime.fromisoformat("2011-06-14T22:30:15.250000Z"),
    days=3,
    illness="influenza",
    lines=(Line(CITIZEN, "late", "Ring til Anna"),),
    input={"days": 3, "who": "anna", "found": None},
    anything={"name": "Anna"},
)
REPORTED = Reported({"sample.told": Told}, {"deadline.missed": Missed}, WORDS, MADE_UP)


def told(fact: Event = FACT, tag: str = "sample.told") -> dict[str, Any]:
    return REPORTED.of(tag, msgspec.json.decode(msgspec.json.encode(fact)))


def test_a_citizen_is_a_made_up_one_wherever_named_and_the_same_in_the_answers_of_the_api() -> None:
    made_up = KEY.pseudonym(str(CITIZEN))
    assert made_up != str(CITIZEN)
    found = told()
    assert (found["citizen"], found["others"]) == (made_up, [made_up])
    assert found["case"] == f"sample.plan-{made_up}"
    assert found["lines"][0]["about"] == made_up
    assert found["unit"] == f"supplier:{made_up}"


def test_a_text_is_a_word_of_the_house_or_a_made_up_id() -> None:
    found = told()
    assert found["lines"][0]["ground"] == "late"
    assert found["decided_by"] == KEY.pseudonym("anna") == found["input"]["who"]
    assert found["letter"] == KEY.pseudonym("Anna Andersen, 2011/44")
    assert found["lines"][0]["note"] == KEY.pseudonym("Ring til Anna")


def test_numbers_days_and_what_is_missing_are_told() -> None:
    found = told()
    assert (found["days"], found["on"], found["ground"]) == (3, "2011-06-14", None)
    assert (found["input"]["days"], found["input"]["found"]) == (3, None)


def test_a_moment_is_its_day_in_copenhagen() -> None:
    assert told()["at"] == "2011-06-15T00:00:00Z"
    assert day_of("2011-12-14T22:59:59.999999Z") == "2011-12-14T00:00:00Z"
    assert day_of("2011-12-15T00:30:00+02:00") == "2011-12-14T00:00:00Z"


@pytest.mark.parametrize("value", ["influenza", Erased()])
def test_a_field_of_a_class_is_masked_whether_or_not_it_can_be_read(value: str | Erased) -> None:
    assert told(msgspec.structs.replace(FACT, illness=value))["illness"] == {"masked": "health"}


def test_what_nobody_declared_is_not_told() -> None:
    assert told()["anything"] is None
    assert REPORTED.of("sample.told", {"citizen": str(CITIZEN), "added": "Anna"}).keys() == {
        "event",
        "citizen",
    }
    assert REPORTED.of("sample.unheard_of", {"name": "Anna"}) == {"event": "sample.unheard_of"}


def test_words_of_the_plumbing_are_words_in_its_own_facts_only() -> None:
    found = told(Missed("interview.first@2011-01-01", "anna"), "deadline.missed")
    assert found["rule"] == "interview.first@2011-01-01"
    assert found["deadline"] == KEY.pseudonym("anna")
    assert "rule" in PLUMBING
    own = Reported({"deadline.missed": Missed}, {}, frozenset(), MADE_UP)
    assert own.of("deadline.missed", {"rule": "x"})["rule"] == KEY.pseudonym("x")


def test_a_stream_keeps_its_case_type_and_joins_with_the_case_named_elsewhere() -> None:
    assert MADE_UP.stream(f"plan-{CITIZEN}") == f"plan-{KEY.pseudonym(str(CITIZEN))}"
    assert MADE_UP.stream("work_desk-anna") == f"work_desk-{KEY.pseudonym('anna')}"
    sheet = f"sheet-{CITIZEN}-2011-W24"
    assert str(CITIZEN) not in MADE_UP.stream(sheet)


def test_a_word_that_is_no_field_is_named() -> None:
    assert ReportedRules(frozenset({"note", "nothing"})).unknown([Told]) == ["nothing"]


def test_without_the_key_a_made_up_id_says_nothing() -> None:
    other = uuid4()
    assert KEY.pseudonym(str(other)) != AccessKey(None).pseudonym(str(other))
    assert UUID(KEY.pseudonym(str(other))).version == 4
