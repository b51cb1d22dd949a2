from datetime import date

import pytest
from msgspec.structs import replace

from services.visitation.domain.authority import (
    AuthorityTransferred,
    TransferAuthority,
    TransferWithdrawn,
    WithdrawTransfer,
)
from services.visitation.domain.citizen_case import (
    CaseClosed,
    CaseReopened,
    CloseCase,
    CloseOnExternalRecord,
    ReopenCase,
    WithdrawClosing,
)
from services.visitation.domain.contact_course import HoldInterview
from services.visitation.domain.cv import CvRegistered, CvWithdrawn, RegisterCv, WithdrawCv
from services.visitation.domain.registration import (
    CorrectRegistration,
    RegisterCitizen,
    RegistrationCorrected,
)
from shared.eventlog.decider import Claim, Release
from tests.visitation.cases import (
    CLOSED,
    CV,
    DEAD,
    MAY_2,
    MAY_10,
    P6,
    REGISTERED,
    STATE_CASE,
    TRANSFERRED,
    case,
    on,
)
from tests.visitation.four import Four

NOBODY = case()
OPEN = case(REGISTERED)
SHUT = case(REGISTERED, CLOSED)
TODAY = on(2011, 9, 5)
IN_2008 = on(2008, 4, 1)
CLAIM = Claim(f"open_citizen_case:{P6}", refusal="citizen_has_open_case")
RELEASE = Release(f"open_citizen_case:{P6}")
HEARING_OPEN = replace(TODAY, hearing_open=True)
REGISTER = RegisterCitizen(
    citizen=P6, benefit_basis="cash_benefit", target_group="tg2_cash_ready", age=27, on=MAY_2
)
AGED_28 = RegistrationCorrected(
    citizen=P6,
    benefit_basis="cash_benefit",
    target_group="tg2_cash_ready",
    age=28,
    authority="municipal",
    channel="reception",
    first_contact_on=MAY_2,
    registered_on=MAY_2,
    reason="Fødselsdag",
)
CLOSE = CloseCase("job", date(2011, 9, 1))

