"""The page says what was measured, what was not, and what was promised."""

from tests.bench.figures import Figure, Ratio, Results
from tests.bench.report import number, page, text
from tests.bench.targets import TARGETS, largest


def results(**figures: float) -> Results:
    name = "append.ours.1x64 / limit.insert.1"
    return Results(
        form="quick",
        taken_at="2026-11-22T00:00:00+00:00",
        seconds=240.0,
        machine={"cores": "2", "memory": "8 GiB", "kernel": "Linux"},
        load={"before": 0.1, "during": 0.5, "after": 1.0},
        figures={
            key.replace("_", "."): Figure("ms", (value,), more_is_better=False)
            for key, value in figures.items()
        },
        ratios={name: Ratio("append.ours.1x64", "limit.insert.1", (0.4,))},
        notes={},
        not_measured={"travel.rabbitmq": "no rabbitmq-server program here"},
    )


def judged(found: Results) -> dict[str, str]:
    return {target.name: target.met(found) for target in TARGETS}


def test_a_promise_is_met_missed_or_not_measured():
    found = judged(results(travel_embedded_p50=9.0, travel_embedded_p99=51.0))
    assert found["travel.embedded.p50"] == "met"
    assert found["travel.embedded.p99"] == "missed"
    assert found["append.ours.1x64 / limit.insert.1"] == "missed"
    assert found["startup.first"] == "not measured"


def test_a_figure_is_taken_to_the_machine_of_the_promise_by_the_yardstick():
    found = results(
        http_fastapi_speed=1350.0,
        projection_inbox=5000.0,
        travel_embedded_p50=20.0,
        startup_first=4.0,
    )
    there = {target.name: target.there(found) for target in TARGETS}
    assert there["projection.inbox"] == 20_000.0
    assert there["travel.embedded.p50"] == 5.0
    assert there["startup.first"] == 1.0
    assert there["append.ours.1x64 / limit.insert.1"] is None  # a share is the same on both
    assert there["travel.rabbitmq.p50"] is None  # not measured
    assert judged(found)["projection.inbox"] == "missed"


def test_nothing_is_taken_anywhere_without_the_yardstick():
    assert all(target.there(results(travel_embedded_p50=20.0)) is None for target in TARGETS)


def test_growth_is_judged_by_the_largest_log():
    found = results(growth_1000_timeline_p99=1.0, growth_20000_timeline_p99=11.0)
    assert largest(found) == 20_000
    assert judged(found)["growth.{largest}.timeline.p99"] == "missed"


def test_the_page_tells_each_promise_each_figure_and_what_is_missing():
    written = page(results(travel_embedded_p50=9.0))
    assert all(target.what in written for target in TARGETS)
    assert "| `travel.embedded.p50` | 9 |" in written
    assert "no rabbitmq-server program here" in written
    assert "not idle" not in written


def test_a_busy_machine_is_told_before_anything_else():
    busy = results()
    loud = type(busy)(
        **{
            **{f: getattr(busy, f) for f in busy.__struct_fields__},
            "load": {"before": 9.0, "in_use": 1.5, "during": 9.0},
        }
    )
    assert "**The machine was not idle**: others used 1.5 cores" in page(loud)


def test_ratios_come_first():
    lines = text(results(travel_embedded_p50=9.0)).splitlines()
    assert lines.index("Ratios (median of runs; 1 is level, more is better)") < next(
        nth for nth, line in enumerate(lines) if "travel.embedded.p50" in line
    )


def test_figures_have_three_digits_that_mean_something():
    assert [number(each) for each in (0, 0.01234, 9.876, 1234.5)] == [
        "0",
        "0.0123",
        "9.88",
        "1,234",
    ]
