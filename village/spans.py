"""How long things last, in milliseconds: the unit of every moment that is kept."""

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