ORDERS = [
    Four(
        command=REGISTER,
        before=NOBODY,
        facts=TODAY,
        gives=(REGISTERED,),
        refused_in=NOBODY,
        refused_facts=on(2011, 5, 1),
        refused="date_in_future",
        repeated="already_registered",
        rival=replace(REGISTER, age=40),
        lost="already_registered",
    ),
    Four(
        command=CorrectRegistration(reason="Fødselsdag", age=28),
        before=OPEN,
        facts=TODAY,
        gives=(AGED_28,),
        refused_in=NOBODY,
        refused="not_registered",
        repeated="nothing_to_correct",
        rival=CLOSE,
        lost="case_closed",
    ),
    Four(
        command=RegisterCv(MAY_10),
        before=OPEN,
        facts=TODAY,
        gives=(CV,),
        refused_in=OPEN,
        refused_facts=on(2011, 5, 9),
        refused="date_in_future",
        repeated="cv_already_registered",
        rival=CLOSE,
        lost="case_closed",
    ),
    Four(
        command=WithdrawCv("Ikke godkendt"),
        before=case(REGISTERED, CV),
        facts=TODAY,
        gives=(CvWithdrawn(P6, MAY_10, "Ikke godkendt"),),
        refused_in=OPEN,
        refused="cv_not_registered",
        repeated="cv_not_registered",
        rival=CLOSE,
        lost="case_closed",
    ),
    Four(
        command=TransferAuthority("municipal", date(2008, 3, 3)),
        before=case(STATE_CASE),
        facts=IN_2008,
        gives=(AuthorityTransferred(P6, "state", "municipal", date(2008, 3, 3)),),
        refused_in=OPEN,
        refused_facts=TODAY,
        refused="before_registration",
        repeated="same_authority",
        rival=CloseCase("job", date(2008, 4, 1)),
        lost="case_closed",
    ),
    Four(
        command=WithdrawTransfer("Forkert sag"),
        before=case(STATE_CASE, TRANSFERRED),
        facts=IN_2008,
        gives=(TransferWithdrawn(P6, "state", "Forkert sag"),),
        refused_in=OPEN,
        refused="never_transferred",
        repeated="never_transferred",
        rival=CloseCase("job", date(2008, 4, 1)),
        lost="case_closed",
    ),
    Four(
        command=CLOSE,
        before=OPEN,
        facts=TODAY,
        gives=(CLOSED,),
        refused_in=OPEN,
        refused_facts=HEARING_OPEN,
        refused="party_hearing_open",
        repeated="case_closed",
        rival=CloseCase("moved", date(2011, 9, 1)),
        lost="case_closed",
    ),
    Four(
        command=CloseOnExternalRecord(date(2011, 6, 6), "dp", "77"),
        before=OPEN,
        facts=TODAY,
        gives=(CaseClosed(P6, "job", date(2011, 6, 6), "dp", "77"),),
        refused_in=OPEN,
        refused_facts=HEARING_OPEN,
        refused="party_hearing_open",
        repeated="case_closed",
        rival=CLOSE,
        lost="case_closed",
    ),
    Four(
        command=ReopenCase("Ledig igen", date(2011, 9, 5)),
        before=SHUT,
        facts=TODAY,
        gives=(CaseReopened(P6, date(2011, 9, 5), "Ledig igen"),),
        refused_in=case(REGISTERED, DEAD),
        refused="citizen_is_dead",
        repeated="case_not_closed",
        rival=WithdrawClosing("Fejl"),
        lost="case_not_closed",
    ),
    Four(
        command=ReopenCase("Ledig igen", date(2011, 9, 5), age=31),
        before=SHUT,
        facts=TODAY,
        gives=(CaseReopened(P6, date(2011, 9, 5), "Ledig igen", age=31),),
        refused_in=OPEN,
        refused="case_not_closed",
        repeated="case_not_closed",
        rival=ReopenCase("Ledig"),
        lost="case_not_closed",
    ),
    Four(
        command=WithdrawClosing("Forkert sag lukket"),
        before=case(REGISTERED, DEAD),
        facts=TODAY,
        gives=(CaseReopened(P6, date(2011, 9, 1), "Forkert sag lukket", by_mistake=True),),
        refused_in=OPEN,
        refused="case_not_closed",
        repeated="case_not_closed",
        rival=WithdrawClosing("Fejl"),
        lost="case_not_closed",
    ),
]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


def test_registering_holds_the_one_open_case_a_citizen_may_have():
    NOBODY.when(REGISTER, TODAY).then_claims(CLAIM)


def test_closing_gives_the_one_open_case_back_and_reopening_takes_it_again():
    OPEN.when(CLOSE, TODAY).then_claims(RELEASE)
    SHUT.when(ReopenCase("Ledig igen"), TODAY).then_claims(CLAIM)
    SHUT.when(WithdrawClosing("Fejl"), TODAY).then_claims(CLAIM)


def test_first_contact_is_the_day_of_registration_when_nothing_else_is_said():
    told = NOBODY.when(replace(REGISTER, first_contact_on=date(2011, 4, 28)), TODAY)
    told.then(replace(REGISTERED, first_contact_on=date(2011, 4, 28)))


def test_first_contact_cannot_come_after_registration():
    late = replace(REGISTER, first_contact_on=date(2011, 5, 3))
    NOBODY.when(late, TODAY).then_rejected("first_contact_after_registration")


def test_lab_2_who_lives_on_unemployment_insurance_is_insured():
    answered = NOBODY.when(RegisterCitizen(citizen=P6, benefit_basis="ui_benefit"), TODAY)
    assert answered.events[0].target_group == "tg1_insured"


def test_lab_2_cash_benefit_alone_does_not_tell_the_target_group():
    answered = NOBODY.when(RegisterCitizen(citizen=P6, benefit_basis="cash_benefit"), TODAY)
    assert answered.events[0].target_group is None


def test_the_state_half_serves_insured_only():
    order = replace(REGISTER, authority="state", on=date(2008, 3, 12))
    NOBODY.when(order, TODAY).then_rejected("state_only_for_insured")


