"""Every way we know in which a superuser can change a log; each says the first bad position."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]

COLUMNS = {
    "epoch": "epoch + 1",
    "previous": "previous + 1",
    "event_id": "gen_random_uuid()",
    "stream": "stream || 'x'",
    "version": "version + 1000",
    "tag": "tag || 'x'",
    "subjects": "array_append(subjects, gen_random_uuid())",
    "effective_on": "effective_on + 1",
    "recorded_at": "recorded_at + interval '1 microsecond'",
    "state": "set_byte(state, 3, (get_byte(state, 3) + 1) % 256)",
    "previous_hash": "sha256(previous_hash)",
}
UNREADABLE = {
    "effective_on": "'infinity'",
    "recorded_at": "'-infinity'",
    "state": "'\\xff00'",
    "tag": "''",
    "subjects": "ARRAY[NULL]::uuid[]",
    "previous_hash": "'\\x00'",
    "version": "2147483647",
}
_COLUMNS = (
    "position epoch previous event_id stream version tag subjects "
    "effective_on recorded_at state previous_hash"
)
NULLABLE = ("previous", "stream", "tag", "subjects", "effective_on", "recorded_at", "state")


def edit(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Change one column of one fact."""
    column = rng.choice(sorted(COLUMNS))
    conn.execute(f"UPDATE events SET {column} = {COLUMNS[column]} WHERE position = {at}")
    return at


def spoil(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Make a fact unreadable."""
    column = rng.choice(sorted(UNREADABLE))
    conn.execute(f"UPDATE events SET {column} = {UNREADABLE[column]} WHERE position = {at}")
    return at


def empty(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Take a value away from a fact, and the rule that it must have one."""
    column = rng.choice(NULLABLE)
    conn.execute(f"ALTER TABLE events ALTER {column} DROP NOT NULL")
    conn.execute(f"UPDATE events SET {column} = NULL WHERE position = {at}")
    return at


def delete(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Take a fact out."""
    conn.execute(f"DELETE FROM events WHERE position = {at}")
    return at


def swap_places(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Let two facts change places."""
    other = _other(conn, at, rng, upto)
    for old, new in ((at, -1), (other, at), (-1, other)):
        conn.execute(f"UPDATE events SET position = {new} WHERE position = {old}")
    return min(at, other)


def swap_contents(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Let two facts change what they say and keep their places."""
    other = _other(conn, at, rng, upto)
    conn.execute(
        "UPDATE events e SET state = o.state FROM events o "
        f"WHERE (e.position, o.position) IN (({at}, {other}), ({other}, {at}))"
    )
    return min(at, other)


def cut(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Cut the log from a fact on."""
    conn.execute(f"DELETE FROM events WHERE position >= {at}")
    return at


def rewrite(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Change a fact and forge the chain behind it, so that it is whole again."""
    edit_state(conn, at)
    _forge(conn, at)
    return at


def delete_and_forge(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Take a fact out and forge the chain behind it."""
    delete(conn, at, rng, upto)
    _forge(conn, at)
    return at


def cut_and_grow(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Cut the log and let it grow again by its own means, longer than before."""
    kept = conn.execute(f"SELECT * FROM events WHERE position >= {at} ORDER BY 1").fetchall()
    cut(conn, at, rng, upto)
    for row in kept:
        conn.execute(
            "INSERT INTO events SELECT * FROM json_populate_record(NULL::events, %s)",
            (_as_json(row),),
        )
    conn.execute(f"UPDATE events SET event_id = gen_random_uuid() WHERE position >= {at}")
    _forge(conn, at - 1)
    return at


def put_in(conn: Connection, at: int, rng: Random, upto: int) -> int:
    """Put a fact where the log left a number out, and forge the chain behind it."""
    gap = conn.execute(
        "SELECT e.position + 1 FROM events e WHERE position < %s AND NOT EXISTS "
        "(SELECT FROM events o WHERE o.position = e.position + 1) LIMIT 1",
        (upto,),
    ).fetchone()
    assert gap is not None, "the sample has such a number"
    conn.execute(
        "INSERT INTO events SELECT %s, epoch, previous, gen_random_uuid(), 'forged', 1, tag, "
        "subjects, effective_on, recorded_at, state, previous_hash FROM events "
        "WHERE position = %s",
        (gap[0], gap[0] - 1),
    )
    _forge(conn, gap[0] - 1)
    return int(gap[0])


WAYS: tuple[Callable[[Connection, int, Random, int], int], ...] = (
    edit,
    spoil,
    empty,
    delete,
    swap_places,
    swap_contents,
    cut,
    rewrite,
    delete_and_forge,
    cut_and_grow,
    put_in,
)


def edit_state(conn: Connection, at: int) -> None:
    conn.execute(f"UPDATE events SET state = {COLUMNS['state']} WHERE position = {at}")


def _other(conn: Connection, at: int, rng: Random, upto: int) -> int:
    places = conn.execute(
        "SELECT position FROM events WHERE position <= %s AND position <> %s", (upto, at)
    ).fetchall()
    return int(rng.choice(places)[0])


def _as_json(row: tuple[Any, ...]) -> str:
    names = _COLUMNS.split()
    cells = (f'"{name}": {_cell(value)}' for name, value in zip(names, row, strict=True))
    return "{" + ", ".join(cells) + "}"


def _cell(value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    if isinstance(value, list):
        return "[" + ", ".join(f'"{each}"' for each in value) + "]"
    return f'"{value}"'


def _forge(conn: Connection, after: int) -> None:
    """Write place and hash of the fact before anew into every fact behind a position."""
    conn.execute(
        f"""
        DO $$ DECLARE fact events; before events; BEGIN
            SELECT * INTO before FROM events WHERE position <= {after} ORDER BY 1 DESC LIMIT 1;
            FOR fact IN SELECT * FROM events WHERE position > {after} ORDER BY 1 LOOP
                UPDATE events SET previous = coalesce(before.position, 0),
                    previous_hash = CASE WHEN before.position IS NULL THEN '\\x'::bytea
                                         ELSE row_hash(before) END
                WHERE position = fact.position RETURNING * INTO before;
            END LOOP;
        END $$"""
    )
