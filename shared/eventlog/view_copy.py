"""A view's rows as the bytes that COPY takes in: no text is made here, and none is read there.

Each field is its length and then its value, in the form in which PostgreSQL sends it itself.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from struct import Struct
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec
from msgspec.structs import astuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from uuid import UUID

    Field: TypeAlias = Callable[[Any], bytes]

HEADER: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER: Final = b"\xff\xff"
_NULL: Final = b"\xff\xff\xff\xff"
_FIRST_DAY: Final = date(2000, 1, 1).toordinal()
_FIRST_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_TOGETHER: Final = 500
"""Rows in one piece; each piece is a journey to the server."""

_json = msgspec.json.Encoder()
_columns = Struct(">h").pack
_length = Struct(">i").pack
_number = Struct(">iq").pack
_day = Struct(">ii").pack
_array = Struct(">iiiiii").pack


def pieces(rows: Iterable[Any], kinds: Sequence[str]) -> Iterator[bytes]:
    """Turn rows into what COPY (FORMAT binary) reads; `kinds` are the SQL types by column."""
    fields = [_field(kind) for kind in kinds]
    start = _columns(len(fields))
    piece = [HEADER]
    for row in rows:
        piece.append(start)
        piece += [
            _NULL if value is None else field(value)
            for value, field in zip(astuple(row), fields, strict=True)
        ]
        if len(piece) > _TOGETHER * len(fields):
            yield b"".join(piece)
            piece = []
    piece.append(TRAILER)
    yield b"".join(piece)


def _field(kind: str) -> Field:
    if kind.endswith("[]"):
        return _list(kind.removesuffix("[]"))
    return _FIELDS[kind]


def _text(value: str) -> bytes:
    written = value.encode()
    return _length(len(written)) + written


def _bigint(value: int) -> bytes:
    return _number(8, value)


def _boolean(value: bool) -> bytes:  # noqa: FBT001 - a value like any other here
    return b"\0\0\0\1\1" if value else b"\0\0\0\1\0"


def _date(value: date) -> bytes:
    return _day(4, value.toordinal() - _FIRST_DAY)


def _timestamptz(value: datetime) -> bytes:
    return _number(8, (value - _FIRST_MOMENT) // _MICROSECOND)


def _uuid(value: UUID) -> bytes:
    return b"\0\0\0\x10" + value.bytes


def _jsonb(value: Any) -> bytes:
    written = _json.encode(value)
    return _length(len(written) + 1) + b"\1" + written


_FIELDS: Final[dict[str, Field]] = {
    "text": _text,
    "bigint": _bigint,
    "boolean": _boolean,
    "date": _date,
    "timestamptz": _timestamptz,
    "uuid": _uuid,
    "jsonb": _jsonb,
}
_NUMBERS: Final = {  # what PostgreSQL calls these types in an array, in every installation
    "text": 25,
    "bigint": 20,
    "boolean": 16,
    "date": 1082,
    "timestamptz": 1184,
    "uuid": 2950,
}


def _list(kind: str) -> Field:
    field, number = _FIELDS[kind], _NUMBERS[kind]
    empty = b"\0\0\0\x0c" + _length(0) + _length(0) + _length(number)

    def written(values: Sequence[Any]) -> bytes:
        if not values:
            return empty
        elements = b"".join(map(field, values))
        return _array(20 + len(elements), 1, 0, number, len(values), 1) + elements

    return written
