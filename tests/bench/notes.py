"""The smallest order: one fact in a case that exists, beside the registration with its four."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg

from tests.bench.children import Child

if TYPE_CHECKING:
    from tests.bench.ground import Ground
    from tests.bench.house import House

VERSION = 4
"""What a registered case stands at: each case is given one note, so nobody's version is stale."""
_NOTE = {"competences": ["forklift_licence", "cash_register"]}
_PATIENCE_SECONDS = 120.0
_UNUSED = """
SELECT substr(stream, 14) FROM visitation.events WHERE stream LIKE 'citizen_case-%%'
GROUP BY stream HAVING max(version) = %s
"""
_LEVEL = """
SELECT min("position") >= (SELECT max("position") FROM visitation.events)
FROM visitation.view_tracking WHERE "position" > 0
"""


@dataclass
class Notes:
    """Cases in which nobody has noted anything yet, and the order that does."""

    house: House
    _unused: list[str] = field(default_factory=list)

    @classmethod
    def among(cls, ground: Ground, house: House, registration: str, cases: int) -> Notes:
        """Copy a registered case so often, and wait until the service's views show all of them."""
        worker = ground.stack.enter_context(Child("tests.bench.worker"))
        worker.do(
            job="clone",
            url=house.url,
            data=str(house.data),
            service="visitation",
            stream=registration,
            cases=cases,
        )
        with psycopg.connect(house.url, autocommit=True) as conn:
            until = time.monotonic() + _PATIENCE_SECONDS
            while not (found := conn.execute(_LEVEL.encode()).fetchone()) or not found[0]:
                if time.monotonic() > until:
                    raise TimeoutError("the views do not come to the end")
                time.sleep(0.1)
            unused = [row[0] for row in conn.execute(_UNUSED.encode(), (VERSION,)).fetchall()]
        return cls(house, unused)

    def order(self, number: int) -> dict[str, Any]:
        """Return the order for so many cases, which are used up by it."""
        if number > len(self._unused):
            raise RuntimeError("no cases left to note anything in")
        about, self._unused = self._unused[:number], self._unused[number:]
        return {
            "method": "POST",
            "path": "/citizen-cases/{citizen}/note-competences",
            "body": _NOTE,
            "about": about,
            "headers": {
                "Authorization": f"Bearer {self.house.token('counsellor_muni', 'jobcenter')}",
                "Idempotency-Key": "{key}",
                "If-Match": f'"{VERSION}"',
            },
        }
