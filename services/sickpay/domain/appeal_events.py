"""What can happen with a complaint over the end of sick pay."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from shared.eventlog.event import Event
from shared.privacy.personal import HealthData


class AppealRegistered(Event, frozen=True, tag="sickpay.appeal_registered"):
    """The citizen complained about the end; the board judges also a complaint that came late."""

    citizen: UUID
    registered_on: date
    in_time: bool
    grounds: HealthData[str]


class AppealCorrected(Event, frozen=True, tag="sickpay.appeal_corrected"):
    """The day the complaint came in was registered wrongly."""

    citizen: UUID
    registered_on: date
    in_time: bool
    was: date


class EndConfirmed(Event, frozen=True, tag="sickpay.end_confirmed"):
    """The appeals board upheld the end: it stands."""

    citizen: UUID
    reasons: HealthData[str]


class EndReversed(Event, frozen=True, tag="sickpay.end_reversed"):
    """The appeals board reversed the end; beside this it is taken back."""

    citizen: UUID
    reasons: HealthData[str]


AppealEvent: TypeAlias = AppealRegistered | AppealCorrected | EndConfirmed | EndReversed
