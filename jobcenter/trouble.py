"""Trouble a person can do something about: what is wrong, and what to do."""


class PlainError(Exception):
    """Said in plain words, without a trace of code."""

    def __init__(self, what: str, todo: str) -> None:
        """Say what is wrong and what helps."""
        super().__init__(what)
        self.what = what
        self.todo = todo


class DefaultLoginError(PlainError):
    """Real cases would go over a broker whose door stands open."""

    def __init__(self) -> None:
        """Say whose login it is."""
        super().__init__(
            "The broker is spoken to as its default user (guest), and this installation is real.",
            "`jobcenter broker-users` writes down a user for each service; use that one's address.",
        )


class SpokenInClearError(PlainError):
    """Something on another machine would be spoken to without knowing who it is."""

    def __init__(self, what: list[str]) -> None:
        """Name what it is; never its address, in which a password stands."""
        super().__init__(
            f"On another machine and without TLS that shows who answers: {', '.join(what)}.",
            "Use sslmode=verify-full, amqps:// and https://; or say --plain-inside where the "
            "network between is yours alone.",
        )
