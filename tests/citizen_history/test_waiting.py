"""Who waits for whom, for what, until when."""

from datetime import date
from typing import Any

import pytest

from services.citizen_history.messages import DeadlineTold
from services.citizen_history.views.stages import UNIT_OF
from services.citizen_history.views.timeline import SOURCES
from services.citizen_history.views.waiting import (
    WAITING,
    Waiting,
    WaitingLine,
    WaitingOf,
    ask_waiting,
    still_waiting,
)
from shared.eventlog.codec import Unread
from shared.eventlog.envelope import Recorded
from shared.law.deadline import DeadlineSet
from tests.citizen_history.lines import fact
from tests.citizen_history.people import ANNA, BENT

HEARING, SANCTION = "party_hearing-1", "sanction_case-1"
ANSWER_BY = {
    "deadline": "hearing.min_days:000000000001",
    "rule_key": "hearing.min_days",
    "timely_until": "2011-06-22",
    "kind": "citizen_duty",
    "law_ref": "forvaltningsloven § 19",
}
EFFECTUATE_BY = {
    "deadline": "sanction.effectuate_within:000000000002",
    "rule_key": "sanction.effectuate_within",
    "timely_until": "2011-09-30",
    "kind": "authority_duty",
    "law_ref": "aktivloven",
}


def told(tag: str, *, stream: str, **more: Any) -> Recorded[Unread]:
    """Make a fact of the benefit service."""
    return fact(tag, "2011-06-15", source="benefit_service", stream=stream, **more)


def deadline(what: str, stream: str, data: dict[str, str], **more: Any) -> Recorded[Unread]:
    """Make a deadline fact; all but `deadline.set` leave fields out."""
    kept = data if what == "set" else {k: v for k, v in data.items() if k in _ALWAYS}
    return told(f"deadline.{what}", stream=stream, also=kept, **more)


_ALWAYS = {"deadline", "rule_key", "timely_until"}
SERVED = told("benefit_service.hearing_served", stream=HEARING)
ANSWERED = told("benefit_service.hearing_answered", stream=HEARING)
CONCLUDED = told("benefit_service.hearing_concluded", stream=HEARING)
SET = deadline("set", HEARING, ANSWER_BY)
MISSED = deadline("missed", HEARING, ANSWER_BY)
MET = deadline("met", HEARING, ANSWER_BY)


def fold(*facts: Recorded[Unread]) -> list[Waiting]:
    """Fold facts into rows the way the plumbing does."""
    rows: dict[Any, Waiting] = {}
    for each in facts:
        for key in WAITING.touches(each):
            row = WAITING.project(key, rows.get(key), each)
            rows.pop(key, None)
            if row is not None:
                rows[key] = row
    return list(rows.values())


def waits(*facts: Recorded[Unread]) -> list[tuple[str, str, date | None, str]]:
    """Say what is waited for after these facts."""
    left = still_waiting(fold(*facts))
    return [(row.waiting_on, row.what, row.until, row.status) for row in left]


UNTIL = date(2011, 6, 22)


def test_fvl_19_the_citizen_is_waited_for_until_the_deadline() -> None:
    assert waits(SERVED, SET) == [("citizen", "hearing.min_days", UNTIL, "open")]


def test_an_answer_makes_the_case_wait_for_the_authority() -> None:
    assert waits(SERVED, SET, ANSWERED, MET) == [
        ("benefit_service", "hearing_conclusion", None, "open")
    ]


def test_fvl_19_silence_makes_the_case_wait_for_the_authority_too() -> None:
    assert waits(SERVED, SET, MISSED) == [("benefit_service", "hearing_conclusion", None, "open")]


def test_a_concluded_hearing_waits_for_nobody() -> None:
    assert waits(SERVED, SET, ANSWERED, MET, CONCLUDED) == []
    assert waits(SERVED, SET, MISSED, CONCLUDED) == []


def test_a_withdrawn_answer_makes_the_case_wait_for_the_citizen_again() -> None:
    back = told("benefit_service.hearing_answer_withdrawn", stream=HEARING)
    again = deadline("recomputed", HEARING, {**ANSWER_BY, "timely_until": "2011-06-23"})
    assert waits(SERVED, SET, ANSWERED, MET, back, again) == [
        ("citizen", "hearing.min_days", date(2011, 6, 23), "open")
    ]


