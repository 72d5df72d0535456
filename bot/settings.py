"""Typed settings from the environment or `.env`; a bad one stops the start with one line that says what to write."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TOKEN = re.compile(r"\d{6,12}:[\w-]{30,}", re.ASCII)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BadSetting(Exception):
    """The message names the setting and says what to write."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="REMBUK_", env_file=".env", extra="ignore", hide_input_in_errors=True)

    token: str = Field(default="", repr=False)
    api_url: str = "https://api.telegram.org"
    data: Path = Path("data")
    webhook_url: str = ""
    webhook_secret: str = Field(default="", repr=False)
    listen: str = ""
    log: str = "INFO"

    @field_validator("token")
    @classmethod
    def _token(cls, value: str) -> str:
        if value and not TOKEN.fullmatch(value):
            raise ValueError("tulis token dari BotFather, bentuknya 123456789:ABC…")
        return value

    @field_validator("data", mode="before")
    @classmethod
    def _data(cls, value: object) -> object:
        if not str(value).strip():
            raise ValueError("tulis nama folder, misalnya data")
        return value

    @field_validator("api_url")
    @classmethod
    def _api(cls, value: str) -> str:
        _check_url(value, "tulis alamat peladen Bot API, misalnya https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _hook(cls, value: str) -> str:
        if value:
            advice = "tulis alamat https yang dapat dicapai Telegram, misalnya https://desa.example/rembuk"
            _check_url(value, advice)
            if not re.fullmatch(r"[\w./~-]*", urlsplit(value).path, re.ASCII):
                raise ValueError(advice)
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: str) -> str:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{32,256}", value):
            raise ValueError("tulis 32 sampai 256 huruf, angka, _ atau -")
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if value and not (host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise ValueError("tulis alamat dan pintu, misalnya 127.0.0.1:8080")
        return value

    @field_validator("log")
    @classmethod
    def _log(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("tulis DEBUG, INFO, WARNING atau ERROR")
        return value.upper()

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        if self.webhook_url and not (self.webhook_secret and self.listen):
            raise ValueError("REMBUK_WEBHOOK_URL memerlukan REMBUK_WEBHOOK_SECRET dan REMBUK_LISTEN juga")
        return self

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)


def _check_url(value: str, advice: str) -> None:
    """https anywhere; plain http only on this machine itself."""
    try:
        parts = urlsplit(value)
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    except ValueError:
        raise ValueError(advice) from None
    if not parts.hostname or not (parts.scheme == "https" or plain):
        raise ValueError(advice)


def load() -> Settings:
    known = {f"REMBUK_{name.upper()}" for name in Settings.model_fields}
    dotenv = Path(".env")
    named = set(os.environ)
    if dotenv.is_file():
        try:
            lines = dotenv.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            raise BadSetting("Berkas .env tidak terbaca; simpan ulang sebagai teks UTF-8.") from None
        named |= {line.partition("=")[0].strip().removeprefix("export ") for line in lines if "=" in line}
    for name in sorted(named):
        if name.upper().startswith("REMBUK_") and name.upper() not in known:
            raise BadSetting(f"Pengaturan {name} tidak dikenal; yang ada: {', '.join(sorted(known))}.")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"REMBUK_{str(first['loc'][0]).upper()}: " if first["loc"] else ""
        raise BadSetting(f"{name}{first['msg'].removeprefix('Value error, ')}.") from None
