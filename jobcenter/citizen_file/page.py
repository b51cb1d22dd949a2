"""Writes a citizen's file so that the citizen can read it: Danish text, as Markdown."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from shared.clock import COPENHAGEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CLASSES: Final = ("contact", "economy", "health")
_MARKS: Final = {"erased": "slettet", "withheld": "om en anden og derfor udeladt"}
_HEAD: Final = """# Indsigt i oplysninger om dig

Her står alt, hvad jobcentret har registreret om dig (databeskyttelsesforordningens artikel 15).
Oplysninger om andre er udeladt (artikel 15, stk. 4).
Hvem der har set dine oplysninger, fremgår ikke.

- Dit nummer i systemet: `{citizen}`
- Indsigten er lavet: {made_at}
- CPR-nummer: {numbers}
- Navn: {names}
- Adresse: {addresses}

Du kan bede om at få oplysninger rettet, slettet eller behandlet mere begrænset,
og du kan gøre indsigelse (artikel 16-18 og 21). Du kan klage til Datatilsynet.
"""


def markdown(file: Mapping[str, Any]) -> str:
    """Return the whole file as one page."""
    head = _HEAD.format(
        citizen=file["citizen"],
        made_at=_moment(file["made_at"]),
        numbers=_listed(file["person"]["numbers"]),
        names=_listed(file["person"]["names"]),
        addresses=_listed(file["person"]["addresses"]),
    )
    parts = [head, *(_service(each) for each in file["services"].values())]
    return "\n".join((*parts, _looks(file), _processing(file)))


def _service(service: Mapping[str, Any]) -> str:
    lines = [f"## {service['title']}", ""]
    if not service["facts"]:
        lines += ["Intet registreret.", ""]
    for fact in service["facts"]:
        lines += [*_fact(fact), ""]
    return "\n".join(lines)


def _fact(fact: Mapping[str, Any]) -> Iterator[str]:
    source = f"{fact['unit'] or '-'} ({fact['authority']})"
    yield f"### {_text(fact['da'])}"
    yield ""
    yield f"- Gælder fra {fact['effective_on']}, registreret {_moment(fact['recorded_at'])}"
    yield f"- Kilde: {source}; `{fact['tag']}`, sag `{fact['case']}`, nr. {fact['position']}"
    if fact["corrects"]:
        yield f"- Ændrer en tidligere oplysning ({fact['how']}): `{fact['corrects']}`"
    if fact["rules"]:
        yield f"- Regler: {', '.join(f'`{rule}`' for rule in fact['rules'])}"
    for field, value in fact["told"].items():
        if not _sees(value):
            yield f"- {field}: {_value(value)}"
    for each in _CLASSES:
        yield from _values(fact[each])
    for each in _rows(fact["relied_on"]):
        yield f"- Lagt til grund: {_value(each)}"


def _values(values: Any) -> Iterator[str]:
    if is_masked(values):
        yield f"- Ikke vist: {values['masked']}"
        return
    for path, value in values.items():
        yield f"- {path}: {_value(value)}"


def _looks(file: Mapping[str, Any]) -> str:
    lines = ["## Opslag", "", "Hvornår dine oplysninger er vist, og hvorfor.", ""]
    lines += ["| hvornår | hvor | hvad | formål | bemærkning |", "| --- | --- | --- | --- | --- |"]
    for look in file["looks"]:
        where = (_moment(look["at"]), look["service"], f"{look['kind']} `{look['name']}`")
        note = "uden egen sag, med skriftlig grund" if look["guest"] else ""
        lines.append(f"| {' | '.join((*where, look['da'], note))} |")
    return "\n".join((*lines, ""))


def _processing(file: Mapping[str, Any]) -> str:
    lines = ["## Formål, modtagere og opbevaring", ""]
    for service in file["services"].values():
        said = (f"{p['da']} ({p['law']})" for p in service["processing"]["purposes"].values())
        lines += [f"### {service['title']}", "", f"- Formål: {'; '.join(said)}"]
        lines += [f"- Kan vises for: {_listed(service['processing']['shown_to'])}", ""]
    lines += ["| oplysninger | grundlag | opbevares efter den sidste oplysning |"]
    lines += ["| --- | --- | --- |"]
    for each in file["classes"].values():
        lines.append(f"| {each['da']} | {each['law']} | {each['years']} år |")
    return "\n".join((*lines, ""))


def _sees(value: Any) -> bool:
    """Say whether only the place of a personal value stands here; the value itself follows."""
    return isinstance(value, dict) and value.keys() == {"see"}


def _value(value: Any) -> str:
    if isinstance(value, dict) and len(value) == 1 and (mark := _MARKS.get(next(iter(value)))):
        return mark
    if isinstance(value, str):
        return _text(value)
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _rows(rows: Any) -> list[Any]:
    return rows if isinstance(rows, list) else []


def _text(text: str) -> str:
    """Keep a text on one line, and let nothing in it be read as a heading or a link."""
    return " ".join(text.translate({ord(sign): f"\\{sign}" for sign in "\\`*_[]<>|#"}).split())


def is_masked(value: Any) -> bool:
    """Say whether a mark stands where a value would: it was not shown to who asked."""
    return isinstance(value, dict) and value.keys() == {"masked"}


def _listed(texts: Any) -> str:
    if is_masked(texts):
        return "ikke vist for den, der har lavet indsigten"
    return ", ".join(f"`{each}`" for each in texts) or "intet"


def _moment(text: str | None) -> str:
    if text is None:
        return "-"
    return f"{datetime.fromisoformat(text).astimezone(COPENHAGEN):%Y-%m-%d %H:%M}"
