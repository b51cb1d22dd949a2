"""The API of citizen_history in a house of the tests, as one person; for what commands do."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from falcon import testing

from jobcenter.scenario.house import Refused
from shared.access.table import Right
from tests.support.real import RealHouse

OFFICER = Right("data_protection_officer", "jobcenter")


class Door:
    """The API of citizen_history, as one person."""

    def __init__(self, house: RealHouse, who: str, right: Right = OFFICER) -> None:
        self._client = testing.TestClient(house.app("citizen_history"))
        self._headers = {
            "Authorization": f"Bearer {house.token('citizen_history', right, who)}",
        }

    def get(self, path: str, params: dict[str, Any]) -> Any:
        return self._read(self._client.simulate_get(path, params=params, headers=self._headers))

    def post(self, path: str, body: dict[str, Any], version: int | None) -> Any:
        match = {} if version is None else {"If-Match": f'"{version}"'}
        headers = {**self._headers, **match, "Idempotency-Key": str(uuid4())}
        return self._read(self._client.simulate_post(path, json=body, headers=headers))

    def _read(self, answer: testing.Result) -> Any:
        if answer.status_code >= 400:
            raise Refused(answer.status_code, answer.json["code"], answer.json["title_en"])
        return answer.json
