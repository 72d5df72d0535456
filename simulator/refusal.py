"""How the stage says no."""

from typing import Any


class Refused(Exception):
    """An answer with ok = false, in Telegram's own words where they are known."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(reason: str, **parameters: int) -> Refused:
    return Refused(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refused:
    return Refused(403, f"Forbidden: {reason}")


def too_many(seconds: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
