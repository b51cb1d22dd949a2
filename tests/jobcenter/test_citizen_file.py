"""A citizen's file is put together from as many pages as there are, and can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from jobcenter.citizen_file.gathering import gather
from jobcenter.citizen_file.page import markdown
from jobcenter.commands.file import services_of

if TYPE_CHECKING:
    from collections.abc import Mapping

EVA = UUID(int=1)
ROOMS = services_of(("visitation", "citizen_history"))
MOMENT = "2011-06-01T10:00:00Z"


def fact(position: int) -> dict[str, Any]:
    told = {
        "level": "# ikke en overskrift",
        "illness": {"see": "health"},
        "note": {"erased": True},
        "helper": {"withheld": "another citizen"},
    }
    return {
        "position": position, "event_id": f"e{position}", "tag": "visitation.talk_held",
        "case": "talk-1", "effective_on": "2011-06-01", "recorded_at": MOMENT, "unit": "jobcenter",
        "authority": "municipal", "by": "person", "rules": ["r@1"], "corrects": None, "how": None,
        "told": told, "relied_on": [], "contact": {}, "economy": {"masked": "economy"},
        "health": {"illness": "hovedpine"},
    }  # fmt: skip


def look(position: int) -> dict[str, Any]:
    return {
        "at": MOMENT, "service": "visitation", "kind": "show", "name": "talk", "position": position,
        "purpose": "benefit", "da": "Behandling af ydelse", "en": "Handling a benefit",
        "guest": position == 1,
    }  # fmt: skip


def house(facts: int, looks: int) -> Any:
    def ask(service: str, path: str, asked: Mapping[str, Any]) -> Any:
        match path.rpartition("/")[2]:
            case "file" if service == "visitation":
                pages = [fact(n) for n in range(1, facts + 1) if n > asked["after"]]
                return pages[: asked["limit"]]
            case "file":
                return []
            case "looks":
                before = asked.get("before", looks + 1)
                return [look(n) for n in range(before - 1, 0, -1)][: asked["limit"]]
            case "person":
                held = {"numbers": ["010158-5000"], "names": ["Prøve Borger"]}
                return {"citizen": str(EVA), "addresses": ["Prøvevej 1, 0000 Prøveby"], **held}
            case "timeline":
                said = {"da": "Der blev holdt en samtale.", "en": "A talk was held."}
                return {"lines": [{**said, "provenance": [{"event_id": "e1"}]}]}

    return ask


@pytest.mark.parametrize("how_many", [0, 1, 499, 500, 501, 1203])
def test_no_page_of_facts_or_looks_is_left_out(how_many: int) -> None:
    file = gather(EVA, ROOMS, house(how_many, how_many))
    facts = [each["position"] for each in file["services"]["visitation"]["facts"]]
    assert facts == list(range(1, how_many + 1))
    assert [each["position"] for each in file["looks"]] == list(range(how_many, 0, -1))


def test_the_page_says_each_fact_in_words_with_its_source_and_values() -> None:
    page = markdown(gather(EVA, ROOMS, house(2, 2)))
    assert "### Der blev holdt en samtale." in page
    assert "### visitation.talk\\_held" in page  # the history has not heard of the second one
    assert "- Kilde: jobcenter (municipal); `visitation.talk_held`, sag `talk-1`, nr. 1" in page
    assert "registreret 2011-06-01 12:00" in page
    assert "- illness: hovedpine" in page
    assert "- note: slettet" in page
    assert "- helper: om en anden og derfor udeladt" in page
    assert "- Ikke vist: economy" in page
    assert "- CPR-nummer: `010158-5000`" in page
    assert "Behandling af ydelse | uden egen sag, med skriftlig grund |" in page
    assert "opbevares" in page


def test_addresses_that_were_not_shown_are_said_to_be_missing() -> None:
    file = gather(EVA, ROOMS, house(0, 0))
    file["person"]["addresses"] = {"masked": "address"}
    assert "- Adresse: ikke vist for den, der har lavet indsigten" in markdown(file)


def test_what_somebody_wrote_cannot_become_a_heading() -> None:
    page = markdown(gather(EVA, ROOMS, house(1, 0)))
    assert "- level: \\# ikke en overskrift" in page
    assert "- Indsigten er lavet: -" in page
