"""`jobcenter timeline` asks for a day as the service understands one: until its end."""

import pytest

from jobcenter.commands.timeline import known_on
from jobcenter.trouble import PlainError
from services.citizen_history.views.clocks import moment_of


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("2011-01-10", "2011-01-10T22:59:59.999999+00:00"),
        ("2011-07-10", "2011-07-10T21:59:59.999999+00:00"),
        ("2011-01-10 15:00", "2011-01-10T14:00:00+00:00"),
    ],
)
def test_what_became_known_in_a_days_last_minute_was_known_on_that_day(
    said: str, until: str
) -> None:
    """Seen red: a day ended at 23:59, and the minute after that belonged to none."""
    assert moment_of(known_on(said)).isoformat() == until


@pytest.mark.parametrize("said", ["yesterday", "2011-02-30", "20110110", "2011-01-10 25:00"])
def test_what_is_no_day_is_said_in_plain_words(said: str) -> None:
    with pytest.raises(PlainError, match="neither a day nor a day and a time"):
        known_on(said)
