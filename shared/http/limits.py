"""How much one request may bring, and how many may be on the counter at once."""

from datetime import date

# Bytes. The longest free text of an order is a few pages.
MAX_BODY = 64 * 1024
# Requests being answered at once in one process, and how many more may wait for a place.
# Those at work share few connections to the database: more of them only wait for each other.
MAX_IN_FLIGHT = 64
MAX_WAITING = 512
# Seconds somebody waits for a place before being asked to come back.
PATIENCE = 0.5
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
