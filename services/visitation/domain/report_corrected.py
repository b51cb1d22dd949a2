"""What becomes of the jobcenter's work when the report it is about is put right.

Law: forvaltningsloven § 19: what is asked before a sanction is asked of the day and the kind that
the report names now; a recommendation about another day is none.
"""

from datetime import date
from typing import Final
from uuid import UUID

from shared.eventlog.command import Command as Order
from shared.eventlog.event import Event as Fact

TAKEN_BACK: Final = "Meldingen, som indstillingen byggede på, blev rettet."


class NoteReportCorrected(Order, frozen=True):
    """Take note that the report named another day or kind; only a policy does."""

    kind: str
    day: date


class ReportCorrectionNoted(Fact, frozen=True, tag="visitation.report_correction_noted"):
    """The report is about this day and kind; what was asked for another one is asked again."""

    citizen: UUID
    sanction_case: UUID
    kind: str
    day: date
