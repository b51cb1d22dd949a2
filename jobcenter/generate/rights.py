"""The pages about personal data: who is shown what, and the record of processing (GDPR art. 30)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from jobcenter.generate.page import NONE, code, listed, page, table
from shared.access.masking import names_in
from shared.access.terms import RELATIONS, house_terms
from shared.eventlog.event import tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jobcenter.generate.rooms import Room
    from shared.access.readers import Reader

WORDS: Final = (
    "`own`: an open case with the citizen; `former`: a case whose last fact is no older than the "
    "days given; `guest`: neither, but a written reason in `X-Access-Reason`; `self`: the citizen; "
    "`any`: whoever the citizen is. An empty cell is refused, a class that is not named comes "
    "masked. A protected address (`address`) goes by no relation: a role it is assigned to sees it "
    "of its own citizens, when it names a purpose and writes a reason, and `self` sees the own. "
    "`operations` stands in no row: it sees figures for Prometheus only."
)
_RECORD: Final = (
    "The record of processing (GDPR art. 30), made from the facts' own fields, the rights and the "
    "terms. Retention counts from the last fact about the citizen and is set by the authority "
    "itself (evidence A). The controller and its data protection officer are the municipality's."
)


def terms_part() -> str:
    """Return purposes, roles and classes as tables."""
    terms = house_terms()
    roles = [
        (code(name), listed(role.authorities), listed(role.purposes))
        for name, role in terms.roles.items()
    ]
    purposes = [(code(name), each.da, each.en, each.law) for name, each in terms.purposes.items()]
    classes = [(code(name), each.da, each.en, each.law) for name, each in terms.classes.items()]
    heads = ("dansk", "English", "law")
    return "\n\n".join(
        (
            "## Classes of field",
            table(("class", *heads), classes),
            "## Purposes",
            table(("purpose", *heads), purposes),
            "## Roles",
            "A reader names one of the purposes in `X-Purpose`; without it the first is taken.",
            table(("role", "acts for", "purposes"), roles),
        )
    )


def readers_part(room: Room) -> str:
    """Return what each reader of a service is shown, by relation."""
    rows = [
        (code(str(right)), *(_cell(reader, relation) for relation in RELATIONS), _more(reader))
        for right, reader in sorted(room.access.readers.items(), key=lambda each: str(each[0]))
    ]
    text = f"Shown of a citizen (`former`: {room.access.relation.former_days} days):\n\n"
    text += table(("role@unit", *map(code, RELATIONS), "besides"), rows)
    searches = sorted(room.access.searches.items())
    if searches:
        said = "; ".join(f"{code(name)} shows {listed(sorted(c))}" for name, c in searches)
        text += f"\n\nRead without a relation: {said}."
    words = listed(sorted(room.access.reported.words), "no text of its own facts")
    return f"{text}\n\nReporting is told as it is: {words}; every other text as a made-up id."


def processing_page(rooms: Sequence[Room]) -> str:
    """Return the record of processing."""
    return page("Record of processing", _RECORD, *(_record(room) for room in rooms))


def _cell(reader: Reader, relation: Any) -> str:
    shown = reader.shown(relation, "")
    return NONE if shown is None else listed(sorted(shown), "no class")


def _more(reader: Reader) -> str:
    if reader.pseudonyms:
        return "pseudonyms only"
    said = (f"{code(name)}: {listed(classes)}" for name, classes in reader.assigned.items())
    return "; ".join(said) or NONE


def _record(room: Room) -> str:
    terms = house_terms()
    fields: dict[str, list[str]] = {}
    for field_class, name in _personal_fields(room):
        fields.setdefault(field_class, []).append(name)
    by_class = [
        (code(name), each.law, f"{each.retention_years} years ({each.evidence})",
         _who(room, name), listed(sorted(set(fields.get(name, ())))))
        for name, each in terms.classes.items()
        if name in fields
    ]  # fmt: skip
    roles = {right.role for right in room.access.readers}
    named = [p for name, role in terms.roles.items() if name in roles for p in role.purposes]
    purposes = [
        (code(p), terms.purposes[p].da, terms.purposes[p].law) for p in dict.fromkeys(named)
    ]
    heads = ("class", "legal basis", "kept", "shown to", "fields")
    classes = table(heads, by_class) if by_class else "No field of a citizen stands here."
    return "\n\n".join(
        (
            f"## {room.service.title} (`{room.service.name}`)",
            f"Told by: {listed(room.service.sources, 'nobody')}.",
            table(("purpose", "formål", "law"), purposes),
            classes,
        )
    )


def _personal_fields(room: Room) -> Iterator[tuple[str, str]]:
    events = get_args(room.service.events) or (room.service.events,)
    for event in events:
        for name, classes in names_in(event, set()):
            for each in classes:
                yield each, f"{tag_of(event)}.{name}"


def _who(room: Room, field_class: Any) -> str:
    return listed(
        sorted(
            str(right)
            for right, reader in room.access.readers.items()
            if any(field_class in (reader.shown(kind, "") or ()) for kind in RELATIONS)
            or any(field_class in extra for extra in reader.assigned.values())
        )
    )
