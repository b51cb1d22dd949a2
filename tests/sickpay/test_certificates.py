"""Several certificates at once: each has its doctor's clock, each mistake is put right alone."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.sickpay.domain import ending_events as ending
from services.sickpay.domain import paper_events as told
from services.sickpay.domain import paper_orders as paper
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.certificate_history import Illness
from services.sickpay.domain.course import documented
from services.sickpay.domain.ending_orders import Reassess
from services.sickpay.domain.follow_up_orders import Categorise
from shared.eventlog.decider import Rejected
from tests.sickpay.house import Story

FIRST = date(2007, 10, 1)
ASKED, LATER, CAME = date(2007, 10, 15), date(2007, 10, 22), date(2007, 10, 29)
TO = date(2007, 12, 31)


def awaiting_two() -> tuple[Story, UUID, UUID]:
    """Two doctors are asked: LÆ 125 (14 days) and a week later LÆ 265 (30 days, 14 from a talk)."""
    story = Story().notify(FIRST)
    story.order(paper.RequestCertificate("le125", ASKED), ASKED)
    story.order(paper.RequestCertificate("le265", LATER), LATER)
    first, second = (one.certificate for one in story.state.course.awaited)
    return story, first, second


def states(story: Story) -> dict[str, tuple[str, date]]:
    duties = [d for d in story.clocks.duties if d.key.startswith("cert.")]
    return {d.key: (d.state, d.timely_until) for d in duties}


def receive(name: UUID | None, on: date = CAME, **more: Any) -> paper.ReceiveCertificate:
    return paper.ReceiveCertificate(on, FIRST, TO, "Ill", certificate=name, **more)


def test_each_certificate_has_the_clock_of_its_own_doctor() -> None:
    story, first, second = awaiting_two()
    story.order(paper.NoteConsultation(LATER, second), LATER)
    waiting = {
        "cert.le125": ("running", date(2007, 10, 29)),
        "cert.le145_le265": ("running", date(2007, 11, 21)),
        "cert.le145_le265.consultation": ("running", date(2007, 11, 5)),
    }
    assert states(story) == waiting
    story.order(receive(first), CAME)
    assert states(story) == {**waiting, "cert.le125": ("met", date(2007, 10, 29))}
    story.order(receive(second, date(2007, 11, 5)), date(2007, 11, 5))
    assert {state for state, _ in states(story).values()} == {"met"}
    assert story.state.course.awaited == ()


def test_two_of_one_kind_are_told_apart_too() -> None:
    story = Story().notify(FIRST)
    story.order(paper.RequestCertificate("le125", ASKED), ASKED)
    story.order(paper.RequestCertificate("le125", LATER), LATER)
    first, second = (one.certificate for one in story.state.course.awaited)
    story.order(receive(second), CAME)
    older, newer = story.clocks.of_key("cert.le125")
    assert (older.state, newer.state) == ("running", "met")
    assert [one.certificate for one in story.state.course.awaited] == [first]


def test_the_order_says_which_certificate_once_several_are_awaited() -> None:
    story, first, _ = awaiting_two()
    for order in (receive(None), paper.NoteConsultation(CAME), paper.CancelCertificate("x")):
        with pytest.raises(Rejected, match="certificate_not_named"):
            story.order(order, CAME)
    with pytest.raises(Rejected, match="certificate_unknown"):
        story.order(receive(UUID(int=1)), CAME)
    story.order(paper.CancelCertificate("Not needed", first), CAME)
    with pytest.raises(Rejected, match="no_certificate_awaited"):
        story.order(receive(first), CAME)
    story.order(receive(None), CAME)
    assert "cert.le125" not in states(story)
    assert states(story)["cert.le145_le265"][0] == "met"


def test_one_that_comes_unasked_stops_nobodys_clock() -> None:
    story, first, _ = awaiting_two()
    story.order(receive(None, unasked=True), CAME)
    assert {state for state, _ in states(story).values()} == {"running"}
    assert len(story.state.course.certificates) == 3
    assert first in {one.certificate for one in story.state.course.awaited}


def test_a_corrected_request_moves_that_doctors_days_only() -> None:
    story, first, _ = awaiting_two()
    moved = paper.CorrectCertificateRequest(first, date(2007, 10, 17), "Sendt to dage senere")
    story.order(moved, CAME)
    assert states(story)["cert.le125"] == ("running", date(2007, 10, 31))
    assert states(story)["cert.le145_le265"] == ("running", date(2007, 11, 21))


def test_a_consultation_taken_back_ends_the_shorter_time() -> None:
    story, _, second = awaiting_two()
    story.order(paper.NoteConsultation(LATER, second), LATER)
    story.order(paper.WithdrawConsultation(second, "Mødte ikke op"), CAME)
    assert "cert.le145_le265.consultation" not in states(story)
    story.order(paper.NoteConsultation(CAME, second), CAME)
    assert states(story)["cert.le145_le265.consultation"] == ("running", date(2007, 11, 12))


def test_a_certificate_corrected_counts_on_its_right_day_and_flags_what_relied_on_it() -> None:
    story, first, _ = awaiting_two()
    story.order(Categorise(2, ASKED, "Long course"), ASKED)
    story.order(receive(first), CAME)
    right = paper.CorrectCertificate(first, date(2007, 10, 31), FIRST, date(2007, 11, 1), "Kort")
    found = story.order(right, date(2007, 11, 1))
    flags = [e.decision for e in found if isinstance(e, ending.DecisionFlagged)]
    assert flags == ["category"]
    [duty] = story.clocks.of_key("cert.le125")
    assert duty.met is not None
    assert duty.met.late_by_days == 2
    corrected = next(r for r in story.history if isinstance(r.event, told.CertificateCorrected))
    came = next(r for r in story.history if isinstance(r.event, told.CertificateReceived))
    assert (corrected.meta.corrects, corrected.meta.how) == (came.meta.event_id, "corrected")
    assert story.state.course.certificates[0].ill == Illness(FIRST, date(2007, 11, 1))


def test_a_certificate_taken_back_is_awaited_again_and_missed_if_its_day_has_passed() -> None:
    story, first, _ = awaiting_two()
    story.order(receive(first), CAME)
    story.order(Categorise(2, CAME, "Long course"), CAME)
    gone = paper.WithdrawCertificate(first, "En anden borgers")
    found = story.order(gone, date(2007, 11, 6))
    assert [e.decision for e in found if isinstance(e, ending.DecisionFlagged)] == ["category"]
    assert states(story)["cert.le125"] == ("missed", date(2007, 10, 29))
    assert first in {one.certificate for one in story.state.course.awaited}
    story.order(receive(first, date(2007, 11, 7)), date(2007, 11, 7))
    [duty] = story.clocks.of_key("cert.le125")
    assert duty.met is not None
    assert duty.met.late_by_days == 9


def test_a_certificate_that_came_unasked_is_gone_when_it_is_taken_back() -> None:
    story = Story().notify(FIRST)
    story.order(receive(None), CAME)
    (one,) = story.state.course.certificates
    story.order(paper.WithdrawCertificate(one.certificate, "En anden borgers"), CAME)
    assert story.state.course.certificates == ()


def test_a_recovery_taken_back_leaves_the_doctors_where_they_were() -> None:
    story, first, second = awaiting_two()
    story.order(orders.ReportRecovery(CAME), CAME)
    assert {state for state, _ in states(story).values()} == {"met"}
    story.order(orders.WithdrawRecovery("Kun ferie"), CAME)
    assert {state for state, _ in states(story).values()} == {"running"}
    assert [one.certificate for one in story.state.course.awaited] == [first, second]


def test_a_certificate_after_the_reassessment_lets_somebody_look_again() -> None:
    story = Story().notify(date(2009, 11, 2))
    day = date(2010, 11, 1)
    story.order(Reassess(day, (), "Ingen grund"), day)
    ill = paper.ReceiveCertificate(day, date(2009, 11, 2), date(2011, 2, 1), "Operation")
    flags = [e for e in story.order(ill, day) if isinstance(e, ending.DecisionFlagged)]
    assert [(e.decision, e.because) for e in flags] == [("reassessment", "certificate_came_after")]


def test_overlapping_certificates_are_joined_so_that_a_day_counts_once() -> None:
    story, first, second = awaiting_two()
    story.order(receive(first), CAME)
    over = paper.ReceiveCertificate(CAME, CAME, date(2008, 1, 31), "Ill", certificate=second)
    story.order(over, CAME)
    ill = tuple(one.ill for one in story.state.course.certificates)
    assert documented(ill) == (Illness(FIRST, date(2008, 1, 31)),)
