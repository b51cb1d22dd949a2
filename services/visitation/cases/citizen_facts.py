"""What an order about a citizen's case needs to know: hearing, law of the day, profile."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from services.visitation.cases.corrections import corrected_by
from services.visitation.domain import (
    benefit_change,
    benefit_weeks,
    follow_up,
    interview_counts,
    match,
    registration,
    standing,
)
from services.visitation.domain import citizen_case as case
from services.visitation.domain import contact_course as course
from services.visitation.domain import duty_guidance as guidance
from services.visitation.domain.benefit_right import SELF_SUPPORTING
from services.visitation.domain.case_file import Open
from services.visitation.domain.codes import GROUP_OF
from services.visitation.domain.ground import CaseLaw, CountDuty
from services.visitation.domain.interview_counts import KIND_OF_RULE
from services.visitation.views.open_hearings import OPEN_HEARINGS
from shared.casework.declare import Collected, Desk, Loaded
from shared.eventlog.command import Command
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Recorded
from shared.law.arithmetic import add_days, add_months
from shared.law.rule import Rule
from shared.privacy.personal import Erased

_HOLDS: Final = (course.HoldInterview, course.WithdrawInterview, follow_up.AttendJointSession)
_WHO: Final = ("target_group", "age", "benefit_basis")
_MONTHS_AN_AGE_LASTS: Final = 12
_STATING: Final = (
    registration.RegisterCitizen,
    registration.CorrectRegistration,
    benefit_change.ChangeBenefit,
)
# What another benefit counts from its first day, where its law differs.
_COUNTED_ANEW: Final = (*KIND_OF_RULE, "interview.first.fund", "interview.intensive")
_FUND: Final = (interview_counts.NoteFundInterview, interview_counts.WithdrawFundInterview)
_COUNTING: Final = (*_HOLDS, *_FUND, benefit_weeks.NoteWeeksWithoutBenefit)


def collect_case(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[case.CaseFacts]:
    """Find out whether a hearing is open, what the rules say, and what is corrected."""
    file = open_file(loaded.state)
    citizen = command.citizen if isinstance(command, registration.RegisterCitizen) else None
    citizen = citizen or (file.citizen if file else None)
    hearings = desk.rows_of(OPEN_HEARINGS, citizen) if citizen else []
    wrong, how = corrected_by(command, loaded)
    known = profile(file, command)
    law, rules = _law(desk, loaded, command, known)
    known |= _readiness(command, law.match_model)
    if isinstance(command, case.ReopenCase) and file is not None:
        known = _back_again(known, command, file, desk.today)
    return Collected(
        facts=case.CaseFacts(
            now=desk.now,
            hearing_open=bool(hearings),
            case_id=UUID(case_id),
            actor=desk.actor.id,
            law=law,
        ),
        rules=rules,
        profile=known,
        subjects=(citizen,) if citizen else (),
        effective_on=_day_it_holds(file, command, wrong),
        corrects=wrong.meta.event_id if wrong else None,
        how=how if wrong else None,
    )


def open_file(state: Any) -> Open | None:
    """Return the file of a case, also of a closed one."""
    match state:
        case Open():
            return state
        case case.Closed(file):
            return file
        case _:
            return None


def barriers_of(file: Open | None) -> tuple[str, ...] | None:
    """Return what stands in the way, sorted; None where nobody noted it or it is erased."""
    noted = file.known.barriers if file else ()
    barriers = noted[0] if noted else None
    if barriers is None or isinstance(barriers, Erased):
        return None
    return tuple(sorted(map(str, barriers))) if isinstance(barriers, Iterable) else ()


def profile(file: Open | None, command: Command | None) -> dict[str, Any]:
    """Return what rules may ask of the citizen: as the order states it, else as it stands."""
    known = _known_of(file, command) if file else {}
    if isinstance(command, _STATING):
        stated = {name: getattr(command, name) for name in _WHO}
        known |= {name: value for name, value in stated.items() if value is not None}
    if isinstance(command, benefit_change.ChangeBenefit):
        # A group that was stated for the benefit before does not go over with the citizen.
        known["target_group"] = command.target_group
    if isinstance(command, standing.SetTargetGroup):
        known["target_group"] = command.target_group
    if known.get("target_group") is None and "benefit_basis" in known:
        known["target_group"] = GROUP_OF.get(known["benefit_basis"])
    told = {name: value for name, value in known.items() if value is not None}
    return {**told, **_contact(file, command)}


def _known_of(file: Open, command: Command | None) -> dict[str, Any]:
    """Return what stands in the file: for a correction as registered, for others as it is now."""
    known = {name: getattr(file.registration, name) for name in _WHO}
    if isinstance(command, benefit_change.WithdrawBenefitChange) and file.changes:
        before = benefit_change.stated(file.changes[:-1], file.registration)
        group = file.changes[-1].from_group
        return {"benefit_basis": before.benefit_basis, "age": before.age, "target_group": group}
    if file.changes and isinstance(command, registration.CorrectRegistration):
        return known
    known |= {"benefit_basis": file.stated.benefit_basis, "age": file.aged.age}
    if file.target_group:
        known["target_group"] = file.target_group
    if file.right.self_supporting_from:
        known |= {"benefit_basis": SELF_SUPPORTING, "target_group": GROUP_OF[SELF_SUPPORTING]}
    return known


def _contact(file: Open | None, command: Command | None) -> dict[str, Any]:
    """Return what rules may ask of the course: never unknown, for it stands in the case."""
    latest = file.matches[-1] if file and file.matches else None
    weeks = dict(file.weeks) if file else {}
    if isinstance(command, benefit_weeks.NoteWeeksWithoutBenefit):
        weeks[command.record] = command.weeks
    changes = isinstance(command, benefit_change.ChangeBenefit) and file is not None
    return {
        "changed_from": file.stated.benefit_basis if file and changes else "none",
        "changed_group": (file.target_group or "no_group") if file and changes else "none",
        "care_duty": "care_duty" in (barriers_of(file) or ()),
        "weeks_without_benefit": benefit_weeks.left_out(weeks),
        "labour_market_ready": latest.ready if latest else False,
        "self_supporting": bool(file and file.self_supporting),
        "matched": latest is not None,
        "cv_registered": bool(file and file.cv.registered_on),
        "interviews_held": len(file.course.interviews) if file else 0,
        "no_shows": sum(each.answer == "no_show" for each in file.course.summonses) if file else 0,
    }


def _readiness(command: Command | None, model: str | None) -> dict[str, bool]:
    """Return how ready the match at hand makes the citizen, in the model of the order's day."""
    if not isinstance(command, match.AssessMatch) or model is None:
        return {}
    return {"labour_market_ready": match.is_ready(model, command.value)}


