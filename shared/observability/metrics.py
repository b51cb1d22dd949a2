"""The figures operations watch, one set per service, in the format of Prometheus.

Names end in their unit. Labels are few and closed: a route template, a command, a rule key;
never a person or a case. A value that looks like an id is counted as `other`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from shared.observability.logging import get_logger

Why: TypeAlias = Literal["start", "gap", "idle"]
Kind: TypeAlias = Literal["counter", "gauge", "histogram"]
M = TypeVar("M", Counter, Gauge, Histogram)

_log = get_logger(__name__)
_LOOKS_LIKE_AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}|\d{5}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUEST_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
_APPEND_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0)
# Many more than routes, orders, codes and rules can make: a caller must not fill our memory.
_MOST_KNOWN = 10_000
_BATCH_COMMANDS = (1, 2, 4, 8, 16, 32, 64, 128, 256)


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: its name, what it counts, and by what it is split up beside `service`."""

    name: str
    kind: Kind
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


_DEFINITIONS = (
    Definition(
        "jobcenter_requests_total",
        "counter",
        "HTTP requests answered, by route template, method and class of status.",
        ("route", "method", "status"),
    ),
    Definition(
        "jobcenter_request_seconds",
        "histogram",
        "How long HTTP requests took.",
        ("route", "method"),
        _REQUEST_SECONDS,
    ),
    Definition(
        "jobcenter_in_flight_requests",
        "gauge",
        "HTTP requests being answered now.",
    ),
    Definition(
        "jobcenter_refusals_total",
        "counter",
        "HTTP requests refused, by the code of the refusal.",
        ("code",),
    ),
    Definition(
        "jobcenter_commands_total",
        "counter",
        "Orders given to cases, by what became of them: done, replayed, rejected, conflict, ….",
        ("command", "outcome"),
    ),
    Definition(
        "jobcenter_append_batch_commands",
        "histogram",
        "How many orders one write to the log carried.",
        buckets=_BATCH_COMMANDS,
    ),
    Definition(
        "jobcenter_append_seconds",
        "histogram",
        "How long one write to the log took.",
        buckets=_APPEND_SECONDS,
    ),
    Definition(
        "jobcenter_relay_lag_events",
        "gauge",
        "Facts in the log that are not yet handed to the bus.",
    ),
    Definition(
        "jobcenter_relay_lag_seconds",
        "gauge",
        "Age of the oldest fact that is not yet handed to the bus.",
    ),
    Definition(
        "jobcenter_inbox_lag_events",
        "gauge",
        "Facts of another service that this one has not handled yet.",
        ("source",),
    ),
    Definition(
        "jobcenter_inbox_lag_seconds",
        "gauge",
        "Age of the oldest fact of another service that this one has not handled yet.",
        ("source",),
    ),
    Definition(
        "jobcenter_inbox_behind_seconds",
        "gauge",
        "How long this service has been catching up from another one's feed; 0 when level.",
        ("source",),
    ),
    Definition(
        "jobcenter_inbox_cas_refused_total",
        "counter",
        "Times another instance had moved the reading mark first; some are normal at a take-over.",
        ("source",),
    ),
    Definition(
        "jobcenter_inbox_halted",
        "gauge",
        "1 while another service's log was cut behind this one, which stands still for it.",
        ("source",),
    ),
    Definition(
        "jobcenter_view_halted",
        "gauge",
        "1 while a view shows what the log has lost and stands still until it is rebuilt.",
        ("view",),
    ),
    Definition(
        "jobcenter_log_closed",
        "gauge",
        "1 while the log takes no facts because its database was promoted or restored.",
    ),
    Definition(
        "jobcenter_inbox_feed_reads_total",
        "counter",
        "Reads of another service's feed, by why: at start, after a gap, or by the idle check.",
        ("source", "why"),
    ),
    Definition(
        "jobcenter_reactions_refused_total",
        "counter",
        "Orders of a policy that the case refused; each stands in the log as reaction_refused.",
        ("policy", "code"),
    ),
    Definition(
        "jobcenter_parked_events",
        "gauge",
        "Facts of another service set aside until a person retries or skips them.",
    ),
    Definition(
        "jobcenter_due_soon_deadlines",
        "gauge",
        "Open deadlines that must be planned by now, by rule.",
        ("rule",),
    ),
    Definition(
        "jobcenter_overdue_deadlines",
        "gauge",
        "Open deadlines whose last timely day has passed, by rule.",
        ("rule",),
    ),
    Definition(
        "jobcenter_unanswered_reports",
        "gauge",
        "Reports of non-compliance that have no coded outcome yet.",
    ),
    Definition(
        "jobcenter_unanswered_report_oldest_seconds",
        "gauge",
        "Age of the oldest report of non-compliance without an outcome; 0 when there is none.",
    ),
    Definition(
        "jobcenter_unreviewed_looks",
        "gauge",
        "Looks by a written reason alone that nobody but the looker has reviewed yet.",
    ),
    Definition(
        "jobcenter_overdue_review_looks",
        "gauge",
        "Looks by a written reason alone whose time for a review has passed.",
    ),
    Definition(
        "jobcenter_view_lag_events",
        "gauge",
        "Facts in the log that a view does not show yet.",
        ("view",),
    ),
    Definition(
        "jobcenter_checkpoint_age_seconds",
        "gauge",
        "How long ago the log was last held against its signed checkpoint.",
    ),
    Definition(
        "jobcenter_checkpoint_refused_seconds",
        "gauge",
        "How long the log has not been what its last checkpoint says; 0 when it is.",
    ),
    Definition(
        "jobcenter_sample_failures_total",
        "counter",
        "Times a figure could not be read when Prometheus asked; the old figure stands.",
    ),
)


