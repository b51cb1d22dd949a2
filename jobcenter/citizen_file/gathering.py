"""Puts a citizen's file together by asking every service, each within the asker's own rights.

Law: databeskyttelsesforordningen art. 15. Every page that is asked for is a recorded look, and the
looks are asked for last, so that the file shows its own making.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shared.access.terms import house_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from uuid import UUID

    from shared.access.table import AccessTable

    Ask = Callable[[str, str, Mapping[str, Any]], Any]

PURPOSE: Final = "own_access"
_HISTORY: Final = "citizen_history"
_PAGE: Final = 500


def gather(citizen: UUID, services: Mapping[str, tuple[str, AccessTable]], ask: Ask) -> Any:
    """Return the file as plain JSON; `ask` asks a service a question, as whoever wants the file.

    `services` gives each service's Danish title and its table of rights.
    """
    facts = {name: list(_facts(citizen, name, ask)) for name in services}
    timeline = ask(_HISTORY, f"/citizens/{citizen}/timeline", {})
    sentences = dict(_sentences(timeline))
    person = ask(_HISTORY, f"/citizens/{citizen}/person", {})
    processing = {name: record_of(access) for name, (_, access) in services.items()}
    looks = list(_looks(citizen, ask))
    return {
        "citizen": str(citizen),
        "made_at": looks[0]["at"] if looks else None,
        "person": {name: person[name] for name in ("numbers", "names", "addresses")},
        "services": {
            name: {
                "title": title,
                "facts": [_with_sentence(fact, sentences) for fact in facts[name]],
                "processing": processing[name],
            }
            for name, (title, _) in services.items()
        },
        "looks": looks,
        "classes": {
            name: {"da": each.da, "en": each.en, "law": each.law, "years": each.retention_years}
            for name, each in house_terms().classes.items()
        },
    }


def record_of(access: AccessTable) -> dict[str, Any]:
    """Return a service's part of the record of processing: what for, and shown to whom."""
    terms = house_terms()
    roles = dict.fromkeys(right.role for right in access.readers)
    named = dict.fromkeys(each for role in roles for each in terms.roles[role].purposes)
    purposes = [(name, terms.purposes[name]) for name in named]
    return {
        "purposes": {
            name: {"da": each.da, "en": each.en, "law": each.law} for name, each in purposes
        },
        "shown_to": sorted(str(right) for right in access.readers),
    }


def _facts(citizen: UUID, service: str, ask: Ask) -> Iterator[dict[str, Any]]:
    after = 0
    while True:
        asked = {"after": after, "limit": _PAGE}
        page = ask(service, f"/citizens/{citizen}/file", asked)
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1]["position"]


def _looks(citizen: UUID, ask: Ask) -> Iterator[dict[str, Any]]:
    asked: dict[str, Any] = {"limit": _PAGE}
    while True:
        page = ask(_HISTORY, f"/citizens/{citizen}/looks", asked)
        yield from page
        if len(page) < _PAGE:
            return
        asked = {"limit": _PAGE, "before": page[-1]["position"]}


def _sentences(timeline: Any) -> Iterator[tuple[str, dict[str, str]]]:
    for line in timeline["lines"]:
        for each in line["provenance"]:
            yield each["event_id"], {"da": line["da"], "en": line["en"]}


def _with_sentence(fact: dict[str, Any], sentences: Mapping[str, dict[str, str]]) -> dict[str, Any]:
    """Say a fact in words; one that the history has not heard of yet is called by its name."""
    return {**fact, **sentences.get(fact["event_id"], {"da": fact["tag"], "en": fact["tag"]})}
