import re
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from shared.eventlog.event import tag_of
from shared.law import deadline
from tests.architecture.declared import SERVICES, declared, members

TAG = re.compile(r"(?P<service>[a-z]+(?:_[a-z]+)*)\.(?P<fact>[a-z0-9]+(?:_[a-z0-9]+)*)")
# Words that say "it happened" without ending in -ed.
HAPPENED = {
    "begun", "chosen", "forgotten", "found", "given", "held", "kept", "made", "met", "paid", "put",
    "sent", "set", "split", "taken", "told", "withdrawn", "written",
}  # fmt: skip
# Agreed names that are no past tense; a tag is for ever, so they stay.
AGREED = {
    "visitation.interview_no_show",
    "benefit_service.decision_needs_review",
    "offers.order_closure_broadcast",
}


def tags(service: str) -> list[str]:
    return [tag_of(each) for each in members(declared(service).events)]


def own_tags(service: str) -> list[str]:
    return [each for each in tags(service) if not each.startswith("deadline.")]


def deadline_tags() -> set[str]:
    kinds: list[Any] = [each for each in vars(deadline).values() if isinstance(each, type)]
    return {
        tag_of(each)
        for each in kinds
        if each.__module__ == deadline.__name__ and hasattr(each, "__struct_config__")
        and each.__struct_config__.tag
    }  # fmt: skip


@pytest.mark.parametrize("service", SERVICES)
def test_a_tag_is_the_service_and_what_happened(service):
    for tag in own_tags(service):
        parts = TAG.fullmatch(tag)
        assert parts, tag
        assert parts["service"] == service, tag
        words = parts["fact"].split("_")
        happened = any(word.endswith("ed") or word in HAPPENED for word in words)
        assert happened or tag in AGREED, f"{tag} does not say that something happened"


@pytest.mark.parametrize("service", SERVICES)
def test_a_name_of_a_struct_and_its_tag_say_the_same(service):
    for each in members(declared(service).events):
        fact = tag_of(each).partition(".")[2]
        spelled = re.sub(r"(?<!^)(?=[A-Z])", "_", each.__name__).lower()
        assert spelled.endswith(fact), (each, tag_of(each))


def test_no_two_facts_share_a_tag():
    every = [tag for service in SERVICES for tag in own_tags(service)]
    assert [tag for tag, times in Counter(every).items() if times > 1] == []


def test_the_deadline_facts_are_the_only_ones_every_service_may_keep():
    assert deadline_tags() == {
        f"deadline.{what}" for what in ("set", "met", "missed", "withdrawn", "recomputed")
    }


def test_tags_fields_and_orders_are_spelled_right():
    words = {
        word
        for service in SERVICES
        for kind in (
            *members(declared(service).events),
            *(act.command for case in declared(service).cases for act in case.commands),
        )
        for name in (kind.__name__, *kind.__struct_fields__)
        for word in re.findall(r"[A-Z]?[a-z]+", name)
    }
    checked = subprocess.run(
        [sys.executable, "-m", "codespell_lib", "-"],
        input="\n".join(sorted(words)),
        text=True,
        capture_output=True,
        check=False,
    )
    assert checked.stderr == ""
    assert [line for line in checked.stdout.splitlines() if "==>" in line] == []


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_service_hears_is_told_by_one_it_follows(service):
    mine = declared(service)
    told = {tag for source in mine.sources for tag in tags(source)} | deadline_tags()
    heard = {tag_of(each) for each in members(mine.messages)}
    assert heard - told == set()
