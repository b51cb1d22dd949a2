import os
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import yaml

from jobcenter.embedded import EmbeddedServer
from shared.casework.installation import Installation
from shared.casework.settings import FIRST_OPS_PORT, FIRST_PORT
from shared.casework.settings import SERVICES as BY_PORT
from shared.casework.setup import set_up
from shared.eventlog.database import CONNECTIONS_PER_SERVICE
from tests.architecture.declared import REPOSITORY, SERVICES, declared, room
from tests.architecture.tools import need

ROLES = REPOSITORY / "deploy/postgres/roles.sql"


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8"))


def ours(compose: Any) -> dict[str, dict[str, Any]]:
    return {
        one["command"][1]: one
        for one in compose["services"].values()
        if isinstance(one.get("command"), list) and one["command"][0] == "serve"
    }


def test_every_service_has_a_container_of_its_name(compose):
    assert set(ours(compose)) == set(SERVICES)
    for service in SERVICES:
        assert compose["services"][service.replace("_", "-")]["command"] == ["serve", service]


def test_every_container_runs_a_command_that_exists(compose):
    from jobcenter.cli import make_app  # noqa: PLC0415 - the command pulls in the whole house

    commands = {
        each.name or each.callback.__name__.replace("_", "-")
        for each in make_app().registered_commands
    }
    asked = {
        one["command"][0]
        for one in compose["services"].values()
        if "build" in one and one.get("command")
    }
    assert asked == {"serve", "migrate", "broker-users"}
    assert asked <= commands


def test_ports_and_health_checks_are_those_of_prometheus(compose):
    targets = yaml.safe_load(
        (REPOSITORY / "deploy/prometheus/targets.compose.yml").read_text(encoding="utf-8")
    )
    assert [group["labels"]["service"] for group in targets] == list(BY_PORT)
    for place, group in enumerate(targets):
        host, _, ops = group["targets"][0].rpartition(":")
        one = compose["services"][host]
        api = FIRST_PORT + place
        assert one["command"] == ["serve", group["labels"]["service"]]
        assert ops == str(FIRST_OPS_PORT + place)
        assert one["expose"] == [ops]
        assert f":{ops}/readyz" in one["healthcheck"]["test"][-1]
        assert one["ports"] == [f"127.0.0.1:{api}:{api}"]


def test_each_service_logs_in_as_itself_and_only_migrate_as_the_owner(compose):
    for service, one in ours(compose).items():
        assert f"//jobcenter_{service}:" in one["environment"]["JOBCENTER_DATABASE"]
    owners = [
        name
        for name, one in compose["services"].items()
        if "jobcenter_owner:" in str(one.get("environment"))
    ]
    assert owners == ["migrate"]


def test_each_service_logs_in_to_the_broker_as_itself(compose):
    for service, one in ours(compose).items():
        assert one["environment"]["JOBCENTER_BROKER"].startswith(f"amqp://jobcenter_{service}:")


def test_who_speaks_in_clear_inside_says_so(compose):
    told = {
        name
        for name, one in compose["services"].items()
        if (one.get("environment") or {}).get("JOBCENTER_PLAIN_INSIDE") == "true"
    }
    assert told == {*(each.replace("_", "-") for each in SERVICES), "migrate"}


def test_the_broker_loads_the_users_that_were_written_down(compose):
    written = compose["services"]["broker-users"]
    folder = written["volumes"][0].removeprefix("broker:")
    assert written["command"] == ["broker-users", "--out", f"{folder}/definitions.json"]
    broker = compose["services"]["rabbitmq"]
    assert broker["depends_on"] == {"broker-users": {"condition": "service_completed_successfully"}}
    laid_in = next(each for each in broker["volumes"] if each.startswith("broker:")).split(":")[1]
    settings = (REPOSITORY / "deploy/rabbitmq/users.conf").read_text(encoding="utf-8")
    assert f"load_definitions = {laid_in}/definitions.json" in settings
    image = (REPOSITORY / "deploy/Dockerfile").read_text(encoding="utf-8")
    assert f"--mode=0755 {folder}" in image, "a volume takes its owner from the image"


def test_services_wait_for_the_schemas_and_never_for_the_broker(compose):
    for one in ours(compose).values():
        assert one["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert compose["services"]["migrate"]["depends_on"] == {
        "postgres": {"condition": "service_healthy"}
    }


def test_no_password_stands_in_the_file_and_no_container_is_privileged(compose):
    for name, one in compose["services"].items():
        for key, value in (one.get("environment") or {}).items():
            secret = re.search(r"PASS", key) or "://" in str(value)
            assert not secret or "${JOBCENTER_" in value, (name, key)
        assert not one.get("privileged")
        assert not any("docker.sock" in str(each) for each in one.get("volumes", ()))
        if "build" in one:
            assert one["read_only"]
            assert one["cap_drop"] == ["ALL"]


