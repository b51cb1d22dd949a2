"""The house is full: some wait for a moment, the others are told to come back."""

import threading

from shared.http.gate import Gate

# Long enough that a test would hang rather than pass by luck, and never waited out.
LONG = 30.0


def test_who_waits_gets_the_place_that_becomes_free() -> None:
    gate, entered = Gate(1, patience=LONG), threading.Event()
    assert gate.enter()

    def wait() -> None:
        assert gate.enter()
        entered.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not gate.waiting:
        pass
    assert not entered.is_set()
    gate.leave()
    waiting.join(LONG)
    assert entered.is_set()
    assert (gate.taken, gate.waiting) == (1, 0)


def test_who_would_wait_behind_too_many_is_sent_away_at_once() -> None:
    gate = Gate(1, waiting=0, patience=LONG)
    assert gate.enter()
    assert not gate.enter()
    assert (gate.taken, gate.waiting) == (1, 0)


def test_nobody_waits_longer_than_the_patience() -> None:
    gate = Gate(1, patience=0.01)
    assert gate.enter()
    assert not gate.enter()
    gate.leave()
    assert gate.enter()
