"""The counter of the sample service, with a reading room that a test may lay its hands on."""

from typing import Any

import msgspec
import pytest

from shared.access.issuer import AUDIENCE, ISSUER, Issuer
from shared.access.tokens import Tokens
from shared.casework.reading_room import ReadingRoom
from shared.http.api import build_api
from shared.http.codes import Codes
from shared.observability.metrics import Metrics
from tests.shared.http.conftest import Caller
from tests.shared.http.sample import ACCESS, SmallOffice


@pytest.fixture(scope="session")
def session_issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return Issuer(tmp_path_factory.mktemp("issuer"))


@pytest.fixture
def office() -> SmallOffice:
    return SmallOffice()


@pytest.fixture
def anna(office: Any, room: ReadingRoom, session_issuer: Issuer) -> Caller:
    """A counsellor in the jobcenter."""
    app = build_api(
        office,
        ACCESS,
        Tokens(session_issuer.keys(), issuer=ISSUER, audiences=[AUDIENCE]),
        codes=Codes.load(),
        meters=Metrics("sample"),
        write_page=lambda page: msgspec.json.encode(page.upto),
        room=room,
    )
    return Caller(app, session_issuer.issue("anna", ["counsellor"], "jobcenter"))
