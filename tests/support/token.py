"""A token of our own for a test: SoftHSM, in a folder of its own.

Where it is not installed the tests are skipped and say so; in CI it must be there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest

PIN: Final = "271828"
_MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)


class SoftToken:
    """Tokens that lie as files in one folder, and the PIN file of each."""

    def __init__(self, folder: Path, module: str) -> None:
        """Use this folder for every token of the run: a process loads the module once."""
        self.folder, self.module = folder, module
        (folder / "tokens").mkdir(parents=True)
        settings = folder / "softhsm2.conf"
        settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(settings)

    def make(self, name: str) -> str:
        """Make a token and its PIN file; return its address."""
        program = shutil.which("softhsm2-util")
        assert program is not None
        pins = ("--so-pin", "31415926", "--pin", PIN)
        how = [program, "--init-token", "--free", "--label", name, *pins]
        subprocess.run(how, check=True, capture_output=True)
        pin = self.folder / f"{name}.pin"
        pin.touch(0o600)
        pin.write_text(f"{PIN}\n")
        return f"pkcs11:token={name}?module-path={self.module}&pin-source=file:{pin}"


def soft_token(folder: Path) -> SoftToken:
    """Return a place for tokens, or skip where there is none, but fail in CI."""
    module = next((each for each in _MODULES if Path(each).exists()), None)
    missing = None
    if module is None or shutil.which("softhsm2-util") is None:
        missing = "softhsm2 is not installed"
    elif find_spec("pkcs11") is None:
        missing = "python-pkcs11 is not installed"
    if missing is not None or module is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and in CI it must be")
        pytest.skip(f"NO TOKEN TESTS: {missing}")
    return SoftToken(folder, module)
