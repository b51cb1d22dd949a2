"""Files of the portal: a line is an order or a code; what was taken in once changes nothing."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.sickpay.cases.inbound import KINDS, Absence, Line, Report, Unreadable, parsed, take_in
from services.sickpay.domain import refund_orders as refund
from services.sickpay.domain.sick_pay_orders import NotifyAbsence, ReportRecovery
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


KNOWN = Absence(UUID(CITIZEN), "10000009", date(2007, 9, 3))
RECOVERY = f"w1,recovery,{CITIZEN},10000009,2007-09-03,,2007-10-01,,\n"


def test_a_sender_names_the_case_as_it_knows_it() -> None:
    line = one(HEAD + RECOVERY)
    assert isinstance(line, Line)
    assert (line.absence, line.sick_pay_case) == (KNOWN, None)
    assert line.command == ReportRecovery(date(2007, 10, 1))
    case = uuid4()
    both = one(HEAD + RECOVERY.rstrip() + f"{case}\n")
    assert isinstance(both, Line)
    assert (both.absence, both.sick_pay_case) == (None, case)


@pytest.mark.parametrize(
    ("found", "code", "given_to"),
    [
        (["a"], None, "a"),
        ([], "case_unknown", None),
        (["a", "b"], "case_ambiguous", None),
    ],
)
def test_the_cases_of_an_absence_are_looked_for(
    found: list[str], code: str | None, given_to: str | None
) -> None:
    asked: list[Absence] = []
    given: list[str | None] = []

    def give(_order: Command, case: str | None, _key: str) -> Done:
        given.append(case)
        return Done(str(case), 2, (), replayed=False)

    def find(absence: Absence) -> list[str]:
        asked.append(absence)
        return found

    (line,) = take_in(HEAD + RECOVERY, "csv", "portal", give, find).lines
    assert (line.code, asked) == (code, [KNOWN])
    assert given == ([given_to] if given_to else [])


def test_what_a_line_above_opened_is_known_to_the_lines_below() -> None:
    """A file may tell of an absence and its end; nobody outside the file is asked."""
    given: list[str | None] = []

    def give(_order: Command, case: str | None, _key: str) -> Done:
        given.append(case)
        return Done(case or "opened", 1, (), replayed=case is None)

    report = take_in(HEAD + GOOD + RECOVERY, "csv", "portal", give)
    assert (report.accepted, report.unchanged, report.refused) == (1, 1, 0)
    assert given == [None, "opened"]
    other = RECOVERY.replace("10000009", "10000017")
    assert take_in(HEAD + GOOD + other, "csv", "portal", give).refused_by_code == {
        "case_unknown": 1
    }


@pytest.mark.parametrize(
    ("text", "form", "code", "field"),
    [
        ("not json\n", "jsonl", "line_unreadable", None),
        ("[1]\n", "jsonl", "line_unreadable", None),
        ("record,kind\nn1\n", "csv", "line_unreadable", None),
        ('{"kind":"recovery"}\n', "jsonl", "record_missing", "record"),
        ('{"record":"1","kind":"x"}\n', "jsonl", "kind_unknown", "kind"),
        (WELL + "}", "jsonl", "case_missing", "sick_pay_case"),
        (HEAD + RECOVERY.replace("2007-09-03", ""), "csv", "case_missing", "sick_pay_case"),
        (HEAD + RECOVERY.replace(CITIZEN, "me"), "csv", "value_wrong", "citizen"),
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


ASK = "01900000-0000-7000-8000-000000000003"
OF_A_REFUND = "record,kind,sick_pay_case,request,from_,to,amount,on,version,reason\n"


def test_every_kind_of_line_is_an_order_of_a_case() -> None:
    named = {act.command for act in SERVICE.cases[0].commands if act.example}
    assert set(KINDS.values()) <= named


@pytest.mark.parametrize(
    ("line", "order"),
    [
        (
            "c1,refund_correction,{case},{ask},,2007-10-29,90000,,1,",
            refund.CorrectRefund(UUID(ASK), 1, date(2007, 10, 29), 90000),
        ),
        (
            "a1,refund_annulment,{case},{ask},,,,,2,Wrong employee",
            refund.AnnulRefund(UUID(ASK), 2, "Wrong employee"),
        ),
        ("s1,signature,{case},,,,,2007-10-16,,", refund.SignNotification(date(2007, 10, 16))),
    ],
)
def test_a_line_may_correct_or_annul_a_request_and_sign(line: str, order: Command) -> None:
    case = uuid4()
    read = one(OF_A_REFUND + line.format(case=case, ask=ASK) + "\n")
    assert isinstance(read, Line)
    assert (read.sick_pay_case, read.command) == (case, order)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("a1,refund_annulment,{case},{ask},,,,,,Wrong employee", "version"),
        ("a1,refund_annulment,{case},{ask},,,,,2,", "reason"),
        ("c1,refund_correction,{case},{ask},,2007-10-29,minus one,,1,", "amount"),
    ],
)
def test_a_correction_says_which_version_it_read(line: str, field: str) -> None:
    read = one(OF_A_REFUND + line.format(case=uuid4(), ask=ASK) + "\n")
    assert isinstance(read, Unreadable)
    assert (read.code, read.field) == ("value_wrong", field)


class Portal:
    """Imports lines into a real case, as a person with the officer's role."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        counter.day(date(2007, 12, 1))
        told = NotifyAbsence(UUID(CITIZEN), "10000009", date(2007, 10, 1), "employer",
                             date(2007, 10, 15))  # fmt: skip
        self.case = counter.order(told).case_id

    def imported(self, *lines: str) -> Report:
        text = OF_A_REFUND + "".join(f"{each.format(case=self.case, ask=ASK)}\n" for each in lines)
        return take_in(text, "csv", "portal", self._give)

    def codes(self, *lines: str) -> list[str | None]:
        return [line.code for line in self.imported(*lines).lines]

    def told(self) -> list[str]:
        return [fact.tag for fact in self.counter.told(self.case) if ".refund" in fact.tag]

    def _give(self, command: Command, case: str | None, key: str) -> Done:
        act: Any = next(a for a in SERVICE.cases[0].commands if a.command is type(command))
        assert case is not None
        call = Call(OFFICER, "test", key)
        return self.counter.office.act(SERVICE.cases[0], act, case, command, call)


