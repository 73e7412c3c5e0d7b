"""Settings: read once from `PORTAL_…` environment variables, checked, and never changed while running."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flask import current_app

DEFAULT_DATABASE = "sqlite:///portal.sqlite3"
BODY_LIMIT = 5 * 1024 * 1024
TRUE = frozenset({"1", "true", "yes", "on"})


class BadSetting(ValueError):
    """A setting that cannot be used; the message names it and says what to write instead."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an installation can choose; times in minutes, sizes in bytes."""

    database_url: str = DEFAULT_DATABASE
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)
    secret_given: bool = False
    base_url: str = "http://localhost:8000"
    production: bool = False
    debug: bool = False
    demo: bool = False
    proxies: int = 0
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_security: str = "none"
    mail_from: str = "Placement Portal <portal@localhost>"
    log_json: bool = False
    argon2_time: int = 2
    argon2_memory_kib: int = 19_456
    argon2_lanes: int = 1

    @property
    def secure(self) -> bool:
        """Whether people reach the portal over https, judged by the base URL alone."""
        return self.base_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is SQLite; anything else is PostgreSQL."""
        return self.database_url.startswith("sqlite")


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raise `BadSetting` for one that cannot be used."""
    secret = environ.get("PORTAL_SECRET_KEY", "")
    return Settings(
        database_url=database_url(environ.get("PORTAL_DATABASE_URL") or DEFAULT_DATABASE),
        secret_key=secret or secrets.token_urlsafe(48),
        secret_given=bool(secret),
        base_url=_base_url(environ),
        production=_yes(environ, "PORTAL_PRODUCTION"),
        debug=_yes(environ, "PORTAL_DEBUG"),
        demo=_yes(environ, "PORTAL_DEMO"),
        proxies=_whole(environ, "PORTAL_PROXIES", 0),
        smtp_host=environ.get("PORTAL_SMTP_HOST", ""),
        smtp_port=_whole(environ, "PORTAL_SMTP_PORT", 25),
        smtp_user=environ.get("PORTAL_SMTP_USER", ""),
        smtp_password=environ.get("PORTAL_SMTP_PASSWORD", ""),
        smtp_security=_one_of(environ, "PORTAL_SMTP_SECURITY", ("none", "starttls", "tls")),
        mail_from=environ.get("PORTAL_MAIL_FROM", Settings.mail_from),
        log_json=_yes(environ, "PORTAL_LOG_JSON"),
    )


def database_url(url: str) -> str:
    """Return a SQLAlchemy URL for what operators write: `postgresql://…` means psycopg 3."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if url.startswith(("sqlite://", "postgresql+psycopg://")):
        return url
    raise BadSetting("PORTAL_DATABASE_URL must start with sqlite:/// or postgresql://")


def current() -> Settings:
    """Return the settings of the running app; needs an app context."""
    settings: Settings = current_app.extensions["portal.settings"]
    return settings


def changed(settings: Settings, **changes: Any) -> Settings:
    """Return the settings with some of them replaced."""
    return replace(settings, **changes)


def problems(settings: Settings) -> list[str]:
    """Return every reason why these settings must not run in production, as sentences."""
    found = {
        "PORTAL_DEBUG is on: switch it off.": settings.debug,
        "PORTAL_DEMO is on: a demo world has known passwords.": settings.demo,
        "PORTAL_SECRET_KEY is missing: set at least 32 random characters.": not settings.secret_given,
        "PORTAL_SECRET_KEY is too short: set at least 32 random characters.": len(settings.secret_key) < 32,
        "PORTAL_SECRET_KEY is too simple: set at least 32 random characters.": len(set(settings.secret_key)) < 10,
        "PORTAL_BASE_URL must start with https://": not settings.secure,
        "PORTAL_SMTP_HOST is missing: nobody could be invited or reset a password.": not settings.smtp_host,
    }
    return [sentence for sentence, wrong in found.items() if wrong]


def folder(name: str) -> Path:
    """Return `templates` or `migrations`: inside the installed package, else beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def _base_url(environ: Mapping[str, str]) -> str:
    port = environ.get("PORT", "8000")
    url = environ.get("PORTAL_BASE_URL") or f"http://localhost:{port}"
    if not url.startswith(("http://", "https://")):
        raise BadSetting("PORTAL_BASE_URL must start with http:// or https://")
    return url.rstrip("/")


def _yes(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").strip().lower() in TRUE


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    written = environ.get(name) or str(default)
    if not written.isdecimal():
        raise BadSetting(f"{name} must be a whole number, not {written!r}")
    return int(written)


def _one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    written = environ.get(name) or choices[0]
    if written not in choices:
        raise BadSetting(f"{name} must be one of {', '.join(choices)}")
    return written
