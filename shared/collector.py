"""How often Python looks for rings of objects that only keep each other alive.

What holds no ring is let go at once, with the last that refers to it; facts, rows and cases hold
none. Looking for rings goes through all that is remembered, so it pays to look seldom, and never
again through what stays.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_OBJECTS: Final = 20_000
"""New objects between two looks. Orders leave few rings behind: 5 % of the processor's time, and a
third of the slowest answers, against Python's own 700."""
_MANY_OBJECTS: Final = 1_000_000
"""The same where rows are folded by the hundred thousand: looking took half of the time."""


def settle() -> None:
    """Look once through what was loaded at the start, which stays, and from now on seldom."""
    gc.collect()
    keep()
    gc.set_threshold(_OBJECTS)


def keep() -> None:
    """Never look again through what is there now; whatever in it is let go, goes all the same."""
    gc.freeze()


@contextmanager
def folding() -> Iterator[None]:
    """Look hardly ever while rows are folded; afterwards as often as before."""
    before = gc.get_threshold()
    gc.set_threshold(_MANY_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
