"""A fact as reporting is told it: the same form, with a made-up id wherever somebody is named.

The message is a function of the stored row and of the installation's key alone, so two relays that
overlap send the same bytes here too (protocol R1). Its place in the log is a made-up one as well,
since a timeline shows the true one; it still links to the place before, so a reader sees a gap.
What remains guessable stands in docs/explanation/threat-model.md.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec
from msgspec.structs import replace

from shared.access.reported import day_of
from shared.actor import Actor

if TYPE_CHECKING:
    from shared.access.reported import Pseudonyms, Reported

LEFT_OUT: Final = ("sealed", "traceparent")
"""Attributes of a message that reporting is not told: sealed values, and the way into log lines."""
_MADE_UP: Final = ("id", "correlationid", "causationid", "corrects")
_PLACES: Final = ("position", "previous")
_DAYS: Final = ("time", "occurredat")
_KEPT: Final = 1_024
_json = msgspec.json.Encoder()
_read = msgspec.json.Decoder(dict[str, Any])
_read_actor = msgspec.json.Decoder(Actor)


class Report(Protocol):
    """Makes of a message what reporting is told."""

    def of(self, message: bytes) -> bytes:
        """Return the message with nobody in it."""
        ...


class Reporter:
    """Tells reporting what happened, and not to whom."""

    def __init__(self, reported: Reported, pseudonyms: Pseudonyms) -> None:
        """Tell of facts by what may be told of each, with these made-up ids."""
        self._reported = reported
        self._pseudonyms = pseudonyms
        self._actor = lru_cache(_KEPT)(self._actor_anew)

    def of(self, message: bytes) -> bytes:
        """Return the message with nobody in it; for the same message always the same bytes."""
        told = _read.decode(message)
        made_up = self._pseudonyms.of
        for name in LEFT_OUT:
            told.pop(name, None)
        for name in _MADE_UP:
            if name in told:
                told[name] = made_up(told[name])
        for name in _PLACES:
            told[name] = made_up(f"{told['source']}:{told[name]}")
        for name in _DAYS:
            told[name] = day_of(told[name])
        told["subject"] = self._pseudonyms.stream(told["subject"])
        told["actor"] = self._actor(told["actor"])
        told["data"] = self._reported.of(told["type"], told["data"])
        if "subjects" in told:
            told["subjects"] = ",".join(made_up(each) for each in told["subjects"].split(","))
        if "basis" in told:
            told["basis"] = self._basis(told["basis"])
        return _json.encode(told)

    def _actor_anew(self, written: str) -> str:
        """Tell where and as what somebody decided, and of a person no more than a made-up id."""
        actor = _read_actor.decode(written)
        made_up = self._pseudonyms.of
        return _json.encode(
            replace(
                actor,
                id=actor.id if actor.id.startswith("policy:") else made_up(actor.id),
                unit=self._pseudonyms.word(actor.unit),
                on_behalf_of=None if actor.on_behalf_of is None else made_up(actor.on_behalf_of),
            )
        ).decode()

    def _basis(self, written: str) -> str:
        """Tell which facts a decision relied on, and not what was found about somebody."""
        events = _read.decode(written).get("events", ())
        return _json.encode({"events": [self._pseudonyms.of(each) for each in events]}).decode()
