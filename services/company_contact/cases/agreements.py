"""Agreements with companies, told to the wiring: what is looked up, and what follows by date."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import msgspec

from services.company_contact.cases.places import HOLD_RULE, MENDED_PLACES, PLACE_ACTS
from services.company_contact.cases.supported import most_supported, with_places_elsewhere
from services.company_contact.domain import agreement_events as told
from services.company_contact.domain import agreement_orders as orders
from services.company_contact.domain import place_orders
from services.company_contact.domain.agreement_state import (
    AgreementFacts,
    Dropped,
    NotDrafted,
    State,
)
from services.company_contact.domain.company import COMPANY, stage_of
from services.company_contact.domain.partnership_agreement import PARTNERSHIP_AGREEMENT
from services.company_contact.messages import DeadlineMissed
from services.company_contact.views.concern_list import in_the_way
from shared.casework.declare import Act, CaseType, Collected, Desk, Do, Loaded, Policy
from shared.casework.mending import Facts, mended_by
from shared.eventlog.append import Guard
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded
from shared.identity import new_id

EXPIRY_RULE: Final = "agreement.expiry"
_MAY_BRING_SOMEBODY: Final = (
    orders.SignAgreement,
    place_orders.ReservePlace,
    place_orders.WithdrawRelease,
    place_orders.TakePlace,
)
_HELD: Final = ("reserved", "taken", "occupied")
_STEPS: Final[Facts] = (told.AgreementSuspended, told.AgreementResumed, told.AgreementEnded)
_TELLS_A_TERM: Final = (
    orders.SignAgreement,
    orders.WithdrawSignature,
    orders.WithdrawAgreementStep,
)


def collect(
    desk: Desk, case_id: str, loaded: Loaded, command: Command | None
) -> Collected[AgreementFacts]:
    """Find who acts, how the company stands, whom it has room for, when what comes after is due."""
    facts = AgreementFacts(desk.today, desk.actor.id, new_place=new_id())
    company = _company(loaded.state, command)
    if company is None:
        return Collected(facts=facts)
    found = desk.load(COMPANY, str(company))
    facts = msgspec.structs.replace(
        facts, company_stage=stage_of(found.state), concern=_concern(desk, company, command)
    )
    facts, others = with_places_elsewhere(desk, UUID(case_id), loaded.state, command, facts)
    guards = (Guard(found.stream, found.version), *others)
    rules: tuple[str, ...] = ()
    if isinstance(command, _TELLS_A_TERM):
        rule = desk.rules.rule(EXPIRY_RULE, desk.today)
        facts, rules = msgspec.structs.replace(facts, review_days=rule.number), (rule.version,)
    if ratio := most_supported(desk, found.state, command):
        most, rule = ratio
        facts, rules = msgspec.structs.replace(facts, most_supported=most), (*rules, rule.version)
    return _taking_back(Collected(facts=facts, guards=guards, rules=rules), loaded, command)


def _concern(desk: Desk, company: UUID, command: Command | None) -> bool:
    """Look only where somebody new may come to the company, and when it is shown what may be."""
    asked = command is None or isinstance(command, _MAY_BRING_SOMEBODY)
    return asked and in_the_way(desk, company)


def _company(state: State, command: Command | None) -> UUID | None:
    if isinstance(command, orders.DraftAgreement):
        return command.company
    return None if isinstance(state, NotDrafted) else state.company


def _taking_back(
    collected: Collected[AgreementFacts], loaded: Loaded, command: Command | None
) -> Collected[AgreementFacts]:
    """Let what takes a step back name that step, and hold from its day."""
    dropped = isinstance(loaded.state, Dropped)
    steps: Facts = (told.AgreementDraftDropped,) if dropped else _STEPS
    mended = mended_by(
        {
            orders.WithdrawSignature: ("withdrawn", (told.AgreementSigned,)),
            orders.WithdrawAgreementStep: ("withdrawn", steps),
            **MENDED_PLACES,
        },
        ("place",),
        loaded,
        command,
    )
    if mended is None:
        return collected
    how, fact = mended
    day, gone = fact.meta.effective_on, fact.meta.event_id
    return replace(collected, effective_on=day, corrects=gone, how=how)


def show(state: State) -> Mapping[str, Any]:
    """Show where the agreement stands now, with the places that are held; facts tell the rest."""
    shown: dict[str, Any] = msgspec.to_builtins(state)
    if "places" in shown:
        shown["places"] = [each for each in shown["places"] if each["stage"] in _HELD]
    return {name: value for name, value in shown.items() if name != "before"}


def expire(message: Recorded[DeadlineMissed], _found: None) -> Sequence[Do]:
    """End an agreement whose last day passed without more being agreed."""
    mine = message.source == "company_contact" and message.case_type == "partnership_agreement"
    if not mine or message.event.rule_key != EXPIRY_RULE:
        return []
    order = orders.ExpireAgreement(message.event.timely_until)
    return [Do(decider=PARTNERSHIP_AGREEMENT, case_id=message.case_id, command=order)]


_TERMS: Final = {
    "kind": "partnership",
    "centre": "north",
    "first_day": "2011-07-01",
    "last_day": "2012-06-30",
    "parts": ["retention", "upskilling", "recruitment"],
    "model": 2,
    "capacity": [{"from_": "2011-07-01", "to": "2012-06-30", "places": 10}],
    "match_groups": ["2"],
    "mentors": ["foreman", "colleague"],
}

AGREEMENTS = CaseType(
    decider=PARTNERSHIP_AGREEMENT,
    path="partnership-agreements",
    title="Partnerskabsaftale",
    collect=collect,
    commands=(
        Act(
            command=orders.DraftAgreement,
            opens=True,
            example={"company": "01900000-0000-7000-8000-000000000001", "terms": _TERMS},
        ),
        Act(
            command=orders.RedraftAgreement,
            verb="redraft",
            example={"terms": {**_TERMS, "mentors": ["foreman"]}},
        ),
        Act(
            command=orders.DropAgreementDraft,
            verb="drop-draft",
            example={"reason": "company_declined"},
        ),
        Act(command=orders.SignAgreement, verb="sign", example={"on": "2011-07-01"}),
        Act(
            command=orders.WithdrawSignature,
            verb="withdraw-signature",
            example={"reason": "said_otherwise"},
        ),
        Act(
            command=orders.SuspendAgreement,
            verb="suspend",
            example={"on": "2011-10-01", "reason": "company_reorganises"},
        ),
        Act(command=orders.ResumeAgreement, verb="resume", example={"on": "2011-11-01"}),
        Act(
            command=orders.EndAgreement,
            verb="end",
            example={"on": "2012-03-31", "reason": "company_ends_it"},
        ),
        Act(command=orders.ExpireAgreement, verb="expire"),
        Act(
            command=orders.WithdrawAgreementStep,
            verb="withdraw-step",
            example={"reason": "wrong_day"},
        ),
        *PLACE_ACTS,
    ),
    closes_on=(told.AgreementDraftDropped, told.AgreementEnded, told.AgreementExpired),
    reopens_on=(told.AgreementStepWithdrawn, told.AgreementSigned),
    clocks=(EXPIRY_RULE, HOLD_RULE),
    item="place",
    show=show,
)

AGREEMENT_POLICIES = (Policy(name="when_agreement_ran_out", on=DeadlineMissed, react=expire),)
