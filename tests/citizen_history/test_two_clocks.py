"""The four worked examples of docs/explanation/two-clocks.md, each with every question it asks."""

from datetime import date, datetime
from pathlib import Path

import pytest

from services.citizen_history.views.clocks import moment_of
from services.citizen_history.views.line import Line
from services.citizen_history.views.timeline import history
from tests.citizen_history.lines import line

JOB = "citizen_history.external_record_imported"
JOB_CORRECTED = "citizen_history.external_record_corrected"
JOB_WITHDRAWN = "citizen_history.external_record_withdrawn"
RECORD = {
    "stream": "external_record-ui_fund-job-1",
    "kind": "employment",
    "record_source": "ui_fund",
}

LATE = [
    line("visitation.citizen_registered", "2010-11-01", name="registered", position=1),
    line("benefit_service.sanction_decided", "2011-02-10", name="decided", position=1),
    line(
        JOB,
        "2011-01-10",
        told="2011-03-15",
        name="job",
        position=1,
        period={"start": "2011-01-10", "end": None},
        **RECORD,
    ),
]
CORRECTED = [
    *LATE,
    line(
        JOB_CORRECTED,
        "2011-02-01",
        told="2011-03-20",
        name="job again",
        position=2,
        corrects="job",
        how="corrected",
        period={"start": "2011-02-01", "end": "2011-06-01"},
        **RECORD,
    ),
]
WITHDRAWN = [
    line("offers.no_show_reported", "2011-06-14", name="report", position=1, day="2011-06-14"),
    line("benefit_service.hearing_served", "2011-06-15", name="hearing", position=1),
    line(
        "offers.no_show_withdrawn",
        "2011-06-14",
        told="2011-06-20",
        name="withdrawn",
        position=2,
        corrects="report",
        how="withdrawn",
        day="2011-06-14",
    ),
]
SUPERSEDED = [
    line("citizen_history.identity_registered", "2010-11-01", name="first number", position=1),
    line(
        "citizen_history.identity_number_changed",
        "2011-04-01",
        told="2011-05-02",
        name="second number",
        position=2,
        corrects="first number",
        how="superseded",
    ),
]


def names(lines: list[Line], known: str | None, valid: str | None) -> list[str]:
    """Ask the timeline and name what it answers by the examples' names."""
    moment: datetime | None = moment_of(known) if known else None
    asked = date.fromisoformat(valid) if valid else None
    by_event = {each.event_id: index for index, each in enumerate(lines)}
    found = history(lines, moment, asked)
    return [NAMES[id(lines)][by_event[each.provenance[0].event_id]] for each in found]


NAMES = {
    id(LATE): ["registered", "decided", "job"],
    id(CORRECTED): ["registered", "decided", "job", "job again"],
    id(WITHDRAWN): ["report", "hearing", "withdrawn"],
    id(SUPERSEDED): ["first number", "second number"],
}


EXAMPLES: list[tuple[list[Line], str | None, str | None, list[str]]] = [
    # 1. A late fact stands in its place, and was not known before it was told.
    (LATE, None, None, ["registered", "job", "decided"]),
    (LATE, "2011-03-14", None, ["registered", "decided"]),
    (LATE, "2011-03-15", None, ["registered", "job", "decided"]),
    (LATE, None, "2011-01-31", ["registered", "job"]),
    (LATE, "2011-02-10", "2011-01-31", ["registered"]),
    # 2. A corrected fact: nobody was employed in January after all.
    (CORRECTED, None, None, ["registered", "job", "job again", "decided"]),
    (CORRECTED, None, "2011-01-31", ["registered"]),
    (CORRECTED, "2011-03-19", "2011-01-31", ["registered", "job"]),
    (CORRECTED, None, "2011-02-28", ["registered", "job again", "decided"]),
    (CORRECTED, None, "2011-06-01", ["registered", "decided"]),
    (CORRECTED, "2011-03-19", "2011-06-01", ["registered", "job", "decided"]),
    # 3. A withdrawn fact: the report stays readable, and does not hold.
    (WITHDRAWN, None, None, ["report", "withdrawn", "hearing"]),
    (WITHDRAWN, "2011-06-16", "2011-06-16", ["report", "hearing"]),
    (WITHDRAWN, "2011-06-20", "2011-06-16", ["withdrawn", "hearing"]),
    # 4. A superseded fact held until another took its place.
    (SUPERSEDED, None, None, ["first number", "second number"]),
    (SUPERSEDED, None, "2011-03-31", ["first number"]),
    (SUPERSEDED, None, "2011-04-01", ["second number"]),
    (SUPERSEDED, "2011-05-01", "2011-04-15", ["first number"]),
]


@pytest.mark.parametrize(("lines", "known", "valid", "answer"), EXAMPLES)
def test_what_did_we_know_and_what_held(
    lines: list[Line], known: str | None, valid: str | None, answer: list[str]
) -> None:
    assert names(lines, known, valid) == answer


def test_the_page_tells_the_same_examples() -> None:
    dash = "\u2013"
    page = Path("docs/explanation/two-clocks.md").read_text(encoding="utf-8")
    tables = page.split("| known | valid | answer |")[1:]
    told = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for table in tables
        for row in table.split("\n\n")[0].splitlines()[2:]
    ]
    asked = [
        [known or dash, valid or dash, ", ".join(answer)] for _, known, valid, answer in EXAMPLES
    ]
    assert [[k, v, a.replace(" (struck)", "")] for k, v, a in told] == asked
