"""Records of others, carried out: each version once, corrections name what they put right."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml

from services.citizen_history.domain.external_record import ImportRecord, WithdrawRecord
from services.citizen_history.wiring import SERVICE, create_keys, resources
from shared.eventlog.database import Database
from shared.eventlog.decider import Rejected
from shared.period import Period
from shared.privacy.cpr import CprNumber
from shared.privacy.secret_file import KeysUnsafe
from shared.trouble import NotFound
from tests.citizen_history.conftest import ROOM, Counter
from tests.citizen_history.people import ANNA, ANNAS_NUMBER
from tests.citizen_history.test_external_record import JOB, SECOND

WITHDRAW = WithdrawRecord(reason="entered_wrongly")
JOB_CASE = "ui_fund-job-4711"


def test_a_record_is_kept_under_its_source_and_id(counter: Counter) -> None:
    done = counter.order(JOB)
    assert done.case_id == JOB_CASE
    (told,) = counter.history()
    assert told.stream == "external_record-ui_fund-job-4711"
    assert told.meta.effective_on == date(2011, 1, 10)
    assert told.meta.subjects == (ANNA,)
    assert (told.meta.corrects, told.meta.how) == (None, None)


def test_e16_a_newer_version_names_the_fact_it_puts_right(counter: Counter) -> None:
    for version in (JOB, SECOND, msgspec.structs.replace(SECOND, record_version=3)):
        counter.order(version)
    first, second, third = counter.history()
    assert (second.meta.corrects, second.meta.how) == (first.meta.event_id, "corrected")
    assert (third.meta.corrects, third.meta.how) == (second.meta.event_id, "corrected")


def test_a_withdrawal_names_the_last_version_and_a_return_names_nothing(counter: Counter) -> None:
    counter.order(JOB)
    counter.order(SECOND)
    counter.order(WITHDRAW, JOB_CASE)
    counter.order(msgspec.structs.replace(SECOND, record_version=3))
    _, second, gone, back = counter.history()
    assert (gone.meta.corrects, gone.meta.how) == (second.meta.event_id, "withdrawn")
    assert back.tag == "citizen_history.external_record_imported"
    assert back.meta.corrects is None
    counter.order(WITHDRAW, JOB_CASE)
    assert counter.history()[-1].meta.corrects == back.meta.event_id


def test_h_02_an_import_run_twice_leaves_one_history(counter: Counter) -> None:
    records = [msgspec.structs.replace(JOB, record_id=f"job-{n}") for n in range(5)]
    for record in records:
        counter.order(record)
    before = counter.stored()
    for record in records:
        with pytest.raises(Rejected, match="already_imported"):
            counter.order(record)
    assert counter.stored() == before


def test_the_same_id_in_another_source_is_another_record(counter: Counter) -> None:
    counter.order(JOB)
    done = counter.order(msgspec.structs.replace(JOB, record_source="employer"))
    assert (done.case_id, done.version) == ("employer-job-4711", 1)


@pytest.mark.parametrize(
    "record_id", ["2110625629", "211062-5629", "cpr.2110625629", "x-211062-5629", "job2110625629"]
)
def test_x_25_a_record_id_that_may_be_a_cpr_number_is_refused(
    counter: Counter, record_id: str
) -> None:
    with pytest.raises(Rejected, match="record_id_may_be_cpr"):
        counter.order(msgspec.structs.replace(JOB, record_id=record_id))
    assert not counter.history()


def test_nothing_is_withdrawn_that_was_never_told(counter: Counter) -> None:
    with pytest.raises(NotFound):
        counter.order(WITHDRAW, JOB_CASE)


def test_a_record_is_shown_as_it_stands(counter: Counter) -> None:
    counter.order(JOB)
    counter.order(WITHDRAW, JOB_CASE)
    actor = counter.history()[0].meta.actor
    shown = counter.office.show(SERVICE.cases[1], JOB_CASE, actor)
    assert shown.state["stage"] == "withdrawn"
    assert shown.state["period"] == Period(date(2011, 1, 10))
    assert shown.may == {"withdraw_record": ("record_already_withdrawn",)}


def test_every_code_that_can_be_raised_is_explained_and_no_other() -> None:
    listed = yaml.safe_load((ROOM / "codes.yaml").read_text(encoding="utf-8"))
    sources = [
        *ROOM.glob("*.py"),
        *ROOM.glob("cases/*.py"),
        *ROOM.glob("vault/*.py"),
        *ROOM.glob("domain/*.py"),
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    raised = set(re.findall(r'Rejected\("([a-z_]+)"\)', text))
    raised |= set(re.findall(r'(?:return \(|append\(|codes = \[)"([a-z_]+)"', text))
    raised |= set(re.findall(r'refusal="([a-z_]+)"', text))  # another case holds the name
    raised |= set(re.findall(r'code="([a-z_]+)"', text))  # a mark beside what is masked
    assert raised - {"date_in_future", "citizen_erased", "citizen_merged"} == set(listed)
    for titles in listed.values():
        assert titles["da"].endswith(".")
        assert titles["en"].endswith(".")


def test_every_example_in_the_api_can_be_ordered(counter: Counter) -> None:
    for case in SERVICE.cases:
        for act in case.commands:
            msgspec.convert(act.example, act.command)
    example = SERVICE.cases[1].commands[0].example
    assert counter.order(msgspec.convert(example, ImportRecord)).version == 1


@pytest.mark.postgres
def test_the_vault_is_opened_with_the_installations_keys(
    vault_database: Database, tmp_path: Path
) -> None:
    with pytest.raises(KeysUnsafe):
        resources(vault_database.connection, "citizen_history", tmp_path)
    create_keys(tmp_path)
    number = CprNumber(ANNAS_NUMBER)
    vault = resources(vault_database.connection, "citizen_history", tmp_path)["vault"]
    kept = vault.keep_number(number, ANNA, ANNA)
    again = resources(vault_database.connection, "citizen_history", tmp_path)["vault"]
    assert again.find(number) == kept
