"""The application: the only module that knows every room."""

import importlib
import traceback
from pathlib import Path
from types import ModuleType

from flask import Blueprint, Flask
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from placement_portal import access, config, database, ledger, transaction
from placement_portal.config import Settings
from placement_portal.placements.rules import NotAllowed
from placement_portal.policies import POLICIES
from placement_portal.progress import service as progress
from placement_portal.web import blueprint, errors, headers, navigation, remembered, requests, templating
from placement_portal.web.portal import Portal

ROOMS = (
    "accounts",
    "mail",
    "organisations",
    "programmes",
    "sites",
    "placements",
    "hours",
    "progress",
    "record",
    "signing",
    "cohorts",
    "home",
    "intake",
    "demo",
)
PACKAGE = Path(__file__).resolve().parent
FORM_MEMORY = 2 * 1024 * 1024
FORM_PARTS = 5_000


def create_app(settings: Settings | None = None) -> Flask:
    """Return the portal, ready to serve; raise `BadSetting` or `Undeclared` rather than start half right."""
    settings = settings or config.read()
    app = Portal(__name__, static_folder=None, template_folder=str(config.folder("templates")))
    _configure(app, settings)
    requests.init_app(app, settings)
    headers.init_app(app, settings)
    database.init_app(app, settings)
    Migrate(app, database.db, directory=str(config.folder("migrations")))
    transaction.init_app(app)
    transaction.recount_with(app, progress.recount)
    ledger.init_app(app)
    remembered.init_app(app)
    CSRFProtect(app)
    _login(app)
    navigation.init_app(app)
    templating.init_app(app, settings)
    errors.init_app(app)
    app.register_error_handler(NotAllowed, errors.wrong_state)
    app.register_blueprint(blueprint.make())
    for room in ROOMS:
        try:
            _open(app, room)
        except Exception:  # until every room is whole: one that is being written must not stop the others
            traceback.print_exc()
    access.init_app(app, POLICIES)
    return app


def load_models() -> None:
    """Import the models of every room, so that the metadata is whole."""
    for file in sorted(PACKAGE.glob("*/models.py")):
        _module(file.parent.name, "models")


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["portal.settings"] = settings
    app.config |= {
        "SECRET_KEY": settings.secret_key,
        "DEBUG": settings.debug,
        "MAX_CONTENT_LENGTH": config.BODY_LIMIT,
        "MAX_FORM_MEMORY_SIZE": FORM_MEMORY,
        "MAX_FORM_PARTS": FORM_PARTS,
        "WTF_CSRF_TIME_LIMIT": None,  # the token lives as long as the session that holds it
    }
    load_models()


def _login(app: Flask) -> None:
    manager = LoginManager(app)
    manager.request_loader(lambda _request: None)


def _open(app: Flask, room: str) -> None:
    views = _module(room, "views")
    if views is None:
        return
    if hasattr(views, "init_app"):
        views.init_app(app)
    pages: Blueprint | None = getattr(views, "blueprint", None)
    if pages:
        app.register_blueprint(pages)


def _module(room: str, file: str) -> ModuleType | None:
    if not ((PACKAGE / room / f"{file}.py").is_file() or (PACKAGE / room / file).is_dir()):
        return None
    return importlib.import_module(f"placement_portal.{room}.{file}")
