"""How a command of the shell says no."""


class Refused(Exception):
    """What was asked can't be done; the message says why and what to do."""
