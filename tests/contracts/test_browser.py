"""Whoever opens an answer in a browser comes to no harm, and no other page may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from falcon import testing

from shared.http.browser import HEADERS
from shared.http.docs import POLICY
from shared.http.ops import build_ops

if TYPE_CHECKING:
    from tests.support.real import RealHouse

FOREIGN = {"Origin": "https://elsewhere.test"}


@pytest.mark.parametrize("door", ["api", "ops"])
def test_both_doors_tell_a_browser_to_run_nothing(tidy: RealHouse, door: str) -> None:
    app = tidy.app("offers") if door == "api" else build_ops(tidy.works["offers"])
    client = testing.TestClient(app)
    for path in ("/metrics", "/livez", "/offer-orders", "/nowhere", "/openapi.json"):
        told = client.simulate_get(path, headers=FOREIGN).headers
        assert {name: told.get(name) for name, _ in HEADERS} == dict(HEADERS), path


@pytest.mark.parametrize("door", ["api", "ops"])
def test_no_answer_lets_another_origin_read_it(tidy: RealHouse, door: str) -> None:
    app = tidy.app("offers") if door == "api" else build_ops(tidy.works["offers"])
    client = testing.TestClient(app)
    for method in ("GET", "OPTIONS", "POST"):
        for path in ("/offer-orders", "/deadlines", "/docs"):
            told = client.simulate_request(method, path, headers=FOREIGN).headers
            assert not [name for name in told if name.startswith("access-control-")], path


def test_the_one_page_there_is_runs_only_our_own_files(tidy: RealHouse) -> None:
    told = testing.TestClient(build_ops(tidy.works["offers"])).simulate_get("/docs").headers
    assert told["content-security-policy"] == POLICY
    assert told["cross-origin-opener-policy"] == "same-origin"
