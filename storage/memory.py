"""What is remembered beside a database while the program runs, and never written down.

On a shared phone: the secrets of ballots that lie open there. Without its secret a folded ballot could not be opened
again; kept in a file, it would tell whose vote is whose.
"""

from typing import Any


def of(connection: Any) -> dict[tuple[int, int], str]:
    """(our number of the chat, Telegram's number of the message) → secret. A copy of a database remembers nothing."""
    found: dict[tuple[int, int], str] | None = getattr(connection, "open_secrets", None)
    if found is None:
        found = {}
        try:
            connection.open_secrets = found
        except AttributeError:
            return {}
    return found
