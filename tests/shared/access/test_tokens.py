"""Tokens: who made them, for whom, until when; everything else is refused."""

import json
import stat
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from shared.access.bearer import TokenRefusedError
from shared.access.issuer import AUDIENCE, ISSUER, Issuer
from shared.access.keys import KEPT, PATIENCE, FetchedKeys, FixedKeys, fetch_jwks
from shared.access.tokens import LEEWAY, MAX_KEPT, Tokens
from shared.trouble import Unavailable

NOW = 1_300_000_000.0


class Watch:
    """Real time, in a test's hands."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def issuer(tmp_path: Path, watch: Watch) -> Issuer:
    return Issuer(tmp_path, now=watch)


@pytest.fixture
def tokens(issuer: Issuer, watch: Watch) -> Tokens:
    return Tokens(issuer.keys(), issuer=ISSUER, audiences=[AUDIENCE], now=watch)


def refused(tokens: Tokens, token: str) -> str:
    with pytest.raises(TokenRefusedError) as error:
        tokens.bearer(f"Bearer {token}")
    return error.value.code


def signed(issuer: Issuer, changes: dict[str, Any], header: dict[str, Any] | None = None) -> str:
    key = issuer._key
    claims = {
        "iss": ISSUER,
        "sub": "anna",
        "aud": AUDIENCE,
        "iat": int(NOW),
        "exp": int(NOW) + 600,
        **changes,
    }
    claims = {name: value for name, value in claims.items() if value is not ...}
    return jwt.encode({"alg": "ES256", "kid": key.kid, **(header or {})}, claims, key)


def test_a_token_tells_who_acts(issuer: Issuer, tokens: Tokens) -> None:
    token = issuer.issue("bo", ["benefit_officer"], "benefit_service", "municipal", scope="a b")
    bearer = tokens.bearer(f"Bearer {token}")
    assert bearer.actor.id == "bo"
    assert bearer.actor.kind == "person"
    assert bearer.actor.roles == ("benefit_officer",)
    assert bearer.actor.unit == "benefit_service"
    assert bearer.actor.authority == "municipal"
    assert bearer.scopes == {"a", "b"}


def test_a_supplier_is_one_of_its_kind_and_external(issuer: Issuer, tokens: Tokens) -> None:
    bearer = tokens.bearer("bearer " + issuer.issue("sara", ["supplier"], "supplier:1", "external"))
    assert (bearer.actor.unit, bearer.actor.authority) == ("supplier:1", "external")


def test_a_service_token_is_a_machine_for_one_producer(issuer: Issuer, watch: Watch) -> None:
    producer = Tokens(issuer.keys(), issuer=ISSUER, audiences=["visitation"], now=watch)
    bearer = producer.bearer("Bearer " + issuer.service_token("offers", "visitation"))
    assert (bearer.actor.kind, bearer.actor.id) == ("machine", "service:offers")
    assert bearer.scopes == {"feed"}
    assert bearer.audiences == {"visitation"}


def test_a_token_is_good_until_its_end_and_a_little(
    issuer: Issuer, tokens: Tokens, watch: Watch
) -> None:
    token = issuer.issue("anna", minutes=5)
    watch.now += 5 * 60 - 1
    assert tokens.bearer(f"Bearer {token}").actor.id == "anna"
    watch.now += LEEWAY + 2
    assert refused(tokens, token) == "token_expired"


def test_a_remembered_token_is_forgotten_at_its_end_and_with_its_key(
    issuer: Issuer, watch: Watch, stranger: ECKey
) -> None:
    held = issuer.jwks()
    keys = FetchedKeys("https://issuer.test/jwks", lambda _url: held, watch)
    tokens = Tokens(keys, issuer=ISSUER, audiences=[AUDIENCE], now=watch)
    token = issuer.issue("anna", minutes=60)
    tokens.bearer(f"Bearer {token}")
    held = {"keys": [stranger.as_dict(private=False)]}
    watch.now += KEPT - 1
    assert tokens.bearer(f"Bearer {token}").actor.id == "anna"
    watch.now += 2
    assert refused(tokens, token) == "token_invalid"


def test_a_remembered_token_is_not_checked_again(
    issuer: Issuer, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = f"Bearer {issuer.issue('anna')}"
    first = tokens.bearer(token)
    monkeypatch.setattr(tokens, "_verified", None)
    assert tokens.bearer(token) is first


def test_memory_for_tokens_is_bounded(tokens: Tokens, issuer: Issuer) -> None:
    bearer = tokens.bearer(f"Bearer {issuer.issue('anna')}")
    for number in range(MAX_KEPT + 5):
        tokens._keep(str(number).encode(), bearer, 0.0)
    assert len(tokens._kept) <= MAX_KEPT


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://elsewhere.test"},
        {"iss": ...},
        {"sub": ...},
        {"sub": ""},
        {"sub": 5},
        {"sub": "with space"},
        {"sub": "policy:benefit_service.when_no_show_reported"},
        {"roles": ["policy"]},
        {"roles": "counsellor"},
        {"aud": "another_house"},
        {"aud": ...},
        {"aud": []},
        {"exp": ...},
        {"exp": "soon"},
        {"iat": ...},
        {"iat": int(NOW) + 3600},
        {"nbf": int(NOW) + 3600},
        {"authority": "royal"},
        {"unit": "job center"},
        {"unit": "supplier:"},
        {"unit": "supplier"},
        {"scope": ["feed"]},
    ],
)
def test_a_token_with_wrong_claims_is_invalid(
    issuer: Issuer, tokens: Tokens, changes: dict[str, Any]
) -> None:
    assert refused(tokens, signed(issuer, changes)) == "token_invalid"


def test_the_claims_of_that_test_are_good_when_nothing_is_changed(
    issuer: Issuer, tokens: Tokens
) -> None:
    assert tokens.bearer(f"Bearer {signed(issuer, {})}").actor.id == "anna"


def test_a_changed_token_is_invalid(issuer: Issuer, tokens: Tokens) -> None:
    head, body, tail = issuer.issue("anna").split(".")
    _, other, _ = issuer.issue("bo").split(".")
    for token in (
        f"{head}.{other}.{tail}",
        f"{head}.{body}.",
        f"{head}.{body}",
        "x",
        "..",
        "å.å.å",
    ):
        assert refused(tokens, token) == "token_invalid"


def test_another_key_is_invalid_also_under_the_known_name(
    issuer: Issuer, tokens: Tokens, stranger: ECKey
) -> None:
    claims = {"iss": ISSUER, "sub": "anna", "aud": AUDIENCE, "iat": int(NOW), "exp": int(NOW) + 60}
    for kid in (stranger.kid, issuer._key.kid):
        token = jwt.encode({"alg": "ES256", "kid": kid}, claims, stranger)
        assert refused(tokens, token) == "token_invalid"


def test_only_listed_algorithms_count(issuer: Issuer, tokens: Tokens) -> None:
    claims = {"iss": ISSUER, "sub": "anna", "aud": AUDIENCE, "iat": int(NOW), "exp": int(NOW) + 60}
    public = json.dumps(issuer.jwks()).encode()
    forged = jwt.encode({"alg": "HS256", "kid": issuer._key.kid}, claims, OctKey.import_key(public))
    assert refused(tokens, forged) == "token_invalid"
    head, body, _ = signed(issuer, {}).split(".")
    none = "eyJhbGciOiJub25lIn0"
    assert refused(tokens, f"{none}.{body}.") == "token_invalid"
    assert head != none


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        ("RS256", RSAKey.generate_key(2048, auto_kid=True)),
        ("EdDSA", OKPKey.generate_key("Ed25519", auto_kid=True)),
        ("Ed25519", OKPKey.generate_key("Ed25519", auto_kid=True)),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_a_real_issuer_may_sign_in_the_other_listed_ways(
    algorithm: str, key: Any, watch: Watch
) -> None:
    keys = FixedKeys({"keys": [key.as_dict(private=False)]})
    tokens = Tokens(keys, issuer=ISSUER, audiences=[AUDIENCE], now=watch)
    claims = {"iss": ISSUER, "sub": "anna", "aud": AUDIENCE, "iat": int(NOW), "exp": int(NOW) + 60}
    token = jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm])
    assert tokens.bearer(f"Bearer {token}").actor.id == "anna"


def test_the_issuers_key_is_kept_and_private_to_its_owner(tmp_path: Path) -> None:
    first, again = Issuer(tmp_path / "new"), Issuer(tmp_path / "new")
    assert first.jwks() == again.jwks()
    (path,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "d" not in first.jwks()["keys"][0]


class Fetch:
    """An issuer's address, in a test's hands."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.asked = 0
        self.away = False

    def __call__(self, _url: str) -> dict[str, Any]:
        self.asked += 1
        if self.away:
            raise httpx.ConnectError("away")
        return self.document


