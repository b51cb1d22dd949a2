from typing import Any

import msgspec
import pytest
from falcon import testing

from shared.access.issuer import AUDIENCE, ISSUER, Issuer
from shared.access.tokens import Tokens
from shared.http.api import Extra, build_api
from shared.http.codes import Codes
from shared.http.gate import Gate
from shared.observability.metrics import Metrics
from tests.shared.http.sample import ACCESS, DEADLINES, SmallOffice


class Echo:
    """A route beside the declared ones."""

    def on_post(self, req: Any, resp: Any) -> None:
        resp.media = {"by": req.context.bearer.actor.id}


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return Issuer(tmp_path_factory.mktemp("issuer"))


@pytest.fixture
def codes(tmp_path: Any) -> Codes:
    own = tmp_path / "codes.yaml"
    own.write_text('plan_already_closed: {da: "Planen er lukket.", en: "The plan is closed."}\n')
    return Codes.load(own)


@pytest.fixture
def office() -> SmallOffice:
    return SmallOffice()


@pytest.fixture
def gate() -> Gate:
    return Gate(3, patience=0.01)


@pytest.fixture
def figures() -> Metrics:
    return Metrics("sample")


@pytest.fixture
def app(office: SmallOffice, issuer: Issuer, codes: Codes, gate: Gate, figures: Metrics) -> Any:
    return build_api(
        office,  # type: ignore[arg-type]  # a stand-in with the same methods
        ACCESS,
        Tokens(issuer.keys(), issuer=ISSUER, audiences=[AUDIENCE, "sample"]),
        codes=codes,
        meters=figures,
        write_page=lambda page: msgspec.json.encode(
            {"upto": page.upto, "head": page.head, "events": [{"type": r.tag} for r in page.rows]}
        ),
        plumbing=(DEADLINES,),
        extra_routes=(Extra("/echo", Echo()),),
        gate=gate,
    )


class Caller:
    """One who calls the counter with a token."""

    def __init__(self, app: Any, token: str | None) -> None:
        self.client = testing.TestClient(app)
        self.token = token

    def headers(self, extra: dict[str, str] | None) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**own, **(extra or {})}

    def get(self, path: str, **headers: str) -> testing.Result:
        return self.client.simulate_get(path, headers=self.headers(headers))

    def order(
        self,
        path: str,
        body: Any,
        *,
        key: str | None = "key-1",
        version: int | str | None = None,
        headers: dict[str, str] | None = None,
    ) -> testing.Result:
        extra = {"Content-Type": "application/json", **(headers or {})}
        if key is not None:
            extra["Idempotency-Key"] = key
        if version is not None:
            extra["If-Match"] = f'"{version}"' if isinstance(version, int) else version
        data = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return self.client.simulate_post(path, body=data, headers=self.headers(extra))


@pytest.fixture
def anna(app: Any, issuer: Issuer) -> Caller:
    """A counsellor in the jobcenter."""
    return Caller(app, issuer.issue("anna", ["counsellor"], "jobcenter"))


@pytest.fixture
def rita(app: Any, issuer: Issuer) -> Caller:
    """One who may only read plans."""
    return Caller(app, issuer.issue("rita", ["reader"], "jobcenter"))


@pytest.fixture
def nobody(app: Any) -> Caller:
    return Caller(app, None)


@pytest.fixture
def other_service(app: Any, issuer: Issuer) -> Caller:
    """Another service of ours that reads the feed."""
    return Caller(app, issuer.service_token("offers", "sample"))
