"""Where each order and case of a service lives; the same answer for routes, docs and clients."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from shared.casework.declare import Act, CaseType
from shared.trouble import NotFound

# Ids the business gives, such as a company's number or a placement and a week.
NATURAL_ID = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$"
_NATURAL_ID = re.compile(NATURAL_ID)
_VARIABLE = re.compile(r"\{([a-z_]+)\}")


def collection(case: CaseType[Any]) -> str:
    """Return the path of all cases of a type: `/sanction-cases`."""
    return absolute(case.path)


def member(case: CaseType[Any]) -> str:
    """Return the path template of one case."""
    return f"{collection(case)}/{{case_id}}"


def order_path(case: CaseType[Any], act: Act) -> str:
    """Return the path template an order is posted to.

    The order that opens a case is posted to the collection. Where several open the same type,
    one without a verb keeps the collection and the others stand beside it: `/cases/<verb>`.
    """
    if not act.opens:
        return f"{member(case)}/{verb(act)}"
    openers = [each for each in case.commands if each.opens]
    unnamed = [each for each in openers if not each.verb]
    if len(openers) == 1 or (act in unnamed and len(unnamed) == 1):
        return collection(case)
    return f"{collection(case)}/{verb(act)}"


def verb(act: Act) -> str:
    """Return an order's verb in paths: `DecideSanction` is `decide-sanction`."""
    return (act.verb or act.name).strip("/").replace("_", "-")


def orders(case: CaseType[Any]) -> Iterator[tuple[str, Act]]:
    """Go through a case type's orders with their paths."""
    for act in case.commands:
        yield order_path(case, act), act


def has_natural_id(case: CaseType[Any]) -> bool:
    """Say whether the business, not we, gives this case type its ids."""
    return any(act.case_id is not None for act in case.commands)


def check_case_id(case: CaseType[Any], case_id: str) -> str:
    """Return the id when a case of this type could have it; else there is no such case."""
    if has_natural_id(case):
        if not _NATURAL_ID.fullmatch(case_id):
            raise NotFound
        return case_id
    try:
        # One id, one spelling: a stream's name is compared as text.
        if str(UUID(case_id)) == case_id:
            return case_id
    except ValueError as error:
        raise NotFound from error
    raise NotFound


def absolute(path: str) -> str:
    """Write a declared path with one leading slash and none at its end."""
    return "/" + path.strip("/")


def variables(path: str) -> tuple[str, ...]:
    """Return the names of a template's variables."""
    return tuple(_VARIABLE.findall(path))
