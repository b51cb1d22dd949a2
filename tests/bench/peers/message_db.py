"""message-db's own SQL, fetched when the harness runs and never kept in this repository."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from typing import TYPE_CHECKING

import psycopg

from tests.bench.limits import STATE_BYTES, pgbench

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.ground import Ground

PACKAGE = "@eventide/message-db@1.3.1"
_ORDER = (
    # Its extension only brings gen_random_uuid, which the server itself has since version 13.
    *("roles", "schema", "tables/messages", "types/message"),
    *("functions/message-store-version", "functions/hash-64", "functions/acquire-lock"),
    *("functions/category", "functions/is-category", "functions/id", "functions/cardinal-id"),
    *("functions/stream-version", "functions/write-message", "indexes"),
)
_WRITE = (
    "SELECT message_store.write_message(gen_random_uuid()::varchar, "
    "'bench-' || gen_random_uuid(), 'Happened', "
    f"jsonb_build_object('text', repeat('x', {STATE_BYTES})), NULL, NULL);\n"
)


class MessageDb:
    """write_message, called by pgbench."""

    def __init__(self, ground: Ground) -> None:
        """Fetch the SQL and install it; raises when that cannot be done."""
        folder = ground.room("message_db")
        self._url = ground.database("message_db")
        self._seconds = ground.pace.seconds
        with psycopg.connect(self._url, autocommit=True) as conn:
            conn.execute("SET search_path = message_store, public")
            for text in _statements(_fetched(folder)):
                conn.execute(text.encode())
            name = conn.execute("SELECT current_database()").fetchone()
            path = f'ALTER DATABASE "{name[0] if name else ""}" SET search_path = message_store'
            conn.execute(f"{path}, public".encode())
        self._script = folder / "write.sql"
        self._script.write_text(_WRITE)

    def run(self, clients: int) -> dict[str, float]:
        """Return messages written a second."""
        speed = pgbench(self._url, self._script, clients, self._seconds)
        return {f"append.message_db.{clients}": speed}


def _fetched(folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not here to fetch its SQL")
    done = subprocess.run(
        [npm, "pack", PACKAGE], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        raise FileNotFoundError("its SQL could not be fetched")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package" / "database"


def _statements(database: Path) -> list[str]:
    paths = [
        path
        for part in _ORDER
        for path in (
            [database / f"{part}.sql"] if "/" in part else sorted((database / part).glob("*.sql"))
        )
    ]
    return [path.read_text(encoding="utf-8") for path in paths]
