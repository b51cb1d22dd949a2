"""A bare INSERT behind FastAPI, uvicorn (uvloop, httptools) and psycopg: no rules, no log."""

import datetime as dt
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from psycopg_pool import AsyncConnectionPool
from pydantic import BaseModel

INSERT = """
INSERT INTO registrations (citizen, benefit_basis, target_group, age, authority, channel, body)
VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
pool = AsyncConnectionPool(
    os.environ["PEER_DATABASE"], min_size=8, max_size=8, open=False, kwargs={"autocommit": True}
)


class Registration(BaseModel):
    """What is stored, checked as our own order is."""

    citizen: uuid.UUID
    benefit_basis: str
    target_group: str
    age: int
    authority: str = "municipal"
    channel: str = "reception"
    on: dt.date | None = None


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """Open the pool for as long as the application runs."""
    async with pool:
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/readyz")
async def ready() -> dict[str, str]:
    """Say that it answers."""
    return {"status": "ready"}


@app.post("/registrations", status_code=201)
async def register(told: Registration) -> dict[str, int]:
    """Store one row and return its number."""
    values = (
        told.citizen,
        told.benefit_basis,
        told.target_group,
        told.age,
        told.authority,
        told.channel,
        told.model_dump_json(),
    )
    async with pool.connection() as conn:
        cursor = await conn.execute(INSERT, values)
        row = await cursor.fetchone()
    return {"id": row[0] if row else 0}
