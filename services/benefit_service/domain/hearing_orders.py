"""What can be ordered in a party hearing."""

from datetime import date
from uuid import UUID

from services.benefit_service.domain.benefit_events import StopGround
from services.benefit_service.domain.hearing_events import Finding
from shared.eventlog.command import Command
from shared.privacy.personal import EconomyData


class ServeHearing(Command, frozen=True):
    """Hand the citizen the facts and ask for an answer.

    Left out: `sanction_case` is the citizen's only open one, `facts` is the standard letter about
    the report, `absence_from` is the reported day, `on` is today, and whether the letter names the
    absence as continuing follows the rule `hearing.covers_continuing_absence`.
    A hearing about stopping a benefit names `benefit_case` and `stop_ground` instead; one about
    the end of sick pay names `sick_pay_case`, and a benefit case only if one pays the citizen.
    """

    citizen: UUID
    sanction_case: UUID | None = None
    facts: EconomyData[str] | None = None
    absence_from: date | None = None
    covers_continuing_absence: bool | None = None
    on: date | None = None
    on_site: bool = False
    benefit_case: UUID | None = None
    stop_ground: StopGround | None = None
    sick_pay_case: UUID | None = None


class CorrectService(Command, frozen=True):
    """Correct the day the letter reached the citizen; the deadline is counted anew."""

    on: date


class AmendFacts(Command, frozen=True):
    """Put new facts to the citizen in a new letter; a new full deadline runs from its service."""

    facts: EconomyData[str]
    absence_from: date | None = None
    covers_continuing_absence: bool | None = None
    on: date | None = None
    on_site: bool = False


class AnswerHearing(Command, frozen=True):
    """Register what the citizen answered, and the day the answer came in."""

    on: date
    statement: EconomyData[str]


class WithdrawAnswer(Command, frozen=True):
    """Take back an answer that was registered by mistake."""

    reason: EconomyData[str]


class ConcludeHearing(Command, frozen=True):
    """Weigh the answer, or the silence after the deadline, and say why."""

    finding: Finding
    reasons: EconomyData[str]


class WithdrawHearing(Command, frozen=True):
    """Call the hearing off."""

    reason: EconomyData[str]
