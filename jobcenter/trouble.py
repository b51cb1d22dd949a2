"""Trouble a person can do something about: what is wrong, and what to do."""


class PlainError(Exception):
    """Said in plain words, without a trace of code."""

    def __init__(self, what: str, todo: str) -> None:
        """Say what is wrong and what helps."""
        super().__init__(what)
        self.what = what
        self.todo = todo
