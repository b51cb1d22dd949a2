"""Values about people go through a whole house and turn up nowhere they must not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jobcenter.embedded import EmbeddedServer
from tests.canaries.seeds import Canary, canaries, found_in, needles
from tests.support.database import drop_database

pytestmark = pytest.mark.postgres

PLACES = ("log", "metrics", "errors", "headers", "envelopes", "events", "messages")
"""Stored facts and whole messages too: marked fields lie sealed in both."""


def patience(how_many: int) -> int:
    """Return the seconds that canaries may take: four a second alone, one beside much else."""
    return 1800 + how_many


def flown(server: EmbeddedServer, folder: Path, how_many: int) -> Path:
    """Send canaries through a house in a process of its own; return where it wrote."""
    name = f"canaries_{os.getpid()}_{how_many}"
    out, data = folder / "out", folder / "data"
    out.mkdir()
    data.mkdir()
    server.create_database(name)
    arguments = [server.url(name), data, out, str(how_many)]
    try:
        with (out / "log").open("wb") as log:
            done = subprocess.run(
                [sys.executable, "-m", "tests.canaries.run", *arguments],
                stderr=log,
                check=False,
                timeout=patience(how_many),
            )
        assert done.returncode == 0, (out / "log").read_text(encoding="utf-8")[-2000:]
    finally:
        drop_database(server, name)
    for kept in (data / "checkpoints").iterdir():
        with (out / "log").open("ab") as log:
            log.write(kept.read_bytes())
    return out


@pytest.mark.parametrize(
    "how_many",
    [
        pytest.param(200, marks=pytest.mark.timeout(3600)),
        pytest.param(10_000, marks=[pytest.mark.nightly, pytest.mark.timeout(4 * 3600)]),
    ],
)
def test_no_canary_is_found_where_it_must_not_be(
    server: EmbeddedServer, tmp_path: Path, how_many: int
) -> None:
    out = flown(server, tmp_path, how_many)
    seeds = canaries(how_many)
    answers = json.loads((out / "answers").read_bytes())
    assert answers.keys() >= {"201", "401", "409", "422"}, "they went in, and into every trouble"
    assert not any(status.startswith("5") for status in answers), answers
    assert answers["201"] > how_many, "each registered, and some in other cases"
    leaks = {place: found_in((out / place).read_bytes(), seeds) for place in PLACES}
    assert leaks == {place: [] for place in PLACES}


def test_the_scanner_finds_each_form_of_a_canary() -> None:
    seeds = canaries(3)
    number, name, diagnosis = seeds[1]
    for form in (number, f"{number[:6]}-{number[6:]}", name, diagnosis.upper(), json.dumps(name)):
        assert found_in(f"line {form} line".encode(), seeds) == [1]
    assert found_in(b"nothing", seeds) == []


def test_the_scanner_that_reads_once_finds_what_looking_for_each_finds() -> None:
    seeds = canaries(60)
    for nth, each in enumerate(seeds):
        for needle in needles(each):
            for place in (needle, b'9{"x":"' + needle + b'"}', b"1234567" + needle + b"890 kana"):
                slowly = [n for n, one in enumerate(seeds) if any(x in place for x in needles(one))]
                assert found_in(place, seeds) == slowly == [nth], (nth, place)
    everything = b"".join(b"|" + needles(each)[0] for each in seeds)
    assert found_in(everything, seeds) == list(range(len(seeds)))


def test_canaries_are_people_who_never_lived_and_differ() -> None:
    seeds = canaries(10_000)
    assert len({each.number for each in seeds}) == len(seeds) > 9_000
    assert all(int(each.number[4:6]) >= 58 and each.number[6] in "5678" for each in seeds)
    assert isinstance(seeds[0], Canary)
