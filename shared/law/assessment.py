"""A legal conclusion with everything it rests on, and how to say it in plain words."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from msgspec import Struct

from shared.law.rule import BANNER_TEXTS, Evidence, Language, Rule
from shared.money import in_kroner

Told: TypeAlias = str | int | bool | None
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "da": (
        *("januar", "februar", "marts", "april", "maj", "juni"),
        *("juli", "august", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_WORDS: Final[dict[Language, dict[Told, str]]] = {
    "da": {True: "ja", False: "nej", None: "ikke oplyst"},
    "en": {True: "yes", False: "no", None: "not stated"},
}


class Assessment(Struct, frozen=True):
    """What was concluded by which paragraph, from what, with what result.

    `rule` is the exact version of the rule; days stand as ISO text and money in øre
    (names that end in `_ore`), so a stored conclusion reads the same for ever.
    """

    paragraph: str
    rule: str
    outcome: str
    input: dict[str, Told]
    output: dict[str, Told]
    evidence: Evidence

    @classmethod
    def by(
        cls,
        rule: Rule,
        outcome: str,
        found: Mapping[str, Told | date],
        result: Mapping[str, Told | date] | None = None,
    ) -> "Assessment":
        """Conclude by a rule, from what was found, with this result."""
        return cls(
            paragraph=rule.law_ref,
            rule=rule.version,
            outcome=outcome,
            input=_told(found),
            output=_told(result or {}),
            evidence=rule.evidence,
        )

    def in_words(self, language: Language = "da", words: Mapping[str, str] | None = None) -> str:
        """Say the conclusion in plain words; `words` translates the outcome and the field names."""
        names = words or {}
        outcome = names.get(self.outcome, self.outcome.replace("_", " "))
        after, since, gives = (
            ("Efter", "Lagt til grund", "Resultat")
            if language == "da"
            else ("According to", "Taken as true", "Result")
        )
        sentences = [_sentence(f"{after} {self.paragraph}: {outcome}")]
        sentences += [
            _sentence(f"{start}: {_listed(facts, language, names)}")
            for start, facts in ((since, self.input), (gives, self.output))
            if facts
        ]
        if self.evidence == "M-low":
            sentences.append(BANNER_TEXTS["low_evidence"][language])
        return " ".join(sentences)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _told(facts: Mapping[str, Any]) -> dict[str, Told]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
    }


def _listed(facts: Mapping[str, Told], language: Language, names: Mapping[str, str]) -> str:
    return "; ".join(
        f"{names.get(name, _plain_name(name))} {_in_words(name, value, language, names)}"
        for name, value in facts.items()
    )


def _plain_name(name: str) -> str:
    return name.removesuffix("_ore").replace("_", " ")


def _in_words(name: str, value: Told, language: Language, names: Mapping[str, str]) -> str:
    if value is None or isinstance(value, bool):
        return _WORDS[language][value]
    if isinstance(value, int):
        return in_kroner(value) if name.endswith("_ore") else str(value)
    if _DAY.fullmatch(value):
        return day_in_words(date.fromisoformat(value), language)
    return names.get(value, value)


def day_in_words(day: date, language: Language = "da") -> str:
    """Write a day as people say it: `15. juni 2011`, `15 June 2011`."""
    dot = "." if language == "da" else ""
    return f"{day.day}{dot} {_MONTHS[language][day.month - 1]} {day.year}"
