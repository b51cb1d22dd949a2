"""Records told by others: taken in once, put right by a newer version, withdrawn."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from services.citizen_history.domain import Event
from services.citizen_history.domain.external_record import (
    RECORD,
    ExternalRecordCorrected,
    ExternalRecordImported,
    ExternalRecordWithdrawn,
    Facts,
    ImportRecord,
    WithdrawRecord,
    stated_in,
)
from shared.eventlog.command import Command
from shared.period import Period
from tests.citizen_history.people import ANNA, BENT, TODAY
from tests.support.scenario import Given, given

JOB = ImportRecord(
    record_source="ui_fund",
    record_id="job-4711",
    record_version=1,
    citizen=ANNA,
    kind="employment",
    period=Period(date(2011, 1, 10)),
    authority="external",
    on=date(2011, 1, 10),
)
SECOND = msgspec.structs.replace(JOB, record_version=2, period=Period(date(2011, 2, 1)))
THIRD = msgspec.structs.replace(JOB, record_version=3)
WITHDRAW = WithdrawRecord(reason="entered_wrongly")


def imported(order: ImportRecord) -> ExternalRecordImported:
    """Write the fact that an order leads to."""
    return ExternalRecordImported(**_content(order))


def corrected(order: ImportRecord) -> ExternalRecordCorrected:
    """Write the fact that an order of a newer version leads to."""
    return ExternalRecordCorrected(**_content(order))


def _content(order: ImportRecord) -> dict[str, Any]:
    return {name: getattr(order, name) for name in order.__struct_fields__ if name != "on"}


WITHDRAWN = ExternalRecordWithdrawn(ANNA, "ui_fund", "job-4711", 1, "entered_wrongly")


def about(order: Command, *, cpr: bool = False) -> Facts:
    """Say what the application finds out for an order."""
    if isinstance(order, ImportRecord):
        return Facts(TODAY, stated_in(order), order.on, cpr)
    return Facts(TODAY)


def test_h_02_a_record_is_taken_in() -> None:
    given(RECORD).when(JOB, about(JOB)).then(imported(JOB))


def test_h_02_a_newer_version_puts_the_record_right() -> None:
    given(RECORD, imported(JOB)).when(SECOND, about(SECOND)).then(corrected(SECOND))


def test_h_02_the_same_version_again_gives_nothing_new() -> None:
    case = given(RECORD).and_then(JOB, about(JOB))
    case.when(JOB, about(JOB)).then_rejected("already_imported")
    case.and_then(SECOND, about(SECOND)).when(SECOND, about(SECOND)).then_rejected(
        "already_imported"
    )


def test_two_versions_collide_and_the_older_one_is_refused_after_the_newer() -> None:
    case = given(RECORD).and_then(SECOND, about(SECOND))
    case.when(JOB, about(JOB)).then_rejected("newer_version_known")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "education"}, "version_has_other_content"),
        ({"period": Period(date(2011, 1, 11))}, "version_has_other_content"),
        ({"citizen": BENT}, "record_of_another_citizen"),
        ({"citizen": BENT, "record_version": 2}, "record_of_another_citizen"),
        ({"record_version": 2, "on": date(2011, 6, 16)}, "date_in_future"),
    ],
)
def test_a_record_is_not_changed_behind_its_version(change: dict[str, Any], code: str) -> None:
    order = msgspec.structs.replace(JOB, **change)
    given(RECORD, imported(JOB)).when(order, about(order)).then_rejected(code)


def test_x_25_an_id_that_may_be_a_cpr_number_is_refused() -> None:
    given(RECORD).when(JOB, about(JOB, cpr=True)).then_rejected("record_id_may_be_cpr")


def test_a_record_that_begins_later_can_be_told_today() -> None:
    later = msgspec.structs.replace(JOB, period=Period(date(2011, 8, 1)), on=TODAY)
    given(RECORD).when(later, about(later)).then(imported(later))


def test_a_record_is_withdrawn() -> None:
    given(RECORD, imported(JOB)).when(WITHDRAW, Facts(TODAY)).then(WITHDRAWN)


def test_an_unknown_record_is_not_withdrawn() -> None:
    given(RECORD).when(WITHDRAW, Facts(TODAY)).then_rejected("record_unknown")


def test_a_withdrawal_repeated_is_refused() -> None:
    case = given(RECORD, imported(JOB)).and_then(WITHDRAW, Facts(TODAY))
    case.when(WITHDRAW, Facts(TODAY)).then_rejected("record_already_withdrawn")


def test_a_withdrawal_that_collides_with_a_newer_version_withdraws_that() -> None:
    case = given(RECORD, imported(JOB)).and_then(SECOND, about(SECOND))
    case.when(WITHDRAW, Facts(TODAY)).then(msgspec.structs.replace(WITHDRAWN, record_version=2))


def test_only_a_newer_version_brings_a_withdrawn_record_back() -> None:
    case = given(RECORD, imported(JOB), WITHDRAWN)
    case.when(JOB, about(JOB)).then_rejected("already_imported")
    case.when(SECOND, about(SECOND)).then(imported(SECOND))


@pytest.mark.parametrize("record_id", ["", "a b", "-x", "x" * 65, "a/b", "æ"])
def test_an_odd_id_cannot_be_read(record_id: str) -> None:
    raw = {**msgspec.to_builtins(JOB), "record_id": record_id}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(raw, ImportRecord)


ORDERS: list[Command] = [
    JOB,
    SECOND,
    THIRD,
    msgspec.structs.replace(SECOND, citizen=BENT),
    msgspec.structs.replace(SECOND, kind="education"),
    msgspec.structs.replace(THIRD, on=date(2012, 1, 1)),
    WITHDRAW,
]


@for_all(st.lists(st.sampled_from(ORDERS), max_size=10))
def test_what_blocks_lists_is_what_decide_refuses_with(orders: list[Command]) -> None:
    case = given(RECORD)
    versions: list[int] = []
    for order in orders:
        codes = case.blocks(type(order), about(order))
        answered = case.when(order, about(order))
        if codes:
            answered.then_rejected(codes[0])
            continue
        assert answered.refusal is None
        case = Given(RECORD, (*case.history, *answered.events))
        versions += [
            event.record_version
            for event in answered.events
            if isinstance(event, ExternalRecordImported | ExternalRecordCorrected)
        ]
        replayed = tuple(
            msgspec.json.decode(msgspec.json.encode(each), type=Event) for each in case.history
        )
        assert Given(RECORD, replayed).state == case.state
    assert versions == sorted(set(versions))
