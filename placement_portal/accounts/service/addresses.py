"""How the address changes that somebody signs in with: the old one agrees, the new one confirms."""

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.accounts import emails, events, queries
from placement_portal.accounts.models import Address, Person
from placement_portal.accounts.rules import AddressKind
from placement_portal.accounts.service.people import signing_in
from placement_portal.database import db, new_id
from placement_portal.links import service as links
from placement_portal.links.models import MailedLink
from placement_portal.links.rules import LinkPurpose


class AddressTaken(links.DeadLink):
    """Somebody else signs in with this address by now."""


def ask_for_address(person: Person, address: str, *, by: Person) -> None:
    """Write to the old and the new address; where the new one is taken, only its owner is told."""
    for purpose in queries.ADDRESS_LINKS:
        links.revoke(purpose, person=person)
    old, change = queries.address_of(person.id), new_id()
    emails.agree_to_new_address(person, old, links.make(queries.ADDRESS_LINKS[0], person, old, change))
    token = links.make(queries.ADDRESS_LINKS[1], person, address, change)
    if queries.person_at(address) is None:
        emails.confirm_address(person, address, token)
    else:
        emails.address_taken(address)
    ledger.record(events.AddressChangeAsked(), by=by, on=person.id)


def confirm_change_of_address(token: str, purpose: LinkPurpose) -> bool:
    """Use one of the two links; say whether that was the second, so that the address changed.

    Raises `DeadLink`, and `AddressTaken` when somebody else signs in with the new address by now.
    """
    link = links.use(token, purpose)
    person = db.session.scalars(sa.select(Person).where(Person.id == link.person_id).with_for_update()).one()
    other = queries.other_link(link)
    if other is None or other.used_at is None:
        return False
    _change_address(person, link if purpose is LinkPurpose.CONFIRM_ADDRESS else other)
    return True


def _change_address(person: Person, confirmed: MailedLink) -> None:
    if queries.person_at(confirmed.address) is not None:
        raise AddressTaken
    old = queries.address_of(person.id)
    signs_in = (Address.person_id == person.id, Address.kind == AddressKind.SIGN_IN)
    db.session.execute(sa.delete(Address).where(*signs_in))
    links.revoke(LinkPurpose.RESET_PASSWORD, person=person)  # they lie in the mail of the old address
    db.session.add(signing_in(person, confirmed.address, confirmed_at=clock.now()))
    emails.address_changed(person, old, confirmed.address)
    ledger.record(events.AddressChanged(), by=person, on=person.id)
