"""What the house is made of, and whether a weakness of it is known: run by `make supply`.

`pip-audit` asks the advisory service about every pinned library; `cyclonedx-py` writes the list of
parts (CycloneDX) that goes with a release. A machine that cannot reach the service is told so
loudly and goes on, unless `JOBCENTER_SUPPLY=required`. An answer about some libraries is no answer
about the others: whatever was skipped is said too.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = ("requirements.lock", "requirements-hsm.lock", "requirements-dev.lock")
PARTS = ROOT / "build" / "sbom.cdx.json"
_SECONDS = 600


class Verdict(NamedTuple):
    """What the advisory service said about one lock file."""

    weak: list[str]
    asked: int
    unasked: int

    @property
    def whole(self) -> bool:
        """Say whether every library was asked about."""
        return self.asked > 0 and self.unasked == 0


def verdict(report: str, pinned: int) -> Verdict:
    """Read what `pip-audit` wrote; without a readable report nothing was asked."""
    try:
        found: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        return Verdict([], 0, pinned)
    weak = [
        f"{each['name']} {each['version']}: {flaw['id']}, mended in {flaw['fix_versions']}"
        for each in found
        for flaw in each.get("vulns", ())
    ]
    asked = sum("skip_reason" not in each for each in found)
    return Verdict(weak, asked, len(found) - asked)


def outcome(verdicts: dict[str, Verdict], *, required: bool) -> tuple[int, list[str]]:
    """Return the exit code and what to say."""
    said = []
    for lock, each in verdicts.items():
        said += [f"WEAK {lock}: {line}" for line in each.weak]
        if not each.whole:
            said.append(
                f"NOT CHECKED {lock}: the advisory service did not answer about {each.unasked} "
                f"of {each.asked + each.unasked} libraries"
            )
        elif not each.weak:
            said.append(f"{lock}: no weakness is known of {each.asked} libraries")
    weak = any(each.weak for each in verdicts.values())
    unasked = not all(each.whole for each in verdicts.values())
    return int(weak or (required and unasked)), said


def pins(lock: Path) -> dict[str, str]:
    """Return the pinned libraries of a lock file with their versions."""
    text = lock.read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)(?:\[\w+\])?==([^\s;]+)", text, re.MULTILINE))


def write_parts(target: Path) -> None:
    """Write the list of parts that goes with a release; the tool holds it against its schema."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _run(
        "cyclonedx-py",
        f"requirements {LOCKS[0]} --pyproject pyproject.toml --validate --output-reproducible "
        f"--of JSON -o {target}",
    ).check_returncode()


def missing_parts(parts: str, pinned: dict[str, str]) -> set[str]:
    """Return pinned libraries that the list of parts lacks, or names without a hash."""
    listed = {
        (each["name"], each["version"])
        for each in json.loads(parts)["components"]
        if any(where.get("hashes") for where in each.get("externalReferences", ()))
    }
    return {name for name, version in pinned.items() if (name, version) not in listed}


def audited(lock: str) -> Verdict:
    """Ask about one lock file."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        _run(
            "pip-audit",
            f"-r {lock} --require-hashes --disable-pip --progress-spinner off --timeout 10 "
            f"-f json -o {report}",
        )
        text = report.read_text(encoding="utf-8") if report.exists() else ""
    return verdict(text, len(pins(ROOT / lock)))


def _run(program: str, arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / program), *shlex.split(arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )


def main() -> int:
    """Write the parts, ask about them, say what was found."""
    write_parts(PARTS)
    missing = missing_parts(PARTS.read_text(encoding="utf-8"), pins(ROOT / LOCKS[0]))
    if missing:
        print(f"MISSING in {PARTS.name}: {sorted(missing)}")
        return 1
    print(f"{PARTS.relative_to(ROOT)}: {len(pins(ROOT / LOCKS[0]))} parts, each with its hash")
    code, said = outcome(
        {lock: audited(lock) for lock in LOCKS},
        required=os.environ.get("JOBCENTER_SUPPLY") == "required",
    )
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
