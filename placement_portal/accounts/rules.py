"""What is true of accounts: passwords, the pace of failed sign-ins, and when a session ends."""

import enum


class AddressKind(enum.StrEnum):
    """What an e-mail address of a person is used for."""

    SIGN_IN = "sign_in"
    CONTACT = "contact"


class SessionAssurance(enum.StrEnum):
    """How surely a session knows who is there."""

    ACCOUNT = "account"


class SessionKind(enum.StrEnum):
    """Whose idle times a session follows; a person who is both is staff."""

    STAFF = "staff"
    STUDENT = "student"