def test_a_missed_duty_of_the_authority_is_still_waited_for() -> None:
    decided = told("benefit_service.sanction_decided", stream=SANCTION)
    begun = [decided, deadline("set", SANCTION, EFFECTUATE_BY)]
    waited = ("benefit_service", "sanction.effectuate_within", date(2011, 9, 30))
    assert waits(*begun) == [(*waited, "open")]
    missed = deadline("missed", SANCTION, EFFECTUATE_BY)
    assert waits(*begun, missed) == [(*waited, "missed")]
    done = told("benefit_service.sanction_effectuated", stream=SANCTION)
    assert waits(*begun, missed, done) == []


def test_a_missed_deadline_turned_by_a_late_fact_runs_or_is_met() -> None:
    again = deadline("recomputed", HEARING, {**ANSWER_BY, "timely_until": "2011-06-27"})
    assert waits(SERVED, SET, MISSED, again) == [
        ("citizen", "hearing.min_days", date(2011, 6, 27), "open")
    ]
    assert waits(SERVED, SET, MISSED, MET, ANSWERED) == [
        ("benefit_service", "hearing_conclusion", None, "open")
    ]


def test_a_withdrawn_deadline_is_waited_for_no_more() -> None:
    assert waits(SET, deadline("withdrawn", HEARING, ANSWER_BY)) == []


@pytest.mark.parametrize(
    ("kind", "source", "party"),
    [
        ("citizen_duty", "visitation", "citizen"),
        ("employer_duty", "sickpay", "employer"),
        ("doctor_duty", "sickpay", "doctor"),
        ("authority_duty", "visitation", "jobcenter"),
        ("authority_duty", "benefit_service", "benefit_service"),
        ("parameter", "company_contact", "company_service"),
    ],
)
def test_the_kind_of_duty_says_who_is_waited_for(kind: str, source: str, party: str) -> None:
    begun = fact("deadline.set", "2011-06-15", source=source, also={**ANSWER_BY, "kind": kind})
    assert [row.waiting_on for row in fold(begun)] == [party]


def test_every_source_has_a_unit() -> None:
    assert set(UNIT_OF) == set(SOURCES)


@pytest.mark.parametrize(
    "end", ["offers.report_answered", "offers.no_show_withdrawn"], ids=["answered", "withdrawn"]
)
def test_k_09_each_report_of_absence_waits_for_its_own_answer(end: str) -> None:
    reports = [
        fact("offers.no_show_reported", day, stream="offer_placement-1", day=day)
        for day in ("2011-06-14", "2011-06-15")
    ]
    answered = fact(end, "2011-06-20", stream="offer_placement-1", day="2011-06-14")
    assert len(waits(*reports)) == 2
    (row,) = still_waiting(fold(*reports, answered))
    assert (row.item, row.waiting_on) == ("report:2011-06-15", "benefit_service")


def test_a_recommendation_is_waited_for_from_the_jobcenter_until_it_comes() -> None:
    case = "sanction_recommendation-1"
    opened = fact("visitation.recommendation_opened", "2011-06-14", stream=case)
    given = fact("visitation.sanction_recommended", "2011-06-21", stream=case)
    withdrawn = fact("visitation.recommendation_withdrawn", "2011-06-22", stream=case)
    assert waits(opened) == [("jobcenter", "recommendation", None, "open")]
    assert waits(opened, given) == []
    assert waits(opened, given, withdrawn) == [("jobcenter", "recommendation", None, "open")]


def test_an_appeal_and_a_review_are_waited_for_beside_the_stage() -> None:
    decided = told("benefit_service.sanction_decided", stream=SANCTION)
    appealed = told("benefit_service.appeal_registered", stream=SANCTION)
    flagged = told("benefit_service.decision_needs_review", stream=SANCTION)
    assert [what for _, what, _, _ in waits(decided, appealed, flagged)] == [
        "appeal_decision",
        "decision_review",
        "sanction_effectuation",
    ]
    reviewed = told("benefit_service.decision_reviewed", stream=SANCTION)
    assert [what for _, what, _, _ in waits(decided, appealed, flagged, reviewed)] == [
        "appeal_decision",
        "sanction_effectuation",
    ]


