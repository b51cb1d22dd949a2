"""The words of the page: what each chapter measured, how, and why a promise is not kept."""

from __future__ import annotations

from msgspec import Struct

HEAD = """\
# Performance

This page is written by `make bench` from [the results](performance/results.json); nothing in it is
typed by hand but the explanations. `make bench` takes about twenty minutes and needs an idle
machine; `make bench QUICK=1` takes about four and only prints. `make bench-check` runs the quick
form and fails when a ratio has fallen below half of the recorded one; nobody is failed by a time.

How to read it:

- **Ratios before figures.** Each figure is held against the limit of this machine, measured in the
  same round: raw single-row inserts by `pgbench` and raw `COPY`, on the same server.
- **One server, durable.** PostgreSQL 16 or newer from the wheel, with its own settings and
  `fsync`, `full_page_writes` and `synchronous_commit` on for everybody.
- **Rounds.** In each round every contestant runs once, and another one begins each time, so what
  disturbs the machine disturbs all of them. A figure is the median of the rounds (five, or three
  in the quick form); the lowest and the highest are shown. A part ends after its share of the
  time, so on a slow machine there are fewer rounds; *Runs* says how many.
- **Peers do no less than in real use**: they check the body, use a pool, commit, and answer with
  the number of the row. They keep no log, no rules, no access table, no idempotency keys, no
  deadlines, tell nobody and follow nothing. Ours does all of it in every request.
- **Times are not flattered.** At a fixed rate a request's time runs from the moment it was due,
  not from when a busy server let it be sent.
- The load comes from a process of its own (one epoll loop, raw sockets). `generator` is the share
  of a core it used, `server` that of the service: where the first is far below 1, it is not what
  limits.
"""


class Chapter(Struct, frozen=True):
    """One part of the page."""

    part: str
    title: str
    figures: tuple[str, ...]
    text: str
    plot: str | None = None


CHAPTERS = (
    Chapter(
        "appends",
        "Appending to the log",
        ("limit.", "append."),
        "Limit: one row of 400 bytes with a unique (stream, version), prepared, 1, 8 and 64 "
        "clients of `pgbench`. `stock` is the `eventsourcing` library's own PostgreSQL recorder "
        "with 1 and 8 threads, `message_db` its function `write_message` called by `pgbench`. "
        "`ours.AxB` is our one write from A processes with B writers each, patched as in "
        "production: a new stream, expected version, idempotency key, hash chain, encoded fact "
        "and envelope, and an answer for each.",
        "append",
    ),
    Chapter(
        "commands",
        "Orders over HTTP",
        ("http.",),
        "`register_citizen` through a real service process: token, access table, validation, "
        "idempotency key, claims, law (three deadlines are set), four facts in one append; the "
        "views, the deadline keeper and the inbox of the same process go on meanwhile. `note` is "
        "the smallest order: one fact in a case that exists, read anew, checked against the "
        "version seen. The peers insert one row. 32 connections, as fast as they are answered; "
        "then 1,000 a second; `at_share` is the rate that is the same share of FastAPI's speed "
        "here as 1,000 were where the promise was made.",
        "http",
    ),
    Chapter(
        "travel",
        "From an order to another service's view",
        ("travel.",),
        "Two services in processes of their own; 200 orders a second to visitation. The clock runs "
        "from when the order was due until citizen_history's timeline has its last fact committed, "
        "by the server's own note of each commit. `embedded` hears through the database, "
        "`rabbitmq` through relay, broker and inbox.",
        "travel",
    ),
    Chapter(
        "projection",
        "Views and cases",
        ("projection.", "rebuild.", "load."),
        "`projection.inbox`: citizen_history reads a log of copies of a real case from its start: "
        "feed, decoding, parking checks, timeline rows and tracking, as it does live. "
        "`projection.own_views`: visitation's follower brings all its own views level; one event "
        "counts once, however many views it touches; its commits do not wait for the disk, "
        "since a view that is lost is made again from the log. `rebuild`: the view is built anew "
        "beside the live one and swapped. `load.N`: a case of N facts is read and folded with "
        "nothing remembered; a running service remembers and only reads what is new.",
        "projection",
    ),
    Chapter(
        "growth",
        "As the log grows",
        ("growth.",),
        "The same orders and questions, 100 a second, with 10 thousand and up to {largest} events "
        "stored: an order, a citizen's timeline of 50 facts, the running deadlines of a week, a "
        "case with what may be done in it. What costs the same at both ends does not grow. "
        "`timeline_first` and `case_first` are the first looks at each of 500 people after the log "
        "was filled: their facts lie far apart, and on the disk where memory is short; `timeline` "
        "and `case` are looks at somebody who is worked with.",
        "growth",
    ),
    Chapter(
        "backlog",
        "Coming back after an absence",
        ("backlog.",),
        "citizen_history starts with a backlog while visitation takes 50 orders a second. "
        "`calm` is an order's time before, `during` while the backlog is read.",
    ),
    Chapter(
        "overload",
        "Ten times too much",
        ("overload.",),
        "Ten times the measured capacity over 500 connections that do not wait as they are told. "
        "Every answer is either done or `503` with `Retry-After`; anything else would fail the "
        "measurement. `goodput` is what was carried out in time, `health` the inner door's "
        "`/livez` asked ten times a second meanwhile.",
        "overload",
    ),
    Chapter(
        "startup",
        "Starting the embedded whole",
        ("startup.",),
        "`jobcenter up`: six services in one process with PostgreSQL of its own; `first` in an "
        "empty folder with initdb and all migrations, `again` in the folder it left. Until every "
        "service says it is ready. Memory is the resident memory of that process, without the "
        "server's; `memory_own` leaves out what it shares with others.",
    ),
    Chapter(
        "denmark",
        "Denmark in a box",
        ("denmark.",),
        "`doors`: `jobcenter simulate` through the real doors, the played clock moving day by day. "
        "`year`: a share of a year filled without doors (ADR 44) by two processes, and what that "
        "comes to for a year of Copenhagen (3.2 million facts); `ten`: ten such shares at once in "
        "one installation, a process for each. Each day costs what it costs however few come on "
        "it, so a share is slower than what is of full size below. The disk is that of logs, "
        "views, keys and indexes.",
    ),
    Chapter(
        "copenhagen",
        "A whole year of Copenhagen",
        ("copenhagen.",),
        "`make bench-year`: everybody who comes in a year of Copenhagen, lived without doors (ADR "
        "44) by two processes from the first day of the year to the last, and nothing reckoned up "
        "from a share (`YEAR_SHARE=0.1` lives a tenth; 10 is Denmark). `month` is the speed of "
        "each month: does it fall while the log grows? Then a house is opened on that year: "
        "`rebuild` builds the history of all citizens anew, which reads every log, and two views "
        "of visitation; `verified` proves every chain, signature and view; `timeline_first` is a "
        "look, through the door, at each of 500 citizens of the year, `timeline` the second look "
        "at them.",
    ),
    Chapter(
        "tenfold",
        "Ten Copenhagens at once",
        ("tenfold.",),
        "`make bench-ten TEN_UNTIL=2011-02-28`: ten Copenhagens of full size, a process for each, "
        "live through the same days in one installation. It goes as far into the year as it is "
        "told: ten whole years are thirty-five million facts, eighty gigabytes and a working day "
        "of two cores. What a year is like from its first day to its last stands above; this "
        "chapter is about the breadth. `month` against the same month above says what ten "
        "processes instead of two cost on the same cores, where both were measured on one "
        "machine; `memory` is what all of them hold "
        "together.",
    ),
    Chapter(
        "sickyear",
        "A year of sick pay",
        ("sickyear.",),
        "`make bench-sickyear`: the sick-pay cases of a year of Copenhagen (30,000, with 85,000 "
        "follow-ups), every life lived to its end by two processes without doors (ADR 44): "
        "`lived`. `rebuild`: each view of sick pay, and the timeline of all citizens, built anew "
        "from that year. `ask`: lists and figures over all of its cases, through the door. "
        "`late_fact`: the longest cases are told late facts through the door, one by one: "
        "`reopened` takes a recovery back, `corrected` moves the first day of absence of the "
        "running case. Each reads the whole case, computes its limit, risk, clocks and flags "
        "anew, and waits for the disk.",
    ),
    Chapter(
        "soak",
        "A long day",
        ("soak.",),
        "`make soak` (an hour; SOAK_MINUTES=5 for a shorter one): 40 registrations a second, two "
        "services that hear of them over RabbitMQ. After a third the timeline is built anew "
        "beside the live one, after two thirds the broker is killed and started again. `growth` is "
        "what a process holds in the last tenth more than in the second one; `lag_left` what is "
        "unread in the end. It runs while the machine does other things, so its times say little.",
    ),
)

