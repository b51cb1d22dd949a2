"""How an order about the course of a case is handled: what blocks it, and what comes of it."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypeAlias

from services.sickpay.domain.course import Course
from services.sickpay.domain.facts import SickPayFacts
from services.sickpay.domain.sick_pay_history import Absence, Ended, Form, Recovered, Running
from shared.eventlog.decider import Code, Decision

Blocks: TypeAlias = tuple[Code, ...]
Stage: TypeAlias = Literal["running", "recovered", "ended"]


class OpenCase(NamedTuple):
    """A case that was notified, with the stage it is in."""

    absence: Absence
    form: Form
    course: Course
    stage: Stage
    state: Running | Recovered | Ended

    @classmethod
    def of(cls, state: Running | Recovered | Ended) -> "OpenCase":
        """Look at a state as an open case."""
        stage: Stage = "running"
        if not isinstance(state, Running):
            stage = "recovered" if isinstance(state, Recovered) else "ended"
        return cls(state.absence, state.form, state.course, stage, state)


class Handler(NamedTuple):
    """One kind of order: its decision, its blocks, and the stages it is possible in."""

    decide: Callable[[Any, OpenCase, SickPayFacts], list[Decision]]
    blocks: Callable[[OpenCase], Blocks]
    stages: tuple[Stage, ...] = ("running",)
