"""A bare INSERT behind Flask, gunicorn with threads and psycopg: no rules, no log, no bus."""

import json
import os
import uuid
from typing import Any

from flask import Flask, request
from psycopg_pool import ConnectionPool

INSERT = """
INSERT INTO registrations (citizen, benefit_basis, target_group, age, authority, channel, body)
VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
pool = ConnectionPool(
    os.environ["PEER_DATABASE"], min_size=8, max_size=8, open=True, kwargs={"autocommit": True}
)
app = Flask(__name__)


@app.get("/readyz")
def ready() -> dict[str, str]:
    """Say that it answers."""
    return {"status": "ready"}


@app.post("/registrations")
def register() -> tuple[dict[str, int], int]:
    """Store one row and return its number."""
    told: dict[str, Any] = request.get_json()
    values = (
        uuid.UUID(told["citizen"]),
        str(told["benefit_basis"]),
        str(told["target_group"]),
        int(told["age"]),
        str(told.get("authority", "municipal")),
        str(told.get("channel", "reception")),
        json.dumps(told),
    )
    with pool.connection() as conn:
        row = conn.execute(INSERT, values).fetchone()
    return {"id": row[0] if row else 0}, 201
