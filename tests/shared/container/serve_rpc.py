"""A child process that answers calls on the broker for the sample service."""

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402 - after the patch, as the command does it
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from eventlet import tpool  # noqa: E402

from shared.access.issuer import AUDIENCE, ISSUER, Issuer  # noqa: E402
from shared.access.tokens import Tokens  # noqa: E402
from shared.casework.reading_room import ReadingRoom  # noqa: E402
from shared.container.rpc import RpcCounter  # noqa: E402
from shared.container.rpc_door import RpcDoor  # noqa: E402
from shared.http.codes import Codes  # noqa: E402
from shared.observability.metrics import Metrics  # noqa: E402
from tests.shared.http.sample import ACCESS, DEADLINES, SmallOffice  # noqa: E402


def main() -> None:
    keys = Issuer(Path(sys.argv[1])).keys()
    office: Any = SmallOffice()  # a stand-in with the same methods
    counter = RpcCounter(
        office=office,
        room=ReadingRoom(office),
        access=ACCESS,
        tokens=Tokens(keys, issuer=ISSUER, audiences=[AUDIENCE]),
        codes=Codes.load(),
        meters=Metrics("sample"),
        plumbing=(DEADLINES,),
    )
    door = RpcDoor(counter.service_class(), sys.argv[2])
    door.start()
    assert door._open.wait(30)
    print("started", flush=True)
    tpool.execute(sys.stdin.read)  # until the parent closes it
    door.stop()
    print("stopped", flush=True)


if __name__ == "__main__":
    main()
