"""K-01: what employees do adds up to their teams, and teams to centres."""

from collections import Counter
from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation.domain.assignment import CaseAssigned
from services.visitation.domain.contact_course import InterviewHeld, InterviewWithdrawn
from services.visitation.views.production import (
    OUTCOMES,
    PRODUCTION,
    PRODUCTION_LIST,
    Done,
    added,
)
from shared.actor import Actor
from tests.visitation.cases import CLOSED, HELD, JUNE_7, P6, REGISTERED
from tests.visitation.house import recorded

NOW = datetime(2011, 6, 14, 13, tzinfo=UTC)
TO_ANNA = CaseAssigned(P6, "anna", "unge", "valby", None, JUNE_7)
MEASURES = (*sorted(set(PRODUCTION.values())), *OUTCOMES)


def told(event, by="bo", **meta):
    one = recorded("citizen_case-x", event, NOW, **meta)
    return replace(one, meta=replace(one.meta, actor=Actor(id=by)))


def folded(*facts):
    row = None
    for fact in facts:
        for key in PRODUCTION_LIST.touches(fact):
            row = PRODUCTION_LIST.project(key, row, fact)
    return row


def counts(row):
    return Counter((each.measure, each.employee, each.team) for each in row.done)


def test_an_interview_is_the_one_who_held_it_and_a_job_is_the_owner():
    row = folded(told(REGISTERED), told(TO_ANNA), told(HELD, "cia"), told(CLOSED))
    assert counts(row) == {
        ("registrations", "bo", None): 1,
        ("interviews", "cia", "unge"): 1,
        ("left_for_job", "anna", "unge"): 1,
    }


def test_what_is_taken_back_is_not_counted():
    held = told(HELD)
    gone = InterviewWithdrawn(P6, JUNE_7, None, "Fejl")
    row = folded(held, told(gone, corrects=held.meta.event_id, how="withdrawn"))
    assert row.done == ()
    again = InterviewHeld(P6, date(2011, 6, 20), "personal")
    assert counts(
        folded(held, told(again), told(gone, corrects=held.meta.event_id, how="withdrawn"))
    )
    assert PRODUCTION_LIST.touches(told(gone)) == []


places = st.sampled_from([("valby", "unge"), ("valby", "voksne"), ("nord", "unge"), (None, None)])
things = st.lists(
    st.builds(
        lambda measure, employee, place: Done(
            UUID(int=0), measure, employee, place[1], place[0], JUNE_7
        ),
        st.sampled_from(MEASURES),
        st.sampled_from(["anna", "bo", None]),
        places,
    ),
    max_size=40,
)


@settings(max_examples=100, deadline=None)
@for_all(things)
def test_k01_every_level_sums_to_the_level_above(found):
    totals = Counter(each.measure for each in found)
    for level in ("employee", "team", "centre"):
        rows = added(found, level)
        assert len({(row.centre, row.team, row.name) for row in rows}) == len(rows)
        for measure in MEASURES:
            said = [{**row.production, **row.outcomes}[measure] for row in rows]
            assert sum(said) == totals[measure]
    for team in added(found, "team"):
        parts = [
            row
            for row in added(found, "employee")
            if (row.centre, row.team) == (team.centre, team.team)
        ]
        for measure in team.production:
            assert sum(row.production[measure] for row in parts) == team.production[measure]
