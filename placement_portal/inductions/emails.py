"""What we write about inductions: that one waits to be confirmed."""

from collections.abc import Iterable

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.mail import service as mail
from placement_portal.mail.service import Letter
from placement_portal.placements.models import Placement
from placement_portal.sites.models import Site


def all_ticked(placement: Placement, site: Site, people: Iterable[Person]) -> None:
    """Ask who supervises to confirm an induction that the student ticked whole."""
    student = placement.student.person.name
    href = mail.link_to("inductions.induction", placement_id=placement.id, site_id=site.id)
    for person in people:
        letter = Letter(
            subject=f"Confirm an induction: {student} at {site.name}",
            name=person.name,
            paragraphs=(
                f"{student} says that everything on the induction list of {site.name} was shown.",
                "If you were there, or know it from somebody who was, please confirm it. "
                "The setting can do it too, with the link of its letter.",
            ),
            href=href,
            action="Look and confirm",
        )
        mail.send(letter, address=address_of(person.id), person=person)
