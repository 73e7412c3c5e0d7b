"""What can be done at the door: sign in and out, prove who one is, set passwords, change a name or an address."""

from placement_portal.accounts.service.addresses import AddressTaken, ask_for_address, confirm_change_of_address
from placement_portal.accounts.service.hashing import hash_password
from placement_portal.accounts.service.passwords import (
    ask_for_reset,
    change_password,
    renew_reset,
    reset_password,
    set_password,
)
from placement_portal.accounts.service.people import (
    change_name,
    change_phone,
    confirm_address_on_file,
    deactivate,
    name_person,
    reactivate,
)
from placement_portal.accounts.service.sessions import (
    SessionTerms,
    Started,
    end_every_session,
    end_other_sessions,
    end_session,
    end_sessions,
    forget,
    is_fresh,
    prove,
    see,
    sign_in,
    sign_out,
    start_session,
    terms_with,
)
from placement_portal.accounts.service.tries import Door, MustWait, NotRight, Proof, check_password

__all__ = [
    "AddressTaken",
    "Door",
    "MustWait",
    "NotRight",
    "Proof",
    "SessionTerms",
    "Started",
    "ask_for_address",
    "ask_for_reset",
    "change_name",
    "change_password",
    "change_phone",
    "check_password",
    "confirm_address_on_file",
    "confirm_change_of_address",
    "deactivate",
    "end_every_session",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "forget",
    "hash_password",
    "is_fresh",
    "name_person",
    "prove",
    "reactivate",
    "renew_reset",
    "reset_password",
    "see",
    "set_password",
    "sign_in",
    "sign_out",
    "start_session",
    "terms_with",
]
