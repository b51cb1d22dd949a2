"""An interpreter is booked with the summons or for an interview, at the price of the day (V-20).

Whoever is summoned with a language gets an interpreter booked for that moment; an interview held
in a language nobody had booked was helped by the interpreter on duty. Prices are in øre, a local
figure (`interpreter.price`), and none is guessed: without a figure the price is unknown.
"""

from datetime import UTC, date, datetime, time

from services.visitation.domain.ground import Ground
from services.visitation.domain.reception_visit_events import InterpreterBooked
from shared.clock import local_date

__all__ = ["InterpreterBooked", "for_interview", "for_summons"]


def for_summons(language: str | None, at: datetime, ground: Ground) -> list[InterpreterBooked]:
    """Return the booking for an interview the citizen is summoned to; none without a language."""
    if language is None:
        return []
    price = ground.law.interpreter_booked_ore
    return [InterpreterBooked(ground.citizen, language, at, on_duty=False, price_ore=price)]


def for_interview(
    language: str | None,
    held_on: date,
    ground: Ground,
    booked: bool,  # noqa: FBT001 - named by the caller's variable
) -> list[InterpreterBooked]:
    """Return the help of the interpreter on duty where nobody was booked for the interview."""
    if language is None or booked:
        return []
    noon = datetime.combine(held_on, time(12), UTC)
    at = ground.now if local_date(ground.now) == held_on else noon
    price = ground.law.interpreter_on_duty_ore
    return [InterpreterBooked(ground.citizen, language, at, on_duty=True, price_ore=price)]
