"""How synthetic lives go: each is a small story that sleeps until a day and then acts.

One file for each kind of life. The figures stand in `rates.yaml`; nothing here is a fact about a
real person or place.
"""

from collections.abc import Generator, Iterator
from datetime import date
from typing import Any, TypeAlias, TypeVar

Outcome = TypeVar("Outcome")

Life: TypeAlias = Iterator[date]
"""Wakes on the days it yields; between two of them everything happens on one day."""
Part: TypeAlias = Generator[date, Any, Outcome]
"""A part of a life that others go on from, with what came of it."""
