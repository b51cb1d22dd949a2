"""The front door of visitation: its API, its inner door, and what it does for ever."""

from shared.container.loops import Loops
from shared.http.front import api_door, ops_door
from shared.http.host import HttpHost


class VisitationService:
    """Visitation and contact course.

    Every route, message and view is declared in `wiring.SERVICE`; nothing is hidden here.
    """

    name = "visitation"

    api = HttpHost(api_door)
    ops = HttpHost(ops_door)
    work = Loops()
