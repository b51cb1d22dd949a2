"""One id that was two persons, or two that should never have been merged: split by pointing."""

import pytest

from services.citizen_history.domain.erasure import ApproveErasure, RequestErasure
from services.citizen_history.domain.legal_hold import PlaceLegalHold
from services.visitation.domain.citizen_case import CloseCase
from shared.access.visitor import Visitor
from shared.actor import Actor
from shared.casework.foreign import rebuild_foreign
from shared.casework.persons import PERSONS
from shared.trouble import Denied, Rejected
from tests.citizen_history.two_ids import ANNA, EVA, FINN, SUSAN, TODAY, TwoIds

pytestmark = pytest.mark.postgres

HISTORY = "citizen_history"
ERASE = {"ground": "unlawful_processing", "on": TODAY}


def test_a_split_restores_both_and_nothing_was_rewritten(two: TwoIds) -> None:
    two.register(two.one)
    two.fall_ill(two.two)
    two.house.pump()
    one, other = two.told(two.one), two.told(two.two)
    two.merge()
    before = two.positions()
    two.split()
    assert (two.told(two.one), two.told(two.two)) == (one, other)
    assert two.timeline(two.two).identities == (two.two,)
    assert [row for row in two.positions() if row in before] == before
    for number, citizen in ((two.number, two.one), (two.other_number, two.two)):
        found = two.look_up(number)
        assert (found.citizen, found.current) == (citizen, True)
    two.fall_ill(two.one)
    with pytest.raises(Denied, match="relation_missing"):
        two.ask(HISTORY, "timeline", ANNA, citizen=two.two)
    two.house.pump()


def test_a_case_opened_while_they_were_merged_goes_to_the_person_it_is_about(two: TwoIds) -> None:
    two.merge()
    case = two.fall_ill(two.one)
    two.house.pump()
    two.split(f"sickpay/sick_pay_case-{case}")
    assert "sickpay.absence_notified" in two.told(two.two)
    assert "sickpay.absence_notified" not in two.told(two.one)
    assert two.listed("sickpay", "sick_pay_case", two.one) == []
    assert [row.case_id for row in two.listed("sickpay", "sick_pay_case", two.two)] == [case]
    mine = two.ask("sickpay", "sick_pay_list", SUSAN, citizen=two.two)
    assert [str(row.sick_pay_case) for row in mine["cases"]] == [case]
    with pytest.raises(Denied, match="relation_missing"):
        two.ask("sickpay", "sick_pay_list", SUSAN, citizen=two.one)
    works = two.works("sickpay")
    (kind,) = works.service.cases
    shown, following = works.room.list_cases(kind, Visitor(SUSAN, "test"), two.two)
    assert ([row.case_id for row in shown.body], shown.left_out, following) == ([case], 0, None)
    opened, seen = works.room.show(kind, case, Visitor(SUSAN, "test"))
    assert (opened.case_id, seen.relation) == (case, "own")
    herself = Actor(id=str(two.two), unit="citizen", roles=("citizen",), authority="external")
    looks = two.ask(HISTORY, "looks_at", herself, citizen=two.two)
    assert {"show", "list"} <= {look.kind for look in looks}


def test_one_id_that_was_two_persons_is_split_without_a_merge(two: TwoIds) -> None:
    first, wrong = two.register(two.one), two.fall_ill(two.one)
    two.house.pump()
    with pytest.raises(Rejected, match="nothing_to_split"):
        two.split()
    with pytest.raises(Rejected, match="case_not_of_citizen"):
        two.split(f"visitation/citizen_case-{first}", citizen=two.two, other=two.one)
    before = two.told(two.one)
    two.later()
    two.split(f"sickpay/sick_pay_case-{wrong}")
    assert "sickpay.absence_notified" in two.told(two.two)
    assert "sickpay.absence_notified" not in two.told(two.one)
    assert "visitation.citizen_registered" in two.told(two.one)
    assert two.told(two.one, two.yesterday) == before
    assert two.told(two.two, two.yesterday) == []


def test_a_case_moved_by_mistake_is_moved_back(two: TwoIds) -> None:
    case = f"sickpay/sick_pay_case-{two.fall_ill(two.one)}"
    two.house.pump()
    two.split(case)
    with pytest.raises(Rejected, match="case_not_of_citizen"):
        two.split(case)
    two.split(case, citizen=two.two, other=two.one)
    assert "sickpay.absence_notified" in two.told(two.one)
    assert two.told(two.two) == []


def test_after_a_split_each_may_have_a_case_of_their_own_again(two: TwoIds) -> None:
    case = two.register(two.two)
    two.merge()
    with pytest.raises(Rejected, match="citizen_has_open_case"):
        two.register(two.one)
    two.split()
    two.register(two.one)
    two.order("visitation", CloseCase("job"), case)
    two.register(two.two)
    two.house.pump()


def test_what_is_sealed_with_anothers_key_is_kept_and_erased_with_it(two: TwoIds) -> None:
    case = two.fall_ill(two.one)
    two.house.pump()
    two.split(f"sickpay/sick_pay_case-{case}")
    two.order(HISTORY, RequestErasure(two.two, **ERASE), actor=EVA)
    with pytest.raises(Rejected, match="sealed_under_another_id"):
        two.order(HISTORY, ApproveErasure(), two.two, actor=FINN)
    two.order(HISTORY, PlaceLegalHold(two.two, "court_case"), actor=EVA)
    two.order(HISTORY, RequestErasure(two.one, **ERASE), actor=EVA)
    with pytest.raises(Rejected, match="legal_hold_stands"):
        two.order(HISTORY, ApproveErasure(), two.one, actor=FINN)


def test_the_pointers_are_the_same_when_they_are_built_anew(two: TwoIds) -> None:
    case = two.fall_ill(two.one)
    two.house.pump()
    two.merge()
    two.split(f"sickpay/sick_pay_case-{case}")
    for works in two.house.works.values():
        if PERSONS in works.service.views:
            live = sorted(works.office.desk(EVA).rows(PERSONS), key=lambda row: row.position)
            two.stand_where_heard(works)
            rebuild_foreign(works.database, PERSONS, works.producers, works.reactions.codec)
            built = sorted(works.office.desk(EVA).rows(PERSONS), key=lambda row: row.position)
            assert built == live


def test_a_split_is_seen_as_a_correction_of_the_merge(two: TwoIds) -> None:
    two.merge()
    two.split()
    lines = {line.tag: line for line in two.timeline(two.one).lines}
    merged = lines["citizen_history.identities_merged"]
    split = lines["citizen_history.identities_split"]
    assert (merged.struck_by, merged.struck_how) == (split.provenance[0].event_id, "annulled")
