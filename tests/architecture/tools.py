"""Programs that a check needs and a laptop may not have."""

import os
import shutil
import warnings

import pytest


def need(program: str, package: str = "prometheus") -> str:
    """Return the program's path; without it skip loudly, and fail in CI, where it must be."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if found:
        return found
    missing = f"{program} is not here (Debian package `{package}`): this check did not run"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    warnings.warn(pytest.PytestWarning(missing), stacklevel=2)
    pytest.skip(missing)