def test_a_form_is_waited_for_from_the_benefit_service_until_it_is_sent() -> None:
    form = "information_form-1"
    asked = told("benefit_service.information_form_requested", stream=form)
    assert waits(asked) == [("benefit_service", "form_sending", None, "open")]
    for end in ("information_form_sent", "information_form_cancelled"):
        assert waits(asked, told(f"benefit_service.{end}", stream=form)) == []


def test_a_right_that_was_not_used_in_time_is_waited_for_no_more() -> None:
    appeal = {**ANSWER_BY, "rule_key": "appeal.deadline", "deadline": "appeal.deadline:1"}
    done = told("benefit_service.sanction_effectuated", stream=SANCTION)
    begun = [done, deadline("set", SANCTION, appeal)]
    assert [what for _, what, _, _ in waits(*begun)] == ["appeal.deadline"]
    assert waits(*begun, deadline("missed", SANCTION, appeal)) == []
    assert waits(*begun[1:], deadline("missed", SANCTION, appeal)) == []


def test_the_nearest_deadline_comes_first_and_what_has_none_last() -> None:
    decided = told("benefit_service.sanction_decided", stream=SANCTION)
    answered = told("benefit_service.hearing_answered", stream="party_hearing-2")
    later = deadline("set", SANCTION, EFFECTUATE_BY)
    assert [until for _, _, until, _ in waits(answered, decided, later, SERVED, SET)] == [
        UNTIL,
        date(2011, 9, 30),
        None,
    ]


def test_each_citizen_of_a_fact_waits_and_others_do_not() -> None:
    both = told("benefit_service.hearing_served", stream=HEARING, subjects=(ANNA, BENT))
    assert {row.citizen for row in fold(both)} == {ANNA, BENT}
    assert fold(told("benefit_service.hearing_served", stream=HEARING, subjects=())) == []


def test_facts_about_nothing_waited_for_change_nothing() -> None:
    assert fold(fact("offers.offer_started", "2011-06-01"), MISSED, CONCLUDED) == []


def test_what_is_read_of_a_deadline_is_what_a_deadline_has() -> None:
    assert set(DeadlineTold.__struct_fields__) <= set(DeadlineSet.__struct_fields__)


class Desk:
    """A desk with these rows on it."""

    def __init__(self, rows: list[Waiting]) -> None:
        self._rows = rows

    def rows(self, _view: Any, where: str, params: dict[str, Any]) -> list[Waiting]:
        """Return the citizen's rows."""
        assert where == "citizen = %(citizen)s"
        return [row for row in self._rows if row.citizen == params["citizen"]]


def ask(*facts: Recorded[Unread]) -> tuple[WaitingLine, ...]:
    """Ask who waits about Anna."""
    desk: Any = Desk(fold(*facts))
    return ask_waiting(desk, WaitingOf(ANNA))


def test_it_is_said_in_words() -> None:
    (line,) = ask(SERVED, SET)
    assert line.da == "Afventer borgeren: svar på partshøring, senest 22. juni 2011."
    assert line.en == "Waiting for the citizen: answer to the party hearing, by 22 June 2011."
    assert line.law_ref == "forvaltningsloven § 19"
    (line,) = ask(SERVED, SET, MISSED)
    assert line.da == "Afventer Ydelsesservice: afslutning af partshøringen."
    begun, missed = (deadline(each, SANCTION, EFFECTUATE_BY) for each in ("set", "missed"))
    (line,) = ask(begun, missed)
    assert line.en == (
        "The deadline has passed: carrying out the sanction was due by 30 September 2011;"
        " waiting for the benefit service."
    )


def test_an_unknown_rule_is_called_by_its_key() -> None:
    (line,) = ask(deadline("set", HEARING, {**ANSWER_BY, "rule_key": "new.rule"}))
    assert line.da == "Afventer borgeren: new.rule, senest 22. juni 2011."
