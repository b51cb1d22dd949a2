"""Orders about identities, carried out: numbers go to the vault, references to the log."""

from datetime import date
from uuid import UUID, uuid4

import msgspec
import pytest

from services.citizen_history.cases.identities import LookedUp, LookUp
from services.citizen_history.domain.citizen_identity import (
    ChangeNumber,
    IdentityNumberChanged,
    IdentityRegistered,
    RecordName,
    RegisterIdentity,
    WithdrawNumber,
)
from shared.eventlog.decider import Rejected
from shared.privacy.cpr import CprNumber
from shared.trouble import KeyReusedError, NotFound
from tests.citizen_history.conftest import Counter
from tests.citizen_history.people import (
    ANNA,
    ANNAS_NEXT_NUMBER,
    ANNAS_NUMBER,
    BENTS_NUMBER,
    NAME,
    TODAY,
)

REGISTER = RegisterIdentity(national_id=ANNAS_NUMBER, name=NAME)
CHANGE = ChangeNumber(national_id=ANNAS_NEXT_NUMBER, reason="new_number_given", on=TODAY)
NUMBERS = (ANNAS_NUMBER, ANNAS_NEXT_NUMBER, BENTS_NUMBER)


def look_up(counter: Counter, number: str) -> LookedUp:
    """Look a number up."""
    answer: LookedUp = counter.ask("look_up_citizen", LookUp(national_id=number))
    return answer


def register(counter: Counter, number: str = ANNAS_NUMBER) -> UUID:
    """Register a person and return the citizen's id."""
    return UUID(counter.order(RegisterIdentity(national_id=number)).case_id)


def test_the_same_number_gives_the_same_citizen(counter: Counter) -> None:
    first = counter.order(REGISTER)
    again = counter.order(RegisterIdentity(national_id=ANNAS_NUMBER.replace("-", "")))
    assert again.case_id == first.case_id
    assert again.events == ()
    assert [fact.tag for fact in counter.history()] == [
        "citizen_history.identity_registered",
        "citizen_history.identity_name_recorded",
    ]
    assert register(counter, BENTS_NUMBER) != UUID(first.case_id)


def test_every_fact_is_about_the_citizen(counter: Counter) -> None:
    citizen = UUID(counter.order(REGISTER).case_id)
    counter.order(CHANGE, citizen)
    assert {fact.meta.subjects for fact in counter.history()} == {(citizen,)}
    assert {fact.event.citizen for fact in counter.history()} == {citizen}


def test_a_registration_repeated_under_its_key_is_answered_as_before(counter: Counter) -> None:
    first = counter.order(REGISTER, key="k1")
    counter.order(RecordName(name="Anna Andersen"), first.case_id)
    again = counter.order(REGISTER, key="k1")
    assert again.replayed
    assert (again.case_id, again.events) == (first.case_id, first.events)
    with pytest.raises(KeyReusedError):
        counter.order(RegisterIdentity(national_id=BENTS_NUMBER, name=NAME), key="k1")


def test_a_change_repeated_under_its_key_is_answered_as_before(counter: Counter) -> None:
    citizen = register(counter)
    first = counter.order(CHANGE, citizen, key="k1")
    again = counter.order(CHANGE, citizen, key="k1")
    assert again.replayed
    assert again.events == first.events
    with pytest.raises(Rejected, match="same_number"):
        counter.order(CHANGE, citizen)


def test_old_and_new_number_lead_to_the_same_citizen(counter: Counter) -> None:
    citizen = UUID(counter.order(REGISTER).case_id)
    counter.order(CHANGE, citizen)
    old, new = look_up(counter, ANNAS_NUMBER), look_up(counter, ANNAS_NEXT_NUMBER)
    assert (old.citizen, old.current, old.modulus_11) == (citizen, False, True)
    assert (new.citizen, new.current, new.modulus_11) == (citizen, True, False)
    assert old.name == new.name == NAME
    given, changed = [
        fact
        for fact in counter.history()
        if isinstance(fact.event, IdentityRegistered | IdentityNumberChanged)
    ]
    assert (changed.meta.corrects, changed.meta.how) == (given.meta.event_id, "superseded")
    assert changed.meta.effective_on == TODAY


def test_a_replacement_number_becomes_a_cpr_number(counter: Counter) -> None:
    citizen = register(counter, BENTS_NUMBER)
    assert look_up(counter, BENTS_NUMBER).number_kind == "replacement"
    order = ChangeNumber(
        national_id="211062-5628", reason="replacement_to_cpr", on=date(2011, 6, 1)
    )
    counter.order(order, citizen)
    assert look_up(counter, "211062-5628").number_kind == "cpr"
    assert not look_up(counter, BENTS_NUMBER).current


def test_an_unknown_number_finds_nobody(counter: Counter) -> None:
    assert look_up(counter, ANNAS_NUMBER) == LookedUp()


def test_an_id_taken_on_trust_is_confirmed(counter: Counter) -> None:
    done = counter.order(RegisterIdentity(national_id=ANNAS_NUMBER, citizen=ANNA))
    assert UUID(done.case_id) == ANNA
    assert look_up(counter, ANNAS_NUMBER).citizen == ANNA
    with pytest.raises(Rejected, match="number_of_another_citizen"):
        counter.order(RegisterIdentity(national_id=ANNAS_NUMBER, citizen=uuid4()))
    with pytest.raises(Rejected, match="already_registered"):
        counter.order(RegisterIdentity(national_id=BENTS_NUMBER, citizen=ANNA))


