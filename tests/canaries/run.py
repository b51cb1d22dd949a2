"""Sends canaries through a real house: every API, its feeds, its errors. A process of its own.

Its standard error is the house's log. What must be clean is written into the folder `out`.
    python -m tests.canaries.run DATABASE_URL DATA OUT HOW_MANY
"""

from __future__ import annotations

import os

os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")

import sys
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import msgspec
from falcon import testing

from shared.access.pace import Pace
from shared.casework.settings import SERVICES
from shared.eventlog.envelope import Cursor
from shared.http import paths
from shared.http.ops import build_ops
from shared.messaging import envelope
from shared.observability.logging import configure
from tests.canaries.seeds import Canary, canaries
from tests.support.free_words import about_nobody
from tests.support.orders import Known, body
from tests.support.real import START, RealHouse

_PUMP_EVERY = 50


class Flight:
    """All that the house answered, by the place where it must be clean."""

    def __init__(self, house: RealHouse, out: Path) -> None:
        self.house = house
        self.out = out
        # All canaries are registered by one person, faster than anybody may try numbers.
        house.works["citizen_history"].room._pace = Pace(most=10**9)
        self.clients = {name: testing.TestClient(house.app(name)) for name in SERVICES}
        self.orders = [
            (name, case, act)
            for name in SERVICES
            for case in house.works[name].service.cases
            for act in case.commands
        ]
        self.answers: dict[int, int] = {}
        self._ids: dict[tuple[str, str], list[str]] = {}
        self._tokens: dict[tuple[str, str], str] = {}

    def pump(self) -> None:
        """Let the services hear each other, and ask anew afterwards which cases there are.

        Asking before every order was a third of the night, and the night was too short.
        """
        self.house.pump()
        self._ids.clear()
        self._tokens.clear()

    def cases_of(self, name: str, case: Any) -> list[str]:
        key = (name, case.name)
        if not self._ids.get(key):
            self._ids[key] = self.house.cases_of(name, case)
        return self._ids[key]

    def token(self, name: str, act: Any) -> str:
        key = (name, act.name)
        if key not in self._tokens:
            self._tokens[key] = self.house.order_token(name, act)
        return self._tokens[key]

    def fly(self, canary: Canary, rng: Random) -> None:
        """Send one canary in as somebody's data, and then in every wrong place."""
        register = {"national_id": canary.number, "name": canary.name}
        self.order(*self.named("register_identity"), register)
        for name, case, act in rng.sample(self.orders, 4):
            known = Known(START.date(), words=[canary.diagnosis, canary.name])
            if not act.opens and (ids := self.cases_of(name, case)):
                known.see_case(case.name, rng.choice(ids))
            made = body(act, rng, known, kept=0.5) | about_nobody(act.name)
            self.order(name, case, act, made)
            field = rng.choice([*made, "unknown"])
            self.order(name, case, act, {**made, field: {"is": canary.number}})
            self.order(name, case, act, {**made, canary.name: canary.diagnosis})
        name, case, act = rng.choice(self.orders)
        wrong = f'{{"national_id": "{canary.number}", "name": "{canary.name}"'.encode()
        self.send(
            name, paths.order_path(case, act), act, wrong, {"X-Correlation-ID": canary.number}
        )
        self.send(name, paths.order_path(case, act), act, b"{}", {"Authorization": canary.number})

    def named(self, order: str) -> tuple[str, Any, Any]:
        return next(each for each in self.orders if each[2].name == order)

    def order(self, name: str, case: Any, act: Any, made: dict[str, Any]) -> None:
        path = paths.order_path(case, act)
        if "{case_id}" in path:
            ids = self.cases_of(name, case)
            path = path.replace("{case_id}", ids[0] if ids else str(uuid4()))
        self.send(name, path, act, msgspec.json.encode(made), {})

    def send(self, name: str, path: str, act: Any, content: bytes, more: dict[str, str]) -> None:
        headers = {
            "Authorization": f"Bearer {self.token(name, act)}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid4()),
            "If-Match": '"1"',
        }
        answer = self.clients[name].simulate_post(path, body=content, headers={**headers, **more})
        self.answers[answer.status_code] = self.answers.get(answer.status_code, 0) + 1
        self.keep("headers", repr(sorted(answer.headers.items())).encode())
        if answer.status_code >= 400:
            self.keep("errors", answer.content)

    def keep(self, place: str, content: bytes) -> None:
        with (self.out / place).open("ab") as file:
            file.write(content + b"\n")

    def finish(self) -> None:
        """Write down figures, the envelopes of messages, and whole messages for the strict scan."""
        for name, works in self.house.works.items():
            self.keep(
                "metrics", testing.TestClient(build_ops(works)).simulate_get("/metrics").content
            )
            works.witness.take()
            cursor = Cursor()
            while (page := works.log.feed(cursor, 500)).rows:
                for row in page.rows:
                    message = envelope.write(envelope.urn("house", name), row)
                    told = msgspec.json.decode(message)
                    self.keep("messages", message)
                    told.pop("data")
                    self.keep("envelopes", msgspec.json.encode(told))
                    self.keep("events", row.state)
                cursor = page.upto


def main(url: str, data: str, out: str, how_many: str) -> None:
    configure(service="canaries", level="DEBUG")
    house = RealHouse(url, Path(data))
    house.populate()
    flight = Flight(house, Path(out))
    rng = Random(7)
    for nth, canary in enumerate(canaries(int(how_many))):
        flight.fly(canary, rng)
        if nth % _PUMP_EVERY == 0:
            flight.pump()
    flight.pump()
    flight.finish()
    (Path(out) / "answers").write_bytes(msgspec.json.encode(flight.answers))
    house.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