_WHY = {
    "append.": (
        "by `py-spy`, 42 % of the process's time is the call of the one write, 36 % making and "
        "encoding the facts, 18 % greenlets that wait for their answer. Sending byte arrays in "
        "binary took away a fifth of it; what is left on the server is a PL/pgSQL loop with three "
        "look-ups and two inserts for each decision, and its hash."
    ),
    "http.": (
        "by `py-spy`, half of the process's time is the order (14 % the law's clocks, a sixth one "
        "question to the database: is a hearing open, and has the person more ids), a quarter the "
        "followers and the inbox of the same process, the rest HTTP. The server takes the better "
        "part of the other core for four facts, their hash chain and the views. An order makes two "
        "journeys; it made six (ADR 37), each now costs half of what it did (ADR 45), and the "
        "collector no longer walks over what was imported. "
        "`note`, with one fact, comes to what `http.ours.note.speed` says."
    ),
    "travel.": (
        "the way is one durable commit at the teller's, the bell, a read of the feed and one "
        "durable commit at the listener's; both wait for the same disk (see *disk* below), and "
        "the rest is waiting for a core: teller, listener, load and server share two, and with "
        "RabbitMQ the broker and the relay share them too."
    ),
    "projection.": (
        "half is the statement that writes the rows, a fifth the parking checks and tracking: "
        "each hundred facts are one transaction, which moves the reader's mark with its rows."
    ),
    "rebuild.": (
        "the facts are of 1 kB with their envelope: fetching and decoding one takes 10 µs, which "
        "alone is 100,000 a second on one core. Folding and the binary COPY come on top, and the "
        "timeline decides field by field what of a fact may be shown (deny by default). A second "
        "process would need the core that the server works on."
    ),
    "growth.": (
        "the query reads fifty rows by an index and the answer says each line in two languages; "
        "every look is written down durably before its answer leaves. A hundred a second leave "
        "most of the machine idle, so what is left of the tail is whatever else has its turn "
        "then: a flush of the disk, a checkpoint being signed, autovacuum on a log of twenty "
        "gigabytes. It was ten times as long until the page's own curve showed that something "
        "went through the whole log every two seconds (ADR 76)."
    ),
    "startup.first": "initdb and the migrations of six schemas, each with its own commits.",
    "startup.": "six services, their rules and their API documents in one process.",
}


def why_missed(name: str) -> str:
    """Return what the profile says about a promise that was not kept."""
    return next(
        (text for start, text in _WHY.items() if name.startswith(start)), "not yet explained."
    )
