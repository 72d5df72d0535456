"""Which villages sleep now, and which letters wait for their morning. Asked anew at each look, never written down."""

from functools import lru_cache

from storage.shelf import Shelf, packed, unpacked
from village import quiet

MINUTE = 60_000
# Only of villages for which something waits that may have to wait for the morning.
VILLAGES = """
    SELECT v.id, v.zone,
           (SELECT json_group_object(key, value)
              FROM (SELECT key, value FROM setting
                     WHERE village_id = v.id AND key IN (:begins, :ends) ORDER BY year)) AS settings
      FROM village v
     WHERE v.id IN (SELECT village_id FROM outbox WHERE state = 'waiting' AND priority > 0)
"""


def asleep(shelf: Shelf) -> dict[int, int]:
    """Villages in their quiet hours, each with the moment at which those end."""
    rows = shelf.rows(VILLAGES, begins=quiet.BEGINS, ends=quiet.ENDS)
    told = {row["id"]: _ends(row["settings"], row["zone"], shelf.now // MINUTE) for row in rows}
    return {village: end for village, end in told.items() if end}


@lru_cache(maxsize=512)
def _ends(settings: str, zone: str, minute: int) -> int:
    """Hours begin and end with a minute, and most villages keep the country's."""
    return quiet.ends(unpacked(settings), zone, minute * MINUTE)


def as_facts(villages: dict[int, int]) -> str:
    """What `held` reads as `:asleep`."""
    return packed(list(villages.items()))


def held(letter: str) -> str:
    """SQL: does this row of the outbox wait for the morning? Not what would be too late by then."""
    return f"""({letter}.priority > 0 AND {letter}.at_night = 0 AND EXISTS (
           SELECT 1 FROM json_each(:asleep) z
            WHERE z.value ->> 0 = {letter}.village_id
              AND ({letter}.expires_at = 0 OR {letter}.expires_at > z.value ->> 1)))"""  # noqa: S608
