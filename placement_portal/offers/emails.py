"""What we write to people about placement offers."""

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.mail.service import Letter, link_to, send
from placement_portal.offers.models import Offer


def withdrawn(person: Person, offer: Offer) -> None:
    """Tell who holds a place that the provider took the offer back."""
    letter = Letter(
        subject=f"An offer at {offer.site.name} was withdrawn",
        name=person.name,
        paragraphs=[
            f"{offer.provider.name} has withdrawn an offer at {offer.site.name} of which you hold a place.",
            "Students who have a placement there keep it. Your hold no longer helps: look for another offer.",
        ],
        href=link_to("offers.offer", offer_id=offer.id),
        action="Look at the offer",
    )
    send(letter, address=address_of(person.id), person=person)
