"""The stages of a party hearing, and what is found out before something happens in it."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from services.benefit_service.domain.hearing_events import (
    HearingAnswered,
    HearingConcluded,
    HearingServed,
)
from shared.actor import Actor
from shared.eventlog.decider import Code


class NotServed(Struct, frozen=True):
    """No letter has reached the citizen."""


class Served(Struct, frozen=True):
    """The letter is out; `answer` is the citizen's last statement, if there is one."""

    letter: HearingServed
    answer: HearingAnswered | None = None


class Concluded(Struct, frozen=True):
    """The hearing is over: what the citizen said was weighed."""

    letter: HearingServed
    answer: HearingAnswered | None
    conclusion: HearingConcluded


class Withdrawn(Struct, frozen=True):
    """The hearing was called off."""

    letter: HearingServed


State: TypeAlias = NotServed | Served | Concluded | Withdrawn


class AboutSanction(Struct, frozen=True):
    """The sanction case a hearing is to be about, as it stands now."""

    sanction_case: UUID
    citizen: UUID
    kind: str
    day: date
    open: bool
    hearing_standing: bool = False


class AboutStop(Struct, frozen=True):
    """The benefit case a hearing is to be about, as it stands now, and what began its payment."""

    benefit_case: UUID
    citizen: UUID
    paying: bool
    payment: UUID | None = None
    hearing_standing: bool = False


class AboutSickPay(Struct, frozen=True):
    """The sick-pay case whose end a hearing is to be about; `benefit` also pays the citizen."""

    sick_pay_case: UUID
    citizen: UUID
    benefit: AboutStop | None = None
    hearing_standing: bool = False


class HearingFacts(Struct, frozen=True):
    """What was found out: the day, who acts, what the hearing is about, the running deadline.

    `timely_until` is the last day that is still in time; None when no deadline is known.
    `not_found` says why there is no case to hear about. `names_continuing` is the standard letter.
    """

    today: date
    actor: Actor
    about: AboutSanction | AboutStop | AboutSickPay | None = None
    not_found: Code | None = None
    names_continuing: bool = False
    timely_until: date | None = None
    decided: bool = False
