"""Every role is tried at everything it must not do; the list is made from what there is."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from jobcenter import catalogue
from jobcenter.embedded import EmbeddedServer
from shared.casework.installation import Installation
from shared.casework.roles import LOGINS, OWNER, create_roles, hand_over
from shared.casework.settings import SERVICES, Settings
from shared.casework.setup import set_up
from shared.casework.works import Works
from shared.eventlog.database import APPEND_ONLY
from tests.architecture.declared import REPOSITORY

pytestmark = pytest.mark.postgres

DATABASE = "jobcenter"
_MAY_READ_LOOKS = ("citizen_history", "lookup_log", "looks")  # it answers who looked at a citizen
_MAY_SIGN_LOOKS = ("citizen_history", "lookup_log", "checkpoints")  # and has the log signed
Url = Callable[[str], str]


@pytest.fixture(scope="module")
def url() -> Iterator[Url]:
    """An installation as `jobcenter up` makes it: roles, schemas, views; migrated twice."""
    with (
        tempfile.TemporaryDirectory(prefix="jobcenter-roles-") as folder,
        EmbeddedServer(Path(folder) / "pg", durable=False) as server,
    ):
        server.create_database(DATABASE)
        with psycopg.connect(server.url("postgres"), autocommit=True) as conn:
            for _ in range(2):
                create_roles(conn)
                hand_over(conn, DATABASE)
        made = Installation("a municipality", simulated=True, parameters={})
        data = Path(folder)
        catalogue.create_keys(data)
        for _ in range(2):
            set_up(server.url(DATABASE, OWNER), catalogue.declarations(), made)
            for service, home in catalogue.declarations():
                login = server.url(DATABASE, f"jobcenter_{service.name}")
                settings = Settings(database_url=login, data=data)
                works = Works(service, home, settings, catalogue.resources)
                works.prepare()
                for witness in works.witnesses:
                    witness.take()
                works.close()
        yield lambda role: server.url(DATABASE, role)


def tables(url: Url) -> dict[str, list[str]]:
    with psycopg.connect(url("postgres")) as conn:
        found = conn.execute(
            "SELECT schemaname, array_agg(tablename ORDER BY tablename) FROM pg_tables "
            "WHERE schemaname <> ALL('{pg_catalog,information_schema}') GROUP BY 1"
        ).fetchall()
    return dict(found)


def forbidden(name: str, there: dict[str, list[str]]) -> Iterator[str]:
    """Return what the role of a service must not be able to do."""
    for table in APPEND_ONLY:
        own = f"{name}.{table}"
        column = {"events": "tag", "checkpoints": "number"}.get(table, "reason")
        yield f"UPDATE {own} SET {column} = {column}"
        yield f"DELETE FROM {own}"
        yield f"TRUNCATE {own}"
        yield f"DROP TABLE {own}"
        yield f"ALTER TABLE {own} ADD extra int"
        yield f"ALTER TABLE {own} DISABLE TRIGGER ALL"
        yield f"SELECT * FROM {own} FOR UPDATE"
    yield f"DROP TRIGGER only_added_to ON {name}.events"
    yield f"DROP SCHEMA {name} CASCADE"
    yield (
        f"CREATE FUNCTION {name}.evil() RETURNS int LANGUAGE c AS '/lib/x86_64-linux-gnu/libc.so.6'"
    )
    yield f"INSERT INTO {name}.migrations VALUES ('forged')"
    yield f"DELETE FROM {name}.migrations"
    for function in ("row_hash({0}.events)", "feed(int, bigint, uuid, int)", "only_added_to()"):
        yield f"DROP FUNCTION {name}." + function.format(name)
    yield (
        f"CREATE OR REPLACE FUNCTION {name}.row_hash(fact {name}.events) RETURNS bytea "
        "LANGUAGE sql AS $$ SELECT ''::bytea $$"
    )
    for schema, names in there.items():
        if schema == name:
            continue
        yield f"CREATE TABLE {schema}.mine (x int)"
        for table in names:
            if (schema, table) in {("platform", "installation"), ("platform", "clock")}:
                yield f"DELETE FROM {schema}.{table}"
                yield f"INSERT INTO {schema}.{table} SELECT * FROM {schema}.{table}"
                continue
            here = (name, schema, table)
            if here not in {_MAY_READ_LOOKS, _MAY_SIGN_LOOKS}:
                yield f"SELECT * FROM {schema}.{table}"
            if here != _MAY_SIGN_LOOKS:
                yield f"INSERT INTO {schema}.{table} DEFAULT VALUES"
            yield f"DELETE FROM {schema}.{table}"
            yield f"TRUNCATE {schema}.{table}"
    for other in SERVICES:
        if other != name:
            yield f"SELECT {other}.append('[]', '{{}}', '{{}}', '{{}}', now())"
            yield f"SET ROLE jobcenter_{other}"
    yield from _anywhere()


def _anywhere() -> Iterator[str]:
    yield "UPDATE platform.installation SET simulated = true"
    yield f"SET ROLE {OWNER}"
    yield "SET ROLE postgres"
    yield "SET session_replication_role = replica"
    yield "CREATE SCHEMA mine"
    yield "CREATE TABLE public.mine (x int)"
    yield "CREATE TEMPORARY TABLE mine (x int)"
    yield "CREATE DATABASE mine"
    yield "CREATE ROLE mine"
    yield "ALTER ROLE CURRENT_USER SUPERUSER"
    yield "ALTER SYSTEM SET fsync = off"
    yield "COPY (SELECT 1) TO PROGRAM 'cat'"
    yield "COPY (SELECT 1) TO '/tmp/out'"
    yield "SELECT pg_read_file('postgresql.conf')"
    yield "SELECT pg_ls_dir('.')"
    yield "SELECT pg_reload_conf()"
    yield "SELECT * FROM pg_authid"
    yield "SELECT lo_import('/etc/hostname')"
    yield "CHECKPOINT"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_refused_everything_that_is_not_its_own(url: Url, name: str) -> None:
    allowed = []
    statements = list(forbidden(name, tables(url)))
    with psycopg.connect(url(f"jobcenter_{name}"), autocommit=True) as conn:
        for statement in statements:
            try:
                conn.execute(statement.encode())
            except InsufficientPrivilege:
                continue
            except psycopg.Error as other:
                allowed.append(f"{statement}: {type(other).__name__}")
            else:
                allowed.append(statement)
    assert allowed == [], "\n".join(allowed)
    assert len(statements) > 300
    with psycopg.connect(url("postgres")) as conn:
        anybody = conn.execute(
            "SELECT c.relname FROM pg_class c CROSS JOIN aclexplode(c.relacl) a "
            "WHERE a.grantee = 0 AND c.relnamespace::regnamespace::text = %s",
            (name,),
        ).fetchall()
    assert anybody == []


@pytest.mark.parametrize("name", SERVICES)
def test_every_column_of_what_is_only_added_to_is_guarded(url: Url, name: str) -> None:
    """The migration's rights are by table; one column granted by mistake would be enough."""
    with psycopg.connect(url("postgres")) as conn:
        rights = conn.execute(
            "SELECT table_name, privilege_type FROM information_schema.column_privileges "
            "WHERE grantee = %s AND table_schema = %s AND table_name = ANY(%s)",
            (f"jobcenter_{name}", name, list(APPEND_ONLY)),
        ).fetchall()
    assert {right for _, right in rights} == {"SELECT", "INSERT"}
    assert {table for table, _ in rights} == set(APPEND_ONLY)


