"""What must not stand anywhere in the repository, and what must be findable in it."""

import re
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from shared.privacy.cpr import CprNumber, NotACprNumber
from shared.privacy.masking import holds_cpr
from tests.architecture.declared import REPOSITORY, files

TEXTS = (".py", ".md", ".yaml", ".yml", ".sql", ".toml", ".json", ".txt", ".cfg", ".lock", "")
# Tests of the number itself need numbers of every shape.
ABOUT_CPR = re.compile(
    r"tests/(shared/privacy/test_(cpr|masking)|citizen_history/test_identities)\.py"
)
CPR = re.compile(r"(?<![0-9A-Za-z])([0-9]{6})[-\u2010-\u2013 ]?([0-9]{4})(?![0-9A-Za-z])")
YOUNGEST_SAMPLE = date(1900, 1, 1)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(?P<text>.+?) *$", re.MULTILINE)
RULE = r"\b[LCRIFEKV]\d+\b"
MARK = re.compile(r"\b[SCVO]-\d\d\b|\([EL]\d+\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    return [path for path in files(".md") if path.name != "LICENSE.md"]


def anchors(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w\- ]", "", found["text"].lower()).strip().replace(" ", "-")
        for found in HEADING.finditer(text)
    }


def broken_links(page: Path) -> list[str]:
    found = LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return [f"{page.relative_to(REPOSITORY)} -> {each}" for each in found if _is_broken(page, each)]


def _is_broken(page: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return False
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in anchors(target)


def could_be_somebodys(line: str) -> bool:
    """Say whether a line holds a number of a person who may live; samples are born before 1900."""
    if not holds_cpr(line):
        return False
    for first, last in CPR.findall(line):
        with suppress(NotACprNumber):
            if CprNumber(first + last).birth_date >= YOUNGEST_SAMPLE:
                return True
    return False


def lines_that_could(path: Path) -> list[int]:
    text = path.read_bytes().decode("utf-8", "replace")
    if "\0" in text or not holds_cpr(text):
        return []
    return [n for n, line in enumerate(text.splitlines(), start=1) if could_be_somebodys(line)]


def test_no_number_of_a_person_who_may_live_stands_in_the_tree():
    found = [
        f"{path.relative_to(REPOSITORY)}:{number}"
        for path in files(*TEXTS)
        if not ABOUT_CPR.fullmatch(path.relative_to(REPOSITORY).as_posix())
        for number in lines_that_could(path)
    ]
    assert found == []


def test_a_number_in_the_tree_would_be_found():
    assert could_be_somebodys(f"cpr: {10203:06d}-1234")
    assert could_be_somebodys(f"cpr: {10203:06d} 1234")
    assert not could_be_somebodys("a sample born in 1858: 010258-5000")
    assert not could_be_somebodys("position 9912345678, a hash 0a0102031234")


def test_every_link_in_the_docs_leads_somewhere():
    assert [each for page in pages() for each in broken_links(page)] == []


def test_every_page_is_found_from_the_first_one():
    index = REPOSITORY / "docs/README.md"
    links = LINK.findall(index.read_text(encoding="utf-8"))
    found = {(index.parent / each.partition("#")[0]).resolve() for each in links}
    docs = [path for path in pages() if path.is_relative_to(REPOSITORY / "docs")]
    rest = [path for path in docs if path not in found and path != index]
    # The decisions have a list of their own; the test below sees that none is missing from it.
    assert [path.name for path in rest if path.parent.name != "adr"] == []


def rules_named(text: str) -> set[str]:
    """Return the rules of the protocol that a text names: `protocol R1 to R3`, `(I8, I9)`."""
    named = re.findall(rf"(?:protocol\s+|\()({RULE}(?:(?:, | and | to ){RULE})*)", text)
    return {rule for each in named for rule in re.findall(RULE, each)}


def test_every_rule_of_the_protocol_that_the_code_names_is_told():
    page = (REPOSITORY / "docs/explanation/protocol.md").read_text(encoding="utf-8")
    told = set(re.findall(rf"^\| ({RULE}) \|", page, re.MULTILINE))
    rooms = ("shared/messaging", "shared/eventlog")
    code = [path for path in files(".py", ".sql") if path.is_relative_to(REPOSITORY / "shared")]
    named = {
        rule
        for path in code
        if path.relative_to(REPOSITORY).as_posix().startswith(rooms)
        for rule in rules_named(path.read_text(encoding="utf-8"))
    }
    assert {"R1", "R3", "I6", "K5"} <= named
    assert named - told == set()


def test_every_short_mark_of_a_need_or_a_flow_is_told():
    page = (REPOSITORY / "docs/reference/marks.md").read_text(encoding="utf-8")
    told = set(re.findall(r"\| ([A-Z]-?\d+) \|", page))
    named = {
        mark
        for path in files(".py", ".md")
        if path.relative_to(REPOSITORY).parts[0] in {"services", "docs", "CHANGELOG.md"}
        for mark in MARK.findall(path.read_text(encoding="utf-8"))
    }
    assert {"S-02", "(E4)", "(L16)"} <= named
    assert {mark.strip("()") for mark in named} - told == set()


@pytest.mark.parametrize("link", ["missing.md", "page.md#nowhere", "#nowhere"])
def test_a_broken_link_would_be_found(tmp_path, link):
    page = tmp_path / "page.md"
    page.write_text("# A page\n\n## A section\n", encoding="utf-8")
    assert _is_broken(page, link)
    assert not _is_broken(page, "page.md#a-section")
    assert not _is_broken(page, "https://example.org/x")


def test_words_are_spelled_right():
    places = [str(REPOSITORY / each) for each in ("docs", "deploy", "CONTRIBUTING.md")]
    allowed = str(REPOSITORY / ".codespell-allowed")
    checked = subprocess.run(
        [sys.executable, "-m", "codespell_lib", "--ignore-words", allowed, *places],
        text=True,
        capture_output=True,
        check=False,
    )
    assert checked.stdout == ""
    assert checked.returncode == 0


def test_every_decision_is_told_in_four_parts():
    records = sorted((REPOSITORY / "docs/adr").glob("[0-9]*.md"))
    numbers = [path.name[:4] for path in records]
    assert numbers[0] == "0001"
    assert len(set(numbers)) == len(numbers), "a number is given once"
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
        parts = [found["text"] for found in HEADING.finditer(text)]
        assert {"Context", "Decision", "Consequences"} <= set(parts), path.name
        assert "What would make us change our mind" in parts, path.name
        assert path.name in (REPOSITORY / "docs/adr/README.md").read_text(encoding="utf-8")
