import re
import subprocess
from typing import Any

import pytest
import yaml

from shared.observability.metrics import definitions
from tests.architecture.declared import REPOSITORY, SERVICES
from tests.architecture.test_tree import anchors
from tests.architecture.tools import need

FOLDER = REPOSITORY / "deploy/prometheus"


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def alerts() -> list[dict[str, Any]]:
    return [rule for group in read("alerts.yml")["groups"] for rule in group["rules"]]


@pytest.mark.parametrize(
    "check",
    [
        ("check", "config", "prometheus.yml"),
        ("check", "rules", "alerts.yml"),
        ("test", "rules", "alerts_test.yml"),
    ],
)
def test_prometheus_accepts_its_files_and_every_alert_fires_and_is_silent(check):
    said = subprocess.run(
        [need("promtool"), *check], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr


def test_every_alert_is_seen_to_fire_and_seen_to_be_silent():
    checks = [each for test in read("alerts_test.yml")["tests"] for each in test["alert_rule_test"]]
    fires = {each["alertname"] for each in checks if each["exp_alerts"]}
    silent = {each["alertname"] for each in checks if not each["exp_alerts"]}
    assert fires == silent == {alert["alert"] for alert in alerts()}


def test_every_alert_says_what_it_means_and_leads_to_what_to_do():
    page = REPOSITORY / "docs/how-to/operate.md"
    for alert in alerts():
        told = alert["annotations"]
        assert alert["labels"]["severity"] in {"page", "ticket"}
        assert told["summary"].endswith(".")
        assert len(told["description"].split(".")) > 2
        path, _, anchor = told["runbook"].partition("#")
        assert REPOSITORY / path == page
        assert anchor == alert["alert"].lower()
        assert anchor in anchors(page)


def test_alerts_ask_only_for_figures_that_exist():
    known = {each.name for each in definitions()}
    asked = re.findall(r"jobcenter_\w+", " ".join(alert["expr"] for alert in alerts()))
    assert asked
    assert {re.sub(r"_(bucket|sum|count)$", "", each) for each in asked} <= known


@pytest.mark.parametrize("name", ["targets.yml", "targets.compose.yml"])
def test_every_service_is_scraped_on_its_own_port(name):
    ports = {
        group["labels"]["service"]: group["targets"][0].rpartition(":")[2] for group in read(name)
    }
    assert set(ports) == set(SERVICES)
    assert sorted(ports.values()) == [f"910{number}" for number in range(1, len(SERVICES) + 1)]
