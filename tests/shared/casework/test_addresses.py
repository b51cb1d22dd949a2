"""Nothing on another machine is spoken to in clear unawares."""

from pathlib import Path

import pytest

from shared.casework.addresses import database_in_clear, spoken_in_clear
from shared.casework.settings import Settings

HERE = "postgresql://jobcenter_offers:hemmeligt@/jobcenter?host=/var/run/postgresql"
CHECKED = "postgresql://jobcenter_offers@db/jobcenter?sslmode=verify-full&sslrootcert=/ca.pem"


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGSSLMODE", "PGHOST"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "url",
    [
        HERE,
        CHECKED,
        "postgresql:///jobcenter",
        "postgresql://jobcenter@localhost/jobcenter",
        "postgresql://jobcenter@127.0.0.1:5433/jobcenter?sslmode=disable",
        "postgresql://jobcenter@[::1]/jobcenter",
        "host=/var/run/postgresql dbname=jobcenter",
        "postgresql://jobcenter@one,two/jobcenter?sslmode=verify-full",
    ],
)
def test_a_database_here_or_one_that_shows_who_it_is_is_spoken_to(url: str) -> None:
    assert not database_in_clear(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://jobcenter@db/jobcenter",
        "postgresql://jobcenter@10.0.0.7/jobcenter?sslmode=prefer",
        "postgresql://jobcenter@db/jobcenter?sslmode=require",
        "postgresql://jobcenter@db/jobcenter?sslmode=verify-ca",
        "postgresql://jobcenter@localhost,db/jobcenter",
        "host=db dbname=jobcenter",
        "postgresql://jobcenter@localhost.example/jobcenter",
    ],
)
def test_a_database_elsewhere_that_need_not_show_who_it_is_is_named(url: str) -> None:
    assert database_in_clear(url)


def test_what_the_drivers_environment_says_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert not database_in_clear("postgresql://jobcenter@db/jobcenter")
    assert database_in_clear("postgresql://jobcenter@db/jobcenter?sslmode=require")
    monkeypatch.delenv("PGSSLMODE")
    monkeypatch.setenv("PGHOST", "db")
    assert database_in_clear("postgresql:///jobcenter")


def test_each_address_is_named_without_what_stands_in_it() -> None:
    settings = Settings(
        database_url="postgresql://jobcenter:hemmeligt@db/jobcenter",
        data=Path(),
        broker_url="amqp://jobcenter_offers:hemmeligt@mq/jobcenter",
        jwks_url="http://issuer/keys",
    )
    found = spoken_in_clear(settings)
    assert found == ["the database", "the broker", "the issuer's keys"]


def test_a_house_on_one_machine_and_one_with_certificates_are_fine() -> None:
    alone = Settings(
        database_url=HERE, data=Path(), broker_url="pyamqp://guest:guest@127.0.0.1:5672//"
    )
    apart = Settings(
        database_url=CHECKED,
        data=Path(),
        broker_url="amqps://jobcenter_offers@mq/jobcenter",
        jwks_url="https://issuer/keys",
    )
    assert spoken_in_clear(alone) == spoken_in_clear(apart) == []
