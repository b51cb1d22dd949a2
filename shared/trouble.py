"""The seven kinds of trouble, and no more; a bug is the eighth and needs no name."""

from shared.eventlog.decider import Rejected

__all__ = [
    "Conflicted",
    "Denied",
    "Invalid",
    "KeyReusedError",
    "NotFound",
    "Rejected",
    "TooOften",
    "Unavailable",
]


class Invalid(Exception):  # noqa: N818 - an answer to the caller, not an error of ours
    """What was asked cannot be understood (422); `path` names the field, never its value."""

    def __init__(self, code: str, path: str = "") -> None:
        """Say which rule of form is broken and where."""
        super().__init__(code)
        self.code = code
        self.path = path


class NotFound(Exception):  # noqa: N818 - see Invalid
    """There is no such case (404)."""

    def __init__(self, code: str = "not_found") -> None:
        """Say what was not found."""
        super().__init__(code)
        self.code = code


class Conflicted(Exception):  # noqa: N818 - see Invalid
    """The case has moved on since the caller looked (412); `actual` is its version now."""

    def __init__(self, stream: str, actual: int) -> None:
        """Name the stream that moved and where it stands."""
        super().__init__(f"{stream} is at version {actual}")
        self.stream = stream
        self.actual = actual


class KeyReusedError(Exception):
    """The idempotency key was used for another order (422)."""

    code = "idempotency_key_reused"


class Unavailable(Exception):  # noqa: N818 - see Invalid
    """It may or may not have happened: repeat with the same key (503)."""

    def __init__(self, code: str = "unavailable", retry_after: int = 1) -> None:
        """Say how many seconds to wait before repeating."""
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class TooOften(Exception):  # noqa: N818 - see Invalid
    """One caller asks faster than anybody works (429); nothing was done, the house is well."""

    def __init__(self, code: str, retry_after: int) -> None:
        """Say what there was too much of, and how many seconds to wait before asking again."""
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class Denied(Exception):  # noqa: N818 - see Invalid
    """This actor may not do or see this (403)."""

    def __init__(self, code: str = "access_denied") -> None:
        """Say why."""
        super().__init__(code)
        self.code = code
