from typing import Any

import pytest
from msgspec.structs import replace

from services.benefit_service.domain.hearing_events import (
    HearingAnswered,
    HearingAnswerWithdrawn,
    HearingConcluded,
    HearingFactsAmended,
    HearingServiceCorrected,
    HearingWithdrawn,
)
from services.benefit_service.domain.sanction_events import (
    AppealDecided,
    AppealRegistered,
    DecisionNeedsReview,
    DecisionReviewed,
    NonComplianceCorrected,
    RecommendationTakenBack,
)
from services.benefit_service.domain.sanction_orders import ReverseSanction
from services.benefit_service.views import (
    decision_basis,
    hearing_list,
    sanction_list,
)
from services.benefit_service.views.sanction_queries import (
    SanctionListParams,
    listed,
    oversight,
)
from shared.eventlog.event import Event
from tests.benefit_service.samples import (
    BENEFIT,
    CITIZEN,
    DECISION,
    HEARING,
    LETTER,
    MESSAGE,
    PLACEMENT,
    READY,
    RECOMMENDED,
    REPORTED,
    SANCTION,
    day,
    recorded,
)
from tests.benefit_service.test_sanction_case import decided, effectuated
from tests.benefit_service.test_sanction_case import told as notice

ANSWERED = HearingAnswered(CITIZEN, SANCTION, day(20), "x")
CONCLUDED = HearingConcluded(CITIZEN, SANCTION, "excuse_not_accepted", True, "x", day(21), "bo")


def show(view: Any, *facts: tuple[Event, str], **more: Any) -> Any:
    """Run facts of named streams through a view and return its rows."""
    rows: dict[tuple[Any, ...], Any] = {}
    for event, stream in facts:
        fact = recorded(event, stream, **more)
        for key in view.touches(fact):
            rows[key] = view.project(key, rows.get(key), fact)
    return {key: row for key, row in rows.items() if row is not None}


def case(*events: Event) -> list[tuple[Event, str]]:
    """Put facts in the streams they belong to."""
    return [
        (one, f"party_hearing-{HEARING}" if "hearing" in tag(one) else f"sanction_case-{SANCTION}")
        for one in events
    ]


def tag(event: Event) -> str:
    return str(type(event).__struct_config__.tag)


def sanction(*events: Event) -> sanction_list.SanctionRow:
    row = show(sanction_list.SANCTION_LIST, *case(*events))[SANCTION,]
    assert isinstance(row, sanction_list.SanctionRow)
    return row


DECIDED = tuple(decided().history)
EFFECTUATED = tuple(effectuated().history)
REVERSED = tuple(effectuated().and_then(ReverseSanction("own_initiative", "x"), READY).history)
FLAG = DecisionNeedsReview(CITIZEN, DECISION, "employment_recorded", "x", MESSAGE)
APPEAL = AppealRegistered(CITIZEN, day(1, 7), in_time=True, grounds="x")
SILENT = replace(CONCLUDED, answered=False)


@pytest.mark.parametrize(
    ("events", "waiting_on"),
    [
        ((REPORTED,), "benefit_service"),
        ((REPORTED, LETTER), "citizen"),
        ((REPORTED, LETTER, ANSWERED), "benefit_service"),
        ((REPORTED, LETTER, ANSWERED, CONCLUDED), "jobcenter"),
        (
            (REPORTED, LETTER, replace(CONCLUDED, finding="excuse_accepted")),
            "benefit_service",
        ),
        ((REPORTED, LETTER, CONCLUDED, RECOMMENDED), "benefit_service"),
        (
            (REPORTED, LETTER, CONCLUDED, RECOMMENDED, RecommendationTakenBack(CITIZEN)),
            "jobcenter",
        ),
        ((REPORTED, LETTER, HearingWithdrawn(CITIZEN, SANCTION, "x")), "benefit_service"),
        (
            (REPORTED, LETTER, SILENT, HearingServiceCorrected(CITIZEN, SANCTION, day(16))),
            "citizen",
        ),
        (
            (
                REPORTED,
                LETTER,
                ANSWERED,
                CONCLUDED,
                HearingServiceCorrected(CITIZEN, SANCTION, day(16)),
            ),
            "jobcenter",
        ),
        (
            (REPORTED, LETTER, ANSWERED, HearingAnswerWithdrawn(CITIZEN, SANCTION, "x")),
            "citizen",
        ),
        (
            (REPORTED, LETTER, CONCLUDED, HearingFactsAmended(CITIZEN, SANCTION), LETTER),
            "citizen",
        ),
        (DECIDED, "benefit_service"),
        ((*DECIDED, APPEAL), "appeals_board"),
        ((*DECIDED, APPEAL, AppealDecided(CITIZEN, "upheld", "x")), "benefit_service"),
        (EFFECTUATED, "nobody"),
        ((*EFFECTUATED, FLAG), "benefit_service"),
        ((*EFFECTUATED, FLAG, DecisionReviewed(CITIZEN, "stands", "x", "bo")), "nobody"),
        (REVERSED, "nobody"),
        ((*EFFECTUATED, APPEAL, FLAG, *REVERSED[-3:]), "nobody"),
        ((REPORTED, notice("dropped")), "nobody"),
    ],
)
def test_the_list_says_whom_a_case_waits_on(events: tuple[Event, ...], waiting_on: str) -> None:
    assert sanction(*events).waiting_on == waiting_on


