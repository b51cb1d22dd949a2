"""One fact as it is written down for one citizen."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from shared.actor import Actor
from shared.casework.citizen_file import WITHHELD, filed
from shared.eventlog.envelope import Basis, Meta, Recorded, Statement
from shared.eventlog.event import Event
from shared.period import Period
from shared.privacy.personal import ContactData, Erased, HealthData

EVA, KIM = UUID(int=1), UUID(int=2)
MOMENT = datetime(2011, 6, 1, tzinfo=UTC)
MAY = Period(date(2011, 5, 1), date(2011, 6, 1))


class Part(Struct, frozen=True):
    """What was said about one who took part."""

    citizen: UUID
    note: ContactData[str]


class TalkHeld(Event, frozen=True, tag="made_up.talk_held"):
    """A talk with several citizens."""

    room: str
    parts: tuple[Part, ...]
    illness: HealthData[str | None] = None
    helper: UUID | None = None


def fact(event: Event, *subjects: UUID) -> Recorded[Any]:
    said = tuple(Statement(each, "employment", MAY) for each in (EVA, KIM))
    actor = Actor(id="anna", unit="jobcenter")
    meta = Meta(
        UUID(int=9), MOMENT, date(2011, 6, 1), actor, "test", subjects, basis=Basis((), said)
    )
    return Recorded("x", 1, 7, 6, "talk-1", 1, "made_up.talk_held", MOMENT, event, meta)


BOTH = TalkHeld("2", (Part(EVA, "kom til tiden"), Part(KIM, "kom for sent")), "hovedpine", KIM)


def test_each_value_stands_under_its_class_and_its_place_is_marked() -> None:
    found = filed(fact(TalkHeld("2", (Part(EVA, "kom til tiden"),), "hovedpine"), EVA), EVA)
    assert found.contact == {"parts.0.note": "kom til tiden"}
    assert found.health == {"illness": "hovedpine"}
    assert found.told["parts"] == [{"citizen": str(EVA), "note": {"see": "contact"}}]
    assert found.told["illness"] == {"see": "health"}
    assert (found.told["room"], found.case, found.position) == ("2", "talk-1", 7)


def test_nothing_of_another_citizen_is_written_down() -> None:
    found = filed(fact(BOTH, EVA, KIM), EVA)
    assert found.contact == {"parts.0.note": "kom til tiden"}
    assert found.told["parts"][1] == WITHHELD
    assert found.told["helper"] == WITHHELD
    assert "for sent" not in repr(found)
    assert str(KIM) not in repr(found)
    assert [each.subject for each in found.relied_on] == [EVA]


def test_what_is_only_named_in_a_fact_about_another_shows_no_more_than_that() -> None:
    """The illness is about the fact's own citizen, Eva; Kim was the one who helped."""
    found = filed(fact(BOTH, EVA), KIM)
    assert found.health == {}
    assert found.told["illness"] == WITHHELD
    assert found.told["helper"] == str(KIM)
    assert found.contact == {"parts.1.note": "kom for sent"}
    assert found.case == "talk"
    assert str(EVA) not in repr(found)


def test_what_was_erased_says_so() -> None:
    found = filed(fact(TalkHeld("2", (), Erased()), EVA), EVA)
    assert found.told["illness"] == {"erased": True}
    assert found.health == {}


def test_of_staff_only_unit_and_authority_are_told() -> None:
    found = filed(fact(BOTH, EVA), EVA)
    assert (found.unit, found.authority, found.by) == ("jobcenter", "municipal", "person")
    assert "anna" not in repr(found)
