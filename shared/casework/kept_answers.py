"""Checks that each order that was answered stands in the log, once; it only reads.

The answer is kept with the order's key in the one write, so it names what that write stored: the
case, its version and the facts. Keys are kept for some weeks, and as far back one can look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.eventlog.database import Connection

_ANSWERS = """
WITH answers AS (
    SELECT said->>'case_id' AS case_id, (said->>'version')::int AS version,
           said->'events' AS tags, jsonb_array_length(said->'events') AS facts
    FROM (SELECT convert_from(answer, 'UTF8')::jsonb AS said FROM {schema}.idempotency) kept
    WHERE jsonb_array_length(said->'events') > 0
)
"""
_NOT_STORED = """
SELECT DISTINCT a.case_id, a.version
FROM answers a, jsonb_array_elements_text(a.tags) WITH ORDINALITY fact(tag, nth)
WHERE NOT EXISTS (
    SELECT FROM {schema}.events e
    WHERE substr(e.stream, strpos(e.stream, '-') + 1) = a.case_id
    AND e.version = a.version - a.facts + fact.nth AND e.tag = fact.tag
) LIMIT 20
"""
_TWICE = "SELECT case_id, version FROM answers GROUP BY case_id, version, tags HAVING count(*) > 1"


def answer_faults(conn: Connection, schema: str) -> Iterator[str]:
    """Return the answers that the log does not bear out, each by its case and version."""
    for statement, words in (
        (_NOT_STORED, "an order was answered with version {} of case {}, which is not in the log"),
        (_TWICE, "two orders were answered with the same version {} of case {}"),
    ):
        asked = (_ANSWERS + statement).replace("{schema}", f'"{schema}"')
        for case_id, version in conn.execute(asked.encode()).fetchall():
            yield words.format(version, case_id)