def test_every_volume_and_file_that_is_laid_in_exists(compose):
    for one in compose["services"].values():
        for volume in one.get("volumes", ()):
            source = volume.partition(":")[0]
            if volume.startswith(
                "${"
            ):  # the installation's own, with a folder for when it is unsaid
                assert re.match(r"\$\{JOBCENTER_[A-Z]+:-/", volume), volume
            elif source.startswith("."):
                assert (REPOSITORY / source).is_file(), source
            else:
                assert source in compose["volumes"]


def test_the_image_is_locked_by_hash_and_runs_as_nobody_special():
    lines = (REPOSITORY / "deploy/Dockerfile").read_text(encoding="utf-8").splitlines()
    orders = [line for line in lines if re.match(r"[A-Z]+ ", line)]
    text = "\n".join(lines)
    assert "--require-hashes" in text
    assert "PYTHONPATH=/app" in text
    assert "PSYCOPG_WAIT_FUNC=wait_selector" in text
    assert any(re.fullmatch(r"USER [1-9][0-9]*:[1-9][0-9]*", each) for each in orders)
    for order in orders:
        if order.startswith("COPY ") and "--from" not in order:
            assert (REPOSITORY / order.split()[1]).exists(), order


@pytest.mark.parametrize(
    ("lock", "least"), [("requirements.lock", 21), ("requirements-hsm.lock", 2)]
)
def test_every_library_of_the_image_is_pinned_with_its_hash(lock, least):
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z])", text.strip())
    libraries = [entry for entry in entries if re.match(r"[A-Za-z0-9_.-]+(\[\w+\])?==", entry)]
    assert len(libraries) >= least
    assert all("--hash=sha256:" in entry for entry in libraries)
    assert not re.search(r"--(extra-)?index-url|https?://", text)


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Iterator[tuple[str, str]]:
    """Start a server of its own and make the roles in it, twice, as an installation would."""
    psql = need("psql", "postgresql-client")
    with EmbeddedServer(tmp_path_factory.mktemp("roles"), durable=False) as server:
        url = server.url("postgres")
        for _ in range(2):
            made = subprocess.run(
                [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(ROLES), url],
                env={**os.environ, "JOBCENTER_DB_PASSWORD": "it's a test"},
                capture_output=True,
                text=True,
                check=False,
            )
            assert made.returncode == 0, made.stderr
        owner = server.url("jobcenter").replace("//postgres:", "//jobcenter_owner:")
        set_up(
            owner,
            [(declared(name), room(name)) for name in SERVICES],
            Installation("a municipality", simulated=False, parameters={}),
        )
        yield owner, server.url("jobcenter")


@pytest.mark.postgres
@pytest.mark.parametrize("service", SERVICES)
def test_a_role_may_add_to_its_log_and_neither_change_it_nor_read_anothers(installed, service):
    owner, _ = installed
    other = next(each for each in SERVICES if each != service)
    url = owner.replace("jobcenter_owner", f"jobcenter_{service}")
    with psycopg.connect(url, autocommit=True) as conn:
        assert conn.execute(f"SELECT count(*) FROM {service}.events").fetchone() == (0,)
        for forbidden in (
            f"UPDATE {service}.events SET tag = ''",
            f"DELETE FROM {service}.events",
            f"TRUNCATE {service}.events",
            f"DROP TABLE {service}.events",
            f"SELECT * FROM {other}.events",
            f"INSERT INTO {other}.events SELECT * FROM {service}.events",
            "CREATE TABLE public.mine (x int)",
            "CREATE SCHEMA mine",
            f"SET ROLE jobcenter_{other}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(forbidden)


@pytest.mark.postgres
def test_anothers_facts_are_read_through_the_feed_by_those_that_follow_it(installed):
    owner, _ = installed
    for reader in SERVICES:
        follows = declared(reader).sources
        for producer in SERVICES:
            with psycopg.connect(owner.replace("_owner", f"_{reader}"), autocommit=True) as conn:
                asked = f"SELECT * FROM {producer}.feed(1, 0, NULL, 10)"
                if producer in follows or producer == reader:
                    conn.execute(asked)
                else:
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        conn.execute(asked)


@pytest.mark.postgres
def test_a_role_has_room_for_three_processes_of_its_service(installed):
    _, superuser = installed
    with psycopg.connect(superuser) as conn:
        limits = conn.execute(
            "SELECT rolconnlimit FROM pg_roles "
            "WHERE starts_with(rolname, 'jobcenter_') AND rolcanlogin"
        ).fetchall()
    assert {limit for (limit,) in limits} == {3 * CONNECTIONS_PER_SERVICE}
