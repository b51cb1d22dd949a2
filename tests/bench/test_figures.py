"""The arithmetic behind every figure on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.figures import Figure, Ratio, Results, beside, only, percentile, ratio, worse


def results(ratios: dict[str, float], not_measured: dict[str, str] | None = None) -> Results:
    return Results(
        form="quick",
        taken_at="2026-11-22T00:00:00+00:00",
        seconds=1.0,
        machine={},
        load={},
        figures={},
        ratios={name: Ratio("a", "b", (value,)) for name, value in ratios.items()},
        notes={},
        not_measured=not_measured or {},
    )


def test_a_figure_is_the_middle_run_and_tells_how_far_the_others_lie():
    figure = Figure("rows/s", (90.0, 300.0, 100.0))
    assert figure.median == 100.0
    assert figure.spread == 2.1


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.0, 1), (0.505, 51)]
)
def test_a_percentile_is_a_time_that_somebody_really_had_to_wait(share, expected):
    assert percentile(list(range(100, 0, -1)), share) == expected


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_no_more_than_the_rest_waits_longer_than_the_percentile(values, share):
    found = percentile(values, share)
    assert found in values
    assert sum(each <= found for each in values) >= share * len(values) - 1e-6


def test_there_is_no_percentile_of_nothing():
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_a_ratio_is_taken_round_by_round():
    figures = {"ours": Figure("/s", (50.0, 10.0, 30.0)), "limit": Figure("/s", (100.0, 10.0, 60.0))}
    assert ratio("ours", "limit", figures).runs == (0.5, 1.0, 0.5)
    assert ratio("ours", "limit", figures).median == 0.5


def test_with_other_rounds_medians_are_held_against_each_other():
    figures = {"ours": Figure("/s", (50.0, 70.0)), "limit": Figure("/s", (100.0, 120.0, 140.0))}
    assert ratio("ours", "limit", figures).runs == (0.5,)


def test_of_times_the_shorter_is_the_better():
    figures = {
        "ours": Figure("ms", (4.0,), more_is_better=False),
        "peer": Figure("ms", (2.0,), more_is_better=False),
    }
    assert ratio("ours", "peer", figures).median == 0.5


def test_a_speed_is_not_held_against_a_time():
    figures = {"ours": Figure("/s", (4.0,)), "peer": Figure("ms", (2.0,), more_is_better=False)}
    with pytest.raises(ValueError, match="same way"):
        ratio("ours", "peer", figures)


@pytest.mark.parametrize(("now", "judged"), [(0.51, False), (0.5, False), (0.49, True)])
def test_only_a_ratio_below_half_of_the_recorded_one_is_worse(now, judged):
    assert bool(worse(results({"append": 1.0}), results({"append": now}))) is judged


def test_a_ratio_that_nobody_measured_is_told():
    assert worse(results({"append": 1.0}), results({})) == [
        "append: was 1.000, and was not measured"
    ]


def test_a_ratio_that_could_not_be_measured_here_is_excused():
    excused = results({}, {"append.message_db": "no npm"})
    assert worse(results({"append.message_db.1": 1.0}), excused) == []


def test_a_new_ratio_is_nobodys_fault():
    assert worse(results({}), results({"append": 0.1})) == []


def test_a_part_that_is_measured_anew_takes_the_place_of_what_was_recorded():
    recorded = results({"append": 1.0, "http": 0.5}, {"startup": "did not start"})
    again = results({"append": 2.0})
    again.notes["took.startup"] = "5 s"
    found = beside(recorded, again)
    assert {name: each.median for name, each in found.ratios.items()} == {
        "append": 2.0,
        "http": 0.5,
    }
    assert found.not_measured == {}
    assert found.seconds == 5.0  # what its parts took, none of them twice


def test_of_what_stays_it_is_told_when_it_was_measured_until_it_is_measured_anew():
    soaked, again, soaked_again = results({}), results({}), results({})
    soaked.notes["took.soak"] = "3600 s"
    again.notes["took.startup"] = "5 s"
    kept = beside(soaked, again)
    assert kept.notes["kept.soak"] == "2026-11-22, unknown"
    assert "kept.startup" not in kept.notes
    assert beside(kept, again).notes["kept.soak"] == "2026-11-22, unknown"
    soaked_again.notes["took.soak"] = "300 s"
    assert "kept.soak" not in beside(kept, soaked_again).notes


def test_a_part_that_stands_apart_leaves_machine_and_moment_of_the_page_as_they_are():
    promised, soaked = results({}), results({})
    promised.notes["took.startup"] = "5 s"
    promised.machine.update(processor="one", cores="2")
    soaked.notes["took.soak"] = "3600 s"
    soaked.machine.update(processor="another", cores="2")
    soaked.load["in_use"] = 1.5
    found = beside(promised, soaked, ("soak",))
    assert found.machine["processor"] == "one"
    assert found.notes["kept.soak"] == "2026-11-22, another; others used 1.5 cores"
    assert "kept.startup" not in found.notes
    assert beside(promised, soaked).machine["processor"] == "another"


def test_a_whole_run_keeps_what_stands_apart_and_nothing_else_of_the_record():
    """Seen: a run of all parts wrote a page on which the year and the long day were gone."""
    recorded, whole = results({"append": 1.0}), results({"append": 2.0})
    recorded.figures.update(
        {"soak.failed": Figure("", (0.0,)), "growth.1.disk": Figure("", (1.0,))}
    )
    recorded.notes.update({"took.soak": "3600 s", "took.growth": "9 s", "flat.case": "0.2"})
    whole.notes["took.appends"] = "158 s"
    found = beside(only(recorded, ("soak",)), whole, ("soak",))
    assert set(found.figures) == {"soak.failed"}
    assert found.ratios["append"].median == 2.0
    assert found.notes == {
        "took.soak": "3600 s",
        "took.appends": "158 s",
        "kept.soak": "2026-11-22, unknown",
    }
