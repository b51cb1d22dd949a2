"""A citizen is erased in the real house: keys and vault row go, the history stays readable."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from jobcenter import catalogue
from services.citizen_history.cases.identities import LookUp
from services.citizen_history.domain.citizen_identity import RegisterIdentity
from services.citizen_history.domain.erasure import ApproveErasure, RequestErasure
from services.citizen_history.domain.legal_hold import LiftLegalHold, PlaceLegalHold
from services.visitation.domain.social_request_orders import RequestHelp
from shared.casework.foreign import rebuild_foreign
from shared.casework.works import Works
from shared.eventlog.rebuild import rebuild_own
from shared.privacy.erased_list import ERASED_FILE, ErasedList
from shared.trouble import Conflicted, Rejected
from tests.citizen_history.registry import (
    ASK,
    EVA,
    FINN,
    GROUNDS,
    ILLNESS,
    NAME,
    NUMBER,
    Registry,
)
from tests.support.dump import dump
from tests.support.real import START, RealHouse


def test_a_stolen_copy_of_the_database_tells_neither_who_nor_what(registry: Registry) -> None:
    assert ILLNESS in str(registry.state())
    tables = dump(registry.url)
    assert {"visitation.events", "citizen_history.vault", "keys.data_keys"} <= tables.keys()
    for secret in (ILLNESS, GROUNDS, NUMBER, NUMBER.replace("-", ""), NAME):
        assert [name for name, held in tables.items() if secret.encode() in held] == []
    tied = {name for name, held in tables.items() if str(registry.citizen).encode() in held}
    assert {"citizen_history.vault", "citizen_history.vault_names"} <= tied


def test_gdpr_17_after_an_erasure_the_history_stays_readable_without_what_was_personal(
    registry: Registry,
) -> None:
    before, views, shown = registry.timeline(), registry.views(), registry.state()
    assert (registry.keys(), registry.vault_rows()) == (2, 2)
    registry.erase()
    assert (registry.keys(), registry.vault_rows()) == (0, 0)
    assert registry.tags()[-1] == "citizen_history.citizen_erased"
    state = registry.state()
    assert ILLNESS not in str(state)
    assert GROUNDS not in str(state)
    assert (state.keys(), state["stage"]) == (shown.keys(), shown["stage"])
    after = registry.timeline()
    assert [line for line in after if line in before] == before
    assert "Borgerens personlige oplysninger blev slettet." in after
    for name, rows in registry.views().items():
        apart = ("citizen_history.", ".tracking")
        assert rows == views[name] or name.startswith(apart), name
    assert registry.ask("look_up_citizen", LookUp(NUMBER)).citizen is None
    assert (
        registry.works("citizen_history")
        .office.desk(EVA)
        .rules.rule("erasure.retention", START.date())
    )


def test_every_view_is_rebuilt_to_the_same_rows_without_the_keys(registry: Registry) -> None:
    registry.erase()
    before = registry.views()
    for works in registry.house.works.values():
        for view in works.views:
            if view.follows:
                _stand_where_heard(registry.house, works)
                rebuild_foreign(works.database, view, works.producers, works.reactions.codec)
            else:
                rebuild_own(works.database, view, works.log, works.office.codec)
    assert registry.views() == before


def _stand_where_heard(house: RealHouse, works: Works) -> None:
    """Move tracking to where `pump` has heard, as the inbox would have."""
    with works.database.connection() as conn:
        for (service, source), cursor in house._heard.items():
            if service == works.service.name:
                conn.execute(
                    "UPDATE tracking SET epoch = %s, position = %s, event_id = %s"
                    " WHERE consumer = %s AND source = %s",
                    (cursor.epoch, cursor.position, cursor.event_id, service, source),
                )


def test_a_person_writes_nothing_new_about_the_erased_and_machines_go_on(
    registry: Registry,
) -> None:
    registry.erase()
    with pytest.raises(Rejected, match="citizen_erased"):
        registry.order("visitation", RequestHelp(registry.citizen, ILLNESS, "§ 85"))
    for works in registry.house.works.values():
        works.keeper.keep()
    registry.settle()
    assert [name for name, held in dump(registry.url).items() if ILLNESS.encode() in held] == []


def test_who_comes_back_gets_a_new_id_and_the_old_one_stays_nobodys(registry: Registry) -> None:
    registry.erase()
    again = RegisterIdentity(NUMBER, citizen=registry.citizen)
    with pytest.raises(Rejected, match="citizen_erased"):
        registry.order("citizen_history", again)
    assert registry.vault_rows() == 0
    new = RegisterIdentity(NUMBER, NAME)
    assert UUID(registry.order("citizen_history", new).case_id) != registry.citizen


def test_a_restored_backup_brings_nobody_back(registry: Registry) -> None:
    with psycopg.connect(registry.url) as conn:
        tables = ("keys.data_keys", "citizen_history.vault", "citizen_history.vault_names")
        backup = {t: conn.execute(f"SELECT * FROM {t}".encode()).fetchall() for t in tables}
    registry.erase()
    assert [each.citizen for each in ErasedList(registry.data / ERASED_FILE).lines()] == [
        registry.citizen
    ]
    with psycopg.connect(registry.url) as conn:
        conn.execute("DELETE FROM keys.erased")
        for table, rows in backup.items():
            for row in rows:
                marks = ", ".join(["%s"] * len(row))
                conn.execute(f"INSERT INTO {table} VALUES ({marks})".encode(), row)
    assert (registry.keys(), registry.vault_rows()) == (2, 2)
    works = registry.works("citizen_history")
    catalogue.resources("citizen_history", works.database, registry.data)
    assert (registry.keys(), registry.vault_rows()) == (0, 0)
    for each in registry.house.works.values():
        each.keyring.refresh()
    assert ILLNESS not in str(registry.state())


def test_a_lost_list_is_no_harm_while_the_database_knows(registry: Registry) -> None:
    registry.erase()
    (registry.data / ERASED_FILE).unlink()
    catalogue.resources(
        "citizen_history", registry.works("citizen_history").database, registry.data
    )
    assert registry.keys() == 0
    assert [each.citizen for each in ErasedList(registry.data / ERASED_FILE).lines()] == [
        registry.citizen
    ]


def test_an_erasure_that_failed_half_way_is_finished_by_doing_it_again(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = registry.works("citizen_history").office.resources["vault"]

    def down(_citizens: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(type(vault), "erase", lambda _self, gone: down(gone))
        with pytest.raises(ConnectionError):
            registry.erase()
    assert "citizen_history.citizen_erased" not in registry.tags()
    registry.settle()
    assert (registry.keys(), registry.vault_rows()) == (0, 0)
    assert registry.tags().count("citizen_history.citizen_erased") == 1


# -- the decision ----------------------------------------------------------------------------------


def test_retention_and_a_legal_hold_stand_in_the_way_with_their_codes(registry: Registry) -> None:
    asked = RequestErasure(registry.citizen, "no_longer_necessary", START.date())
    registry.order("citizen_history", asked, actor=EVA)
    with pytest.raises(Rejected, match="four_eyes_needed"):
        registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=EVA)
    with pytest.raises(Rejected, match="retention_runs"):
        registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=FINN)
    registry.order("citizen_history", PlaceLegalHold(registry.citizen, "court_case"), actor=EVA)
    with pytest.raises(Rejected, match="legal_hold_stands"):
        registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=FINN)
    registry.settle()
    assert registry.keys() == 2


def test_a_hold_that_is_lifted_no_longer_stands_in_the_way(registry: Registry) -> None:
    hold = PlaceLegalHold(registry.citizen, "court_case")
    registry.order("citizen_history", hold, actor=EVA)
    registry.order("citizen_history", LiftLegalHold("concluded"), registry.citizen, actor=EVA)
    registry.erase()
    assert registry.keys() == 0


def test_a_request_repeated_under_its_key_is_one_request(registry: Registry) -> None:
    ask = RequestErasure(citizen=registry.citizen, **ASK)
    first = registry.order("citizen_history", ask, actor=EVA, key="one-wish")
    again = registry.order("citizen_history", ask, actor=EVA, key="one-wish")
    assert (again.replayed, again.version) == (True, first.version)
    assert registry.tags().count("citizen_history.erasure_requested") == 1


def test_a_hold_placed_while_somebody_approves_wins(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = RequestErasure(citizen=registry.citizen, **ASK)
    registry.order("citizen_history", ask, actor=EVA)
    works = registry.works("citizen_history")
    submit, placed = works.writer.submit, []

    def interrupted(append: Any) -> Any:
        if not placed:
            placed.append(True)
            hold = PlaceLegalHold(registry.citizen, "police_report")
            registry.order("citizen_history", hold, actor=EVA)
        return submit(append)

    monkeypatch.setattr(works.writer, "submit", interrupted)
    with pytest.raises((Rejected, Conflicted)):
        registry.order("citizen_history", ApproveErasure(), registry.citizen, actor=FINN)
    registry.settle()
    assert registry.keys() == 2
