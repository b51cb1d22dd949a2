"""Personal values in a log: sealed for one place, read by who holds the key, `Erased` by others."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, TypeAlias
from uuid import UUID

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import replace

from shared.actor import Actor
from shared.eventlog.codec import CitizenErased, Codec
from shared.eventlog.envelope import Meta, Recorded
from shared.eventlog.event import Event
from shared.eventlog.marks import Marks, marks_of
from shared.eventlog.row import Row
from shared.messaging import envelope
from shared.privacy.cipher import SealBroken, decrypt, encrypt
from shared.privacy.kek import KekFile
from shared.privacy.key_store import MemoryKeyStore
from shared.privacy.keyring import Keyring
from shared.privacy.personal import (
    KEY_CLASSES,
    About,
    ContactData,
    EconomyData,
    Erased,
    HealthData,
)

ANNA = UUID("11111111-1111-4111-8111-111111111111")
BENT = UUID("22222222-2222-4222-8222-222222222222")
CARL = UUID("33333333-3333-4333-8333-333333333333")
MOMENT = datetime(2011, 6, 14, 15, tzinfo=UTC)
STREAM = "talk-0192"


class Step(Struct, frozen=True):
    """Part of a plan."""

    number: int
    aim: ContactData[str]


class Child(Struct, frozen=True):
    """Somebody with data of their own."""

    citizen: UUID
    illness: HealthData[str]


class Talked(Event, frozen=True, tag="sample.talked"):
    """Everything that can be marked, in every place where a mark can stand."""

    citizen: UUID
    topic: str
    note: ContactData[str]
    complaint: HealthData[str] | None = None
    weeks: HealthData[int] | None = None
    rent: EconomyData[int] | None = None
    plan: tuple[Step, ...] = ()
    children: tuple[Child, ...] = ()
    guardian: UUID | None = None
    guardian_phone: Annotated[ContactData[str], About("guardian")] | None = None


class Heard(Event, frozen=True, tag="sample.talked"):
    """The same fact as another service reads it."""

    citizen: UUID
    note: ContactData[str]


class Plain(Event, frozen=True, tag="sample.plain"):
    """Nothing personal."""

    citizen: UUID


WHOLE = Talked(
    citizen=ANNA,
    topic="spring",
    note="CLEAR-note",
    complaint="CLEAR-complaint",
    weeks=777123,
    rent=888456,
    plan=(Step(1, "CLEAR-one"), Step(2, "CLEAR-two")),
    children=(Child(BENT, "CLEAR-illness"),),
    guardian=CARL,
    guardian_phone="CLEAR-phone",
)
VALUES = (b"CLEAR", b"777123", b"888456")
LEFT = Talked(
    citizen=ANNA,
    topic="spring",
    note=Erased(),
    complaint=Erased(),
    weeks=Erased(),
    rent=Erased(),
    plan=(Step(1, Erased()), Step(2, Erased())),
    children=(Child(BENT, Erased()),),
    guardian=CARL,
    guardian_phone=Erased(),
)
Sample: TypeAlias = Talked | Plain


def meta_of(kind: Any = "person", event_id: int = 7, subjects: tuple[UUID, ...] = (ANNA,)) -> Meta:
    return Meta(
        event_id=UUID(int=event_id),
        occurred_at=MOMENT,
        effective_on=date(2011, 6, 14),
        actor=Actor("anna", kind=kind),
        correlation_id="c",
        subjects=subjects,
    )


def row_of(state: bytes, stream: str = STREAM, tag: str = "sample.talked") -> Row:
    return Row(
        position=7,
        epoch=1,
        previous=4,
        event_id=UUID(int=7),
        stream=stream,
        version=3,
        tag=tag,
        subjects=(ANNA,),
        effective_on=date(2011, 6, 14),
        recorded_at=MOMENT,
        state=state,
        previous_hash=b"",
    )


@pytest.fixture
def store() -> MemoryKeyStore:
    return MemoryKeyStore()


@pytest.fixture
def wrap(tmp_path: Path) -> KekFile:
    made = KekFile(tmp_path / "kek")
    made.create()
    return made


@pytest.fixture
def ring(store: MemoryKeyStore, wrap: KekFile) -> Keyring:
    return Keyring(store, wrap, KEY_CLASSES)


@pytest.fixture
def codec(ring: Keyring) -> Codec:
    return Codec(Sample, ring)


def opened(codec: Codec, state: bytes) -> Event:
    event: Event = codec.open(codec.read("sample", row_of(state))).event
    return event


def test_no_marked_value_stands_in_the_bytes_and_all_come_back(codec: Codec) -> None:
    state = codec.encode(WHOLE, meta_of(), STREAM)
    assert not [value for value in VALUES if value in state]
    assert opened(codec, state) == WHOLE


def test_without_the_key_the_fact_reads_as_after_an_erasure(codec: Codec) -> None:
    state = codec.encode(WHOLE, meta_of(), STREAM)
    for reader in (Codec(Sample), codec):
        assert reader.read("sample", row_of(state)).event == LEFT
    assert opened(Codec(Sample), state) == LEFT


def test_each_value_is_sealed_under_the_citizen_it_is_about(
    codec: Codec, store: MemoryKeyStore, ring: Keyring
) -> None:
    state = codec.encode(WHOLE, meta_of(), STREAM)
    assert set(store.keys) == {
        (ANNA, "contact"),
        (ANNA, "economy"),
        (ANNA, "health"),
        (BENT, "health"),
        (CARL, "contact"),
    }
    store.destroy(BENT)
    ring.refresh()
    assert opened(codec, state) == replace(WHOLE, children=(Child(BENT, Erased()),))
    store.destroy(ANNA)
    store.destroy(CARL)
    ring.refresh()
    assert opened(codec, state) == LEFT


def test_a_reader_opens_only_the_classes_and_fields_it_knows(
    codec: Codec, store: MemoryKeyStore, wrap: KekFile
) -> None:
    state = codec.encode(WHOLE, meta_of(), STREAM)
    only_contact = Codec(Talked, Keyring(store, wrap, ["contact"]))
    found = opened(only_contact, state)
    assert isinstance(found, Talked)
    assert (found.note, found.complaint, found.rent) == ("CLEAR-note", Erased(), Erased())
    assert opened(Codec(Heard, Keyring(store, wrap, ["contact"])), state) == Heard(
        ANNA, "CLEAR-note"
    )
    assert (
        opened(Codec(None, Keyring(store, wrap, KEY_CLASSES)), state)
        == Codec().read("sample", row_of(state)).event
    )


def test_what_was_written_in_clear_before_the_sealing_stays_readable(codec: Codec) -> None:
    old = Codec(Sample).encode(WHOLE, meta_of())
    assert b"CLEAR-note" in old
    assert b"sealed" not in old
    assert opened(codec, old) == WHOLE


class FixedKey:
    """Always the same key, as if it had been kept since the row below was written."""

    def seal(self, _citizen: UUID, _key_class: str, plain: bytes, place: bytes) -> bytes:
        return encrypt(bytes(range(32)), plain, place)

    def open(self, _citizen: UUID, _key_class: str, sealed: bytes, place: bytes) -> bytes:
        return decrypt(bytes(range(32)), sealed, place)

    def age(self) -> int:
        return 0


SEALED_LONG_AGO = (
    b'{"event":{"event":"sample.talked","citizen":"11111111-1111-4111-8111-111111111111",'
    b'"topic":"spring","note":{"erased":true},"complaint":null,"weeks":{"erased":true},"rent":null,'
    b'"plan":[],"children":[],"guardian":null,"guardian_phone":null},'
    b'"meta":{"event_id":"00000000-0000-0000-0000-000000000007",'
    b'"occurred_at":"2011-06-14T15:00:00Z","effective_on":"2011-06-14","actor":{"id":"anna"},'
    b'"correlation_id":"c","subjects":["11111111-1111-4111-8111-111111111111"]},'
    b'"sealed":[{"about":"11111111-1111-4111-8111-111111111111","key_class":"contact",'
    b'"fields":["note"],"box":"AaLNkz0DuwpXYhjsW4KFseD4/AM3hFv64ocfFaCMa0IQ5xgWChPnE+Y="},'
    b'{"about":"11111111-1111-4111-8111-111111111111","key_class":"health","fields":["weeks"],'
    b'"box":"ATJIvsA3StUInHgOdqV/DVEkBf8QsnqK91cNU+uxalmX"}]}'
)


def test_a_row_sealed_by_the_first_version_stays_readable_for_ever() -> None:
    long_ago = Talked(ANNA, "spring", "et notat", weeks=12)
    assert opened(Codec(Sample, FixedKey()), SEALED_LONG_AGO) == long_ago


def test_nothing_is_added_to_a_fact_without_personal_values(codec: Codec) -> None:
    plain = Plain(ANNA)
    assert codec.encode(plain, meta_of(), STREAM) == Codec(Sample).encode(plain, meta_of())
    assert not marks_of(Plain)


def test_a_box_opens_nowhere_but_in_its_own_place(codec: Codec) -> None:
    state = codec.encode(WHOLE, meta_of(), STREAM)
    stored = msgspec.json.decode(state)
    elsewhere = [
        row_of(state, stream="talk-0193"),
        row_of(_with_id(stored, 8)),
        row_of(_moved(stored, "note", "guardian_phone")),
        row_of(_as_class(stored, "contact", "economy")),
        row_of(_swapped(stored)),
    ]
    for row in elsewhere:
        with pytest.raises(SealBroken):
            codec.open(codec.read("sample", row))


def _with_id(stored: dict[str, Any], number: int) -> bytes:
    meta = {**stored["meta"], "event_id": str(UUID(int=number))}
    return msgspec.json.encode({**stored, "meta": meta})


def _moved(stored: dict[str, Any], field: str, to: str) -> bytes:
    boxes = [
        {**box, "fields": [to if each == field else each for each in box["fields"]]}
        for box in stored["sealed"]
    ]
    return msgspec.json.encode({**stored, "sealed": boxes})


def _as_class(stored: dict[str, Any], was: str, now: str) -> bytes:
    boxes = [
        {**box, "key_class": now if box["key_class"] == was else box["key_class"]}
        for box in stored["sealed"]
    ]
    return msgspec.json.encode({**stored, "sealed": boxes})


def _swapped(stored: dict[str, Any]) -> bytes:
    first, second, *rest = stored["sealed"]
    boxes = [{**first, "box": second["box"]}, {**second, "box": first["box"]}, *rest]
    return msgspec.json.encode({**stored, "sealed": boxes})


def test_what_travels_is_as_sealed_as_what_is_stored(codec: Codec) -> None:
    state = codec.encode(WHOLE, meta_of(), STREAM)
    message = envelope.write(envelope.urn("aarhus", "sample"), row_of(state))
    assert not [value for value in VALUES if value in message]
    assert msgspec.json.decode(message)["data"]["note"] == {"erased": True}
    _, row = envelope.read(message)
    assert row.state == state
    assert codec.open(codec.read("sample", row)).event == WHOLE


def test_a_person_writes_nothing_personal_about_an_erased_citizen_and_a_machine_goes_on(
    codec: Codec, store: MemoryKeyStore, ring: Keyring
) -> None:
    store.destroy(ANNA)
    ring.refresh()
    with pytest.raises(CitizenErased):
        codec.encode(WHOLE, meta_of(), STREAM)
    state = codec.encode(WHOLE, meta_of("machine"), STREAM)
    assert not [value for value in (b"CLEAR-note", b"777123") if value in state]
    found = opened(codec, state)
    assert isinstance(found, Talked)
    assert (found.note, found.children) == (Erased(), WHOLE.children)


def test_a_personal_value_about_nobody_is_not_written(codec: Codec) -> None:
    class Loose(Event, frozen=True, tag="sample.loose"):
        note: ContactData[str]

    with pytest.raises(ValueError, match="note of nobody"):
        Codec(Loose, codec.seals).encode(Loose("x"), meta_of(subjects=()), STREAM)
    with pytest.raises(ValueError, match="stands nowhere"):
        codec.encode(WHOLE, meta_of())


def test_a_mark_where_it_cannot_be_sealed_is_a_mistake_of_the_declaration() -> None:
    class Mapped(Struct, frozen=True):
        notes: dict[str, ContactData[str]]

    with pytest.raises(TypeError, match="cannot be sealed"):
        Marks(Mapped)


def test_an_erased_value_read_and_written_again_stays_erased(codec: Codec) -> None:
    state = codec.encode(LEFT, meta_of(), STREAM)
    assert b"box" not in state
    read: Recorded[Any] = codec.read("sample", row_of(state))
    assert (read.event, read.sealed) == (LEFT, ())
