"""Playing the further cases: stories for property tests, and rows as a view would hold them."""

from datetime import UTC, date, datetime
from functools import reduce
from uuid import UUID

from hypothesis import strategies as st
from msgspec.structs import replace

from services.visitation.wiring import SERVICE
from shared.actor import Actor
from shared.casework.casebook import own_codec
from shared.eventlog.decider import Decider, Rejected
from shared.eventlog.envelope import Meta
from shared.eventlog.event import Event as Fact
from shared.eventlog.event import tag_of
from shared.eventlog.row import Row
from tests.visitation.house import recorded

CODEC = own_codec(SERVICE)
CASE = UUID("01930000-0000-7000-8000-00000000000f")
NOW = datetime(2012, 1, 9, 13, tzinfo=UTC)
SOFIE = Actor(id="sofie", unit="social_services", roles=("social_worker",))
MARIE = Actor(id="marie", unit="jobcenter", roles=("manager",))
REX = Actor(id="rex", unit="reception", roles=("reception",))
LARS = Actor(id="lars", unit="legal_office", roles=("legal",))


def stories(opening, orders, facts):
    """Return strategies of orders with what is known, the first of which may open the case."""
    told = st.lists(st.tuples(st.one_of(*orders.values()), facts), max_size=20)
    return st.tuples(st.tuples(orders[opening], facts), told).map(lambda two: [two[0], *two[1]])


def play(decider: Decider, story) -> list[Fact]:
    """Give the orders in turn; check `blocks` against `decide`; return what happened."""
    state, told = decider.initial, []
    for order, facts in story:
        codes = decider.blocks(type(order), state, facts)
        try:
            decisions = decider.decide(order, state, facts)
        except Rejected as refusal:
            code = refusal.code
            assert code == codes[0] if codes else code != "not_allowed_now", order
            continue
        assert not codes, f"{order} was blocked by {codes} and done all the same"
        facts_told = [each for each in decisions if isinstance(each, Fact)]
        told += facts_told
        state = reduce(decider.evolve, facts_told, state)
    assert reduce(decider.evolve, [stored(each) for each in told], decider.initial) == state
    return told


def stored(event: Fact) -> Fact:
    """Return a fact as it comes back from the log."""
    meta = Meta(
        event_id=CASE,
        occurred_at=NOW,
        effective_on=date(2012, 1, 9),
        actor=Actor(id="anna"),
        correlation_id="c",
    )
    row = Row(
        epoch=1,
        position=1,
        previous=0,
        event_id=CASE,
        stream="x-1",
        version=1,
        tag=tag_of(event),
        subjects=(),
        effective_on=meta.effective_on,
        recorded_at=NOW,
        state=CODEC.encode(event, meta),
        previous_hash=b"",
    )
    return CODEC.read("visitation", row).event


def shown(view, case_type: str, *events):
    """Fold facts of one case into its row of a view; None when it has none."""
    row = None
    for event in events:
        told = recorded(f"{case_type}-{CASE}", event, NOW)
        for key in view.touches(told):
            row = view.project(key, row, told)
    return row


def clocks_of(service, stream: str) -> list[tuple[str, str, date]]:
    """Return the deadline facts of a stream: what, which rule, and its last timely day."""
    return [
        (each.tag, each.event.rule_key, getattr(each.event, "timely_until", each.meta.effective_on))
        for each in service.facts(stream)
        if each.tag.startswith("deadline.")
    ]


def told_by_itself(service, stream: str, event: Fact) -> None:
    """Let one of the service's own facts come back to its policies."""
    message = replace(recorded(stream, event, service.clock.now()), source="visitation")
    with service.database.connection() as conn, conn.transaction():
        service.reactions.prepare(conn, [message])
        service.reactions.react(conn, message)
        service.reactions.finish(conn)
    service.follower.catch_up()
