from typing import Any

import pytest
import yaml

from shared.casework.settings import FIRST_OPS_PORT, FIRST_PORT, SERVICES
from tests.architecture.declared import REPOSITORY

FOLDER = REPOSITORY / "deploy/kubernetes"


def read(name: str) -> list[Any]:
    return list(yaml.safe_load_all((FOLDER / name).read_text(encoding="utf-8")))


def of(name: str, kind: str) -> Any:
    return next(each for each in read(name) if each["kind"] == kind)


def name_of(service: str) -> str:
    return service.replace("_", "-")


def pods() -> list[tuple[str, Any]]:
    found = [(each, of(f"{name_of(each)}.yaml", "Deployment")) for each in SERVICES]
    return [
        (name, each["spec"]["template"]["spec"])
        for name, each in [*found, ("owner", of("first/migrate.yaml", "Job"))]
    ]


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8"))


def test_every_service_has_its_deployment_and_no_other_is_there():
    files = {path.name for path in FOLDER.glob("*.yaml")} - {"kustomization.yaml"}
    assert files == {f"{name_of(each)}.yaml" for each in SERVICES}
    assert set(of("kustomization.yaml", "Kustomization")["resources"]) == files


@pytest.mark.parametrize("service", SERVICES)
def test_it_runs_and_listens_as_in_docker_compose(compose, service):
    name, nth = name_of(service), SERVICES.index(service)
    deployment, front = of(f"{name}.yaml", "Deployment"), of(f"{name}.yaml", "Service")
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    assert container["args"] == compose["services"][name]["command"]
    ports = {"api": FIRST_PORT + nth, "ops": FIRST_OPS_PORT + nth}
    assert {each["name"]: each["containerPort"] for each in container["ports"]} == ports
    assert {each["name"]: each["port"] for each in front["spec"]["ports"]} == ports
    assert {each["targetPort"] for each in front["spec"]["ports"]} == set(ports)
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert deployment["spec"]["selector"]["matchLabels"].items() <= labels.items()
    assert front["spec"]["selector"].items() <= labels.items()
    assert deployment["metadata"]["name"] == front["metadata"]["name"] == name
    for probe, path in (("startup", "/readyz"), ("readiness", "/readyz"), ("liveness", "/livez")):
        assert container[f"{probe}Probe"]["httpGet"] == {"path": path, "port": "ops"}


def test_each_gets_its_own_secret_by_reference_and_only_migrate_the_owners():
    for name, pod in pods():
        (container,) = pod["containers"]
        env = {each["name"]: each for each in container["env"]}
        wanted = {"name": "jobcenter-database", "key": name}
        assert env["JOBCENTER_DATABASE"]["valueFrom"]["secretKeyRef"] == wanted
        assert all("://" not in str(each.get("value", "")) for each in env.values())
        broker = env.get("JOBCENTER_BROKER")
        wanted = {"name": "jobcenter-broker", "key": name, "optional": True}  # it may be down
        assert broker is None or broker["valueFrom"]["secretKeyRef"] == wanted


def test_no_container_is_privileged_and_each_says_what_it_needs():
    for _, pod in pods():
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["securityContext"]["runAsUser"] == 10001
        (container,) = pod["containers"]
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert set(container["resources"]) == {"requests", "limits"}
        assert "cpu" not in container["resources"]["limits"], "it would be held up, not helped"
        mounted = {each["name"] for each in container["volumeMounts"]}
        assert mounted == {each["name"] for each in pod["volumes"]}


def test_the_schemas_are_made_first_and_the_keys_lie_where_they_are_needed():
    assert of("first/kustomization.yaml", "Kustomization")["resources"] == ["migrate.yaml"]
    assert of("first/migrate.yaml", "Job")["spec"]["template"]["spec"]["containers"][0]["args"] == [
        "migrate"
    ]
    claim = of("first/migrate.yaml", "PersistentVolumeClaim")["metadata"]["name"]
    holders = {
        name
        for name, pod in pods()
        for volume in pod["volumes"]
        if volume.get("persistentVolumeClaim", {}).get("claimName") == claim
    }
    assert holders == {"owner", "citizen_history"}


def test_the_guide_names_every_secret_and_the_order():
    guide = (REPOSITORY / "docs/how-to/kubernetes.md").read_text(encoding="utf-8")
    for name in ("owner", *SERVICES):
        assert f"--from-literal={name}=" in guide
    first = guide.index("apply -k deploy/kubernetes/first")
    assert first < guide.index("wait --for=condition=complete") < guide.rindex("apply -k")
