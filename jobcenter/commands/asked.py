"""The API of one service, asked by one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobcenter.scenario.house import House


class Asked:
    """Asks and orders within the rights of whoever's token it is."""

    def __init__(self, house: House, service: str, token: str) -> None:
        """Speak to a service as the bearer of a token."""
        self._house = house
        self._service = service
        self._token = token

    def get(self, path: str, params: dict[str, Any]) -> Any:
        """Ask a question."""
        return self._house.get(self._service, path, self._token, params)

    def post(self, path: str, body: dict[str, Any], version: int | None) -> Any:
        """Give an order, or raise `Refused`."""
        return self._house.post(self._service, path, body, self._token, version)