def test_even_the_owner_is_stopped_before_it_changes_a_fact(url: Url) -> None:
    with psycopg.connect(url(OWNER), autocommit=True) as conn:
        for name in SERVICES:
            for statement in ("UPDATE {} SET position = 1", "DELETE FROM {}", "TRUNCATE {}"):
                for table in ("events", "checkpoints"):
                    column = "position" if table == "events" else "number"
                    wanted = statement.format(f"{name}.{table}").replace("position", column)
                    with pytest.raises(InsufficientPrivilege, match="only added to"):
                        conn.execute(wanted.encode())


def test_the_owner_may_do_nothing_outside_its_database(url: Url) -> None:
    with psycopg.connect(url(OWNER), autocommit=True) as conn:
        for statement in (
            "SET session_replication_role = replica",
            "COPY (SELECT 1) TO PROGRAM 'cat'",
            "SELECT pg_read_file('postgresql.conf')",
            "ALTER ROLE CURRENT_USER SUPERUSER",
            "CREATE DATABASE mine",
            "SET ROLE postgres",
        ):
            with pytest.raises(InsufficientPrivilege):
                conn.execute(statement.encode())


def test_nothing_in_the_house_belongs_to_a_superuser(url: Url) -> None:
    """A function that runs as its owner runs as whoever owns it."""
    with psycopg.connect(url("postgres")) as conn:
        found = conn.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner "
            "WHERE r.rolsuper AND p.pronamespace::regnamespace::text = ANY(%s)",
            (list(tables(url)),),
        ).fetchall()
        definers = conn.execute(
            "SELECT DISTINCT p.proname, p.proconfig::text FROM pg_proc p WHERE p.prosecdef "
            "AND p.pronamespace::regnamespace::text = ANY(%s)",
            (list(tables(url)),),
        ).fetchall()
    assert found == []
    assert definers
    assert {config for _, config in definers} == {"{search_path=pg_catalog}"}


def test_the_file_for_real_installations_makes_the_same_roles() -> None:
    text = (REPOSITORY / "deploy/postgres/roles.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"^  \('(jobcenter_\w+)'\)", text, re.MULTILINE)) == {OWNER, *LOGINS}
