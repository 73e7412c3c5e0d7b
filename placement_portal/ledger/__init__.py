"""The ledger: an append-only, hash-chained account of who did what, per organisation."""

from placement_portal.ledger.chain import Fault, verify
from placement_portal.ledger.models import INSTALLATION
from placement_portal.ledger.record import Actor, Circumstances, Event, circumstances, init_app, record

__all__ = [
    "INSTALLATION",
    "Actor",
    "Circumstances",
    "Event",
    "Fault",
    "circumstances",
    "init_app",
    "record",
    "verify",
]
