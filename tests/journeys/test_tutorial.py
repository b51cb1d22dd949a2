"""The tutorial is followed word for word by a shell, and says the truth."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from jobcenter.scenario.stage import Stage
from jobcenter.scenario.story import Person, Step, Story

TUTORIAL = Path("docs/tutorials/first-sanction.md")


@pytest.mark.timeout(330)  # a person's ten minutes, typed by a shell
def test_the_tutorial_ends_in_a_lawful_sanction(tmp_path: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    start = Step(on="2011-05-02")
    story = Story("tutorial", {"nobody": Person([], "")}, [start])
    with Stage().open() as stage, stage.house(story) as house:
        script = "set -eu\n" + "\necho\n".join(blocks).replace(
            "export JOBCENTER_DATA=first-sanction", f"export JOBCENTER_DATA={house.data}"
        )
        done = subprocess.run(
            ["bash", "-c", script],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env={**os.environ, "COLUMNS": "200"},
        )
    said = done.stdout
    assert done.returncode == 0, done.stderr + said
    assert said.startswith("2011-05-02 09:00")
    assert said.index("hearing_missing") < said.index("hearing_not_concluded")
    assert '"timely_until": "2011-06-22"' in said
    assert "benefit_service.jobcenter_notified_of_sanction" in said
    assert "7/7 promises hold" in said
    known_then = said.rpartition("promises")[0].rpartition("Holds from")[2]
    assert "2011-06-15" in known_then
    assert "2011-06-23" not in known_then