def _back_again(
    known: dict[str, Any], command: case.ReopenCase, file: Open, today: date
) -> dict[str, Any]:
    """Return what rules may ask of somebody who is back: the age of that day (D.0).

    An age told a year ago or more cannot be true any more, so a rule that needs it asks for it.
    """
    if command.age is not None:
        return {**known, "age": command.age}
    day = command.on or today
    if day < add_months(file.aged.on, _MONTHS_AN_AGE_LASTS):
        return known
    return {name: value for name, value in known.items() if name != "age"}


def _law(
    desk: Desk,
    loaded: Loaded,
    command: Command | None,
    known: Mapping[str, Any],
) -> tuple[CaseLaw, tuple[str, ...]]:
    """Ask the rules what this kind of order needs, as they hold on its day."""
    day = _day_of_law(desk, loaded, command)
    ask = _Asked(desk, day, known)
    match command:
        case course.SummonCitizen(interpreter_language=language) if language:
            law = CaseLaw(interpreter_booked_ore=ask.price(on_duty=False))
        case course.HoldInterview() | follow_up.AttendJointSession():
            items = ask.figures("interview.standard").get("items", ())
            helped = getattr(command, "interpreter_language", None) is not None
            law = CaseLaw(
                counts=_counts(desk, loaded),
                standard=tuple(items),
                interpreter_on_duty_ore=ask.price(on_duty=True) if helped else None,
            )
        case _ if isinstance(command, _COUNTING):
            law = CaseLaw(counts=_counts(desk, loaded), weeks_from=_weeks_from(loaded))
        case follow_up.ChooseFollowUpModel():
            rule = ask.rule("followup.suggestion")
            law = CaseLaw(
                suggested_model=str(rule.value) if rule else None,
                suggested_by=rule.version if rule else None,
            )
        case interview_counts.RequestInterview():
            rule = ask.rule("interview.on_request")
            law = CaseLaw(request_after_months=rule.number if rule else None)
        case match.AssessMatch() | match.ConvertMatchModel():
            law = _match_law(ask)
        case standing.SetTargetGroup():
            law = CaseLaw(groups=tuple(ask.figures("target_groups.of_the_law").get("groups", ())))
        case _ if isinstance(command, (*_STATING, benefit_change.WithdrawBenefitChange)):
            law = replace(_group_law(ask), counted_anew=_counts_differ(ask, loaded, command))
        case standing.NoteBarriers(barriers, resources):
            law = CaseLaw(segment=_segment(desk, day, len(set(barriers)), len(set(resources))))
        case _:
            law = CaseLaw()
    return law, tuple(ask.used)


