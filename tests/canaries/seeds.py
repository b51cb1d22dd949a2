"""Canaries: values about people that come from nowhere else, so that each find is a leak."""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

_SOUNDS = ("ka", "ri", "mo", "sø", "vel", "tun", "bra", "fje", "dal", "gry", "hym", "lok")


class Canary(NamedTuple):
    """A person who never lived: born before 1900, with a name and an illness of their own."""

    number: str
    name: str
    diagnosis: str


def canaries(how_many: int, seed: int = 1899) -> list[Canary]:
    """Return as many different canaries as wanted."""
    rng = Random(seed)
    found: dict[str, Canary] = {}
    while len(found) < how_many:
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(58, 99)
        number = f"{day:02}{month:02}{year:02}{rng.randint(5, 8)}{rng.randint(0, 999):03}"
        word = "".join(rng.choice(_SOUNDS) for _ in range(6))
        found[word] = Canary(number, f"Kana {word.capitalize()}sen", f"{word}sot i lungen")
    return list({each.number: each for each in found.values()}.values())


def needles(canary: Canary) -> tuple[bytes, ...]:
    """Return every form in which a canary would be recognised."""
    day, serial = canary.number[:6], canary.number[6:]
    texts = (canary.number, f"{day}-{serial}", canary.name, canary.diagnosis)
    return tuple(
        form
        for text in texts
        for form in (text.encode(), text.encode("ascii", "backslashreplace"), text.upper().encode())
    )


_TRACE = re.compile(rb"(?=(\d{6}-?\d{4}))|(?=((?i:kana )\S{0,80}?(?i:sen)))|((?i:sot i lungen))")
"""What may be a form of a canary: a number anywhere in digits, a name, the end of a diagnosis."""
_LONGEST = 80


def found_in(place: bytes, seeds: list[Canary]) -> list[int]:
    """Return which canaries are found in a place, by number: never their values.

    The place is read once, however many canaries there are: each was looked for by itself before,
    and a night was too short for 10,000 of them.
    """
    known = {needle: nth for nth, each in enumerate(seeds) for needle in needles(each)}
    found: set[int] = set()
    for trace in _TRACE.finditer(place):
        number, name, diagnosis = trace.groups()
        end = trace.end()
        firsts = range(max(0, end - _LONGEST), end) if diagnosis else ()
        ends = (place[first:end] for first in firsts)
        texts = (text for text in (number, name, *ends) if text in known)
        found |= {known[text] for text in texts}
    return sorted(found)