def test_a_refused_order_leaves_nothing_in_the_vault(counter: Counter) -> None:
    citizen = register(counter)
    for number, refused in (
        (ANNAS_NEXT_NUMBER, msgspec.structs.replace(CHANGE, on=date(2011, 6, 16))),
        (BENTS_NUMBER, RegisterIdentity(national_id=BENTS_NUMBER, citizen=citizen, name=NAME)),
    ):
        with pytest.raises(Rejected):
            counter.order(refused, citizen)
        assert counter.vault.find(CprNumber(number)) is None
    with pytest.raises(NotFound):
        counter.order(CHANGE, uuid4())
    assert counter.vault.find(CprNumber(ANNAS_NEXT_NUMBER)) is None
    with pytest.raises(NotFound):
        counter.order(RecordName(name=NAME), uuid4())
    assert not counter.vault.texts["name"]


@pytest.mark.parametrize("number", ["000000-0000", "310299-0000", "010120-4000"])
def test_what_can_be_nobodys_number_is_refused(counter: Counter, number: str) -> None:
    with pytest.raises(Rejected, match="national_id_not_valid") as refused:
        counter.order(RegisterIdentity(national_id=number))
    assert number not in repr(refused.value)
    assert not counter.history()


def test_a_number_put_away_by_a_process_that_died_counts_for_nothing(counter: Counter) -> None:
    lost = uuid4()
    counter.vault.keep_number(CprNumber(ANNAS_NUMBER), lost, uuid4())
    assert look_up(counter, ANNAS_NUMBER) == LookedUp()
    assert register(counter) == lost
    assert look_up(counter, ANNAS_NUMBER).citizen == lost


def test_a_number_entered_for_the_wrong_person_goes_to_the_right_one(counter: Counter) -> None:
    wrong = register(counter, BENTS_NUMBER)
    counter.order(CHANGE, wrong)
    with pytest.raises(Rejected, match="number_of_another_citizen"):
        counter.order(RegisterIdentity(national_id=ANNAS_NEXT_NUMBER, citizen=ANNA))
    counter.order(WithdrawNumber(reason="belongs_to_another"), wrong)
    assert look_up(counter, ANNAS_NEXT_NUMBER) == LookedUp()
    assert look_up(counter, BENTS_NUMBER).current
    right = register(counter, ANNAS_NEXT_NUMBER)
    assert right != wrong
    assert look_up(counter, ANNAS_NEXT_NUMBER).citizen == right
    changed, withdrawn = counter.history()[1:3]
    assert (withdrawn.meta.corrects, withdrawn.meta.how) == (changed.meta.event_id, "withdrawn")


def test_a_withdrawn_number_can_be_given_to_the_same_person_again(counter: Counter) -> None:
    citizen = register(counter)
    counter.order(WithdrawNumber(reason="entered_wrongly"), citizen)
    done = counter.order(RegisterIdentity(national_id=ANNAS_NUMBER, citizen=citizen))
    assert done.events == ("citizen_history.identity_registered",)
    assert look_up(counter, ANNAS_NUMBER).current


def test_a_name_is_put_right(counter: Counter) -> None:
    citizen = UUID(counter.order(REGISTER).case_id)
    assert counter.order(RecordName(name=NAME), citizen).events == ()
    counter.order(RecordName(name="Anna Andersen"), citizen)
    assert look_up(counter, ANNAS_NUMBER).name == "Anna Andersen"
    counter.order(RecordName(name=NAME), citizen)
    assert look_up(counter, ANNAS_NUMBER).name == NAME


def test_x_25_no_number_and_no_name_is_in_the_log(counter: Counter) -> None:
    citizen = UUID(counter.order(REGISTER).case_id)
    counter.order(CHANGE, citizen)
    counter.order(RecordName(name="Anna Andersen"), citizen)
    register(counter, BENTS_NUMBER)
    stored = counter.stored() + repr(counter.history()).encode()
    for secret in (*NUMBERS, *(number.replace("-", "") for number in NUMBERS), NAME, "Andersen"):
        assert secret.encode() not in stored


def test_what_a_caller_sees_of_an_identity_has_no_number(counter: Counter) -> None:
    citizen = counter.order(REGISTER).case_id
    case = counter.office.service.cases[0]
    shown = counter.office.show(case, citizen, counter.history()[0].meta.actor)
    assert shown.state == {
        "stage": "registered",
        "registered": True,
        "number_kind": "cpr",
        "modulus_11": True,
        "numbers": 1,
        "has_name": True,
    }
    assert shown.may == {"change_number": (), "withdraw_number": (), "record_name": ()}


@pytest.mark.parametrize("text", ["000000-0000", "310299-0000", "", "q-q"])
def test_a_look_up_by_no_number_is_not_understood(text: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.convert({"national_id": text}, LookUp)
    assert not text or text not in str(refused.value)
    assert ANNAS_NUMBER not in repr(LookUp(national_id=ANNAS_NUMBER))
