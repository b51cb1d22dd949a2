"""Two ids of one person, with open cases in different services of the real house (X-25, K)."""

import psycopg
import pytest

from services.citizen_history.domain.citizen_identity import RecordName, RegisterIdentity
from services.citizen_history.domain.erasure import ApproveErasure, RequestErasure
from services.citizen_history.domain.legal_hold import LiftLegalHold, PlaceLegalHold
from services.sickpay.domain.sick_pay_orders import WithdrawNotification
from services.visitation.domain.citizen_case import CloseCase
from services.visitation.domain.social_request_orders import RequestHelp
from shared.actor import Actor
from shared.trouble import Denied, Rejected
from tests.citizen_history.two_ids import ANNA, EVA, FINN, NAME, SUSAN, TODAY, TwoIds

pytestmark = pytest.mark.postgres

ILLNESS = "svær hovedpine siden foråret"
ERASE = {"ground": "unlawful_processing", "on": TODAY}


def keys(two: TwoIds) -> int:
    """Count the keys and vault rows that are left of the two."""
    counted = (
        "SELECT (SELECT count(*) FROM keys.data_keys WHERE citizen = ANY(%(ids)s))"
        " + (SELECT count(*) FROM citizen_history.vault WHERE citizen = ANY(%(ids)s))"
    )
    with psycopg.connect(two.url) as conn:
        found = conn.execute(counted.encode(), {"ids": [two.one, two.two]}).fetchone()
    return int(found[0]) if found else 0


def ask_for_help(two: TwoIds, citizen: object) -> str:
    """Write something personal about an id."""
    return two.order("visitation", RequestHelp(citizen, ILLNESS, "§ 85")).case_id  # type: ignore[arg-type]


def test_after_a_merge_both_histories_are_one_and_nothing_was_rewritten(two: TwoIds) -> None:
    two.register(two.one)
    two.fall_ill(two.two)
    two.house.pump()
    before = two.positions()
    one, other = two.told(two.one), two.told(two.two)
    assert "visitation.citizen_registered" in one
    assert "sickpay.absence_notified" in other
    two.merge()
    for citizen in (two.one, two.two):
        assert sorted(two.told(citizen)) == sorted(one + other)
        shown = two.timeline(citizen)
        assert (shown.citizen, shown.identities) == (two.one, (two.one, two.two))
    assert [row for row in two.positions() if row in before] == before


def test_a_fact_about_both_stands_once_in_the_merged_history(two: TwoIds) -> None:
    two.merge()
    tags = [line.tag for line in two.timeline(two.one).lines]
    assert tags.count("citizen_history.identities_merged") == 1


def test_either_number_leads_to_the_survivor(two: TwoIds) -> None:
    two.merge()
    for number, current in ((two.number, True), (two.other_number, False)):
        found = two.look_up(number)
        assert (found.citizen, found.current, found.name) == (two.one, current, NAME)
        again = two.order("citizen_history", RegisterIdentity(number))
        assert (again.case_id, again.events) == (str(two.one), ())
    with pytest.raises(Rejected, match="citizen_merged"):
        two.order("citizen_history", RecordName("Sørine"), two.two)
    with pytest.raises(Rejected, match="citizen_merged"):
        two.order("citizen_history", RegisterIdentity(two.other_number, citizen=two.two))


def test_the_merge_waits_for_cases_of_one_kind_and_names_them(two: TwoIds) -> None:
    first, second = two.register(two.one), two.register(two.two)
    two.fall_ill(two.two)
    two.house.pump()
    with pytest.raises(Rejected, match="open_cases_block_merge") as refused:
        two.merge()
    named = refused.value.detail["cases"]
    assert {f"visitation/citizen_case-{first}", f"visitation/citizen_case-{second}"} <= set(named)
    assert {case.partition("/")[0] for case in named} == {
        "visitation",
        "benefit_service",
        "offers",
    }
    shown = two.ask("citizen_history", "blocking_cases", ANNA, identity_pair=two.pair)
    assert sorted(f"{each.service}/{each.stream}" for each in shown) == sorted(named)
    assert {each.citizen for each in shown} == {two.one, two.two}
    two.house.pump()
    waiting = two.ask("citizen_history", "waiting", ANNA, citizen=two.one)
    assert "merge_decision" in {line.what for line in waiting}
    assert two.timeline(two.one).identities == (two.one,)


def test_the_merge_goes_on_once_the_other_services_told_that_one_case_ended(two: TwoIds) -> None:
    cases = {two.fall_ill(two.one), two.fall_ill(two.two)}
    two.house.pump()
    with pytest.raises(Rejected, match="open_cases_block_merge"):
        two.merge()
    withdrawn = WithdrawNotification("entered_wrongly")
    two.order("sickpay", withdrawn, min(cases), actor=SUSAN)
    with pytest.raises(Rejected, match="open_cases_block_merge"):
        two.order_approval()
    two.house.pump()
    two.approve()
    for citizen in (two.one, two.two):
        rows = two.listed("sickpay", "sick_pay_case", citizen)
        assert {row.case_id for row in rows} == cases
        listed = two.ask("sickpay", "sick_pay_list", SUSAN, citizen=citizen)
        assert {str(row.sick_pay_case) for row in listed["cases"]} == cases


