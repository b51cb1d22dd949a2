"""A child process that serves the sample service as a real one would: eventlet, nameko, a port."""

import eventlet

eventlet.monkey_patch()

import signal  # noqa: E402 - after the patch, as the command does it
import socket  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import falcon  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402

from shared.access.issuer import AUDIENCE, ISSUER, Issuer  # noqa: E402
from shared.access.tokens import Tokens  # noqa: E402
from shared.http import openapi  # noqa: E402
from shared.http.api import Extra, build_api  # noqa: E402
from shared.http.codes import Codes  # noqa: E402
from shared.http.docs import add_docs  # noqa: E402
from shared.http.host import HttpHost, Mount  # noqa: E402
from shared.observability.metrics import Metrics  # noqa: E402
from tests.shared.http.sample import ACCESS, SERVICE, SmallOffice  # noqa: E402


class Slow:
    """Answers after a while, and waits like a database does: without stopping the others."""

    open_to_all = True

    def on_get(self, req: Any, resp: Any) -> None:
        if req.get_param_as_bool("announce"):
            print("at work", flush=True)
        eventlet.sleep(req.get_param_as_float("seconds", default=0.5))
        resp.media = {"done": True}


def api(config: Any) -> Mount:
    issuer = Issuer(Path(config["issuer"]))
    app = build_api(
        SmallOffice(),  # type: ignore[arg-type]  # a stand-in with the same methods
        ACCESS,
        Tokens(issuer.keys(), issuer=ISSUER, audiences=[AUDIENCE]),
        codes=Codes.load(),
        meters=Metrics("sample"),
        write_page=lambda page: b"{}",
        extra_routes=(Extra("/slow", Slow()),),
    )
    return Mount(app, "127.0.0.1", int(config["port"]))


def docs_only(_config: Any) -> Mount:
    """A second door of the same process, as the internal one is."""
    app: Any = falcon.App()
    add_docs(app, lambda: openapi.write(SERVICE, ACCESS, Codes.load()))
    return Mount(app, "127.0.0.1", 0)


class Sample:
    name = "sample"
    http = HttpHost(api)
    internal = HttpHost(docs_only)


def bell_for(number: signal.Signals) -> socket.socket:
    """Return a socket that can be read when the signal has come.

    A handler that raises would hit whichever greenlet runs at that moment, a request among them;
    one that only puts something in the hub's list would wait until the hub wakes by itself.
    """
    heard, rung = socket.socketpair()
    rung.setblocking(False)
    signal.set_wakeup_fd(rung.detach())
    signal.signal(number, lambda *_: None)
    return heard


def main() -> None:
    container = ServiceContainer(Sample, config={"issuer": sys.argv[1], "port": sys.argv[2]})
    container.start()
    asked_to_stop = bell_for(signal.SIGTERM)
    found = {type(each).__name__ + each.attr_name: each for each in container.dependencies}
    print(found["HttpHosthttp"].port, found["HttpHostinternal"].port, flush=True)
    asked_to_stop.recv(1)
    container.stop()
    print("stopped", flush=True)


if __name__ == "__main__":
    main()