def test_keys_are_fetched_once_and_again_when_old(issuer: Issuer, watch: Watch) -> None:
    fetch = Fetch(issuer.jwks())
    keys = FetchedKeys("https://issuer.test/jwks", fetch, watch)
    keys.key_set()
    keys.key_set()
    assert fetch.asked == 1
    watch.now += KEPT + 1
    keys.key_set()
    assert fetch.asked == 2


def test_a_new_key_is_found_but_nobody_makes_us_hammer_the_issuer(
    issuer: Issuer, watch: Watch, tmp_path: Path
) -> None:
    fetch = Fetch(issuer.jwks())
    tokens = Tokens(
        FetchedKeys("https://issuer.test/jwks", fetch, watch),
        issuer=ISSUER,
        audiences=[AUDIENCE],
        now=watch,
    )
    tokens.bearer(f"Bearer {issuer.issue('anna')}")
    successor = Issuer(tmp_path / "successor", now=watch)
    fetch.document = {"keys": [*issuer.jwks()["keys"], *successor.jwks()["keys"]]}
    token = successor.issue("bo")
    assert refused(tokens, token) == "token_invalid"
    assert fetch.asked == 1
    watch.now += PATIENCE + 1
    assert tokens.bearer(f"Bearer {token}").actor.id == "bo"