def definitions() -> tuple[Definition, ...]:
    """Return every figure there is, in the order of the reference page."""
    return _DEFINITIONS


def reference_page() -> str:
    """Return `docs/reference/metrics.md`; the tests check that the file says the same."""
    rows = "\n".join(
        f"| `{each.name}` | {each.kind} | {', '.join(('service', *each.labels))} | {each.help} |"
        for each in _DEFINITIONS
    )
    return (
        "# Metrics\n\n"
        "Every service answers `GET /metrics` on its internal port.\n"
        "This page is written from `shared/observability/metrics.py`.\n"
        "Beside these each service shows its process (`process_resident_memory_bytes`, "
        "`process_cpu_seconds_total`, …).\n"
        "No label ever names a person or a case.\n\n"
        "| Name | Kind | Labels | What it tells |\n| --- | --- | --- | --- |\n"
        f"{rows}\n"
    )


class Metrics:
    """All figures of one service; each service has its own, also when many share a process."""

    def __init__(self, service: str) -> None:
        """Begin with everything at nothing."""
        self._service = service
        self._samplers: list[Callable[[], None]] = []
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._counters: dict[str, Counter] = {}
        self._gauges: dict[str, Gauge] = {}
        self._histograms: dict[str, Histogram] = {}
        self._known: dict[tuple[str, tuple[str, ...]], Any] = {}
        for each in _DEFINITIONS:
            self._declare(each)

    def answered(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count an answered request; `route` is the template, None when none matched."""
        where = _label(route or "unmatched")
        how = method if method in _METHODS else "other"
        self._count("jobcenter_requests_total", where, how, f"{status // 100}xx")
        self._observe("jobcenter_request_seconds", seconds, where, how)

    def in_flight(self, requests: int) -> None:
        """Say how many requests are being answered now."""
        self._set("jobcenter_in_flight_requests", requests)

    def refused(self, code: str) -> None:
        """Count a refusal, by its code."""
        self._count("jobcenter_refusals_total", code)

    def command(self, command: str, outcome: str) -> None:
        """Count an order and what became of it."""
        self._count("jobcenter_commands_total", command, outcome)

    def append(self, commands: int, seconds: float) -> None:
        """Note one write to the log."""
        self._observe("jobcenter_append_batch_commands", commands)
        self._observe("jobcenter_append_seconds", seconds)

    def relay_lag(self, events: int, seconds: float) -> None:
        """Say how far the bus is behind the log."""
        self._set("jobcenter_relay_lag_events", events)
        self._set("jobcenter_relay_lag_seconds", seconds)

    def inbox_lag(self, source: str, events: int, seconds: float) -> None:
        """Say how far this service is behind another one's log."""
        self._set("jobcenter_inbox_lag_events", events, source)
        self._set("jobcenter_inbox_lag_seconds", seconds, source)

    def behind(self, source: str, seconds: float) -> None:
        """Say how long a source has been behind; 0 when it is level again."""
        self._set("jobcenter_inbox_behind_seconds", seconds, source)

    def cas_refused(self, source: str) -> None:
        """Count a reading mark that another instance had moved first."""
        self._count("jobcenter_inbox_cas_refused_total", source)

    def halted(self, source: str, *, stands_still: bool) -> None:
        """Say whether a source stands still until a person reconciles it."""
        self._set("jobcenter_inbox_halted", stands_still, source)

    def view_halted(self, view: str, *, stands_still: bool) -> None:
        """Say whether a view stands still until it is rebuilt."""
        self._set("jobcenter_view_halted", stands_still, view)

    def log_closed(self, *, closed: bool) -> None:
        """Say whether the log waits for somebody to begin its epoch."""
        self._set("jobcenter_log_closed", closed)

    def feed_read(self, source: str, why: Why) -> None:
        """Count a read of another service's feed."""
        self._count("jobcenter_inbox_feed_reads_total", source, why)

    def reaction_refused(self, policy: str, code: str) -> None:
        """Count an order of a policy that the case refused."""
        self._count("jobcenter_reactions_refused_total", policy, code)

    def parked(self, events: int) -> None:
        """Say how many facts wait for a person."""
        self._set("jobcenter_parked_events", events)

    def deadlines(self, rule: str, *, soon: int, overdue: int) -> None:
        """Say how many open deadlines of a rule are near or past."""
        self._set("jobcenter_due_soon_deadlines", soon, rule)
        self._set("jobcenter_overdue_deadlines", overdue, rule)

    def unanswered_reports(self, count: int, oldest_seconds: float) -> None:
        """Say how many reports of non-compliance wait for an outcome, and since when."""
        self._set("jobcenter_unanswered_reports", count)
        self._set("jobcenter_unanswered_report_oldest_seconds", oldest_seconds)

    def unreviewed_looks(self, count: int, overdue: int) -> None:
        """Say how many looks by a reason alone wait for a review, and how many for too long."""
        self._set("jobcenter_unreviewed_looks", count)
        self._set("jobcenter_overdue_review_looks", overdue)

    def view_lag(self, view: str, events: int) -> None:
        """Say how far a view is behind the log."""
        self._set("jobcenter_view_lag_events", events, view)

    def checkpoint(self, age: float, refused: float) -> None:
        """Say how old the last look is, and since when the log does not fit its checkpoint."""
        self._set("jobcenter_checkpoint_age_seconds", age)
        self._set("jobcenter_checkpoint_refused_seconds", refused)

    def before_scrape(self, sampler: Callable[[], None]) -> None:
        """Have `sampler` set gauges afresh each time Prometheus asks."""
        self._samplers.append(sampler)

    def exposition(self) -> tuple[bytes, str]:
        """Return the body and content type of `GET /metrics`."""
        for sampler in self._samplers:
            try:
                sampler()
            except Exception:  # noqa: BLE001 - one figure that cannot be read must not hide the others
                self._count("jobcenter_sample_failures_total")
                _log.warning("sample_failed", service=self._service, exc_info=True)
        return generate_latest(self.registry), CONTENT_TYPE_LATEST

    def _declare(self, each: Definition) -> None:
        labels = ("service", *each.labels)
        made: Counter | Gauge | Histogram
        if each.kind == "counter":
            made = self._counters[each.name] = Counter(
                each.name, each.help, labels, registry=self.registry
            )
        elif each.kind == "gauge":
            made = self._gauges[each.name] = Gauge(
                each.name, each.help, labels, registry=self.registry
            )
        else:
            made = self._histograms[each.name] = Histogram(
                each.name, each.help, labels, registry=self.registry, buckets=each.buckets
            )
        if not each.labels:
            made.labels(self._service)  # shown from the first scrape on, so its first rise is seen

    def _count(self, name: str, *labels: str) -> None:
        self._one(self._counters, name, labels).inc()

    def _set(self, name: str, value: float, *labels: str) -> None:
        self._one(self._gauges, name, labels).set(value)

    def _observe(self, name: str, value: float, *labels: str) -> None:
        self._one(self._histograms, name, labels).observe(value)

    def _one(self, kind: dict[str, M], name: str, labels: tuple[str, ...]) -> M:
        """Return the figure with these labels; they are looked at once, requests come for ever."""
        found: M | None = self._known.get((name, labels))
        if found is None:
            found = kind[name].labels(self._service, *map(_label, labels))
            if len(self._known) < _MOST_KNOWN:
                self._known[name, labels] = found
        return found


def _label(value: str) -> str:
    return "other" if _LOOKS_LIKE_AN_ID.search(value) else value
