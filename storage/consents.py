"""Who agreed to which version of the consent text, and when."""

from storage.shelf import Shelf
from village.consent import UNASKED, WITHDRAWN

ADD = "INSERT INTO consent (village_id, resident_id, version, at) VALUES (:village, :resident, :version, :now)"
OF = "SELECT version, at, withdrawn_at FROM consent WHERE resident_id = :resident ORDER BY id"
WITHDRAW = "UPDATE consent SET withdrawn_at = :now WHERE resident_id = :resident AND withdrawn_at IS NULL"
NOTE = "UPDATE account SET consent = :version WHERE id = :account"
NOTE_ALL = "UPDATE account SET consent = :version WHERE resident_id = :resident"


class Consents(Shelf):
    def agree(self, resident_id: int, village_id: int, version: int) -> None:
        self.run(ADD, village=village_id, resident=resident_id, version=version, now=self.now)
        self.run(NOTE_ALL, resident=resident_id, version=version)

    def withdraw(self, resident_id: int) -> bool:
        """False when there was nothing to withdraw."""
        self.run(NOTE_ALL, resident=resident_id, version=WITHDRAWN)
        return self.run(WITHDRAW, resident=resident_id, now=self.now).rowcount > 0

    def of(self, resident_id: int) -> list[tuple[int, int, int | None]]:
        """(version, agreed at, withdrawn at), oldest first."""
        return [(row["version"], row["at"], row["withdrawn_at"]) for row in self.rows(OF, resident=resident_id)]

    def standing(self, resident_id: int) -> int:
        """The version agreed to last; UNASKED: none yet; WITHDRAWN: taken back."""
        given = self.of(resident_id)
        if not given:
            return UNASKED
        version, _, withdrawn = given[-1]
        return version if withdrawn is None else WITHDRAWN

    def note(self, account_id: int, version: int) -> None:
        """What this account's speaker need not be asked any more."""
        self.run(NOTE, account=account_id, version=version)
