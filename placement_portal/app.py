"""The application: the only module that knows every room."""

from typing import Final

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from placement_portal import access, config, database, ledger, transaction
from placement_portal.absences import views as absences
from placement_portal.accounts import views as accounts
from placement_portal.agreements import views as agreements
from placement_portal.calendar import views as calendar
from placement_portal.changes import queries as stopping
from placement_portal.changes import views as changes
from placement_portal.clearance import views as clearance
from placement_portal.clearance.queries.stops import stops_with
from placement_portal.clearance.queries.visits import visits_with
from placement_portal.cohorts import views as cohorts
from placement_portal.competencies import views as competencies
from placement_portal.config import Settings
from placement_portal.demo import views as demo
from placement_portal.digests import models as digests
from placement_portal.frameworks import views as frameworks
from placement_portal.gate import views as gate
from placement_portal.handover import views as handover
from placement_portal.home import views as home
from placement_portal.hours import queries as hours_queries
from placement_portal.hours import views as hours
from placement_portal.inductions import views as inductions
from placement_portal.intake import views as intake
from placement_portal.leases import models as leases
from placement_portal.letters import views as letters
from placement_portal.mail import views as mail
from placement_portal.matching import views as matching
from placement_portal.offers import views as offers
from placement_portal.organisations import views as organisations
from placement_portal.people import views as people
from placement_portal.placements import queries as placement_facts
from placement_portal.placements import views as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.queries import PlacementFact, going
from placement_portal.placements.rules import NotAllowed
from placement_portal.policies import POLICIES
from placement_portal.profiles import views as profiles
from placement_portal.programmes import views as programmes
from placement_portal.progress import service as progress
from placement_portal.proposals import views as proposals
from placement_portal.record import views as record
from placement_portal.register import views as register
from placement_portal.rhythm import views as rhythm
from placement_portal.rulebook import views as rulebook
from placement_portal.search import views as search
from placement_portal.signatures import views as signatures
from placement_portal.signing import views as signing
from placement_portal.signpost import views as signpost
from placement_portal.sites import views as sites
from placement_portal.studies import views as studies
from placement_portal.supervision import queries as supervision_queries
from placement_portal.supervision import views as supervision
from placement_portal.therapy import views as therapy
from placement_portal.today import views as today
from placement_portal.travel import views as travel
from placement_portal.web import blueprint, errors, headers, navigation, remembered, requests, templating
from placement_portal.web.portal import Portal
from placement_portal.whatif import views as whatif

PAGES: Final = (
    accounts,
    mail,
    organisations,
    profiles,
    signatures,
    programmes,
    sites,
    clearance,
    proposals,
    placements,
    offers,
    agreements,
    matching,
    changes,
    frameworks,
    gate,
    letters,
    signpost,
    hours,
    rhythm,
    supervision,
    absences,
    inductions,
    competencies,
    record,
    signing,
    cohorts,
    studies,
    register,
    rulebook,
    home,
    handover,
    intake,
    calendar,
    search,
    people,
    therapy,
    today,
    travel,
    whatif,
)
PREPARED: Final = (
    competencies,
    accounts,
    organisations,
    profiles,
    signatures,
    programmes,
    whatif,
    sites,
    clearance,
    proposals,
    offers,
    agreements,
    matching,
    hours,
    placements,
    absences,
    changes,
    frameworks,
    gate,
    letters,
    signpost,
    inductions,
    handover,
    home,
    search,
    demo,
    studies,
    therapy,
    rhythm,
    supervision,
)
WITHOUT_PAGES: Final = (
    leases,
    digests,
)  # imported so that the metadata is whole; every other room comes with its pages
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
    transaction.init_app(app)
    transaction.recount_with(app, progress.recount)
    visits_with(app, going.visits)
    stops_with(app, stopping.feeding)
    placement_facts.answer_with(app, PlacementFact.CLIENT_WORK_BETWEEN, hours_queries.client_work_between)
    placement_facts.answer_with(app, PlacementFact.HOURS_DECIDED, _all_decided)
    ledger.init_app(app)
    remembered.init_app(app)
    CSRFProtect(app)
    LoginManager(app)
    navigation.init_app(app)
    templating.init_app(app, settings)
    errors.init_app(app)
    app.register_error_handler(NotAllowed, errors.wrong_state)
    app.register_blueprint(blueprint.make())
    for room in PREPARED:
        room.init_app(app)
    for pages in PAGES:
        app.register_blueprint(pages.blueprint)
    access.init_app(app, POLICIES)
    return app


def _all_decided(placement: Placement) -> bool:
    return hours_queries.all_decided(placement) and supervision_queries.all_decided(placement)


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
