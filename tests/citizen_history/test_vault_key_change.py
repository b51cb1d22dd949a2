"""A change of the vault's keys: told before it begins, finished when all is carried over."""

from hypothesis import given as for_any
from hypothesis import strategies as st

from services.citizen_history.domain.vault_key_change import (
    KEY_CHANGE,
    ONE_AT_A_TIME,
    BeginVaultKeyChange,
    Facts,
    Finished,
    FinishVaultKeyChange,
    Over,
    RetireVaultKeys,
    Running,
    VaultKeyChangeBegun,
    VaultKeyChangeFinished,
    VaultKeysRetired,
)
from shared.eventlog.decider import Claim, Rejected, Release
from tests.support.scenario import given

NEW = "0192a0c0-0000-7000-8000-000000000001"
BEGIN, FINISH = BeginVaultKeyChange(NEW, "copy_lost"), FinishVaultKeyChange()
RETIRE = RetireVaultKeys()
BEGUN, DONE = VaultKeyChangeBegun(NEW, "copy_lost"), VaultKeyChangeFinished(NEW, 7)
GONE = VaultKeysRetired(NEW)
HERE = Facts(in_file=True, left=7)
CARRIED = Facts(in_file=True, in_use=True, rows=7)
HALF_WAY = Facts(in_file=True, in_use=True, rows=3, left=4)
NOT_HERE = Facts(in_file=False)


# -- begin -----------------------------------------------------------------------------------


def test_a_change_is_begun_and_only_one_at_a_time() -> None:
    begun = given(KEY_CHANGE).when(BEGIN, HERE)
    begun.then(BEGUN)
    begun.then_claims(Claim(ONE_AT_A_TIME, refusal="key_change_running"))
    assert given(KEY_CHANGE, BEGUN).state == Running(NEW)


def test_a_change_to_keys_that_this_machine_does_not_have_is_not_begun() -> None:
    given(KEY_CHANGE).when(BEGIN, NOT_HERE).then_rejected("key_set_unknown")
    assert given(KEY_CHANGE).blocks(BeginVaultKeyChange, NOT_HERE) == ("key_set_unknown",)


def test_a_change_repeated_is_refused() -> None:
    case = given(KEY_CHANGE).and_then(BEGIN, HERE)
    case.when(BEGIN, HERE).then_rejected("key_change_begun")


def test_a_change_that_collides_with_its_end_is_refused() -> None:
    for history in ((BEGUN, DONE), (BEGUN, DONE, GONE)):
        given(KEY_CHANGE, *history).when(BEGIN, CARRIED).then_rejected("key_change_begun")


# -- finish ----------------------------------------------------------------------------------


def test_a_change_is_finished_when_everything_stands_by_the_new_keys() -> None:
    done = given(KEY_CHANGE, BEGUN).when(FINISH, CARRIED)
    done.then(DONE)
    done.then_claims(Release(ONE_AT_A_TIME))
    assert given(KEY_CHANGE, BEGUN, DONE).state == Finished(NEW)


def test_a_change_is_not_finished_while_a_row_is_left_or_the_keys_are_not_in_use() -> None:
    case = given(KEY_CHANGE, BEGUN)
    for facts in (HALF_WAY, HERE, Facts(in_file=True, rows=0)):
        case.when(FINISH, facts).then_rejected("rows_under_earlier_keys")
        assert case.blocks(FinishVaultKeyChange, facts) == ("rows_under_earlier_keys",)


def test_a_finish_repeated_is_refused() -> None:
    case = given(KEY_CHANGE, BEGUN).and_then(FINISH, CARRIED)
    case.when(FINISH, CARRIED).then_rejected("key_change_not_running")


def test_a_finish_collides_with_a_change_that_nobody_began() -> None:
    given(KEY_CHANGE).when(FINISH, CARRIED).then_rejected("key_change_not_running")


# -- retire ----------------------------------------------------------------------------------


def test_earlier_keys_are_retired() -> None:
    given(KEY_CHANGE, BEGUN, DONE).when(RETIRE, CARRIED).then(GONE)
    assert given(KEY_CHANGE, BEGUN, DONE, GONE).state == Over(NEW)


def test_keys_by_which_something_stands_are_not_retired() -> None:
    """A restored backup may have brought rows back."""
    case = given(KEY_CHANGE, BEGUN, DONE)
    case.when(RETIRE, HALF_WAY).then_rejected("rows_under_earlier_keys")


def test_a_retirement_repeated_is_refused() -> None:
    case = given(KEY_CHANGE, BEGUN, DONE).and_then(RETIRE, CARRIED)
    case.when(RETIRE, CARRIED).then_rejected("key_change_not_finished")


def test_a_retirement_collides_with_a_change_that_still_runs() -> None:
    given(KEY_CHANGE, BEGUN).when(RETIRE, CARRIED).then_rejected("key_change_not_finished")


# -- all of it -------------------------------------------------------------------------------


@for_any(
    st.sampled_from([(), (BEGUN,), (BEGUN, DONE), (BEGUN, DONE, GONE)]),
    st.sampled_from([BEGIN, FINISH, RETIRE]),
    st.builds(
        Facts,
        in_file=st.booleans(),
        in_use=st.booleans(),
        rows=st.integers(0, 9),
        left=st.integers(0, 9),
    ),
)
def test_what_blocks_lists_is_refused_and_nothing_else(history: tuple, order, facts) -> None:
    case = given(KEY_CHANGE, *history)
    codes = case.blocks(type(order), facts)
    answered = case.when(order, facts)
    if codes:
        answered.then_rejected(codes[0])
    else:
        assert not isinstance(answered.refusal, Rejected)
