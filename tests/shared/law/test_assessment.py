"""A legal conclusion can be read aloud, years later."""

from datetime import date

import msgspec

from shared.law.assessment import Assessment, day_in_words
from tests.shared.law.rows import a_figure, a_rule

CONCLUDED = Assessment.by(
    a_rule(),
    "hearing_concluded",
    {"served_on": date(2011, 6, 15), "answered": False, "days": 7, "representative": None},
    {"amount_ore": 160000},
)


def test_a_conclusion_keeps_paragraph_rule_input_output_and_evidence() -> None:
    assert CONCLUDED.paragraph == "forvaltningsloven § 19"
    assert CONCLUDED.rule == a_rule().version
    assert CONCLUDED.input["served_on"] == "2011-06-15"
    assert CONCLUDED.output == {"amount_ore": 160000}
    assert CONCLUDED.evidence == "A"


def test_a_conclusion_survives_json() -> None:
    stored = msgspec.json.encode(CONCLUDED)
    assert msgspec.json.decode(stored, type=Assessment) == CONCLUDED


def test_a_conclusion_is_said_in_danish_with_the_paragraph() -> None:
    words = {
        "hearing_concluded": "partshøringen er afsluttet",
        "served_on": "forkyndt",
        "answered": "besvaret",
        "days": "dage",
        "representative": "partsrepræsentant",
        "amount_ore": "beløb",
    }
    assert CONCLUDED.in_words("da", words) == (
        "Efter forvaltningsloven § 19: partshøringen er afsluttet. "
        "Lagt til grund: forkyndt 15. juni 2011; besvaret nej; dage 7; "
        "partsrepræsentant ikke oplyst. "
        "Resultat: beløb 1.600,00 kr."
    )


def test_a_conclusion_is_said_in_english_without_a_dictionary() -> None:
    assert CONCLUDED.in_words("en") == (
        "According to forvaltningsloven § 19: hearing concluded. "
        "Taken as true: served on 15 June 2011; answered no; days 7; representative not stated. "
        "Result: amount 1.600,00 kr."
    )


def test_words_translate_values_and_a_bare_conclusion_stays_short() -> None:
    found = Assessment.by(a_rule(), "decided", {"finding": "excuse_accepted", "shown": True})
    assert found.in_words("da", {"excuse_accepted": "undskyldt"}) == (
        "Efter forvaltningsloven § 19: decided. Lagt til grund: finding undskyldt; shown ja."
    )
    assert Assessment.by(a_rule(), "decided", {}).in_words() == (
        "Efter forvaltningsloven § 19: decided."
    )


def test_low_evidence_is_said_aloud() -> None:
    weak = Assessment.by(a_figure(evidence="M-low"), "computed", {})
    assert weak.in_words("da").endswith("må ikke gengives som gældende ret.")
    assert weak.in_words("en").endswith("must not be shown as the law.")


def test_days_are_written_as_people_say_them() -> None:
    assert day_in_words(date(2026, 5, 1)) == "1. maj 2026"
    assert day_in_words(date(2026, 12, 31), "en") == "31 December 2026"
