"""A whole year of Copenhagen.

`make bench-year` takes the figures: an hour of an idle machine and ten gigabytes of disk.
"""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Final

from jobcenter.simulator.year import Wanted
from tests.bench.lived import lived

if TYPE_CHECKING:
    from tests.bench.ground import Ground
    from tests.bench.parts import Part

SHARE: Final = "YEAR_SHARE"
_QUICK_SHARE: Final = "0.01"


def measure(ground: Ground) -> Part:
    """Live a year from its first day to its last, by two processes."""
    share = os.environ.get(SHARE) or "1" if ground.pace.runs > 3 else _QUICK_SHARE
    wanted = Wanted(year=2011, share=float(share), workers=2, last=date(2011, 12, 31))
    return lived(ground, "copenhagen", wanted)