def test_a_case_that_was_carried_over_goes_on_under_its_old_id(two: TwoIds) -> None:
    case = two.register(two.two)
    two.merge()
    done = two.order("visitation", CloseCase("job"), case)
    assert done.events[0] == "visitation.case_closed"
    two.house.pump()
    assert "visitation.case_closed" in two.told(two.one)


def test_new_cases_on_the_retired_id_are_refused_and_told_where_to_go(two: TwoIds) -> None:
    two.merge()
    for give in (two.register, two.fall_ill, lambda who: ask_for_help(two, who)):
        with pytest.raises(Rejected, match="citizen_merged") as refused:
            give(two.two)
        assert refused.value.detail == {"citizen": str(two.one)}
        give(two.one)


def test_a_place_taken_under_the_old_id_is_taken_for_the_survivor(two: TwoIds) -> None:
    case = two.register(two.two)
    two.house.pump()
    two.merge()
    with pytest.raises(Rejected, match="citizen_has_open_case"):
        two.register(two.one)
    two.order("visitation", CloseCase("job"), case)
    two.register(two.one)
    two.house.pump()


def test_who_had_a_relation_to_one_id_has_it_to_the_person(two: TwoIds) -> None:
    two.fall_ill(two.two)
    two.house.pump()
    with pytest.raises(Denied, match="relation_missing"):
        two.ask("citizen_history", "timeline", SUSAN, citizen=two.one)
    two.merge()
    shown = two.ask("citizen_history", "timeline", SUSAN, citizen=two.one)
    assert "sickpay.absence_notified" in {line["tag"] for line in _plain(shown)}
    with pytest.raises(Denied, match="relation_missing"):
        two.ask("citizen_history", "timeline", ANNA, citizen=two.one)


def _plain(shown: object) -> list[dict[str, str]]:
    """Return the lines of a history as they were presented."""
    lines = shown["lines"] if isinstance(shown, dict) else shown.lines  # type: ignore[attr-defined]
    return [each if isinstance(each, dict) else {"tag": each.tag} for each in lines]


def test_sealed_values_of_both_stay_readable(two: TwoIds) -> None:
    written = [ask_for_help(two, two.one)]
    two.house.pump()
    other = ask_for_help(two, two.two)
    two.house.pump()
    with pytest.raises(Rejected, match="open_cases_block_merge"):
        two.merge()
    works = two.works("visitation")
    case = next(each for each in works.service.cases if each.name == "social_request")
    for each in (*written, other):
        assert ILLNESS in str(works.office.show(case, each, ANNA).state)


def test_art_15_the_citizen_sees_looks_at_both_ids(two: TwoIds) -> None:
    two.fall_ill(two.two)
    two.house.pump()
    two.ask("citizen_history", "timeline", SUSAN, citizen=two.two)
    two.merge()
    for who in (two.one, two.two):
        herself = Actor(id=str(who), unit="citizen", roles=("citizen",), authority="external")
        looks = two.ask("citizen_history", "looks_at", herself, citizen=two.one)
        assert [look.name for look in looks].count("timeline") == 1


def test_as_of_known_before_the_merge_shows_what_was_known_then(two: TwoIds) -> None:
    two.register(two.one)
    two.fall_ill(two.two)
    two.house.pump()
    one, other = two.told(two.one), two.told(two.two)
    two.later()
    two.merge()
    before = two.yesterday
    assert sorted(two.told(two.one, before)) == sorted(one)
    assert sorted(two.told(two.two, before)) == sorted(other)
    assert sorted(two.told(two.one)) == sorted(one + other)


def test_erasing_the_person_erases_both_ids(two: TwoIds) -> None:
    ask_for_help(two, two.one)
    two.merge()
    assert keys(two) == 3
    with pytest.raises(Rejected, match="citizen_merged"):
        two.order("citizen_history", RequestErasure(two.two, **ERASE), actor=EVA)
    two.order("citizen_history", RequestErasure(two.one, **ERASE), actor=EVA)
    two.order("citizen_history", ApproveErasure(), two.one, actor=FINN)
    two.house.pump()
    assert keys(two) == 0
    assert two.look_up(two.other_number).citizen is None


def test_a_hold_on_either_id_keeps_the_person(two: TwoIds) -> None:
    two.order("citizen_history", PlaceLegalHold(two.two, "court_case"), actor=EVA)
    two.merge()
    two.order("citizen_history", RequestErasure(two.one, **ERASE), actor=EVA)
    with pytest.raises(Rejected, match="legal_hold_stands"):
        two.order("citizen_history", ApproveErasure(), two.one, actor=FINN)
    two.order("citizen_history", LiftLegalHold("concluded"), two.two, actor=EVA)
    two.order("citizen_history", ApproveErasure(), two.one, actor=FINN)
    two.house.pump()
    assert keys(two) == 0


def test_who_is_being_erased_is_not_merged(two: TwoIds) -> None:
    two.house.pump()
    two.order("citizen_history", RequestErasure(two.two, **ERASE), actor=EVA)
    with pytest.raises(Rejected, match="erasure_already_requested"):
        two.merge()
    two.order("citizen_history", ApproveErasure(), two.two, actor=FINN)
    two.house.pump()
    with pytest.raises(Rejected, match="citizen_erased"):
        two.merge()