@pytest.mark.parametrize(
    ("day", "code"), [(date(2009, 7, 31), None), (date(2009, 8, 1), "state_authority_ended")]
)
def test_the_state_half_ended_on_31_july_2009(day, code):
    order = RegisterCitizen(citizen=P6, benefit_basis="ui_benefit", authority="state", on=day)
    answered = NOBODY.when(order, TODAY)
    assert (answered.refusal and answered.refusal.code) == code


def test_a_case_cannot_be_handed_to_a_state_half_that_is_gone():
    order = TransferAuthority("state", date(2011, 6, 1))
    OPEN.when(order, TODAY).then_rejected("state_only_for_insured")
    insured = case(replace(STATE_CASE, authority="municipal"))
    insured.when(order, TODAY).then_rejected("state_authority_ended")


def test_a_registration_cannot_be_corrected_into_what_could_not_be_registered():
    order = CorrectRegistration(reason="Fejl", authority="state")
    OPEN.when(order, TODAY).then_rejected("state_only_for_insured")
    later = CorrectRegistration(reason="Fejl", registered_on=date(2011, 4, 1))
    OPEN.when(later, TODAY).then_rejected("first_contact_after_registration")


def test_e16_a_job_told_of_late_closes_the_case_from_its_first_day():
    order = CloseOnExternalRecord(date(2011, 5, 16), "dp", "77")
    OPEN.when(order, TODAY).then(CaseClosed(P6, "job", date(2011, 5, 16), "dp", "77"))


def test_e16_a_job_that_began_before_registration_closes_nothing():
    order = CloseOnExternalRecord(date(2011, 5, 1), "dp", "77")
    OPEN.when(order, TODAY).then_rejected("before_registration")


def test_a_case_cannot_be_closed_ahead_or_before_it_was_opened():
    OPEN.when(CloseCase("job", date(2011, 9, 6)), TODAY).then_rejected("date_in_future")
    OPEN.when(CloseCase("job", date(2011, 5, 1)), TODAY).then_rejected("before_registration")


def test_a_reopened_case_counts_from_the_day_it_was_reopened():
    reopened = SHUT.and_then(ReopenCase("Ledig igen", date(2011, 9, 3)), TODAY)
    too_early = CloseCase("job", date(2011, 9, 2))
    reopened.when(too_early, TODAY).then_rejected("before_registration")
    SHUT.when(ReopenCase("Ledig", date(2011, 8, 1)), TODAY).then_rejected("before_closing")


def test_withdrawing_a_closing_leaves_the_case_as_if_it_had_never_been_closed():
    again = case(REGISTERED, CV, DEAD).and_then(WithdrawClosing("Fejl"), TODAY)
    assert again.state == case(REGISTERED, CV).state


def test_a_corrected_registration_day_moves_the_day_the_case_counts_from():
    order = CorrectRegistration(
        reason="Fejl", registered_on=date(2011, 4, 1), first_contact_on=date(2011, 4, 1)
    )
    moved = OPEN.and_then(order, TODAY)
    interview = HoldInterview("personal", date(2011, 4, 2))
    assert moved.when(interview, TODAY).refusal is None
    OPEN.when(interview, TODAY).then_rejected("before_registration")


def test_a_withdrawn_transfer_gives_the_case_back():
    back = case(STATE_CASE, TRANSFERRED).and_then(WithdrawTransfer("Fejl"), IN_2008)
    assert back.state.authority == "state"
    assert case(STATE_CASE, TRANSFERRED).state.authority == "municipal"


def test_a_cv_can_be_registered_anew_after_it_was_withdrawn():
    again = case(REGISTERED, CV).and_then(WithdrawCv("Ikke godkendt"), TODAY)
    again.when(RegisterCv(date(2011, 6, 1)), TODAY).then(CvRegistered(P6, date(2011, 6, 1)))


def test_d0_the_age_told_on_the_return_holds_and_a_later_benefit_may_tell_another():
    back = SHUT.and_then(ReopenCase("Ledig igen", date(2011, 9, 3), age=31), TODAY)
    assert (back.state.aged.age, back.state.aged.on) == (31, date(2011, 9, 3))
    silent = SHUT.and_then(ReopenCase("Ledig igen", date(2011, 9, 3)), TODAY)
    assert silent.state.aged == OPEN.state.aged
