"""What people type, read as money, moments, numbers, names and RT.

A reading is a proposal: whoever asked says it back and lets the person correct it. What could mean two
things is not read at all (None, or an empty list), so that it is asked again instead of guessed in silence.
"""

from village.typed.moments import Typed, moment
from village.typed.names import first_rts, names, rts
from village.typed.numbers import count, money, number, year
from village.typed.persons import Persons, persons

__all__ = ["Persons", "Typed", "count", "first_rts", "moment", "money", "names", "number", "persons", "rts", "year"]
