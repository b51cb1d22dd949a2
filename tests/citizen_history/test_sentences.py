"""The sentences: complete, in both languages, and never in the way."""

import string
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import fields

from services.citizen_history.views.line import data_of, shown_part
from services.citizen_history.views.sentences import Sentence, fill, say, texts, word
from services.citizen_history.views.stages import _STAGES, AFTER_SILENCE
from shared.eventlog.event import tag_of

OF_EVERY_LINE = {"effective_on", "period_start", "period_end"}
SPOKEN = {"visitation", "offers", "benefit_service", "sickpay"}
"""The services whose facts are about a citizen and stand in the timeline."""


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_of_a_sentence_use_the_same_fields() -> None:
    for tag, sentence in {**texts().facts, **texts().waiting}.items():
        assert _fields(sentence.da) == _fields(sentence.en), tag


def test_no_sentence_is_empty_and_each_fact_sentence_ends() -> None:
    for tag, sentence in texts().facts.items():
        assert sentence.da.endswith("."), tag
        assert sentence.en.endswith("."), tag


def test_what_is_waited_for_and_who_is_waited_for_has_a_word() -> None:
    for stage in (*_STAGES.values(), *AFTER_SILENCE.values()):
        for code in (stage.what, stage.waiting_on):
            assert code is None or code in texts().words


def test_every_fact_told_of_here_is_a_fact_of_a_service() -> None:
    rooms = [*Path("services").glob("*/domain/*.py"), Path("shared/law/deadline.py")]
    declared = "\n".join(room.read_text(encoding="utf-8") for room in rooms)
    unknown = [tag for tag in {*texts().facts, *_STAGES} if f'"{tag}"' not in declared]
    assert unknown == []


@pytest.mark.parametrize(
    ("value", "da", "en"),
    [
        ("2011-06-04", "4. juni 2011", "4 June 2011"),
        (date(2011, 12, 31), "31. december 2011", "31 December 2011"),
        ("cash_benefit", "kontanthjælp", "cash benefit"),
        ("something_new", "something_new", "something_new"),
        ("2011-W24", "2011-W24", "2011-W24"),
        (4, "4", "4"),
    ],
)
def test_values_are_said(value: object, da: str, en: str) -> None:
    assert word(value) == Sentence(da, en)


def test_a_sentence_with_a_missing_field_falls_back() -> None:
    template = Sentence("{a} og {b}", "{a} and {b}")
    assert fill(template, {"a": 1, "b": 2}, "x.y") == Sentence("1 og 2", "1 and 2")
    assert fill(template, {"a": 1}, "x.y") == Sentence("x.y", "x.y")
    assert fill(template, {"a": 1, "b": None}, "x.y") == Sentence("x.y", "x.y")


def test_braces_in_a_value_are_only_text() -> None:
    assert say("offers.no_show_reported", {"day": "{day.__class__}"}).da == (
        "Leverandøren meldte udeblivelse {day.__class__}."
    )


def test_every_fact_about_a_citizen_has_its_sentence_and_says_only_what_it_tells() -> None:
    """A field that a fact does not have would leave the fact's name instead of a sentence."""
    from jobcenter.generate.facts import told  # noqa: PLC0415 - imports every service
    from jobcenter.generate.rooms import rooms  # noqa: PLC0415 - imports every service

    facts = {tag_of(each): each for room in rooms() for each in told(room.service)}
    about = {tag for tag in facts if tag.partition(".")[0] in SPOKEN}
    assert about - set(texts().facts) == set()
    beyond = {
        f"{tag}: {field}"
        for tag in about
        for field in _fields(texts().facts[tag].da) - OF_EVERY_LINE
        if field not in {each.encode_name for each in fields(facts[tag])}
    }
    assert beyond == set()


def test_no_sentence_needs_a_field_that_a_line_does_not_keep() -> None:
    """Seen red: a decided sanction stood in the history as `benefit_service.sanction_decided`.

    Lists, and texts that are no code, stay away from a line; a sentence may not ask for them.
    """
    from jobcenter.generate.examples import example_of  # noqa: PLC0415 - imports every service
    from jobcenter.generate.facts import told  # noqa: PLC0415 - the same
    from jobcenter.generate.rooms import rooms  # noqa: PLC0415 - the same

    unsaid = {
        tag_of(event): missing
        for room in rooms()
        for event in told(room.service)
        if tag_of(event) in texts().facts
        if (
            missing := _fields(texts().facts[tag_of(event)].da)
            - OF_EVERY_LINE
            - shown_part(data_of(example_of(event))).keys()
        )
    }
    assert unsaid == {}
