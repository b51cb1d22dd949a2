import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.observability.metrics import definitions
from tests.architecture.declared import REPOSITORY
from tests.architecture.tools import need

FOLDER = REPOSITORY / "deploy/grafana"


@pytest.fixture(scope="module")
def board() -> Any:
    return json.loads((FOLDER / "dashboards/jobcenter.json").read_text(encoding="utf-8"))


def expressions(board: Any) -> list[str]:
    return [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]


def test_the_dashboard_asks_only_for_figures_and_labels_that_exist(board):
    labels = {each.name: {"service", *each.labels} for each in definitions()}
    kinds = {each.name: each.kind for each in definitions()}
    for asked in expressions(board):
        names = {
            re.sub(r"_bucket$", "", name) if name.endswith("_bucket") else name
            for name in re.findall(r"jobcenter_\w+", asked)
        }
        assert names <= labels.keys(), asked
        for by in re.findall(r"by \(([^)]*)\)", asked):
            wanted = {each.strip() for each in by.split(",")} - {"le"}
            assert all(wanted <= labels[name] for name in names), asked
        for name in names:
            assert (kinds[name] == "gauge") == ("rate(" not in asked), asked


def test_every_figure_an_alert_stands_on_is_shown(board):
    rules = yaml.safe_load((REPOSITORY / "deploy/prometheus/alerts.yml").read_text("utf-8"))
    alerts = [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    assert set(re.findall(r"jobcenter_\w+", " ".join(alerts))) <= set(
        re.findall(r"jobcenter_\w+", " ".join(expressions(board)))
    )


def test_prometheus_understands_every_question(board, tmp_path: Path):
    rules = [
        {"record": f"q{nth}", "expr": asked.replace("$__rate_interval", "5m")}
        for nth, asked in enumerate(expressions(board))
    ]
    path = tmp_path / "rules.yml"
    path.write_text(yaml.safe_dump({"groups": [{"name": "board", "rules": rules}]}), "utf-8")
    said = subprocess.run(
        [need("promtool"), "check", "rules", str(path)], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr


def test_panels_do_not_overlap_and_each_says_what_it_means(board):
    taken: set[tuple[int, int]] = set()
    for panel in board["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
        assert panel["type"] == "row" or panel["description"].endswith(".")
    ids = [panel["id"] for panel in board["panels"]]
    assert len(set(ids)) == len(ids)


def test_the_dashboard_is_laid_in_where_grafana_looks(board):
    compose = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8"))
    provider = yaml.safe_load((FOLDER / "dashboards.yaml").read_text("utf-8"))["providers"][0]
    source = yaml.safe_load((FOLDER / "datasource.yaml").read_text("utf-8"))["datasources"][0]
    laid_in = {
        volume.split(":")[0]: volume.split(":")[1]
        for volume in compose["services"]["grafana"]["volumes"]
    }
    target = Path(laid_in["./deploy/grafana/dashboards/jobcenter.json"])
    assert str(target.parent) == provider["options"]["path"]
    assert source["url"] == "http://prometheus:9090"
    used = {panel["datasource"]["uid"] for panel in board["panels"] if "datasource" in panel}
    assert used == {source["uid"]}
