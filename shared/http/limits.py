"""How much one request may bring, and how many may be on the counter at once."""

from datetime import date

# Bytes. The longest free text of an order is a few pages.
MAX_BODY = 64 * 1024
# Requests being answered at once in one process; more are asked to come back.
MAX_IN_FLIGHT = 256
# Seconds, told to those who are asked to come back.
BUSY_RETRY_AFTER = 1
# Rows of one answer.
MAX_ROWS = 200
MAX_FEED_ROWS = 1000
# Whole numbers the log's tables can hold.
MAX_INTEGER = 2**63 - 1
# How often a log can have been cut: its column holds 32 bits.
MAX_EPOCH = 2**31 - 1
# Days a case can be about. Day arithmetic stays far from the calendar's ends.
FIRST_DAY = date(1800, 1, 1)
LAST_DAY = date(2199, 12, 31)


class Gate:
    """Counts the requests being answered; a full house is said at once, not after a wait."""

    def __init__(self, places: int = MAX_IN_FLIGHT) -> None:
        """Take the number of places."""
        self._places = places
        self.taken = 0

    def enter(self) -> bool:
        """Take a place; False when there is none."""
        if self.taken >= self._places:
            return False
        self.taken += 1
        return True

    def leave(self) -> None:
        """Give the place back."""
        self.taken -= 1
