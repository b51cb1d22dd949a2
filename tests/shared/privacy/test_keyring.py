"""The key ring: one key for each citizen and class, kept for a while, gone for good."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from shared.privacy.cipher import SealBroken
from shared.privacy.kek import KekFile
from shared.privacy.key_store import MemoryKeyStore
from shared.privacy.keyring import FRESH_SECONDS, KEPT_SECONDS, ClassNotHeld, Keyring
from shared.privacy.personal import KEY_CLASSES, KeyClass

ANNA, BENT = uuid4(), uuid4()
PLACE = b"here"


class Time:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.moment = 0.0

    def __call__(self) -> float:
        return self.moment


class CountingStore(MemoryKeyStore):
    """Counts how often it is asked for a key."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def get(self, citizen: UUID, key_class: KeyClass) -> object:  # type: ignore[override]  # passes on what it counts
        self.asked += 1
        return super().get(citizen, key_class)


@pytest.fixture
def store() -> CountingStore:
    return CountingStore()


@pytest.fixture
def now() -> Time:
    return Time()


@pytest.fixture
def wrap(tmp_path: Path) -> KekFile:
    made = KekFile(tmp_path / "kek")
    made.create()
    return made


@pytest.fixture
def ring(store: CountingStore, wrap: KekFile, now: Time) -> Keyring:
    return Keyring(store, wrap, KEY_CLASSES, most=3, now=now)


def sealed(ring: Keyring, citizen: UUID = ANNA, key_class: KeyClass = "health") -> bytes:
    box = ring.seal(citizen, key_class, b"broken leg", PLACE)
    assert box is not None
    assert b"leg" not in box
    return box


def test_what_was_sealed_opens_in_its_place_with_the_citizens_key_of_its_class(
    ring: Keyring, store: CountingStore, wrap: KekFile
) -> None:
    box = sealed(ring)
    assert ring.open(ANNA, "health", box, PLACE) == b"broken leg"
    assert Keyring(store, wrap, KEY_CLASSES).open(ANNA, "health", box, PLACE) == b"broken leg"
    sealed(ring, ANNA, "contact")
    sealed(ring, BENT)
    assert len(store.keys) == 3
    for whose, of in ((ANNA, "contact"), (BENT, "health")):
        with pytest.raises(SealBroken):
            ring.open(whose, of, box, PLACE)
    with pytest.raises(SealBroken):
        ring.open(ANNA, "health", box, b"there")


def test_the_same_value_never_looks_the_same_twice(ring: Keyring) -> None:
    assert sealed(ring) != sealed(ring)


def test_a_service_opens_only_the_classes_it_holds_and_writes_no_other(
    store: CountingStore, wrap: KekFile, ring: Keyring
) -> None:
    box, poorer = sealed(ring), Keyring(store, wrap, ["contact"])
    assert poorer.open(ANNA, "health", box, PLACE) is None
    with pytest.raises(ClassNotHeld):
        poorer.seal(ANNA, "health", b"x", PLACE)


def test_a_key_is_asked_for_once_in_five_minutes(
    ring: Keyring, store: CountingStore, now: Time
) -> None:
    box = sealed(ring)
    store.asked = 0
    for _ in range(10):
        ring.open(ANNA, "health", box, PLACE)
    assert store.asked == 0
    now.moment = KEPT_SECONDS + 1
    ring.open(ANNA, "health", box, PLACE)
    assert store.asked == 1


def test_no_more_keys_are_kept_than_allowed_and_the_oldest_goes_first(
    ring: Keyring, store: CountingStore
) -> None:
    boxes = {citizen: sealed(ring, citizen) for citizen in (uuid4() for _ in range(5))}
    assert ring.kept() == 3
    store.asked = 0
    for citizen, box in list(boxes.items())[2:]:
        assert ring.open(citizen, "health", box, PLACE) == b"broken leg"
    assert store.asked == 0


def test_an_erased_citizens_values_are_gone_two_seconds_later_in_every_process(
    ring: Keyring, store: CountingStore, now: Time
) -> None:
    box, others, age = sealed(ring), sealed(ring, BENT), ring.age()
    store.destroy(ANNA)
    now.moment = FRESH_SECONDS + 0.1
    assert ring.open(ANNA, "health", box, PLACE) is None
    assert ring.age() == age + 1
    assert ring.open(BENT, "health", others, PLACE) == b"broken leg"


def test_nothing_new_is_sealed_about_an_erased_citizen(ring: Keyring, store: CountingStore) -> None:
    store.destroy(ANNA)
    ring.refresh()
    assert ring.seal(ANNA, "health", b"x", PLACE) is None
    assert store.keys == {}


def test_that_a_key_is_gone_is_remembered_too(ring: Keyring, store: CountingStore) -> None:
    box = sealed(ring)
    store.destroy(ANNA)
    ring.refresh()
    assert ring.open(ANNA, "health", box, PLACE) is None
    store.asked = 0
    assert ring.open(ANNA, "health", box, PLACE) is None
    assert store.asked == 0


def test_when_the_list_of_the_erased_cannot_be_seen_nothing_is_opened(
    ring: Keyring, store: CountingStore, now: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = sealed(ring)

    def down(_number: int) -> list[tuple[int, UUID]]:
        raise ConnectionError

    monkeypatch.setattr(store, "erased_after", down)
    assert ring.open(ANNA, "health", box, PLACE) == b"broken leg"
    now.moment = FRESH_SECONDS + 0.1
    with pytest.raises(ConnectionError):
        ring.open(ANNA, "health", box, PLACE)


def test_two_processes_that_make_a_key_at_once_come_to_the_same(
    store: CountingStore, wrap: KekFile
) -> None:
    one, other = Keyring(store, wrap, KEY_CLASSES), Keyring(store, wrap, KEY_CLASSES)
    mine, theirs = sealed(one), sealed(other)
    assert one.open(ANNA, "health", theirs, PLACE) == other.open(ANNA, "health", mine, PLACE)
