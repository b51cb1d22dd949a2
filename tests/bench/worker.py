"""Our own code at work in a patched process, as in production: appends, follows, rebuilds, loads.

Reads one order a line on standard input and writes one account a line.
"""

from __future__ import annotations

import json
import os
import sys
import warnings

os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
warnings.filterwarnings("ignore")
import eventlet  # noqa: E402 - the process is patched before anything else is imported

eventlet.monkey_patch()

from jobcenter import waiting  # noqa: E402 - see above
from tests.bench import jobs  # noqa: E402 - see above


def main() -> None:
    """Carry out orders until there are no more."""
    waiting.install()
    for line in sys.stdin:
        order = json.loads(line)
        try:
            account = jobs.JOBS[order.pop("job")](**order)
        except Exception as trouble:
            account = {"trouble": f"{type(trouble).__name__}: {trouble}"}
        sys.stdout.write(json.dumps(account) + "\n")
        sys.stdout.flush()
    os._exit(0)  # nothing is left to say, and the library's pools end badly in a patched process


if __name__ == "__main__":
    main()
