"""Somebody employed falls ill: the form, the follow-ups, the papers, the refund, and the end.

Law: SPA §§ 11-15 (form, category, follow-up), § 24 and § 27 (limit, extension), § 40 (refund).
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from jobcenter.simulator.chance import cvr, days_of, drawn, person, within
from jobcenter.simulator.lives import Life
from jobcenter.simulator.lives.diary import Diary
from jobcenter.simulator.lives.refund import Refunds

if TYPE_CHECKING:
    from jobcenter.simulator.town import Town

_LONG: Final = timedelta(weeks=8)
_FORM_DAYS: Final = 8
_REMINDER_DAYS: Final = 15
_HEARING_DAYS: Final = 9
_NEAR_THE_LIMIT: Final = timedelta(weeks=53)
_ANSWERS: Final = {
    "work_ability": "Kan arbejde få timer om dagen",
    "gradual_return": "Aftales med arbejdsgiveren",
    "barriers": "Venter på behandling",
    "next_step": "Ny opfølgning",
}


def sick(town: Town, chance: Random) -> Life:
    """From the notification until somebody is well, or until sick pay ends."""
    sickness = _Sickness(town, chance)
    if sickness.notify():
        yield from sickness.diary.lived(town)


class _Sickness:
    """One case of sick pay, and all that lies before the citizen."""

    def __init__(self, town: Town, chance: Random) -> None:
        rates = town.rates.sick_pay
        self.town, self.chance, self.rates = town, chance, rates
        self.diary = Diary()
        self.citizen = person(chance)
        self.by = drawn(chance, rates.notified_by).value
        lasts = days_of(chance, rates.weeks)
        notified_after = min(within(chance, rates.notified_days), lasts.days - 1)
        self.first = town.today - timedelta(days=notified_after)
        self.well = self.first + lasts
        self.category = drawn(chance, rates.category).value
        self.long = lasts >= _LONG
        self.case = ""
        self.categorised = False
        self.answered = self.stays_away = False

    # -- how it begins --------------------------------------------------------------------------

    def notify(self) -> bool:
        """Tell of the absence and write the days to come into the diary."""
        case = self.town.order(
            "sickpay",
            "sickpay.notify_absence",
            citizen=self.citizen,
            employment=cvr(self.chance),
            first_absence_day=self.first,
            notified_by=self.by,
            on=self.town.today,
        )
        if case is None:
            return False
        self.case = case
        form_after = within(self.chance, self.rates.form_days)
        self.diary.add(self.town.in_days(form_after), self._form_sent)
        self.diary.add(self.well, self._recovered)
        self._employer()
        self._first_follow_up()
        if self.long:
            self._papers()
        return True

    def _employer(self) -> None:
        if self.by != "employer":
            return
        if self.chance.random() < self.rates.employer_interview:
            day = max(
                self.town.in_days(1), self.first + timedelta(days=self.chance.randint(14, 27))
            )
            self.diary.add(day, self._employer_interview)
        if self.chance.random() < self.rates.refund:
            Refunds(self.town, self.chance, self.case, self.first, self.well).plan(self.diary)

    def _employer_interview(self) -> None:
        self._order("hold_employer_interview", on=self.town.today)

    # -- the form -------------------------------------------------------------------------------

    def _form_sent(self) -> None:
        form = self.town.case(self.citizen, "information_form")
        if form is None:
            return
        today = self.town.today
        self.town.order("officer", "benefit_service.send_information_form", form, on=today)
        match drawn(self.chance, self.rates.form).value:
            case "in_time":
                self._form_comes(self.chance.randint(2, _FORM_DAYS - 3))
            case "late":
                self._form_comes(self.chance.randint(_FORM_DAYS + 4, _FORM_DAYS + 14))
            case _:
                self.stays_away = self.chance.random() < self.rates.not_cooperating
        if self.chance.random() < self.rates.reminded:
            day = self.town.in_days(within(self.chance, self.rates.reminder_days))
            self.diary.add(day, self._reminded)

    def _form_comes(self, days: int) -> None:
        self.diary.add(self.town.in_days(days), self._form_returned)

    def _reminded(self) -> None:
        """Remind of a form that is overdue; who never answers may be heard about an end."""
        if self.answered:
            return
        self._order("remind_of_form", on=self.town.today)
        if self.stays_away:
            self.diary.add(self.town.in_days(_REMINDER_DAYS), self._no_cooperation)

    def _form_returned(self) -> None:
        self.answered = True
        weeks = (self.well - self.first).days // 7
        guess = max(1, round(weeks * self.chance.uniform(0.5, 1.5)))
        self._order(
            "register_form_return",
            on=self.town.today,
            health="Selvoplyst: venter på undersøgelse.",
            answers={
                "expected_weeks": guess,
                "complaint": drawn(self.chance, self.rates.complaint).value,
                "own_prognosis": self._prognosis(),
                "workplace_conflict": self.chance.random() < (0.15 if self.long else 0.05),
            },
        )
        self._order(
            "assign_case",
            officer=f"sygemedarbejder_{self.chance.randint(1, 60)}",
            team=self.chance.choice(("nord", "syd", "vest")),
        )
        self._categorised("Efter skemaet.")

    def _categorised(self, reason: str) -> None:
        """Put the case in its category, once: by the form, or at a follow-up before it."""
        if not self.categorised:
            self.categorised = True
            category, today = int(self.category), self.town.today
            self._order("categorise", category=category, on=today, reason=reason)

    def _prognosis(self) -> str:
        likely = ("returns", "unsure", "does_not_return") if self.long else ("returns",) * 4
        prognosis: str = self.chance.choice((*likely, "unsure"))
        return prognosis

    # -- follow-ups -----------------------------------------------------------------------------

    def _first_follow_up(self) -> None:
        week = within(self.chance, self.rates.first_follow_up_week)
        if self.chance.random() < self.rates.follow_up_late:
            week = self.chance.choice((9, 10))
        self._next_follow_up(self.first + timedelta(days=week * 7 - 4))

    def _next_follow_up(self, day: date) -> None:
        """Summon some days before; nobody is summoned to a day after the end."""
        day = self.town.workday(max(day, self.town.in_days(4)))
        if day < self.well:
            summons = max(self.town.in_days(1), day - timedelta(days=self.chance.randint(7, 12)))
            self.diary.add(min(summons, day), lambda: self._summoned(day))

    def _summoned(self, day: date) -> None:
        form = drawn(self.chance, self.rates.forms).value
        day = max(day, self.town.today)
        self._order("summon_to_follow_up", held_on=day, form=form, on=self.town.today)
        self.diary.add(day, lambda: self._met(day, form))

    def _met(self, day: date, form: str) -> None:
        if form == "interview" and self.chance.random() < self.rates.missed:
            self._order("note_missed_follow_up", on=day)
            self._next_follow_up(self.town.in_days(7))
            return
        self._categorised("Efter samtalen.")
        self._order("hold_follow_up", on=self.town.today, form=form, answers=_ANSWERS)
        weeks = self.rates.interval_weeks[self.category]
        self._next_follow_up(self.town.today + timedelta(days=weeks * 7 - 1))

    # -- long cases -----------------------------------------------------------------------------

    def _papers(self) -> None:
        """A long case may have a plan, a certificate, shorter days, and in the end a limit."""
        rates, chance, lasts = self.rates, self.chance, (self.well - self.first).days
        middle = self.first + timedelta(days=chance.randint(lasts // 3, lasts * 2 // 3))
        if chance.random() < rates.plan:
            self.diary.add(middle, self._plan)
        if chance.random() < rates.certificate:
            self.diary.add(middle - timedelta(days=7), self._certificate)
        if chance.random() < rates.partial_return:
            self.diary.add(self.well - timedelta(days=lasts // 5), self._partial_return)
        near = self.first + _NEAR_THE_LIMIT
        if self.well > near:
            self.diary.add(near, self._limit_near)

    def _plan(self) -> None:
        self._order("draft_plan", measures="Fire timer om dagen fra næste måned")
        self._order("agree_plan", on=self.town.today)

    def _certificate(self) -> None:
        self._order("request_certificate", kind="le125", on=self.town.today)
        day = self.town.in_days(within(self.chance, self.rates.certificate_days))
        self.diary.add(day, self._certificate_came)

    def _certificate_came(self) -> None:
        self._order(
            "receive_certificate",
            on=self.town.today,
            ill_from=self.first,
            ill_to=self.well,
            says="Kan ikke løfte i flere måneder",
        )

    def _partial_return(self) -> None:
        hours = self.chance.choice((12, 15, 20, 25))
        self._order("agree_partial_return", from_=self.town.today, hours=hours, full_hours=37)

    # -- how it ends ----------------------------------------------------------------------------

    def _recovered(self) -> None:
        self._order("report_recovery", on=self.well)
        self.diary.end()

    def _limit_near(self) -> None:
        """Before the limit the seven grounds are gone through; a ground found lets it go on."""
        limit = (
            self.town.state("sickpay", "sickpay.reassess", self.case).get("course", {}).get("limit")
        )
        if limit is None:
            return
        extended = self.chance.random() < self.rates.extended
        grounds = [2] if extended else []
        today = self.town.today
        self._order("reassess", on=today, grounds_met=grounds, reason="Gennemgang af de syv grunde")
        if extended:
            self._order("grant_extension", ground=2, on=today, reason="Arbejdsevnen afklares")
            return
        last = date.fromisoformat(str(limit["ends_after"]))
        next_day = last + timedelta(days=1)
        self._order("record_next_basis", basis="cash_benefit", from_=next_day, on=today)
        self._propose("duration", "Varighedsgrænsen er nået.", last)

    def _no_cooperation(self) -> None:
        self._propose("no_cooperation", "Skemaet kom ikke tilbage.", None)

    def _propose(self, ground: str, facts: str, last: date | None) -> None:
        if self._order("propose_ending", ground=ground, facts=facts) is not None:
            self.diary.add(self.town.in_days(1), lambda: self._heard(ground, facts, last))

    def _heard(self, ground: str, facts: str, last: date | None) -> None:
        hearing = self.town.order(
            "officer",
            "benefit_service.serve_hearing",
            citizen=self.citizen,
            stop_ground=f"sick_pay_{ground}",
            sick_pay_case=self.case,
            facts=facts,
            on=self.town.today,
        )
        if hearing is not None:
            day = self.town.in_days(_HEARING_DAYS)
            self.diary.add(day, lambda: self._concluded(hearing, ground, last))

    def _concluded(self, hearing: str, ground: str, last: date | None) -> None:
        excused = ground == "no_cooperation" and self.chance.random() < 1 / 2
        self.town.order(
            "officer",
            "benefit_service.conclude_hearing",
            hearing,
            finding="excuse_accepted" if excused else "excuse_not_accepted",
            reasons="Se sagens oplysninger.",
        )
        if not excused:
            self.diary.add(self.town.in_days(1), lambda: self._end(ground, last))

    def _end(self, ground: str, last: date | None) -> None:
        last_day = last or self.town.today
        self._order("end_sick_pay", ground=ground, last_day=last_day, reason="Se begrundelsen.")
        self.diary.end()

    def _order(self, what: str, **body: object) -> str | None:
        return self.town.order("sickpay", f"sickpay.{what}", self.case, **body)
