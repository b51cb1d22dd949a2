"""The front door of offers: its API, its inner door, and what it does for ever."""

from shared.container.loops import Loops
from shared.http.front import api_door, ops_door
from shared.http.host import HttpHost


class OffersService:
    """Offers and suppliers.

    Every route, message and view is declared in `wiring.SERVICE`; nothing is hidden here.
    """

    name = "offers"

    api = HttpHost(api_door)
    ops = HttpHost(ops_door)
    work = Loops()
