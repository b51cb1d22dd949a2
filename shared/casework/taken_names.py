"""Names taken for a citizen count for the whole person, under whatever id they were taken.

`open_citizen_case:<id>` keeps a citizen from having two open cases; when two ids are one person,
a case that is open under the other id holds the same place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from shared.eventlog.decider import Claim, Release

if TYPE_CHECKING:
    from shared.casework.declare import Desk
    from shared.eventlog.append import Append


def of_person(append: Append, desk: Desk) -> Append:
    """Ask for the names under the person's other ids as well, and let go of those at once.

    So they are looked at in the one write and nobody is kept from them after a split.
    """
    claims = [each for each in append.claims if isinstance(each, Claim)]
    about = {citizen for event in append.events for citizen in event.subjects}
    named = {one for one in about if any(str(one) in claim.name for claim in claims)}
    if not named:
        return append
    persons = desk.persons(named)
    looked_at = [
        Claim(claim.name.replace(str(one), str(other)), claim.refusal)
        for one in sorted(named)
        for other in persons.ids(one)
        if other != one
        for claim in claims
        if str(one) in claim.name
    ]
    held = {claim.name for claim in claims}
    extra = [claim for claim in looked_at if claim.name not in held]
    let_go: list[Claim | Release] = [Release(claim.name) for claim in extra]
    return msgspec.structs.replace(append, claims=(*append.claims, *extra, *let_go))
