"""What the security papers name exists: every test, every document, every requirement once."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.declared import REPOSITORY, files

ASVS = REPOSITORY / "docs/reference/asvs.yaml"
MODEL = REPOSITORY / "docs/explanation/threat-model.md"
# The official list of 5.0.0: requirements in each chapter, by level 1, 2, 3.
OFFICIAL = {
    "V1": (8, 19, 3), "V2": (4, 7, 2), "V3": (8, 11, 12), "V4": (2, 8, 6), "V5": (4, 5, 4),
    "V6": (13, 22, 12), "V7": (6, 12, 1), "V8": (4, 3, 6), "V9": (4, 3, 0), "V10": (5, 24, 7),
    "V11": (3, 11, 10), "V12": (3, 6, 3), "V13": (1, 12, 8), "V14": (2, 7, 4), "V15": (3, 10, 8),
    "V16": (0, 16, 1), "V17": (0, 7, 5),
}  # fmt: skip
CRYPTOGRAPHY = {"cryptography", "joserfc", "hmac", "hashlib", "secrets"}


@pytest.fixture(scope="module")
def asvs() -> dict[str, dict[str, Any]]:
    listed: dict[str, dict[str, Any]] = yaml.safe_load(ASVS.read_text(encoding="utf-8"))
    return listed


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def is_there(named: str) -> bool:
    """Say whether a test file, or a test in it, exists."""
    path, _, test = named.partition("::")
    place = REPOSITORY / path
    return place.is_file() and (not test or test in named_in(place))


def test_every_requirement_stands_there_once_with_its_level(asvs):
    text = ASVS.read_text(encoding="utf-8")
    ids = re.findall(r"^(V[\d.]+):", text, re.MULTILINE)
    assert len(ids) == len(set(ids)) == len(asvs) == sum(map(sum, OFFICIAL.values())) == 345
    for chapter, by_level in OFFICIAL.items():
        for level, number in enumerate(by_level, 1):
            found = [
                one
                for one, row in asvs.items()
                if one.startswith(f"{chapter}.") and row["level"] == level
            ]
            assert len(found) == number, (chapter, level)


def test_every_requirement_is_met_or_says_why_not(asvs):
    for one, row in asvs.items():
        kinds = set(row) - {"level"}
        assert len(kinds) == 1, one
        assert kinds <= {"test", "document", "not_applicable", "open"}, one
        assert str(row[kinds.pop()]).strip(), one


def test_every_test_and_document_of_the_list_exists(asvs):
    missing = [
        (one, row)
        for one, row in asvs.items()
        if ("test" in row and not is_there(row["test"]))
        or ("document" in row and not (REPOSITORY / row["document"]).is_file())
    ]
    assert missing == []


def test_a_test_that_does_not_exist_would_be_found():
    assert is_there(
        "tests/architecture/test_security_papers.py::test_a_test_that_does_not_exist_would_be_found"
    )
    assert not is_there("tests/architecture/test_security_papers.py::test_of_nothing")
    assert not is_there("tests/nowhere.py")


def test_every_test_the_threat_model_names_exists():
    """A name may stand without its file when the file was named just before it."""
    known: dict[str, set[str]] = {
        path.name: named_in(path) for path in files(".py", under=REPOSITORY / "tests")
    }
    text = MODEL.read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests/[\w/]*)?test_\w+(?:\.py)?(?:::test_\w+)?)`", text)
    assert len(named) > 25
    last = ""
    for each in named:
        path, _, test = each.rpartition("/")[2].partition("::")
        if path.endswith(".py"):
            last = path
            assert path in known, each
        else:
            test = path
        assert not test or test in known[last], each


def test_cryptography_is_used_where_the_inventory_says():
    """The inventory of the threat model is by purpose; a new place is a new line in it."""
    places = {
        "shared/access": "tokens",
        "shared/casework/errand.py": "digests of orders",
        "jobcenter/commands/broker_users.py": "salt for passwords of the broker's users",
        "jobcenter/generate/golden.py": "seals of released examples",
        "shared/eventlog": "chain",
        "shared/law/rulefile.py": "versions of rules",
        "shared/messaging/broker_users.py": "passwords of the broker's users",
        "shared/messaging/tracking.py": "names of subscriptions",
        "shared/observability/tracing.py": "names of traces",
        "shared/privacy": "vault",
        "shared/witness": "checkpoints",
    }
    strangers = []
    for top in ("shared", "services", "jobcenter"):
        for path in files(".py", under=REPOSITORY / top):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                where = str(path.relative_to(REPOSITORY))
                if any(name.split(".")[0] in CRYPTOGRAPHY for name in names) and not any(
                    where.startswith(place) for place in places
                ):
                    strangers.append(where)
    assert strangers == []
