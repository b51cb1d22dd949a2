import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.observability.tracing import Trace, follow, new_trace, parse

HEADER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_header_is_read_and_written_alike():
    trace = parse(HEADER)
    assert trace == Trace("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", sampled=True)
    assert trace.header == HEADER


@pytest.mark.parametrize(
    "malformed",
    [
        None,
        "",
        "nonsense",
        HEADER.upper(),
        HEADER + " ",
        HEADER + "\n",
        HEADER + "-more",
        HEADER[:-1],
        "ff" + HEADER[2:],
        "00-" + "0" * 32 + HEADER[35:],
        HEADER[:36] + "0" * 16 + "-01",
        HEADER.replace("0af7", "0ag7"),
        "\u0660\u0660" + HEADER[2:],
    ],
)
def test_a_malformed_header_is_as_good_as_none(malformed):
    assert parse(malformed) is None
    assert follow(malformed).trace_id != "0af7651916cd43dd8448eb211c80319c"


def test_a_later_version_of_the_format_may_say_more():
    trace = parse("01" + HEADER[2:] + "-more")
    assert trace is not None
    assert trace.trace_id == "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.parametrize(("flags", "sampled"), [("00", False), ("01", True), ("03", True)])
def test_only_the_lowest_flag_says_whether_to_record(flags, sampled):
    trace = parse(HEADER[:-2] + flags)
    assert trace is not None
    assert trace.sampled is sampled


def test_the_next_step_keeps_the_trace_and_the_choice_and_changes_the_span():
    came = parse(HEADER[:-2] + "00")
    went = follow(HEADER[:-2] + "00")
    assert came is not None
    assert (went.trace_id, went.sampled) == (came.trace_id, came.sampled)
    assert went.span_id != came.span_id


def test_new_traces_differ():
    assert len({new_trace().trace_id for _ in range(50)}) == 50


@given(st.text())
def test_no_text_a_caller_sends_breaks_the_reader(text):
    trace = parse(text)
    assert trace is None or parse(trace.header) == trace


@given(st.booleans())
def test_what_is_written_can_be_read(sampled):
    trace = new_trace(sampled=sampled)
    assert parse(trace.header) == trace
