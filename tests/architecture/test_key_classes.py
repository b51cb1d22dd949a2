"""Who may read which personal values: each service holds the key classes it needs, and no other."""

from typing import Any

import pytest

from jobcenter.generate.rooms import rooms
from shared.casework.casebook import own_codec
from shared.eventlog.codec import Codec
from shared.eventlog.marks import marks_of
from shared.law.deadline import DeadlineRecomputed
from shared.law.rulebook import RuleBook


def needed(room: Any) -> set[str]:
    """Return the classes of all that a service writes, and of what its policies read of others."""
    codecs = (own_codec(room.service), Codec(room.service.messages))
    kinds = {each for codec in codecs for each in codec.types.values()} - {DeadlineRecomputed}
    found = {key_class for kind in kinds for key_class in marks_of(kind).classes()}
    if RuleBook.load([room.home / "rules"]).pausing_tags():
        found |= marks_of(DeadlineRecomputed).classes()
    return found


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.service.name)
def test_a_service_holds_the_key_classes_it_needs_and_no_other(room: Any) -> None:
    assert set(room.service.key_classes) == needed(room)


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.service.name)
def test_only_the_identity_vaults_service_erases(room: Any) -> None:
    assert room.service.erases == (room.service.name == "citizen_history")
