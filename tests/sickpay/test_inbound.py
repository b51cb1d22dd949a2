"""Files of the portal: a line is an order or a code; what was taken in once changes nothing."""

from uuid import UUID, uuid4

import pytest

from services.sickpay.domain.sick_pay_orders import NotifyAbsence, ReportRecovery
from services.sickpay.inbound import Line, Unreadable, parsed, take_in
from services.sickpay.wiring import SERVICE
from shared.casework.call import Call, Done
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.trouble import KeyReusedError, NotFound
from tests.sickpay.conftest import OFFICER, Counter

CITIZEN = "7f3d9c52-6a0e-4c9b-8d3b-0f6f3a3c2b11"
HEAD = "record,kind,citizen,employment,first_absence_day,notified_by,on,signed,sick_pay_case\n"
GOOD = f"n1,notification,{CITIZEN},10000009,2007-09-03,employer,2007-09-20,true,\n"
WELL = '{"record":"1","kind":"recovery","on":"2007-10-01"'


def one(text: str, form: str = "csv") -> Line | Unreadable:
    (line,) = parsed(text, form)  # type: ignore[arg-type]  # a test may name a form
    return line


def test_a_csv_line_becomes_a_notification() -> None:
    line = one(HEAD + GOOD)
    assert isinstance(line, Line)
    assert (line.number, line.record) == (2, "n1")
    assert isinstance(line.command, NotifyAbsence)
    assert line.command.citizen == UUID(CITIZEN)
    assert line.command.signed


def test_a_json_line_becomes_a_recovery() -> None:
    case = uuid4()
    text = f'\n{{"record":"r1","kind":"recovery","on":"2007-10-01","sick_pay_case":"{case}"}}\n'
    line = one(text, "jsonl")
    assert isinstance(line, Line)
    assert isinstance(line.command, ReportRecovery)
    assert (line.number, line.sick_pay_case) == (2, case)


@pytest.mark.parametrize(
    ("text", "form", "code", "field"),
    [
        ("not json\n", "jsonl", "line_unreadable", None),
        ("[1]\n", "jsonl", "line_unreadable", None),
        ("record,kind\nn1\n", "csv", "line_unreadable", None),
        ('{"kind":"recovery"}\n', "jsonl", "record_missing", "record"),
        ('{"record":"1","kind":"x"}\n', "jsonl", "kind_unknown", "kind"),
        (WELL + "}", "jsonl", "case_missing", "sick_pay_case"),
        ('{"record":"1","kind":"notification"}', "jsonl", "value_wrong", "citizen"),
        (HEAD + GOOD.replace("2007-09-03", "yesterday"), "csv", "value_wrong", "first_absence_day"),
        (WELL + ',"sick_pay_case":"7"}', "jsonl", "value_wrong", "sick_pay_case"),
    ],
)  # fmt: skip
def test_a_line_that_means_no_order_has_a_code(
    text: str, form: str, code: str, field: str | None
) -> None:
    line = one(text, form)
    assert isinstance(line, Unreadable)
    assert (line.code, line.field) == (code, field)


def test_the_report_names_every_line_and_one_refusal_holds_up_no_other() -> None:
    def give(command: Command, case: str | None, key: str) -> Done:
        match key:
            case "inbound:portal:a":
                return Done("1", 1)
            case "inbound:portal:b":
                return Done("1", 1, replayed=True)
            case "inbound:portal:c":
                raise Rejected("open_case_exists")
            case "inbound:portal:d":
                raise KeyReusedError
            case _:
                raise NotFound

    text = HEAD + "".join(GOOD.replace("n1", name) for name in "abcde") + "f,x,,,,,,,\n"
    report = take_in(text, "csv", "portal", give)
    assert (report.accepted, report.unchanged, report.refused) == (1, 1, 4)
    assert [line.code for line in report.lines] == [
        None, None, "open_case_exists", "record_changed", "case_unknown", "kind_unknown"
    ]  # fmt: skip
    assert report.refused_by_code["record_changed"] == 1


@pytest.mark.postgres
def test_importing_a_file_again_changes_nothing(counter: Counter) -> None:
    act = next(act for act in SERVICE.cases[0].commands if act.command is NotifyAbsence)

    def give(command: Command, case: str | None, key: str) -> Done:
        assert case is None
        return counter.office.open(SERVICE.cases[0], act, command, Call(OFFICER, "test", key))

    text = HEAD + GOOD + GOOD.replace("n1", "n2")
    first = take_in(text, "csv", "portal", give)
    assert (first.accepted, first.refused_by_code) == (1, {"open_case_exists": 1})
    (case,) = {line.sick_pay_case for line in first.lines if line.sick_pay_case}
    told = len(counter.told(case))
    again = take_in(text, "csv", "portal", give)
    assert (again.accepted, again.unchanged, again.refused) == (0, 1, 1)
    assert len(counter.told(case)) == told
