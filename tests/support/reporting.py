"""Who tells reporting of a service's facts, as its process makes them."""

from __future__ import annotations

from functools import cache

from jobcenter import catalogue
from shared.access.key import AccessKey
from shared.access.reported import Pseudonyms, Reported
from shared.access.table import load_access
from shared.casework.reporting import reporter
from shared.messaging.reporting import Reporter

KEY = AccessKey(None)
_MADE_UP = Pseudonyms(KEY.pseudonym)
NAMES_ONLY = Reporter(Reported({}, {}, frozenset(), _MADE_UP), _MADE_UP)
"""Tells of facts that no service declares: their names."""


@cache
def reporter_of(name: str, key: AccessKey = KEY) -> Reporter:
    """Return the reporter of one of the house's services."""
    (found,) = [each for each in catalogue.declarations() if each[0].name == name]
    service, home = found
    access = load_access(home / "access.yaml", service, ("deadlines",))
    return reporter(service, access, key.pseudonym)