def test_an_issuer_that_is_away_is_503_and_kept_keys_serve_a_while(
    issuer: Issuer, watch: Watch
) -> None:
    fetch = Fetch(issuer.jwks())
    fetch.away = True
    keys = FetchedKeys("https://issuer.test/jwks", fetch, watch)
    with pytest.raises(Unavailable) as error:
        keys.key_set()
    assert error.value.code == "token_keys_unavailable"
    fetch.away = False
    watch.now += PATIENCE + 1
    held = keys.key_set()
    fetch.away = True
    watch.now += 2 * KEPT
    assert keys.key_set() is held
    watch.now += 2 * KEPT
    with pytest.raises(Unavailable):
        keys.key_set()


@pytest.mark.parametrize("document", [{}, {"keys": "x"}, {"keys": [{"kty": "?"}]}, []])
def test_a_nonsense_key_document_is_as_good_as_none(document: Any, watch: Watch) -> None:
    keys = FetchedKeys("https://issuer.test/jwks", lambda _url: document, watch)
    with pytest.raises(Unavailable):
        keys.key_set()


def test_fetching_asks_with_a_time_limit(monkeypatch: pytest.MonkeyPatch, issuer: Issuer) -> None:
    asked: dict[str, Any] = {}

    def get(url: str, **options: Any) -> httpx.Response:
        asked.update(options, url=url)
        return httpx.Response(200, json=issuer.jwks(), request=httpx.Request("GET", url))

    monkeypatch.setattr(httpx, "get", get)
    assert fetch_jwks("https://issuer.test/jwks") == issuer.jwks()
    assert asked["timeout"] <= 5


def test_real_time_is_used_when_nothing_else_is_said(tmp_path: Path) -> None:
    issuer = Issuer(tmp_path)
    tokens = Tokens(issuer.keys(), issuer=ISSUER, audiences=[AUDIENCE])
    before = time.time()
    assert tokens.bearer(f"Bearer {issuer.issue('anna', minutes=1)}").actor.id == "anna"
    assert time.time() - before < 60


def test_a_person_must_have_logged_in_strongly_enough_where_that_is_asked(
    issuer: Issuer, watch: Watch
) -> None:
    """NSIS names its levels by address; which of them are enough the installation says."""
    high, substantial, low = (
        f"https://data.gov.dk/concept/core/nsis/{level}" for level in ("High", "Substantial", "Low")
    )
    strict = Tokens(
        issuer.keys(), issuer=ISSUER, audiences=[AUDIENCE], levels=[high, substantial], now=watch
    )
    for acr in (low, None, "", 4, [high], {high: 1}):
        assert refused(strict, signed(issuer, {"acr": acr})) == "login_too_weak"
    for acr in (high, substantial):
        assert strict.bearer(f"Bearer {signed(issuer, {'acr': acr})}").actor.id == "anna"
    machine = signed(issuer, {"kind": "machine", "scope": "feed"})
    assert strict.bearer(f"Bearer {machine}").actor.kind == "machine", "a program has no log-in"
