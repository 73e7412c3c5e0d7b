"""Settings: read once, refused with the name of what is wrong, and honest about production."""

import pytest

from placement_portal import config
from placement_portal.config import BadSetting, Settings

SAFE = {
    "PORTAL_PRODUCTION": "1",
    "PORTAL_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
    "PORTAL_BASE_URL": "https://portal.example.org/",
    "PORTAL_DATABASE_URL": "postgres://portal@db/portal",
    "PORTAL_SMTP_HOST": "mail.example.org",
}


def test_nothing_set_is_a_working_development_portal() -> None:
    settings = config.read({})
    assert settings.is_sqlite
    assert settings.base_url == "http://localhost:8000"
    assert len(settings.secret_key) > 32
    assert not settings.secret_given


def test_a_safe_production_has_no_problems() -> None:
    settings = config.read(SAFE)
    assert settings.database_url == "postgresql+psycopg://portal@db/portal"
    assert settings.secure
    assert config.problems(settings) == []


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("PORTAL_DEBUG", "1", "PORTAL_DEBUG"),
        ("PORTAL_DEMO", "yes", "PORTAL_DEMO"),
        ("PORTAL_SECRET_KEY", "", "PORTAL_SECRET_KEY is missing"),
        ("PORTAL_SECRET_KEY", "abcdefghijkl", "too short"),
        ("PORTAL_SECRET_KEY", "a" * 40, "too simple"),
        ("PORTAL_BASE_URL", "http://portal.example.org", "https"),
        ("PORTAL_SMTP_HOST", "", "PORTAL_SMTP_HOST"),
    ],
)
def test_production_refuses_what_is_unsafe(name: str, value: str, said: str) -> None:
    problems = config.problems(config.read({**SAFE, name: value}))
    assert any(said in problem for problem in problems)


@pytest.mark.parametrize(
    "name, value",
    [
        ("PORTAL_DATABASE_URL", "mysql://db"),
        ("PORTAL_BASE_URL", "portal.example.org"),
        ("PORTAL_SMTP_PORT", "smtp"),
        ("PORTAL_PROXIES", "-1"),
        ("PORTAL_SMTP_SECURITY", "maybe"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        config.read({name: value})


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings(secret_key="a" * 40, smtp_password="hunter2 hunter2"))
    assert "aaaa" not in shown
    assert "hunter2" not in shown


def test_the_port_of_the_demo_is_in_its_address() -> None:
    assert config.read({"PORT": "8123"}).base_url == "http://localhost:8123"


@pytest.mark.parametrize("name", ["templates", "migrations"])
def test_folders_are_found_beside_the_package(name: str) -> None:
    assert config.folder(name).is_dir()


def test_folders_inside_the_installed_package_come_first(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    inside = tmp_path / "placement_portal" / "templates"
    inside.mkdir(parents=True)
    monkeypatch.setattr(config, "__file__", str(tmp_path / "placement_portal" / "config" / "__init__.py"))
    assert config.folder("templates") == inside
