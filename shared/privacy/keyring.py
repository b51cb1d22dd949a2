"""A service's key ring: seals and opens personal values with the citizen's own key of their class.

Keys are kept for a while, since unwrapping one costs a question to the database. What is kept is
bounded in number and in time, and goes when a citizen is erased: before a key is used the list of
the erased is looked at, if the last look is two seconds old. If it cannot be looked at, nothing is
opened.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple

from shared.privacy.cipher import decrypt, encrypt, new_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from shared.privacy.kek import KeyWrap
    from shared.privacy.key_store import KeyStore
    from shared.privacy.personal import KeyClass

KEPT: Final = 10_000
KEPT_SECONDS: Final = 300.0
FRESH_SECONDS: Final = 2.0


class ClassNotHeld(RuntimeError):  # noqa: N818 - it says what the service lacks
    """The service wrote a personal value of a class it has no keys for: a mistake in its code."""


class _Kept(NamedTuple):
    """A key, or the knowledge that it is gone, and until when that is believed."""

    key: bytes | None
    until: float


class Keyring:
    """The keys of the classes that one service holds."""

    def __init__(
        self,
        store: KeyStore,
        wrap: KeyWrap,
        classes: Iterable[KeyClass],
        *,
        most: int = KEPT,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Hold `classes`; keep at most `most` keys."""
        self._store = store
        self._wrap = wrap
        self._classes = frozenset(classes)
        self._most = most
        self._now = now
        self._kept: OrderedDict[tuple[UUID, KeyClass], _Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._erased = 0

    def seal(self, citizen: UUID, key_class: KeyClass, plain: bytes, place: bytes) -> bytes | None:
        """Seal a value about a citizen for its place; None when the citizen is erased."""
        if key_class not in self._classes:
            raise ClassNotHeld(key_class)
        key = self._key(citizen, key_class, self._held)
        return None if key is None else encrypt(key, plain, place)

    def open(self, citizen: UUID, key_class: KeyClass, sealed: bytes, place: bytes) -> bytes | None:
        """Open a value; None when the key is gone, or is none of this service's business."""
        if key_class not in self._classes:
            return None
        key = self._key(citizen, key_class, self._got)
        return None if key is None else decrypt(key, sealed, place)

    def age(self) -> int:
        """Return how many erasures are known; what was folded under a lower age is thrown away."""
        if self._now() - self._looked_at > FRESH_SECONDS:
            self.refresh()
        return self._erased

    def refresh(self) -> None:
        """Forget the keys of those who were erased since the last look."""
        looked_at = self._now()
        if not self._classes:  # it has no keys to forget, and may not ask
            return
        news = self._store.erased_after(self._erased)
        gone = {citizen for _, citizen in news}
        with self._lock:
            for name in [each for each in self._kept if each[0] in gone]:
                del self._kept[name]
            self._erased = max((number for number, _ in news), default=self._erased)
            self._looked_at = looked_at

    def kept(self) -> int:
        """Return how many keys are kept now."""
        return len(self._kept)

    def _key(
        self,
        citizen: UUID,
        key_class: KeyClass,
        ask: Callable[[UUID, KeyClass], bytes | None],
    ) -> bytes | None:
        age, name = self.age(), (citizen, key_class)
        kept = self._kept.get(name)
        if kept is not None and kept.until > self._now():
            return kept.key
        key = ask(citizen, key_class)
        with self._lock:
            if age == self._erased:
                self._kept[name] = _Kept(key, self._now() + KEPT_SECONDS)
                self._kept.move_to_end(name)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return key

    def _held(self, citizen: UUID, key_class: KeyClass) -> bytes | None:
        place = _place(citizen, key_class)
        found = self._store.get(citizen, key_class)
        if found is None:
            found = self._store.hold(citizen, key_class, self._wrap.wrap(new_key(), place))
        return None if found is None else self._wrap.unwrap(found, place)

    def _got(self, citizen: UUID, key_class: KeyClass) -> bytes | None:
        found = self._store.get(citizen, key_class)
        return None if found is None else self._wrap.unwrap(found, _place(citizen, key_class))


def _place(citizen: UUID, key_class: KeyClass) -> str:
    return f"{citizen}|{key_class}"
