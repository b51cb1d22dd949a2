"""What a hearing letter says when nobody writes it by hand, and which days it covers."""

from datetime import date

from msgspec import Struct


class Coverage(Struct, frozen=True):
    """The days a hearing letter put before the citizen.

    Law: forvaltningsloven § 19 (H 6): a hearing covers the facts it names. A letter that names the
    absence as continuing until attendance resumes covers the rest of that uninterrupted absence;
    any other letter covers the days up to its service, and no later one.
    """

    absence_from: date
    served_on: date
    continuing: bool

    def covers(self, day: date) -> bool:
        """Say whether the letter put this day before the citizen."""
        return self.absence_from <= day and (self.continuing or day <= self.served_on)


def standard_letter(kind: str, day: date, *, continuing: bool) -> str:
    """Write the facts of a report in the words of the standard letter."""
    about = _ABOUT.get(kind, "manglende medvirken")
    rest = (
        " Fraværet er meldt som fortsat, og brevet gælder alle dage, indtil du møder igen."
        if continuing
        else ""
    )
    return (
        f"Vi har fået besked om {about} den {day:%d.%m.%Y}.{rest}"
        " Det kan betyde, at din ydelse bliver sat ned."
        " Du kan fortælle, hvad der skete, før vi træffer en afgørelse."
    )


_ABOUT = {
    "interview_no_show": "udeblivelse fra en samtale",
    "offer_no_show": "udeblivelse fra dit tilbud",
    "job_refusal": "et afslag på et henvist arbejde",
    "quit": "ophør i arbejde eller tilbud",
    "availability_test": "en rådighedsvurdering, du ikke medvirkede til,",
    "jobseeking_missing": "manglende jobsøgning",
}
