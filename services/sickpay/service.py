"""The front door of sickpay: its API, its inner door, and what it does for ever."""

from shared.container.loops import Loops
from shared.http.front import api_door, ops_door
from shared.http.host import HttpHost


class SickpayService:
    """Sick-pay follow-up.

    Every route, message and view is declared in `wiring.SERVICE`; nothing is hidden here.
    """

    name = "sickpay"

    api = HttpHost(api_door)
    ops = HttpHost(ops_door)
    work = Loops()
