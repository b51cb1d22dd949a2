"""The front door of benefit_service: its API, its inner door, and what it does for ever."""

from shared.container.loops import Loops
from shared.http.front import api_door, ops_door
from shared.http.host import HttpHost


class BenefitService:
    """Ydelsesservice: benefits, hearings and sanctions.

    Every route, message and view is declared in `wiring.SERVICE`; nothing is hidden here.
    """

    name = "benefit_service"

    api = HttpHost(api_door)
    ops = HttpHost(ops_door)
    work = Loops()
