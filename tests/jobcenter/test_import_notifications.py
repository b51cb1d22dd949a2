"""A file of notifications, imported into a running house: reported line by line, harmless twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer
from click.testing import CliRunner

from jobcenter.cli import make_app
from jobcenter.scenario.stage import Stage
from jobcenter.scenario.story import Person, Step, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jobcenter.scenario.house import House

pytestmark = pytest.mark.timeout(300)  # a house of its own starts first

HEAD = "record,kind,citizen,employment,first_absence_day,notified_by,on,signed,sick_pay_case\n"
CITIZEN = "7f3d9c52-6a0e-4c9b-8d3b-0f6f3a3c2b11"
GOOD = f"nr. 1 å,notification,{CITIZEN},10000009,2007-09-03,employer,2007-09-20,true,\n"
BAD = "n2,notification,nobody,10000009,2007-09-03,employer,2007-09-20,true,\n"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    story = Story("an autumn", {"nobody": Person([], "")}, [Step(on="2007-10-01")])
    with Stage().open() as stage, stage.house(story) as open_house:
        yield open_house


def imported(house: House, file: Path) -> str:
    """Import a file as the command line does; return what it printed."""
    app = typer.main.get_command(make_app("import-notifications"))
    done = CliRunner().invoke(
        app, ["import-notifications", str(file), "--data", str(house.data)], env={"COLUMNS": "200"}
    )
    said = done.stdout + str(done.exception or "")
    assert done.exit_code == (1 if ", 0 refused" not in said else 0), said
    return said


def told(house: House) -> list[str]:
    house.read_logs()
    return [fact.tag for fact in house.facts if fact.source == "sickpay"]


def test_each_line_is_reported_and_importing_again_changes_nothing(
    house: House, tmp_path: Path
) -> None:
    file = tmp_path / "portal.csv"
    file.write_text(HEAD + GOOD + BAD, encoding="utf-8")
    known = told(house).count("sickpay.absence_notified")
    first = imported(house, file)
    assert "1 accepted, 0 unchanged, 1 refused" in first
    assert "value_wrong (citizen)" in first
    before = told(house)
    assert before.count("sickpay.absence_notified") == known + 1
    again = imported(house, file)
    assert "0 accepted, 1 unchanged, 1 refused" in again
    assert told(house) == before


def test_a_recovery_and_a_refund_find_their_case_and_a_changed_record_is_refused(
    house: House, tmp_path: Path
) -> None:
    notice, more = tmp_path / "one.csv", tmp_path / "two.jsonl"
    other = GOOD.replace("10000009", "10000010").replace("nr. 1 å", "n9")
    notice.write_text(HEAD + other, encoding="utf-8")
    case = imported(house, notice).split()[3]
    more.write_text(
        f'{{"record":"r1","kind":"refund","sick_pay_case":"{case}",'
        '"request":"01900000-0000-7000-8000-000000000003","from_":"2007-09-17",'
        '"to":"2007-09-28","amount":100,"on":"2007-10-01"}\n'
        f'{{"record":"w1","kind":"recovery","sick_pay_case":"{case}","on":"2007-10-01"}}\n'
        f'{{"record":"w1","kind":"recovery","sick_pay_case":"{case}","on":"2007-09-30"}}\n'
        f'{{"record":"w2","kind":"recovery","sick_pay_case":"{CITIZEN}","on":"2007-09-30"}}\n',
        encoding="utf-8",
    )
    done = imported(house, more)
    assert "2 accepted, 0 unchanged, 2 refused" in done
    assert "record_changed" in done
    assert "case_unknown" in done


def test_a_sender_that_knows_no_case_names_the_absence(house: House, tmp_path: Path) -> None:
    """First in the file that opens the case, then in another one: looked up in sick pay's list."""
    whole, later = tmp_path / "whole.csv", tmp_path / "later.jsonl"
    told_of = GOOD.replace("10000009", "10000011").replace("nr. 1 å", "k1")
    well = f"k2,recovery,{CITIZEN},10000011,2007-09-03,,2007-09-24,,\n"
    whole.write_text(HEAD + told_of + well, encoding="utf-8")
    assert "2 accepted, 0 unchanged, 0 refused" in imported(house, whole)
    house.wait_for_quiet()
    named = f'"citizen":"{CITIZEN}","employment":"10000011","first_absence_day":"2007-09-03"'
    nobody_s = named.replace("09-03", "09-04")
    later.write_text(
        f'{{"record":"k3","kind":"refund",{named},'
        '"request":"01900000-0000-7000-8000-000000000004","from_":"2007-09-17",'
        '"to":"2007-09-21","amount":100,"on":"2007-10-01"}\n'
        f'{{"record":"k4","kind":"recovery",{nobody_s},"on":"2007-09-24"}}\n',
        encoding="utf-8",
    )
    done = imported(house, later)
    assert "1 accepted, 0 unchanged, 1 refused" in done
    assert "case_unknown" in done


def test_a_file_that_is_none_says_so(house: House, tmp_path: Path) -> None:
    picture = tmp_path / "portal.png"
    picture.write_bytes(b"\x89")
    assert "neither CSV nor JSON lines" in imported(house, picture)
    wrong = tmp_path / "latin.csv"
    wrong.write_bytes(b"record;\xe5\n")
    assert "UTF-8" in imported(house, wrong)
    assert "There is no file" in imported(house, tmp_path / "gone.csv")
