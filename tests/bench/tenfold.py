"""Ten Copenhagens at once, each of full size, from the first day of a year on.

`make bench-ten TEN_UNTIL=2011-03-15` takes the figures. Ten whole years are thirty-five million
facts: eighty gigabytes and a working day of two cores.
"""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Final

from jobcenter.simulator.year import Wanted
from tests.bench.denmark import COPENHAGENS
from tests.bench.lived import lived

if TYPE_CHECKING:
    from tests.bench.ground import Ground
    from tests.bench.parts import Part

UNTIL: Final = "TEN_UNTIL"
_WHOLE: Final = "2011-12-31"
_QUICK_SHARE: Final = 0.005


def measure(ground: Ground) -> Part:
    """Live ten Copenhagens in parallel, a process for each, in one installation."""
    full = ground.pace.runs > 3
    last = date.fromisoformat(os.environ.get(UNTIL) or _WHOLE if full else "2011-02-15")
    share = 1.0 if full else _QUICK_SHARE
    wanted = Wanted(year=2011, share=COPENHAGENS * share, workers=COPENHAGENS, last=last)
    return lived(ground, "tenfold", wanted)
