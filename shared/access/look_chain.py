"""The look-up log as a chain: each look holds the hash of the look before.

The hash is counted outside the database from what lies in the row; the text is that of `look_hash`
in the log's schema, which whoever edits looks could edit too.
"""

from __future__ import annotations

from typing import Final

from shared.access.looks import SCHEMA
from shared.eventlog.chain import Chain

_LOOKS: Final = """
SELECT k."position", k."position" - 1,
       pg_catalog.jsonb_build_array(k."position", extract(epoch FROM k.at), k.service, k.kind,
           k.name, k.actor, k.acts_as, k.authority, k.unit, k.purpose, k.relation, k.reason,
           k.citizens, encode(k.criterion, 'hex'), k.result, k.correlation)::text,
       NULL::bytea, k.previous_hash
FROM {schema}.looks k WHERE k."position" {since} %s ORDER BY k."position" LIMIT %s
"""
LOOKS: Final = Chain(SCHEMA, "looks", _LOOKS, "looks")
