"""A pytest plugin that writes down, at the end, which fact came of which order."""

import json
import os
from pathlib import Path

from tests.support.scenario import SEEN

FILE = "JOBCENTER_SEEN"


def pytest_sessionfinish() -> None:
    """Write what was seen where the one who started this session wants it."""
    Path(os.environ[FILE]).write_text(json.dumps(sorted(SEEN)), encoding="utf-8")
