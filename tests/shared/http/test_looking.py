"""Purpose, reason, strangers and guests at the counter."""

from urllib.parse import quote

import pytest

from shared.casework.reading_room import STRANGER as CODE
from tests.shared.http.conftest import Caller
from tests.shared.http.sample import CITIZEN, STRANGER

BODY = {"citizen": str(CITIZEN), "title": "Job på lager"}
OWN = f"/citizens/{CITIZEN}/plans"
STRANGE = f"/citizens/{STRANGER}/plans"


def test_a_purpose_of_the_role_is_taken_and_no_other(anna: Caller) -> None:
    assert anna.get(OWN).status_code == 200
    assert anna.get(OWN, **{"X-Purpose": "supervision"}).status_code == 200
    refused = anna.get(OWN, **{"X-Purpose": "statistics"})
    assert (refused.status_code, refused.json["code"]) == (403, "purpose_not_yours")


@pytest.mark.parametrize("purpose", ["curiosity", "Benefit", "x" * 100, "", " ", "æ"])
def test_an_unknown_purpose_is_refused(anna: Caller, purpose: str) -> None:
    """Seen red: an empty one was taken for none, and the role's first purpose was written down."""
    refused = anna.get(OWN, **{"X-Purpose": purpose})
    assert (refused.status_code, refused.json["code"]) == (422, "purpose_unknown")


def test_a_stranger_is_refused_and_no_reason_helps_without_a_row_for_guests(anna: Caller) -> None:
    for headers in ({}, {"X-Access-Reason": quote("Vikar for en syg kollega")}):
        refused = anna.get(STRANGE, **headers)
        assert (refused.status_code, refused.json["code"]) == (403, CODE)


@pytest.mark.parametrize("reason", ["kort", "x" * 501, "CPR 010258-5000 skal ses", "a\x00b" * 9])
def test_a_reason_that_tells_nothing_or_too_much_is_refused(anna: Caller, reason: str) -> None:
    refused = anna.get(OWN, **{"X-Access-Reason": quote(reason)})
    assert (refused.status_code, refused.json["code"]) == (422, "reason_unusable")
    assert reason not in refused.text


def test_a_case_says_as_what_it_was_seen(anna: Caller) -> None:
    case = anna.order("/plans", BODY, key="opening").json["case_id"]
    shown = anna.get(f"/plans/{case}")
    assert shown.headers["X-Relation"] == shown.json["relation"] == "own"