def test_the_list_shows_days_amount_month_and_outcome() -> None:
    row = sanction(*EFFECTUATED)
    assert (row.days, row.amount, row.effectuated_month) == (4, 160_000, "2011-07")
    assert (row.outcome, row.decided_on, row.answered_on) == ("decided", day(23), day(23))
    assert sanction(*REVERSED).outcome == "reversed"
    moved = NonComplianceCorrected(CITIZEN, "offer_no_show", day(15), PLACEMENT, True, "x")
    assert sanction(REPORTED, moved).day == day(15)


def test_a_hearing_about_a_stop_is_in_no_sanction_case() -> None:
    stop = replace(LETTER, sanction_case=None, benefit_case=BENEFIT, stop_ground="moved_abroad")
    assert show(sanction_list.SANCTION_LIST, *case(stop)) == {}
    assert show(sanction_list.SANCTION_LIST, *case(LETTER)) == {}


def test_the_age_of_an_unanswered_report_grows_and_stops_when_it_is_answered() -> None:
    rows = [sanction(REPORTED), sanction(*EFFECTUATED)]
    answer = listed(rows, day(30), SanctionListParams())
    assert (answer.unanswered, answer.oldest_unanswered_days) == (1, 7)
    assert [one.age_days for one in answer.cases] == [7, 0]
    open_ = listed(rows, day(30), SanctionListParams(open_only=True))
    assert [one.case for one in open_.cases] == rows[:1]
    nobody = listed(rows, day(30), SanctionListParams(waiting_on="nobody"))
    assert (nobody.unanswered, nobody.oldest_unanswered_days) == (0, None)


def test_b_04_oversight_counts_outcomes_and_the_reversal_rate() -> None:
    rows = [
        sanction(REPORTED),
        sanction(REPORTED, notice("dropped")),
        sanction(*DECIDED),
        sanction(*EFFECTUATED),
        sanction(*REVERSED),
        sanction(*DECIDED, APPEAL, FLAG),
    ]
    seen = oversight(rows)
    assert (seen.reports, seen.decided, seen.reversed) == (6, 4, 1)
    assert str(seen.reversed_percent) == "25.0"
    assert seen.outcomes == {"decided": 3, "dropped": 1, "reversed": 1, "unanswered": 1}
    assert (seen.appealed, seen.under_review) == (1, 1)
    assert seen.reported_from == {"offers": 6}
    assert oversight([]).reversed_percent is None


def hearing(*events: Event) -> Any:
    return show(hearing_list.HEARING_LIST, *case(*events))[HEARING,]


@pytest.mark.parametrize(
    ("events", "stage", "finding"),
    [
        ((LETTER,), "served", None),
        ((LETTER, ANSWERED), "answered", None),
        ((LETTER, ANSWERED, HearingAnswerWithdrawn(CITIZEN, SANCTION, "x")), "served", None),
        ((LETTER, ANSWERED, CONCLUDED), "concluded", "excuse_not_accepted"),
        ((LETTER, CONCLUDED, HearingServiceCorrected(CITIZEN, SANCTION, day(16))), "served", None),
        (
            (LETTER, ANSWERED, CONCLUDED, HearingServiceCorrected(CITIZEN, SANCTION, day(16))),
            "concluded",
            "excuse_not_accepted",
        ),
        ((LETTER, HearingWithdrawn(CITIZEN, SANCTION, "x")), "withdrawn", None),
    ],
)
def test_the_hearing_list_follows_each_hearing(
    events: tuple[Event, ...], stage: str, finding: str | None
) -> None:
    row = hearing(*events)
    assert (row.stage, row.finding) == (stage, finding)


def test_the_basis_of_a_decision_is_kept_until_it_is_reversed() -> None:
    def basis(*events: Event) -> Any:
        return show(decision_basis.DECISION_BASIS, *case(*events))[SANCTION,]

    row = basis(*DECIDED)
    assert (row.stage, row.decision, row.relied_on) == ("decided", MESSAGE, READY.relied_on)
    assert (row.basis_from, row.basis_to, len(row.days)) == (day(14), day(17), 4)
    assert basis(REPORTED).stage == "open"
    moved = NonComplianceCorrected(CITIZEN, "offer_no_show", day(15), PLACEMENT, False, "x")
    assert basis(REPORTED, moved).basis_from == day(15)
    gone = basis(*REVERSED)
    assert (gone.stage, gone.days) == ("closed", ())