def _day_of_law(desk: Desk, loaded: Loaded, command: Command | None) -> date:
    """Return the day whose law answers: a registration is corrected by the law of its own day."""
    if isinstance(command, registration.CorrectRegistration):
        file = open_file(loaded.state)
        was = file.registration.registered_on if file else desk.today
        return command.registered_on or was
    if isinstance(command, benefit_change.WithdrawBenefitChange):
        file = open_file(loaded.state)
        return file.changes[-1].holds_from if file and file.changes else desk.today
    on = getattr(command, "on", None)
    return on if isinstance(on, date) else desk.today


def _counts_differ(ask: "_Asked", loaded: Loaded, command: Command) -> bool:
    """Say whether the law asks for other interviews of this benefit than of the one before."""
    if isinstance(command, registration.Command):
        return False
    before = ask.of(profile(open_file(loaded.state), None))
    return any(ask.version(key) != before.version(key) for key in _COUNTED_ANEW)


def _group_law(ask: "_Asked") -> CaseLaw:
    """Ask which groups the law knows, what they live on and the age they end at."""
    table = ask.figures("target_groups.by_benefit")
    return CaseLaw(
        groups=tuple(ask.figures("target_groups.of_the_law").get("groups", ())),
        lives_on={group: tuple(bases) for group, bases in table.get("lives_on", {}).items()},
        younger_than=dict(table.get("younger_than", {})),
    )


class _Asked:
    """Rules asked for one order, and which answered."""

    def __init__(self, desk: Desk, day: date, known: Mapping[str, Any]) -> None:
        self._desk, self._day, self._known = desk, day, known
        self.used: list[str] = []

    def of(self, known: Mapping[str, Any]) -> "_Asked":
        """Return the same question about somebody else."""
        return _Asked(self._desk, self._day, known)

    def rule(self, key: str) -> Rule | None:
        """Return the rule that holds, or None where the law has none for this citizen."""
        try:
            rule = self._desk.rules.rule(key, self._day, self._known)
        except Rejected as refusal:
            if refusal.code in {"not_applicable", "rule_missing"}:
                return None
            raise
        self.used.append(rule.version)
        return rule

    def price(self, *, on_duty: bool) -> int | None:
        """Return what an interpreter costs, in øre; None where there is no figure."""
        try:
            rule = self._desk.rules.rule("interpreter.price", self._day, {"on_duty": on_duty})
        except Rejected:
            return None
        self.used.append(rule.version)
        return rule.number

    def version(self, key: str) -> str | None:
        """Return which row holds, or None where the law has none for this citizen."""
        rule = self.rule(key)
        return rule.version if rule else None

    def figures(self, key: str) -> Mapping[str, Any]:
        """Return what a rule counts with."""
        rule = self.rule(key)
        return rule.figures if rule else {}


def _match_law(ask: _Asked) -> CaseLaw:
    model = ask.rule("match.model")
    table = ask.figures("match.conversion")
    return CaseLaw(
        match_model=str(model.value) if model else None,
        conversion={name.replace("_", ":", 1): str(value) for name, value in table.items()},
    )


def _segment(desk: Desk, day: date, barriers: int, resources: int) -> int:
    return desk.rules.table_value(
        "segment.by_barriers", day, barriers=barriers, resources=resources
    )


def _weeks_from(loaded: Loaded) -> date | None:
    """Return the day the weeks to the next interview are counted from; None while none are."""
    runs = (each for each in loaded.clocks.of_key("interview.interval.weeks") if each.open)
    return next((each.trigger_day for each in runs), None)


def _counts(desk: Desk, loaded: Loaded) -> tuple[CountDuty, ...]:
    """Return the numbers of interviews whose clocks stand in the case."""
    by_version = {rule.version: rule for rule in desk.rules.rules()}
    return tuple(
        CountDuty(
            kind=KIND_OF_RULE[duty.key],
            needed=figures["interviews"],
            counts_from=add_days(
                add_months(duty.trigger_day, figures.get("from_month", 0)),
                figures.get("after_first", 0),
            ),
            met=not duty.open,
        )
        for duty in loaded.clocks.duties
        if duty.key in KIND_OF_RULE and (figures := by_version[duty.rule].figures)
    )


def _day_it_holds(
    file: Open | None, command: Command | None, wrong: Recorded[Any] | None
) -> date | None:
    """Return the day a new fact holds where the order's `on` does not say it."""
    match command:
        case registration.CorrectRegistration(registered_on=day) if file:
            return day or file.registration.registered_on
        case guidance.CorrectDutyGuidance(given_on=given_on, on=on):
            return on or given_on
        case course.RegisterInterviewNoShow(day):
            return day
        case _:
            return wrong.meta.effective_on if wrong else None
