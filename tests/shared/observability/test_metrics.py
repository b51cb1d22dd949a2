import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.observability.metrics import Metrics, definitions, reference_page
from tests.architecture.tools import need

REPOSITORY = Path(__file__).parents[3]
UNITS = {"total", "seconds", "events", "commands", "deadlines", "looks", "reports", "requests"}
UNITS |= {"halted", "closed"}  # states: 1 while it is so


def figures(metrics: Metrics) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    body, _ = metrics.exposition()
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


def figure(metrics: Metrics, name: str, **labels: str) -> float:
    return figures(metrics)[name, frozenset({"service": "offers", **labels}.items())]


@pytest.fixture
def metrics() -> Metrics:
    return Metrics("offers")


def full() -> Metrics:
    every = Metrics("offers")
    every.answered("POST", "/offer-placements/{id}/start", 201, 0.004)
    every.in_flight(8)
    every.refused("hearing_not_concluded")
    every.command("give_offer", "done")
    every.append(7, 0.002)
    every.relay_lag(3, 0.5)
    every.inbox_lag("visitation", 4, 1.5)
    every.behind("visitation", 2.5)
    every.cas_refused("visitation")
    every.feed_read("visitation", "gap")
    every.reaction_refused("when_sanction_notified", "not_allowed_now")
    every.parked(2)
    every.deadlines("offer.first", soon=5, overdue=1)
    every.unanswered_reports(6, 86400.0)
    every.unreviewed_looks(5, 3)
    every.view_lag("placements", 9)
    every.halted("visitation", stands_still=True)
    every.view_halted("placements", stands_still=True)
    return every


def test_a_request_is_counted_by_template_method_and_class_of_status(metrics):
    metrics.answered("GET", "/offer-placements/{id}", 200, 0.003)
    metrics.answered("GET", "/offer-placements/{id}", 204, 0.2)
    metrics.answered("GET", "/offer-placements/{id}", 503, 0.2)
    where = {"route": "/offer-placements/{id}", "method": "GET"}
    assert figure(metrics, "jobcenter_requests_total", status="2xx", **where) == 2
    assert figure(metrics, "jobcenter_requests_total", status="5xx", **where) == 1
    assert figure(metrics, "jobcenter_request_seconds_bucket", le="0.005", **where) == 1
    assert figure(metrics, "jobcenter_request_seconds_count", **where) == 3


def test_a_request_that_matched_no_route_or_method_adds_no_new_label(metrics):
    metrics.answered("GET", None, 404, 0.001)
    metrics.answered("BREW", "/offers", 405, 0.001)
    assert figure(
        metrics, "jobcenter_requests_total", route="unmatched", method="GET", status="4xx"
    )
    assert figure(
        metrics, "jobcenter_requests_total", route="/offers", method="other", status="4xx"
    )


@pytest.mark.parametrize(
    "leak", ["/citizens/e5b30802-8254-4fcc-a7e3-b9288d15268d", "/citizens/0102585000", "/c/123456"]
)
def test_an_id_in_the_place_of_a_label_is_counted_as_other(metrics, leak):
    metrics.answered("GET", leak, 200, 0.001)
    metrics.command(leak, "done")
    body, _ = metrics.exposition()
    assert leak.rpartition("/")[2] not in body.decode()
    assert figure(metrics, "jobcenter_commands_total", command="other", outcome="done") == 1


def test_every_figure_can_be_told():
    told = {name.removesuffix("_count") for name, _ in figures(full())}
    missing = {each.name for each in definitions()} - told
    assert not missing


def test_every_figure_is_told_as_it_was_given():
    every = full()
    assert figure(every, "jobcenter_in_flight_requests") == 8
    assert figure(every, "jobcenter_refusals_total", code="hearing_not_concluded") == 1
    assert figure(every, "jobcenter_commands_total", command="give_offer", outcome="done") == 1
    assert figure(every, "jobcenter_append_batch_commands_sum") == 7
    assert figure(every, "jobcenter_append_seconds_sum") == 0.002
    assert figure(every, "jobcenter_relay_lag_events") == 3
    assert figure(every, "jobcenter_relay_lag_seconds") == 0.5
    assert figure(every, "jobcenter_inbox_lag_events", source="visitation") == 4
    assert figure(every, "jobcenter_inbox_lag_seconds", source="visitation") == 1.5
    assert figure(every, "jobcenter_inbox_behind_seconds", source="visitation") == 2.5
    assert figure(every, "jobcenter_inbox_cas_refused_total", source="visitation") == 1
    assert figure(every, "jobcenter_inbox_feed_reads_total", source="visitation", why="gap") == 1
    assert (
        figure(
            every,
            "jobcenter_reactions_refused_total",
            policy="when_sanction_notified",
            code="not_allowed_now",
        )
        == 1
    )
    assert figure(every, "jobcenter_parked_events") == 2
    assert figure(every, "jobcenter_due_soon_deadlines", rule="offer.first") == 5
    assert figure(every, "jobcenter_overdue_deadlines", rule="offer.first") == 1
    assert figure(every, "jobcenter_unanswered_reports") == 6
    assert figure(every, "jobcenter_unanswered_report_oldest_seconds") == 86400
    assert figure(every, "jobcenter_unreviewed_looks") == 5
    assert figure(every, "jobcenter_overdue_review_looks") == 3
    assert figure(every, "jobcenter_view_lag_events", view="placements") == 9


def test_services_in_one_process_do_not_share_figures():
    one, other = Metrics("offers"), Metrics("sickpay")
    one.parked(3)
    assert figure(one, "jobcenter_parked_events") == 3
    assert figures(other)["jobcenter_parked_events", frozenset({("service", "sickpay")})] == 0


def test_a_gauge_can_be_read_afresh_when_prometheus_asks(metrics):
    waiting = [4, 5]
    metrics.before_scrape(lambda: metrics.parked(waiting.pop()))
    assert figure(metrics, "jobcenter_parked_events") == 5
    assert figure(metrics, "jobcenter_parked_events") == 4


def test_a_figure_that_cannot_be_read_hides_no_other_and_is_counted(metrics):
    def fails() -> None:
        raise OSError

    metrics.before_scrape(fails)
    metrics.before_scrape(lambda: metrics.parked(1))
    assert figure(metrics, "jobcenter_parked_events") == 1
    assert figure(metrics, "jobcenter_sample_failures_total") == 2


def test_names_start_with_the_project_and_end_in_their_unit():
    for each in definitions():
        assert re.fullmatch(r"jobcenter(_[a-z]+)+", each.name), each.name
        assert each.name.rpartition("_")[2] in UNITS, each.name


def test_no_label_can_name_a_person_or_a_case():
    allowed = {
        "route", "method", "status", "command", "outcome",
        "source", "why", "policy", "code", "rule", "view",
    }  # fmt: skip
    assert {label for each in definitions() for label in each.labels} <= allowed


def test_the_reference_page_is_fresh():
    written = (REPOSITORY / "docs/reference/metrics.md").read_text(encoding="utf-8")
    assert written == reference_page()
    assert all(f"`{each.name}`" in written for each in definitions())


def test_prometheus_own_checker_has_nothing_to_say():
    need("promtool")
    body, _ = full().exposition()
    promtool = shutil.which("promtool")
    assert promtool
    said = subprocess.run(
        [promtool, "check", "metrics"], input=body, capture_output=True, check=False
    )
    assert (said.returncode, said.stdout + said.stderr) == (0, b"")
