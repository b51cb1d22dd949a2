"""The front door of citizen_history: its API, its inner door, and what it does for ever."""

from shared.container.loops import Loops
from shared.http.front import api_door, ops_door
from shared.http.host import HttpHost


class CitizenHistoryService:
    """One history per citizen.

    Every route, message and view is declared in `wiring.SERVICE`; nothing is hidden here.
    """

    name = "citizen_history"

    api = HttpHost(api_door)
    ops = HttpHost(ops_door)
    work = Loops()
