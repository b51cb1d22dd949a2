"""Connections that are lent again and again."""

import psycopg

from shared.eventlog.database import Database


def test_a_connection_that_the_server_closed_is_not_lent_again(sample_database: Database) -> None:
    with sample_database.connection() as conn:
        closed = conn.info.backend_pid
    with psycopg.connect(sample_database.url, autocommit=True) as owner:
        owner.execute("SELECT pg_terminate_backend(%s, 5000)", (closed,))
    with sample_database.connection() as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)
        assert conn.info.backend_pid != closed


def test_a_server_that_fell_silent_counts_as_gone_within_seconds(
    sample_database: Database,
) -> None:
    """Seen red: without a farewell an order waited for as long as the kernel hoped, minutes."""
    with sample_database.connect() as own, sample_database.connection() as lent:
        for conn in (own, lent):
            said = conn.info.get_parameters()
            assert said["tcp_user_timeout"] == "10000"
            idle, interval, count = (
                int(said[f"keepalives_{each}"]) for each in ("idle", "interval", "count")
            )
            assert idle + interval * count <= 15
