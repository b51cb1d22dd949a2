"""Changes the key that wraps the citizens' keys: a new KEK, and every key wrapped by it.

Run by the owner of the database while the house works. The citizens' keys stay the same, so no fact
is touched. The old KEK stays in the file until nothing names it; once it is gone, copies of the key
table from before open nothing any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.privacy.kek import Wrapped

if TYPE_CHECKING:
    from typing import Any

    import psycopg

    from shared.privacy.kek import KeyWrap

_AT_ONCE: Final = 500
_TAKE = """
SELECT citizen, key_class, kek, wrapped FROM keys.data_keys
WHERE kek <> %s ORDER BY citizen, key_class LIMIT %s FOR UPDATE
"""
_PUT = "UPDATE keys.data_keys SET kek = %s, wrapped = %s WHERE citizen = %s AND key_class = %s"


def rewrap(conn: psycopg.Connection[tuple[Any, ...]], wrap: KeyWrap) -> int:
    """Wrap every key by the current KEK, some at a time; return how many were changed."""
    changed = 0
    current = wrap.current()
    while rows := _some(conn, wrap, current):
        changed += rows
    return changed


def unused(conn: psycopg.Connection[tuple[Any, ...]], keks: tuple[str, ...]) -> set[str]:
    """Return those KEKs that no key names."""
    return set(keks) - wrapped_by(conn).keys()


def wrapped_by(conn: psycopg.Connection[tuple[Any, ...]]) -> dict[str, int]:
    """Return how many keys each KEK wraps; one that wraps none is not named."""
    asked = "SELECT kek, count(*) FROM keys.data_keys GROUP BY kek"
    return {row[0]: row[1] for row in conn.execute(asked)}


def _some(conn: psycopg.Connection[tuple[Any, ...]], wrap: KeyWrap, current: str) -> int:
    with conn.transaction(), conn.cursor() as cursor:
        rows = cursor.execute(_TAKE, (current, _AT_ONCE)).fetchall()
        anew = []
        for citizen, key_class, kek, wrapped in rows:
            place = f"{citizen}|{key_class}"
            new = wrap.wrap(wrap.unwrap(Wrapped(kek, wrapped), place), place)
            anew.append((new.kek, new.body, citizen, key_class))
        if anew:
            cursor.executemany(_PUT, anew)
    return len(rows)
