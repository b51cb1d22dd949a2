import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest
import structlog
from greenlet import getcurrent, greenlet

from shared.eventlog.decider import Rejected
from shared.observability import logging as log
from shared.observability.fields import ALLOWED, FOREIGN_LEVELS
from shared.observability.redaction import LONGEST_TEXT, plain
from shared.privacy.cpr import MASK

A_NAME = "Ulla Testperson"
A_CPR = "0102585000"  # of somebody born in 1858
ID = UUID("01920000-0000-7000-8000-123456789012")


@contextmanager
def _writing(**how: object) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    levels = {name: logging.getLogger(name).level for name in FOREIGN_LEVELS}
    out = io.StringIO()
    structlog.contextvars.clear_contextvars()  # of a door that another test went through
    try:
        log.configure(out=out, **how)  # type: ignore[arg-type]  # a test passes any of them
        yield out
    finally:
        root.handlers[:], sys.excepthook = handlers, hook
        root.setLevel(level)
        for name, before in levels.items():
            logging.getLogger(name).setLevel(before)
        structlog.reset_defaults()
        structlog.contextvars.clear_contextvars()


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    with _writing() as stream:
        yield stream


def lines(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def only(out: io.StringIO) -> dict[str, object]:
    (line,) = lines(out)
    return line


def test_a_line_says_what_happened_when_and_where(out):
    log.get_logger("shared.test").info("command_handled", service="offers", command="give_offer")
    line = only(out)
    assert line["event"] == "command_handled"
    assert line["level"] == "info"
    assert line["logger"] == "shared.test"
    assert line["service"] == "offers"
    assert datetime.fromisoformat(str(line["time"])).tzinfo == UTC


def test_a_field_that_is_not_on_the_list_is_dropped_and_counted(out):
    log.get_logger("t").info("command_handled", name=A_NAME, citizen=ID, status=201)
    line = only(out)
    assert A_NAME not in out.getvalue()
    assert str(ID) not in out.getvalue()
    assert line["status"] == 201
    assert line["dropped"] == 2


def test_a_field_bound_to_the_call_passes_the_same_list(out):
    with log.call("offers", "c-1", name=A_NAME):
        log.get_logger("t").info("command_handled")
    assert A_NAME not in out.getvalue()
    assert only(out)["dropped"] == 1


@pytest.mark.parametrize("shape", ["0102585000", "010258-5000", "010258 5000"])
def test_what_looks_like_a_cpr_number_is_masked_in_an_allowed_field(out, shape):
    log.get_logger("t").info("command_rejected", code=f"for {shape}.")
    assert "010258" not in out.getvalue()
    assert MASK in str(only(out)["code"])


@pytest.mark.parametrize(
    "kept",
    [
        str(ID),
        f"sanction_case-{ID}",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "2026-06-01T10:00:00.123456+00:00",
        "12345678",
        "12345678901",
    ],
)
def test_ids_and_moments_are_not_mistaken_for_a_cpr_number(kept):
    assert plain(kept) == kept


def test_of_a_value_of_unknown_kind_only_the_type_is_written(out):
    class Citizen:
        def __repr__(self) -> str:
            return A_NAME

    log.get_logger("t").info("x", code=Citizen(), why={"name": A_NAME}, causes=[Citizen(), 3])
    line = only(out)
    assert line["code"] == "<Citizen>"
    assert line["why"] == "<dict>"
    assert line["causes"] == ["<Citizen>", 3]


def test_ids_days_and_moments_are_written_in_their_usual_form():
    assert plain(ID) == str(ID)
    assert plain(datetime(2011, 6, 14, tzinfo=UTC)) == "2011-06-14T00:00:00+00:00"
    assert plain(None) is None
    assert plain(True) is True


def test_a_long_text_is_cut():
    assert len(plain("a" * 10_000)) == LONGEST_TEXT


def test_an_error_is_told_by_type_and_place_without_text_or_locals(out):
    def fails(name: str) -> None:
        secret = A_CPR
        raise ValueError(f"{name} {secret}")

    try:
        try:
            fails(A_NAME)
        except ValueError as cause:
            raise RuntimeError(A_NAME) from cause
    except RuntimeError:
        log.get_logger("t").exception("worker_failed")
    line = only(out)
    assert A_NAME not in out.getvalue()
    assert A_CPR not in out.getvalue()
    assert line["error"] == "RuntimeError"
    assert line["causes"] == ["ValueError"]
    assert str(line["frames"]).count("test_logging.py") == 1


def test_the_fixed_code_of_a_refusal_is_told_and_a_text_in_its_place_is_not(out):
    logger = log.get_logger("t")
    logger.info("x", exc_info=Rejected("hearing_not_concluded"))
    logger.info("x", exc_info=Rejected(A_NAME))
    told, hidden = lines(out)
    assert told["error"] == "shared.eventlog.decider.Rejected"
    assert told["error_code"] == "hearing_not_concluded"
    assert "error_code" not in hidden


def test_a_librarys_line_keeps_its_numbers_and_loses_its_values(out):
    logging.getLogger("nameko.containers").warning("worker %s used %d of %s", A_NAME, 3, {"a": 1})
    line = only(out)
    assert line["event"] == "worker <str> used 3 of <dict>"
    assert line["logger"] == "nameko.containers"
    assert line["level"] == "warning"


def test_a_librarys_named_arguments_lose_their_values_too(out):
    logging.getLogger("amqp").error("to %(url)s after %(n)d", {"url": "amqp://u:pw@h", "n": 2})
    assert only(out)["event"] == "to <str> after 2"


def test_a_librarys_line_that_is_an_error_object_is_told_by_type(out):
    logging.getLogger("kombu").error(ValueError(A_NAME))
    assert only(out)["event"] == "<ValueError>"


def test_a_librarys_line_whose_arguments_do_not_fit_keeps_its_template(out):
    record = logging.LogRecord("kombu", logging.ERROR, __file__, 1, "%d messages", (A_NAME,), None)
    (ours,) = (each for each in logging.getLogger().handlers if getattr(each, "stream", 0) is out)
    ours.handle(record)
    assert only(out)["event"] == "%d messages"


def test_a_librarys_traceback_has_no_values_and_no_second_line(out):
    try:
        {}[A_NAME]
    except KeyError as error:
        logging.getLogger("nameko").warning("handling worker: %s", error, exc_info=True)
    line = only(out)
    assert A_NAME not in out.getvalue()
    assert line["error"] == "KeyError"
    assert line["event"] == "handling worker: <KeyError>"


def test_chatter_of_the_broker_library_is_left_out(out):
    logging.getLogger("kombu").info("heartbeat")
    logging.getLogger("amqp.connection").debug("frame")
    assert out.getvalue() == ""


def test_an_error_nobody_caught_is_written_without_its_text(out):
    sys.excepthook(ValueError, ValueError(A_NAME), None)
    line = only(out)
    assert line["event"] == "unhandled_error"
    assert line["error"] == "ValueError"
    assert A_NAME not in out.getvalue()


def test_a_person_stopping_the_program_is_no_error(out):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert out.getvalue() == ""


def test_everything_bound_to_a_call_is_on_its_lines_until_the_next_one(out):
    logger = log.get_logger("t")
    log.bind_call("offers", "c-1", entrypoint="http")
    logger.info("first")
    log.bind_call("offers", "c-2")
    logger.info("second")
    first, second = lines(out)
    assert (first["correlation_id"], first["entrypoint"]) == ("c-1", "http")
    assert second["correlation_id"] == "c-2"
    assert "entrypoint" not in second


def test_a_call_inside_a_call_gives_the_outer_one_back(out):
    logger = log.get_logger("t")
    with log.call("offers", "outer"):
        with log.call("visitation", "inner"):
            logger.info("x")
        logger.info("y")
    logger.info("z")
    inner, outer, none = lines(out)
    assert (inner["service"], inner["correlation_id"]) == ("visitation", "inner")
    assert (outer["service"], outer["correlation_id"]) == ("offers", "outer")
    assert "service" not in none


def test_greenlets_never_see_each_others_call(out):
    logger = log.get_logger("t")
    log.bind_call("parent", "parent")

    def work(number: int) -> None:
        logger.info("before")
        log.bind_call("offers", f"c-{number}", count=number)
        getcurrent().parent.switch()
        logger.info("after")

    workers = [greenlet(work) for _ in range(20)]
    for number, worker in enumerate(workers):
        worker.switch(number)
    for worker in workers:
        worker.switch()
    written = lines(out)
    assert all("correlation_id" not in line for line in written if line["event"] == "before")
    after = [line for line in written if line["event"] == "after"]
    assert {line["correlation_id"] for line in after} == {f"c-{n}" for n in range(20)}
    assert all(line["correlation_id"] == f"c-{line['count']}" for line in after)


def test_the_process_names_its_service_where_the_call_does_not():
    with _writing(service="offers") as out:
        log.get_logger("t").info("started")
        with log.call("sickpay", "c"):
            log.get_logger("t").info("handled")
        assert [line["service"] for line in lines(out)] == ["offers", "sickpay"]


def test_at_a_terminal_the_same_fields_are_written_for_a_person():
    with _writing(console=True) as out:
        log.get_logger("t").warning("relay_waits", service="offers", name=A_NAME, count=2)
        text = out.getvalue()
    assert "relay_waits" in text
    assert "service=offers" in text
    assert "count=2" in text
    assert A_NAME not in text
    assert not text.startswith("{")


def test_each_allowed_field_says_what_it_means_and_none_is_about_a_person():
    forbidden = {"name", "citizen", "cpr", "actor", "address", "email", "phone", "body", "url"}
    assert not forbidden & set(ALLOWED)
    assert all(meaning.strip() for meaning in ALLOWED.values())
