"""The only folder that knows Telegram's library."""

import os

# The library is about to give every duration as a timedelta; until then it warns at each 429.
os.environ.setdefault("PTB_TIMEDELTA", "1")