ASKED = "r1,refund,{case},{ask},2007-10-15,2007-10-31,100000,2007-11-02,,"
CORRECTED = "c1,refund_correction,{case},{ask},,2007-10-29,90000,,1,"
FETCHED = refund.FetchRefund(UUID(ASK), 2)


@pytest.mark.postgres
def test_a_request_is_corrected_before_it_is_fetched_and_a_stale_version_is_refused(
    counter: Counter,
) -> None:
    portal = Portal(counter)
    assert portal.codes(ASKED, CORRECTED) == [None, None]
    stale = CORRECTED.replace("c1", "c2").replace("90000", "80000")
    assert portal.codes(stale) == ["stale_version"]
    counter.order(FETCHED, portal.case)
    late = stale.replace("c2", "c3").replace(",1,", ",3,")
    assert portal.codes(late) == ["refund_fetched"]
    assert portal.told() == [
        "sickpay.refund_requested", "sickpay.refund_corrected", "sickpay.refund_fetched"
    ]  # fmt: skip


@pytest.mark.postgres
def test_only_what_was_fetched_is_annulled_and_a_paid_one_is_not(counter: Counter) -> None:
    portal = Portal(counter)
    annulled = "a{nth},refund_annulment,{{case}},{{ask}},,,,,{version},Wrong employee"
    assert portal.codes(ASKED, CORRECTED, annulled.format(nth=1, version=2)) == [
        None, None, "refund_not_fetched"
    ]  # fmt: skip
    counter.order(FETCHED, portal.case)
    assert portal.codes(annulled.format(nth=2, version=2)) == ["stale_version"]
    paid = counter.order(refund.PayRefund(UUID(ASK), 3, date(2007, 11, 10)), portal.case)
    assert portal.codes(annulled.format(nth=3, version=4)) == ["refund_paid"]
    back = refund.WithdrawRefundPayment(UUID(ASK), 4, "The bank sent it back")
    assert counter.order(back, portal.case).version > paid.version
    assert portal.codes(annulled.format(nth=4, version=5)) == [None]
    assert portal.codes(annulled.format(nth=5, version=6)) == ["refund_annulled"]


@pytest.mark.postgres
def test_a_file_with_corrections_imported_again_changes_nothing(counter: Counter) -> None:
    portal = Portal(counter)
    annulled = "a1,refund_annulment,{case},{ask},,,,,3,Wrong employee"
    first = portal.imported(ASKED, CORRECTED, annulled)
    assert (first.accepted, first.refused_by_code) == (2, {"stale_version": 1})
    counter.order(FETCHED, portal.case)
    second = portal.imported(ASKED, CORRECTED, annulled)
    assert (second.accepted, second.unchanged, second.refused) == (1, 2, 0)
    told = portal.told()
    again = portal.imported(ASKED, CORRECTED, annulled)
    assert (again.accepted, again.unchanged, again.refused) == (0, 3, 0)
    assert portal.told() == told
    changed = portal.imported(annulled.replace("Wrong", "Another"))
    assert changed.refused_by_code == {"record_changed": 1}
