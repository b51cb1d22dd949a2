"""The front door of company_contact: its API, its inner door, and what it does for ever."""

from shared.container.loops import Loops
from shared.http.front import api_door, ops_door
from shared.http.host import HttpHost


class CompanyContactService:
    """Coordinated company contact (KVS).

    Every route, message and view is declared in `wiring.SERVICE`; nothing is hidden here.
    """

    name = "company_contact"

    api = HttpHost(api_door)
    ops = HttpHost(ops_door)
    work = Loops()
