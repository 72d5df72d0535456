"""The referee: aiogram's reading of the Bot API, held against what bot and stage say to each other.

Requests must fit aiogram's method models, answers their return types and updates `Update`;
keys that aiogram does not know are hunted at every depth.
"""

from functools import cache
from typing import Any

import aiogram.methods
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile, Update
from pydantic import BaseModel, TypeAdapter, ValidationError

from simulator.files import Upload
from simulator.telegram import Telegram

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    model.__api_method__: model
    for model in vars(aiogram.methods).values()
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}


class Referee:
    def __init__(self, tg: Telegram) -> None:
        self.violations: list[str] = []
        self.seen = 0
        tg.on_answer.append(self.see_call)
        tg.on_update.append(self.see_update)

    def see_call(self, method: str, params: dict[str, Any], answer: dict[str, Any]) -> None:
        self.seen += 1
        if not answer["ok"]:
            self._check_refusal(method, answer)
            return
        model = METHODS.get(method)
        if model is None:
            self.violations.append(f"{method}: aiogram knows no such method")
            return
        self._check(f"{method} request", _reader(model), _files(params))
        if method != "getUpdates":  # its updates have been seen one by one
            self._check(f"{method} answer", _returns(method), answer["result"])

    def see_update(self, update: dict[str, Any]) -> None:
        self.seen += 1
        self._check("update", _reader(Update), update)
        if len(update) != 2:
            self.violations.append(f"update {update['update_id']} has {sorted(update)}")

    def check(self) -> None:
        if self.violations:
            raise AssertionError("\n".join(["the referee saw:", *dict.fromkeys(self.violations)]))

    def _check_refusal(self, method: str, answer: dict[str, Any]) -> None:
        wrong = set(answer) - {"ok", "error_code", "description", "parameters"}
        wrong |= set(answer.get("parameters", {})) - {"retry_after", "migrate_to_chat_id"}
        if wrong or not isinstance(answer.get("error_code"), int) or not answer.get("description"):
            self.violations.append(f"{method}: malformed refusal {answer}")

    def _check(self, path: str, model: TypeAdapter[Any], value: Any) -> None:
        try:
            found = model.validate_python(value)
        except ValidationError as error:
            told = (f"{path}.{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            self.violations += told
            return
        _hunt(found, path, self.violations)


@cache
def _reader(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


@cache
def _returns(method: str) -> TypeAdapter[Any]:
    return TypeAdapter(METHODS[method].__returning__)


def _files(params: dict[str, Any]) -> dict[str, Any]:
    return {
        name: BufferedInputFile(value.content, value.name) if isinstance(value, Upload) else value
        for name, value in params.items()
    }


def _hunt(found: Any, path: str, violations: list[str]) -> None:
    """Walk through everything that was set and report keys nobody knows."""
    if isinstance(found, BaseModel):
        violations += [f"{path}.{key}: unknown key" for key in found.model_extra or ()]
        for key in found.model_fields_set:
            value = getattr(found, key)
            if isinstance(value, BaseModel | list):
                _hunt(value, f"{path}.{key}", violations)
    elif isinstance(found, list):
        for i, item in enumerate(found):
            _hunt(item, f"{path}[{i}]", violations)
