"""Between a fact and its bytes; the bytes are written once.

Personal values are sealed with the citizen's own keys (`shared.privacy.keyring`) and lie beside the
fact; in their place stands `Erased`. `read` gives the fact as anybody may read it; `open` adds what
the reader holds keys for. Rows from before the sealing have their values in place and are read too.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar, get_args
from uuid import UUID

import msgspec
from msgspec.structs import replace

from shared.eventlog.envelope import Meta, Recorded, Sealed
from shared.eventlog.event import Event, tag_of
from shared.eventlog.marks import Taken, marks_of
from shared.eventlog.row import Row
from shared.privacy.personal import KeyClass

E = TypeVar("E", bound=Event)


class Unread(Event, frozen=True, tag="unread"):
    """A fact this reader has no struct for: its name and its fields as they came."""

    name: str
    data: dict[str, Any]


def fields_of(event: Event) -> Mapping[str, Any]:
    """Return a fact's fields, whether or not its reader has a struct for it."""
    return event.data if isinstance(event, Unread) else msgspec.structs.asdict(event)


class _Stored(msgspec.Struct, Generic[E], frozen=True, omit_defaults=True):
    event: E
    meta: Meta
    sealed: tuple[Sealed, ...] = ()


class _Foreign(msgspec.Struct, frozen=True):
    event: dict[str, Any]
    meta: Meta
    sealed: tuple[Sealed, ...] = ()


class Seals(Protocol):
    """Whoever seals and opens personal values: the service's key ring."""

    def seal(self, citizen: UUID, key_class: KeyClass, plain: bytes, place: bytes) -> bytes | None:
        """Seal a value for its place; None when the citizen is erased."""
        ...

    def open(self, citizen: UUID, key_class: KeyClass, sealed: bytes, place: bytes) -> bytes | None:
        """Open a value; None when the key is gone, or is none of this reader's business."""
        ...

    def age(self) -> int:
        """Return how many erasures are known; what was opened under a lower age is thrown away."""
        ...


class CitizenErased(Exception):  # noqa: N818 - an answer about whom a fact would tell something
    """Somebody would write down something personal about a citizen who is erased."""


_json = msgspec.json.Encoder()
_values = msgspec.json.Decoder(list[msgspec.Raw])


class Codec:
    """Reads and writes the facts of one union; what lies outside it is read as `Unread`."""

    def __init__(self, events: Any = None, seals: Seals | None = None) -> None:
        """Take a union of event types, one event type, or None (everything is `Unread`).

        Without `seals` nothing is sealed or opened: for the forms of facts, not for a log in use.
        """
        types = () if events is None else (get_args(events) or (events,))
        self.types: dict[str, type[Event]] = {tag_of(each): each for each in types}
        if len(self.types) != len(types):
            msg = "two facts share a name"
            raise ValueError(msg)
        self.seals = seals
        self._decoders = {
            tag: msgspec.json.Decoder(_Stored[each])  # type: ignore[valid-type]  # runtime union
            for tag, each in self.types.items()
        }
        self._foreign = msgspec.json.Decoder(_Foreign)

    def encode(self, event: Event, meta: Meta, stream: str = "") -> bytes:
        """Write a fact of a stream and its metadata in the bytes they will keep.

        What a person says about somebody who is erased is refused (`CitizenErased`);
        a machine goes on, and the personal part of what it says is not kept.
        """
        if self.seals is None:
            return _json.encode(_Stored(event, meta))
        about = meta.subjects[0] if meta.subjects else None
        left, taken = marks_of(type(event)).take_out(event, about)
        sealed = self._sealed(taken, meta, stream, tag_of(event)) if taken else ()
        return _json.encode(_Stored(left, meta, sealed))

    def read(self, source: str, row: Row) -> Recorded[Any]:
        """Read a stored fact of `source`; what is sealed stays so."""
        event: Event
        decoder = self._decoders.get(row.tag)
        if decoder is None:
            foreign = self._foreign.decode(row.state)
            foreign.event.pop("event", None)
            event, meta, sealed = Unread(row.tag, foreign.event), foreign.meta, foreign.sealed
        else:
            stored = decoder.decode(row.state)
            event, meta, sealed = stored.event, stored.meta, stored.sealed
        return Recorded(
            source=source,
            epoch=row.epoch,
            position=row.position,
            previous=row.previous,
            stream=row.stream,
            version=row.version,
            tag=row.tag,
            recorded_at=row.recorded_at,
            event=event,
            meta=meta,
            sealed=sealed,
        )

    def open(self, recorded: Recorded[Any]) -> Recorded[Any]:
        """Put those personal values in place for which this reader holds the keys."""
        if self.seals is None or not recorded.sealed:
            return recorded
        event: Event = recorded.event
        marks = marks_of(type(event))
        for each in recorded.sealed:
            if not any(marks.knows(path) for path in each.fields):
                continue
            place = _place(recorded.meta, recorded.stream, recorded.tag, each)
            plain = self.seals.open(each.about, each.key_class, each.box, place)
            if plain is None:
                continue
            for path, value in zip(each.fields, _values.decode(plain), strict=True):
                event = marks.put_back(event, path, value) if marks.knows(path) else event
        return replace(recorded, event=event, sealed=())

    def _sealed(
        self, taken: Sequence[Taken], meta: Meta, stream: str, tag: str
    ) -> tuple[Sealed, ...]:
        """Seal what belongs to one citizen and class in one box."""
        assert self.seals is not None  # noqa: S101 - nothing is taken out without seals
        sealed = []
        for (about, key_class), group in groupby(sorted(taken, key=_whose), key=_whose):
            values = list(group)
            fields = tuple(each.path for each in values)
            if about == _NOBODY or not stream:
                msg = f"{tag} says {', '.join(fields)} of nobody, or stands nowhere"
                raise ValueError(msg)
            empty = Sealed(UUID(about), key_class, fields, b"")
            plain = _json.encode([each.value for each in values])
            place = _place(meta, stream, tag, empty)
            box = self.seals.seal(empty.about, key_class, plain, place)
            if box is not None:
                sealed.append(replace(empty, box=box))
            elif meta.actor.kind == "person":
                raise CitizenErased
        return tuple(sealed)


_NOBODY = ""


def _whose(taken: Taken) -> tuple[str, KeyClass]:
    return _NOBODY if taken.about is None else str(taken.about), taken.key_class


def _place(meta: Meta, stream: str, tag: str, sealed: Sealed) -> bytes:
    """Name the one place where a box opens; these bytes stay so for ever."""
    return _json.encode(
        ("1", meta.event_id, stream, tag, sealed.about, sealed.key_class, sealed.fields)
    )
