"""The names a story gives: citizens by a short name, cases by `$name`."""

from __future__ import annotations

from typing import Any

from jobcenter.scenario.story import Person
from jobcenter.trouble import PlainError
from shared.identity import new_citizen_id


class Names:
    """Keeps what each name of one story stands for."""

    def __init__(self) -> None:
        """Begin with no names."""
        self._citizens: dict[str, str] = {}
        self._cases: dict[str, str] = {}

    def give(self, name: str, case_id: str) -> None:
        """Let a name stand for a case."""
        self._cases[name.removeprefix("$")] = case_id

    def citizen(self, name: str) -> str:
        """Return the id a citizen's name stands for; a new name gets a new random id."""
        if name.startswith("$"):
            return self.case(name)
        return self._citizens.setdefault(name, str(new_citizen_id()))

    def actor(self, name: str, person: Person) -> str:
        """Return who acts: a citizen by the id the name stands for, others as they are called."""
        return self.citizen(name) if "citizen" in person.roles else name

    def case(self, name: str) -> str:
        """Return the id a case's name stands for."""
        try:
            return self._cases[name.removeprefix("$")]
        except KeyError:
            raise PlainError(
                f"Nothing is called {name} yet.", "Give it its name with `as` in an earlier step."
            ) from None

    def resolve(self, value: Any, key: str = "") -> Any:
        """Replace names by ids: `$name` anywhere, and a citizen's name under `citizen`."""
        match value:
            case str() if key == "citizen":
                return self.citizen(value)
            case str() if value.startswith("$"):
                return self.case(value)
            case dict():
                return {inner: self.resolve(each, inner) for inner, each in value.items()}
            case list():
                return [self.resolve(each) for each in value]
            case _:
                return value
