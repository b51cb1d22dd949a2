"""What is written down while the house works: one line per happening, never about a person.

JSON on standard error for machines, coloured text for a person at a terminal; the same fields.
The domain does not log; the plumbing does.
"""

import logging
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.contextvars import (
    bind_contextvars,
    bound_contextvars,
    clear_contextvars,
    merge_contextvars,
)
from structlog.stdlib import BoundLogger, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import Processor

from shared.observability.fields import FOREIGN_LEVELS
from shared.observability.redaction import allow_listed, error_fields, foreign_message

_LEVELS = logging.getLevelNamesMapping()
_FIRST = ("time", "level", "event", "service", "logger")


def configure(
    *,
    service: str | None = None,
    console: bool = False,
    level: str = "INFO",
    out: TextIO | None = None,
) -> None:
    """Start writing log lines, ours and those of the libraries underneath.

    Call once per process, before the first service starts. `console` writes for a person.
    `service` names the process; a call bound with `bind_call` overrules it.
    """
    stream = out or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(_console(stream) if console else _json(), service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, lowest in FOREIGN_LEVELS.items():
        logging.getLogger(name).setLevel(max(_LEVELS[lowest], root.level))
    structlog.configure(
        processors=[*_common(), ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=BoundLogger,
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _unhandled


def get_logger(name: str) -> BoundLogger:
    """Return the logger of one part of the program; `name` is the module's `__name__`."""
    logger: BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def bind_call(service: str, correlation_id: str, **more: Any) -> None:
    """Put what is known about this call on all lines written while it lasts.

    Every greenlet starts with an empty context, so each door binds anew: HTTP, inbox, timer, RPC.
    """
    clear_contextvars()
    bind_contextvars(service=service, correlation_id=correlation_id, **more)


@contextmanager
def call(service: str, correlation_id: str, **more: Any) -> Iterator[None]:
    """Bind a call for the length of a block, and put back what was bound before."""
    with bound_contextvars(service=service, correlation_id=correlation_id, **more):
        yield


def _common() -> list[Processor]:
    return [
        merge_contextvars,
        add_logger_name,
        add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
    ]


def _formatter(renderer: Processor, service: str | None) -> ProcessorFormatter:
    def name_the_service(
        _: Any, __: str, line: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        if service is not None:
            line.setdefault("service", service)
        return line

    return ProcessorFormatter(
        foreign_pre_chain=[foreign_message, *_common()],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            name_the_service,
            error_fields,
            allow_listed,
            renderer,
        ],
        use_get_message=False,
        pass_foreign_args=True,
    )


def _in_order(_: Any, __: str, line: MutableMapping[str, Any]) -> dict[str, Any]:
    first = {key: line[key] for key in _FIRST if key in line}
    return {**first, **line}


def _json() -> Processor:
    render = structlog.processors.JSONRenderer(ensure_ascii=False)

    def ordered_json(logger: Any, name: str, line: MutableMapping[str, Any]) -> str | bytes:
        return render(logger, name, _in_order(logger, name, line))

    return ordered_json


def _console(stream: TextIO) -> Processor:
    return structlog.dev.ConsoleRenderer(
        timestamp_key="time", colors=stream.isatty(), sort_keys=False, pad_event_to=28
    )


def _unhandled(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """Write an error nobody caught the same way as any other, without its values."""
    if issubclass(kind, KeyboardInterrupt):
        return
    get_logger(__name__).critical("unhandled_error", exc_info=error)
