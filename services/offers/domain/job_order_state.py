"""How far a company's order for people is, and what is known of it."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import asdict, replace

from services.offers.domain import job_order_events as told
from services.offers.domain.job_order_words import Channel, Term
from shared.eventlog.decider import Claim
from shared.eventlog.event import Event as Fact

CandidacyStage: TypeAlias = Literal["unknown", "of_another_order", "over", "open"]


class NotReceived(Struct, frozen=True):
    """No company has asked for anybody here."""


class Filling(Struct, frozen=True):
    """One position that is filled, and by which candidate."""

    position: int
    candidacy: UUID | None


class Mediation(Struct, frozen=True):
    """What was asked for, who was told of it, who answered, and how far it is."""

    wanted: told.JobOrderReceived
    centres: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    receptions: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    confirmed_on: date | None = None
    told_to: tuple[str, ...] = ()
    candidates: tuple[UUID, ...] = ()
    fillings: tuple[Filling, ...] = ()

    @property
    def left(self) -> int:
        """Return how many positions are free; below none where too many were filled before."""
        return self.wanted.positions - len(self.fillings)

    @property
    def next_free(self) -> int:
        """Return the lowest number no filled position has; a correction may have cut others."""
        used = {each.position for each in self.fillings}
        return next(each for each in range(1, len(used) + 2) if each not in used)


class Received(Struct, frozen=True):
    """The order has come in; nothing is agreed yet."""

    order: Mediation


class Validated(Struct, frozen=True):
    """What must be agreed is agreed; the order can be opened."""

    order: Mediation


class Open(Struct, frozen=True):
    """People are looked for."""

    order: Mediation


class Filled(Struct, frozen=True):
    """All positions are filled."""

    order: Mediation


class Withdrawn(Struct, frozen=True):
    """The company wants nobody any more."""

    order: Mediation


class Expired(Struct, frozen=True):
    """The last day to apply has passed."""

    order: Mediation


Known: TypeAlias = Received | Validated | Open | Filled | Withdrawn | Expired
State: TypeAlias = NotReceived | Known


class OrderFacts(Struct, frozen=True):
    """What the order cannot know: the day, who acts, the company, the rules and the candidate.

    `same` is an open order of the company for the same work; `workplace_open` is None while the
    register of companies has not told of the company; `most_supported` is how many supported
    persons a company of that size may have, None where no ratio applies.
    """

    today: date
    job_order: UUID
    unit: str
    workplace_open: bool | None = True
    same: UUID | None = None
    terms: tuple[Term, ...] = ()
    most_supported: int | None = None
    centres: tuple[str, ...] = ()
    receptions: tuple[str, ...] = ()
    candidacy: CandidacyStage = "unknown"
    candidacy_centre: str | None = None


def name_of(wanted: told.Stated) -> str:
    """Name what only one open order may hold: the company, and the work in the same words."""
    return f"job_order:{wanted.company}:{plain(wanted.title)}"


def plain(title: str) -> str:
    """Write a title so that the same words are the same, however they were typed."""
    return " ".join(title.casefold().split())


def claimed(wanted: told.Stated) -> list[Claim]:
    """Hold the vacancy, so that no second order of it is taken in; a separate one holds nothing."""
    taken = Claim(name_of(wanted), refusal="job_order_received_before")
    return [] if wanted.separate else [taken]


def evolve(state: State, event: Fact) -> State:
    """Return the order after a fact."""
    match event, state:
        case told.JobOrderReceived(), NotReceived():
            return Received(Mediation(event))
        case _, NotReceived():
            return state
        case told.JobOrderCorrected(), _:
            wanted = told.JobOrderReceived(**asdict(event))
            return replace(state, order=replace(state.order, wanted=wanted))
        case told.JobOrderValidated(), Received(order):
            return Validated(order)
        case told.JobOrderPublished(channels, receptions, published_on=day), _:
            return Open(
                replace(state.order, channels=channels, receptions=receptions, confirmed_on=day)
            )
        case told.JobOrderReopened(apply_by, day), _:
            wanted = replace(state.order.wanted, apply_by=apply_by)
            return Open(replace(state.order, wanted=wanted, confirmed_on=day, candidates=()))
        case told.JobOrderFilled(), _:
            return Filled(state.order)
        case told.JobOrderWithdrawn(), _:
            return Withdrawn(state.order)
        case told.JobOrderExpired(), _:
            return Expired(state.order)
        case _:
            return replace(state, order=_told(state.order, event))


def _told(order: Mediation, event: Fact) -> Mediation:
    match event:
        case told.JobOrderSentToCentre(centre=centre):
            return replace(order, centres=(*order.centres, centre))
        case told.JobOrderAnswered(centre=centre):
            return replace(order, answered=(*order.answered, centre))
        case told.JobOrderConfirmedOpen(day):
            return replace(order, confirmed_on=day)
        case told.JobOrderToldAgain(unit):
            return replace(order, told_to=(*order.told_to, unit))
        case told.CandidateNoted(candidacy):
            return replace(order, candidates=(*order.candidates, candidacy))
        case told.OrderClosureBroadcast():
            return replace(order, candidates=())
        case told.CandidateDropped(candidacy):
            left = tuple(each for each in order.candidates if each != candidacy)
            return replace(order, candidates=left)
        case told.PositionFilled(position, candidacy):
            return replace(order, fillings=(*order.fillings, Filling(position, candidacy)))
        case told.PositionFillWithdrawn(position):
            left_over = tuple(each for each in order.fillings if each.position != position)
            return replace(order, fillings=left_over)
        case _:
            return order
