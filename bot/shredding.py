"""After somebody was erased: destroy their keys, and empty the database's log of writes."""

from storage.database import Database
from storage.keys import Keys


async def shred(database: Database, keys: Keys) -> int:
    """Returns how many keys were destroyed. What a power cut interrupts is done at the next beat."""
    count = await database.write(lambda work: work.erasing.shred(keys.destroy))
    if count:
        await database.scour()
    return count
